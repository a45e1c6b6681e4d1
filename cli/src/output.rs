//! Rows on standard output: for people, for tools, for programs.
//!
//! Data goes to [`io::stdout`] and never through a writer that looks for terminal sequences in it: one that strips them takes
//! what stands between the two ends of a sequence with it, and the ends may stand in different records.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::Value;

use crate::args::Listing;
use crate::columns::Rank;
use crate::formats::Sheet;
use crate::table::Table;

/// Prints rows under a header. Every row has one cell for each column; JSON cells may be any value, and are printed as
/// text elsewhere.
pub(crate) fn sheet(listing: &Listing, header: &[&str], rows: impl Iterator<Item = Vec<Value>>) -> io::Result<()> {
    let columns = listing.layout.look.choose(header, header)?;
    let place = |column: &String| header.iter().position(|known| known == column).expect("a column was looked up");
    let places: Vec<usize> = columns.iter().map(place).collect();
    let order = listing.layout.order(header)?.map(|(column, reversed)| (place(&column), reversed));
    let mut rows: Vec<Vec<Value>> = rows.collect();
    if let Some((at, reversed)) = order {
        rows.sort_by_cached_key(|row| Rank::new(row[at].clone(), reversed));
    }
    let rows = rows.iter().map(|row| places.iter().map(|&at| &row[at]));
    let mut out = io::BufWriter::new(io::stdout().lock());
    match listing.format {
        Sheet::Json => {
            for row in rows {
                let mut fields: Vec<(&String, &Value)> = columns.iter().zip(row).collect();
                // Where nobody asks for an order, names have theirs.
                if listing.layout.look.columns.is_empty() {
                    fields.sort_by_key(|(name, _)| *name);
                }
                json_line(&mut out, &Fields(fields))?;
            }
        }
        Sheet::Tsv => {
            writeln!(out, "{}", columns.join("\t"))?;
            for row in rows {
                let cells: Vec<String> = row.map(|cell| printable(&text(cell))).collect();
                writeln!(out, "{}", cells.join("\t"))?;
            }
        }
        Sheet::Table => {
            let mut table = Table::new(columns, listing.layout.look.wide);
            rows.for_each(|row| table.push(row.map(text)));
            table.print(&mut out)?;
        }
    }
    out.flush()
}

fn text(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// Text from a record in a cell or on one line of a terminal: characters that would move the cursor or turn the text round
/// are written as JSON escapes them.
pub(crate) fn printable(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            '\t' => safe.push_str("\\t"),
            _ if is_hidden(character) => {
                // None of them is beyond the 65,536 characters that four digits tell.
                let _ = write!(safe, "\\u{:04x}", u32::from(character));
            }
            _ => safe.push(character),
        }
    }
    safe
}

/// Whether every character is seen, so far as their first bytes tell: then none has to be looked at more closely.
pub(crate) fn is_plain(text: &str) -> bool {
    !text.bytes().fold(false, |hidden, byte| hidden | (byte < b' ')) && !may_hide(text.as_bytes())
}

/// Controls of either set, and what is invisible or changes the direction of text.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

/// A value as one line of JSON. What [`printable`] would escape is written as `\uXXXX`, which says the same.
pub(crate) fn json_line(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    let mut line = Vec::new();
    push_json_line(&mut line, value)?;
    out.write_all(&line)
}

/// The same behind the lines that there are.
pub(crate) fn push_json_line(lines: &mut Vec<u8>, value: &impl serde::Serialize) -> io::Result<()> {
    push_json(lines, value)?;
    lines.push(b'\n');
    Ok(())
}

/// The same without a line break.
pub(crate) fn push_json(out: &mut Vec<u8>, value: &impl serde::Serialize) -> io::Result<()> {
    let start = out.len();
    serde_json::to_writer(&mut *out, value)?;
    // All of it is looked at once, rather than each string.
    if may_hide(&out[start..]) {
        let json = String::from_utf8(out.split_off(start)).map_err(io::Error::other)?;
        push_visible(out, &json);
    }
    Ok(())
}

/// The same over several lines, indented.
pub(crate) fn json_pretty(out: &mut impl Write, value: &impl serde::Serialize) -> io::Result<()> {
    let mut text = Vec::new();
    push_visible(&mut text, &serde_json::to_string_pretty(value)?);
    text.push(b'\n');
    out.write_all(&text)
}

