//! Counts over events, and the questions that the overview of the audit logs asks.

use serde::{Serialize, Serializer};
use time::Date;

use super::Bounded;
use super::names::Names;
use super::{Answer, Counts};
use crate::catalog::{Activity, ActivityKind, Category, Operation, Question, Service, Workload};
use crate::event::{DecodedEvent, Outcome};

/// Counts over a set of events, and answers to the questions that Microsoft's overview of the audit logs poses.
///
/// Names are counted as the catalogue writes them, and as the record does where the catalogue lacks them. A question
/// counts the activities that [`Question::rows`] lists, unless they failed, timed out, or are
/// [informational](crate::event::Event::is_informational): write-backs of Exchange Online would make every user a changed one.
/// A change may be logged by two services; objects are counted once.
///
/// A summary can be made in parts, in any order, and takes bounded memory.
///
/// ```
/// use msaudit::analysis::Summary;
/// use msaudit::catalog::Question;
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Reset password","activityDateTime":"2024-10-05T07:11:12Z","result":"success",
///     "targetResources":[{"id":"1","userPrincipalName":"b@contoso.com","type":"User"}]}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let mut summary = Summary::default();
/// summary.add(&entry.decode(None));
///
/// assert_eq!(summary.answer(Question::PasswordChanged).events(), 1);
/// assert_eq!(summary.answer(Question::UserChanged).objects().distinct(), 1);
/// assert!(summary.days().iter().eq([("2024-10-05", 1)]));
/// assert!(serde_json::to_string(&summary)?.starts_with(r#"{"events":1,"informational":0,"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    events: u64,
    informational: u64,
    undated: u64,
    services: Names<Service>,
    categories: Names<Category>,
    activities: Names<Activity>,
    workloads: Names<Workload>,
    operations: Names<Operation>,
    kinds: Counts,
    actors: Counts,
    sources: Counts,
    outcomes: Counts,
    days: Bounded<Date, u64>,
    label_changes: Counts,
    /// One for each question, in their order.
    answers: Vec<Answer>,
}

impl Default for Summary {
    fn default() -> Self {
        Self {
            events: 0,
            informational: 0,
            undated: 0,
            services: Names::default(),
            categories: Names::default(),
            activities: Names::default(),
            workloads: Names::default(),
            operations: Names::default(),
            kinds: Counts::default(),
            actors: Counts::default(),
            sources: Counts::default(),
            outcomes: Counts::default(),
            days: Bounded::default(),
            label_changes: Counts::default(),
            answers: vec![Answer::default(); Question::COUNT],
        }
    }
}

impl Summary {
    /// Counts one event.
    pub fn add(&mut self, decoded: &DecodedEvent<'_>) {
        let event = decoded.event();
        let known = decoded.known();
        self.events += 1;
        self.informational += u64::from(event.is_informational());
        self.services.add(known.service(), event.service());
        self.categories.add(known.category(), event.category());
        self.activities.add(known.activity(), event.activity());
        self.workloads.add(known.workload(), event.workload());
        if event.is_unified() && !event.is_of_directory() {
            self.operations.add(known.operation(), event.activity());
        }
        let kind = known.activity().and_then(Activity::kind);
        self.kinds.add_some(kind.map(ActivityKind::name));
        let actor = event.actor();
        self.actors.add_some(actor.name().or(actor.id()));
        self.sources.add(event.source_name());
        self.outcomes.add(event.outcome().name());
        match decoded.instant() {
            Some(time) => self.days.add(time.date(), 1),
            None => self.undated += 1,
        }
        if let Some(assessment) = decoded.assessment() {
            self.label_changes.add(assessment.change().name());
        }
        let Some(activity) = known.activity() else { return };
        if matches!(event.outcome(), Outcome::Failure | Outcome::Timeout) || event.is_informational() {
            return;
        }
        for row in activity.questions() {
            self.answers[row.question() as usize].add(row, activity, decoded.targets());
        }
    }

    /// Adds a summary of other events. The order of merging does not matter.
    pub fn merge(&mut self, other: Self) {
        self.events += other.events;
        self.informational += other.informational;
        self.undated += other.undated;
        self.services.merge(other.services);
        self.categories.merge(other.categories);
        self.activities.merge(other.activities);
        self.workloads.merge(other.workloads);
        self.operations.merge(other.operations);
        self.kinds.merge(other.kinds);
        self.actors.merge(other.actors);
        self.sources.merge(other.sources);
        self.outcomes.merge(other.outcomes);
        self.days.merge(other.days);
        self.label_changes.merge(other.label_changes);
        for (answer, other) in self.answers.iter_mut().zip(other.answers) {
            answer.merge(other);
        }
    }

    /// The number of events.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// The number of [informational](crate::event::Event::is_informational) events.
    pub fn informational(&self) -> u64 {
        self.informational
    }

    /// The number of events without a readable time.
    pub fn undated(&self) -> u64 {
        self.undated
    }

    /// Events per service; in the unified audit log, per workload.
    pub fn services(&self) -> Counts {
        self.services.counts()
    }

    /// Events per category.
    pub fn categories(&self) -> Counts {
        self.categories.counts()
    }

    /// Events per activity.
    pub fn activities(&self) -> Counts {
        self.activities.counts()
    }

    /// Events per workload of the unified audit log.
    pub fn workloads(&self) -> Counts {
        self.workloads.counts()
    }

    /// Events per operation of the unified audit log, those of the directory left out.
    pub fn operations(&self) -> Counts {
        self.operations.counts()
    }

    /// Events per [kind](Activity::kind) of activity, where the catalogue knows it.
    pub fn kinds(&self) -> &Counts {
        &self.kinds
    }

    /// Events per actor, by name or else by id.
    pub fn actors(&self) -> &Counts {
        &self.actors
    }

    /// Events per export format.
    pub fn sources(&self) -> &Counts {
        &self.sources
    }

    /// Events per outcome.
    pub fn outcomes(&self) -> &Counts {
        &self.outcomes
    }

    /// Events per day, in UTC.
    pub fn days(&self) -> Counts {
        // As text a day is its date in RFC 3339, which is how it is displayed.
        self.days.with_keys(ToString::to_string).into()
    }

    /// Events per label change.
    pub fn label_changes(&self) -> &Counts {
        &self.label_changes
    }

    /// The answer to a question.
    pub fn answer(&self, question: Question) -> &Answer {
        &self.answers[question as usize]
    }
}

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::{SerializeMap, SerializeStruct};

        struct Answers<'s>(&'s Summary);

        impl Serialize for Answers<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(Question::COUNT))?;
                for question in Question::all() {
                    map.serialize_entry(question.name(), self.0.answer(question))?;
                }
                map.end()
            }
        }

        let mut object = serializer.serialize_struct("Summary", 15)?;
        object.serialize_field("events", &self.events)?;
        object.serialize_field("informational", &self.informational)?;
        object.serialize_field("undated", &self.undated)?;
        object.serialize_field("services", &self.services())?;
        object.serialize_field("categories", &self.categories())?;
        object.serialize_field("activities", &self.activities())?;
        object.serialize_field("kinds", &self.kinds)?;
        object.serialize_field("actors", &self.actors)?;
        object.serialize_field("outcomes", &self.outcomes)?;
        object.serialize_field("days", &self.days())?;
        object.serialize_field("label_changes", &self.label_changes)?;
        object.serialize_field("questions", &Answers(self))?;
        object.serialize_field("workloads", &self.workloads())?;
        object.serialize_field("operations", &self.operations())?;
        object.serialize_field("sources", &self.sources)?;
        object.end()
    }
}
