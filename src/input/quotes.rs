//! The quotes of a text.

use crate::block::{BLOCK, block_at, equal};

/// The quotes of a text, from its beginning to its end.
#[derive(Debug)]
pub(super) struct Quotes<'t> {
    text: &'t str,
    /// Where the block begins that was looked at last.
    block: usize,
    /// The quotes in it.
    bits: u64,
}

impl<'t> Quotes<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, block: usize::MAX, bits: 0 }
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// The place of the first quote from `at` on.
    #[inline]
    pub(super) fn next(&mut self, at: usize) -> Option<usize> {
        let (mut block, before) = (at - at % BLOCK, at % BLOCK);
        if block != self.block {
            (self.block, self.bits) = (block, equal(&block_at(self.text.as_bytes(), block)?, b'"'));
        }
        let bits = self.bits >> before;
        if bits != 0 {
            return Some(at + bits.trailing_zeros() as usize);
        }
        loop {
            block += BLOCK;
            (self.block, self.bits) = (block, equal(&block_at(self.text.as_bytes(), block)?, b'"'));
            if self.bits != 0 {
                return Some(block + self.bits.trailing_zeros() as usize);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Quotes;

    proptest! {
        #[test]
        fn each_quote_is_found(text in "[\"x]{0,40}[x]{0,200}[\"x]{0,40}", steps in proptest::collection::vec(0..90_usize, 1..9)) {
            let mut quotes = Quotes::of(&text);
            let mut at = 0;
            for step in steps {
                at = (at + step).min(text.len());
                prop_assert_eq!(quotes.next(at), text[at..].find('"').map(|length| at + length));
            }
        }
    }
}
