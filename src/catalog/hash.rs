//! The hash behind the static look-up tables.
//!
//! Compiled into the library and into the generator, like [`fold`](super::fold()): the tables are laid out with the
//! same function that searches them.
//!
//! Texts that differ only in the case of ASCII letters hash alike: the bit that tells the cases apart is not seen. So one
//! table serves exact and folded look-ups.
//!
//! The keys are a fixed set, so the hash need not see every byte: length, first, middle and last eight bytes tell the
//! names apart. A query that collides costs one comparison more.

const CASE: u64 = 0x2020_2020_2020_2020;

pub(super) fn hash(bytes: &[u8]) -> u32 {
    let length = bytes.len();
    let (first, middle, last) = if length >= 8 {
        (word(bytes, 0), word(bytes, length / 2 - 4), word(bytes, length - 8))
    } else {
        let mut short = [0; 8];
        short[..length].copy_from_slice(bytes);
        (u64::from_le_bytes(short), 0, 0)
    };
    let start = (first | CASE) ^ 0x9e37_79b9_7f4a_7c15 ^ (length as u64);
    let end = (last | CASE) ^ (middle | CASE).rotate_left(29) ^ 0xd6e8_feb8_6659_fd93;
    let product = u128::from(start) * u128::from(end);
    (product ^ (product >> 64)) as u32
}

fn word(bytes: &[u8], at: usize) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(word)
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn every_length_is_hashed_and_told_apart() {
        let text = b"Update application - Certificates and secrets management";
        let mut seen: Vec<u32> = (0..=text.len()).map(|end| hash(&text[..end])).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), text.len() + 1);
    }

    #[test]
    fn case_makes_no_difference() {
        for text in ["add", "Add member to role", "PutTrustFrameworkPolicy"] {
            assert_eq!(hash(text.as_bytes()), hash(text.to_uppercase().as_bytes()));
        }
    }
}
