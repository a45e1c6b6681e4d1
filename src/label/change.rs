//! How a label changed, and who says so.

use std::cmp::Ordering;
use std::fmt;

/// What happened to a label.
///
/// [A page of the guide](crate::guide::label_changes) tells how it is found, with every combination of what is said.
///
/// ```
/// use msaudit::label::LabelChange;
///
/// assert_eq!(LabelChange::SameOrder.name(), "same-order");
/// assert_eq!("downgraded".parse(), Ok(LabelChange::Downgraded));
/// ```
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum LabelChange {
    /// The first label was set.
    Applied,
    /// A more sensitive label took the place of another.
    Upgraded,
    /// A less sensitive label took the place of another.
    Downgraded,
    /// A label of the same order took the place of another.
    SameOrder,
    /// The label was taken off.
    Removed,
    /// The label stayed: the file was opened, found, renamed.
    Unchanged,
    /// Nobody can say.
    Undetermined,
}

impl LabelChange {
    /// What the [ranks](crate::label::Label::rank) of two different labels tell. Where one of them is unknown or has no
    /// rank, nobody can say: an unknown label is not the least sensitive one.
    ///
    /// ```
    /// use msaudit::label::LabelChange;
    ///
    /// assert_eq!(LabelChange::by_rank(Some(5), Some(1)), LabelChange::Downgraded);
    /// assert_eq!(LabelChange::by_rank(None, Some(1)), LabelChange::Undetermined);
    /// ```
    pub fn by_rank(old: Option<i64>, new: Option<i64>) -> Self {
        match old.zip(new).map(|(old, new)| new.cmp(&old)) {
            None => Self::Undetermined,
            Some(Ordering::Greater) => Self::Upgraded,
            Some(Ordering::Less) => Self::Downgraded,
            Some(Ordering::Equal) => Self::SameOrder,
        }
    }

    /// The name: `applied`, `upgraded`, ...
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// All changes.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        <Self as strum::VariantArray>::VARIANTS.iter().copied()
    }
}

impl fmt::Display for LabelChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Who says how a label changed.
///
/// ```
/// use msaudit::label::Witness;
///
/// assert_eq!(Witness::Event.name(), "event");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Witness {
    /// The event's own `LabelEventType`.
    Event,
    /// The record type and operation, or the activity.
    Operation,
    /// The orders of both labels in a label book.
    Book,
}

impl Witness {
    /// The name: `event`, `operation`, `book`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Whether the witnesses say the same.
///
/// ```
/// use msaudit::label::Agreement;
///
/// assert_eq!(Agreement::Disagree.name(), "disagree");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Agreement {
    /// Several spoke and said the same.
    Agree,
    /// Several spoke and did not say the same.
    Disagree,
    /// One spoke.
    Single,
    /// None spoke.
    None,
}

impl Agreement {
    /// The name: `agree`, `disagree`, `single`, `none`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// How a label changed, on what evidence.
///
/// The first [`Witness`] that knows wins, in the order of that enum. [A page of the guide](crate::guide::label_changes) tells
/// what each of them knows, and lists every combination.
///
/// ```
/// use msaudit::label::{Agreement, Finding, LabelChange, Witness};
///
/// let finding = Finding::new([
///     (Witness::Event, Some(LabelChange::Downgraded)),
///     (Witness::Operation, None),
///     (Witness::Book, Some(LabelChange::Upgraded)),
/// ]);
/// assert_eq!(finding.change(), LabelChange::Downgraded);
/// assert_eq!(finding.agreement(), Agreement::Disagree);
/// assert_eq!(finding.evidence().count(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    said: [(Witness, Option<LabelChange>); 3],
}

impl Finding {
    /// What each witness says, in the order in which they are believed.
    pub const fn new(said: [(Witness, Option<LabelChange>); 3]) -> Self {
        Self { said }
    }

    /// What happened: the word of the first witness that knows.
    pub fn change(&self) -> LabelChange {
        self.statements().next().unwrap_or(LabelChange::Undetermined)
    }

    /// What those who spoke said, in the order in which they are believed; of the book also that it cannot tell.
    pub fn evidence(&self) -> impl Iterator<Item = (Witness, LabelChange)> + Clone {
        self.said.into_iter().filter_map(|(witness, change)| change.map(|change| (witness, change)))
    }

    fn statements(&self) -> impl Iterator<Item = LabelChange> + Clone {
        self.evidence().map(|(_, change)| change).filter(|&change| change != LabelChange::Undetermined)
    }

    /// Whether they said the same.
    pub fn agreement(&self) -> Agreement {
        let mut changes = self.statements();
        let Some(first) = changes.next() else { return Agreement::None };
        match changes.clone().count() {
            0 => Agreement::Single,
            _ if changes.all(|change| change == first) => Agreement::Agree,
            _ => Agreement::Disagree,
        }
    }
}
