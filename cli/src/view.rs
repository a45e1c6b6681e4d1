//! How events are shown: in a format, with columns.

use std::borrow::Cow;
use std::io;

use memchr::{memchr_iter, memchr2};
use msaudit::event::DecodedEvent;
use msaudit::read::Entry;

use crate::cells::{Cell, Cells};
use crate::columns::{CSV_COLUMNS, Look, of_events};
use crate::formats::Formulas;
use crate::output::{inert, is_formula, is_plain, printable, push_json, push_visible};
use crate::parallel::Work;
use crate::table::Table;

/// The columns of the portal's list view.
pub(crate) const LIST_VIEW: [&str; 7] = ["time", "service", "category", "activity", "outcome", "target", "actor"];

/// What is shown instead where labels are asked for.
pub(crate) const LABEL_VIEW: [&str; 7] = ["time", "activity", "target", "actor", "change", "label", "justification"];

/// Formats that are written event by event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Ndjson,
    Csv,
    Table,
}

/// A format with its columns. JSON without any shows events whole.
///
/// An event is a line: of JSON, of CSV, or a row of a table, whose cells are joined by tabs. Lines that are put in another
/// order before they are printed wait as their *parts*: the cells as the format has them, joined by tabs. No cell has a tab or a line
/// break; an event that is shown whole is one part.
#[derive(Debug, Clone)]
pub(crate) struct View {
    format: Stream,
    columns: Vec<String>,
    is_wide: bool,
    formulas: Formulas,
}

impl View {
    /// `default` has the columns of a table, if no others are asked for; `more` are columns beside those that events have.
    pub(crate) fn new(
        format: Stream,
        formulas: Formulas,
        look: &Look,
        default: &[&str],
        more: &[&str],
    ) -> io::Result<Self> {
        let all = [of_events().as_slice(), more].concat();
        let columns = match format {
            Stream::Ndjson => look.choose(&all, &[])?,
            Stream::Csv => look.choose(&all, &[CSV_COLUMNS.as_slice(), more].concat())?,
            Stream::Table => look.choose(&all, default)?,
        };
        Ok(Self { format, columns, is_wide: look.wide, formulas })
    }

