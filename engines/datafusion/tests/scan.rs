//! Exports in SQL.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::error::DataFusionError;
use datafusion::prelude::{SessionConfig, SessionContext};
use msaudit::label::LabelBook;
use msaudit::read::Reader;
use msaudit_datafusion::msaudit_arrow::Original;
use msaudit_datafusion::{Exports, register};

/// The exports that the library's own tests read.
fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

fn session(exports: Exports, partitions: usize) -> SessionContext {
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(partitions));
    context.register_udtf("msaudit", Arc::new(exports));
    context
}

async fn table(context: &SessionContext, query: &str) -> Result<String, DataFusionError> {
    let rows = context.sql(query).await?.collect().await?;
    Ok(pretty_format_batches(&rows)?.to_string())
}

/// The cells of the first column.
async fn column(context: &SessionContext, query: &str) -> Vec<String> {
    let table = table(context, query).await.unwrap_or_else(|error| panic!("{query}: {error}"));
    let rows = table.lines().skip(3).filter(|line| line.starts_with('|'));
    rows.map(|line| line.trim_matches(['|', ' ']).to_owned()).collect()
}

async fn message(context: &SessionContext, query: &str) -> String {
    table(context, query).await.expect_err(query).strip_backtrace()
}

#[tokio::test]
async fn every_format_has_the_rows_that_the_library_reads() {
    let mut formats = std::collections::BTreeSet::new();
    for directory in ["", "samples"] {
        for file in fs::read_dir(data(directory)).expect("it is there") {
            let path = file.expect("it can be listed").path();
            let Ok(mut reader) = Reader::open(&path) else { continue };
            let mut wanted: Vec<String> = Vec::new();
            for entry in reader.records().flatten() {
                let event = entry.event();
                wanted.push(format!(
                    "{} {} {}.",
                    event.source(),
                    entry.position().record(),
                    event.activity().unwrap_or("-")
                ));
                formats.insert(event.source());
            }
            let quiet = Exports::new().on_error(|_| {});
            let query = format!(
                "SELECT concat(source, ' ', record, ' ', coalesce(activity, '-'), '.') FROM msaudit('{}') ORDER BY record",
                path.display()
            );
            assert_eq!(column(&session(quiet, 4), &query).await, wanted, "{}", path.display());
        }
    }
    assert_eq!(formats.len(), msaudit::formats::Format::all().len(), "{formats:?}");
}

#[tokio::test]
async fn files_are_partitions_as_far_as_the_session_wants() {
    let pattern = data("purview_*.csv");
    for (wanted, partitions) in [(8, 3), (3, 3), (2, 2), (1, 1)] {
        let context = session(Exports::new(), wanted);
        let query = format!("SELECT record FROM msaudit('{}')", pattern.display());
        let plan = table(&context, &format!("EXPLAIN FORMAT INDENT {query}")).await.expect("it can be planned");
        assert!(
            plan.contains(&format!("StreamingTableExec: partition_sizes={partitions}, projection=[record]")),
            "{plan}"
        );
        assert_eq!(column(&context, &query).await.len(), 18);
    }
}

#[tokio::test]
async fn several_patterns_and_limits_and_no_columns() {
    let context = session(Exports::new(), 4);
    let [purview, portal] = ["purview_*.csv", "entra_portal.csv"].map(|name| data(name).display().to_string());
    let files = format!("'{purview}', '{portal}', '{portal}'");
    let count = format!("SELECT count(*) FROM msaudit({files})");
    assert_eq!(column(&context, &count).await, ["20"]);
    assert_eq!(column(&context, &format!("SELECT activity FROM msaudit({files}) LIMIT 7")).await.len(), 7);
    let named = format!("SELECT DISTINCT file FROM msaudit('{portal}')");
    assert_eq!(column(&context, &named).await, [portal]);
}

