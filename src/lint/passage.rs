//! Text as a parser gives it, and where in the file each of its bytes came from.

use std::borrow::Cow;
use std::ops::Range;

/// Decoded text with a way back into the file.
#[derive(Debug, Clone)]
pub(super) struct Passage<'t> {
    text: Cow<'t, str>,
    origin: Origin,
}

#[derive(Debug, Clone)]
enum Origin {
    /// It stands in the file as it is, from this byte on.
    Verbatim(usize),
    /// Where the character of each byte begins and ends in the file.
    Mapped(Vec<(usize, usize)>),
    /// It could not be followed; this is where the whole stands.
    Whole(Range<usize>),
}

/// What stands for other characters inside a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    None,
    /// Two apostrophes are one.
    Doubled,
    Backslash,
}

impl<'t> Passage<'t> {
    /// Text that begins at `start` of the file, as it stands there.
    pub(super) fn verbatim(text: &'t str, start: usize) -> Self {
        Self { text: Cow::Borrowed(text), origin: Origin::Verbatim(start) }
    }

    /// Text that a parser made of `span` of the file; delimiters and headers of scalars are not part of `span`.
    pub(super) fn decoded(text: Cow<'t, str>, file: &str, span: Range<usize>, escapes: Escapes) -> Self {
        let origin = match file.get(span.clone()) {
            Some(source) if source == text => Origin::Verbatim(span.start),
            Some(source) => align(source, span.start, &text, escapes).map_or(Origin::Whole(span), Origin::Mapped),
            None => Origin::Whole(0..0),
        };
        Self { text, origin }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a part of the text stands in the file.
    pub(super) fn locate(&self, part: Range<usize>) -> Range<usize> {
        match &self.origin {
            Origin::Verbatim(start) => start + part.start..start + part.end,
            Origin::Mapped(map) => {
                let place = |at: usize| map.get(at).or(map.last()).copied().unwrap_or_default();
                let start = place(part.start).0;
                start..if part.is_empty() { start } else { place(part.end - 1).1.max(start) }
            }
            Origin::Whole(span) => span.clone(),
        }
    }
}

/// Walks text and source together. Blanks of the source that stand for nothing, such as indentation, are passed over, so
/// the places of blanks may be off by some; those of all other characters are exact, or there is no answer.
fn align(source: &str, base: usize, text: &str, escapes: Escapes) -> Option<Vec<(usize, usize)>> {
    let mut map = Vec::with_capacity(text.len());
    let mut at = 0;
    for character in text.chars() {
        let length = loop {
            let rest = source.get(at..)?;
            let Some(next) = rest.chars().next() else {
                // The last line break may be outside the span.
                if character.is_whitespace() { break 0 } else { return None }
            };
            if escapes == Escapes::Backslash && next == '\\' {
                let after = &rest[1..];
                let blanks = after.len() - after.trim_start().len();
                let joins_lines = after[..blanks].contains('\n');
                if joins_lines {
                    at += 1 + blanks;
                    continue;
                }
                break escape_length(after);
            }
            if escapes == Escapes::Doubled && character == '\'' && rest.starts_with("''") {
                break 2;
            }
            if next == character {
                break next.len_utf8();
            }
            if !next.is_whitespace() {
                // A line break without indentation was folded into a blank.
                if character.is_whitespace() { break 0 } else { return None }
            }
            at += next.len_utf8();
        };
        let place = (base + at, base + at + length);
        map.extend(std::iter::repeat_n(place, character.len_utf8()));
        at += length;
    }
    Some(map)
}

/// The length of an escape with its backslash, which `after` follows.
fn escape_length(after: &str) -> usize {
    let digits = match after.bytes().next() {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        _ => 0,
    };
    1 + after.chars().take(1 + digits).map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::{Escapes, Passage};

    #[test]
    fn every_word_is_found_again() {
        for (source, text, escapes) in [
            ("  one\n\n    two\n  three\n", "one\n\n  two\nthree\n", Escapes::None),
            ("  one\r\n  two\r\n", "one\ntwo\n", Escapes::None),
            ("one\n  two\n\n  three", "one two\nthree", Escapes::None),
            ("it''s one\n two", "it's one two", Escapes::Doubled),
            ("\\tone\\u00e9 \\\n   two\\\"three", "\tone\u{e9} two\"three", Escapes::Backslash),
        ] {
            let file = format!("\u{e9}'{source}'");
            let passage = Passage::decoded(text.into(), &file, 3..3 + source.len(), escapes);
            for word in ["one", "two", "three"] {
                let Some(at) = text.find(word) else { continue };
                let found = passage.locate(at..at + word.len());
                assert_eq!(&file[found], word, "`{source}`");
            }
        }
    }

    #[test]
    fn what_cannot_be_followed_is_the_whole() {
        let passage = Passage::decoded("other".into(), "a text", 2..6, Escapes::None);
        assert_eq!(passage.locate(1..2), 2..6);
    }
}
