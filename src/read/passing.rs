//! The rest of a record that is too long.

use super::frame::{Scan, next_margin};

/// How the end of a record that is too long is told.
#[derive(Debug)]
pub(super) enum Passing {
    /// By its brackets.
    Value(Scan),
    /// By the line that begins the next record.
    Lines,
    /// By a line break outside quotes; true within them.
    Row(bool),
}

impl Passing {
    /// Continues over the text from `at` on. Gives the place behind the record.
    pub(super) fn run(&mut self, text: &str, at: usize) -> Option<usize> {
        match self {
            Self::Value(scan) => scan.run(&text.as_bytes()[at..]).map(|end| at + end),
            Self::Lines => next_margin(text, at),
            Self::Row(quoted) => text.as_bytes()[at..]
                .iter()
                .position(|byte| {
                    *quoted ^= *byte == b'"';
                    *byte == b'\n' && !*quoted
                })
                .map(|newline| at + newline + 1),
        }
    }
}
