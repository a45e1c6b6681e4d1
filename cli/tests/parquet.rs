//! `msaudit read --format parquet`, with the feature and without.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::Command;
use support::msaudit;

/// A folder of a test's own that is not there yet.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parquet").join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("it is of an earlier run");
    }
    folder
}

fn read(folder: &Path, arguments: &[&str]) -> Command {
    msaudit().args(["read", "--format", "parquet", "--out"]).arg(folder).args(arguments)
}

#[test]
fn other_formats_have_no_folder() {
    msaudit()
        .args(["read", "tests/data/mpip.csv", "--out", "x"])
        .assert()
        .code(2)
        .stdout_eq("")
        .stderr_eq("msaudit: `--out x` is for Parquet: expected `--format parquet`\n");
}

#[cfg(not(feature = "parquet"))]
mod without {
    use super::*;

    #[test]
    fn it_says_how_to_get_it() {
        let folder = folder("without");
        read(&folder, &["tests/data/mpip.csv"]).assert().code(2).stdout_eq("").stderr_eq(
            "msaudit: this build writes no Parquet: expected one by `cargo install msaudit-cli --features parquet`\n",
        );
        assert!(!folder.exists());
        let help = msaudit().args(["read", "--help"]).assert().success().get_output().stdout.clone();
        let help = String::from_utf8(help).expect("it is text").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains("(not in this build: `cargo install msaudit-cli --features parquet`)"), "{help}");
    }
}

#[cfg(feature = "parquet")]
mod with {
    use std::fs::File;

    use msaudit_arrow::parquet::file::reader::{FileReader, SerializedFileReader};
    use snapbox::str;

    use super::*;

    fn rows(file: &Path) -> i64 {
        let file = File::open(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        SerializedFileReader::new(file).expect("it is Parquet").metadata().file_metadata().num_rows()
    }

    fn names(folder: &Path) -> Vec<String> {
        let listed = fs::read_dir(folder).expect("it is there");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("it is listed").file_name();
        let mut names: Vec<String> = listed.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn one_file_and_the_report_of_the_other_formats() {
        let folder = folder("one");
        read(&folder, &["tests/data/purview_labels.csv", "--labels", "tests/data/get_label.json"])
            .args(["--label-change", "downgraded"])
            .assert()
            .success()
            .stdout_eq("")
            .stderr_eq(str![[r#"
records read: 6
records skipped: 0
records that the filters let through: 3
events written: 3
files written: 1, [..] bytes

"#]]);
        assert_eq!(names(&folder), ["part-0.parquet"]);
        assert_eq!(rows(&folder.join("part-0.parquet")), 3);
    }

    #[test]
    fn events_in_the_schema_of_others_have_a_row_each() {
        for (schema, column) in [("ocsf", "class_uid"), ("asim", "EventType")] {
            let folder = folder(schema);
            read(&folder, &["tests/data/samples/diagnostic_settings.ndjson", "--schema", schema]).assert().success();
            let path = folder.join("part-0.parquet");
            assert_eq!((names(&folder), rows(&path)), (vec!["part-0.parquet".to_owned()], 8));
            let file = SerializedFileReader::new(File::open(&path).expect("it is there")).expect("it is Parquet");
            let columns =
                file.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name().to_owned());
            assert!(columns.collect::<Vec<_>>().contains(&column.to_owned()));
            read(&folder, &["tests/data/mpip.csv", "--schema", schema]).assert().code(2);
            assert_eq!(rows(&path), 8, "it is not overwritten");
        }
        let folder = folder("schema-days");
        read(&folder, &["tests/data/mpip.csv", "--schema", "ocsf", "--partition", "day"]).assert().code(2).stderr_eq(
            "msaudit: `--partition` and `--original` are for events of msaudit's own schema: expected neither, or no `--schema`\n",
        );
        assert!(!folder.exists());
    }

    #[test]
    fn days_are_folders() {
        let folder = folder("days");
        read(&folder, &["tests/data/purview_labels.csv", "--partition", "day"]).assert().success();
        let days = names(&folder);
        assert!(days.len() > 1 && days.iter().all(|day| day.starts_with("day=2024-03-0")), "{days:?}");
        assert_eq!(days.iter().map(|day| rows(&folder.join(day).join("part-0.parquet"))).sum::<i64>(), 6);
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = folder("again");
        read(&folder, &["tests/data/mpip.csv"]).assert().success();
        let before = fs::read(folder.join("part-0.parquet")).expect("it is there");
        read(&folder, &["tests/data/mpip.csv"]).assert().code(2).stderr_eq(str![[r#"
msaudit: `[..]part-0.parquet` is there already; expected a folder without it, as no file is overwritten

"#]]);
        assert_eq!(fs::read(folder.join("part-0.parquet")).expect("it is there"), before);
        assert_eq!(names(&folder), ["part-0.parquet"]);
    }

    #[test]
    fn what_was_skipped_ends_with_one_and_the_rest_is_written() {
        let folder = folder("skipped");
        let input = "{\"activityDisplayName\":\"A\"}\n{\"activityDisplayName\":5}\n";
        read(&folder, &["-", "--original"]).stdin(input).assert().code(1).stderr_eq(str![[r#"
{"file":"-","record":2,[..]}
records read: 1
records skipped: 1
  wrong-type: 1
activities not in the catalogue: 1
  A: 1
events written: 1
files written: 1, [..] bytes

"#]]);
        let file = File::open(folder.join("part-0.parquet")).expect("it is there");
        let reader = SerializedFileReader::new(file).expect("it is Parquet");
        let columns = reader.metadata().file_metadata().schema_descr().root_schema().get_fields();
        assert_eq!(columns.last().map(|column| column.name()), Some("original"));
    }

    #[test]
    fn values_that_are_no_integers_are_told() {
        let folder = folder("odd");
        let input = r#"{"RecordType":94,"Operation":"SensitivityLabelUpdated","CreationTime":"2024-10-05T07:11:12",
            "SensitivityLabelEventData":{"SensitivityLabelId":"x"},"SensitiveInfoTypeData":[{"Name":"IBAN","Count":"many"}]}"#;
        read(&folder, &["-"]).stdin(input).assert().code(1).stderr_eq(str![[r#"
records read: 1
records skipped: 0
values that are no integers, and null in the files: 1
events written: 1
files written: 1, [..] bytes

"#]]);
    }

    #[test]
    fn without_a_record_nothing_is_left() {
        let folder = folder("none");
        read(&folder, &["-"]).stdin("").assert().code(2).stderr_eq("records read: 0\nrecords skipped: 0\n");
        assert!(!folder.exists());
        read(&folder, &["tests/data/no_such_file.json"]).assert().code(2);
        assert!(!folder.exists());
    }
}
