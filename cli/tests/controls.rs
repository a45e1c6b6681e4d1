//! Control characters in every field of every format: each output has as many rows as there were records, counted by readers
//! that are not ours.

mod support;

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use support::{json_lines, msaudit, repository, stdout};
use tempfile::TempDir;

/// The beginning of each sequence that has an end somewhere behind it.
const SEQUENCES: [&str; 10] =
    ["\u{1b}]0;", "\u{1b}P", "\u{1b}X", "\u{1b}^", "\u{1b}_", "\u{1b}[", "\u{9d}", "\u{90}", "\r\n\"", "\u{7f}"];

/// Every single control.
fn controls() -> String {
    (0..0x20u8).chain(0x7f..0xa0).map(char::from).collect()
}

/// Every text of a value with something behind it.
fn spoil(value: &mut Value, with: &str) {
    match value {
        Value::String(text) => text.push_str(with),
        Value::Array(list) => list.iter_mut().for_each(|one| spoil(one, with)),
        Value::Object(fields) => fields.values_mut().for_each(|one| spoil(one, with)),
        _ => {}
    }
}

/// An export with control characters in all fields.
struct Spoilt {
    _folder: TempDir,
    path: PathBuf,
    records: usize,
}

impl Spoilt {
    fn new(sample: &str) -> Self {
        let text = fs::read_to_string(repository().join("tests/data").join(sample)).expect("samples are text");
        let controls = controls();
        let mut export = String::new();
        let mut records = 0;
        // Each record of the sample once with each sequence, so that small samples meet them all.
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        for line in lines {
            for with in SEQUENCES.into_iter().chain([controls.as_str()]) {
                let mut record: Value = serde_json::from_str(line).expect("a line is a record");
                spoil(&mut record, with);
                export += &format!("{record}\n");
                records += 1;
            }
        }
        let folder = tempfile::tempdir().expect("it is made");
        let path = folder.path().join("export.ndjson");
        fs::write(&path, export).expect("it is written");
        Self { _folder: folder, path, records }
    }

    fn run(&self, command: &str, arguments: &[&str]) -> Vec<u8> {
        let output = msaudit().arg(command).arg(&self.path).args(arguments).output().expect("the command runs");
        let errors = String::from_utf8(output.stderr).expect("it is UTF-8");
        assert!(errors.contains(&format!("records read: {}\n", self.records)), "{command} {arguments:?}: {errors}");
        output.stdout
    }

    /// The numbers of the records, from 1.
    fn numbers(&self) -> impl Iterator<Item = String> {
        (1..=self.records).map(|number| number.to_string())
    }
}

const SAMPLES: [&str; 8] = [
    "activity_explorer.ndjson",
    "aip_log.ndjson",
    "mpip.ndjson",
    "samples/diagnostic_settings.ndjson",
    "samples/graph_directoryaudits.ndjson",
    "samples/loganalytics_auditlogs.ndjson",
    "samples/loganalytics_officeactivity.ndjson",
    "samples/ual_management_activity.ndjson",
];

/// No character that moves the cursor, but the ends of lines.
fn assert_still(text: &str) {
    let moving = text.chars().find(|one| one.is_control() && *one != '\n');
    assert_eq!(moving, None, "{text}");
}

fn utf8(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("it is UTF-8")
}

#[test]
fn json_csv_and_tables_have_a_row_for_each_record() {
    for sample in SAMPLES {
        let export = Spoilt::new(sample);
        assert_eq!(json_lines(&export.run("read", &[])).len(), export.records, "{sample}");
        for formulas in [&["--format", "csv", "--formulas", "keep"][..], &["--format", "csv"]] {
            let rows = utf8(export.run("read", formulas));
            assert_still(&rows);
            let mut reader = csv::Reader::from_reader(rows.as_bytes());
            let numbers = reader.records().map(|row| row.expect("it is CSV")[2].to_owned());
            assert!(numbers.eq(export.numbers()), "{sample}");
        }
        let table = utf8(export.run("read", &["--format", "table"]));
        assert_still(&table);
    }
}

#[test]
fn timelines_have_a_row_for_each_record() {
    for sample in SAMPLES {
        let export = Spoilt::new(sample);
        let events = json_lines(&export.run("timeline", &["--format", "ndjson"]));
        let copies: usize = events.iter().map(|event| event["also"].as_array().map_or(0, Vec::len)).sum();
        assert_eq!(events.len() + copies, export.records, "{sample}");
        let rows = utf8(export.run("timeline", &["--format", "csv"]));
        assert_still(&rows);
        assert_eq!(csv::Reader::from_reader(rows.as_bytes()).records().count(), events.len(), "{sample}");
    }
}

#[test]
fn enriched_exports_have_every_record_as_it_was() {
    for sample in SAMPLES {
        let export = Spoilt::new(sample);
        let labels = repository().join("tests/data/labels.json");
        let copy = export.run("enrich", &["--labels", labels.to_str().expect("the path is text")]);
        let records = json_lines(&copy);
        let before = json_lines(&fs::read(&export.path).expect("it is there"));
        assert_eq!(records.len(), before.len(), "{sample}");
        for (mut after, before) in records.into_iter().zip(before) {
            if let (Some(after), Some(before)) = (after.as_object_mut(), before.as_object()) {
                after.retain(|name, _| before.contains_key(name));
            }
            assert_eq!(after, before, "{sample}");
        }
    }
}

