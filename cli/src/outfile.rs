//! Files that have their name only once they are whole.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::interrupt;
use crate::run::named;

/// A file under way. Under its name there is nothing, or what was there before, until it is [whole](Self::finish).
pub(crate) struct OutFile {
    out: Out,
    path: PathBuf,
    force: bool,
}

enum Out {
    Part(BufWriter<NamedTempFile>),
    /// A terminal, a pipe or a device: there is nothing that could be half of it.
    Stream(BufWriter<File>),
}

impl OutFile {
    /// Begins a file beside where it will be. With `force` it may replace one, but never one of the inputs.
    pub(crate) fn create(path: &Path, force: bool, inputs: &[PathBuf]) -> io::Result<Self> {
        if let Some(input) = inputs.iter().find(|input| same_file::is_same_file(input, path).unwrap_or(false)) {
            let (path, input) = (path.display(), input.display());
            let same = if path.to_string() == input.to_string() { String::new() } else { format!(" `{input}`") };
            let message = format!("`{path}` is the input{same}, which writing would destroy: expected another file");
            return Err(io::Error::other(message));
        }
        let out = match path.metadata() {
            Ok(metadata) if metadata.is_file() && !force => {
                let message = format!("`{}` is there already: expected another file, or `--force`", path.display());
                return Err(io::Error::other(message));
            }
            Ok(metadata) if !metadata.is_file() => Out::Stream(BufWriter::new(named(path, File::create(path))?)),
            _ => Out::Part(BufWriter::new(named(path, part(path))?)),
        };
        Ok(Self { out, path: path.to_owned(), force })
    }

    /// Gives the file its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self.out {
            Out::Stream(mut file) => file.flush(),
            Out::Part(file) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                interrupt::forget(file.path());
                let given = if self.force {
                    file.persist(&self.path)
                } else {
                    // Somebody else may have made it meanwhile.
                    file.persist_noclobber(&self.path)
                };
                named(&self.path, given.map(drop).map_err(|error| error.error))
            }
        }
    }
}

/// A file with a name of its own in the same folder, as only within a file system renaming is all or nothing.
fn part(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".msaudit-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any other new file gets, rather than what a secret does.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    interrupt::remember(file.path());
    Ok(file)
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Out::Part(file) => file.write(bytes),
            Out::Stream(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Part(file) => file.flush(),
            Out::Stream(file) => file.flush(),
        }
    }
}
