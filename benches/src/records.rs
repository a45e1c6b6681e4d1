//! Graph records, one a line: read in full, lazily, and as events, against parsers that know no types.

use std::borrow::Cow;
use std::io::{self, Read};
use std::rc::Rc;

use msaudit::enrich::Enricher;
use msaudit::event::Event;
use msaudit::formats::Record;
use msaudit::label::LabelBook;
use msaudit::read::Reader;
use msaudit::wire::Raw;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;
use sonic_rs::JsonValueTrait as _;

use crate::generate::{Shape, text};
use crate::measure::{Claim, Clock, Goal, Id, Rounds, Way, id};
use crate::{Area, Scale};

const LINES: &str = "lines";
const VALUES: &str = "values";
const EVENTS: &str = "events";

const LAZY: &str = "lazy";
const LISTS: &str = "lists";
const FULL: &str = "full";
const OWNED: &str = "owned";
const READ: &str = "read";
const ENRICHED: &str = "enriched";
const VALUE: &str = "Value";
const IGNORED: &str = "IgnoredAny";
const OURS: &str = "ours";
const SONIC: &str = "sonic";
const SONIC_TO_END: &str = "sonic to the end";
const CLASSIFIED: &str = "classified";
const DOM: &str = "sonic Value";
const CHECKED: &str = "Value of checked text";
const RAW: &str = "struct with RawValue";

/// Records of Graph.
pub const AREA: Area =
    Area { name: "records", clock: Clock::Thread, rounds: Rounds { quick: 7, full: 15 }, ways, claims: CLAIMS };

const CLAIMS: &[Claim] = &[
    faster("full record, values too", id(VALUES, FULL), id(VALUES, VALUE), "serde_json Value", 3.2),
    faster("full record, values too", id(VALUES, FULL), id(LINES, IGNORED), "serde_json IgnoredAny", 0.6),
    faster("full record, values as written", id(LINES, LISTS), id(LINES, VALUE), "serde_json Value", 3.2),
    faster("full record, values as written", id(LINES, LISTS), id(LINES, IGNORED), "serde_json IgnoredAny", 0.6),
    faster("full record, values as written", id(LINES, LISTS), id(LINES, DOM), "sonic-rs Value", 1.0),
    faster("full record, values as written", id(LINES, LISTS), id(LINES, CHECKED), "Value of checked text", 3.2),
    faster("lazy record", id(LINES, LAZY), id(LINES, VALUE), "serde_json Value", 4.6),
    faster("lazy record", id(LINES, LAZY), id(LINES, RAW), "struct with RawValue", 1.0),
    faster("lazy record", id(LINES, LAZY), id(LINES, IGNORED), "serde_json IgnoredAny", 0.85),
    faster("lazy record, from a file", id(LINES, READ), id(LINES, LAZY), "from memory", 0.95),
    faster("owned record", id(LINES, OWNED), id(LINES, VALUE), "serde_json Value", 2.3),
    faster("event of six fields", id(EVENTS, OURS), id(EVENTS, SONIC), "sonic-rs get_many", 0.75),
    faster("event of six fields", id(EVENTS, OURS), id(EVENTS, SONIC_TO_END), "the same, to the end", 0.75),
    Claim::Time {
        what: "record, look-ups, label change",
        ours: id(LINES, CLASSIFIED),
        rival: id(LINES, LAZY),
        called: "lazy record",
        goal: Goal::AtMost(1.1),
        stretch: None,
    },
    Claim::Time {
        what: "enriched with label names",
        ours: id(LINES, ENRICHED),
        rival: id(LINES, LAZY),
        called: "lazy record",
        goal: Goal::AtMost(1.3),
        stretch: None,
    },
    allocations("allocations, full record", id(VALUES, FULL), 16.0),
    allocations("allocations, values as written", id(LINES, LISTS), 5.0),
    allocations("allocations, lazy record", id(LINES, LAZY), 1.0),
];

const fn faster(what: &'static str, ours: Id, rival: Id, called: &'static str, least: f64) -> Claim {
    Claim::Time { what, ours, rival, called, goal: Goal::AtLeast(least), stretch: None }
}

