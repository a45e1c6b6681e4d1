//! The rows of a table of comma-separated values, unquoted in place.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::Limits;

/// Cell separators, in the order in which they are tried: the comma of every portal, the semicolon of spreadsheets in half
/// of Europe, the tab.
pub(crate) const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The rows that were unquoted last.
#[derive(Debug)]
pub(crate) struct Sheet {
    delimiter: u8,
    /// Kept, because it is expensive to build.
    reader: Reader,
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
        Self {
            delimiter,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            most_cells,
            text: String::new(),
            ends: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// One for other rows of the table.
    pub(crate) fn fork(&self) -> Self {
        // A clone of the reader reads otherwise (csv-core 0.1.13): it lacks half of its tables.
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
    pub(crate) fn unquote(&mut self, text: &str, at: usize, most: usize, is_last: bool) {
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
            // In files that were joined, each may begin with a mark of its own.
            at += if text[at..].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            let first = self.ends.len();
            let Some((mut end, length, cells)) = self.unquote_row(&text[at..], (&mut output, written), is_last) else {
                self.ends.truncate(first);
                break;
            };
            // The reader ends a row between the two characters of a line end, the second of which may be still to come.
            if text[..at + end].ends_with('\r') {
                end += usize::from(text[at + end..].starts_with('\n'));
                if at + end == text.len() && !is_last && !text.ends_with('\n') {
                    self.ends.truncate(first);
                    break;
                }
            }
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
