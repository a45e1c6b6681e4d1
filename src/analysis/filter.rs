//! Which events are wanted.

use std::str::FromStr;

use time::macros::format_description;
use time::{Date, OffsetDateTime, Time};

use crate::catalog::{Activity, Category, Operation, Service, Workload, fold};
use crate::event::{DecodedEvent, Outcome};
use crate::formats::Format;
use crate::label::LabelChange;
use crate::wire;

/// Selects events by conditions.
///
/// Conditions of different kinds must all hold; of several conditions of one kind, any. A filter without conditions lets
/// everything through. What a record does not say fulfils no condition.
///
/// ```
/// use msaudit::analysis::Filter;
/// use msaudit::event::Outcome;
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Add User.","activityDateTime":"2024-10-05T07:11:12Z","result":"success",
///     "targetResources":[{"userPrincipalName":"b@contoso.com"}]}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let decoded = entry.decode(None);
///
/// let filter = Filter::new().activity("add user").outcome(Outcome::Success).target("CONTOSO").from("2024-10-05".parse()?);
/// assert!(filter.matches(&decoded));
/// assert!(!filter.to("2024-10-04".parse()?).matches(&decoded));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    from: Option<OffsetDateTime>,
    to: Option<OffsetDateTime>,
    services: Vec<Service>,
    categories: Vec<Category>,
    activities: Vec<Wanted>,
    operations: Vec<WantedOperation>,
    workloads: Vec<Workload>,
    outcomes: Vec<Outcome>,
    targets: Vec<String>,
    actors: Vec<String>,
    ips: Vec<String>,
    sessions: Vec<String>,
    correlations: Vec<String>,
    label_changes: Vec<LabelChange>,
    sources: Vec<Format>,
}

/// An activity by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    known: Option<Activity>,
    folded: String,
}

/// An operation by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct WantedOperation {
    known: Option<Operation>,
    folded: String,
}

impl Filter {
    /// Creates a filter that matches every event.
    pub fn new() -> Self {
        Self::default()
    }

    /// Events at this time or later. A bare date begins at its midnight.
    #[must_use]
    pub fn from(self, bound: TimeBound) -> Self {
        Self { from: Some(bound.start), ..self }
    }

    /// Events before this time. A bare date is included to its end.
    #[must_use]
    pub fn to(self, bound: TimeBound) -> Self {
        Self { to: Some(bound.end), ..self }
    }

    /// Events of a service, however the record spells it.
    #[must_use]
    pub fn service(mut self, service: Service) -> Self {
        self.services.push(service);
        self
    }

    /// Events of a category, however the record spells it.
    #[must_use]
    pub fn category(mut self, category: Category) -> Self {
        self.categories.push(category);
        self
    }

    /// Events of an activity, by any name: documented, historical or observed spellings of one
    /// [`Activity`] are the same; names that the catalogue lacks, and operations of other workloads than the directory, must
    /// be equal once [folded](fold). A name that a later edition gave up for another is an activity of its own.
    #[must_use]
    pub fn activity(mut self, name: &str) -> Self {
        self.activities.push(Wanted { known: Activity::find(name), folded: fold(name) });
        self
    }

    /// Events of an operation of the unified audit log, by any spelling; a name that the catalogue lacks must be equal once
    /// [folded](fold).
    #[must_use]
    pub fn operation(mut self, name: &str) -> Self {
        self.operations.push(WantedOperation { known: Operation::find(name), folded: fold(name) });
        self
    }

    /// Events of a workload of the unified audit log.
    #[must_use]
    pub fn workload(mut self, workload: Workload) -> Self {
        self.workloads.push(workload);
        self
    }