const fn allocations(what: &'static str, ours: Id, goal: f64) -> Claim {
    Claim::Allocations { what, ours, rival: id(LINES, VALUE), called: "serde_json Value", goal }
}

fn ways(scale: Scale) -> Vec<Way> {
    let (lines, records) = text(Shape::Ndjson, scale.bytes(), 1);
    let lines: Rc<[u8]> = lines.into_bytes().into();
    let names: u64 = each_line(&lines).map(|line| name(&value(line))).sum();
    let values: u64 = each_line(&lines).map(|line| values(&value(line))).sum();
    let way = |kind, by, sum, run: fn(&[u8]) -> u64| {
        let lines = Rc::clone(&lines);
        Way::new(id(kind, by), records, sum, move || run(&lines))
    };
    let file = File::of(&lines);
    vec![
        way(LINES, VALUE, names, |lines| each_line(lines).map(|line| name(&value(line))).sum()),
        way(LINES, IGNORED, records as u64, |lines| {
            let read = |line| serde_json::from_slice::<IgnoredAny>(line).map_or(0, |_| 1);
            each_line(lines).map(read).sum()
        }),
        way(LINES, DOM, names, |lines| {
            let read = |line| sonic_rs::from_slice::<sonic_rs::Value>(line).expect("it is JSON");
            let name =
                |value: sonic_rs::Value| value["activityDisplayName"].as_str().map_or(0, |name| name.len() as u64);
            each_line(lines).map(|line| name(read(line))).sum()
        }),
        way(LINES, CHECKED, names, |lines| {
            let read = |line| serde_json::from_str::<Value>(line).expect("it is JSON");
            each_checked(lines).map(|line| name(&read(line))).sum()
        }),
        way(LINES, RAW, names, |lines| {
            let read = |line| serde_json::from_str::<Borrowed<'_>>(line).expect("it is JSON");
            each_checked(lines).map(|line| read(line).activity_display_name.len() as u64).sum()
        }),
        way(LINES, LAZY, names, |lines| each_record(Reader::new(lines), name_of)),
        way(LINES, LISTS, names, |lines| each_record(Reader::new(lines).decode_lists(), name_of)),
        way(LINES, OWNED, names, |lines| {
            Reader::new(lines).records().map(|entry| name_of(entry.expect("it is a record").record())).sum()
        }),
        Way::new(id(LINES, READ), records, names, move || each_record(file.reader(), name_of)),
        way(LINES, ENRICHED, records as u64, |lines| {
            let book = LabelBook::default();
            let enriched = Enricher::new(&book).run(lines, io::sink(), |error| panic!("{error}"));
            enriched.expect("it is copied").report().read()
        }),
        way(LINES, CLASSIFIED, names, |lines| {
            each_record(Reader::new(lines), |record| {
                let event = Event::new(record);
                let known = event.known();
                let label = event.label_event().expect("no label is broken");
                std::hint::black_box((known, label.map(|label| label.assessment().change())));
                event.activity().map_or(0, |name| name.len() as u64)
            })
        }),
        way(VALUES, VALUE, values, |lines| each_line(lines).map(|line| self::values(&value(line))).sum()),
        way(VALUES, FULL, values, |lines| each_record(Reader::new(lines).decode_lists(), values_of)),
        way(EVENTS, OURS, 0, |lines| {
            each_record(Reader::new(lines), |record| {
                let event = Event::new(record);
                let actor = event.actor();
                std::hint::black_box((
                    event.written_time(),
                    event.service(),
                    event.category(),
                    event.known().activity(),
                    event.outcome(),
                    actor.name(),
                ));
                0
            })
        }),
        way(EVENTS, SONIC, 0, |lines| by_sonic(lines, &[])),
        // It stops where it has all it wants. One more path, to what comes last, makes it look at the whole record, as
        // ours does.
        way(EVENTS, SONIC_TO_END, 0, |lines| by_sonic(lines, &["additionalDetails"])),
    ]
}

