//! Sixty-four bytes of a text at a time, as bits: a bit for each byte that is looked for.

/// How many bytes are looked at at once.
pub(crate) const BLOCK: usize = 64;

/// The block that begins at `start`, if the text goes on there; what is missing of the last one is zeros.
#[inline(always)]
pub(crate) fn block_at(text: &[u8], start: usize) -> Option<[u8; BLOCK]> {
    let rest = text.get(start..)?;
    Some(rest.first_chunk().copied().unwrap_or_else(|| {
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        last
    }))
}

/// The bytes that are `wanted`.
#[inline(always)]
pub(crate) fn equal(block: &[u8; BLOCK], wanted: u8) -> u64 {
    by_parts::equal(block, wanted)
}

/// Quotes, and bytes below the blank: what ends a string of JSON, or breaks it.
#[inline(always)]
pub(crate) fn string_ends(block: &[u8; BLOCK]) -> u64 {
    by_parts::string_ends(block)
}

/// With instructions that every x86-64 has; [`safe_arch`] makes them safe to use.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod by_parts {
    use safe_arch::{
        bitxor_m128i, cmp_eq_mask_i8_m128i, load_unaligned_m128i, m128i, min_u8_m128i, move_mask_i8_m128i,
        set_splat_i8_m128i,
    };

    use super::BLOCK;

    pub(super) fn equal(block: &[u8; BLOCK], wanted: u8) -> u64 {
        let wanted = splat(wanted);
        gather(block, |bytes| cmp_eq_mask_i8_m128i(bytes, wanted))
    }

    pub(super) fn string_ends(block: &[u8; BLOCK]) -> u64 {
        gather(block, |bytes| {
            // Flipping this bit brings the quote next to the control characters, and what stands between them behind it.
            let flipped = bitxor_m128i(bytes, splat(b'"' ^ b' '));
            cmp_eq_mask_i8_m128i(min_u8_m128i(flipped, splat(b' ')), flipped)
        })
    }

    fn splat(byte: u8) -> m128i {
        set_splat_i8_m128i(byte.cast_signed())
    }

    #[inline(always)]
    fn gather(block: &[u8; BLOCK], test: impl Fn(m128i) -> m128i) -> u64 {
        let (parts, _) = block.as_chunks::<16>();
        let bits = parts.iter().enumerate().map(|(index, part)| {
            let mask = move_mask_i8_m128i(test(load_unaligned_m128i(part)));
            u64::from(mask.cast_unsigned()) << (16 * index)
        });
        bits.fold(0, |all, part| all | part)
    }
}

#[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
mod by_parts {
    use super::{BLOCK, gather};

    pub(super) fn equal(block: &[u8; BLOCK], wanted: u8) -> u64 {
        gather(block, |byte| byte == wanted)
    }

    pub(super) fn string_ends(block: &[u8; BLOCK]) -> u64 {
        gather(block, |byte| byte == b'"' || byte < b' ')
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

    use super::{BLOCK, block_at, equal, gather, string_ends};

    proptest! {
        #[test]
        fn bits_stand_where_the_bytes_do(
            text in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b'\\'), any::<u8>()], 0..2 * BLOCK),
            wanted in any::<u8>(),
        ) {
            for start in 0..text.len() {
                let block = block_at(&text, start).expect("the text goes on");
                let rest = &text[start..text.len().min(start + BLOCK)];
                prop_assert_eq!(&block[..rest.len()], rest);
                prop_assert!(block[rest.len()..].iter().all(|&byte| byte == 0));
                let bits = [equal(&block, wanted), equal(&block, b'"'), string_ends(&block)];
                let is = [|byte: u8, wanted| byte == wanted, |byte, _| byte == b'"', |byte, _| byte == b'"' || byte < b' '];
                for (bits, is) in bits.into_iter().zip(is) {
                    prop_assert_eq!(bits, gather(&block, |byte| is(byte, wanted)));
                    prop_assert!((0..BLOCK).all(|at| (bits >> at & 1 == 1) == is(block[at], wanted)));
                }
            }
            prop_assert_eq!(block_at(&text, text.len() + 1), None);
        }
    }
}
