//! Errors about records: lines that people read on a terminal, JSON elsewhere.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::mpsc::SyncSender;

use msaudit::read::ReadError;

use crate::args::Exports;
use crate::outfile::OutFile;
use crate::output::{json_text, printable};
use crate::parallel::{Message, send};

/// Where errors go.
pub(crate) enum Errors {
    /// To whoever shows them in order, as they are shown.
    Sent {
        to_terminal: bool,
        messages: SyncSender<Message>,
    },
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

    /// Whether people read them.
    pub(crate) fn is_for_people(&self) -> bool {
        matches!(self, Self::Terminal { .. } | Self::Sent { to_terminal: true, .. })
    }

    pub(crate) fn write(&mut self, error: &ReadError) -> io::Result<()> {
        match self {
            Self::Sent { to_terminal, messages } => {
                let text = if *to_terminal { line(error) } else { json_text(error)? };
                send(messages, Message::Error(text))
            }
            Self::Terminal { .. } => self.show(&line(error)),
            Self::Stderr(_) | Self::File(_) => self.show(&json_text(error)?),
        }
    }

    /// Writes an error as it is shown here.
    pub(crate) fn show(&mut self, text: &str) -> io::Result<()> {
        match self {
            Self::Sent { messages, .. } => send(messages, Message::Error(text.to_owned())),
            Self::Terminal { count } => {
                *count += 1;
                if *count <= SHOWN { writeln!(anstream::stderr(), "{text}") } else { Ok(()) }
            }
            Self::Stderr(out) => writeln!(out, "{text}"),
            Self::File(out) => writeln!(out, "{text}"),
        }
    }

    /// A line for people, behind what was written.
    pub(crate) fn note(&mut self, text: &str) -> io::Result<()> {
        if let Self::Sent { messages, .. } = self {
            return send(messages, Message::Note(text.to_owned()));
        }
        self.flush()?;
        writeln!(anstream::stderr(), "{text}")
    }

    /// What was written is seen, so that what follows on standard error stands behind it.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Sent { .. } | Self::Terminal { .. } => Ok(()),
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
