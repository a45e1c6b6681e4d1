//! What other tools put around a record.

use std::fmt;

use crate::named::named;

named! {
    "wrapper";
    /// A structure that a collector or a query put around a record. The record is unwrapped; what the wrapper says beside it
    /// is left in [`Entry::text`](crate::read::Entry::text).
    ///
    /// ```
    /// use msaudit::read::{Reader, Wrapper};
    ///
    /// let hec = br#"{"time":1741000000,"sourcetype":"o365:management:activity",
    ///     "event":{"RecordType":8,"Operation":"Update user.","Id":"7"}}"#;
    /// let entry = Reader::new(&hec[..]).records().next().expect("there is one")?;
    /// assert!(entry.wrapped_in().eq([Wrapper::SplunkHec]));
    /// assert_eq!(entry.event().activity(), Some("Update user."));
    /// # Ok::<(), msaudit::read::ReadError>(())
    /// ```
    pub enum Wrapper {
        /// An event for Splunk's HTTP event collector: the record is in `event`.
        SplunkHec = "splunk-hec",
        /// A result of a Splunk search: the record is the text in `_raw`, or the object `result`.
        Splunk = "splunk",
        /// A document of Elasticsearch: the record is in `event.original`, `message` or `o365.audit`, perhaps below `_source`.
        Elastic = "elastic",
        /// An alert of Wazuh: the record is in `data.office365`, or in `data`.
        Wazuh = "wazuh",
        /// A message in Graylog's extended format: the record is in `full_message` or `short_message`.
        Gelf = "gelf",
        /// A row of the table `CloudAppEvents` of Defender XDR and Sentinel: the record is in `RawEventData`.
        CloudAppEvents = "cloud-app-events",
        /// The result of `Export-ActivityExplorerData`: the rows are the text in `ResultData`.
        ActivityExplorerPage = "activity-explorer-page",
        /// An envelope of `CloudEvents`, as Event Grid delivers: the record is in `data`.
        CloudEvents = "cloud-events",
        /// A line of a log that has the record in `log` or `body`, as collectors of containers write.
        LogLine = "log-line",
        /// A syslog line: text before a JSON object.
        Syslog = "syslog",
        /// A line in the Common Event Format with a JSON object in it.
        Cef = "cef",
        /// A row of the response of a query API: a list of values, named by the list of columns.
        QueryResponse = "query-response",
    }
}

/// The wrappers around a record, the outermost first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Wrappers([Option<Wrapper>; Self::MOST]);

impl Wrappers {
    /// How many wrappers within each other are taken off.
    pub(crate) const MOST: usize = 2;

    /// The same with one more within; `None` if that is too many.
    pub(crate) fn with(self, wrapper: Wrapper) -> Option<Self> {
        let mut wrappers = self;
        *wrappers.0.iter_mut().find(|slot| slot.is_none())? = Some(wrapper);
        Some(wrappers)
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Wrapper> {
        self.0.into_iter().flatten()
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0[0].is_none()
    }
}

/// Names with a slash between.
impl fmt::Display for Wrappers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, wrapper) in self.iter().enumerate() {
            let slash = if index == 0 { "" } else { "/" };
            write!(f, "{slash}{}", wrapper.name())?;
        }
        Ok(())
    }
}
