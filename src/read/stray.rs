//! Lines that hold no records, told together.

use super::cursor::{Counts, Cursor};
use super::{ErrorKind, ReadError};

/// Lines that were passed over and not told yet.
#[derive(Debug)]
pub(super) struct Stray {
    /// About the first of them, or the first that is worse.
    error: ReadError,
    kind: ErrorKind,
    message: String,
    lines: u64,
}

impl Stray {
    /// Adds to their place what was counted before.
    pub(super) fn add(&mut self, counts: Counts) {
        self.error.add(counts);
    }
}

impl Cursor {
    /// Takes note of the lines from `start` to `end`, and goes on behind them.
    pub(super) fn pass_over_lines(&mut self, text: &str, start: usize, end: usize) {
        let lines = text[start..end].lines().filter(|line| !line.trim().is_empty()).count() as u64;
        let before = self.stray.take();
        let (kind, message) = match &before {
            Some(stray) => (stray.kind, stray.message.clone()),
            None => self.unknown_header.take().unwrap_or_else(|| {
                let message = "expected an object, a list of objects, or the header of a table of a known format";
                (ErrorKind::NotARecord, message.to_owned())
            }),
        };
        self.records += 1;
        let error = self.error(kind, text, (start, start, end), message.clone());
        self.report.add_many(error.kind(), lines.saturating_sub(1));
        self.records += lines.saturating_sub(1);
        self.at = end;
        self.stray = Some(match before {
            None => Stray { error, kind, message, lines },
            Some(Stray { error: first, lines: more, .. }) => {
                let is_worse = first.kind() == kind && error.kind() != kind;
                Stray { error: if is_worse { error } else { first }, kind, message, lines: lines + more }
            }
        });
    }

    /// The error about lines that were passed over, if there were any.
    pub(super) fn told_lines(&mut self) -> Option<ReadError> {
        let Stray { error, lines, .. } = self.stray.take()?;
        Some(if lines > 1 { error.with(&format!("; {lines} lines are passed over")) } else { error })
    }
}
