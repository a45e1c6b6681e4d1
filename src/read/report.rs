//! What became of the records of an export.

use std::collections::BTreeMap;

use super::ErrorKind;

/// Counts of read and skipped records of one or more exports.
///
/// ```
/// use msaudit::read::{ErrorKind, Reader};
///
/// let mut reader = Reader::new(&b"{\"activityDisplayName\":\"Add user\"}\n{\"oops\n"[..]);
/// reader.records().for_each(drop);
/// assert_eq!(reader.report().read(), 1);
/// assert_eq!(reader.report().skipped(), 1);
/// assert_eq!(reader.report().count(ErrorKind::Syntax), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    read: u64,
    errors: BTreeMap<ErrorKind, u64>,
}

impl Report {
    /// Records read.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// Records, or what may have been records, that were skipped.
    pub fn skipped(&self) -> u64 {
        self.errors.iter().filter(|(kind, _)| kind.is_skip()).map(|(_, count)| count).sum()
    }

    /// The number of errors of a kind.
    pub fn count(&self, kind: ErrorKind) -> u64 {
        self.errors.get(&kind).copied().unwrap_or_default()
    }

    /// The kinds of errors that occurred, with their counts.
    pub fn errors(&self) -> impl Iterator<Item = (ErrorKind, u64)> {
        self.errors.iter().map(|(&kind, &count)| (kind, count))
    }

    /// Adds the counts of another export.
    pub fn merge(&mut self, other: &Self) {
        self.read += other.read;
        for (kind, count) in other.errors() {
            *self.errors.entry(kind).or_default() += count;
        }
    }

    pub(super) fn add_read(&mut self) {
        self.read += 1;
    }

    pub(super) fn add(&mut self, kind: ErrorKind) {
        self.add_many(kind, 1);
    }

    pub(super) fn add_many(&mut self, kind: ErrorKind, count: u64) {
        if count > 0 {
            *self.errors.entry(kind).or_default() += count;
        }
    }
}