    /// Events with this outcome.
    #[must_use]
    pub fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcomes.push(outcome);
        self
    }

    /// Events on a target whose id or name contains this text, in any case.
    #[must_use]
    pub fn target(mut self, text: &str) -> Self {
        self.targets.push(loose(text));
        self
    }

    /// Events by an actor whose id, name or address contains this text, in any case.
    #[must_use]
    pub fn actor(mut self, text: &str) -> Self {
        self.actors.push(loose(text));
        self
    }

    /// Events from this address, compared without case.
    #[must_use]
    pub fn ip(mut self, address: &str) -> Self {
        self.ips.push(address.trim().to_owned());
        self
    }

    /// Events of the sign-in session with this id, compared without case and braces.
    #[must_use]
    pub fn session(mut self, id: &str) -> Self {
        self.sessions.push(bare_id(id).to_owned());
        self
    }

    /// Events with this correlation id, compared without case and braces.
    #[must_use]
    pub fn correlation(mut self, id: &str) -> Self {
        self.correlations.push(bare_id(id).to_owned());
        self
    }

    /// Events at most so long before or after a time, or a day.
    ///
    /// ```
    /// use std::time::Duration;
    /// use msaudit::analysis::Filter;
    ///
    /// let filter = Filter::new().around("2025-03-03T10:00:00Z".parse()?, Duration::from_secs(1800));
    /// assert!(!filter.is_empty());
    /// # Ok::<(), msaudit::analysis::TimeBoundError>(())
    /// ```
    #[must_use]
    pub fn around(self, time: TimeBound, within: std::time::Duration) -> Self {
        let within = time::Duration::try_from(within).unwrap_or(time::Duration::MAX);
        let start = time.start.checked_sub(within).unwrap_or(time.start);
        // The end of a filter is not part of it, and this one is.
        let end = time.end.checked_add(within).and_then(|end| end.checked_add(time::Duration::NANOSECOND));
        let end = end.unwrap_or(time.end);
        self.from(TimeBound { start, end: start }).to(TimeBound { start: end, end })
    }

    /// Events with this label change. If the event was decoded with a label book, the assessment uses it.
    #[must_use]
    pub fn label_change(mut self, change: LabelChange) -> Self {
        self.label_changes.push(change);
        self
    }

    /// Events in this export format.
    #[must_use]
    pub fn source(mut self, format: Format) -> Self {
        self.sources.push(format);
        self
    }

    /// Whether the filter has no conditions.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an event meets the conditions.
    pub fn matches(&self, decoded: &DecodedEvent<'_>) -> bool {
        let event = decoded.event();
        // The cheap questions come first.
        any(&self.sources, |&wanted| event.source_name() == wanted.name())
            && any(&self.outcomes, |&wanted| event.outcome() == wanted)
            && self.matches_names(decoded)
            && self.matches_time(decoded)
            && any(&self.label_changes, |&wanted| {
                decoded.assessment().is_some_and(|assessment| assessment.change() == wanted)
            })
            && any(&self.actors, |wanted| {
                let actor = event.actor();
                contain([actor.id(), actor.name(), actor.ip().as_deref()], wanted)
            })
            && any(&self.ips, |wanted| event.actor().ip().is_some_and(|ip| ip.eq_ignore_ascii_case(wanted)))
            && any(&self.sessions, |wanted| event.session_id().is_some_and(|id| is_id(&id, wanted)))
            && any(&self.correlations, |wanted| event.correlation_id().is_some_and(|id| is_id(&id, wanted)))
            && any(&self.targets, |wanted| {
                decoded.targets().iter().any(|target| contain([target.id(), target.name()], wanted))
            })
    }

    fn matches_names(&self, decoded: &DecodedEvent<'_>) -> bool {
        let asks = !self.services.is_empty() || !self.categories.is_empty() || !self.activities.is_empty();
        if !asks && self.operations.is_empty() && self.workloads.is_empty() {
            return true;
        }
        let known = decoded.known();
        let is_named = |folded: &str| decoded.event().activity().is_some_and(|name| fold(name) == folded);
        any(&self.workloads, |&wanted| known.workload() == Some(wanted))
            && any(&self.operations, |wanted| match (known.operation(), wanted.known) {
                (Some(operation), Some(wanted)) => operation == wanted,
                _ => decoded.event().is_unified() && is_named(&wanted.folded),
            })
            && any(&self.services, |&wanted| known.service() == Some(wanted))
            && any(&self.categories, |&wanted| known.category() == Some(wanted))
            && any(&self.activities, |wanted| match (known.activity(), wanted.known) {
                (Some(activity), Some(wanted)) => activity == wanted,
                _ => is_named(&wanted.folded),
            })
    }

    fn matches_time(&self, decoded: &DecodedEvent<'_>) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        // A time that cannot be read is a problem of the event, and no time.
        let Some(time) = decoded.instant() else { return false };
        self.from.is_none_or(|from| time >= from) && self.to.is_none_or(|to| time < to)
    }
}

