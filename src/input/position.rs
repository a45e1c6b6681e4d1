//! A place in an input.

use std::fmt;
use std::sync::Arc;

use super::{Wrapper, Wrappers};

/// A position in an export.
///
/// ```
/// use msaudit::read::Reader;
///
/// let input = &b"{\"activityDisplayName\":\"Add user\"}\n{\"activityDisplayName\":\"Add group\"}"[..];
/// let mut reader = Reader::new(input).named("audit.json");
/// let last = reader.records().last().expect("there are two")?;
/// let position = last.position();
/// assert_eq!((position.record(), position.line(), position.offset()), (2, 2, 35));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    pub(crate) file: Arc<str>,
    pub(crate) record: u64,
    pub(crate) line: u64,
    pub(crate) offset: u64,
    pub(crate) wrappers: Wrappers,
}

impl Position {
    /// The name of the input; empty if it has none.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The number of the record, from 1, counting those that could not be read.
    pub fn record(&self) -> u64 {
        self.record
    }

    /// The line, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Bytes from the start of the input, after decompression and decoding.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Their names, with a slash between.
    pub(crate) fn wrapped_in_name(&self) -> Option<String> {
        (!self.wrappers.is_empty()).then(|| self.wrappers.to_string())
    }

    /// What other tools put around the record, the outermost first.
    pub fn wrapped_in(&self) -> impl Iterator<Item = Wrapper> {
        self.wrappers.iter()
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}: ", self.file)?;
        }
        write!(f, "record {}, line {}, offset {}", self.record, self.line, self.offset)?;
        if self.wrappers.is_empty() { Ok(()) } else { write!(f, ", in {}", self.wrappers) }
    }
}
