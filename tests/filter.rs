//! Every condition of a filter against its plain definition.

use msaudit::analysis::{Filter, TimeBound};
use msaudit::catalog::{Activity, Category, ObservedSpelling, Service, fold};
use msaudit::event::{DecodedEvent, Outcome};
use msaudit::formats::Format;
use msaudit::label::LabelChange;
use msaudit::read::Reader;
use proptest::prelude::*;
use time::OffsetDateTime;
use time::macros::datetime;

/// Looks at the only record of a text as a line.
fn with_line<T>(json: &str, look: impl FnOnce(&DecodedEvent<'_>) -> T) -> T {
    let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
    look(&entry.decode(None))
}

fn bound(text: &str) -> TimeBound {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn from_is_included_and_to_is_not() {
    let at = |filter: &Filter, time: &str| {
        with_line(&format!(r#"{{"activityDisplayName":"x","activityDateTime":"{time}"}}"#), |line| filter.matches(line))
    };
    let times = Filter::new().from(bound("2024-10-05T07:00:00Z")).to(bound("2024-10-05 09:00:00 +01:00"));
    assert!(at(&times, "2024-10-05T07:00:00Z"));
    assert!(at(&times, "2024-10-05T07:59:59.9999999Z"));
    assert!(!at(&times, "2024-10-05T08:00:00Z"));
    assert!(!at(&times, "2024-10-05T06:59:59Z"));
    let day = Filter::new().from(bound("2024-10-05")).to(bound(" 2024-10-05 "));
    assert!(at(&day, "2024-10-05T00:00:00Z"));
    assert!(at(&day, "2024-10-05T23:59:59.9999999Z"));
    assert!(!at(&day, "2024-10-06T00:00:00Z"));
    assert!(!at(&day, "2024-10-04T23:59:59Z"));
    assert!(at(&Filter::new().to(bound("9999-12-31")), "9999-12-31T12:00:00Z"));
    // No time, no place in a range.
    assert!(!at(&day, "soon"));
    assert!(!at(&Filter::new().to(bound("2024-10-05")), ""));
    assert!(at(&Filter::new(), "soon"));
}

#[test]
fn what_is_no_time_is_refused() {
    for text in ["", "2024-13-01", "2024-1-1", "-2024-10-05", "yesterday"] {
        assert!(
            text.parse::<TimeBound>().expect_err("no time").to_string().starts_with(&format!("`{text}` is neither"))
        );
    }
}

#[test]
fn spellings_of_one_activity_are_one() {
    let json = |name: &str| format!(r#"{{"activityDisplayName":{}}}"#, serde_json::to_string(name).expect("text"));
    let matches =
        |wanted: &str, written: &str| with_line(&json(written), |line| Filter::new().activity(wanted).matches(line));
    for activity in Activity::all() {
        let observed = activity.observed_spellings().map(ObservedSpelling::text);
        let spellings: Vec<&str> = activity.spellings().chain(observed).collect();
        for spelling in spellings.iter().filter(|spelling| Activity::find(spelling) == Some(activity)) {
            assert!(matches(activity.name(), spelling), "{activity}: {spelling}");
            assert!(matches(&spelling.to_uppercase(), activity.name()), "{activity}: {spelling}");
        }
    }
    assert!(matches("feed  the CAT", "Feed the cat."));
    assert!(!matches("Feed the cat", "Feed the cats"));
    assert!(!matches("Reset password", "Reset user password"), "renamed, not spelt otherwise");
    assert!(matches("Bulk create users - started (bulk)", "started (bulk)"));
    // Another workload's operation is compared by its text.
    let other = |wanted: &str| {
        with_line(r#"{"RecordType":20,"Operation":"Add user"}"#, |line| Filter::new().activity(wanted).matches(line))
    };
    assert!(other("add user."));
    assert!(!other("add users"));
}

/// What a random event says.
#[derive(Debug, Clone)]
struct Said {
    day: Option<u8>,
    service: Option<&'static str>,
    category: Option<&'static str>,
    activity: &'static str,
    result: Option<&'static str>,
    actor: Option<&'static str>,
    target: Option<&'static str>,
}

const SERVICES: [&str; 4] = ["Core Directory", "PIM", "core directory", "Kitchen"];
const CATEGORIES: [&str; 4] = ["UserManagement", "User Management", "Policy", "Shoes"];
const ACTIVITIES: [&str; 6] =
    ["Add user", "ADD USER.", "Update domain", "Update Domain", "Feed the cat", "feed  the cat"];
const RESULTS: [&str; 4] = ["success", "Failure", "timeout", "maybe"];
const PEOPLE: [&str; 4] = ["anna@contoso.com", "Bernd@CONTOSO.com", "J\u{e9}r\u{f4}me", "J\u{c9}R\u{d4}ME Petit"];
const TEXTS: [&str; 5] = ["contoso", "ANNA", "j\u{e9}r\u{f4}me", "petit", "nobody"];

impl Said {
    fn json(&self) -> String {
        let time = self.day.map(|day| format!("2024-10-{day:02}T12:00:00Z"));
        serde_json::json!({
            "activityDisplayName": self.activity, "activityDateTime": time, "loggedByService": self.service,
            "category": self.category, "result": self.result,
            "initiatedBy": {"user": {"userPrincipalName": self.actor}},
            "targetResources": [{"id": "1"}, {"displayName": self.target}],
        })
        .to_string()
    }

    fn time(&self) -> Option<OffsetDateTime> {
        self.day.map(|day| datetime!(2024-10-01 12:00 UTC) + time::Duration::days(i64::from(day) - 1))
    }
}

fn said() -> impl Strategy<Value = Said> {
    let maybe = |list: &'static [&'static str]| proptest::option::of(proptest::sample::select(list));
    let rest = (maybe(&RESULTS), maybe(&PEOPLE), maybe(&PEOPLE));
    let names = (maybe(&SERVICES), maybe(&CATEGORIES), proptest::sample::select(&ACTIVITIES[..]));
    (proptest::option::of(1_u8..9), names, rest).prop_map(
        |(day, (service, category, activity), (result, actor, target))| Said {
            day,
            service,
            category,
            activity,
            result,
            actor,
            target,
        },
    )
}

fn some<T: Clone + std::fmt::Debug + 'static>(list: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    proptest::collection::vec(proptest::sample::select(list), 0..3)
}

proptest! {
    #[test]
    fn a_filter_is_what_it_says(
        said in said(),
        (from, to) in (proptest::option::of(1_u8..9), proptest::option::of(1_u8..9)),
        (services, categories, activities) in (some(&SERVICES[..3]), some(&CATEGORIES[..3]), some(&ACTIVITIES)),
        outcomes in some(&[Outcome::Success, Outcome::Failure, Outcome::Timeout, Outcome::Unknown]),
        (actors, targets) in (some(&TEXTS), some(&TEXTS)),
        sources in some(&[Format::Graph, Format::Diagnostic]),
        changes in proptest::collection::vec(proptest::sample::select(&[LabelChange::Applied][..]), 0..2),
    ) {
        let mut filter = Filter::new();
        if let Some(day) = from {
            filter = filter.from(bound(&format!("2024-10-{day:02}")));
        }
        if let Some(day) = to {
            filter = filter.to(bound(&format!("2024-10-{day:02}T12:00:00Z")));
        }
        let service = |name: &&str| Service::find(name).expect("it is listed");
        let category = |name: &&str| Category::find(name).expect("it is listed");
        filter = services.iter().map(service).fold(filter, Filter::service);
        filter = categories.iter().map(category).fold(filter, Filter::category);
        filter = activities.iter().copied().fold(filter, Filter::activity);
        filter = outcomes.iter().copied().fold(filter, Filter::outcome);
        filter = actors.iter().copied().fold(filter, Filter::actor);
        filter = targets.iter().copied().fold(filter, Filter::target);
        filter = sources.iter().copied().fold(filter, Filter::source);
        filter = changes.iter().copied().fold(filter, Filter::label_change);

        let within = |text: Option<&str>, parts: &[&str]| {
            parts.is_empty() || text.is_some_and(|text| {
                parts.iter().any(|part| text.to_lowercase().contains(&part.to_lowercase()))
            })
        };
        let expected = from.is_none_or(|from| said.day.is_some_and(|day| day >= from))
            && to.is_none_or(|to| said.day.is_some_and(|day| day < to))
            && (services.is_empty()
                || said.service.and_then(Service::find).is_some_and(|found| services.iter().any(|name| service(name) == found)))
            && (categories.is_empty()
                || said.category.and_then(Category::find).is_some_and(|found| categories.iter().any(|name| category(name) == found)))
            && (activities.is_empty() || activities.iter().any(|name| fold(name) == fold(said.activity)))
            && (outcomes.is_empty() || outcomes.contains(&Outcome::of(said.result.unwrap_or_default())))
            && within(said.actor, &actors)
            && within(said.target, &targets)
            && (sources.is_empty() || sources.contains(&Format::Graph))
            && changes.is_empty();
        let (found, time) = with_line(&said.json(), |line| (filter.matches(line), line.event().time()));
        prop_assert_eq!(time.expect("it is a time"), said.time());
        prop_assert_eq!(found, expected, "{:?}", filter);
    }
}

#[test]
fn label_changes_are_chosen() {
    let json = r#"{"RecordType":94,"Operation":"SensitivityLabelUpdated","SensitivityLabelEventData":{
        "SensitivityLabelId":"b","OldSensitivityLabelId":"a","LabelEventType":2}}"#;
    for change in LabelChange::all() {
        let found = with_line(json, |line| Filter::new().label_change(change).matches(line));
        assert_eq!(found, change == LabelChange::Downgraded, "{change}");
    }
    assert!(!with_line(r#"{"activityDisplayName":"x"}"#, |line| {
        Filter::new().label_change(LabelChange::Undetermined).matches(line)
    }));
}
