//! Events as rows of CSV.

use std::io;
use std::ops::Range;

use msaudit::event::DecodedEvent;
use serde_json::Value;

use crate::columns::{CSV_COLUMNS, of_column};
use crate::flat::members;
use crate::formats::Formulas;
use crate::output::{inert, is_formula, is_plain, printable};

/// Rows of CSV.
pub(crate) struct Rows {
    columns: Vec<String>,
    formulas: Formulas,
    /// Whether all columns are members of events.
    are_members: bool,
    /// The cells of a row as the record has them, one after another; their memory is used again.
    text: String,
    /// Where the cell of each column stands in it, and whether it is text rather than a value.
    cells: Vec<(Range<usize>, bool)>,
}

impl Rows {
    pub(crate) fn new(columns: &[String], formulas: Formulas) -> Self {
        let are_members = columns.iter().all(|column| CSV_COLUMNS.contains(&column.as_str()));
        Self { columns: columns.to_vec(), formulas, are_members, text: String::new(), cells: Vec::new() }
    }

    pub(crate) fn header(&mut self, out: &mut Vec<u8>) {
        self.clear();
        for (column, cell) in self.columns.iter().zip(&mut self.cells) {
            *cell = (push(&mut self.text, column), false);
        }
        self.row(out);
    }

    /// Writes an event without a tree of it, if all columns are members; else gives back that it cannot.
    pub(crate) fn event(&mut self, decoded: &DecodedEvent<'_>, out: &mut Vec<u8>) -> Option<io::Result<()>> {
        if !self.are_members {
            return None;
        }
        self.clear();
        let (columns, text, cells) = (&self.columns, &mut self.text, &mut self.cells);
        // Members come in much the order of the columns, so that the next is looked for behind the one before.
        let mut next = 0;
        let filled = members(decoded, &mut |path, cell| {
            let (before, behind) = columns.split_at(next);
            let is_path = |column: &String| column == path;
            let found = behind.iter().position(is_path).map(|at| next + at);
            let Some(place) = found.or_else(|| before.iter().position(is_path)) else { return };
            next = place + 1;
            cells[place] = (push(text, cell.as_str()), cell.is_text());
        });
        Some(filled.map(|()| self.row(out)))
    }

    /// Writes an event that is there as JSON.
    pub(crate) fn json(&mut self, event: &Value, out: &mut Vec<u8>) {
        self.clear();
        for (column, cell) in self.columns.iter().zip(&mut self.cells) {
            *cell = match of_column(event, column) {
                Value::Null => (0..0, false),
                Value::String(text) => (push(&mut self.text, &text), true),
                other => (push(&mut self.text, &other.to_string()), false),
            };
        }
        self.row(out);
    }

    fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.cells.resize(self.columns.len(), (0..0, false));
    }

    fn row(&self, out: &mut Vec<u8>) {
        // All of it is looked at once, rather than each cell.
        let is_plain = is_plain(&self.text);
        for (index, (place, is_text)) in self.cells.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            let cell = &self.text[place.clone()];
            let escapes = *is_text && self.formulas == Formulas::Escape;
            if is_plain && !(escapes && is_formula(cell)) {
                push_cell(out, cell);
            } else {
                let cell = printable(cell);
                push_cell(out, &if escapes { inert(cell) } else { cell });
            }
        }
        // An empty line would be no row.
        if let [(place, _)] = &self.cells[..]
            && place.is_empty()
        {
            out.extend_from_slice(b"\"\"");
        }
        out.push(b'\n');
    }
}

/// Adds to a text, and gives where that stands.
fn push(text: &mut String, more: &str) -> Range<usize> {
    let start = text.len();
    text.push_str(more);
    start..text.len()
}

/// Adds a printable cell, in quotes where it needs them.
fn push_cell(out: &mut Vec<u8>, cell: &str) {
    if !cell.bytes().any(|byte| matches!(byte, b'"' | b',')) {
        return out.extend_from_slice(cell.as_bytes());
    }
    out.push(b'"');
    for part in cell.split_inclusive('"') {
        out.extend_from_slice(part.as_bytes());
        if part.ends_with('"') {
            out.push(b'"');
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Formulas, Rows};

    /// What the `csv` crate reads from rows, and what they say.
    fn read(columns: &[&str], activities: &[&str]) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        let mut rows = Rows::new(&columns, Formulas::Keep);
        let mut out = Vec::new();
        rows.header(&mut out);
        activities.iter().for_each(|activity| rows.json(&json!({ "activity": activity, "id": null }), &mut out));
        let said = activities.iter().map(|&activity| {
            let cell = |column: &String| if column == "activity" { activity.to_owned() } else { String::new() };
            columns.iter().map(cell).collect()
        });
        let said = std::iter::once(columns.clone()).chain(said).collect();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*out);
        let read = reader.records().map(|row| row.expect("rows are even").iter().map(str::to_owned).collect());
        (read.collect(), said)
    }

    #[test]
    fn cells_are_read_back_and_no_row_is_an_empty_line() {
        let activities = ["", "a", "\"", "a,b", "\"\"a\"\"", "[\"a\",\"b\"]", "\u{e9}\"\u{1f512},", "'", " "];
        for columns in [&["activity"][..], &["id"], &["id", "activity"], &["activity", "id"]] {
            let (read, said) = read(columns, &activities);
            assert_eq!(read, said);
        }
    }
}
