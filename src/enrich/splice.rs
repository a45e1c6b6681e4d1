//! Fields added to the text of a record, with every other byte of it left as it is.

use std::borrow::Cow;
use std::ops::Range;

use crate::input::{quoted, raw_cells};
use crate::read::{SUBSTITUTE, members};

/// A place of a text, and what stands there from now on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) place: Range<usize>,
    pub(super) text: String,
}

/// A field to add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Addition<'a> {
    pub(super) name: &'static str,
    pub(super) value: Option<Value<'a>>,
}

impl Addition<'_> {
    /// Nothing, under a name.
    pub(super) fn empty(name: &'static str) -> Self {
        Self { name, value: None }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

impl Value<'_> {
    /// As a cell, or to be compared with what is there.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
        }
    }

    fn json(self) -> String {
        match self {
            Self::Text(text) => serde_json::Value::from(text).to_string(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// What becomes of a field: where it is missing it is added, where it is empty it is filled, else it stays.
#[derive(Debug, Default)]
pub(super) struct Splice<'a> {
    pub(super) edits: Vec<Edit>,
    /// Fields that say something else, which stays.
    pub(super) kept: Vec<(Addition<'a>, String)>,
}

impl<'a> Splice<'a> {
    /// For an object. What is added is spaced as the object's last member is.
    pub(super) fn of_object(text: &str, additions: &[Addition<'a>]) -> Self {
        let mut splice = Self::default();
        let mut missing = additions.to_vec();
        let (mut end, mut comma, mut before, mut colon) = (1, false, "", ":");
        for member in members(text, 0) {
            let gap = &text[end..member.start];
            before = gap.trim_start().strip_prefix(',').unwrap_or(gap);
            colon = &text[member.start + member.name.len() + 2..member.value.start];
            (end, comma) = (member.value.end, true);
            if let Some(index) = missing.iter().position(|addition| addition.name == member.name) {
                let written = serde_json::from_str(&text[member.value.clone()]).unwrap_or_default();
                let written = match written {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text,
                    other => other.to_string(),
                };
                splice.there_is(missing.remove(index), &written, member.value, Value::json);
            }
        }
        let mut text = String::new();
        for addition in missing {
            let value = addition.value.map_or_else(|| "null".to_owned(), Value::json);
            let separator = if comma { "," } else { "" };
            text += &format!("{separator}{before}\"{}\"{colon}{value}", addition.name);
            comma = true;
        }
        splice.add(end, text);
        splice
    }

    fn there_is(
        &mut self,
        addition: Addition<'a>,
        written: &str,
        place: Range<usize>,
        write: impl Fn(Value<'a>) -> String,
    ) {
        let Some(value) = addition.value else { return };
        if written.trim().is_empty() {
            self.edits.push(Edit { place, text: write(value) });
        } else if written.trim() != value.plain() {
            self.kept.push((addition, written.to_owned()));
        }
    }

    fn add(&mut self, end: usize, text: String) {
        if !text.is_empty() {
            self.edits.push(Edit { place: end..end, text });
        }
    }
}

/// Which columns of a table are there already, and which are added.
#[derive(Debug, Default)]
pub(super) struct Columns {
    delimiter: u8,
    header: String,
    /// The places of the columns that are there.
    there: Vec<(&'static str, usize)>,
}

impl Columns {
    pub(super) fn new(delimiter: u8, header: &str, names: &[&'static str]) -> Self {
        let cells = raw_cells(header, delimiter);
        let place = |name: &&'static str| cells.iter().position(|(_, cell)| cell == name).map(|place| (*name, place));
        Self { delimiter, header: header.to_owned(), there: names.iter().filter_map(place).collect() }
    }

    fn missing(&self, name: &str) -> bool {
        self.there.iter().all(|(there, _)| *there != name)
    }

    /// The places behind the headers among the bytes between rows.
    pub(super) fn headers(&self, bytes: &[u8], names: &[&'static str]) -> Vec<Edit> {
        let mut added = String::new();
        for name in names.iter().filter(|name| self.missing(name)) {
            added.push(char::from(self.delimiter));
            added += name;
        }
        let header = self.header.as_bytes();
        // Where the input is no UTF-8, the header as it was read holds a substitute.
        let alike = |(read, byte): (&u8, &u8)| read == byte || *read == SUBSTITUTE && !byte.is_ascii();
        let is_header = |at: usize| {
            let line = &bytes[at..];
            let ends = matches!(line.get(header.len()), None | Some(b'\r' | b'\n'));
            ends && line.len() >= header.len() && header.iter().zip(line).all(alike)
        };
        let first = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
        let others = memchr::memchr2_iter(b'\r', b'\n', bytes).map(|end| end + 1);
        let found = std::iter::once(first).chain(others).filter(|&at| is_header(at)).map(|at| at + header.len());
        found.map(|end| Edit { place: end..end, text: added.clone() }).collect()
    }

    /// For a row. Columns that are added have an empty cell where nothing is known.
    pub(super) fn of_row<'a>(&self, text: &str, additions: &[Addition<'a>]) -> Splice<'a> {
        let mut splice = Splice::default();
        let cells = if self.there.is_empty() { Vec::new() } else { raw_cells(text, self.delimiter) };
        let quote = |value: Value<'a>| quoted(&value.plain(), self.delimiter);
        for (name, place) in &self.there {
            let addition = additions.iter().find(|addition| addition.name == *name);
            if let (Some(&addition), Some((cell, written))) = (addition, cells.get(*place)) {
                splice.there_is(addition, written, cell.clone(), quote);
            }
        }
        splice.edits.sort_by_key(|edit| edit.place.start);
        let mut added = String::new();
        for addition in additions.iter().filter(|addition| self.missing(addition.name)) {
            added.push(char::from(self.delimiter));
            added += &addition.value.map(quote).unwrap_or_default();
        }
        splice.add(text.len(), added);
        splice
    }
}

#[cfg(test)]
mod tests {
    use super::{Addition, Columns, Edit, Splice, Value};

    const A: Addition<'_> = Addition { name: "A", value: Some(Value::Text("x\"y")) };
    const B: Addition<'_> = Addition { name: "B", value: None };
    const C: Addition<'_> = Addition { name: "C", value: Some(Value::Number(3)) };

    fn apply(text: &str, edits: &[Edit]) -> String {
        edits.iter().rev().fold(text.to_owned(), |mut text, edit| {
            text.replace_range(edit.place.clone(), &edit.text);
            text
        })
    }

    #[test]
    fn members_are_added_as_the_last_one_is_spaced() {
        for (text, expected) in [
            ("{}", r#"{"A":"x\"y","B":null,"C":3}"#),
            (r#"{"z":[1] }"#, r#"{"z":[1],"A":"x\"y","B":null,"C":3 }"#),
            (
                "{\n  \"y\": 0,\n  \"z\": 1\n}",
                "{\n  \"y\": 0,\n  \"z\": 1,\n  \"A\": \"x\\\"y\",\n  \"B\": null,\n  \"C\": 3\n}",
            ),
            (r#"{"A":"","B":"b","C":null}"#, r#"{"A":"x\"y","B":"b","C":3}"#),
            (r#"{"A":"x\u0022y","B":null,"C":3}"#, r#"{"A":"x\u0022y","B":null,"C":3}"#),
        ] {
            assert_eq!(apply(text, &Splice::of_object(text, &[A, B, C]).edits), expected);
        }
    }

    #[test]
    fn what_says_something_else_stays() {
        let text = r#"{"A":"other","C":4}"#;
        let splice = Splice::of_object(text, &[A, C]);
        assert!(splice.edits.is_empty());
        assert_eq!(splice.kept, [(A, "other".to_owned()), (C, "4".to_owned())]);
    }

    #[test]
    fn columns_are_added_at_the_end() {
        let columns = Columns::new(b';', "\"q\"\"\";C", &["A", "B", "C"]);
        let between = "\u{feff}\"q\"\"\";C\r\nx\"q\"\"\";C\n\"q\"\"\";C";
        let headers = columns.headers(between.as_bytes(), &["A", "B", "C"]);
        let expected = "\u{feff}\"q\"\"\";C;A;B\r\nx\"q\"\"\";C\n\"q\"\"\";C;A;B";
        assert_eq!(apply(between, &headers), expected);
        for (row, expected) in [("1;", "1;3;\"x\"\"y\";"), ("\"a;\n\";4", "\"a;\n\";4;\"x\"\"y\";")] {
            assert_eq!(apply(row, &columns.of_row(row, &[A, B, C]).edits), expected);
        }
        assert_eq!(columns.of_row("1;4", &[A, B, C]).kept, [(C, "4".to_owned())]);
        assert_eq!(apply("1;2", &columns.of_row("1;2", &[]).edits), "1;2");
    }
}
