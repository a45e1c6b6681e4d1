//! The answer to "what is this name?".

#[cfg(feature = "suggest")]
use alloc::vec::Vec;

use super::table::MatchKind;
#[cfg(feature = "suggest")]
use super::table::Table;
use super::vocabulary::{Vocabulary, find};

/// The result of a look-up: the value and how it matched, or the nearest names.
///
/// ```
/// use msaudit::catalog::{Activity, MatchKind};
///
/// let found = Activity::lookup("Update Service Principal.");
/// assert_eq!(found.value(), Some(Activity::UpdateServicePrincipal));
/// assert_eq!(found.matched(), Some(MatchKind::Folded));
///
/// let missed = Activity::lookup("Add member from group");
/// assert_eq!(missed.value(), None);
/// # #[cfg(feature = "suggest")]
/// assert!(missed.suggestions().contains(&Activity::RemoveMemberFromGroup));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup<T> {
    found: Option<(T, MatchKind)>,
    #[cfg(feature = "suggest")]
    suggestions: Vec<T>,
}

impl<T: Vocabulary> Lookup<T> {
    pub(super) fn new(text: &str) -> Self {
        let found = find(text);
        Self {
            found,
            #[cfg(feature = "suggest")]
            suggestions: if found.is_some() { Vec::new() } else { nearest(text).map(|(_, value)| value).collect() },
        }
    }

    /// The value that the text names.
    pub fn value(&self) -> Option<T> {
        self.found.map(|(value, _)| value)
    }

    /// How it matched.
    pub fn matched(&self) -> Option<MatchKind> {
        self.found.map(|(_, how)| how)
    }

    /// Up to five similar names, most similar first, if there was no match.
    #[cfg(feature = "suggest")]
    pub fn suggestions(&self) -> &[T] {
        &self.suggestions
    }
}

/// The values with a spelling near `text`, nearest first, and how near from 0 to 1.
#[cfg(feature = "suggest")]
pub(super) fn nearest<T: Vocabulary>(text: &str) -> impl Iterator<Item = (f64, T)> {
    nearest_in(T::table(), text).into_iter().map(|(near, value)| (near, T::ALL[usize::from(value)]))
}

/// The same by index, so that it is compiled once and not for each of the enums.
#[cfg(feature = "suggest")]
fn nearest_in(table: &'static Table, text: &str) -> Vec<(f64, u16)> {
    nearest_of(text, 0..table.values, |&value| table.spellings(value).map(|index| table.spelling(index)))
}

/// The candidates with a spelling near `text`, nearest first, and how near from 0 to 1.
#[cfg(feature = "suggest")]
pub(crate) fn nearest_of<T: Ord, S: IntoIterator<Item = &'static str>>(
    text: &str,
    candidates: impl IntoIterator<Item = T>,
    spellings: impl Fn(&T) -> S,
) -> Vec<(f64, T)> {
    // Below it, names of this catalogue share words by chance.
    const NEAR: f64 = 0.62;
    // Distances take time in the square of the length; a text this long is no misspelt name.
    const LONGEST: usize = 256;

    let text = super::fold(text);
    if text.is_empty() || text.len() > LONGEST {
        return Vec::new();
    }
    let length = text.chars().count();
    let similar = |spelling: &str| {
        // Every character more has to be put in, so this is the most that they can be alike.
        let other = spelling.chars().count();
        if (length.min(other) as f64) < NEAR * length.max(other) as f64 {
            return 0.0;
        }
        strsim::normalized_damerau_levenshtein(&spelling.to_ascii_lowercase(), &text)
    };
    let how_near = |value: &T| spellings(value).into_iter().map(similar).fold(0.0, f64::max);
    let rated = candidates.into_iter().map(|value| (how_near(&value), value));
    first_few(rated.filter(|(near, _)| *near >= NEAR))
}

/// As many of them as are given, the nearest first.
#[cfg(feature = "suggest")]
pub(super) fn first_few<T: Ord>(near: impl Iterator<Item = (f64, T)>) -> Vec<(f64, T)> {
    const MOST: usize = 5;

    let mut near: Vec<(f64, T)> = near.collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.truncate(MOST);
    near
}

/// The nearest name, for messages.
#[cfg(feature = "suggest")]
pub(super) fn nearest_name<T: Vocabulary>(text: &str) -> Option<&'static str> {
    nearest::<T>(text).next().map(|(_, value)| value.name())
}

#[cfg(not(feature = "suggest"))]
#[allow(clippy::extra_unused_type_parameters, reason = "it is called the same with and without the feature")]
pub(super) fn nearest_name<T: Vocabulary>(_: &str) -> Option<&'static str> {
    None
}
