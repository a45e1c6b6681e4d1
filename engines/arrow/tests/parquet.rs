//! Files hold what batches hold, in order, whole or not at all.
#![cfg(feature = "parquet")]

mod support;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use msaudit::label::LabelBook;
use msaudit::read::Reader;
use msaudit_arrow::arrow_array::RecordBatch;
use msaudit_arrow::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use msaudit_arrow::parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use msaudit_arrow::{
    Batches, Codec, EventBuilder, EventWriter, ObjectWriter, Original, Partition, WriteError, WriteErrorKind,
    WriteOptions, Written, schema,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{book, exports, rows};

/// Compressing takes long without optimisation.
const PLAIN: WriteOptions = WriteOptions {
    partition: Partition::None,
    original: Original::Omitted,
    codec: Codec::None,
    replace: false,
    threads: NonZero::<usize>::MIN,
};

const BY_DAY: WriteOptions = WriteOptions { partition: Partition::Day, ..PLAIN };

fn write(folder: &Path, options: WriteOptions, input: &[u8], book: Option<&LabelBook>) -> Result<Written, WriteError> {
    let mut writer = EventWriter::new(folder, options)?;
    write_to(&mut writer, input, book)?;
    writer.finish()
}

fn write_to(writer: &mut EventWriter, input: &[u8], book: Option<&LabelBook>) -> Result<(), WriteError> {
    for entry in Reader::new(input).named("test").records().flatten() {
        writer.write(&entry.decode(book), &entry)?;
    }
    Ok(())
}

fn read(path: &Path) -> (ParquetMetaData, Vec<RecordBatch>) {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
    let metadata = reader.metadata().as_ref().clone();
    let batches = reader.build().expect("it can be read").map(|batch| batch.expect("it can be read"));
    (metadata, batches.collect())
}

/// The rows of each row group of the first file.
fn row_groups(written: &Written) -> Vec<i64> {
    read(written.files()[0].path()).0.row_groups().iter().map(RowGroupMetaData::num_rows).collect()
}

/// Everything below a folder, files and folders, without the folder's own name.
fn all_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("it can be listed") {
            let path = entry.expect("it is listed").path();
            if path.is_dir() {
                folders.push(path.clone());
            }
            found.push(path.strip_prefix(folder).expect("it is below").to_owned());
        }
    }
    found.sort();
    found
}

fn record(activity: &str, time: &str) -> String {
    json!({"activityDisplayName": activity, "activityDateTime": time}).to_string()
}

#[test]
fn files_hold_what_batches_hold() {
    for original in [Original::Omitted, Original::Kept] {
        for path in exports() {
            let input = fs::read(&path).expect("it can be read");
            let folder = tempfile::tempdir().expect("there is room");
            let book = book();
            let options = WriteOptions { original, ..WriteOptions::default() };
            let written = write(folder.path(), options, &input, Some(&book)).expect("it is written");
            let file = &written.files()[0];
            assert_eq!(file.path(), folder.path().join("part-0.parquet"));
            assert_eq!(file.bytes(), fs::metadata(file.path()).expect("it is there").len());
            let (metadata, found) = read(file.path());
            assert_eq!(metadata.file_metadata().num_rows(), i64::try_from(written.events()).expect("few"));
            let events = EventBuilder::new(original);
            let wanted: Vec<RecordBatch> = Batches::new(Reader::new(&input[..]).named("test"))
                .builder(events)
                .labels(&book)
                .map(|batch| batch.expect("memory can be read"))
                .collect();
            for batch in &found {
                assert_eq!(batch.schema().fields(), schema(original).fields());
            }
            let mut wanted = rows(&wanted);
            wanted.sort_by_key(|row| row["time"].as_i64().unwrap_or(i64::MAX));
            assert_eq!(rows(&found), wanted, "{}", path.display());
        }
    }
}

