//! Escapes in the strings of JSON.

use std::borrow::Cow;

/// The bytes that stand behind an unescaped backslash, and whether the first byte of the next block does; `carried` says so of
/// the first of this one.
///
/// Of a run of backslashes every second one is escaped. Runs are told apart by the carry of an addition, as in
/// simdjson (Langdale, Lemire: Parsing Gigabytes of JSON per Second, 2019).
#[inline]
pub(super) fn escaped(backslashes: u64, carried: bool) -> (u64, bool) {
    const EVEN: u64 = u64::MAX / 3;

    let carried = u64::from(carried);
    let backslashes = backslashes & !carried;
    let behind = backslashes << 1 | carried;
    let odd_starts = backslashes & !EVEN & !behind;
    let (even_runs, carries) = odd_starts.overflowing_add(backslashes);
    ((EVEN ^ even_runs << 1) & behind, carries)
}

/// Whether what stands behind backslashes may stand there: at these bits of the block that the text begins with.
pub(super) fn check_escapes(text: &[u8], mut escaped: u64) -> bool {
    let mut all = true;
    while escaped != 0 {
        let at = escaped.trailing_zeros() as usize;
        all &= match text.get(at) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
            Some(b'u') => text.get(at + 1..at + 5).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
            _ => false,
        };
        escaped &= escaped - 1;
    }
    all
}

/// The text that the content of a string stands for; `None` if that is no text, for half a surrogate pair is none.
pub(super) fn unescape(content: &str) -> Option<Cow<'_, str>> {
    let backslash = |text: &str| memchr::memchr(b'\\', text.as_bytes());
    let Some(mut at) = backslash(content) else { return Some(Cow::Borrowed(content)) };
    let mut text = String::with_capacity(content.len());
    let mut rest = content;
    loop {
        text.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let (character, length) = match escape.as_bytes().first()? {
            b'b' => ('\u{8}', 1),
            b'f' => ('\u{c}', 1),
            b'n' => ('\n', 1),
            b'r' => ('\r', 1),
            b't' => ('\t', 1),
            b'u' => match unit(escape)? {
                high @ 0xd800..0xdc00 => {
                    let low =
                        unit(escape.get(5..)?.strip_prefix('\\')?).filter(|low| (0xdc00..0xe000).contains(low))?;
                    (char::from_u32(0x1_0000 + ((high - 0xd800) << 10 | (low - 0xdc00)))?, 11)
                }
                unit => (char::from_u32(unit)?, 5),
            },
            &other => (char::from(other), 1),
        };
        text.push(character);
        rest = escape.get(length..)?;
        match backslash(rest) {
            Some(next) => at = next,
            None => break,
        }
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// The number of `uXXXX`.
fn unit(escape: &str) -> Option<u32> {
    u32::from_str_radix(escape.strip_prefix('u')?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escaped;
    use crate::block::{BLOCK, equal};

    proptest! {
        #[test]
        fn escaped_is_what_stands_behind_an_unescaped_backslash(
            bytes in proptest::collection::vec(prop_oneof![3 => Just(b'\\'), 1 => Just(b'"')], 2 * BLOCK),
        ) {
            let (mut carried, mut expected) = (false, false);
            for block in bytes.as_chunks::<BLOCK>().0 {
                let bits;
                (bits, carried) = escaped(equal(block, b'\\'), carried);
                for (at, &byte) in block.iter().enumerate() {
                    prop_assert_eq!(bits >> at & 1 == 1, expected, "at {}", at);
                    expected = byte == b'\\' && !expected;
                }
            }
            prop_assert_eq!(carried, expected);
        }
    }
}
