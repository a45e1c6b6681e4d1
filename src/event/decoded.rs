//! An event, decoded once.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use time::OffsetDateTime;

use super::{Event, KnownNames, Target};
use crate::input::Position;
use crate::label::{Label, LabelAssessment, LabelBook, LabelEvent, SensitiveInfoType};
use crate::wire::DecodeError;

/// An event with all parts decoded once, which serializes to one JSON object.
///
/// Its fields are a contract with whoever reads them: names are as the record writes them, `known` holds the catalogue's
/// identifiers, what a record does not say is null. A part that could not be decoded is null too, and a [`Problem`].
///
/// ```
/// use msaudit::read::Reader;
///
/// let mut reader = Reader::new(&b"{\"activityDisplayName\":\"Add user\",\"activityDateTime\":\"soon\"}"[..]).named("a.json");
/// let entry = reader.records().next().expect("there is one")?;
/// let line = entry.decode(None);
/// let problem = line.problems().next().expect("the time is none");
/// assert!(problem.to_string().starts_with("the time: `soon` is no time"));
/// let json = serde_json::to_string(&line)?;
/// assert!(json.starts_with(r#"{"source":"graph","file":"a.json","record":1,"id":null,"time":null,"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct DecodedEvent<'r> {
    event: Event<'r>,
    position: &'r Position,
    instant: Option<OffsetDateTime>,
    time: OnceLock<Option<String>>,
    known: OnceLock<KnownNames>,
    targets: OnceLock<Result<Vec<Target<'r>>, Problem>>,
    /// In a box, as most events are not of labels and it is large.
    label: OnceLock<Option<Box<OfLabel<'r>>>>,
    book: Option<&'r LabelBook>,
    time_problem: Option<Problem>,
}

/// What an event says about a label.
#[derive(Debug)]
struct OfLabel<'r> {
    event: Option<LabelEvent<'r>>,
    sensitive_info_types: Cow<'r, [SensitiveInfoType<'r>]>,
    problem: Option<Problem>,
}

/// The part of an event that a [`Problem`] is about.
///
/// ```
/// use msaudit::event::Part;
///
/// assert_ne!(Part::Time, Part::Label);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The time.
    Time,
    /// The targets.
    Targets,
    /// The label.
    Label,
    /// The sensitive information.
    SensitiveInfo,
}

/// A part of an event that could not be decoded; the rest of the event stands. Its text says which part and why.
///
/// ```
/// use msaudit::event::{Part, Problem};
/// use msaudit::read::Reader;
///
/// let json = &br#"{"activityDisplayName":"Add user","targetResources":5}"#[..];
/// let entry = Reader::new(json).records().next().expect("there is one")?;
/// let line = entry.decode(None);
/// assert!(line.targets().is_empty());
/// let problem: &Problem = line.problems().next().expect("a number is no list");
/// assert_eq!(problem.part(), Part::Targets);
/// assert!(problem.to_string().starts_with("the targets: "));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    part: Part,
    message: String,
}

impl Problem {
    fn new(part: Part, error: &dyn fmt::Display) -> Self {
        Self { part, message: error.to_string() }
    }

    /// Which part.
    pub fn part(&self) -> Part {
        self.part
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.part {
            Part::Time => "the time",
            Part::Targets => "the targets",
            Part::Label => "the label",
            Part::SensitiveInfo => "the sensitive information",
        };
        write!(f, "{part}: {}", self.message)
    }
}

impl<'r> DecodedEvent<'r> {
    /// Decodes an event. The label book, if there is one, supplies label names and order.
    pub fn new(event: Event<'r>, position: &'r Position, book: Option<&'r LabelBook>) -> Self {
        let (instant, time_problem) = match event.time() {
            Ok(instant) => (instant, None),
            Err(error) => (None, Some(Problem::new(Part::Time, &error))),
        };
        let (time, known, targets, label) = <_>::default();
        Self { event, position, instant, time, known, targets, label, book, time_problem }
    }

    /// The position of the record.
    pub fn position(&self) -> &'r Position {
        self.position
    }

    /// The event.
    pub fn event(&self) -> &Event<'r> {
        &self.event
    }

    /// The time, in UTC. `None` if the record has none, or not in a known form.
    pub fn instant(&self) -> Option<OffsetDateTime> {
        self.instant
    }

    /// The time, in UTC, as RFC 3339 with the fraction digits of the record.
    pub fn time(&self) -> Option<&str> {
        let text = || self.instant.zip(self.event.written_time()).map(|(instant, written)| written.rfc3339(instant));
        self.time.get_or_init(text).as_deref()
    }

    /// What the catalogue knows about it.
    pub fn known(&self) -> KnownNames {
        *self.known.get_or_init(|| self.event.known())
    }

    /// The affected resources.
    pub fn targets(&self) -> &[Target<'r>] {
        let problem = |error: DecodeError| Problem::new(Part::Targets, &error);
        self.targets.get_or_init(|| self.event.targets().map_err(problem)).as_deref().unwrap_or_default()
    }

    /// What the record says about a label.
    pub fn label(&self) -> Option<&LabelEvent<'r>> {
        self.of_label()?.event.as_ref()
    }

    /// The sensitive information that was found in the content of a label event.
    pub fn sensitive_info_types(&self) -> &[SensitiveInfoType<'r>] {
        self.of_label().map_or(&[], |label| &label.sensitive_info_types)
    }

    fn of_label(&self) -> Option<&OfLabel<'r>> {
        let of_label = self.label.get_or_init(|| match self.event.label_event() {
            Ok(None) => None,
            Ok(Some(event)) => {
                // Only a label event is asked for it: in others it is no part of what they tell.
                let (sensitive_info_types, problem) = match self.event.sensitive_info_types() {
                    Ok(found) => (found, None),
                    Err(error) => (Cow::default(), Some(Problem::new(Part::SensitiveInfo, &error))),
                };
                Some(Box::new(OfLabel { event: Some(event), sensitive_info_types, problem }))
            }
            Err(error) => {
                let problem = Some(Problem::new(Part::Label, &error));
                Some(Box::new(OfLabel { event: None, sensitive_info_types: Cow::default(), problem }))
            }
        });
        of_label.as_deref()
    }

    /// The entry of a label in the book at the time of the event.
    pub fn label_in_book(&self, id: Option<&str>) -> Option<&'r Label> {
        self.book?.find_then(id?, self.instant)
    }

    /// How the label changed, according to the record and the label book.
    pub fn assessment(&self) -> Option<LabelAssessment> {
        let label = self.label()?;
        Some(self.book.map_or_else(|| label.assessment(), |book| label.assessment_in(book, self.instant)))
    }

    /// The label book.
    pub fn book(&self) -> Option<&'r LabelBook> {
        self.book
    }

    /// The parts that could not be decoded. [`targets`](Self::targets) are decoded on first use.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let targets = self.targets.get().and_then(|targets| targets.as_ref().err());
        let label = self.of_label().and_then(|label| label.problem.as_ref());
        self.time_problem.iter().chain(label).chain(targets)
    }
}
