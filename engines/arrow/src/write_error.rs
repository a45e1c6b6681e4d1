//! Why events could not be written.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use parquet::errors::ParquetError;

use crate::EventTooLarge;

/// Why events could not be written to a folder.
///
/// ```
/// use msaudit_arrow::{EventWriter, WriteErrorKind, WriteOptions};
///
/// # let file = tempfile::NamedTempFile::new()?;
/// let error = EventWriter::new(file.path(), WriteOptions::default()).unwrap_err();
/// assert_eq!(error.kind(), WriteErrorKind::Io, "a file is no folder");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct WriteError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    why: Why,
}

#[derive(Debug)]
enum Why {
    Exists,
    Io(io::Error),
    Parquet(ParquetError),
    TooLarge(EventTooLarge),
}

/// What kind of reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteErrorKind {
    /// A file of that name is there already.
    Exists,
    /// The folder cannot be written to.
    Io,
    /// Parquet cannot be made of the events.
    Parquet,
    /// An event is too large. The writer can go on with the next one.
    TooLarge,
}

impl WriteError {
    pub(crate) fn exists(path: &Path) -> Self {
        Self::new(path, Why::Exists)
    }

    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
        Self::new(path, Why::Io(error))
    }

    pub(crate) fn too_large(path: &Path, error: EventTooLarge) -> Self {
        Self::new(path, Why::TooLarge(error))
    }

    /// An error of the file below is one of the file.
    pub(crate) fn parquet(path: &Path, error: ParquetError) -> Self {
        let why = match error {
            ParquetError::External(inner) => match inner.downcast::<io::Error>() {
                Ok(error) => Why::Io(*error),
                Err(inner) => Why::Parquet(ParquetError::External(inner)),
            },
            error => Why::Parquet(error),
        };
        Self::new(path, why)
    }

    fn new(path: &Path, why: Why) -> Self {
        Self(Box::new(Inner { path: path.to_owned(), why }))
    }

    /// What kind of reason.
    pub fn kind(&self) -> WriteErrorKind {
        match &self.0.why {
            Why::Exists => WriteErrorKind::Exists,
            Why::Io(_) => WriteErrorKind::Io,
            Why::Parquet(_) => WriteErrorKind::Parquet,
            Why::TooLarge(_) => WriteErrorKind::TooLarge,
        }
    }

    /// The file or folder.
    pub fn path(&self) -> &Path {
        &self.0.path
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.path.display();
        match &self.0.why {
            Why::Exists => {
                write!(f, "`{path}` is there already; expected a folder without it, as no file is overwritten")
            }
            Why::Io(error) => write!(f, "`{path}`: {error}"),
            Why::Parquet(error) => write!(f, "`{path}`: {error}"),
            Why::TooLarge(error) => write!(f, "{error}"),
        }
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.why {
            Why::Io(error) => error.source(),
            Why::Parquet(error) => error.source(),
            Why::Exists | Why::TooLarge(_) => None,
        }
    }
}
