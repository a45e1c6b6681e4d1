//! Tables: the header, and the rows of one block with their cells unquoted.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{Format, Limits};

/// What separates the cells, in the order in which they are tried: the comma of every portal, the semicolon of spreadsheets
/// in half of Europe, the tab.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Rows that are unquoted at once: short ones must not fill the memory with notes on where they are.
pub(super) const ROWS: usize = 1024;

/// A table under way: its columns, and the rows that were unquoted last.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) format: Format,
    pub(super) columns: Vec<Column>,
    pub(super) layout: Layout,
    /// Kept, for it takes a while to make.
    reader: Reader,
    /// Cells of a row that are kept; more are only counted.
    most_cells: usize,
    /// The cells of all rows, one after another.
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    rows: Vec<Row>,
}

/// How a table is written.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) delimiter: u8,
    /// The header as it stands in the input, without the line end.
    pub(crate) header: String,
}

/// A column: its name and the field of the record that it fills.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) field: Option<(u8, u8)>,
}

/// Where a row stands: in the block's text, and among the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) start: usize,
    pub(super) end: usize,
    first: usize,
    last: usize,
    /// How many cells it has.
    pub(super) cells: usize,
}

/// A header, if the text begins with one.
#[derive(Debug)]
pub(super) enum Header {
    /// A table of a known format; the place behind its header.
    Known(Box<Table>, usize),
    /// No table of a known format; what its first line holds.
    Unknown(String),
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
                None if is_last => return Self::Unknown("a line that begins with `#TYPE` and nothing else".to_owned()),
                None => {}
            }
        }
        if end.map_or(text.len(), |end| end - 1) - at > limits.header {
            return Self::Unknown(format!("the first line is longer than the limit of {} bytes", limits.header));
        }
        if end.is_none() && !is_last {
            return Self::Incomplete;
        }
        let mut why = String::new();
        for delimiter in DELIMITERS {
            let mut table = Table::new(delimiter, limits.cells);
            table.unquote(text, at, 1, is_last);
            let row = match table.rows.first() {
                Some(&row) if end.is_none_or(|end| row.end <= end) => row,
                // A cell in quotes goes on behind the first line. It may not take all rows with it: nobody would miss them.
                Some(&row) if row.end < text.len() && row.end - at <= limits.header => row,
                _ if !is_last && text.len() - at <= limits.header => return Self::Incomplete,
                _ if why.is_empty() => {
                    "the quotes of a cell in the header are not closed".clone_into(&mut why);
                    continue;
                }
                _ => continue,
            };
            if row.cells > limits.cells {
                return Self::Unknown(format!("the header has more than the limit of {} cells", limits.cells));
            }
            let names: Vec<String> = table.cells(row).map(str::to_owned).collect();
            match Format::of_names(&names) {
                Ok(format) => {
                    let column = |name: String| Column { field: format.column(&name), name };
                    table.columns = names.into_iter().map(column).collect();
                    table.format = format;
                    text[row.start..row.end].trim_end_matches(['\r', '\n']).clone_into(&mut table.layout.header);
                    return Self::Known(Box::new(table), row.end);
                }
                // What the comma finds is the best guess at what it was meant to be.
                Err(message) if why.is_empty() => why = message,
                Err(_) => {}
            }
        }
        Self::Unknown(why)
    }
}

/// All rows of a table that fits into memory, with the delimiter that cuts its first line into most cells.
pub(crate) fn plain_table(text: &str) -> Vec<Vec<String>> {
    let body = if text.starts_with("#TYPE") { text.split_once('\n').map_or("", |(_, body)| body) } else { text };
    let tables = DELIMITERS.into_iter().map(|delimiter| {
        let mut table = Table::new(delimiter, Limits::new().cells);
        table.unquote(body, 0, usize::MAX, true);
        table
    });
    let width = |table: &Table| table.rows.first().map_or(0, |row| row.cells);
    // Of equals the first holds: a table of one column is one however it is cut.
    let best = tables.reduce(|best, table| if width(&table) > width(&best) { table } else { best });
    let rows = |table: &Table| table.rows.iter().map(|&row| table.cells(row).map(str::to_owned).collect()).collect();
    best.as_ref().map(rows).unwrap_or_default()
}

