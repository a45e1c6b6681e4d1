//! What can go wrong with an export, and where.

use std::fmt;
use std::io;

use super::cursor::Counts;
use crate::input::Position;
use crate::named::named;

/// An error about a record, or about the input.
///
/// ```
/// use msaudit::read::{ErrorKind, Reader};
///
/// let mut reader = Reader::new(&b"{\"activityDisplayName\":5}"[..]).named("audit.json");
/// let error = reader.records().next().expect("there is a record").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::WrongType);
/// assert_eq!(
///     error.to_string(),
///     "audit.json: record 1, line 1, offset 23: `activityDisplayName`: invalid type: integer `5`, expected a string"
/// );
/// ```
#[derive(Debug)]
pub struct ReadError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    position: Position,
    message: String,
    excerpt: String,
    source: Option<io::Error>,
}

named! {
    "kind of error";
    /// The kind of a [`ReadError`].
    ///
    /// ```
    /// use msaudit::read::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::WrongType.name(), "wrong-type");
    /// assert!(ErrorKind::WrongType.is_skip());
    /// assert!(!ErrorKind::DuplicateKey.is_skip());
    /// ```
    pub enum ErrorKind {
        /// The text is not valid JSON.
        Syntax = "syntax",
        /// The input ends inside a record or a list.
        Truncated = "truncated",
        /// A field does not have its documented type.
        WrongType = "wrong-type",
        /// A name occurs twice in an object. The record is read; the last value of a documented field counts.
        DuplicateKey = "duplicate-key",
        /// The bytes are not valid UTF-8.
        Encoding = "encoding",
        /// An object that is not a record of a known format, or a value that is not an object.
        NotARecord = "not-a-record",
        /// A record of a different log that resembles one of the formats.
        NotOurs = "not-ours",
        /// A row has more or fewer cells than the header of its table.
        CellCount = "cell-count",
        /// The `AuditData` of a row is cut off or no JSON. The row is read; what only `AuditData` says is missing.
        AuditData = "audit-data",
        /// A value was cut off by the tool that wrote the record, such as `ConvertTo-Json` at its depth. The rest is read.
        Cut = "cut",
        /// An object with the names of a format in which nothing is filled that tells of an event: no id, time, activity or actor.
        NothingInIt = "nothing-in-it",
        /// The service put an error into the page; records before it are read.
        PageError = "page-error",
        /// A record is longer than the [limit](crate::input::Limits::record).
        TooLong = "too-long",
        /// Lists and objects of a record stand deeper within each other than the [limit](crate::input::Limits::depth).
        TooDeep = "too-deep",
        /// A record has more [fields](crate::input::Limits::fields), or a row more [cells](crate::input::Limits::cells), than the limit.
        TooMany = "too-many",
        /// A copy of another record, found by a [`Dedup`](crate::analysis::Dedup).
        Duplicate = "duplicate",
        /// A compressed input gives more than the [limit](crate::input::Limits::expansion) for its size. Reading ends.
        Expansion = "expansion",
        /// The input could not be read.
        Io = "io",
    }
}

impl ErrorKind {
    /// Whether a record, or what may have been one, was passed over.
    pub const fn is_skip(self) -> bool {
        !matches!(self, Self::DuplicateKey | Self::PageError | Self::AuditData | Self::Cut | Self::Duplicate)
    }
}

impl ReadError {
    #[cold]
    pub(super) fn new(kind: ErrorKind, position: Position, message: impl Into<String>, excerpt: &str) -> Self {
        let (message, excerpt) = (message.into(), excerpt.to_owned());
        Self(Box::new(Inner { kind, position, message, excerpt, source: None }))
    }

    #[cold]
    pub(super) fn io(position: Position, error: io::Error) -> Self {
        #[cfg(feature = "gzip")]
        let expanded = matches!(error.get_ref(), Some(error) if error.is::<crate::input::Expanded>());
        #[cfg(not(feature = "gzip"))]
        let expanded = false;
        let (kind, message) = match error.kind() {
            _ if expanded => (ErrorKind::Expansion, error.to_string()),
            // A compressed file that stops short says so itself.
            io::ErrorKind::UnexpectedEof => (ErrorKind::Truncated, format!("the input stops short: {error}")),
            _ => (ErrorKind::Io, error.to_string()),
        };
        Self(Box::new(Inner { kind, position, message, excerpt: String::new(), source: Some(error) }))
    }

    /// Says more.
    #[cold]
    pub(super) fn with(mut self, more: &str) -> Self {
        self.0.message += more;
        self
    }

    /// Adds to its place what was counted before.
    #[cold]
    pub(super) fn add(&mut self, counts: Counts) {
        counts.add_to(&mut self.0.position);
    }

    /// The kind of a [`ReadError`].
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The position.
    pub fn position(&self) -> &Position {
        &self.0.position
    }

    /// The message, without the position.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The surrounding text, up to about 80 characters.
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind() == ErrorKind::Io && self.position().offset() == 0 {
            return write!(f, "{}: {}", self.position().file, self.message());
        }
        write!(f, "{}: {}", self.position(), self.message())
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| source as _)
    }
}

/// `{"file","record","line","offset","kind","message","excerpt"}`, as the command line writes errors.
impl serde::Serialize for ReadError {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let position = self.position();
        let mut object = serializer.serialize_struct("ReadError", 7)?;
        object.serialize_field("file", position.file())?;
        object.serialize_field("record", &position.record())?;
        object.serialize_field("line", &position.line())?;
        object.serialize_field("offset", &position.offset())?;
        object.serialize_field("kind", self.kind().name())?;
        object.serialize_field("message", self.message())?;
        object.serialize_field("excerpt", self.excerpt())?;
        object.end()
    }
}
