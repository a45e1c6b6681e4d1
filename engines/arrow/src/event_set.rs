//! Events on their way to files.

use arrow_array::RecordBatch;
use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use time::{Date, OffsetDateTime};

use crate::{EventBuilder, EventTooLarge, WriteOptions};

/// Some events as columns, made on any thread, for an [`EventWriter`](crate::EventWriter) to write.
///
/// ```
/// use msaudit::read::Reader;
/// use msaudit_arrow::{EventSet, EventWriter, WriteOptions};
///
/// # let folder = tempfile::tempdir()?;
/// let options = WriteOptions::default();
/// let mut writer = EventWriter::new(&folder, options)?;
/// let mut set = EventSet::new(options);
/// for entry in Reader::new(&br#"{"activityDisplayName":"Add user"}"#[..]).records() {
///     let entry = entry?;
///     set.push(&entry.decode(None), &entry)?;
/// }
/// writer.append(set)?;
/// assert_eq!(writer.finish()?.events(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct EventSet {
    options: WriteOptions,
    days: Vec<(Option<Date>, EventBuilder)>,
    rows: Vec<SetRow>,
    bytes: usize,
}

/// An event of a set: the number of its day, and its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SetRow {
    pub(crate) day: usize,
    pub(crate) bytes: usize,
}

/// The events of a day.
pub(crate) struct SetDay {
    pub(crate) day: Option<Date>,
    pub(crate) batch: RecordBatch,
    pub(crate) odd: u64,
}

impl EventSet {
    /// An empty set, for a writer with the same options.
    pub fn new(options: WriteOptions) -> Self {
        Self { options, days: Vec::new(), rows: Vec::new(), bytes: 0 }
    }

    /// How many events it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many bytes it has, as [`EventBuilder::bytes`] counts them.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds a record, as the event that it was read as.
    ///
    /// # Errors
    ///
    /// If the event is too large, or no longer fits: a set is for a few thousand events. The set stays as it was.
    pub fn push(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>) -> Result<(), EventTooLarge> {
        let of_day = self.options.partition.of(decoded.instant().map(OffsetDateTime::date));
        // As a rule it is the day of the event before.
        let known = self.days.iter().rposition(|(day, _)| *day == of_day);
        let day = known.unwrap_or_else(|| {
            self.days.push((of_day, EventBuilder::new(self.options.original).limits(usize::MAX, usize::MAX)));
            self.days.len() - 1
        });
        let events = &mut self.days[day].1;
        let before = events.bytes();
        events.push(decoded, entry)?;
        let bytes = events.bytes() - before;
        self.rows.push(SetRow { day, bytes });
        self.bytes += bytes;
        Ok(())
    }

    /// The events of each day, and in which order they came.
    pub(crate) fn finish(self) -> (Vec<SetDay>, Vec<SetRow>) {
        let finish = |(day, mut events): (Option<Date>, EventBuilder)| {
            let batch = events.finish();
            SetDay { day, batch, odd: events.odd() }
        };
        (self.days.into_iter().map(finish).collect(), self.rows)
    }
}
