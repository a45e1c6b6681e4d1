//! What a record says of a label.

use std::borrow::Cow;
use std::ops::Deref;

use time::OffsetDateTime;

use super::book::LabelBook;
use super::change::{AssessmentSource, LabelAssessment, LabelChange};
use super::id::LabelId;
use super::protection::Protection;
use crate::catalog::{
    ActionSource, ActionSourceDetail, AipActivity, ApplicationMode, Code, LabelEventType, LabelOperation,
};
use crate::named::named;

named! {
    "method";
    /// How a label came to be set.
    ///
    /// ```
    /// use msaudit::label::LabelMethod;
    ///
    /// assert_eq!(LabelMethod::Automatic.name(), "automatic");
    /// ```
    pub enum LabelMethod {
        /// A person selected it.
        Manual = "manual",
        /// A policy, a client or a service set it.
        Automatic = "automatic",
        /// It is the default of a policy.
        Default = "default",
        /// It was recommended to a person.
        Recommended = "recommended",
    }
}

impl LabelMethod {
    /// What the codes of a record say. The AIP log and the activity explorer write `Automatic` for `Auto`; what they mean
    /// by `Mandatory`, a person's choice or a policy's, they do not say.
    pub(crate) fn of(
        source: Option<&Code<'_, ActionSource>>,
        detail: Option<&Code<'_, ActionSourceDetail>>,
        mode: Option<ApplicationMode>,
    ) -> Option<Self> {
        let automatic = |source: &Code<'_, ActionSource>| {
            let text = source.as_text()?.trim();
            text.eq_ignore_ascii_case("automatic").then_some(ActionSource::Auto)
        };
        let source = source.and_then(|source| source.known().or_else(|| automatic(source)));
        match (source, detail.and_then(Code::known), mode) {
            (Some(ActionSource::Default), _, _) => Some(Self::Default),
            (Some(ActionSource::Auto), _, _) => Some(Self::Automatic),
            (Some(ActionSource::Manual), _, _) => Some(Self::Manual),
            (Some(ActionSource::Recommended), _, _) => Some(Self::Recommended),
            (_, Some(ActionSourceDetail::AutoByInheritance | ActionSourceDetail::AutoByDeploymentPipeline), _) => {
                Some(Self::Automatic)
            }
            (_, _, Some(ApplicationMode::Privileged)) => Some(Self::Manual),
            (_, _, Some(ApplicationMode::Standard)) => Some(Self::Automatic),
            _ => None,
        }
    }
}

/// What a record says about a sensitivity label.
///
/// ```
/// use msaudit::label::LabelChange;
/// use msaudit::read::Reader;
///
/// let json = br#"{"RecordType":94,"Operation":"SensitivityLabelUpdated","SensitivityLabelEventData":{
///     "SensitivityLabelId":"b","OldSensitivityLabelId":"a","LabelEventType":2}}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let event = entry.event().label_event()?.expect("it tells of a label");
/// assert_eq!(event.old_id(), Some("a"));
/// assert_eq!(event.assessment().change(), LabelChange::Downgraded);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LabelEvent<'r> {
    pub(crate) operation: Option<&'static LabelOperation>,
    pub(crate) aip_activity: Option<AipActivity>,
    /// What the operation or activity does; undetermined if it changes the label, but not in which direction.
    pub(crate) effect: Option<LabelChange>,
    pub(crate) event_type: Option<LabelEventType>,
    pub(crate) old_id: Option<Cow<'r, str>>,
    pub(crate) new_id: Option<Cow<'r, str>>,
    pub(crate) old_name: Option<Cow<'r, str>>,
    pub(crate) new_name: Option<Cow<'r, str>>,
    pub(crate) justification: Option<Cow<'r, str>>,
    pub(crate) how: Option<LabelMethod>,
    pub(crate) protection: Protection<'r>,
}

impl<'r> LabelEvent<'r> {
    /// Whether anything in it is about a label: a label, a change of one, or an operation that makes one.
    pub(crate) fn tells_of_a_label(&self) -> bool {
        let changes_a_label = self.effect.is_some_and(|effect| effect != LabelChange::Unchanged);
        changes_a_label || self.old_id.is_some() || self.new_id.is_some() || self.event_type.is_some()
    }

    /// Takes the one name that most kinds of record have room for: that of the label after, or of the one taken off.
    pub(crate) fn set_name(&mut self, name: Option<Cow<'r, str>>) {
        if self.assessment().change() == LabelChange::Removed {
            self.old_name = name;
        } else {
            self.new_name = name;
        }
    }

    /// The id of the label before, as written.
    pub fn old_id(&self) -> Option<&str> {
        self.old_id.as_deref()
    }

