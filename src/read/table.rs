//! A table under way: its header, and the rows of one block.

use std::sync::Arc;

use super::ErrorKind;
use super::columns::Columns;
use crate::input::{DELIMITERS, Limits, Row, Sheet};

/// Rows that are unquoted at once: short ones must not fill the memory with notes on where they are.
pub(super) const ROWS: usize = 1024;

/// A table under way: its columns, and the rows that were unquoted last.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) columns: Arc<Columns>,
    pub(super) layout: Arc<Layout>,
    pub(super) sheet: Sheet,
}

/// How a table is written.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) delimiter: u8,
    /// The header as it stands in the input, without the line end.
    pub(crate) header: String,
}

/// A header, if the text begins with one.
#[derive(Debug)]
pub(super) enum Header {
    /// A table of a known format; the place behind its header.
    Known(Box<Table>, usize),
    /// No table of a known format; what it is, or what its first line holds.
    Unknown(ErrorKind, String),
    /// The text ends before the first line does.
    Incomplete,
}

impl Header {
    /// Reads the first row of `text` from `at` on. A line that begins with `#TYPE`, as PowerShell writes, is passed over.
    pub(super) fn read(text: &str, at: usize, is_last: bool, limits: &Limits) -> Self {
        let line_end = |at: usize| memchr::memchr(b'\n', &text.as_bytes()[at..]).map(|newline| at + newline + 1);
        let (mut at, mut end) = (at, line_end(at));
        if text[at..].starts_with("#TYPE") {
            match end {
                Some(next) => (at, end) = (next, line_end(next)),
                None if is_last => {
                    let message = "a line that begins with `#TYPE` and nothing else".to_owned();
                    return Self::Unknown(ErrorKind::NotARecord, message);
                }
                None => {}
            }
        }
        if end.map_or(text.len(), |end| end - 1) - at > limits.header {
            let message = format!("the first line is longer than the limit of {} bytes", limits.header);
            return Self::Unknown(ErrorKind::NotARecord, message);
        }
        if end.is_none() && !is_last {
            return Self::Incomplete;
        }
        let mut why: Option<(ErrorKind, String)> = None;
        for delimiter in DELIMITERS {
            let mut sheet = Sheet::new(delimiter, limits.cells);
            sheet.unquote(text, at, 1, is_last);
            let row = match sheet.rows().first() {
                Some(&row) if end.is_none_or(|end| row.end <= end) => row,
                // A cell in quotes goes on behind the first line. It may not take all rows with it: nobody would miss them.
                Some(&row) if row.end < text.len() && row.end - at <= limits.header => row,
                _ if !is_last && text.len() - at <= limits.header => return Self::Incomplete,
                _ => {
                    let message = "the quotes of a cell in the header are not closed";
                    why.get_or_insert_with(|| (ErrorKind::NotARecord, message.to_owned()));
                    continue;
                }
            };
            if row.cells > limits.cells {
                let message = format!("the header has more than the limit of {} cells", limits.cells);
                return Self::Unknown(ErrorKind::NotARecord, message);
            }
            let names: Vec<String> = sheet.cells(row).map(str::to_owned).collect();
            match Columns::named(names) {
                Ok(columns) => {
                    let header = text[row.start..row.end].trim_end_matches(['\r', '\n']).to_owned();
                    let layout = Layout { delimiter, header };
                    let (columns, layout) = (Arc::new(columns), Arc::new(layout));
                    return Self::Known(Box::new(Table { columns, layout, sheet }), row.end);
                }
                // What the comma finds is the best guess at what it was meant to be; another log is told by any.
                Err(told) if why.is_none() || told.0 == ErrorKind::NotOurs => why = Some(told),
                Err(_) => {}
            }
        }
        let (kind, message) = why.expect("each delimiter finds a table or a reason");
        Self::Unknown(kind, message)
    }
}

impl Table {
    /// The same table, for another part of its rows.
    pub(super) fn fork(&self) -> Self {
        let (columns, layout) = (Arc::clone(&self.columns), Arc::clone(&self.layout));
        Self { columns, layout, sheet: self.sheet.fork() }
    }

    /// Whether a row is the header once more, as in files that were joined.
    pub(super) fn is_header(&self, row: Row) -> bool {
        row.cells == self.columns.all.len()
            && self.sheet.cells(row).zip(&self.columns.all).all(|(cell, column)| cell == column.name)
    }
}

#[cfg(test)]
mod tests {
    use super::{Header, Limits, Table};

    fn table(text: &str) -> (Box<Table>, usize) {
        match Header::read(text, 0, true, &Limits::new()) {
            Header::Known(table, end) => (table, end),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rows_are_unquoted_and_know_their_place() {
        let text = "RecordId,AuditData\r\n1,\"a \"\"b\"\",\nc\"\r\n\r\n2,\n3";
        let (mut table, end) = table(text);
        table.sheet.unquote(text, end, usize::MAX, true);
        let rows: Vec<(&str, Vec<&str>)> = table
            .sheet
            .rows()
            .iter()
            .map(|&row| (&text[row.start..row.end], table.sheet.cells(row).collect()))
            .collect();
        assert_eq!(
            rows,
            [("1,\"a \"\"b\"\",\nc\"\r\n", vec!["1", "a \"b\",\nc"]), ("2,\n", vec!["2", ""]), ("3", vec!["3"]),]
        );
    }

    #[test]
    fn a_row_that_is_cut_waits() {
        let text = "RecordId,AuditData\n1,\"x\"\n2,\"y";
        let (mut table, end) = table(text);
        table.sheet.unquote(text, end, usize::MAX, false);
        assert_eq!(table.sheet.rows().len(), 1);
        assert!(matches!(Header::read("RecordId,Aud", 0, false, &Limits::new()), Header::Incomplete));
    }

    #[test]
    fn delimiters_are_found_and_type_lines_passed_over() {
        for text in [
            "RecordId;AuditData\n1;2",
            "RecordId\tAuditData\n1\t2",
            "#TYPE Deserialized.Foo\r\n\"RecordId\",\"AuditData\"\r\n\"1\",\"2\"",
        ] {
            let (mut table, end) = table(text);
            table.sheet.unquote(text, end, usize::MAX, true);
            assert!(table.sheet.cells(table.sheet.rows()[0]).eq(["1", "2"]), "{text}");
        }
    }
}
