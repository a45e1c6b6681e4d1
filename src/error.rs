//! One error for programs that use `?` on several parts of the crate.

use crate::analysis::TimeBoundError;
use crate::catalog::UnknownName;
use crate::enrich::EnrichError;
use crate::label::BookError;
use crate::named::UnknownValue;
use crate::query::QueryError;
use crate::read::ReadError;
use crate::wire::{DecodeError, TimeError};

/// Any error of this crate. Each converts into it, so `?` works on all of them in a function that returns it.
///
/// ```
/// use msaudit::label::LabelBook;
/// use msaudit::read::Reader;
///
/// fn labels_in(export: &[u8], book: &str) -> Result<usize, msaudit::Error> {
///     let book = LabelBook::from_text(book)?;
///     let mut labels = 0;
///     for entry in Reader::new(export).records() {
///         let entry = entry?;
///         let event = entry.event();
///         let found = event.label_event()?.and_then(|label| book.find(label.new_id()?).map(|_| 1));
///         labels += found.unwrap_or(0);
///     }
///     Ok(labels)
/// }
///
/// let export = br#"{"RecordType":83,"Operation":"SensitivityLabelApplied",
///     "SensitivityLabelEventData":{"SensitivityLabelId":"a"}}"#;
/// assert_eq!(labels_in(export, r#"{"a": "General"}"#)?, 1);
/// assert!(matches!(labels_in(b"{", r#"{"a": "General"}"#), Err(msaudit::Error::Read(_))));
/// # Ok::<(), msaudit::Error>(())
/// ```
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
#[non_exhaustive]
pub enum Error {
    /// An export, or one of its records, could not be read.
    Read(#[from] ReadError),
    /// A part of a record does not have the documented structure.
    Decode(#[from] DecodeError),
    /// A text is not a time.
    Time(#[from] TimeError),
    /// A text is not the bound of a time range.
    TimeBound(#[from] TimeBoundError),
    /// A file or text is not a label book.
    Book(#[from] BookError),
    /// An export could not be enriched.
    Enrich(#[from] EnrichError),
    /// A query could not be generated.
    Query(#[from] QueryError),
    /// A name that the catalogue does not list.
    UnknownName(#[from] UnknownName),
    /// A text that names no value of a small enum, such as a format.
    UnknownValue(#[from] UnknownValue),
}
