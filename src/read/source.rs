//! Files to read: those that are named, those below folders, those in archives.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::reader::open;
use super::{Limits, Position, ReadError, Reader};
use crate::input::Wrappers;
#[cfg(feature = "zip")]
use crate::input::{Member, is_archive, members};

/// A file to read: one that was named, one below a folder that was named, or one in a ZIP archive (feature `zip`).
///
/// ```
/// use msaudit::read::{Limits, Source};
///
/// let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/samples");
/// let mut records = 0;
/// for source in Source::below([samples]) {
///     let mut reader = source?.open(Limits::new())?;
///     records += reader.records().filter(|entry| entry.is_ok()).count();
/// }
/// assert!(records > 20);
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Source {
    path: PathBuf,
    is_named: bool,
    #[cfg(feature = "zip")]
    member: Option<Member>,
}

impl Source {
    /// The files at and below these paths, each path in turn: a folder gives every file below it in the order of their paths,
    /// an archive every file in it. Links to folders are not followed.
    ///
    /// A path that cannot be looked at is an error in its place. Whether a file can be read shows when it is opened.
    pub fn below(paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Vec<Result<Self, ReadError>> {
        let mut sources = Vec::new();
        for path in paths {
            let path = path.as_ref();
            if path.is_dir() {
                folder(path, &mut sources);
            } else {
                file(path, true, &mut sources);
            }
        }
        sources
    }

    /// Its name: the path, and the path in the archive behind it.
    pub fn name(&self) -> String {
        let path = self.path.display().to_string();
        #[cfg(feature = "zip")]
        if let Some(member) = &self.member {
            return format!("{path}/{}", member.name);
        }
        path
    }

    /// The path of the file, or of its archive.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file itself was named, rather than found in a folder or an archive.
    pub fn is_named(&self) -> bool {
        self.is_named
    }

    /// Its size in bytes; of a file in an archive, the size that it expands to.
    pub fn size(&self) -> Option<u64> {
        #[cfg(feature = "zip")]
        if let Some(member) = &self.member {
            return Some(member.size);
        }
        fs::metadata(&self.path).ok().map(|metadata| metadata.len())
    }

    /// Opens it, and names the input.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened.
    pub fn open(&self, limits: Limits) -> Result<Reader<Box<dyn Read + Send>>, ReadError> {
        #[cfg(feature = "zip")]
        if let Some(member) = &self.member {
            let input = member.open(&self.path, limits.expansion);
            let input = input.map_err(|error| unreadable(&self.name(), error))?;
            return Ok(Reader::new(input).named(&self.name()).limits(limits));
        }
        let (file, name) = open(&self.path)?;
        let input: Box<dyn Read + Send> = Box::new(file);
        Ok(Reader::new(input).named(&name).limits(limits))
    }
}

fn unreadable(name: &str, error: io::Error) -> ReadError {
    let position = Position { file: Arc::from(name), record: 0, line: 0, offset: 0, wrappers: Wrappers::default() };
    ReadError::io(position, error)
}

/// The files below a folder, in the order of their paths.
fn folder(path: &Path, sources: &mut Vec<Result<Source, ReadError>>) {
    // Folders within folders wait here rather than on the stack of calls, however deep they are.
    let mut waiting = vec![path.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        let entries = match fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => {
                found.push((folder.clone(), Some(error)));
                continue;
            }
        };
        for entry in entries {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(path),
                Ok(kind) if kind.is_symlink() && path.is_dir() => {}
                Ok(_) => found.push((path, None)),
                Err(error) => found.push((path, Some(error))),
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    for (path, error) in found {
        match error {
            None => file(&path, false, sources),
            Some(error) => sources.push(Err(unreadable(&path.display().to_string(), error))),
        }
    }
}

#[cfg(not(feature = "zip"))]
fn file(path: &Path, is_named: bool, sources: &mut Vec<Result<Source, ReadError>>) {
    sources.push(Ok(Source { path: path.to_owned(), is_named }));
}

#[cfg(feature = "zip")]
fn file(path: &Path, is_named: bool, sources: &mut Vec<Result<Source, ReadError>>) {
    let has_name = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    let of_file = || Ok(Source { path: path.to_owned(), is_named, member: None });
    if !(is_named || has_name) || !is_archive(path) {
        sources.push(of_file());
        return;
    }
    match members(path) {
        Ok(Some(members)) => sources.extend(
            members
                .into_iter()
                .map(|member| Ok(Source { path: path.to_owned(), is_named: false, member: Some(member) })),
        ),
        // A workbook says itself what it is.
        Ok(None) => sources.push(of_file()),
        Err(error) => sources.push(Err(unreadable(&path.display().to_string(), error))),
    }
}
