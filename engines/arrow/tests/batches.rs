//! Batches hold what the library says of each event.

mod support;

use std::fs;
use std::io::Read;

use msaudit::analysis::Filter;
use msaudit::event::Outcome;
use msaudit::read::{ErrorKind, Limits, ReadError, Reader};
use msaudit_arrow::arrow_array::cast::AsArray;
use msaudit_arrow::arrow_array::{RecordBatch, RecordBatchReader};
use msaudit_arrow::{Batches, EventBuilder, Original, schema};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{book, canonical, expected, exports, rows};

fn batches<R: Read>(batches: Batches<'_, R>) -> Vec<RecordBatch> {
    batches.map(|batch| batch.expect("memory can be read")).collect()
}

/// Both as JSON, with what may be written in several ways written in one.
fn assert_same(input: &[u8], found: &[RecordBatch], what: &str) {
    let book = book();
    let (mut found, mut wanted) = (rows(found), expected(input, Some(&book)));
    canonical(&mut found);
    canonical(&mut wanted);
    assert_eq!(found.len(), wanted.len(), "{what}");
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!(found, wanted, "{what}");
    }
}

#[test]
fn every_format_has_the_values_of_its_json() {
    let (mut events, mut labels, mut sources) = (0, 0, std::collections::BTreeSet::new());
    for path in exports() {
        let input = fs::read(&path).expect("it can be read");
        let book = book();
        let found = batches(Batches::new(Reader::new(&input[..]).named("test")).labels(&book));
        assert_same(&input, &found, &path.display().to_string());
        for row in rows(&found) {
            events += 1;
            labels += usize::from(!row["label"].is_null());
            sources.insert(row["source"].as_str().map(str::to_owned));
        }
    }
    assert!(events > 100 && labels > 20, "{events} events, {labels} labels");
    assert_eq!(sources.len(), 10, "{sources:?}");
}

#[test]
fn what_cannot_be_decoded_is_null_and_counted() {
    let input = br#"
        {"activityDisplayName":"A","activityDateTime":"soon","targetResources":"none"}
        {"activityDisplayName":5}
        {"RecordType":94,"Operation":"SensitivityLabelUpdated","CreationTime":"2024-10-05T07:11:12",
         "SensitivityLabelEventData":{"SensitivityLabelId":"x"},
         "SensitiveInfoTypeData":[{"Name":"IBAN","Count":"3","Confidence":"high"}]}
        {"RecordType":94,"Operation":"SensitivityLabelUpdated","CreationTime":"2024-10-05T07:11:12",
         "SensitivityLabelEventData":{"SensitivityLabelId":"x"},"SensitiveInfoTypeData":{"Name":5}}"#;
    let mut errors = Vec::new();
    let mut events = Batches::new(Reader::new(&input[..])).on_error(|error: &ReadError| errors.push(error.kind()));
    let batch = events.next().expect("there are events").expect("memory can be read");
    assert_eq!(events.problems(), 4, "the time, the targets, one number, one list");
    assert_eq!(events.report().read(), 3);
    drop(events);
    assert_eq!(errors.iter().filter(|kind| **kind == ErrorKind::WrongType).count(), 4, "{errors:?}");
    let rows = rows([&batch]);
    assert_eq!((&rows[0]["time"], &rows[0]["targets"]), (&Value::Null, &Value::Null));
    assert_eq!(
        rows[1]["label"]["sensitive_info_types"],
        json!([{"id": null, "name": "IBAN", "count": 3, "confidence": null}])
    );
    assert_eq!(rows[2]["label"]["sensitive_info_types"], Value::Null);
}

#[test]
fn record_types_are_numbers_whatever_is_written() {
    let codes = [json!(94), json!("AipSensitivityLabelAction"), json!("94"), json!(418), json!("NewThing"), json!(1.5)];
    let record = |code: &Value| json!({"RecordType": code, "Operation": "x", "CreationTime": "2024-10-05T07:11:12"});
    let input: String = codes.iter().map(|code| record(code).to_string()).collect();
    let found = batches(Batches::new(Reader::new(input.as_bytes())));
    let found: Vec<Value> = rows(&found).into_iter().map(|mut row| row["record_type"].take()).collect();
    let known = |written| json!({"code": 94, "name": "AipSensitivityLabelAction", "written": written});
    assert_eq!(
        found,
        [
            known(None),
            known(Some("AipSensitivityLabelAction")),
            known(Some("94")),
            json!({"code": 418, "name": null, "written": null}),
            json!({"code": null, "name": null, "written": "NewThing"}),
            json!({"code": null, "name": null, "written": "1.5"}),
        ]
    );
}

