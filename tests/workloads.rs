//! The guide's page of workloads: each of its records, read, is the event that stands below it.

use msaudit::catalog::Workload;
use msaudit::read::Reader;
use serde_json::Value;
use snapbox::{assert_data_eq, file};

const PAGE: &str = include_str!("../src/guide/workloads.md");
const OPEN: &str = "```json\n";
const CLOSE: &str = "\n```\n";

/// Nulls left out, at every depth.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, without_nulls(value)));
            Value::Object(fields.filter(|(_, value)| !value.is_null()).collect())
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

/// The event of a record, one field a line, a target or change a line where there are several.
fn event(record: &str) -> String {
    let entry = Reader::new(record.as_bytes()).records().next().expect("one record").expect("it is read");
    let event = serde_json::to_value(entry.decode(None)).expect("it is written");
    let Value::Object(fields) = without_nulls(event) else { panic!("an event is an object") };
    let lines: Vec<String> = fields
        .iter()
        .filter(|(name, value)| !matches!(name.as_str(), "file" | "record") && **value != Value::Bool(false))
        .map(|(name, value)| match value {
            Value::Array(items) if items.len() > 1 => {
                let items: Vec<String> = items.iter().map(|item| format!("    {item}")).collect();
                format!("  \"{name}\": [\n{}\n  ]", items.join(",\n"))
            }
            value => format!("  \"{name}\": {value}"),
        })
        .collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}

#[test]
fn every_record_of_the_page_reads_as_the_event_below_it() {
    let mut page = String::new();
    let mut rest = PAGE;
    let mut records = 0;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (record, after) = after.split_once(CLOSE).expect("the block of the record ends");
        let (between, after) = after.split_once(OPEN).expect("an event follows");
        let (_, after) = after.split_once(CLOSE).expect("the block of the event ends");
        page.extend([before, OPEN, record, CLOSE, between, OPEN, &event(record), CLOSE]);
        rest = after;
        records += 1;
    }
    page.push_str(rest);
    assert!(records >= Workload::COUNT);
    assert_data_eq!(page, file!["../src/guide/workloads.md"].raw());
}

#[test]
fn every_workload_has_a_section() {
    for workload in Workload::all() {
        let heading = format!("\n# {}\n", workload.name());
        assert!(PAGE.contains(&heading), "`{}` has no section", workload.name());
        assert!(PAGE.contains(&format!("\"Workload\": \"{}\"", workload.name())), "{workload:?}");
    }
}