    /// The id of the label after, as written.
    pub fn new_id(&self) -> Option<&str> {
        self.new_id.as_deref()
    }

    /// The name of the label before, where the record itself writes it.
    pub fn old_name(&self) -> Option<&str> {
        self.old_name.as_deref()
    }

    /// The name of the label after, where the record itself writes it. The AIP log does; of the others few do.
    pub fn new_name(&self) -> Option<&str> {
        self.new_name.as_deref()
    }

    /// Why the user lowered or removed the label.
    pub fn justification(&self) -> Option<&str> {
        self.justification.as_deref()
    }

    /// How the label came to be set.
    pub fn how(&self) -> Option<LabelMethod> {
        self.how
    }

    /// The protection, and what happened to it.
    pub fn protection(&self) -> &Protection<'r> {
        &self.protection
    }

    /// The documented operation, by record type and name.
    pub fn operation(&self) -> Option<&'static LabelOperation> {
        self.operation
    }

    /// The activity, of the AIP log.
    pub fn aip_activity(&self) -> Option<AipActivity> {
        self.aip_activity
    }

    /// How the label changed, by what the record says.
    pub fn assessment(&self) -> LabelAssessment {
        LabelAssessment::new([
            (AssessmentSource::Event, self.said_by_event()),
            (AssessmentSource::Operation, self.said_by_operation()),
            (AssessmentSource::Book, None),
        ])
    }

    /// How the label changed, by what the record says and by the order of the labels in a book. With a time, by the book as
    /// it was then.
    ///
    /// ```
    /// use msaudit::label::{Agreement, LabelBook, LabelChange};
    /// use msaudit::read::Reader;
    ///
    /// let book = LabelBook::builder().label("low", "General", Some(0)).label("high", "Secret", Some(5)).build();
    /// let json = br#"{"RecordType":6,"Operation":"FileSensitivityLabelChanged","SourceLabel":"high","DestinationLabel":"low"}"#;
    /// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
    /// let event = entry.event().label_event()?.expect("it tells of a label");
    /// assert_eq!(event.assessment().change(), LabelChange::Undetermined);
    /// let assessment = event.assessment_in(&book, None);
    /// assert_eq!((assessment.change(), assessment.agreement()), (LabelChange::Downgraded, Agreement::Single));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assessment_in(&self, book: &LabelBook, time: Option<OffsetDateTime>) -> LabelAssessment {
        LabelAssessment::new([
            (AssessmentSource::Event, self.said_by_event()),
            (AssessmentSource::Operation, self.said_by_operation()),
            (AssessmentSource::Book, self.said_by_book(book, time)),
        ])
    }

    fn said_by_book(&self, book: &LabelBook, time: Option<OffsetDateTime>) -> Option<LabelChange> {
        let (old, new) = (self.old_id()?, self.new_id()?);
        if LabelId::new(old) == LabelId::new(new) {
            return Some(LabelChange::Unchanged);
        }
        let rank = |id| book.find_then(id, time)?.rank();
        Some(LabelChange::by_rank(rank(old), rank(new)))
    }

    fn said_by_event(&self) -> Option<LabelChange> {
        let change = match self.event_type? {
            // A first label is reported as an upgrade, as a change of the same order, or as none.
            LabelEventType::None | LabelEventType::LabelUpgraded | LabelEventType::LabelChangedSameOrder
                if self.old_id.is_none() && self.new_id.is_some() && !self.is_unchanged_by_operation() =>
            {
                LabelChange::Applied
            }
            LabelEventType::None => return None,
            LabelEventType::LabelUpgraded => LabelChange::Upgraded,
            LabelEventType::LabelDowngraded => LabelChange::Downgraded,
            LabelEventType::LabelRemoved => LabelChange::Removed,
            LabelEventType::LabelChangedSameOrder => LabelChange::SameOrder,
        };
        Some(change)
    }

    fn said_by_operation(&self) -> Option<LabelChange> {
        self.effect.filter(|&effect| effect != LabelChange::Undetermined)
    }

    fn is_unchanged_by_operation(&self) -> bool {
        self.said_by_operation() == Some(LabelChange::Unchanged)
    }
}

/// Text that is more than blanks.
pub(crate) fn nonblank<'t>(text: Option<impl Into<Cow<'t, str>>>) -> Option<Cow<'t, str>> {
    text.map(Into::into).filter(|text| !text.trim().is_empty())
}

/// The same, borrowed.
pub(crate) fn nonblank_ref<'r>(text: Option<&'r impl Deref<Target = str>>) -> Option<Cow<'r, str>> {
    nonblank(text.map(|text| &**text))
}
