//! How often texts occurred.

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::Bounded;

/// Counts of distinct texts.
///
/// Ten thousand different texts are told apart, those that come first in the order of their bytes, so that no export can
/// fill the memory; the rest is counted together. Counts can therefore be made in parts, and
/// [merged](super::Summary::merge) in any order. Of a text longer than a name can be, the beginning counts.
///
/// As JSON it is `{"counts": {TEXT: COUNT, ...}, "others": COUNT}`.
///
/// ```
/// use msaudit::analysis::Tally;
///
/// let tally = Tally::default();
/// assert!(tally.services().is_empty());
/// assert_eq!(tally.services().others(), 0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(Bounded<String, u64>);

impl Counts {
    /// Whether there are no counts.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tracked texts with their counts, in byte order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, u64)> {
        self.0.iter().map(|(text, &count)| (text.as_str(), count))
    }

    /// The tracked texts with their counts, the most frequent first.
    pub fn by_frequency(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.iter().collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all
    }

    /// The count of a text; 0 if it is not tracked.
    pub fn get(&self, text: &str) -> u64 {
        self.0.get(text).copied().unwrap_or_default()
    }

    /// The total count of texts that are not tracked.
    pub fn others(&self) -> u64 {
        self.0.others()
    }

    pub(crate) fn add(&mut self, text: &str) {
        self.add_many(text, 1);
    }

    fn add_many(&mut self, text: &str, count: u64) {
        self.0.add_text(text, count);
    }

    pub(super) fn add_some(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            self.add(text);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.0.merge(other.0);
    }
}

impl From<Bounded<String, u64>> for Counts {
    fn from(counts: Bounded<String, u64>) -> Self {
        Self(counts)
    }
}

impl<T: AsRef<str>> FromIterator<(T, u64)> for Counts {
    fn from_iter<I: IntoIterator<Item = (T, u64)>>(counts: I) -> Self {
        let mut all = Self::default();
        counts.into_iter().for_each(|(text, count)| all.add_many(text.as_ref(), count));
        all
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Told<'c>(&'c Counts);

        impl Serialize for Told<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let counts = self.0.by_frequency();
                let mut map = serializer.serialize_map(Some(counts.len()))?;
                for (text, count) in counts {
                    map.serialize_entry(text, &count)?;
                }
                map.end()
            }
        }

        let mut object = serializer.serialize_struct("Counts", 2)?;
        object.serialize_field("counts", &Told(self))?;
        object.serialize_field("others", &self.others())?;
        object.end()
    }
}