    pub(crate) fn format(&self) -> Stream {
        self.format
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What stands above all events.
    pub(crate) fn header(&self) -> Vec<u8> {
        let mut header = Vec::new();
        if self.format == Stream::Csv {
            self.join(&self.columns.join("\t"), &mut header);
        }
        header
    }

    /// The table of some lines.
    pub(crate) fn table(&self, lines: &str) -> Table {
        let mut table = Table::new(&self.columns, self.is_wide);
        lines.lines().for_each(|line| table.push(line.split('\t')));
        table
    }

    /// Cells for its columns, and for another behind them.
    pub(crate) fn cells(&self, another: Option<&str>) -> Cells {
        Cells::new(self.columns.iter().map(String::as_str).chain(another))
    }

    /// Adds the line of an event, whose cells are filled.
    pub(crate) fn print(&self, decoded: &DecodedEvent<'_>, cells: &Cells, out: &mut Vec<u8>) -> io::Result<()> {
        if self.is_whole() {
            push_json(out, decoded)?;
        } else {
            self.push_parts(cells, out, Self::begin)?;
        }
        self.end(out);
        Ok(())
    }

    /// The parts of that line.
    pub(crate) fn parts(&self, decoded: &DecodedEvent<'_>, cells: &Cells) -> io::Result<String> {
        let mut parts = Vec::new();
        if self.is_whole() {
            push_json(&mut parts, decoded)?;
        } else {
            let tab = |_: &Self, index, out: &mut Vec<u8>| out.extend_from_slice(if index == 0 { b"" } else { b"\t" });
            self.push_parts(cells, &mut parts, tab)?;
        }
        String::from_utf8(parts).map_err(io::Error::other)
    }

    /// Adds a line of which there are the parts.
    pub(crate) fn join(&self, parts: &str, out: &mut Vec<u8>) {
        if self.is_whole() {
            out.extend_from_slice(parts.as_bytes());
        } else {
            for (index, part) in parts.split('\t').enumerate() {
                self.begin(index, out);
                out.extend_from_slice(part.as_bytes());
            }
        }
        self.end(out);
    }

    /// The part of a column in which something else stands.
    pub(crate) fn part(&self, index: usize, cell: Cell<'_>) -> io::Result<String> {
        let mut part = Vec::new();
        self.push_part(index, cell, is_plain(cell.as_str()), &mut part)?;
        String::from_utf8(part).map_err(io::Error::other)
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.format == Stream::Ndjson && self.columns.is_empty()
    }

    /// What stands before the cell of a column.
    #[inline(always)]
    fn begin(&self, index: usize, out: &mut Vec<u8>) {
        match self.format {
            Stream::Ndjson => {
                out.extend_from_slice(if index == 0 { b"{\"" } else { b",\"" });
                out.extend_from_slice(self.columns[index].as_bytes());
                out.extend_from_slice(b"\":");
            }
            Stream::Csv if index > 0 => out.push(b','),
            Stream::Table if index > 0 => out.push(b'\t'),
            Stream::Csv | Stream::Table => {}
        }
    }

    /// What stands behind all cells.
    fn end(&self, out: &mut Vec<u8>) {
        let ends_object = self.format == Stream::Ndjson && !self.is_whole();
        out.extend_from_slice(if ends_object { b"}\n" } else { b"\n" });
    }

    fn push_parts(
        &self,
        cells: &Cells,
        out: &mut Vec<u8>,
        begin: impl Fn(&Self, usize, &mut Vec<u8>),
    ) -> io::Result<()> {
        // All of it is looked at once, rather than each cell.
        let is_plain = is_plain(cells.text());
        (0..self.columns.len()).try_for_each(|index| {
            begin(self, index, out);
            self.push_part(index, cells.get(index), is_plain, out)
        })
    }

    #[inline(always)]
    fn push_part(&self, index: usize, cell: Cell<'_>, is_plain: bool, out: &mut Vec<u8>) -> io::Result<()> {
        match (self.format, cell) {
            (Stream::Ndjson, Cell::Null) => out.extend_from_slice(b"null"),
            (Stream::Ndjson, Cell::Text(text)) => push_json(out, &text)?,
            (Stream::Ndjson, Cell::Json(json)) => push_visible(out, json),
            (Stream::Csv, cell) => {
                let text = cell.as_str();
                let escapes = matches!(cell, Cell::Text(_)) && self.formulas == Formulas::Escape;
                if text.is_empty() {
                    // An empty line would be no row.
                    out.extend_from_slice(if self.columns.len() == 1 { b"\"\"" } else { b"" });
                } else if is_plain && !(escapes && is_formula(text)) {
                    push_quoted(out, text);
                } else {
                    let text = printable(text);
                    push_quoted(out, &if escapes { inert(text) } else { text });
                }
            }
            (Stream::Table, cell) => {
                let is_time = self.columns[index] == "time" && !self.is_wide;
                let text = if is_time { seconds(cell.as_str()) } else { Cow::Borrowed(cell.as_str()) };
                let text = if is_plain { text } else { Cow::Owned(printable(&text)) };
                out.extend_from_slice(text.as_bytes());
            }
        }
        Ok(())
    }
}

/// A time without its fraction, as people read it: `2024-10-05 07:11:12`.
fn seconds(time: &str) -> Cow<'_, str> {
    if time.is_ascii() && time.len() > 19 && time.as_bytes()[10] == b'T' {
        Cow::Owned(time[..19].replace('T', " "))
    } else {
        Cow::Borrowed(time)
    }
}

/// Adds printable text as a cell of CSV, in quotes where it needs them.
fn push_quoted(out: &mut Vec<u8>, text: &str) {
    if memchr2(b'"', b',', text.as_bytes()).is_none() {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    let mut from = 0;
    for at in memchr_iter(b'"', text.as_bytes()) {
        out.extend_from_slice(&text.as_bytes()[from..=at]);
        // So that it is written twice.
        from = at;
    }
    out.extend_from_slice(&text.as_bytes()[from..]);
    out.push(b'"');
}

/// Writes the lines of events, on one of several threads.
pub(crate) struct Lines<'v> {
    view: &'v View,
    cells: Cells,
    /// How long the lines of a piece have been at most. Memory that grows is copied.
    longest: usize,
}

