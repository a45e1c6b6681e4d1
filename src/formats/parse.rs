//! Records from the text of an object and from the cells of a row, generic over the format.

use serde::Deserialize;

use crate::wire::cells::{Cell, Column};
use crate::wire::{DecodeError, FromJson, Json, Object};

/// Fills a record from a row. An error names the column.
pub(super) fn row<'a, T: Object<'a>>(
    columns: &'a [Column],
    cells: impl Iterator<Item = Cell<'a>>,
) -> Result<T, (&'a str, DecodeError)> {
    let mut record = T::default();
    for (column, cell) in columns.iter().zip(cells) {
        match column.field {
            Some(field) => record.set(field, cell).map_err(|error| (column.name.as_str(), error))?,
            None => record.keep(&column.name, cell.text),
        }
    }
    Ok(record)
}

/// The first JSON value of a text.
pub(crate) struct First<T> {
    pub(crate) value: T,
    pub(crate) end: usize,
    /// How many line breaks are before the end, if they were counted.
    pub(crate) lines: Option<usize>,
}

impl<T> First<T> {
    pub(super) fn map<U>(self, with: impl FnOnce(T) -> U) -> First<U> {
        First { value: with(self.value), end: self.end, lines: self.lines }
    }
}

/// Reads the first JSON value of a text with the fast parser. What follows is not looked at.
pub(super) fn fast<'a, T: Object<'a>>(text: &'a str, decodes_lists: bool) -> Option<First<Box<T>>> {
    let mut json = Json::new(text).decoding_lists(decodes_lists);
    let value = FromJson::from_json(&mut json)?;
    Some(First { value, end: json.at(), lines: Some(json.lines()) })
}

/// The same with serde, which can say what is wrong.
pub(super) fn first<'a, T: Deserialize<'a>>(text: &'a str) -> Result<First<Box<T>>, serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    match values.next() {
        Some(value) => Ok(First { value: value?, end: values.byte_offset(), lines: None }),
        None => Err(serde::de::Error::custom("no value")),
    }
}
