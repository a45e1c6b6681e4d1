//! The records of one block.

use super::objects::Objects;
use super::parser::Held;
use super::rows::Rows;
use super::{Entry, ReadError, table};

/// Iterates over the records of one block of the input and the errors between them.
///
/// See [`Reader::batch`](super::Reader::batch).
///
/// ```
/// use msaudit::read::Reader;
///
/// let input = &b"{\"activityDisplayName\":\"Add user\"}\n{\"activityDisplayName\":5}"[..];
/// let mut reader = Reader::new(input);
/// let batch = reader.batch()?.expect("the input is not empty");
/// assert_eq!(batch.map(|entry| entry.is_ok()).collect::<Vec<_>>(), [true, false]);
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Batch<'b>(pub(super) Layout<'b>);

#[derive(Debug)]
pub(super) enum Layout<'b> {
    Objects(Objects<'b, 'b>),
    Rows(Rows<'b, 'b>),
    /// Read before, and held; with the layout of the table, if it is one.
    Held(std::vec::IntoIter<Result<Entry<'b>, ReadError>>, Option<&'b table::Layout>),
}

impl<'b> Batch<'b> {
    /// What was read before.
    pub(super) fn of(held: Held<'b>, table: Option<&'b table::Layout>) -> Self {
        Self(Layout::Held(held.into_iter(), table))
    }

    /// How the table is written that this is a part of, if it is one.
    pub(crate) fn table(&self) -> Option<&'b table::Layout> {
        match &self.0 {
            Layout::Objects(_) => None,
            Layout::Held(_, table) => *table,
            Layout::Rows(rows) => Some(&rows.table.layout),
        }
    }
}

impl<'b> Iterator for Batch<'b> {
    type Item = Result<Entry<'b>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Layout::Objects(objects) => objects.next(),
            Layout::Rows(rows) => rows.next(),
            Layout::Held(held, _) => held.next(),
        }
    }
}