#[test]
fn reports_have_no_control_character() {
    for sample in SAMPLES {
        let export = Spoilt::new(sample);
        let out = export.path.with_extension("html");
        export.run("report", &["--out", out.to_str().expect("the path is text")]);
        let page = fs::read_to_string(out).expect("it is UTF-8");
        let moving = page.chars().find(|one| one.is_control() && !matches!(one, '\n' | '\t'));
        assert_eq!(moving, None, "{sample}");
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_a_row_for_each_record() {
    use msaudit_arrow::parquet::file::reader::{FileReader, SerializedFileReader};

    for sample in SAMPLES {
        let export = Spoilt::new(sample);
        let out = export.path.with_extension("parquet");
        export.run("read", &["--format", "parquet", "--out", out.to_str().expect("the path is text")]);
        let mut rows = 0;
        for part in fs::read_dir(out).expect("it is there") {
            let file = fs::File::open(part.expect("it is listed").path()).expect("it opens");
            let reader = SerializedFileReader::new(file).expect("it is Parquet");
            rows += reader.get_row_iter(None).expect("it has rows").inspect(|row| assert!(row.is_ok())).count();
        }
        assert_eq!(rows, export.records, "{sample}");
    }
}

/// A label book with a control character in each name, none of which is U+0000.
fn book() -> (TempDir, PathBuf, Vec<String>) {
    let controls = controls();
    let controls = controls.chars().filter(|&one| one != '\0').map(String::from);
    let names: Vec<String> =
        SEQUENCES.into_iter().map(str::to_owned).chain(controls).map(|with| format!("a{with}b")).collect();
    let labels: Vec<Value> =
        (0..).zip(&names).map(|(at, name)| json!({"id": format!("{at:04}"), "name": name})).collect();
    let folder = tempfile::tempdir().expect("it is made");
    let path = folder.path().join("book.json");
    fs::write(&path, json!({"labels": labels}).to_string()).expect("it is written");
    (folder, path, names)
}

#[test]
fn queries_hold_every_label_and_move_no_cursor() {
    let (_folder, path, names) = book();
    let print = |arguments: &[&str]| utf8(stdout(msaudit().args(arguments).arg(&path)));
    for shape in ["query", "function", "function-body"] {
        let text = print(&["kql", "labels", "--shape", shape]);
        assert_still(&text);
        // A literal of KQL with these escapes is one of JSON too.
        let name = |line: &str| {
            let row = line.trim().strip_suffix(", long(null),")?;
            let row: Vec<String> = serde_json::from_str(&format!("[{row}]")).ok()?;
            Some(row[1].clone())
        };
        assert_eq!(text.lines().filter_map(name).collect::<Vec<_>>(), names, "{shape}");
    }
    let text = print(&["kql", "labels", "--shape", "transformation"]);
    assert_still(&text);
    let map = text.lines().find_map(|line| line.trim().strip_prefix("let Labels = parse_json(")?.strip_suffix(");"));
    let map: String = serde_json::from_str(map.expect("it has the labels")).expect("a literal");
    let map: Value = serde_json::from_str(&map).expect("JSON");
    assert_eq!(
        map.as_object().expect("an object").values().map(|label| label["name"].clone()).collect::<Vec<_>>(),
        names
    );

    let text = print(&["sql", "labels"]);
    assert_still(&text);
    let rows = text.lines().filter(|line| line.contains("CAST(NULL AS BIGINT))")).count();
    assert_eq!(rows, names.len());

    let sheet = print(&["kql", "labels", "--shape", "watchlist-csv"]);
    let mut rows = csv::Reader::from_reader(sheet.as_bytes());
    let found: Vec<String> = rows.records().map(|row| row.expect("it is CSV")[1].to_owned()).collect();
    assert_eq!(found, names, "what is uploaded is the names themselves");
}

#[test]
fn findings_in_rules_are_all_told() {
    let folder = tempfile::tempdir().expect("it is made");
    let path = folder.path().join("rules.kql");
    let controls = controls();
    // What ends a literal or a line is left out: it makes another rule of it.
    let controls = controls.chars().filter(|one| !matches!(one, '\n' | '\r')).map(String::from);
    let names: Vec<String> =
        SEQUENCES.into_iter().filter(|one| !one.contains('\n')).map(str::to_owned).chain(controls).collect();
    let rules: String =
        names.iter().map(|with| format!("AuditLogs | where OperationName == \"Water{with}plants\"\n\n")).collect();
    fs::write(&path, rules).expect("it is written");
    let print = |format: &str| {
        let output = msaudit().args(["lint", "--format", format]).arg(&path).output().expect("the command runs");
        utf8(output.stdout)
    };
    let literals: Vec<Value> = names.iter().map(|with| format!("Water{with}plants").into()).collect();
    let lines = json_lines(print("json").as_bytes());
    assert_eq!(lines.iter().map(|line| line["literal"].clone()).collect::<Vec<_>>(), literals);
    let log: Value = serde_json::from_str(&print("sarif")).expect("JSON");
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(names.len()));
    for format in ["text", "github"] {
        let text = print(format);
        assert_still(&text);
        let told = text.lines().filter(|line| line.contains("Water")).count();
        assert_eq!(told, names.len(), "{format}");
    }
    assert_still(&print("sarif"));
}
