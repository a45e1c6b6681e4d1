//! The rows of a table of comma-separated values, unquoted in place.

use std::ops::Range;

use super::Limits;
use super::cell::{End, end_of_cell};
use super::quotes::Quotes;

/// Cell separators, in the order in which they are tried: the comma of every portal, the semicolon of spreadsheets in half
/// of Europe, the tab.
pub(crate) const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The rows that were unquoted last.
#[derive(Debug)]
pub(crate) struct Sheet {
    delimiter: u8,
    /// Cells of a row that are kept; more are only counted.
    most_cells: usize,
    /// The cells of all rows, one after another.
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    rows: Vec<Row>,
}

/// Where a row stands: in the text of the input, and among the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) start: usize,
    pub(crate) end: usize,
    first: usize,
    last: usize,
    /// How many cells it has.
    pub(crate) cells: usize,
}

/// All rows of a table that fits into memory, with the delimiter that cuts its first line into most cells.
pub(crate) fn plain_table(text: &str) -> Vec<Vec<String>> {
    let body = if text.starts_with("#TYPE") { text.split_once('\n').map_or("", |(_, body)| body) } else { text };
    let sheets = DELIMITERS.into_iter().map(|delimiter| {
        let mut sheet = Sheet::new(delimiter, Limits::new().cells);
        sheet.unquote(body, 0, usize::MAX, true);
        sheet
    });
    let width = |sheet: &Sheet| sheet.rows.first().map_or(0, |row| row.cells);
    // Of equals the first holds: a table of one column is one however it is cut.
    let best = sheets.reduce(|best, sheet| if width(&sheet) > width(&best) { sheet } else { best });
    let rows = |sheet: &Sheet| sheet.rows.iter().map(|&row| sheet.cells(row).map(str::to_owned).collect()).collect();
    best.as_ref().map(rows).unwrap_or_default()
}

impl Sheet {
    pub(crate) fn new(delimiter: u8, most_cells: usize) -> Self {
        Self { delimiter, most_cells, text: String::new(), ends: Vec::new(), rows: Vec::new() }
    }

    /// One for other rows of the table.
    pub(crate) fn fork(&self) -> Self {
        Self::new(self.delimiter, self.most_cells)
    }

    /// The rows that were unquoted last.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: Row) -> impl Iterator<Item = &str> {
        (row.first..row.last).map(|cell| {
            let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
            &self.text[start..self.ends[cell]]
        })
    }

    /// Unquotes the rows of `text` from `at` on that are whole, at most `most` of them.
    pub(crate) fn unquote(&mut self, text: &str, mut at: usize, most: usize, is_last: bool) {
        let mut cells = std::mem::take(&mut self.text).into_bytes();
        cells.clear();
        cells.reserve(text.len() - at);
        let mut quotes = Quotes::of(text);
        self.ends.clear();
        self.rows.clear();
        while self.rows.len() < most {
            // Empty lines are no rows.
            at += text.as_bytes()[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            // In files that were joined, each may begin with a mark of its own.
            at += if text[at..].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            let first = self.ends.len();
            let Some((end, count)) = self.unquote_row(&mut quotes, at, &mut cells, is_last) else {
                self.ends.truncate(first);
                break;
            };
            self.rows.push(Row { start: at, end, first, last: self.ends.len(), cells: count });
            at = end;
        }
        cells.truncate(self.ends.last().copied().unwrap_or_default());
        self.text = String::from_utf8(cells).expect("cells are cut from UTF-8 at quotes and delimiters only");
    }

    /// Unquotes the row at `at`, and notes where its cells end. Gives the place behind it and the number of its cells; `None`
    /// if the text ends before the row does, or there is no further row.
    fn unquote_row(
        &mut self,
        quotes: &mut Quotes<'_>,
        at: usize,
        cells: &mut Vec<u8>,
        is_last: bool,
    ) -> Option<(usize, usize)> {
        let text = quotes.text();
        let (mut start, mut count) = (at, 0);
        if start == text.len() {
            return None;
        }
        loop {
            let (end, what) = if count < self.most_cells {
                let found = end_of_cell(quotes, start, self.delimiter, |piece| push(cells, text.as_bytes(), piece));
                self.ends.push(cells.len());
                found
            } else {
                end_of_cell(quotes, start, self.delimiter, |_| ())
            };
            count += 1;
            match what {
                End::Cell => start = end + 1,
                End::Row if text[end..].starts_with("\r\n") => return Some((end + 2, count)),
                // The second character of the line end may be still to come.
                End::Row if text[end..] == *"\r" && !is_last => return None,
                End::Row => return Some((end + 1, count)),
                End::Text => return is_last.then_some((end, count)),
            }
        }
    }
}