/// What somebody in a hurry would write: the fields asked for, the rest as it stands, text that is checked once.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "a field that nobody reads is read all the same")]
struct Borrowed<'a> {
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    activity_display_name: Cow<'a, str>,
    activity_date_time: Option<&'a RawValue>,
    category: Option<&'a RawValue>,
    correlation_id: Option<&'a RawValue>,
    result: Option<&'a RawValue>,
    result_reason: Option<&'a RawValue>,
    logged_by_service: Option<&'a RawValue>,
    operation_type: Option<&'a RawValue>,
    initiated_by: Option<&'a RawValue>,
    target_resources: Option<&'a RawValue>,
    additional_details: Option<&'a RawValue>,
}

fn each_checked(lines: &[u8]) -> impl Iterator<Item = &str> {
    std::str::from_utf8(lines).expect("it is UTF-8").lines()
}

fn by_sonic(lines: &[u8], further: &[&'static str]) -> u64 {
    let mut tree = sonic_rs::PointerTree::new();
    let six = ["activityDateTime", "loggedByService", "category", "activityDisplayName", "result", "initiatedBy"];
    six.iter().chain(further).for_each(|&path| tree.add_path(&[path]));
    for line in each_line(lines) {
        let found = sonic_rs::get_many(line, &tree).expect("it is JSON");
        std::hint::black_box(found);
    }
    0
}

fn each_line(lines: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', lines).map(move |end| &lines[std::mem::replace(&mut start, end + 1)..end])
}

/// The sum over all records of an input.
pub(crate) fn each_record<R: Read>(mut reader: Reader<R>, each: impl Fn(&Record<'_>) -> u64) -> u64 {
    let mut sum = 0;
    while let Some(batch) = reader.batch().expect("the input can be read") {
        for entry in batch {
            sum += each(entry.expect("it is a record").record());
        }
    }
    sum
}

fn value(line: &[u8]) -> Value {
    serde_json::from_slice(line).expect("it is JSON")
}

fn name(value: &Value) -> u64 {
    value["activityDisplayName"].as_str().map_or(0, |name| name.len() as u64)
}

/// The length of the activity's name.
pub(crate) fn name_of(record: &Record<'_>) -> u64 {
    match record {
        Record::Graph(audit) => audit.activity_display_name.as_ref().map_or(0, |name| name.as_str().len() as u64),
        _ => 0,
    }
}

/// The length of all changed values and details.
fn values(value: &Value) -> u64 {
    let length = |value: &Value| value.as_str().map_or(0, |text| text.len() as u64);
    let changes = value["targetResources"].as_array().into_iter().flatten();
    let changes = changes.flat_map(|target| target["modifiedProperties"].as_array().into_iter().flatten());
    let changed: u64 = changes.map(|change| length(&change["oldValue"]) + length(&change["newValue"])).sum();
    changed
        + value["additionalDetails"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|detail| length(&detail["value"]))
            .sum::<u64>()
}

fn values_of(record: &Record<'_>) -> u64 {
    let Record::Graph(audit) = record else { return 0 };
    let length = |value: &Option<Raw<'_>>| value.as_ref().map_or(0, |raw| raw.text().len() as u64);
    let mut sum = 0;
    for target in audit.targets().expect("they decode").iter() {
        for change in target.changes().expect("they decode").iter() {
            sum += length(&change.old_value) + length(&change.new_value);
        }
    }
    sum + audit.details().expect("they decode").iter().map(|detail| length(&detail.value)).sum::<u64>()
}

/// A file that is there as long as it is measured with.
struct File(std::path::PathBuf);

impl File {
    fn of(bytes: &[u8]) -> Self {
        let name = format!("msaudit-bench-{}.ndjson", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, bytes).expect("the directory for temporary files takes it");
        Self(path)
    }

    fn reader(&self) -> Reader<std::fs::File> {
        Reader::open(&self.0).expect("it was written")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // Whoever cleans the directory up may have been quicker.
        let _ = std::fs::remove_file(&self.0);
    }
}
