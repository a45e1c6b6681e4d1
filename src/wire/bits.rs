//! Sixty-four bytes of text at a time, as bits: where strings may end, and where they hold escapes.

/// How many bytes are looked at at once.
pub(super) const BLOCK: usize = 64;

/// A block of JSON text, a bit for each byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Bits {
    /// Quotes, and bytes below the blank, which no string may hold.
    pub(super) ends: u64,
    pub(super) backslashes: u64,
}

impl Bits {
    /// Those that stand behind an unescaped backslash, and whether the first byte of the next block does; `carried` says
    /// so of the first of this one.
    ///
    /// Of a run of backslashes every second one is escaped. Runs are told apart by the carry of an addition, as in
    /// simdjson (Langdale, Lemire: Parsing Gigabytes of JSON per Second, 2019).
    #[inline]
    pub(super) fn escaped(self, carried: bool) -> (u64, bool) {
        const EVEN: u64 = u64::MAX / 3;

        let carried = u64::from(carried);
        let backslashes = self.backslashes & !carried;
        let behind = backslashes << 1 | carried;
        let odd_starts = backslashes & !EVEN & !behind;
        let (even_runs, carries) = odd_starts.overflowing_add(backslashes);
        ((EVEN ^ even_runs << 1) & behind, carries)
    }
}

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
impl Bits {
    /// Looks at a block, with instructions that every x86-64 has; [`safe_arch`] makes them safe to use.
    #[inline]
    pub(super) fn of(block: &[u8; BLOCK]) -> Self {
        use safe_arch::{
            bitxor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, m128i, min_u8_m128i, move_mask_i8_m128i,
            set_splat_i8_m128i,
        };

        let splat = |byte: u8| set_splat_i8_m128i(byte.cast_signed());

        let mut bits = Self::default();
        let (parts, _) = block.as_chunks::<16>();
        for (index, part) in parts.iter().enumerate() {
            let bytes = load_unaligned_m128i(part);
            let equal = |one: m128i, other: m128i| {
                let mask = move_mask_i8_m128i(cmp_eq_mask_i8_m128i(one, other));
                u64::from(mask.cast_unsigned()) << (16 * index)
            };
            // Flipping this bit brings the quote next to the control characters, and what stands between them behind it.
            let flipped = bitxor_m128i(bytes, splat(b'"' ^ b' '));
            bits.ends |= equal(min_u8_m128i(flipped, splat(b' ')), flipped);
            bits.backslashes |= equal(bytes, splat(b'\\'));
        }
        bits
    }
}

#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
impl Bits {
    /// Looks at a block.
    #[inline]
    pub(super) fn of(block: &[u8; BLOCK]) -> Self {
        Self {
            ends: gather(block, |byte| byte == b'"' || byte < b' '),
            backslashes: gather(block, |byte| byte == b'\\'),
        }
    }
}

/// The bytes for which `is` holds. Two loops: of the first the compiler makes vector instructions, where there are any.
#[cfg(any(test, not(all(target_arch = "x86_64", target_feature = "sse2"))))]
#[inline]
fn gather(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    let mut found = [0; BLOCK];
    for (found, &byte) in found.iter_mut().zip(block) {
        *found = u8::from(is(byte));
    }
    let (parts, _) = found.as_chunks::<8>();
    let bits = parts.iter().enumerate().map(|(index, &part)| {
        // Eight bytes of 0 or 1: the product has them side by side in its highest byte.
        let byte = u64::from_le_bytes(part).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        byte << (8 * index)
    });
    bits.fold(0, |all, part| all | part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BLOCK, Bits, gather};

    proptest! {
        #[test]
        fn bits_stand_where_the_bytes_do(
            bytes in proptest::collection::vec(prop_oneof![4 => Just(b'"'), 4 => Just(b'\\'), 2 => any::<u8>()], 2 * BLOCK),
        ) {
            let mut carried = false;
            let mut expected = false;
            for block in bytes.as_chunks::<BLOCK>().0 {
                let bits = Bits::of(block);
                prop_assert_eq!(bits.ends, gather(block, |byte| byte == b'"' || byte < b' '));
                prop_assert_eq!(bits.backslashes, gather(block, |byte| byte == b'\\'));
                let escaped;
                (escaped, carried) = bits.escaped(carried);
                for (at, &byte) in block.iter().enumerate() {
                    prop_assert_eq!(bits.ends >> at & 1 == 1, byte == b'"' || byte < b' ');
                    prop_assert_eq!(bits.backslashes >> at & 1 == 1, byte == b'\\');
                    prop_assert_eq!(escaped >> at & 1 == 1, expected, "at {}", at);
                    expected = byte == b'\\' && !expected;
                }
            }
            prop_assert_eq!(carried, expected);
        }
    }
}