/// Adds a piece of a text to the cells.
#[inline]
fn push(cells: &mut Vec<u8>, text: &[u8], piece: Range<usize>) {
    /// So much is copied of a short piece, whatever its length: that takes no call.
    const AT_ONCE: usize = 32;

    let length = piece.end - piece.start;
    match text[piece.start..].first_chunk::<AT_ONCE>() {
        Some(bytes) if length <= AT_ONCE => {
            let end = cells.len() + length;
            cells.extend_from_slice(bytes);
            cells.truncate(end);
        }
        _ => cells.extend_from_slice(&text[piece]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DELIMITERS, Sheet};

    fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
        sheet.rows().iter().map(|&row| sheet.cells(row).map(str::to_owned).collect()).collect()
    }

    /// What the `csv` crate reads.
    fn by_csv(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        reader.records().map(|row| row.expect("any text is a table").iter().map(str::to_owned).collect()).collect()
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => Just("\"".to_owned()), 2 => Just("\"\"".to_owned()), 2 => Just(",".to_owned()),
            1 => Just(";".to_owned()), 1 => Just("\n".to_owned()), 1 => Just("\r\n".to_owned()), 1 => Just("\r".to_owned()),
            3 => "[a-z\u{e9}]{1,40}", 1 => "[x]{0,3}",
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(text in text(), delimiter in prop::sample::select(&DELIMITERS)) {
            let mut sheet = Sheet::new(delimiter, usize::MAX);
            sheet.unquote(&text, 0, usize::MAX, true);
            prop_assert_eq!(rows(&sheet), by_csv(&text, delimiter));
        }

        #[test]
        fn rows_do_not_depend_on_where_a_text_is_cut(text in text(), cut in any::<prop::sample::Index>(), most in 1..5_usize) {
            let mut sheet = Sheet::new(b',', usize::MAX);
            sheet.unquote(&text, 0, usize::MAX, true);
            let (all, places) = (rows(&sheet), sheet.rows().iter().map(|row| row.start..row.end).collect::<Vec<_>>());
            let cut = (0..=cut.index(text.len() + 1)).rev().find(|&cut| text.is_char_boundary(cut)).unwrap_or_default();
            let (mut read, mut read_places, mut at) = (Vec::new(), Vec::new(), 0);
            for (text, is_last) in [(&text[..cut], false), (&*text, true)] {
                loop {
                    sheet.unquote(text, at, most, is_last);
                    read.extend(rows(&sheet));
                    read_places.extend(sheet.rows().iter().map(|row| row.start..row.end));
                    match sheet.rows().last() {
                        Some(row) => at = row.end,
                        None => break,
                    }
                }
            }
            prop_assert_eq!((read, read_places), (all, places));
        }
    }

    #[test]
    fn cells_beyond_the_limit_are_counted_and_not_kept() {
        let mut sheet = Sheet::new(b',', 2);
        sheet.unquote("1,2,\"3\"\"\",4\n5,6\n", 0, usize::MAX, true);
        assert_eq!(rows(&sheet), [["1", "2"], ["5", "6"]]);
        assert_eq!(sheet.rows().iter().map(|row| row.cells).collect::<Vec<_>>(), [4, 2]);
    }
}