#[test]
fn a_field_of_no_label_is_null_by_itself() {
    let input = br#"{"activityDisplayName":"A"}"#;
    let found = batches(Batches::new(Reader::new(&input[..])));
    let label = found[0]["label"].as_struct();
    assert!(label.fields().iter().all(|field| field.is_nullable()), "DataFusion believes the schema");
    assert!(label.columns().iter().all(|column| column.is_null(0)), "DataFusion takes a column out as it is");
}

#[test]
fn times_are_cut_to_microseconds() {
    let times = ["2024-10-05T07:11:12.1234567Z", "1969-12-31T23:59:59.9999999Z", "2024-10-05T07:11:12Z"];
    let record = |time| json!({"activityDisplayName": "x", "activityDateTime": time}).to_string();
    let input: String = times.into_iter().map(record).collect();
    let found: Vec<Value> =
        rows(&batches(Batches::new(Reader::new(input.as_bytes())))).iter().map(|row| row["time"].clone()).collect();
    assert_eq!(found, [json!(1_728_112_272_123_456_i64), json!(-1), json!(1_728_112_272_000_000_i64)]);
}

#[test]
fn the_original_is_kept_if_asked_for() {
    let input = br#"[{"activityDisplayName" : "A"},{"activityDisplayName":"B"}]"#;
    let events = EventBuilder::new(Original::Kept);
    let mut events = Batches::new(Reader::new(&input[..])).builder(events);
    assert_eq!(events.schema(), schema(Original::Kept));
    let rows = rows([&events.next().expect("there are events").expect("memory can be read")]);
    assert_eq!(rows[0]["original"], r#"{"activityDisplayName" : "A"}"#);
    assert_eq!(rows[1]["original"], r#"{"activityDisplayName":"B"}"#);
}

#[test]
fn a_filter_leaves_events_out() {
    let input = br#"[{"activityDisplayName":"A","result":"failure"},{"activityDisplayName":"B","result":"success"}]"#;
    let filter = Filter::new().outcome(Outcome::Failure);
    let found = rows(&batches(Batches::new(Reader::new(&input[..])).filter(filter)));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["activity"], "A");
}

#[test]
fn no_event_gives_no_batch() {
    let mut events = Batches::new(Reader::new(&b""[..]));
    assert!(events.next().is_none());
    let mut builder = EventBuilder::new(Original::Omitted);
    let empty = builder.finish();
    assert_eq!((empty.num_rows(), empty.schema()), (0, schema(Original::Omitted)));
}

#[test]
fn a_batch_ends_by_rows_or_by_bytes() {
    let small = "{\"activityDisplayName\":\"A\"}\n".repeat(2500);
    let lengths = |input: &str, rows, bytes| -> Vec<usize> {
        let builder = EventBuilder::new(Original::Omitted).limits(rows, bytes);
        let events = Batches::new(Reader::new(input.as_bytes())).builder(builder);
        batches(events).iter().map(RecordBatch::num_rows).collect()
    };
    assert_eq!(lengths(&small, 1000, usize::MAX), [1000, 1000, 500]);
    let large = format!("{{\"activityDisplayName\":\"A\",\"resultReason\":\"{}\"}}\n", "x".repeat(1 << 20));
    let mixed = format!("{small}{}{small}", large.repeat(5));
    let found = lengths(&mixed, usize::MAX, 4 << 20);
    assert_eq!(found.iter().sum::<usize>(), 5005);
    assert!(found.len() > 1, "four mebibytes are passed: {found:?}");
    assert_eq!(lengths(&large.repeat(3), 8192, 1), [1, 1, 1], "each event passes one byte");
    assert_eq!(lengths(&large.repeat(2), 0, 0), [1, 1], "no room at all is room for one");
}

#[test]
fn an_event_that_no_batch_can_hold_costs_itself() {
    let long = EventBuilder::LONGEST + 1;
    let mut input = Vec::with_capacity(long + 200);
    input.extend(b"{\"activityDisplayName\":\"A\",\"resultReason\":\"");
    input.resize(input.len() + long, b'x');
    input.extend(b"\"}\n{\"activityDisplayName\":\"B\"}");
    let mut messages = Vec::new();
    let reader = Reader::new(&input[..]).limits(Limits::new().record(usize::MAX));
    let mut events = Batches::new(reader).on_error(|error| messages.push((error.kind(), error.message().to_owned())));
    let found = rows([&events.next().expect("there are events").expect("memory can be read")]);
    assert_eq!((found.len(), &found[0]["activity"], events.problems()), (1, &json!("B"), 1));
    drop(events);
    let [(ErrorKind::TooLong, message)] = &messages[..] else { panic!("{messages:?}") };
    let expected = "bytes, and the batch 0 already; expected at most 134217728 in an event and 1207959552 in a batch";
    assert!(message.starts_with("the event has 134218") && message.ends_with(expected), "{message}");
}

#[test]
fn input_that_breaks_off_ends_the_batches_after_what_was_read() {
    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }

    let input = (&b"{\"activityDisplayName\":\"A\"}\n"[..]).chain(Broken);
    let mut events = Batches::new(Reader::new(input).named("audit.json"));
    let mut rows = 0;
    let error = loop {
        match events.next().expect("it does not end well") {
            Ok(batch) => rows += batch.num_rows(),
            Err(error) => break error,
        }
    };
    assert_eq!(rows, 1);
    assert!(error.to_string().contains("the disk is gone"), "{error}");
    assert!(events.next().is_none());
}

