//! Random events, answered by the functions and by the library itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use msaudit::catalog::{Activity, Listing, Operation, Workload};
use msaudit::event::Event as Seen;
use msaudit::label::{AssessmentSource, LabelBook, LabelChange};
use msaudit::read::Reader;
use msaudit_datafusion::register;

const EVENTS: usize = 100_000;

/// What is asked of each event.
#[derive(Debug, Default)]
struct Event {
    service: Option<String>,
    category: Option<String>,
    activity: Option<String>,
    operation: Option<String>,
    old: Option<String>,
    new: Option<String>,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Answer {
    known: Option<bool>,
    name: Option<String>,
    services: Option<Vec<String>>,
    listed: Option<bool>,
    operation_known: Option<bool>,
    operation_name: Option<String>,
    friendly_name: Option<String>,
    workloads: Option<Vec<String>>,
    label: Option<String>,
    path: Option<String>,
    change: Option<String>,
}

struct Chance {
    random: fastrand::Rng,
    listings: Vec<&'static Listing>,
    operations: Vec<Operation>,
    ids: Vec<String>,
}

impl Chance {
    fn event(&mut self) -> Event {
        let listing = self.random.choice(&self.listings).copied().expect("there are listings");
        let other = self.random.choice(&self.listings).copied().expect("there are listings");
        let beside = if self.random.u8(..3) == 0 { other } else { listing };
        let operation = self.random.choice(&self.operations).copied().expect("there are operations");
        let old = self.label();
        Event {
            service: self.name(beside.service_as_printed()),
            category: self.name(beside.category_as_printed()),
            activity: self.name(listing.activity_as_printed()),
            operation: self.name(operation.name()),
            new: if self.random.u8(..8) == 0 { old.clone() } else { self.label() },
            old,
        }
    }

    /// A name as records may write it.
    fn name(&mut self, name: &str) -> Option<String> {
        Some(match self.random.u8(..20) {
            0 => return None,
            1 => String::new(),
            2 => " \u{a0}".to_owned(),
            3 => format!("{name} {}", self.random.u8(2..)),
            4 => "W\u{e4}ter plants".to_owned(),
            5 => name.to_uppercase(),
            6 => format!("{name}."),
            7 => format!("  {} ", name.replace(" - ", " \u{2013} ")),
            8 => name.to_lowercase(),
            9 => name.replace(' ', "\u{a0}"),
            _ => name.to_owned(),
        })
    }