/// Whether any condition holds, or there are none.
fn any<T>(conditions: &[T], holds: impl Fn(&T) -> bool) -> bool {
    conditions.is_empty() || conditions.iter().any(holds)
}

/// Names of people and files are not only ASCII, so this folds more than the names of the catalogue need.
fn loose(text: &str) -> String {
    fold(text).to_lowercase()
}

fn contain<const N: usize>(texts: [Option<&str>; N], wanted: &str) -> bool {
    texts.into_iter().flatten().any(|text| loose(text).contains(wanted))
}

/// A bound of a range of time: a date, or a time in one of the forms of [`wire::Time`]. Without a zone it is UTC.
///
/// ```
/// use msaudit::analysis::TimeBound;
///
/// assert!("2024-10-05".parse::<TimeBound>().is_ok());
/// assert!("10/5/2024 7:11:12 AM +02:00".parse::<TimeBound>().is_ok());
/// assert_eq!(
///     "yesterday".parse::<TimeBound>().unwrap_err().to_string(),
///     "`yesterday` is neither a date such as `2024-10-05` nor a time such as `2024-10-05T07:11:12Z`, \
///      `2024-10-05 07:11:12` or `10/5/2024 7:11:12 AM`"
/// );
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeBound {
    start: OffsetDateTime,
    /// Of a date the start of the next day, of a time the time itself.
    end: OffsetDateTime,
}

impl FromStr for TimeBound {
    type Err = TimeBoundError;

    fn from_str(text: &str) -> Result<Self, TimeBoundError> {
        let date = format_description!(version = 2, "[year]-[month]-[day]");
        // As with times, no years before 0.
        if let Some(date) = Date::parse(text.trim(), &date).ok().filter(|date| date.year() >= 0) {
            let midnight = |date: Date| date.with_time(Time::MIDNIGHT).assume_utc();
            let end = date.next_day().map_or_else(|| date.with_time(Time::MAX).assume_utc(), midnight);
            return Ok(Self { start: midnight(date), end });
        }
        match wire::Time::new(text).utc_if_no_zone() {
            Ok(time) => Ok(Self { start: time, end: time }),
            Err(_) => Err(TimeBoundError { text: text.into() }),
        }
    }
}

/// An id without the braces that some tools put around it.
fn bare_id(id: &str) -> &str {
    id.trim().trim_matches(['{', '}'])
}

fn is_id(id: &str, wanted: &str) -> bool {
    bare_id(id).eq_ignore_ascii_case(wanted)
}

/// A text is neither a date nor a time.
///
/// ```
/// use msaudit::analysis::{TimeBound, TimeBoundError};
///
/// let error: TimeBoundError = "2024-13-01".parse::<TimeBound>().unwrap_err();
/// assert!(error.to_string().starts_with("`2024-13-01` is neither a date such as `2024-10-05` nor a time"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is neither a date such as `2024-10-05` nor a time such as `2024-10-05T07:11:12Z`, \
     `2024-10-05 07:11:12` or `10/5/2024 7:11:12 AM`"
)]
pub struct TimeBoundError {
    text: Box<str>,
}