impl Table {
    /// A table without columns yet. Its format is set once its header is known.
    fn new(delimiter: u8, most_cells: usize) -> Self {
        Self {
            format: Format::Graph,
            columns: Vec::new(),
            layout: Layout { delimiter, header: String::new() },
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            most_cells,
            text: String::new(),
            ends: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// The rows that were unquoted last.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The cells of a row.
    pub(super) fn cells(&self, row: Row) -> impl Iterator<Item = &str> {
        (row.first..row.last).map(|cell| {
            let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
            &self.text[start..self.ends[cell]]
        })
    }

    /// Whether a row is the header once more, as in files that were joined.
    pub(super) fn is_header(&self, row: Row) -> bool {
        row.cells == self.columns.len() && self.cells(row).zip(&self.columns).all(|(cell, column)| cell == column.name)
    }

    /// Unquotes the rows of `text` from `at` on that are whole, at most `most` of them.
    pub(super) fn unquote(&mut self, text: &str, at: usize, most: usize, is_last: bool) {
        let mut output = std::mem::take(&mut self.text).into_bytes();
        self.ends.clear();
        self.rows.clear();
        // Unquoting never lengthens. Little is made ready, as few rows may be wanted of a long text; it grows as needed, and
        // what stands there from before is overwritten.
        let ready = most.min(64).saturating_mul(1024).min(text.len() - at);
        if output.len() < ready {
            output.resize(ready, 0);
        }
        self.reader.reset();
        let (mut at, mut written) = (at, 0);
        while self.rows.len() < most {
            // The reader passes over empty lines; a row begins behind them.
            at += text.as_bytes()[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let first = self.ends.len();
            let Some((end, length, cells)) = self.unquote_row(&text[at..], (&mut output, written), is_last) else {
                self.ends.truncate(first);
                break;
            };
            // The reader counts from the start of the row, and all rows share one text.
            self.ends[first..].iter_mut().for_each(|cell| *cell += written);
            written += length;
            self.rows.push(Row { start: at, end: at + end, first, last: self.ends.len(), cells });
            at += end;
        }
        output.truncate(written);
        self.text = String::from_utf8(output).expect("cells are cut from UTF-8 at quotes and delimiters only");
    }

    /// Unquotes the row that `text` begins with, and notes where its cells end. Gives its length in the text, that of its
    /// cells, and their number; `None` if the text ends before the row does, or there is no further row.
    fn unquote_row(
        &mut self,
        text: &str,
        (output, start): (&mut Vec<u8>, usize),
        is_last: bool,
    ) -> Option<(usize, usize, usize)> {
        let mut ends = [0; 128];
        let (mut at, mut written, mut count) = (0, 0, 0);
        loop {
            let input = &text.as_bytes()[at..];
            let (result, read, wrote, cells) =
                self.reader.read_record(input, &mut output[start + written..], &mut ends);
            at += read;
            written += wrote;
            let kept = cells.min(self.most_cells.saturating_sub(count));
            self.ends.extend_from_slice(&ends[..kept]);
            count += cells;
            match result {
                ReadRecordResult::Record => return Some((at, written, count)),
                ReadRecordResult::End => return None,
                ReadRecordResult::InputEmpty if !is_last => return None,
                ReadRecordResult::OutputFull => output.resize(2 * output.len() + 64, 0),
                // Asked again with nothing to read, the reader ends the row.
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputEndsFull => {}
            }
        }
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
        table.unquote(text, end, usize::MAX, true);
        let rows: Vec<(&str, Vec<&str>)> =
            table.rows().iter().map(|&row| (&text[row.start..row.end], table.cells(row).collect())).collect();
        assert_eq!(
            rows,
            [("1,\"a \"\"b\"\",\nc\"\r", vec!["1", "a \"b\",\nc"]), ("2,\n", vec!["2", ""]), ("3", vec!["3"]),]
        );
    }

    #[test]
    fn a_row_that_is_cut_waits() {
        let text = "RecordId,AuditData\n1,\"x\"\n2,\"y";
        let (mut table, end) = table(text);
        table.unquote(text, end, usize::MAX, false);
        assert_eq!(table.rows().len(), 1);
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
            table.unquote(text, end, usize::MAX, true);
            assert!(table.cells(table.rows()[0]).eq(["1", "2"]), "{text}");
        }
    }
}