#[tokio::test]
async fn labels_have_names_and_functions_work_on_columns() {
    let book = Arc::new(LabelBook::open(data("get_label.json")).expect("the fixture is a label book"));
    let mut context = session(Exports::new().labels(Arc::clone(&book)), 2);
    register(&mut context, book).expect("a session takes functions");
    let query = format!(
        "SELECT label['change'] AS change, label['old_name'] AS old, label['new_path'] AS new,
            label_change(label['old_id'], label['new_id']) AS by_order, label_path(label['new_id']) AS path
        FROM msaudit('{}') WHERE label['change'] = 'downgraded' ORDER BY time",
        data("purview_labels.csv").display()
    );
    let expected = r"
+------------+---------------------+------------------------------+------------+------------------------------+
| change     | old                 | new                          | by_order   | path                         |
+------------+---------------------+------------------------------+------------+------------------------------+
| downgraded | Highly Confidential | Confidential \ All Employees | downgraded | Confidential \ All Employees |
| downgraded | Confidential        | General                      | downgraded | General                      |
| downgraded | Confidential        | Confidential \ All Employees | same-order | Confidential \ All Employees |
+------------+---------------------+------------------------------+------------+------------------------------+";
    assert_eq!(table(&context, &query).await.expect("it can be run"), expected.trim_start());
}

#[tokio::test]
async fn what_cannot_be_read_is_told() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("odd.json.gz");
    let mut file =
        flate2::write::GzEncoder::new(fs::File::create(&path).expect("it can be made"), flate2::Compression::fast());
    file.write_all(
        b"{\"activityDisplayName\":\"Add user\"}\n{\"activityDisplayName\":5}\n{\"activityDisplayName\":\"Add group\"}",
    )
    .and_then(|()| file.finish().map(drop))
    .expect("it can be written");
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let exports = Exports::new()
        .original(Original::Kept)
        .on_error(move |error| tell.lock().expect("no test panics with it").push(error.to_string()));
    let query = format!("SELECT original FROM msaudit('{}')", path.display());
    let rows = column(&session(exports, 1), &query).await;
    assert_eq!(rows, [r#"{"activityDisplayName":"Add user"}"#, r#"{"activityDisplayName":"Add group"}"#]);
    let told = told.lock().expect("no test panics with it");
    let expected = "record 2, line 2, offset 58: `activityDisplayName`: invalid type: integer `5`, expected a string";
    assert_eq!(*told, [format!("{}: {expected}", path.display())]);
}

#[tokio::test]
async fn input_that_breaks_off_is_an_error_behind_what_was_read() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("cut.json.gz");
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for number in 0..20_000 {
        writeln!(file, "{{\"id\":\"{number}\",\"activityDisplayName\":\"Add user\"}}").expect("it can be written");
    }
    let bytes = file.finish().expect("it can be written");
    fs::write(&path, &bytes[..bytes.len() / 2]).expect("it can be written");
    let context = session(Exports::new(), 1);
    let from = format!("FROM msaudit('{}')", path.display());
    let error = message(&context, &format!("SELECT count(*) {from}")).await;
    assert!(error.starts_with(&format!("External error: {}: ", path.display())), "{error}");
    assert_eq!(column(&context, &format!("SELECT id {from} LIMIT 3")).await, ["0", "1", "2"]);
    // It is gone when the query runs.
    let table = Exports::new().table([path.display().to_string()]).expect("it is there");
    fs::remove_file(&path).expect("it can be removed");
    context.register_table("gone", Arc::new(table)).expect("the name is free");
    let error = message(&context, "SELECT id FROM gone").await;
    assert!(error.starts_with(&format!("External error: {}: ", path.display())), "{error}");
}

#[tokio::test]
async fn arguments_have_to_be_paths() {
    let context = session(Exports::new(), 1);
    for (arguments, expected) in [
        ("", "expected the path of an export, found no argument"),
        ("5", "expected the path of an export as text, found `Int64(5)`"),
        ("NULL", "expected the path of an export as text, found `NULL`"),
        ("'/nowhere/*.json'", "no file matches `/nowhere/*.json`"),
    ] {
        let error = message(&context, &format!("SELECT * FROM msaudit({arguments})")).await;
        assert_eq!(error, format!("Error during planning: {expected}"));
    }
}
