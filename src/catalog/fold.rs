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
    let bytes = text.as_bytes();
    let mut length = 0;
    let mut after_blank = true;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let mut folded = FOLDED[usize::from(byte)];
        at += 1;
        if folded == BEYOND_ASCII {
            let character = text.get(at - 1..)?.chars().next()?;
            at += character.len_utf8() - 1;
            folded = match character {
                '\u{2010}'..='\u{2015}' | '\u{2212}' => b'-',
                _ if character.is_whitespace() => b' ',
                _ => {
                    let end = length + character.len_utf8();
                    character.encode_utf8(buffer.get_mut(length..end)?);
                    length = end;
                    after_blank = false;
                    continue;
                }
            };
        }
        let blank = folded == b' ';
        match buffer.get_mut(length) {
            Some(place) => *place = folded,
            None if blank => {}
            None => return None,
        }
        // A blank after a blank is overwritten by what comes next.
        length += usize::from(!(blank & after_blank));
        after_blank = blank;
    }
    let length = length.min(buffer.len());
    let kept = buffer[..length].iter().rposition(|byte| !matches!(byte, b'.' | b' '));
    buffer.get(..kept.map_or(0, |last| last + 1))
}

const BEYOND_ASCII: u8 = 0xff;

/// What a byte of ASCII folds to.
static FOLDED: [u8; 256] = {
    let mut folded = [BEYOND_ASCII; 256];
    let mut byte = 0;
    while byte < 0x80 {
        let ascii = byte as u8;
        folded[byte] =
            if ascii == b' ' || (ascii >= b'\t' && ascii <= b'\r') { b' ' } else { ascii.to_ascii_lowercase() };
        byte += 1;
    }
    folded
};

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
