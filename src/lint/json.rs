//! JSON as a tree whose strings know where they stand: solutions, workbooks, exports of rules, notebooks.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::passage::{Escapes, Passage};

/// A value.
#[derive(Debug)]
pub(super) enum Node<'t> {
    Text(Passage<'t>),
    List(Vec<Self>),
    Object(Vec<(Cow<'t, str>, Self)>),
    Other,
}

/// Beyond this, values are passed over.
const DEEPEST: usize = 64;

/// The values of a text, one after another, and where it is no JSON any more, and why.
pub(super) fn values(text: &str) -> (Vec<Node<'_>>, Option<(usize, String)>) {
    let mut values = Vec::new();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let stream = serde_json::Deserializer::from_str(&text[start..]).into_iter::<&RawValue>();
    for value in stream {
        match value {
            Ok(value) => values.push(node(value, text, 0)),
            Err(error) => {
                let message = error.to_string();
                let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
                let lines = text[start..].split_inclusive('\n').take(error.line().saturating_sub(1));
                let at = start + lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
                let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(start);
                return (values, Some((at, what.to_owned())));
            }
        }
    }
    (values, None)
}

/// JSON as people write it, templates of Azure among it: comments and commas before a closing bracket become blanks, so that
/// everything else stays where it is.
pub(super) fn without_comments(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut comma = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let length = match byte {
            b'"' => {
                let mut escaped = false;
                let end = rest.iter().skip(1).position(|&byte| {
                    let ends = byte == b'"' && !escaped;
                    escaped = byte == b'\\' && !escaped;
                    ends
                });
                end.map_or(rest.len(), |end| end + 2)
            }
            b'/' if rest.starts_with(b"//") => memchr::memchr(b'\n', rest).unwrap_or(rest.len()),
            b'/' if rest.starts_with(b"/*") => memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2),
            _ => 1,
        };
        let token = at..at + length;
        at += length;
        match byte {
            b'/' if length > 1 => bytes[token].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' '),
            b',' => comma = Some(token.start),
            b']' | b'}' => {
                if let Some(comma) = comma.take() {
                    bytes[comma] = b' ';
                }
            }
            _ if byte.is_ascii_whitespace() => {}
            _ => comma = None,
        }
    }
    // What is not ASCII stands in strings, which are as they were, or in comments, all bytes of which are blanks.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

impl<'t> Node<'t> {
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.passage().map(Passage::text)
    }

    pub(super) fn passage(&self) -> Option<&Passage<'t>> {
        match self {
            Self::Text(passage) => Some(passage),
            _ => None,
        }
    }

    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// Shows every object, however deep.
    pub(super) fn each_object<'n>(&'n self, show: &mut impl FnMut(&'n Self)) {
        match self {
            Self::Object(members) => {
                show(self);
                members.iter().for_each(|(_, value)| value.each_object(show));
            }
            Self::List(items) => items.iter().for_each(|item| item.each_object(show)),
            Self::Text(_) | Self::Other => {}
        }
    }
}

fn node<'t>(raw: &'t RawValue, file: &'t str, depth: usize) -> Node<'t> {
    let json = raw.get();
    let raws: Result<Raws<'t>, _> = match json.as_bytes().first() {
        Some(b'"') => return text(json, file).map_or(Node::Other, Node::Text),
        Some(b'[' | b'{') if depth < DEEPEST => serde_json::from_str(json),
        _ => return Node::Other,
    };
    match raws {
        Ok(Raws::List(items)) => Node::List(items.into_iter().map(|item| node(item, file, depth + 1)).collect()),
        Ok(Raws::Object(members)) => {
            let member = |(name, value): (Cow<'t, str>, &'t RawValue)| match may_matter(&name, value.get()) {
                true => (name, node(value, file, depth + 1)),
                false => (name, Node::Other),
            };
            Node::Object(members.into_iter().map(member).collect())
        }
        Err(_) => Node::Other,
    }
}

/// Whether a member may hold a query, or belong to one. Most of a large file does neither, and to find a word is much faster than
/// to take a value apart.
fn may_matter(name: &str, json: &str) -> bool {
    const SMALL: usize = 256;

    json.len() < SMALL
        || json.starts_with('"')
        || ["index", "source"].contains(&name)
        || ["query", "cell_type"].iter().any(|word| memchr::memmem::find(json.as_bytes(), word.as_bytes()).is_some())
}

fn text<'t>(json: &'t str, file: &'t str) -> Option<Passage<'t>> {
    // The value is a part of the file, and borrowed from it.
    let start = json.as_ptr() as usize - file.as_ptr() as usize;
    let inner: Range<usize> = start + 1..start + json.len() - 1;
    let text: Cow<'t, str> = match &file[inner.clone()] {
        plain if !plain.contains('\\') => Cow::Borrowed(plain),
        _ => Cow::Owned(serde_json::from_str(json).ok()?),
    };
    Some(Passage::decoded(text, file, inner, Escapes::Backslash))
}

/// The values within a value, as they stand.
enum Raws<'t> {
    List(Vec<&'t RawValue>),
    Object(Vec<(Cow<'t, str>, &'t RawValue)>),
}

impl<'de> Deserialize<'de> for Raws<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RawsVisitor;

        impl<'de> Visitor<'de> for RawsVisitor {
            type Value = Raws<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list or an object")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Raws::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    members.push((Cow::Owned(name), map.next_value()?));
                }
                Ok(Raws::Object(members))
            }
        }

        deserializer.deserialize_any(RawsVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, values, without_comments};

    #[test]
    fn comments_become_blanks() {
        for (written, read) in [
            ("{\"a\": 1, // é\n}", "{\"a\": 1       \n}"),
            ("[\"/* \\\" // */\", /* , */ ]", "[\"/* \\\" // */\"          ]"),
            ("[1,\n2,\n]", "[1,\n2 \n]"),
            ("[1 /* never closed ]", "[1                  "),
            ("\"never closed", "\"never closed"),
        ] {
            assert_eq!(without_comments(written), read, "`{written}`");
            assert_eq!(without_comments(written).len(), written.len(), "`{written}`");
        }
    }

    #[test]
    fn strings_are_found_again() {
        let file = "\u{feff}{\"a\": [{\"query\": \"x \\\"one\\\" \\n two\"}]} {\"query\":\"three\"} {";
        let (values, broken) = values(file);
        let mut found = Vec::new();
        for value in &values {
            value.each_object(&mut |object| {
                if let Some(passage) = object.get("query").and_then(Node::passage) {
                    for word in ["one", "two", "three"] {
                        if let Some(at) = passage.text().find(word) {
                            found.push(&file[passage.locate(at..at + word.len())]);
                        }
                    }
                }
            });
        }
        assert_eq!(found, ["one", "two", "three"]);
        assert_eq!(broken.map(|(_, message)| message).as_deref(), Some("EOF while parsing an object"));
    }
}
