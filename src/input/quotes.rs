//! The quotes of a text.

use std::ops::Range;

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

    /// The end of a content that begins at `at`: the first quote that does not stand twice, if there is one. The content is
    /// told to `keep` piece by piece, as places in the text.
    #[inline(always)]
    pub(super) fn content(&mut self, at: usize, mut keep: impl FnMut(Range<usize>)) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (mut block, mut start) = (at - at % BLOCK, at);
        let mut bits = self.look_at(block).unwrap_or_default() & u64::MAX << (at % BLOCK);
        loop {
            while bits != 0 {
                let quote = block + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                if bytes.get(quote + 1) != Some(&b'"') {
                    keep(start..quote);
                    return Some(quote);
                }
                keep(start..quote + 1);
                start = quote + 2;
                bits &= bits.wrapping_sub(1);
            }
            block += BLOCK;
            let Some(next) = self.look_at(block) else {
                keep(start..bytes.len());
                return None;
            };
            // The first may be the second of two.
            bits = if start > block { next & !1 } else { next };
        }
    }

    /// The quotes of the block that begins here, if the text goes on there.
    #[inline(always)]
    fn look_at(&mut self, block: usize) -> Option<u64> {
        if block != self.block {
            (self.block, self.bits) = (block, equal(&block_at(self.text.as_bytes(), block)?, b'"'));
        }
        Some(self.bits)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Quotes;

    proptest! {
        #[test]
        fn contents_end_at_a_single_quote(
            text in "[\"x]{0,40}[x]{0,200}[\"x]{0,40}",
            steps in proptest::collection::vec(0..90_usize, 1..9),
        ) {
            let mut quotes = Quotes::of(&text);
            let mut at = 0;
            for step in steps {
                at = (at + step).min(text.len());
                let mut content = String::new();
                let end = quotes.content(at, |piece| content.push_str(&text[piece]));
                let run = |from: usize| text[from..].bytes().take_while(|&byte| byte == b'"').count();
                let mut wanted = at;
                while wanted < text.len() && run(wanted) % 2 == 0 {
                    wanted += run(wanted).max(1);
                }
                wanted += if wanted < text.len() { run(wanted) - 1 } else { 0 };
                prop_assert_eq!(end, (wanted < text.len()).then_some(wanted));
                prop_assert_eq!(content, text[at..wanted].replace("\"\"", "\""));
            }
        }
    }
}
