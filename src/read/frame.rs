//! Where things begin and end in JSON text, without reading what is in them.
//!
//! Only what surrounds records is looked at here, and records that could not be read: their end must be found so that
//! reading can go on behind them.

use std::ops::Range;

/// Finds the end of a value, however long: it can be fed piece by piece.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Scan {
    depth: usize,
    string: bool,
    escape: bool,
}

impl Scan {
    /// Continues over `bytes`, which begin with the value or with its next piece. Gives the place behind the bracket or
    /// brace that closes it.
    pub(super) fn run(&mut self, bytes: &[u8]) -> Option<usize> {
        for (index, byte) in bytes.iter().enumerate() {
            if self.escape {
                self.escape = false;
            } else if self.string {
                match byte {
                    b'"' => self.string = false,
                    b'\\' => self.escape = true,
                    _ => {}
                }
            } else {
                match byte {
                    b'"' => self.string = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            return Some(index + 1);
                        }
                    }
                    _ => {}
                }
            }
        }
        None
    }
}

/// The place behind the object or list at `at`.
pub(super) fn end_of_value(text: &str, at: usize) -> Option<usize> {
    Scan::default().run(&text.as_bytes()[at..]).map(|end| at + end)
}

/// How far the object or list at a place reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// To the bracket that closes it; the place behind that.
    Closed(usize),
    /// The text ends before it does.
    Open,
    /// A line break stands in a string, so it is no JSON.
    Broken,
    /// More lists and objects stand within each other than the limit; the place of the first that is too deep.
    Deep(usize),
}

/// Tells how far the object or list at `at` reaches, going no deeper than `depth`.
///
/// Whoever writes many lines that each begin a record and never end it must not have the whole rest of the text looked at for
/// each of them: as strings end with their lines here, every such line goes one deeper, and the limit ends the search.
pub(super) fn extent(text: &str, at: usize, depth: usize) -> Extent {
    let bytes = &text.as_bytes()[at..];
    let mut open = 0;
    let mut index = 0;
    while let Some(byte) = bytes.get(index) {
        match byte {
            b'"' => {
                index += 1;
                loop {
                    match bytes.get(index) {
                        None => return Extent::Open,
                        Some(b'"') => break,
                        Some(b'\\') => index += 1,
                        Some(b'\n') => return Extent::Broken,
                        Some(_) => {}
                    }
                    index += 1;
                }
            }
            b'{' | b'[' => {
                open += 1;
                if open > depth {
                    return Extent::Deep(at + index);
                }
            }
            b'}' | b']' => {
                open = open.saturating_sub(1);
                if open == 0 {
                    return Extent::Closed(at + index + 1);
                }
            }
            _ => {}
        }
        index += 1;
    }
    Extent::Open
}

/// The first place from `at` on that is no JSON blank.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = text.as_bytes()[at..].iter();
    at + rest.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count()
}

/// The next line after `at` that begins at its margin and not with a closing bracket: where a record may begin, after one
/// that could not be read. Lines of a pretty-printed record are indented, or close it.
pub(super) fn next_margin(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\n', &bytes[at..]).map(|newline| at + newline + 1).find(|&line| {
        bytes.get(line).is_some_and(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'}' | b']' | b','))
    })
}

/// A member of an object: its name, escapes and all, and where name and value stand.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Member<'t> {
    pub(crate) name: &'t str,
    /// The quote before the name.
    pub(crate) start: usize,
    pub(crate) value: Range<usize>,
}

/// The members of the object at `at`, as far as they can be told.
pub(crate) fn members(text: &str, at: usize) -> impl Iterator<Item = Member<'_>> {
    let bytes = text.as_bytes();
    let mut next = Some(at + 1);
    std::iter::from_fn(move || {
        let start = skip_blanks(text, next.take()?);
        let (name, after) = string(text, start)?;
        let colon = skip_blanks(text, after);
        if *bytes.get(colon)? != b':' {
            return None;
        }
        let begin = skip_blanks(text, colon + 1);
        let end = match bytes.get(begin)? {
            b'{' | b'[' => end_of_value(text, begin),
            _ => end_of_plain(text, begin),
        };
        let after = skip_blanks(text, end.unwrap_or(bytes.len()));
        next = (bytes.get(after) == Some(&b',')).then_some(after + 1);
        Some(Member { name, start, value: begin..end.unwrap_or(bytes.len()) })
    })
}

/// The name of the member whose value reaches over `place`, in the object at `at`.
pub(super) fn member_at(text: &str, at: usize, place: usize) -> Option<&str> {
    members(text, at).find(|member| member.value.end > place).map(|member| member.name)
}

/// The string at `at`, escapes and all, and the place behind it.
pub(super) fn string(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let found = from + memchr::memchr2(b'"', b'\\', &rest.as_bytes()[from..])?;
        if rest.as_bytes()[found] == b'"' {
            return Some((&rest[..found], at + 1 + found + 1));
        }
        from = found + 2;
        if from > rest.len() {
            return None;
        }
    }
}

/// The place behind the string, number or word at `at`; `None` if the text ends first.
pub(super) fn end_of_plain(text: &str, at: usize) -> Option<usize> {
    if text.as_bytes().get(at) == Some(&b'"') {
        return string(text, at).map(|(_, end)| end);
    }
    let rest = &text.as_bytes()[at..];
    let end = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n'));
    end.map(|end| at + end)
}

#[cfg(test)]
mod tests {
    use super::{Scan, end_of_value, member_at, next_margin};

    #[test]
    fn values_end_where_their_brackets_close() {
        let text = r#"{"a":"}\"]","b":[{"c":"\\"}]} x"#;
        assert_eq!(end_of_value(text, 0), Some(text.len() - 2));
        assert_eq!(end_of_value("[[", 0), None);
        for cut in 0..text.len() {
            let mut scan = Scan::default();
            let (head, tail) = text.as_bytes().split_at(cut);
            let end = scan.run(head).or_else(|| scan.run(tail).map(|end| cut + end));
            assert_eq!(end, Some(text.len() - 2), "cut at {cut}");
        }
    }

    #[test]
    fn members_are_named_by_a_place_in_their_value() {
        let text = r#" {"a": "x,\"", "b" : [1, {"c": 2}], "d": 5}"#;
        for (place, name) in [(8, Some("a")), (23, Some("b")), (31, Some("b")), (41, Some("d")), (50, None)] {
            assert_eq!(member_at(text, 1, place), name, "{place}");
        }
    }

    #[test]
    fn records_may_begin_at_the_margin_only() {
        let text = "{\n  \"a\": 1\n}\n\n{\"b\"";
        assert_eq!(next_margin(text, 0), Some(14));
        assert_eq!(next_margin("{\"a\"\n ", 0), None);
    }
}
