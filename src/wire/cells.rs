//! Records from the cells of a table.
//!
//! A cell is text and nothing else: numbers, times and JSON in it are what the column's field makes of them. An empty cell
//! is null, for a table cannot tell empty from missing.

use super::{DecodeError, Raw, Str};
use crate::catalog::{Code, Open};

/// A column of a table: its name, and the field that it fills.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) field: Option<(u8, u8)>,
}

/// A cell of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'a> {
    pub(crate) text: &'a str,
    /// Whether every [`List`](super::List) in it is to be decoded at once.
    pub(crate) decodes_lists: bool,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, decodes_lists: false }
    }
}

/// A value that a cell can hold.
pub(crate) trait FromCell<'a>: Sized {
    fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError>;

    /// The same into a place that an empty cell empties.
    fn read(slot: &mut Option<Self>, cell: Cell<'a>) -> Result<(), DecodeError> {
        *slot = if cell.text.is_empty() { None } else { Some(Self::from_cell(cell)?) };
        Ok(())
    }
}

impl<'a> FromCell<'a> for Str<'a> {
    fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError> {
        Ok(Self::new(cell.text))
    }
}

impl<'a, T> FromCell<'a> for Open<'a, T> {
    fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError> {
        Ok(Self::new(cell.text))
    }
}

impl<'a, T> FromCell<'a> for Code<'a, T> {
    fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError> {
        Ok(Self::text(cell.text))
    }
}

impl<'a> FromCell<'a> for Raw<'a> {
    fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError> {
        Ok(Self::of_cell(cell.text))
    }
}