/// The members of an object, in their order.
pub(crate) struct Fields<'f, V>(pub(crate) Vec<(&'f String, V)>);

impl<V: serde::Serialize> serde::Serialize for Fields<'_, V> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Adds JSON. Outside strings it has no characters beyond ASCII, so that any that is hidden can be escaped.
pub(crate) fn push_visible(out: &mut Vec<u8>, json: &str) {
    let mut from = 0;
    if may_hide(json.as_bytes()) {
        // Controls below the blank are escaped by JSON itself; between the parts of a value they are blanks.
        let is_to_be_seen = |&(_, character): &(usize, char)| character >= '\u{7f}' && is_hidden(character);
        for (at, character) in json.char_indices().filter(is_to_be_seen) {
            out.extend_from_slice(&json.as_bytes()[from..at]);
            out.extend_from_slice(format!("\\u{:04x}", u32::from(character)).as_bytes());
            from = at + character.len_utf8();
        }
    }
    out.extend_from_slice(&json.as_bytes()[from..]);
}

/// Whether there is a byte that a hidden character beyond the blank begins with; letters with accents begin otherwise.
fn may_hide(json: &[u8]) -> bool {
    // Most is plain ASCII, which is told by less.
    let highest = json.iter().fold(0, |highest, &byte| byte.max(highest));
    highest >= 0x7f && json.iter().fold(false, |hidden, byte| hidden | matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef))
}

/// Text as a cell that no spreadsheet takes for a formula: with an apostrophe before it if it could be one.
///
/// A text that has apostrophes before what could be a formula gets one more, so that taking one off every such cell gives
/// back what the record says.
pub(crate) fn inert(mut text: String) -> String {
    if is_formula(&text) {
        text.insert(0, '\'');
    }
    text
}

/// Whether a spreadsheet could take a cell for a formula, apostrophes before it or not.
pub(crate) fn is_formula(text: &str) -> bool {
    // Most begin so, or are empty.
    if text.bytes().next().is_none_or(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let bare = text.trim_start_matches('\'');
    let begins = bare.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    begins || bare.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::{inert, is_hidden, json_line, printable, push_visible};

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(printable("a\tb\n\u{1b}[2J\u{202e}\u{e9}"), "a\\tb\\n\\u001b[2J\\u202e\u{e9}");
    }

    #[test]
    fn every_hidden_character_is_looked_for() {
        for character in ('\u{7f}'..=char::MAX).filter(|&character| is_hidden(character)) {
            let mut json = Vec::new();
            push_visible(&mut json, &format!("\u{e9}{character}\u{e9}"));
            let wanted = format!("\u{e9}\\u{:04x}\u{e9}", u32::from(character));
            assert_eq!(String::from_utf8(json).expect("it is UTF-8"), wanted);
        }
    }

    #[test]
    fn json_shows_what_is_hidden_and_says_the_same() {
        let text = "\u{1b}[2J\u{9b}2J\u{7f}\u{202e}\u{2066}\u{e9}\u{feff}\"\\";
        let mut line = Vec::new();
        json_line(&mut line, &text).expect("memory can be written");
        let line = String::from_utf8(line).expect("JSON is UTF-8");
        assert_eq!(line, "\"\\u001b[2J\\u009b2J\\u007f\\u202e\\u2066\u{e9}\\ufeff\\\"\\\\\"\n");
        assert_eq!(serde_json::from_str::<String>(&line).expect("it is JSON"), text);
    }

    #[test]
    fn formulas_are_made_inert_and_back() {
        for text in [
            "",
            "a",
            "1",
            "a=1",
            "'",
            "' '=",
            "'a",
            "=1+1",
            "+1",
            "-1",
            "@x",
            " =1",
            "'=1",
            "''=1",
            "\tx",
            "'\r",
            "\u{ff1d}1",
        ] {
            let cell = inert(text.to_owned());
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}']), "{cell}");
            // As the README tells its readers to.
            let back = cell.strip_prefix('\'').filter(|rest| inert((*rest).to_owned()) != **rest).unwrap_or(&cell);
            assert_eq!(back, text);
        }
    }
}