impl<'v> Lines<'v> {
    pub(crate) fn new(view: &'v View) -> Self {
        Self { view, cells: view.cells(None), longest: 0 }
    }
}

impl Work for Lines<'_> {
    type Made = Vec<u8>;

    const ASKS_FOR_TARGETS: bool = true;

    fn begin(&self) -> Vec<u8> {
        Vec::with_capacity(self.longest + self.longest / 8)
    }

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, lines: &mut Vec<u8>) -> io::Result<()> {
        self.cells.fill(decoded)?;
        self.view.print(decoded, &self.cells, lines)?;
        self.longest = self.longest.max(lines.len());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Formulas, Look, Stream, View, seconds};

    fn view(format: Stream, columns: &[&str]) -> View {
        let look = Look { columns: columns.iter().map(|&column| column.to_owned()).collect(), wide: false };
        View::new(format, Formulas::Keep, &look, &[], &[]).expect("they are columns")
    }

    #[test]
    fn cells_are_read_back_and_no_row_is_an_empty_line() {
        let texts = ["", "a", "\"", "a,b", "\"\"a\"\"", "[\"a\",\"b\"]", "\u{e9}\"\u{1f512},", "'", " "];
        for columns in [&["activity"][..], &["id"], &["id", "activity"], &["activity", "id"]] {
            let view = view(Stream::Csv, columns);
            let mut out = view.header();
            for text in texts {
                let cell = |column: &&str| if *column == "activity" { Cell::Text(text) } else { Cell::Null };
                let parts = columns.iter().map(cell).enumerate().map(|(index, cell)| view.part(index, cell));
                let parts: Vec<String> = parts.collect::<Result<_, _>>().expect("it is written");
                view.join(&parts.join("\t"), &mut out);
            }
            let mut reader = csv::Reader::from_reader(&*out);
            assert_eq!(reader.headers().expect("there are some"), columns);
            for (row, text) in reader.records().map(|row| row.expect("rows are even")).zip(texts) {
                let said = columns.iter().map(|&column| if column == "activity" { text } else { "" });
                assert_eq!(row.iter().collect::<Vec<_>>(), said.collect::<Vec<_>>());
            }
            assert_eq!(csv::Reader::from_reader(&*out).records().count(), texts.len());
        }
    }

    #[test]
    fn a_line_of_parts_is_as_the_format_has_it() {
        let line = |format| {
            let view = view(format, &["time", "targets", "id"]);
            let cells =
                [Cell::Text("2024-10-05T07:11:12.1234567Z"), Cell::Json("[\"\u{202e}\"]"), Cell::Text("a\t\"\n")];
            let parts =
                cells.into_iter().enumerate().map(|(index, cell)| view.part(index, cell).expect("it is written"));
            let mut line = Vec::new();
            view.join(&parts.collect::<Vec<_>>().join("\t"), &mut line);
            String::from_utf8(line).expect("it is text")
        };
        let [json, csv, table] = [Stream::Ndjson, Stream::Csv, Stream::Table].map(line);
        assert_eq!(
            json,
            "{\"time\":\"2024-10-05T07:11:12.1234567Z\",\"targets\":[\"\\u202e\"],\"id\":\"a\\t\\\"\\n\"}\n"
        );
        assert_eq!(csv, "2024-10-05T07:11:12.1234567Z,\"[\"\"\\u202e\"\"]\",\"a\\t\"\"\\n\"\n");
        assert_eq!(table, "2024-10-05 07:11:12\t[\"\\u202e\"]\ta\\t\"\\n\n");
    }

    #[test]
    fn a_time_is_cut_to_seconds_if_it_is_one() {
        assert_eq!(seconds("2024-10-05T07:11:12.1234567Z"), "2024-10-05 07:11:12");
        assert_eq!(seconds("soon"), "soon");
    }
}
