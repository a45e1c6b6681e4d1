//! Nothing is taken for a record and then left empty: whatever an object holds, there is an event that says something, or a report.

mod support;

use msaudit::event::ActorKind;
use msaudit::read::{Entry, Reader};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value};

/// The records of the samples in every JSON format.
fn samples() -> Vec<Map<String, Value>> {
    [
        "samples/graph_directoryaudits.ndjson",
        "samples/diagnostic_settings.ndjson",
        "samples/loganalytics_auditlogs.ndjson",
        "samples/loganalytics_officeactivity.ndjson",
        "samples/ual_management_activity.ndjson",
        "samples/mip_label_events.ndjson",
        "mpip.ndjson",
        "aip_log.ndjson",
        "activity_explorer.ndjson",
        "search_unified_audit_log.json",
    ]
    .into_iter()
    .flat_map(|name| {
        let text = String::from_utf8(support::bytes(name)).expect("samples are UTF-8");
        let values: Vec<Value> = match serde_json::from_str(&text) {
            Ok(Value::Array(list)) => list,
            _ => text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
        };
        values.into_iter().filter_map(|value| value.as_object().cloned())
    })
    .collect()
}

fn says_something(entry: &Entry<'_>) -> bool {
    let event = entry.event();
    let actor = event.actor();
    event.id().is_some()
        || event.activity().is_some()
        || event.written_time().is_some()
        || actor.id().is_some()
        || actor.name().is_some()
        || actor.kind() != ActorKind::Unknown
}

/// Every object gives an event with content, or a report.
fn is_told(objects: &[Value]) -> Result<(), TestCaseError> {
    let text: Vec<String> = objects.iter().map(ToString::to_string).collect();
    for text in [text.join("\n"), format!("[{}]", text.join(","))] {
        let mut told = 0;
        for result in Reader::new(text.as_bytes()).records() {
            told += 1;
            if let Ok(entry) = result {
                prop_assert!(says_something(&entry), "{}", entry.text());
            }
        }
        prop_assert!(told >= objects.len(), "{told} of {}: {text}", objects.len());
    }
    Ok(())
}

/// A few fields of some record, values of any kind in some of them.
fn part() -> impl Strategy<Value = Value> {
    let odd = select(vec![
        Value::Null,
        "".into(),
        "x".into(),
        5.into(),
        true.into(),
        Value::Array(vec![]),
        Map::new().into(),
    ]);
    let field = (any::<Index>(), proptest::option::weighted(0.4, odd));
    (select(samples()), proptest::collection::vec(field, 1..6)).prop_map(|(record, fields)| {
        let all: Vec<(&String, &Value)> = record.iter().collect();
        let chosen = fields.into_iter().map(|(index, odd)| {
            let (name, value) = all[index.index(all.len())];
            (name.clone(), odd.unwrap_or_else(|| value.clone()))
        });
        Value::Object(chosen.collect())
    })
}

proptest! {
    #[test]
    fn parts_of_records_say_something_or_are_told(parts in proptest::collection::vec(part(), 1..5)) {
        is_told(&parts)?;
    }

    #[test]
    fn records_of_one_format_among_those_of_others_are_told(
        records in proptest::collection::vec(select(samples()), 1..6),
        more in "[A-Za-z]{1,12}",
    ) {
        // Beside it, a name that another format or a wrapper may have.
        let objects: Vec<Value> = records
            .into_iter()
            .map(|mut record| {
                record.entry(more.as_str()).or_insert(Value::Null);
                Value::Object(record)
            })
            .collect();
        is_told(&objects)?;
    }

    #[test]
    fn the_telling_names_alone_are_told(
        names in proptest::collection::vec(
            select(vec![
                "activityDisplayName", "AuditData", "auditData", "RecordTypeName", "OfficeWorkload", "OfficeId", "RecordType",
                "Activity_s", "Activity", "ItemPath", "LabelName", "OperationName", "LoggedByService", "TargetResources",
                "operationName", "properties", "Operation", "CreationTime", "Happened", "ActorType", "event", "_raw", "host",
                "RawEventData", "ResultData", "data", "columns", "rows", "tables", "value", "_source", "message",
            ]),
            1..4,
        ),
        value in select(vec![Value::Null, "".into(), "x".into(), 5.into(), Value::Array(vec![]), Map::new().into()]),
    ) {
        let object = Value::Object(names.iter().map(|&name| (name.to_owned(), value.clone())).collect());
        // An empty page is one, and holds nothing.
        let is_page = value == Value::Array(vec![])
            && names.iter().any(|name| ["data", "tables", "value", "rows"].contains(name));
        let is_empty_page = names.contains(&"ResultData");
        if !is_page && !is_empty_page {
            is_told(&[object])?;
        }
    }
}
