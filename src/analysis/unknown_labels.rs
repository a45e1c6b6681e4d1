//! Labels of an export that the label book lacks.

use time::OffsetDateTime;

use super::{Bounded, Merge};
use crate::event::DecodedEvent;
use crate::label::LabelId;

/// Ids of labels that are not in the label book, with their counts and first occurrence.
///
/// Ten thousand are told apart, so that no export can fill the memory; the rest is counted together.
///
/// ```
/// use msaudit::analysis::UnknownLabels;
/// use msaudit::label::LabelBook;
/// use msaudit::read::Reader;
///
/// let json = br#"{"RecordType":83,"Operation":"SensitivityLabelApplied","SensitivityLabelEventData":{"SensitivityLabelId":"x"}}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let book = LabelBook::default();
/// let mut unknown = UnknownLabels::default();
/// unknown.add(&entry.decode(Some(&book)));
/// assert_eq!(unknown.iter().next().map(|label| label.id()), Some("x"));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct UnknownLabels(Bounded<String, Seen>);

#[derive(Debug, Clone, Copy)]
struct Seen {
    count: u64,
    first: Option<OffsetDateTime>,
}

impl Merge for Seen {
    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.first = self.first.into_iter().chain(other.first).min();
    }

    fn events(&self) -> u64 {
        self.count
    }
}

/// A label that is not in the label book.
///
/// See [`UnknownLabels`].
///
/// ```
/// use msaudit::analysis::UnknownLabels;
///
/// assert!(UnknownLabels::default().iter().all(|label| label.count() > 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLabel<'u> {
    id: &'u str,
    count: u64,
    first_seen: Option<OffsetDateTime>,
}

impl<'u> UnknownLabel<'u> {
    /// The id; a GUID in lower case.
    pub fn id(&self) -> &'u str {
        self.id
    }

    /// How often it occurred.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The time of the earliest event with it, if one has a time.
    pub fn first_seen(&self) -> Option<OffsetDateTime> {
        self.first_seen
    }
}

impl UnknownLabels {
    /// Counts the unknown labels of one event. Without a label book, none are unknown.
    pub fn add(&mut self, decoded: &DecodedEvent<'_>) {
        let (Some(label), Some(book)) = (decoded.label(), decoded.book()) else { return };
        for id in [label.old_id(), label.new_id()].into_iter().flatten().filter(|id| book.find(id).is_none()) {
            self.0.add_text(&LabelId::new(id).to_string(), Seen { count: 1, first: decoded.instant() });
        }
    }

    /// Adds the labels of other events. The order of merging does not matter.
    pub fn merge(&mut self, other: Self) {
        self.0.merge(other.0);
    }

    /// Whether all labels were in the book.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tracked labels.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = UnknownLabel<'_>> {
        self.0.iter().map(|(id, seen)| UnknownLabel { id, count: seen.count, first_seen: seen.first })
    }

    /// The total count of labels that are not tracked.
    pub fn others(&self) -> u64 {
        self.0.others()
    }
}
