//! The records of one block of a table.

use super::cursor::Cursor;
use super::passing::Passing;
use super::table::Table;
use super::{Entry, ErrorKind, ReadError};
use crate::input::{Limits, Row, raw_cells};
use crate::wire::cells::Cell;

/// Lines of a row with the wrong number of cells up to which its second line is tried as a row of its own: a quote that
/// stands alone takes the next line or two, a proper row rarely breaks lines at all.
const FEW_LINES: usize = 8;

#[derive(Debug)]
pub(super) struct Rows<'b, 'c> {
    pub(super) text: &'b str,
    pub(super) table: &'b Table,
    pub(super) is_last: bool,
    pub(super) limits: &'b Limits,
    pub(super) cursor: &'c mut Cursor,
}

impl<'b> Iterator for Rows<'b, '_> {
    type Item = Result<Entry<'b>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(inner) = self.cursor.next_inner(self.text) {
                return Some(inner);
            }
            let Some(&row) = self.table.sheet.rows().get(self.cursor.row) else {
                return self.end_of_rows();
            };
            self.cursor.row += 1;
            if self.table.is_header(row) {
                // Files that were joined repeat it.
                self.cursor.at = row.end;
            } else if let Some(given) = self.row(row) {
                return Some(given);
            }
        }
    }
}

impl<'b> Rows<'b, '_> {
    /// The record of a row; `None` if it wraps several, or none.
    fn row(&mut self, row: Row) -> Option<Result<Entry<'b>, ReadError>> {
        if row.end - row.start > self.limits.record {
            self.cursor.at = row.end;
            return Some(Err(self.too_long(row.start)));
        }
        let columns = &self.table.columns;
        let limits = self.limits;
        if row.cells != columns.all.len() {
            return Some(Err(self.wrong_cells(row)));
        }
        if self.is_last && row.end == self.text.len() && self.ends_in_quotes(row) {
            let message = "the quotes of the last cell are not closed".to_owned();
            return Some(Err(self.broken(row, ErrorKind::Truncated, message)));
        }
        let decodes_lists = self.cursor.decodes_lists;
        let cells = self.table.sheet.cells(row).map(|text| Cell { text, decodes_lists });
        let found = columns.read(cells, self.cursor.around_input, decodes_lists);
        self.cursor.found(self.text, (row.start, row.end), found, limits)
    }

    /// Whether the last cell of a row is open. The first quote in it that stands alone closes it.
    fn ends_in_quotes(&self, row: Row) -> bool {
        let text = &self.text[row.start..row.end];
        let last = raw_cells(text, self.table.layout.delimiter).pop();
        let quoted = last.and_then(|(place, _)| text[place].strip_prefix('"'));
        quoted.is_some_and(|quoted| !quoted.replace("\"\"", "").contains('"'))
    }

    fn wrong_cells(&mut self, row: Row) -> ReadError {
        let (kind, message) = if row.cells > self.limits.cells {
            (ErrorKind::TooMany, format!("the row has more than the limit of {} cells", self.limits.cells))
        } else {
            let columns = self.table.columns.all.len();
            (ErrorKind::CellCount, format!("{} cells where the header has {columns}", row.cells))
        };
        self.broken(row, kind, message)
    }

    /// An error about a row, and on behind it or its first line.
    fn broken(&mut self, row: Row, kind: ErrorKind, message: String) -> ReadError {
        let text = &self.text[row.start..row.end];
        let mut end = row.end;
        if let Some(newline) = text.trim_end().find('\n').filter(|_| text.lines().count() <= FEW_LINES) {
            // A quote that stands alone may have joined lines. The second is tried as a row of its own.
            end = row.start + newline + 1;
            self.cursor.take_rows_back();
        }
        self.cursor.at = end;
        self.cursor.records += 1;
        self.cursor.error(kind, self.text, (row.start, row.start, end), message)
    }

    /// No row is left that is whole.
    fn end_of_rows(&mut self) -> Option<Result<Entry<'b>, ReadError>> {
        let at = self.cursor.at;
        let rest = self.text.len() - at;
        if self.is_last {
            self.cursor.finished = self.text[at..].trim().is_empty();
            return None;
        }
        if !self.table.sheet.rows().is_empty() {
            // There may be more of them in the block.
            return None;
        }
        if rest > self.limits.record && self.cursor.passing.is_none() {
            self.cursor.passing = Some(Passing::Row(false));
            let error = self.too_long(at);
            self.cursor.pass(self.text);
            return Some(Err(error));
        }
        self.cursor.wants_more = true;
        None
    }

    fn too_long(&mut self, at: usize) -> ReadError {
        self.cursor.too_long(self.text, at, self.limits.record)
    }
}
