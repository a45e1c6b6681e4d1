//! The files that a command reads: paths, folders, archives, patterns and lists of paths.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use msaudit::read::{Limits, ReadError, Reader, Source};

use crate::run::named;

/// One thing to read.
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    File(Source),
    /// A path that cannot be looked at: why, taken when it is told, and whether it was found in a folder.
    Failed(Option<ReadError>, bool),
}

impl Input {
    /// Everything that the arguments name, in their order.
    pub(crate) fn all(arguments: &[PathBuf]) -> io::Result<Vec<Self>> {
        let mut inputs = Vec::new();
        for path in expanded(arguments)? {
            if path == Path::new("-") {
                inputs.push(Self::Stdin);
                continue;
            }
            let is_folder = path.is_dir();
            for source in Source::below([path]) {
                inputs.push(match source {
                    Ok(source) => Self::File(source),
                    Err(error) => Self::Failed(Some(error), is_folder),
                });
            }
        }
        Ok(inputs)
    }

    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(source) => source.name(),
            Self::Failed(error, _) => {
                error.as_ref().map_or_else(String::new, |error| error.position().file().to_owned())
            }
        }
    }

    /// Whether it was found in a folder or an archive, so that it may be of any kind.
    pub(crate) fn is_found(&self) -> bool {
        match self {
            Self::Stdin => false,
            Self::File(source) => !source.is_named(),
            Self::Failed(_, is_found) => *is_found,
        }
    }

    pub(crate) fn size(&self) -> Option<u64> {
        match self {
            Self::File(source) => source.size(),
            _ => None,
        }
    }

    pub(crate) fn open(&mut self) -> Result<Reader<Box<dyn Read + Send>>, ReadError> {
        match self {
            Self::Stdin => {
                let input: Box<dyn Read + Send> = Box::new(io::stdin());
                Ok(Reader::new(input).named("-"))
            }
            Self::File(source) => source.open(Limits::new()),
            Self::Failed(error, _) => Err(error.take().expect("a path that failed is opened once")),
        }
    }
}

/// The paths that arguments name: `@FILE` is a list of paths, one a line; a pattern that is no path is what it matches, as on
/// Windows no shell does that.
pub(crate) fn expanded(arguments: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for argument in arguments {
        let text = argument.to_str().unwrap_or_default();
        if let Some(list) = text.strip_prefix('@').filter(|_| !argument.exists()) {
            let list = Path::new(list);
            let lines = named(list, fs::read_to_string(list))?;
            paths.extend(lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(PathBuf::from));
        } else if text.contains(['*', '?', '[']) && !argument.exists() {
            let matches = glob::glob(text).map_err(|error| io::Error::other(format!("`{text}`: {error}")))?;
            let found: Vec<PathBuf> = matches.filter_map(Result::ok).collect();
            if found.is_empty() {
                return Err(io::Error::other(format!("`{text}` matches no file")));
            }
            paths.extend(found);
        } else {
            paths.push(argument.clone());
        }
    }
    Ok(paths)
}
