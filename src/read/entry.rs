//! A record with its place.

use std::borrow::Cow;

use super::cursor::Counts;
use super::{ErrorKind, ReadError};
use crate::event::{DecodedEvent, Event};
use crate::formats::Record;
use crate::input::{Position, Wrapper};
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
    /// Whether its text holds other records too.
    pub(crate) shares_text: bool,
    /// Whether names in its text were changed to those that are documented.
    pub(super) restyled: bool,
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

    /// The record's text as it stands in the input, with what [wraps](Self::wrapped_in) it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the record begins.
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// What other tools put around the record, the outermost first; nothing as a rule.
    pub fn wrapped_in(&self) -> impl Iterator<Item = Wrapper> {
        self.position.wrapped_in()
    }

    /// Whether the record is its [text](Self::text) word for word: nothing wraps it, and no tool changed the names of its fields.
    ///
    /// ```
    /// use msaudit::read::Reader;
    ///
    /// let text = br#"{"ActivityDisplayName":"Add user"}"#;
    /// let entry = Reader::new(&text[..]).records().next().expect("there is one")?;
    /// assert!(!entry.is_verbatim(), "Graph writes `activityDisplayName`");
    /// assert_eq!(entry.event().activity(), Some("Add user"));
    /// # Ok::<(), msaudit::read::ReadError>(())
    /// ```
    pub fn is_verbatim(&self) -> bool {
        !self.restyled && self.position.wrappers.is_empty()
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

    /// The same [problem](Self::warning), to keep.
    pub fn into_warning(self) -> Option<ReadError> {
        self.warning
    }

    /// Adds to its place what was counted before.
    pub(super) fn add(&mut self, counts: Counts) {
        counts.add_to(&mut self.position);
        self.warning.iter_mut().for_each(|warning| warning.add(counts));
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> Entry<'static> {
        Entry {
            record: self.record.into_owned(),
            text: Cow::Owned(self.text.into_owned()),
            position: self.position,
            warning: self.warning,
            shares_text: self.shares_text,
            restyled: self.restyled,
        }
    }
}
