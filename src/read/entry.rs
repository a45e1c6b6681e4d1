//! A record with its place.

use std::borrow::Cow;

use super::{ErrorKind, ReadError};
use crate::event::{DecodedEvent, Event};
use crate::formats::Record;
use crate::input::Position;
use crate::label::LabelBook;

/// A record with its position and its text.
///
/// ```
/// use msaudit::read::Reader;
///
/// let mut reader = Reader::new(&b" {\"activityDisplayName\" : \"Add user\"}"[..]);
/// let entry = reader.records().next().expect("there is one")?;
/// assert_eq!(entry.text(), "{\"activityDisplayName\" : \"Add user\"}");
/// assert_eq!(entry.position().offset(), 1);
/// assert!(entry.warning().is_none());
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Entry<'b> {
    pub(super) record: Record<'b>,
    pub(super) text: Cow<'b, str>,
    pub(super) position: Position,
    pub(super) warning: Option<ReadError>,
}

impl<'b> Entry<'b> {
    /// The record.
    pub fn record(&self) -> &Record<'b> {
        &self.record
    }

    /// The record as an event.
    pub fn event(&self) -> Event<'_> {
        Event::new(&self.record)
    }

    /// The record as an event with every part decoded. A label book, if there is one, names its labels.
    ///
    /// ```
    /// use msaudit::read::Reader;
    ///
    /// let json = &br#"{"activityDisplayName":"Add user","targetResources":[{"displayName":"Ann"}]}"#[..];
    /// let entry = Reader::new(json).records().next().expect("there is one")?;
    /// assert_eq!(entry.decode(None).targets()[0].name(), Some("Ann"));
    /// # Ok::<(), msaudit::read::ReadError>(())
    /// ```
    pub fn decode<'e>(&'e self, book: Option<&'e LabelBook>) -> DecodedEvent<'e> {
        DecodedEvent::new(self.event(), &self.position, book)
    }

    /// Consumes the entry and returns the record.
    pub fn into_record(self) -> Record<'b> {
        self.record
    }

    /// The record's text as it stands in the input.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the record begins.
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// Creates an error about this record, for problems that are found after reading.
    pub fn error(&self, kind: ErrorKind, message: impl Into<String>) -> ReadError {
        let cut = self.text.char_indices().nth(80).map_or(self.text.len(), |(cut, _)| cut);
        ReadError::new(kind, self.position.clone(), message, &self.text[..cut])
    }

    /// A problem that did not prevent reading, such as a repeated field name.
    pub fn warning(&self) -> Option<&ReadError> {
        self.warning.as_ref()
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> Entry<'static> {
        Entry {
            record: self.record.into_owned(),
            text: Cow::Owned(self.text.into_owned()),
            position: self.position,
            warning: self.warning,
        }
    }
}
