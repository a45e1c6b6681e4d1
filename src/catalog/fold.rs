//! The rule by which two spellings are the same name.
//!
//! This file is compiled twice: into the library, and into the generator behind `build.rs`, so that the
//! tables and the look-ups that search them cannot disagree. It uses `core` and `alloc` only.

extern crate alloc;

use alloc::string::String;

/// Folds a name so that spellings of one name become equal.
///
/// Every dash (U+2010 to U+2015, U+2212) becomes `-`; runs of Unicode blanks become one space; blanks at both
/// ends and full stops at the end go; ASCII letters become lower case. Folding twice is folding once.
///
/// The differences it removes are those between the documentation and real records: the unified audit log ends
/// names with a full stop, portals render a hyphen as an en dash, one name carries a trailing blank.
///
/// ```
/// use msaudit::catalog::fold;
///
/// assert_eq!(fold("Update  application \u{2013} Owners "), "update application - owners");
/// assert_eq!(fold("Add service principal."), "add service principal");
/// ```
pub fn fold(text: &str) -> String {
    // Folding never lengthens: an ASCII hyphen or space replaces one or more bytes.
    let mut buffer = alloc::vec![0; text.len()];
    let length = fold_into(text, &mut buffer).map_or(0, <[u8]>::len);
    buffer.truncate(length);
    String::from_utf8(buffer).unwrap_or_default()
}

/// Folds `text` into `buffer` and returns the folded bytes, or `None` if they do not fit.
pub(super) fn fold_into<'b>(text: &str, buffer: &'b mut [u8]) -> Option<&'b [u8]> {
    let length = match fold_ascii(text.as_bytes(), buffer) {
        Ascii::Folded(length) => length,
        Ascii::TooLong => return None,
        Ascii::NeedsUnicode => fold_unicode(text, buffer)?,
    };
    let kept = buffer[..length].iter().rposition(|byte| !matches!(byte, b'.' | b' '));
    buffer.get(..kept.map_or(0, |last| last + 1))
}

enum Ascii {
    Folded(usize),
    TooLong,
    NeedsUnicode,
}

/// The common case, one pass without decoding: ASCII text whose blanks are single spaces.
fn fold_ascii(text: &[u8], buffer: &mut [u8]) -> Ascii {
    let text = text.trim_ascii();
    // Bytes that need the careful road: anything but printable ASCII, and a space after a space.
    let mut careful = false;
    let mut before = 0;
    for &byte in text {
        careful |= !(b' '..=b'~').contains(&byte) | (byte == b' ' && before == b' ');
        before = byte;
    }
    if careful {
        return Ascii::NeedsUnicode;
    }
    let Some(target) = buffer.get_mut(..text.len()) else {
        return Ascii::TooLong;
    };
    target.copy_from_slice(text);
    target.make_ascii_lowercase();
    Ascii::Folded(text.len())
}

fn fold_unicode(text: &str, buffer: &mut [u8]) -> Option<usize> {
    let mut length = 0;
    let mut blank = false;
    for character in text.chars() {
        if character.is_whitespace() {
            blank = length > 0;
            continue;
        }
        if blank {
            *buffer.get_mut(length)? = b' ';
            length += 1;
            blank = false;
        }
        let folded = match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => other.to_ascii_lowercase(),
        };
        let end = length + folded.len_utf8();
        folded.encode_utf8(buffer.get_mut(length..end)?);
        length = end;
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_into};

    #[test]
    fn every_rule_is_applied() {
        for (written, folded) in [
            ("Update Domain", "update domain"),
            ("  Update\u{a0}\t domain \r\n", "update domain"),
            ("a \u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212} b", "a ------- b"),
            ("Update user.", "update user"),
            ("Update user. . .", "update user"),
            ("v1.0 \u{dc}ber", "v1.0 \u{dc}ber"),
            (".", ""),
            (" \u{2003} ", ""),
            ("", ""),
        ] {
            assert_eq!(fold(written), folded, "`{written}`");
        }
    }

    #[test]
    fn a_buffer_that_is_too_small_is_none() {
        assert_eq!(fold_into("abc", &mut [0; 2]), None);
        assert_eq!(fold_into("ab\u{e9}", &mut [0; 3]), None);
        assert_eq!(fold_into("a\u{a0}  b", &mut [0; 3]), Some(&b"a b"[..]));
        assert_eq!(fold_into("abc", &mut [0; 3]), Some(&b"abc"[..]));
    }
}
