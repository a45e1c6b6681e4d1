//! The event itself: one set of questions, answered for each format by a file of its own.

use std::borrow::Cow;
use std::ops::Deref;

use time::OffsetDateTime;

use super::{Actor, Known, Outcome, Target};
use crate::catalog::{Code, RecordType};
use crate::label::LabelEvent;
use crate::read::{Format, Limits, Record};
use crate::unified::SensitiveInfoType;
use crate::wire::{DecodeError, Time, TimeError};

/// The questions that every format answers in its own way. Names are as written. What only some logs tell is nothing unless
/// a format says otherwise.
pub(super) trait View<'r>: Copy {
    fn id(self) -> Option<&'r str>;
    fn time(self) -> Option<&'r Time<'r>>;
    /// Whether a time without a zone is documented to be UTC.
    const TIME_IS_UTC: bool;
    fn service(self) -> Option<&'r str>;
    fn category(self) -> Option<&'r str> {
        None
    }
    fn activity(self) -> Option<&'r str>;
    /// Whether the activity is one of the directory, so that the catalogue may know it.
    fn is_of_directory(self) -> bool;
    fn record_type(self) -> Option<&'r Code<'r, RecordType>> {
        None
    }
    fn operation_type(self) -> Option<&'r str> {
        None
    }
    fn result(self) -> Option<&'r str>;
    fn reason(self) -> Option<&'r str> {
        None
    }
    fn correlation_id(self) -> Option<&'r str> {
        None
    }
    fn actor(self) -> Actor<'r>;
    fn all_targets(self) -> Result<Vec<Target<'r>>, DecodeError>;
    fn sensitive_info_types(self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        Ok(Cow::default())
    }
}

/// A record seen as an event. It borrows the record and decodes what it is asked for.
///
/// Every question has an answer for every format, and nothing is an answer: what a record does not say, or says with empty
/// text, is `None`. Text is as the record writes it; [`known`](Self::known) has the catalogue's values for it. Which field
/// answers stands on [the page of the format](crate::guide::formats).
///
/// ```
/// use msaudit::event::{Event, Outcome};
/// use msaudit::read::Reader;
///
/// let json = br#"{"RecordType":8,"Operation":"Update user.","ResultStatus":"Success",
///     "CreationTime":"2022-12-12T17:28:35"}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let event = Event::new(entry.record());
/// assert_eq!(event.activity(), Some("Update user."));
/// assert_eq!(event.outcome(), Outcome::Success);
/// assert_eq!(event.time()?.map(|time| time.unix_timestamp()), Some(1_670_866_115));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Event<'r> {
    record: &'r Record<'r>,
    most_targets: usize,
}

/// Asks the view of whichever format the record has.
macro_rules! ask {
    ($event:expr, $view:ident => $answer:expr) => {
        ask!(@ $event, $view => $answer; Graph Diagnostic LogAnalytics EntraCsv ManagementApi PurviewCsv Mpip
            OfficeActivity AipLog ActivityExplorer)
    };
    (@ $event:expr, $view:ident => $answer:expr; $($format:ident)+) => {
        match $event.record {
            $(Record::$format(record) => {
                let $view = &**record;
                $answer
            })+
        }
    };
}

impl<'r> Event<'r> {
    /// Sees a record as an event.
    pub fn new(record: &'r Record<'r>) -> Self {
        Self { record, most_targets: Limits::new().targets }
    }

    /// The same, with another limit on its [targets](Self::targets).
    #[must_use]
    pub fn within(self, limits: &Limits) -> Self {
        Self { most_targets: limits.targets, ..self }
    }

    /// The record.
    pub fn record(&self) -> &'r Record<'r> {
        self.record
    }

    /// The format it came in.
    pub fn source(&self) -> Format {
        self.record.format()
    }