#[test]
fn rows_are_in_the_order_of_time_and_the_file_says_so() {
    let times = ["2024-10-05T07:11:13Z", "", "2024-10-05T07:11:12Z", "2024-10-05T07:11:13Z", "soon"];
    let input: String = times.iter().enumerate().map(|(at, time)| record(&at.to_string(), time)).collect();
    let folder = tempfile::tempdir().expect("there is room");
    let written = write(folder.path(), WriteOptions::default(), input.as_bytes(), None).expect("it is written");
    let (metadata, batches) = read(written.files()[0].path());
    let found: Vec<Value> = rows(&batches).iter().map(|row| row["activity"].clone()).collect();
    assert_eq!(found, ["2", "0", "3", "1", "4"]);
    let group = metadata.row_group(0);
    let order = group.sorting_columns().expect("it says so");
    let column = group.column(usize::try_from(order[0].column_idx).expect("it is one"));
    assert_eq!(column.column_path().string(), "time");
    assert_eq!((order.len(), order[0].descending, order[0].nulls_first), (1, false, false));
    let statistics = column.statistics().expect("there are some");
    assert_eq!(statistics.null_count_opt(), Some(2));
    assert!(statistics.min_bytes_opt().is_some() && statistics.max_bytes_opt().is_some());
}

#[test]
fn days_are_folders() {
    let input = [
        record("A", "2024-10-05T23:59:59.9999999Z"),
        record("B", "2024-10-06T00:30:00+02:00"),
        record("C", "2024-10-06T00:00:00Z"),
        record("D", "soon"),
        record("E", "0001-01-01T00:00:00Z"),
    ];
    let folder = tempfile::tempdir().expect("there is room");
    let written = write(folder.path(), BY_DAY, input.concat().as_bytes(), None).expect("it is written");
    let found: BTreeMap<String, Vec<Value>> = written
        .files()
        .iter()
        .map(|file| {
            let name = file.path().strip_prefix(folder.path()).expect("it is below").display().to_string();
            (name, rows(&read(file.path()).1).iter().map(|row| row["activity"].clone()).collect())
        })
        .collect();
    let wanted = [
        ("day=0001-01-01/part-0.parquet", vec!["E"]),
        ("day=2024-10-05/part-0.parquet", vec!["B", "A"]),
        ("day=2024-10-06/part-0.parquet", vec!["C"]),
        ("day=__HIVE_DEFAULT_PARTITION__/part-0.parquet", vec!["D"]),
    ];
    assert_eq!(found, wanted.map(|(name, rows)| (name.to_owned(), rows.into_iter().map(Value::from).collect())).into());
    assert_eq!(all_below(folder.path()).len(), 8, "four folders, four files, nothing else");
}

#[test]
fn no_file_is_overwritten() {
    let folder = tempfile::tempdir().expect("there is room");
    let other = record("A", "2024-10-06T07:11:12Z");
    write(folder.path(), BY_DAY, other.as_bytes(), None).expect("it is written");
    let before = fs::read(folder.path().join("day=2024-10-06/part-0.parquet")).expect("it is there");

    let input = [record("B", "2024-10-05T07:11:12Z"), record("C", "2024-10-06T07:11:12Z")].concat();
    let error = write(folder.path(), BY_DAY, input.as_bytes(), None).expect_err("the second day is there");
    let path = folder.path().join("day=2024-10-06/part-0.parquet");
    assert_eq!((error.kind(), error.path()), (WriteErrorKind::Exists, &*path));
    let message = "is there already; expected a folder without it, as no file is overwritten";
    assert_eq!(error.to_string(), format!("`{}` {message}", path.display()));
    assert_eq!(fs::read(&path).expect("it is there"), before);
    assert_eq!(all_below(folder.path()).len(), 2, "nothing of the first day is left");

    // Another day beside those that are there is no harm.
    let written = write(folder.path(), BY_DAY, record("B", "2024-10-05T07:11:12Z").as_bytes(), None);
    assert_eq!(written.expect("it is written").events(), 1);
    // Unless they are to be replaced.
    write(folder.path(), WriteOptions { replace: true, ..BY_DAY }, input.as_bytes(), None).expect("it replaces them");
    assert!(fs::read(folder.path().join("day=2024-10-06/part-0.parquet")).expect("it is there") != before);
}

