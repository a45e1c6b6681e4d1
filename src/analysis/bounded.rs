//! Counting in bounded memory, in any order.

use std::collections::BTreeMap;

/// What is kept of each key. Merging must be associative and commutative.
pub(crate) trait Merge {
    fn merge(&mut self, other: Self);
    /// How many events it stands for.
    fn events(&self) -> u64;
}

impl Merge for u64 {
    fn merge(&mut self, other: Self) {
        *self += other;
    }

    fn events(&self) -> u64 {
        *self
    }
}

/// The first `MOST` keys in their order, each with a value; events of further ones are counted together.
///
/// The first in order, not the first that come: so it does not matter in which order, or in how many parts, events are
/// counted. A key that had to go never comes back, since those before it stay; what is kept is therefore exact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bounded<K, V, const MOST: usize = 10_000> {
    kept: BTreeMap<K, V>,
    others: u64,
}

// Not derived: that would ask for keys and values with a default.
impl<K, V, const MOST: usize> Default for Bounded<K, V, MOST> {
    fn default() -> Self {
        Self { kept: BTreeMap::new(), others: 0 }
    }
}

impl<K: Ord, V: Merge, const MOST: usize> Bounded<K, V, MOST> {
    pub(crate) fn add(&mut self, key: K, value: V) {
        if let Some(kept) = self.kept.get_mut(&key) {
            kept.merge(value);
            return;
        }
        if self.kept.len() >= MOST {
            match self.kept.last_entry() {
                Some(last) if *last.key() > key => self.others += last.remove().events(),
                _ => {
                    self.others += value.events();
                    return;
                }
            }
        }
        self.kept.insert(key, value);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.others += other.others;
        for (key, value) in other.kept {
            self.add(key, value);
        }
    }

    /// The same under other keys, which must be in the same order.
    pub(crate) fn with_keys<L: Ord>(&self, key: impl Fn(&K) -> L) -> Bounded<L, V, MOST>
    where
        V: Clone,
    {
        let kept = self.kept.iter().map(|(old, value)| (key(old), value.clone()));
        Bounded { kept: kept.collect(), others: self.others }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.kept.iter()
    }

    pub(crate) fn others(&self) -> u64 {
        self.others
    }
}

impl<V: Merge, const MOST: usize> Bounded<String, V, MOST> {
    pub(crate) fn get(&self, text: &str) -> Option<&V> {
        self.kept.get(text)
    }

    /// Adds to a text without copying it if it is there already.
    pub(crate) fn add_text(&mut self, text: &str, value: V) {
        let text = short(text);
        match self.kept.get_mut(text) {
            Some(kept) => kept.merge(value),
            None => self.add(text.to_owned(), value),
        }
    }
}

/// The text, or as much of its beginning as a name can be long: a record of many megabytes may be one text.
pub(crate) fn short(text: &str) -> &str {
    const LONGEST: usize = 500;

    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::{Bounded, short};
    use proptest::prelude::*;

    type Three = Bounded<u8, u64, 3>;

    fn counted(keys: &[u8]) -> Three {
        let mut bounded = Three::default();
        keys.iter().for_each(|&key| bounded.add(key, 1));
        bounded
    }

    #[test]
    fn the_first_keys_are_kept_and_exact() {
        let bounded = counted(&[9, 5, 9, 7, 1, 9, 5, 8, 1]);
        assert!(bounded.iter().eq([(&1, &2), (&5, &2), (&7, &1)]));
        assert_eq!(bounded.others(), 4);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(short(&"\u{20ac}".repeat(200)).len(), 498);
        assert_eq!(short("short"), "short");
    }

    proptest! {
        #[test]
        fn parts_and_order_do_not_matter(
            keys in proptest::collection::vec(0_u8..9, 0..40),
            cuts in proptest::collection::vec(0_usize..40, 2),
        ) {
            let (a, b) = (cuts[0].min(keys.len()), cuts[1].min(keys.len()));
            let (a, b) = (a.min(b), a.max(b));
            let parts = || [counted(&keys[..a]), counted(&keys[a..b]), counted(&keys[b..])];
            let [mut left, second, third] = parts();
            left.merge(second);
            left.merge(third);
            let [first, mut right, third] = parts();
            right.merge(third);
            right.merge(first);
            prop_assert_eq!(&left, &counted(&keys));
            prop_assert_eq!(&right, &counted(&keys));
        }
    }
}
