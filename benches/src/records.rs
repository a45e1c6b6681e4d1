//! Graph records, one a line: read in full, lazily, and as events, against parsers that know no types.

use std::rc::Rc;

use msaudit::event::Event;
use msaudit::read::{Reader, Record};
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::generate::{Shape, text};
use crate::measure::{Claim, Goal, Id, Rounds, Way, id};
use crate::{Area, Scale};

const LINES: &str = "lines";
const EVENTS: &str = "events";

const LAZY: &str = "lazy";
const VALUE: &str = "Value";
const IGNORED: &str = "IgnoredAny";
const OURS: &str = "ours";
const SONIC: &str = "sonic";
const CLASSIFIED: &str = "classified";

/// Records of Graph.
pub const AREA: Area = Area { name: "records", rounds: Rounds { quick: 7, full: 15 }, ways, claims: CLAIMS };

const CLAIMS: &[Claim] = &[
    faster("lazy record", id(LINES, LAZY), id(LINES, VALUE), "serde_json Value", 4.6),
    faster("lazy record", id(LINES, LAZY), id(LINES, IGNORED), "serde_json IgnoredAny", 0.85),
    faster("event of six fields", id(EVENTS, OURS), id(EVENTS, SONIC), "sonic-rs get_many", 0.75),
    Claim::Time {
        what: "record, look-ups, label change",
        ours: id(LINES, CLASSIFIED),
        rival: id(LINES, LAZY),
        called: "lazy record",
        goal: Goal::AtMost(1.1),
        stretch: None,
    },
];

const fn faster(what: &'static str, ours: Id, rival: Id, called: &'static str, least: f64) -> Claim {
    Claim::Time { what, ours, rival, called, goal: Goal::AtLeast(least), stretch: None }
}

fn ways(scale: Scale) -> Vec<Way> {
    let bytes = match scale {
        Scale::Test => 1_000_000,
        Scale::Quick => 20_000_000,
        Scale::Full => 200_000_000,
    };
    let (lines, records) = text(Shape::Ndjson, bytes, 1);
    let lines: Rc<[u8]> = lines.into_bytes().into();
    let names: u64 = each_line(&lines).map(|line| name(&serde_json::from_slice(line).expect("it is JSON"))).sum();
    let way = |kind, by, sum, run: fn(&[u8]) -> u64| {
        let lines = Rc::clone(&lines);
        Way::new(id(kind, by), records, sum, move || run(&lines))
    };
    vec![
        way(LINES, VALUE, names, |lines| {
            each_line(lines).map(|line| name(&serde_json::from_slice(line).expect("it is JSON"))).sum()
        }),
        way(LINES, IGNORED, records as u64, |lines| {
            let read = |line| serde_json::from_slice::<IgnoredAny>(line).map_or(0, |_| 1);
            each_line(lines).map(read).sum()
        }),
        way(LINES, LAZY, names, |lines| {
            each_record(lines, |record| match record {
                Record::Graph(audit) => {
                    audit.activity_display_name.as_ref().map_or(0, |name| name.as_str().len() as u64)
                }
                _ => 0,
            })
        }),
        way(LINES, CLASSIFIED, names, |lines| {
            each_record(lines, |record| {
                let event = Event::new(record);
                let known = event.known();
                let label = event.label_event().expect("no label is broken");
                std::hint::black_box((known, label.map(|label| label.finding().change())));
                event.activity().map_or(0, |name| name.len() as u64)
            })
        }),
        way(EVENTS, OURS, 0, |lines| {
            each_record(lines, |record| {
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
        way(EVENTS, SONIC, 0, six_fields_by_sonic),
    ]
}

fn six_fields_by_sonic(lines: &[u8]) -> u64 {
    let mut tree = sonic_rs::PointerTree::new();
    for path in ["activityDateTime", "loggedByService", "category", "activityDisplayName", "result", "initiatedBy"] {
        tree.add_path(&[path]);
    }
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

fn each_record(lines: &[u8], each: impl Fn(&Record<'_>) -> u64) -> u64 {
    let mut reader = Reader::new(lines);
    let mut sum = 0;
    while let Some(batch) = reader.batch().expect("memory can be read") {
        for entry in batch {
            sum += each(entry.expect("it is a record").record());
        }
    }
    sum
}

fn name(value: &Value) -> u64 {
    value["activityDisplayName"].as_str().map_or(0, |name| name.len() as u64)
}
