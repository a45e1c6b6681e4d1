//! Rows of the Purview audit search, with the JSON in `AuditData`.

use std::rc::Rc;

use msaudit::formats::Record;
use msaudit::read::Reader;
use serde_json::Value;

use crate::generate::{Shape, text};
use crate::measure::{Claim, Clock, Goal, Id, Rounds, Way, id};
use crate::records::each_record;
use crate::{Area, Scale};

/// Rows with JSON in a cell.
pub const AREA: Area =
    Area { name: "rows", clock: Clock::Thread, rounds: Rounds { quick: 7, full: 15 }, ways, claims: CLAIMS };

const OURS: Id = id("rows", "lazy");
const LISTS: Id = id("rows", "lists");
const RIVAL: Id = id("rows", "Value");

const CLAIMS: &[Claim] = &[claim("row, lists decoded", LISTS, 1.7), claim("row, lazy", OURS, 2.1)];

const fn claim(what: &'static str, ours: Id, least: f64) -> Claim {
    let goal = Goal::AtLeast(least);
    Claim::Time { what, ours, rival: RIVAL, called: "csv StringRecord + Value", goal, stretch: None }
}

fn ways(scale: Scale) -> Vec<Way> {
    let (text, records) = text(Shape::AuditSearch, scale.bytes(), 1);
    let text: Rc<[u8]> = text.into_bytes().into();
    let operations = by_value(&text);
    let way = |id, run: fn(&[u8]) -> u64| {
        let text = Rc::clone(&text);
        Way::new(id, records, operations, move || run(&text))
    };
    vec![
        way(RIVAL, by_value),
        way(OURS, |text| each_record(Reader::new(text), operation)),
        way(LISTS, |text| each_record(Reader::new(text).decode_lists(), operation)),
    ]
}

/// The length of the operation's name, in the JSON.
fn operation(record: &Record<'_>) -> u64 {
    let Record::AuditSearch(row) = record else { return 0 };
    let data = row.audit_data.as_ref().and_then(|data| data.record());
    data.and_then(|data| data.operation.as_ref()).map_or(0, |operation| operation.as_str().len() as u64)
}

fn by_value(text: &[u8]) -> u64 {
    let mut rows = csv::Reader::from_reader(text);
    let names = rows.headers().expect("it has a header").clone();
    let column = names.iter().position(|name| name == "AuditData").expect("it has the column");
    let (mut row, mut sum) = (csv::StringRecord::new(), 0);
    while rows.read_record(&mut row).expect("it is a table") {
        let value: Value = serde_json::from_str(&row[column]).expect("it is JSON");
        sum += value["Operation"].as_str().map_or(0, |name| name.len() as u64);
    }
    sum
}