/// Any JSON, some of it hidden in text as records do.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[\"\\\\\\[\\]{}:,a ]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z]{1,4}", inner.clone(), 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
            inner.prop_map(|value| Value::from(value.to_string())),
        ]
    })
}

fn record() -> impl Strategy<Value = Value> {
    let name = || prop_oneof![Just("Add user".to_owned()), Just("add USER.".to_owned()), "\\PC{0,9}"];
    let code = prop_oneof![any::<i32>().prop_map(Value::from), name().prop_map(Value::from), Just(json!(94))];
    let time = prop_oneof![
        (0..4_000_000_000_i64).prop_map(|s| {
            let time = time::OffsetDateTime::from_unix_timestamp(s).expect("it is in the calendar");
            time.format(&time::format_description::well_known::Rfc3339).expect("it is written")
        }),
        "[0-9T:. Z-]{0,12}",
    ];
    (name(), name(), time, code, prop::collection::vec((value(), value(), value()), 0..4), any::<bool>()).prop_map(
        |(activity, other, time, code, changes, directory)| {
            if directory {
                let changed: Vec<Value> = changes
                    .iter()
                    .map(|(_, old, new)| json!({"displayName": other, "oldValue": old, "newValue": new}))
                    .collect();
                let targets = match changes.first() {
                    Some((Value::Bool(true), ..)) => changes[0].0.clone(),
                    _ => json!([{"type": "User", "id": other, "modifiedProperties": changed}, {}]),
                };
                json!({"activityDisplayName": activity, "activityDateTime": time, "resultReason": other,
                    "targetResources": targets})
            } else {
                let types: Vec<Value> = changes
                    .iter()
                    .map(|(id, count, how)| json!({"Name": id, "Count": count, "Confidence": how}))
                    .collect();
                json!({"Operation": activity, "RecordType": code, "CreationTime": time, "UserId": other,
                    "SensitivityLabelEventData": {"SensitivityLabelId": other, "LabelEventType": 2},
                    "SensitiveInfoTypeData": types})
            }
        },
    )
}

proptest! {
    #[test]
    fn random_records_have_the_values_of_their_json(
        records in prop::collection::vec(record(), 1..20),
        limit in 1..8_usize,
    ) {
        let input: String = records.iter().map(|record| format!("{record}\n")).collect();
        let builder = EventBuilder::new(Original::Omitted).limits(limit, usize::MAX);
        let book = book();
        let reader = Reader::new(input.as_bytes()).named("test");
        let found = batches(Batches::new(reader).labels(&book).builder(builder));
        prop_assert!(found.iter().all(|batch| batch.num_rows() <= limit));
        assert_same(input.as_bytes(), &found, &input);
    }
}

#[test]
fn columns_that_are_chosen_hold_what_all_of_them_hold() {
    let path = format!("{}/../../tests/data/samples/mip_label_events.ndjson", env!("CARGO_MANIFEST_DIR"));
    let all = batches(Batches::new(Reader::open(&path).expect("it is there")));
    let names: Vec<String> = all[0].schema().fields().iter().map(|field| field.name().clone()).collect();
    for chosen in
        names.iter().map(|name| vec![name.clone()]).chain([vec![], names.clone(), vec!["label".into(), "time".into()]])
    {
        let events = EventBuilder::new(Original::Omitted).columns(&chosen).expect("they are columns");
        let some = batches(Batches::new(Reader::open(&path).expect("it is there")).builder(events));
        assert_eq!(some.len(), all.len());
        for (some, all) in some.iter().zip(&all) {
            assert_eq!((some.num_rows(), some.num_columns()), (all.num_rows(), chosen.len()));
            for name in &chosen {
                assert_eq!(some.column_by_name(name), all.column_by_name(name), "{name}");
            }
        }
    }
    let error = EventBuilder::new(Original::Omitted).columns(&["original"]).expect_err("it was not asked for");
    assert!(error.to_string().contains("original"), "{error}");
}
