//! Errors about records: lines that people read on a terminal, JSON elsewhere.

use std::io::{self, BufWriter, IsTerminal, Write};

use msaudit::read::ReadError;

use crate::args::Exports;
use crate::outfile::OutFile;
use crate::output::{json_line, printable};

/// Where errors go.
pub(crate) enum Errors {
    /// The first of them as lines, then a count.
    Terminal {
        count: u64,
    },
    /// JSON lines.
    Stderr(BufWriter<anstream::AutoStream<io::Stderr>>),
    File(Box<OutFile>),
}

/// So many are shown on a terminal.
const SHOWN: u64 = 10;

impl Errors {
    pub(crate) fn new(exports: &Exports) -> io::Result<Self> {
        Ok(match &exports.errors {
            Some(path) => Self::File(Box::new(OutFile::create(path, exports.force, &exports.files)?)),
            None if io::stderr().is_terminal() => Self::Terminal { count: 0 },
            None => Self::Stderr(BufWriter::new(anstream::stderr())),
        })
    }

    pub(crate) fn write(&mut self, error: &ReadError) -> io::Result<()> {
        match self {
            Self::Terminal { count } => {
                *count += 1;
                if *count <= SHOWN { writeln!(anstream::stderr(), "{}", line(error)) } else { Ok(()) }
            }
            Self::Stderr(out) => json_line(out, error),
            Self::File(out) => json_line(out, error),
        }
    }

    /// A line for people, behind what was written.
    pub(crate) fn note(&mut self, text: &str) -> io::Result<()> {
        self.flush()?;
        writeln!(anstream::stderr(), "{text}")
    }

    /// What was written is seen, so that what follows on standard error stands behind it.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Terminal { .. } => Ok(()),
            Self::Stderr(out) => out.flush(),
            Self::File(out) => out.flush(),
        }
    }

    /// Says how many were not shown.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.flush()?;
        match self {
            Self::Terminal { count } if *count > SHOWN => {
                writeln!(anstream::stderr(), "and {} more; `--errors FILE` has all of them", *count - SHOWN)
            }
            _ => Ok(()),
        }
    }

    /// Gives the file its name, if it is one.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::File(file) => file.finish(),
            _ => Ok(()),
        }
    }
}

/// `msaudit: FILE:LINE: what`.
fn line(error: &ReadError) -> String {
    let position = error.position();
    let place = match position.line() {
        0 => position.file().to_owned(),
        line => format!("{}:{line}", position.file()),
    };
    format!("msaudit: {}: {}", printable(&place), printable(error.message()))
}

#[cfg(test)]
mod tests {
    use msaudit::read::Reader;

    use super::line;

    #[test]
    fn a_line_names_place_and_reason() {
        let mut reader = Reader::new(&b"\n{\"activityDisplayName\":5}"[..]).named("a\u{1b}.json");
        let error = reader.records().next().expect("there is one").expect_err("a number is no name");
        let wanted = "msaudit: a\\u001b.json:2: `activityDisplayName`: invalid type: integer `5`, expected a string";
        assert_eq!(line(&error), wanted);
    }
}
