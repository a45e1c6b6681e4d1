//! The records of one block.

use super::objects::Objects;
use super::rows::Rows;
use super::{Entry, ReadError};

/// The records of one block of the input, one after another, with the errors between them.
///
/// See [`Reader::batch`](super::Reader::batch).
#[derive(Debug)]
pub struct Batch<'b>(pub(super) Layout<'b>);

#[derive(Debug)]
pub(super) enum Layout<'b> {
    Objects(Objects<'b>),
    Rows(Rows<'b>),
}

impl<'b> Iterator for Batch<'b> {
    type Item = Result<Entry<'b>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Layout::Objects(objects) => objects.next(),
            Layout::Rows(rows) => rows.next(),
        }
    }
}
