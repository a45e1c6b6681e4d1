//! The cells of a row: where each ends and what it says, and text as a cell.
//!
//! Cells are cut as the `csv` crate cuts them, and faster: a Purview export is mostly JSON in quotes, in which every few bytes
//! a quote stands twice. The `csv` crate goes through it byte by byte; here what is between two quotes is found and copied at
//! once.

use std::ops::Range;

use memchr::memchr3;

use super::quotes::Quotes;

/// What ends a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A delimiter: another cell follows.
    Cell,
    /// A line end.
    Row,
    /// The end of the text.
    Text,
}

/// Finds the end of the cell that begins at `at`: the place of what ends it. Its content is told to `keep` piece by piece, as
/// places in the text.
///
/// A cell that begins with a quote goes on to the next that does not stand twice. Behind it, and in every other cell, quotes
/// are text.
pub(super) fn end_of_cell(
    quotes: &mut Quotes<'_>,
    at: usize,
    delimiter: u8,
    mut keep: impl FnMut(Range<usize>),
) -> (usize, End) {
    let bytes = quotes.text().as_bytes();
    let mut start = at;
    if bytes.get(at) == Some(&b'"') {
        match quotes.content(at + 1, &mut keep) {
            Some(quote) => start = quote + 1,
            None => return (bytes.len(), End::Text),
        }
    }
    let end = memchr3(delimiter, b'\r', b'\n', &bytes[start..]).map_or(bytes.len(), |length| start + length);
    keep(start..end);
    match bytes.get(end) {
        None => (end, End::Text),
        Some(&byte) if byte == delimiter => (end, End::Cell),
        Some(_) => (end, End::Row),
    }
}

/// The cells of a row: where each stands, with its quotes, and what it says.
pub(crate) fn raw_cells(row: &str, delimiter: u8) -> Vec<(Range<usize>, String)> {
    let (mut quotes, mut cells, mut start) = (Quotes::of(row), Vec::new(), 0);
    loop {
        let mut text = String::new();
        let (end, what) = end_of_cell(&mut quotes, start, delimiter, |piece| text.push_str(&row[piece]));
        cells.push((start..end, text));
        if what != End::Cell {
            return cells;
        }
        start = end + 1;
    }
}

/// A text as a cell, with quotes where it needs them.
pub(crate) fn quoted(text: &str, delimiter: u8) -> String {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\r' | b'\n') || byte == delimiter) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, raw_cells};

    #[test]
    fn cells_end_at_delimiters_outside_quotes() {
        let row = "a,\"b,\"\"c\",d\"e,\"\u{e9}\r\nf\",";
        let cells = raw_cells(row, b',');
        let raw: Vec<&str> = cells.iter().map(|(place, _)| &row[place.clone()]).collect();
        assert_eq!(raw, ["a", "\"b,\"\"c\"", "d\"e", "\"\u{e9}\r\nf\"", ""]);
        let texts: Vec<&str> = cells.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["a", "b,\"c", "d\"e", "\u{e9}\r\nf", ""]);
        assert_eq!(raw_cells("", b','), [(0..0, String::new())]);
    }

    #[test]
    fn what_is_quoted_is_read_again() {
        for text in ["", "a", "a;b", "a,b", "a\tb", "\"", "a\"\"b", "\r", "\n", "\u{e9}\"\u{1f512}"] {
            for delimiter in [b',', b';', b'\t'] {
                let cell = quoted(text, delimiter);
                let row = format!("x{}{cell}", char::from(delimiter));
                assert_eq!(raw_cells(&row, delimiter)[1], (2..row.len(), text.to_owned()));
            }
        }
        assert_eq!([quoted("a;b", b','), quoted("a;b", b';')], ["a;b", "\"a;b\""]);
    }
}
