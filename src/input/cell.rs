//! One row at a time: its cells where they stand, and text as a cell.

use std::ops::Range;

use csv_core::{ReadFieldResult, ReaderBuilder, WriterBuilder};

/// The cells of a row: where each stands, with its quotes, and what it says.
pub(crate) fn raw_cells(row: &str, delimiter: u8) -> Vec<(Range<usize>, String)> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    // Unquoting never lengthens, and the reader stops where no room is left.
    let mut cell = vec![0; row.len() + 1];
    let (mut cells, mut start, mut at, mut written) = (Vec::new(), 0, 0, 0);
    loop {
        let (result, read, wrote) = reader.read_field(&row.as_bytes()[at..], &mut cell[written..]);
        at += read;
        written += wrote;
        let is_last = match result {
            ReadFieldResult::Field { record_end } => record_end,
            ReadFieldResult::End => true,
            // Asked again with nothing to read, the reader ends the cell. The output always has room.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => continue,
        };
        let text = String::from_utf8(cell[..written].to_vec());
        let text = text.expect("cells are cut from UTF-8 at quotes and delimiters only");
        cells.push((start..if is_last { at } else { at - 1 }, text));
        if is_last {
            return cells;
        }
        (start, written) = (at, 0);
    }
}

/// A text as a cell, with quotes where it needs them.
pub(crate) fn quoted(text: &str, delimiter: u8) -> String {
    // The writer would quote it, as it does not know that other cells stand beside it.
    if text.is_empty() {
        return String::new();
    }
    // Room for every byte doubled, a quote at either end, and what ends the cell.
    let mut buffer = vec![0; 2 * text.len() + 4];
    let mut writer = WriterBuilder::new().delimiter(delimiter).build();
    let (_, _, started) = writer.field(text.as_bytes(), &mut buffer);
    let (_, ended) = writer.finish(&mut buffer[started..]);
    buffer.truncate(started + ended);
    String::from_utf8(buffer).expect("quotes around and within UTF-8 leave it UTF-8")
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
