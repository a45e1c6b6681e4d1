//! Rows on standard output: for people, for tools, for programs.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use serde_json::{Map, Value};

use crate::args::Sheet;

/// Prints rows under a header. Every row has one cell for each column; JSON cells may be any value, and are printed as
/// text elsewhere.
pub(crate) fn sheet(format: Sheet, header: &[&str], rows: impl Iterator<Item = Vec<Value>>) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match format {
        Sheet::Json => {
            for row in rows {
                let object: Map<String, Value> = header.iter().map(|column| (*column).to_owned()).zip(row).collect();
                writeln!(out, "{}", Value::Object(object))?;
            }
        }
        Sheet::Tsv => {
            writeln!(out, "{}", header.join("\t"))?;
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| printable(&text(cell))).collect();
                writeln!(out, "{}", cells.join("\t"))?;
            }
        }
        Sheet::Table => {
            let mut table = table();
            table.set_header(header);
            for row in rows {
                table.add_row(row.iter().map(|cell| printable(&text(cell))));
            }
            writeln!(out, "{table}")?;
        }
    }
    out.flush()
}

/// An empty table that will fit the terminal.
pub(crate) fn table() -> Table {
    let mut table = Table::new();
    let line = LineStyle::none().fill('\u{2500}').junction('\u{2500}');
    table.load_style(TableStyle::new().header_separator(line)).set_content_arrangement(ContentArrangement::Dynamic);
    table
}

fn text(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// Text from a record on one line of a terminal: characters that would move the cursor or turn the text round are written
/// as escapes.
pub(crate) fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        let hidden = character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if hidden { safe.extend(character.escape_default()) } else { safe.push(character) }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(printable("a\tb\n\u{1b}[2J\u{202e}\u{e9}"), "a\\tb\\n\\u{1b}[2J\\u{202e}\u{e9}");
    }
}