#[test]
fn a_file_that_came_in_between_is_not_overwritten_either() {
    let folder = tempfile::tempdir().expect("there is room");
    let mut writer = EventWriter::new(folder.path(), BY_DAY).expect("it is empty");
    let input = [record("A", "2024-10-05T07:11:12Z"), record("B", "2024-10-06T07:11:12Z")].concat();
    write_to(&mut writer, input.as_bytes(), None).expect("it is written");
    let path = folder.path().join("day=2024-10-06/part-0.parquet");
    fs::create_dir(path.parent().expect("there is one")).expect("it can be made");
    fs::write(&path, "theirs").expect("it can be written");
    assert_eq!(writer.finish().expect_err("it is there").kind(), WriteErrorKind::Exists);
    assert_eq!(fs::read(&path).expect("it is there"), b"theirs");
    assert_eq!(all_below(folder.path()).len(), 2, "the first day is withdrawn: all or none");
}

#[test]
fn a_writer_that_is_dropped_leaves_nothing() {
    let folder = tempfile::tempdir().expect("there is room");
    let new = folder.path().join("new");
    let mut writer = EventWriter::new(&new, BY_DAY).expect("it can be made");
    write_to(&mut writer, record("A", "2024-10-05T07:11:12Z").as_bytes(), None).expect("it is written");
    assert!(new.is_dir());
    drop(writer);
    assert_eq!(all_below(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn no_event_gives_a_file_without_rows_or_no_day() {
    let folder = tempfile::tempdir().expect("there is room");
    let written = write(folder.path(), WriteOptions::default(), b"", None).expect("it is written");
    let (metadata, batches) = read(written.files()[0].path());
    assert_eq!((metadata.num_row_groups(), batches.len()), (0, 0));
    assert_eq!(metadata.file_metadata().schema_descr().num_columns(), 67);
    let folder = tempfile::tempdir().expect("there is room");
    assert_eq!(write(folder.path(), BY_DAY, b"", None).expect("it is written").files(), []);
}

#[test]
fn row_groups_end_by_rows() {
    let rows = EventWriter::ROWS;
    let input = r#"{"activityDisplayName":"A"}"#.repeat(rows + 1);
    let folder = tempfile::tempdir().expect("there is room");
    let written = write(folder.path(), PLAIN, input.as_bytes(), None).expect("it is written");
    assert_eq!(row_groups(&written), [122_880, 1]);
}

#[test]
fn row_groups_end_by_bytes() {
    let large = "x".repeat(8 << 20);
    let input = json!({"activityDisplayName": "A", "resultReason": large}).to_string().repeat(17);
    let folder = tempfile::tempdir().expect("there is room");
    let written = write(folder.path(), PLAIN, input.as_bytes(), None).expect("it is written");
    assert_eq!(row_groups(&written), [16, 1], "sixteen events of 8 MiB and a little pass 128 MiB");
}

#[test]
fn a_folder_that_is_none_is_an_error() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("file");
    fs::write(&file, "theirs").expect("it can be written");
    let error = EventWriter::new(&file, WriteOptions::default()).expect_err("it is a file");
    assert_eq!(error.kind(), WriteErrorKind::Io);
    assert_eq!(error.to_string(), format!("`{}`: not a directory", file.display()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_event_is_lost_or_twice(days in prop::collection::vec((0..20_i64, 0..86_400_i64, any::<bool>()), 0..200)) {
        let input: String = days
            .iter()
            .enumerate()
            .map(|(at, (day, second, has_time))| {
                let time = time::OffsetDateTime::from_unix_timestamp(day * 86_400 + second).expect("it is in the calendar");
                let time = time.format(&time::format_description::well_known::Rfc3339).expect("it is written");
                record(&at.to_string(), if *has_time { &time } else { "" })
            })
            .collect();
        let folder = tempfile::tempdir().expect("there is room");
        let written = write(folder.path(), BY_DAY, input.as_bytes(), None).expect("it is written");
        let mut seen = vec![false; days.len()];
        for file in written.files() {
            let found = rows(&read(file.path()).1);
            prop_assert_eq!(found.len() as u64, file.events());
            let mut last = i64::MIN;
            for row in found {
                let at: usize = row["activity"].as_str().expect("it has one").parse().expect("it is a number");
                prop_assert!(!std::mem::replace(&mut seen[at], true));
                let folder = file.path().parent().expect("there is one").file_name().expect("it has a name");
                let (day, second, has_time) = days[at];
                if has_time {
                    let time = day * 86_400 + second;
                    prop_assert!(last <= time);
                    last = time;
                    let date = time::OffsetDateTime::from_unix_timestamp(time).expect("it is in the calendar").date();
                    prop_assert_eq!(folder.to_str().expect("it is text"), format!("day={date}"));
                } else {
                    prop_assert_eq!(folder.to_str().expect("it is text"), "day=__HIVE_DEFAULT_PARTITION__");
                }
            }
        }
        prop_assert!(seen.into_iter().all(|seen| seen));
    }
}

/// The rows of a file as JSON, nulls left out.
fn objects(file: &Path) -> Vec<Value> {
    let file = File::open(file).expect("it is there");
    let batches = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet").build().expect("it is whole");
    let mut lines = arrow_json::LineDelimitedWriter::new(Vec::new());
    for batch in batches {
        lines.write(&batch.expect("it is whole")).expect("it is JSON");
    }
    lines.finish().expect("it is JSON");
    let text = String::from_utf8(lines.into_inner()).expect("it is text");
    text.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
}

#[test]
fn objects_of_any_shape_have_a_row_each() {
    let folder = tempfile::tempdir().expect("there is room");
    let rows = [
        json!({"a": 1, "b": {"c": "x", "d": [1, 2]}, "time": "2024-10-05T07:11:12Z"}),
        json!({"a": 2.5, "e": true, "f": {}, "b": {"c": 7}}),
        json!({}),
        json!({"b": "text", "g": u64::MAX, "h": [{"i": 1}, {"j": ["k"]}]}),
        json!({"g": -1}),
    ];
    let mut writer = ObjectWriter::new(folder.path(), PLAIN).expect("it is new").times(&["time"]);
    for row in &rows {
        writer.write(row.as_object().expect("it is one")).expect("there is room");
    }
    assert_eq!(writer.finish().expect("there is room").events(), 5);
    let wanted = [
        json!({"a": 1.0, "b": "{\"c\":\"x\",\"d\":[1,2]}", "time": "2024-10-05T07:11:12Z"}),
        json!({"a": 2.5, "e": true, "f": "{}", "b": "{\"c\":7}"}),
        json!({}),
        json!({"b": "text", "g": u64::MAX.to_string(), "h": [{"i": 1}, {"j": ["k"]}]}),
        json!({"g": "-1"}),
    ];
    assert_eq!(objects(&folder.path().join("part-0.parquet")), wanted);
    let error = ObjectWriter::new(folder.path(), PLAIN).unwrap_err();
    assert_eq!(error.kind(), WriteErrorKind::Exists);
}

#[test]
fn a_writer_of_objects_that_is_dropped_leaves_nothing() {
    let folder = tempfile::tempdir().expect("there is room");
    let new = folder.path().join("new");
    let mut writer = ObjectWriter::new(&new, PLAIN).expect("it is new");
    writer.write(json!({"a": 1}).as_object().expect("it is one")).expect("there is room");
    drop(writer);
    assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 0);
}

proptest! {
    #[test]
    fn no_row_is_lost_whatever_its_values(values in proptest::collection::vec(("[a-c]", any_json()), 0..30)) {
        let folder = tempfile::tempdir().expect("there is room");
        let mut writer = ObjectWriter::new(folder.path(), PLAIN).expect("it is new");
        for (name, value) in &values {
            writer.write(json!({name.as_str(): value}).as_object().expect("it is one")).expect("there is room");
        }
        prop_assert_eq!(writer.finish().expect("there is room").events(), values.len() as u64);
        prop_assert_eq!(objects(&folder.path().join("part-0.parquet")).len(), values.len());
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        "\\PC{0,5}".prop_map(Value::from),
    ];
    scalar.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[a-c]", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}
