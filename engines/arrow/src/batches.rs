//! Exports to record batches.

use std::io::Read;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use msaudit::analysis::Filter;
use msaudit::label::LabelBook;
use msaudit::read::{ErrorKind, ReadError, Reader, Report};

use crate::{EventBuilder, Original};

/// Reads an export as record batches, in bounded memory.
///
/// A batch ends after [8,192 events or 16 MiB](EventBuilder::limits), and after the event that passes them. It is an
/// ordinary Arrow reader, so engines that take one take an export of any format:
///
/// ```
/// use msaudit::read::Reader;
/// use msaudit_arrow::{Batches, arrow_array::RecordBatchReader};
///
/// let export = br#"{"value":[{"activityDisplayName":"Add user"},{"activityDisplayName":"Add group"}]}"#;
/// let mut batches = Batches::new(Reader::new(&export[..]));
/// assert_eq!(batches.schema().fields().len(), 24);
/// let batch = batches.next().expect("there are events")?;
/// assert_eq!(batch.num_rows(), 2);
/// assert!(batches.next().is_none());
/// assert_eq!(batches.report().read(), 2);
/// # Ok::<(), msaudit_arrow::arrow_schema::ArrowError>(())
/// ```
///
/// A record that cannot be read, or a part of one that cannot be decoded, is no error of the stream: it costs itself, is
/// told to whoever [asks](Self::on_error), and counted. An error is what ends the stream, behind all
/// that was read: the input cannot be read further.
pub struct Batches<'a, R> {
    reader: Reader<R>,
    events: EventBuilder,
    book: Option<&'a LabelBook>,
    filter: Filter,
    on_error: Box<dyn FnMut(&ReadError) + Send + 'a>,
    problems: u64,
    finished: bool,
    /// What the input broke off with; told behind what was read before it.
    broken_off: Option<ReadError>,
}

impl<R> std::fmt::Debug for Batches<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batches")
            .field("rows", &self.events.rows())
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}

impl<'a, R: Read> Batches<'a, R> {
    /// The events of an export.
    pub fn new(reader: Reader<R>) -> Self {
        Self {
            reader,
            events: EventBuilder::new(Original::Omitted),
            book: None,
            filter: Filter::new(),
            on_error: Box::new(|_| {}),
            problems: 0,
            finished: false,
            broken_off: None,
        }
    }

    /// Sets how batches are made: their limits, and whether they have the column `original`.
    #[must_use]
    pub fn builder(mut self, events: EventBuilder) -> Self {
        self.events = events;
        self
    }

    /// Names labels by a book, and tells by its order how they changed.
    #[must_use]
    pub fn labels(mut self, book: &'a LabelBook) -> Self {
        self.book = Some(book);
        self
    }

    /// Leaves out events that the filter does not let through.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// Tells of each record that cannot be read, and of each part that cannot be decoded.
    #[must_use]
    pub fn on_error(mut self, tell: impl FnMut(&ReadError) + Send + 'a) -> Self {
        self.on_error = Box::new(tell);
        self
    }

    /// What has become of the records so far.
    pub fn report(&self) -> &Report {
        self.reader.report()
    }

    /// How many parts of records could not be decoded so far, and are null; and events that were too large for a batch.
    pub fn problems(&self) -> u64 {
        self.problems + self.events.odd()
    }

    /// Reads until a batch is full or the input is at its end, and gives the error that it broke off with, if it did.
    fn fill(&mut self) -> Option<ReadError> {
        while !self.events.is_full() {
            let batch = match self.reader.batch() {
                Ok(Some(batch)) => batch,
                Ok(None) => {
                    self.finished = true;
                    return None;
                }
                Err(error) => {
                    self.finished = true;
                    return Some(error);
                }
            };
            for entry in batch {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        (self.on_error)(&error);
                        continue;
                    }
                };
                if let Some(warning) = entry.warning() {
                    (self.on_error)(warning);
                }
                let decoded = entry.decode(self.book);
                if self.filter.matches(&decoded)
                    && let Err(error) = self.events.push(&decoded, &entry)
                {
                    self.problems += 1;
                    (self.on_error)(&entry.error(ErrorKind::TooLong, error.to_string()));
                }
                for problem in decoded.problems() {
                    self.problems += 1;
                    (self.on_error)(&entry.error(ErrorKind::WrongType, problem.to_string()));
                }
                if self.events.is_full() {
                    break;
                }
            }
        }
        None
    }
}

impl<R: Read> Iterator for Batches<'_, R> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if !self.finished {
            self.broken_off = self.fill();
        }
        if self.events.rows() > 0 {
            return Some(Ok(self.events.finish()));
        }
        self.broken_off.take().map(|error| Err(ArrowError::ExternalError(Box::new(error))))
    }
}

impl<R: Read> RecordBatchReader for Batches<'_, R> {
    fn schema(&self) -> SchemaRef {
        self.events.schema().clone()
    }
}