    /// The identity of the record, a GUID in many formats. Rows of the CSV download of the Entra admin centre have none.
    pub fn id(&self) -> Option<&'r str> {
        filled(ask!(self, view => view.id()))
    }

    /// When, in UTC.
    ///
    /// # Errors
    ///
    /// If the record's text is no time.
    pub fn time(&self) -> Result<Option<OffsetDateTime>, TimeError> {
        let Some(time) = self.written_time() else { return Ok(None) };
        let utc = if ask!(self, view => is_utc(view)) { time.utc_if_no_zone() } else { time.utc() };
        utc.map(Some)
    }

    /// The time as the record writes it.
    pub fn written_time(&self) -> Option<&'r Time<'r>> {
        ask!(self, view => view.time())
    }

    /// The service that logged it; of the unified audit log the workload.
    pub fn service(&self) -> Option<&'r str> {
        filled(ask!(self, view => view.service()))
    }

    /// The category. Only the directory's own log has one.
    pub fn category(&self) -> Option<&'r str> {
        filled(ask!(self, view => view.category()))
    }

    /// The activity; of the unified audit log the operation.
    pub fn activity(&self) -> Option<&'r str> {
        filled(ask!(self, view => view.activity()))
    }

    /// What the catalogue knows of service, category and activity. Operations of other workloads than the directory are
    /// not looked up: equal names would be chance.
    pub fn known(&self) -> Known {
        let activity = self.activity().filter(|_| self.is_of_directory());
        Known::new(self.service(), self.category(), activity)
    }

    /// Whether it is an event of the directory, so that its activity is one that the catalogue may know.
    pub fn is_of_directory(&self) -> bool {
        ask!(self, view => view.is_of_directory())
    }

    /// The record type, in formats of the unified audit log; a number or a name, as written.
    pub fn record_type(&self) -> Option<&'r Code<'r, RecordType>> {
        ask!(self, view => view.record_type())
    }

    /// `Add`, `Assign`, `Update` and so on, where the record says so.
    pub fn operation_type(&self) -> Option<&'r str> {
        filled(ask!(self, view => view.operation_type()))
    }

    /// How it ended; [`Outcome::Unknown`] also where the format has no result.
    pub fn outcome(&self) -> Outcome {
        ask!(self, view => view.result()).map_or(Outcome::Unknown, Outcome::of)
    }

    /// Why it ended so, in the record's words; some services fill it on success too.
    pub fn reason(&self) -> Option<&'r str> {
        filled(ask!(self, view => view.reason()))
    }

    /// Shared by the events of one operation, a GUID as a rule.
    pub fn correlation_id(&self) -> Option<&'r str> {
        filled(ask!(self, view => view.correlation_id()))
    }

    /// Who acted.
    pub fn actor(&self) -> Actor<'r> {
        ask!(self, view => view.actor())
    }

    /// What was acted on, all of it.
    ///
    /// # Errors
    ///
    /// If the part of the record that holds the targets is not what it is documented to be, or holds more of them than the
    /// [limit](Limits::targets).
    pub fn targets(&self) -> Result<Vec<Target<'r>>, DecodeError> {
        let targets = ask!(self, view => view.all_targets())?;
        if targets.len() > self.most_targets {
            return Err(DecodeError::beyond(format_args!("the limit of {} targets", self.most_targets)));
        }
        Ok(targets)
    }

    /// What the record says of a sensitivity label.
    ///
    /// # Errors
    ///
    /// If the part of the record that holds the label is not what it is documented to be.
    pub fn label_event(&self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        LabelEvent::of(self.record)
    }

    /// The sensitive information that was found in the content.
    ///
    /// # Errors
    ///
    /// If the part of the record that holds it is not what it is documented to be.
    pub fn sensitive_info_types(&self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        ask!(self, view => view.sensitive_info_types())
    }

    /// Whether the event needs nobody's attention: Exchange Online writing back to the directory, as `Microsoft Substrate
    /// Management`, and clients saying that they are alive.
    ///
    /// Sources: the overview of the audit logs of 2023-09-08; `AipHeartBeat.md`.
    pub fn is_informational(&self) -> bool {
        let heartbeat = self.record_type().and_then(Code::known) == Some(RecordType::AipHeartBeat);
        heartbeat || self.actor().name.is_some_and(|name| name == "Microsoft Substrate Management")
    }
}

fn is_utc<'r, V: View<'r>>(_: V) -> bool {
    V::TIME_IS_UTC
}

/// A field of a record, whatever kind of text, that is there and not empty.
pub(super) fn text<T: Deref<Target = str>>(text: &Option<T>) -> Option<&str> {
    filled(text.as_deref())
}

/// The same without the blanks that some records have around names and addresses.
pub(super) fn trimmed<T: Deref<Target = str>>(field: &Option<T>) -> Option<&str> {
    text(field).map(str::trim)
}

/// Text that is there and not empty.
pub(super) fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
