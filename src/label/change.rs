//! How a label changed, and on what evidence.

use std::cmp::Ordering;

use crate::catalog::{LabelEffect, LabelOperation};
use crate::named::named;

named! {
    "label change";
    /// How a label changed.
    ///
    /// [A page of the guide](crate::guide::label_changes) tells how it is found, with every combination of what is said.
    ///
    /// ```
    /// use msaudit::label::LabelChange;
    ///
    /// assert_eq!(LabelChange::SameOrder.name(), "same-order");
    /// assert_eq!("downgraded".parse(), Ok(LabelChange::Downgraded));
    /// ```
    pub enum LabelChange {
        /// The first label was set.
        Applied = "applied",
        /// A more sensitive label took the place of another.
        Upgraded = "upgraded",
        /// A less sensitive label took the place of another.
        Downgraded = "downgraded",
        /// A label of the same order took the place of another.
        SameOrder = "same-order",
        /// The label was removed.
        Removed = "removed",
        /// The label stayed: the file was opened, found, renamed.
        Unchanged = "unchanged",
        /// The available evidence does not tell.
        Undetermined = "undetermined",
    }
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

    /// What an operation does to the label: [`Undetermined`](Self::Undetermined) if it changes the label, as the operation
    /// does not say in which direction.
    pub(crate) fn of_operation(operation: &LabelOperation) -> Self {
        match operation.effect() {
            LabelEffect::Applied => Self::Applied,
            LabelEffect::Removed => Self::Removed,
            LabelEffect::Changed => Self::Undetermined,
            _ => Self::Unchanged,
        }
    }
}

named! {
    "source of an assessment";
    /// A source of evidence for a label change.
    ///
    /// ```
    /// use msaudit::label::AssessmentSource;
    ///
    /// assert_eq!(AssessmentSource::Event.name(), "event");
    /// ```
    pub enum AssessmentSource {
        /// The event's own `LabelEventType`.
        Event = "event",
        /// The record type and operation, or the activity.
        Operation = "operation",
        /// The orders of both labels in a label book.
        Book = "book",
    }
}

named! {
    "agreement";
    /// Whether the sources of evidence agree.
    ///
    /// ```
    /// use msaudit::label::Agreement;
    ///
    /// assert_eq!(Agreement::Disagree.name(), "disagree");
    /// ```
    pub enum Agreement {
        /// Several sources, in agreement.
        Agree = "agree",
        /// Several sources, in disagreement.
        Disagree = "disagree",
        /// A single source.
        Single = "single",
        /// No source.
        None = "none",
    }
}

/// How a label changed, and on what evidence.
///
/// The first [`AssessmentSource`] that knows wins, in the order of that enum. [A page of the guide](crate::guide::label_changes) tells
/// what each of them knows, and lists every combination.
///
/// ```
/// use msaudit::label::{Agreement, AssessmentSource, LabelAssessment, LabelChange};
///
/// let assessment = LabelAssessment::new([
///     (AssessmentSource::Event, Some(LabelChange::Downgraded)),
///     (AssessmentSource::Operation, None),
///     (AssessmentSource::Book, Some(LabelChange::Upgraded)),
/// ]);
/// assert_eq!(assessment.change(), LabelChange::Downgraded);
/// assert_eq!(assessment.agreement(), Agreement::Disagree);
/// assert_eq!(assessment.evidence().count(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelAssessment {
    said: [(AssessmentSource, Option<LabelChange>); 3],
}

impl LabelAssessment {
    /// Creates an assessment from what each source says, in order of precedence.
    pub const fn new(said: [(AssessmentSource, Option<LabelChange>); 3]) -> Self {
        Self { said }
    }

    /// The change, from the first source that determines one.
    pub fn change(&self) -> LabelChange {
        self.statements().next().unwrap_or(LabelChange::Undetermined)
    }

    /// What each source says, in order of precedence. The book may say that it cannot tell.
    pub fn evidence(&self) -> impl Iterator<Item = (AssessmentSource, LabelChange)> + Clone {
        self.said.into_iter().filter_map(|(witness, change)| change.map(|change| (witness, change)))
    }

    fn statements(&self) -> impl Iterator<Item = LabelChange> + Clone {
        self.evidence().map(|(_, change)| change).filter(|&change| change != LabelChange::Undetermined)
    }

    /// Whether the sources agree.
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
