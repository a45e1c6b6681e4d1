//! Records from the cells of a table.
//!
//! A cell is text and nothing else: numbers, times and JSON in it are what the column's field makes of them. An empty cell
//! is null, for a table cannot tell empty from missing.

use super::{DecodeError, Raw, Str};
use crate::catalog::{Code, Open};

/// A record that a row can fill. [`record!`](super::record) implements it.
pub(crate) trait FromCells<'a>: Default {
    /// The field of a column with this name: its number and spelling.
    fn column(name: &str) -> Option<(u8, u8)>;

    /// Takes the cell of a documented column.
    fn set(&mut self, column: (u8, u8), cell: &'a str) -> Result<(), DecodeError>;

    /// Takes the cell of another column.
    fn keep(&mut self, name: &'a str, cell: &'a str);
}

/// A value that a cell can hold.
pub(crate) trait FromCell<'a>: Sized {
    fn from_cell(cell: &'a str) -> Result<Self, DecodeError>;

    fn from_filled(cell: &'a str) -> Result<Option<Self>, DecodeError> {
        if cell.is_empty() { Ok(None) } else { Self::from_cell(cell).map(Some) }
    }
}

impl<'a> FromCell<'a> for Str<'a> {
    fn from_cell(cell: &'a str) -> Result<Self, DecodeError> {
        Ok(Self::new(cell))
    }
}

impl<'a, T> FromCell<'a> for Open<'a, T> {
    fn from_cell(cell: &'a str) -> Result<Self, DecodeError> {
        Ok(Self::new(cell))
    }
}

impl<'a, T> FromCell<'a> for Code<'a, T> {
    fn from_cell(cell: &'a str) -> Result<Self, DecodeError> {
        Ok(Self::text(cell))
    }
}

impl<'a> FromCell<'a> for Raw<'a> {
    fn from_cell(cell: &'a str) -> Result<Self, DecodeError> {
        Ok(Self::of_cell(cell))
    }
}
