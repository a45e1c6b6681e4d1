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

/// What an object turns out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// A record, so far as its first names tell.
    Record,
    /// A page with a list of records; the place behind the list's bracket.
    List(usize),
    /// A page that holds nothing but an error; the place behind it.
    Error(usize),
    /// The text ends before that is clear.
    Incomplete,
}

/// Looks at the object at `at`: `{"value":[`, `{"records":[` and `{"error":{` are no records. Before the list a page may
/// have plain members such as `@odata.context`. To spare records the search, it is made only if the first name speaks for
/// a page, or with `patient`.
pub(super) fn opening(text: &str, at: usize, patient: bool, depth: usize) -> Opening {
    let bytes = text.as_bytes();
    let mut at = skip_blanks(text, at + 1);
    let mut first = true;
    loop {
        let Some((name, after)) = string(text, at) else {
            return if at < bytes.len() && bytes[at] != b'"' { Opening::Record } else { Opening::Incomplete };
        };
        at = skip_blanks(text, after);
        match bytes.get(at) {
            None => return Opening::Incomplete,
            Some(b':') => at = skip_blanks(text, at + 1),
            Some(_) => return Opening::Record,
        }
        match (name, bytes.get(at)) {
            (_, None) => return Opening::Incomplete,
            ("value" | "records", Some(b'[')) => return Opening::List(at + 1),
            ("error", Some(b'{')) if first => {
                let end = match extent(text, at, depth) {
                    Extent::Closed(end) => skip_blanks(text, end),
                    Extent::Open => return Opening::Incomplete,
                    Extent::Broken | Extent::Deep(_) => return Opening::Record,
                };
                return match bytes.get(end) {
                    None => Opening::Incomplete,
                    Some(b'}') => Opening::Error(end + 1),
                    Some(_) => Opening::Record,
                };
            }
            (_, Some(b'{' | b'[')) => return Opening::Record,
            _ if first && !patient && !name.starts_with('@') => return Opening::Record,
            _ => {}
        }
        first = false;
        let Some(after) = end_of_plain(text, at) else { return Opening::Incomplete };
        at = skip_blanks(text, after);
        match bytes.get(at) {
            None => return Opening::Incomplete,
            Some(b',') => at = skip_blanks(text, at + 1),
            Some(_) => return Opening::Record,
        }
    }
}

/// What follows the list of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Closing {
    /// The place behind the page's brace.
    pub(super) end: usize,
    /// Where an `error` member stands, if there is one.
    pub(super) error: Option<(usize, usize)>,
}

/// Looks at the members after the list of a page; `at` is behind the list's bracket. `None` if the text ends before them.
pub(super) fn closing(text: &str, at: usize, depth: usize) -> Option<Closing> {
    let bytes = text.as_bytes();
    let mut at = at;
    let mut error = None;
    loop {
        at = skip_blanks(text, at);
        match bytes.get(at)? {
            b'}' => return Some(Closing { end: at + 1, error }),
            b',' => at += 1,
            b'"' => {
                let (name, after) = string(text, at)?;
                at = skip_blanks(text, after);
                if *bytes.get(at)? == b':' {
                    at = skip_blanks(text, at + 1);
                }
                let start = at;
                at = match bytes.get(at)? {
                    b'{' | b'[' => match extent(text, at, depth) {
                        Extent::Closed(end) => end,
                        Extent::Open => return None,
                        Extent::Broken | Extent::Deep(_) => {
                            let error = error.or((name == "error").then_some((start, start + 1)));
                            return Some(Closing { end: at, error });
                        }
                    },
                    _ => end_of_plain(text, at)?,
                };
                if name == "error" {
                    error = Some((start, at));
                }
            }
            // No JSON any more; what follows will be looked at as the rest of the file.
            _ => return Some(Closing { end: at, error }),
        }
    }
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
fn string(text: &str, at: usize) -> Option<(&str, usize)> {
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
    use super::{Closing, Opening, Scan, closing, end_of_value, member_at, next_margin, opening};

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
    fn pages_are_told_from_records() {
        for (text, patient, expected) in [
            (r#"{"value": [1]}"#, false, Opening::List(11)),
            ("{\n \"records\":[", false, Opening::List(14)),
            (r#"{"@odata.context":"x\"","@odata.count":2,"value":["#, false, Opening::List(50)),
            (r#"{"count":2,"value":["#, true, Opening::List(20)),
            (r#"{"count":2,"value":["#, false, Opening::Record),
            (r#"{"id":"value"}"#, true, Opening::Record),
            (r#"{"value":{"a":1}}"#, false, Opening::Record),
            (r#"{"error":{"code":"x"}}"#, false, Opening::Error(22)),
            (r#"{"error":{"code":"x"},"id":1}"#, false, Opening::Record),
            ("{}", true, Opening::Record),
            ("{", false, Opening::Incomplete),
            (r#"{"val"#, false, Opening::Incomplete),
            (r#"{"value":"#, false, Opening::Incomplete),
            (r#"{"@odata.context":"x"#, false, Opening::Incomplete),
        ] {
            assert_eq!(opening(text, 0, patient, 127), expected, "{text}");
        }
    }

    #[test]
    fn the_end_of_a_page_may_hold_an_error() {
        assert_eq!(closing(" }", 0, 127), Some(Closing { end: 2, error: None }));
        let text = r#", "@odata.nextLink":"x", "error": {"code":"y"} } "#;
        assert_eq!(closing(text, 0, 127), Some(Closing { end: 48, error: Some((34, 46)) }));
        assert_eq!(closing(", \"a\": 1", 0, 127), None);
        assert_eq!(closing(" ?", 0, 127), Some(Closing { end: 1, error: None }));
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
