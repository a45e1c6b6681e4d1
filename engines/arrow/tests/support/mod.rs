//! What several tests share.
#![allow(unreachable_pub, reason = "each test compiles it as its own")]
#![allow(dead_code, reason = "no test uses all of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_json::WriterBuilder;
use arrow_json::writer::JsonArray;
use msaudit::event::Part;
use msaudit::label::LabelBook;
use msaudit::read::{Entry, Reader};
use msaudit_arrow::arrow_array::RecordBatch;
use msaudit_arrow::arrow_array::cast::AsArray;
use msaudit_arrow::arrow_array::types::{Int64Type, TimestampMicrosecondType};
use serde_json::Value;

/// A file of the library's test data.
pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

/// The exports among them: every format, as JSON and as CSV.
pub fn exports() -> Vec<PathBuf> {
    let files = |folder: &str| {
        let listed = fs::read_dir(data(folder)).expect("there is test data");
        listed.map(|file| file.expect("it is listed").path()).filter(|path| path.is_file()).collect::<Vec<_>>()
    };
    let mut exports: Vec<PathBuf> = ["", "samples"].into_iter().flat_map(files).collect();
    exports.sort();
    assert!(exports.len() > 20);
    exports
}

/// The label book of the test data.
pub fn book() -> LabelBook {
    LabelBook::open(data("labels.json")).expect("it is a label book")
}

/// What an export's events are, by the library's own JSON.
pub fn expected(input: &[u8], book: Option<&LabelBook>) -> Vec<Value> {
    let mut reader = Reader::new(input).named("test");
    reader.records().flatten().map(|entry| row(&entry, book)).collect()
}

/// One row: the JSON of the event but for what the package's page says is otherwise in columns.
fn row(entry: &Entry<'_>, book: Option<&LabelBook>) -> Value {
    let line = entry.decode(book);
    let failed = |part| line.problems().any(|problem| problem.part() == part);
    let mut row = serde_json::to_value(&line).expect("an event is written");
    row["time"] = line.instant().map(|time| time.unix_timestamp_nanos().div_euclid(1000) as i64).into();
    if let Some(code) = line.event().record_type() {
        let number = code.as_number().or(code.known().map(|known| i64::from(known.code())));
        let written = code.as_text().map(str::to_owned).or_else(|| number.is_none().then(|| code.to_string()));
        row["record_type"]["code"] = number.into();
        row["record_type"]["written"] = written.into();
    }
    if failed(Part::Targets) {
        row["targets"] = Value::Null;
    }
    for target in row["targets"].as_array_mut().into_iter().flatten() {
        for change in target["changes"].as_array_mut().expect("there is a list") {
            for side in ["old", "new"] {
                let value = change[side].take();
                change[format!("{side}_is_json")] = (!value.is_null() && !value.is_string()).into();
                change[side] = match value {
                    Value::Null | Value::String(_) => value,
                    json => json.to_string().into(),
                };
            }
        }
    }
    if let Some(found) = row["label"].get_mut("sensitive_info_types") {
        if failed(Part::SensitiveInfo) {
            *found = Value::Null;
        }
        for found in found.as_array_mut().into_iter().flatten() {
            for field in ["count", "confidence"] {
                let text = found[field].as_str().map_or_else(|| found[field].to_string(), str::to_owned);
                found[field] = text.trim().parse::<i64>().ok().into();
            }
        }
    }
    row
}

/// The rows of batches as JSON, with times as microseconds: the crate that writes JSON knows no zone of that name.
pub fn rows<'b>(batches: impl IntoIterator<Item = &'b RecordBatch>) -> Vec<Value> {
    let mut rows = Vec::new();
    for batch in batches {
        let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, JsonArray>(Vec::new());
        writer.write(&with_plain_times(batch)).expect("a batch is written");
        writer.finish().expect("it is finished");
        let Value::Array(of_batch) = serde_json::from_slice(&writer.into_inner()).expect("it is JSON") else {
            unreachable!("it is a list")
        };
        rows.extend(of_batch);
    }
    rows
}

fn with_plain_times(batch: &RecordBatch) -> RecordBatch {
    let times = batch["time"].as_primitive::<TimestampMicrosecondType>().reinterpret_cast::<Int64Type>();
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
        let column = if field.name() == "time" { Arc::new(times.clone()) } else { Arc::clone(column) };
        (field.name().clone(), column, true)
    });
    RecordBatch::try_from_iter_with_nullable(columns).expect("the columns fit")
}

/// The JSON inside the values of changes, as `serde_json` writes it: numbers may be written in several ways.
pub fn canonical(rows: &mut [Value]) {
    for row in rows {
        for target in row["targets"].as_array_mut().into_iter().flatten() {
            for change in target["changes"].as_array_mut().into_iter().flatten() {
                for side in ["old", "new"] {
                    if change[format!("{side}_is_json")] == true
                        && let Some(json) =
                            change[side].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok())
                    {
                        change[side] = json.to_string().into();
                    }
                }
            }
        }
    }
}
