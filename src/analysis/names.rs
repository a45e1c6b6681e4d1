//! How often names occurred that the catalogue has, and others.

use std::marker::PhantomData;

use super::Counts;
use crate::catalog::Vocabulary;

/// Counts by the values of a vocabulary, and by text where it lacks one. A name of the catalogue is not looked for among
/// the others: that would take longer than all else that is done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names<T> {
    /// By the place of the value in its enum.
    known: Vec<u64>,
    others: Counts,
    vocabulary: PhantomData<T>,
}

impl<T: Vocabulary> Default for Names<T> {
    fn default() -> Self {
        Self { known: vec![0; T::ALL.len()], others: Counts::default(), vocabulary: PhantomData }
    }
}

impl<T: Vocabulary> Names<T> {
    /// Adds a name: as the value that it is known to be, or as what it says.
    pub(super) fn add(&mut self, known: Option<T>, text: Option<&str>) {
        match known {
            Some(value) => self.known[usize::from(value.index())] += 1,
            None => self.others.add_some(text),
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.known.iter_mut().zip(other.known).for_each(|(count, more)| *count += more);
        self.others.merge(other.others);
    }

    /// All of them, by name.
    pub(super) fn counts(&self) -> Counts {
        let known = T::ALL.iter().zip(&self.known).filter(|&(_, &count)| count > 0);
        let mut counts: Counts = known.map(|(value, &count)| (value.name(), count)).collect();
        counts.merge(self.others.clone());
        counts
    }
}
