//! What became of events that were written.

use std::fs;
use std::path::{Path, PathBuf};

/// What became of the events.
///
/// ```
/// use msaudit_arrow::{EventWriter, WriteOptions};
///
/// # let folder = tempfile::tempdir()?;
/// let written = EventWriter::new(folder.path(), WriteOptions::default())?.finish()?;
/// assert_eq!((written.files().len(), written.events()), (1, 0), "a file without rows still has the schema");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub(crate) files: Vec<WrittenFile>,
}

/// A Parquet file that was written; see [`Written`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    pub(crate) path: PathBuf,
    pub(crate) events: u64,
    pub(crate) bytes: u64,
}

impl Written {
    /// The files, in the order of their names.
    pub fn files(&self) -> &[WrittenFile] {
        &self.files
    }

    /// How many events they hold.
    pub fn events(&self) -> u64 {
        self.files.iter().map(WrittenFile::events).sum()
    }

    /// How many bytes they have.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(WrittenFile::bytes).sum()
    }
}

impl WrittenFile {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many events it holds.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Takes it away again, and its folder if nothing else is in it: not all could be written.
    pub(crate) fn withdraw(&self) {
        let _ = fs::remove_file(&self.path);
        let _ = self.path.parent().map(fs::remove_dir);
    }
}