    fn label(&mut self) -> Option<String> {
        let id = self.random.choice(&self.ids).expect("there are labels").clone();
        Some(match self.random.u8(..16) {
            0 => return None,
            1 => String::new(),
            2 => " ".to_owned(),
            3 => format!("{:08x}-0000-4000-8000-00000000ffff", self.random.u32(..)),
            4 => "Confidential".to_owned(),
            5 => id.to_uppercase(),
            6 => format!("{{{id}}}"),
            7 => format!(" {} ", id.to_uppercase()),
            _ => id,
        })
    }
}

/// Tops, labels below some of them, some without an order.
fn book() -> LabelBook {
    let id = |number: i64| format!("{number:08x}-0000-4000-8000-00000000abcd");
    let mut book = LabelBook::builder();
    for number in 0..8 {
        book = book.label(&id(number), &format!("Label '{number}'"), Some(number));
        book = book.child(&id(100 + number), &format!("Below {number}"), &id(number % 4));
        book = book.label(&id(200 + number), "Unordered, and with a name that is long", None);
    }
    book.build()
}

type Entry = Result<msaudit::read::Entry<'static>, msaudit::read::ReadError>;

/// The library's answers, out of records that hold the events.
fn expected(events: &[Event], book: &LabelBook) -> Vec<Answer> {
    let mut of_directory = String::new();
    let mut of_exchange = String::new();
    let mut of_labels = String::new();
    for event in events {
        of_directory += &serde_json::json!({
            "id": "1",
            "activityDisplayName": event.activity,
            "loggedByService": event.service,
            "category": event.category,
        })
        .to_string();
        of_exchange +=
            &serde_json::json!({"Id": "1", "RecordType": 2, "Workload": "Exchange", "Operation": event.operation})
                .to_string();
        of_labels += &serde_json::json!({
            "RecordType": 94,
            "Operation": "SensitivityLabelUpdated",
            "SensitivityLabelEventData": {"OldSensitivityLabelId": event.old, "SensitivityLabelId": event.new},
        })
        .to_string();
    }
    let [mut directory, mut exchange, mut labels] =
        [&of_directory, &of_exchange, &of_labels].map(|text| Reader::new(text.as_bytes()));
    let records = directory.records().zip(exchange.records()).zip(labels.records()).zip(events);
    let answer = |(((directory, exchange), label), event): (((Entry, Entry), Entry), &Event)| {
        let [directory, exchange, label] = [directory, exchange, label].map(|entry| entry.expect("a record"));
        let operation = Seen::new(exchange.record()).known().operation();
        let known = Seen::new(directory.record()).known();
        let said =
            Seen::new(label.record()).label_event().expect("label data").map(|label| label.assessment_in(book, None));
        let said_by_book =
            said.and_then(|assessment| assessment.evidence().find(|(who, _)| *who == AssessmentSource::Book));
        let new = event.new.as_deref().and_then(|id| book.find(id));
        let services = |activity: Activity| {
            let all: BTreeMap<_, _> =
                activity.listings().iter().map(|row| (row.service(), row.service().name().to_owned())).collect();
            all.into_values().collect()
        };
        let workloads = |operation: Operation| {
            let listed = Workload::all().filter(|&workload| operation.is_listed_in(workload));
            listed.map(|workload| workload.name().to_owned()).collect()
        };
        Answer {
            known: event.activity.as_ref().map(|_| known.activity().is_some()),
            name: known.activity().map(|activity| activity.name().to_owned()),
            services: known.activity().map(services),
            listed: known.is_listed(),
            operation_known: event.operation.as_ref().map(|_| operation.is_some()),
            operation_name: operation.map(|operation| operation.name().to_owned()),
            friendly_name: operation.and_then(Operation::friendly_name).map(str::to_owned),
            workloads: operation.map(workloads),
            label: new.map(|label| label.name().to_owned()),
            path: new.map(|label| label.path().to_owned()),
            change: said_by_book.map(|(_, change)| change.name().to_owned()),
        }
    };
    records.map(answer).collect()
}

fn columns(events: &[Event], layout: &DataType) -> RecordBatch {
    type Column = (&'static str, fn(&Event) -> &Option<String>);
    const COLUMNS: [Column; 6] = [
        ("service", |event| &event.service),
        ("category", |event| &event.category),
        ("activity", |event| &event.activity),
        ("operation", |event| &event.operation),
        ("old", |event| &event.old),
        ("new", |event| &event.new),
    ];
    let column = |(name, of): Column| {
        let plain: ArrayRef = Arc::new(events.iter().map(of).collect::<StringArray>());
        (name, cast(&plain, layout).expect("text is cast to text"), true)
    };
    RecordBatch::try_from_iter_with_nullable(COLUMNS.map(column)).expect("columns are of one length")
}

fn answers(batch: &RecordBatch) -> Vec<Answer> {
    let flags = |at: usize| batch.column(at).as_boolean().iter();
    let texts = |at: usize| batch.column(at).as_string::<i32>().iter().map(|text| text.map(str::to_owned));
    let list: fn(ArrayRef) -> Vec<String> =
        |list| list.as_string::<i32>().iter().flatten().map(str::to_owned).collect();
    let lists = |at: usize| batch.column(at).as_list::<i32>().iter().map(move |names| names.map(list));
    let (mut known, mut name, mut services, mut listed) = (flags(0), texts(1), lists(2), flags(3));
    let (mut operation_known, mut operation_name) = (flags(4), texts(5));
    let (mut friendly_name, mut workloads) = (texts(6), lists(7));
    let (mut label, mut path, mut change) = (texts(8), texts(9), texts(10));
    let mut answer = || {
        Some(Answer {
            known: known.next()?,
            name: name.next()?,
            services: services.next()?,
            listed: listed.next()?,
            operation_known: operation_known.next()?,
            operation_name: operation_name.next()?,
            friendly_name: friendly_name.next()?,
            workloads: workloads.next()?,
            label: label.next()?,
            path: path.next()?,
            change: change.next()?,
        })
    };
    std::iter::from_fn(&mut answer).collect()
}

#[tokio::test]
async fn functions_and_library_agree_on_100_000_events() {
    let book = Arc::new(book());
    let listings = Activity::all().flat_map(Activity::listings).collect();
    let operations = Operation::all().collect();
    let ids = book.labels().map(|label| label.id().to_string()).collect();
    // A fixed seed, so that a failure can be looked at.
    let mut chance = Chance { random: fastrand::Rng::with_seed(20_241_005), listings, operations, ids };
    let events: Vec<Event> = (0..EVENTS).map(|_| chance.event()).collect();
    let expected = expected(&events, &book);
    assert_eq!(expected.len(), EVENTS);

    // Every kind of answer is among them.
    let count = |of: &dyn Fn(&Answer) -> bool| expected.iter().filter(|answer| of(answer)).count();
    for flag in [None, Some(true), Some(false)] {
        assert!(count(&|answer| answer.known == flag) > 1_000, "known {flag:?}");
        assert!(count(&|answer| answer.listed == flag) > 1_000, "listed {flag:?}");
        assert!(count(&|answer| answer.operation_known == flag) > 1_000, "operation known {flag:?}");
    }
    use LabelChange::{Downgraded, SameOrder, Unchanged, Undetermined, Upgraded};
    for change in [None, Some(Upgraded), Some(Downgraded), Some(SameOrder), Some(Unchanged), Some(Undetermined)] {
        let change = change.map(LabelChange::name);
        assert!(count(&|answer| answer.change.as_deref() == change) > 1_000, "change {change:?}");
    }
    assert!(count(&|answer| answer.services.as_ref().is_some_and(|services| services.len() > 1)) > 1_000);
    assert!(count(&|answer| answer.workloads.as_ref().is_some_and(|workloads| workloads.len() > 1)) > 1_000);
    assert!(count(&|answer| answer.label != answer.path) > 1_000);

    let dictionary = |key, value: &DataType| DataType::Dictionary(Box::new(key), Box::new(value.clone()));
    let layouts = [
        DataType::Utf8,
        DataType::LargeUtf8,
        DataType::Utf8View,
        dictionary(DataType::Int32, &DataType::Utf8),
        dictionary(DataType::UInt64, &DataType::LargeUtf8),
        dictionary(DataType::UInt32, &DataType::Utf8View),
    ];
    for layout in layouts {
        // One partition, so that rows stay in order.
        let mut context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(1));
        register(&mut context, Arc::clone(&book)).expect("a session takes functions");
        // Batches of an odd size, each with a dictionary of its own.
        let batches: Vec<_> = events.chunks(7_919).map(|events| columns(events, &layout)).collect();
        let table = MemTable::try_new(batches[0].schema(), vec![batches]).expect("batches are of one schema");
        context.register_table("events", Arc::new(table)).expect("the name is free");
        let query = "SELECT activity_known(activity), activity_name(activity), activity_services(activity), \
            is_listed(service, category, activity), operation_known(operation), operation_name(operation), \
            operation_friendly_name(operation), operation_workloads(operation), label_name(new), label_path(new), label_change(old, new) FROM events";
        let found = context.sql(query).await.expect("it can be planned").collect().await.expect("it can be run");
        let found: Vec<Answer> = found.iter().flat_map(answers).collect();
        assert_eq!(found.len(), EVENTS, "{layout}");
        for ((event, wanted), found) in events.iter().zip(&expected).zip(&found) {
            assert_eq!(found, wanted, "{layout}: {event:?}");
        }
    }
}
