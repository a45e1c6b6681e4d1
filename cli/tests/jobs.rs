//! Inputs read side by side are what they are one after the other.

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use support::msaudit;

/// Everything that is shipped, damaged and foreign files among it.
const ALL: [&str; 3] = ["tests/data", "fuzz/corpus", "checks/engines"];

fn outputs(command: &[&str], inputs: &[&str], jobs: &str) -> (Vec<u8>, Vec<u8>, Option<i32>) {
    let output = msaudit().args(command).args(inputs).args(["--jobs", jobs]).output().expect("it runs");
    (output.stdout, output.stderr, output.status.code())
}

#[track_caller]
fn assert_alike(command: &[&str], inputs: &[&str]) {
    let one = outputs(command, inputs, "1");
    assert!(!one.0.is_empty() || command.contains(&"--out"), "{command:?}");
    for jobs in ["2", "8"] {
        let many = outputs(command, inputs, jobs);
        assert_eq!(String::from_utf8_lossy(&one.1), String::from_utf8_lossy(&many.1), "{command:?} {jobs}");
        assert!(one == many, "{command:?} {jobs}");
    }
}

const COMMANDS: [&[&str]; 12] = [
    &["read", "--labels", "tests/data/get_label.json", "--verbose"],
    &["read", "--actor", "contoso"],
    &["read", "--dedup"],
    &["read", "--format", "csv"],
    &["read", "--format", "table"],
    &["read", "--columns", "time,activity,record"],
    &["read", "--sort=-time"],
    &["read", "--schema", "ocsf"],
    &["summary", "--format", "json", "--labels", "tests/data/get_label.json"],
    &["summary", "--quiet"],
    &["drift"],
    &["timeline", "--dedup"],
];

#[test]
fn output_is_the_same_for_any_number_of_jobs() {
    for command in COMMANDS {
        assert_alike(command, &ALL);
    }
}

/// Files of many chunks, of each layout, whole and damaged.
fn large(folder: &Path) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data");
    let bytes = |name: &str| fs::read(samples.join(name)).expect(name);
    let write = |name: &str, content: &[u8]| fs::write(folder.join(name), content).expect("it is written");
    for name in ["samples/graph_directoryaudits.ndjson", "samples/ual_management_activity.ndjson", "mpip.ndjson"] {
        let content = bytes(name);
        let content = content.repeat(1 + 600_000 / content.len());
        let name = name.replace('/', "_");
        write(&name, &content);
        let text = String::from_utf8(content.clone()).expect("it is UTF-8");
        let list = format!("[{}]", text.trim().lines().collect::<Vec<_>>().join(","));
        write(&format!("{name}.list.json"), list.as_bytes());
        let mut damaged = content.clone();
        for at in (70_000..damaged.len()).step_by(123_457) {
            damaged[at] = b"}\"\n,\xff "[at % 6];
        }
        write(&format!("{name}.damaged"), &damaged);
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&content).and_then(|()| packed.try_finish()).expect("it is packed");
        write(&format!("{name}.gz"), packed.get_ref());
    }
    for name in ["purview_labels.csv", "entra_portal.csv"] {
        let text = String::from_utf8(bytes(name)).expect("it is UTF-8");
        let (header, rows) = text.split_once('\n').expect("it has rows");
        let rows = format!("{}\n", rows.trim_end()).repeat(1 + 600_000 / rows.len());
        write(name, format!("{header}\n{rows}").as_bytes());
        let mut damaged = rows.into_bytes();
        for at in (70_000..damaged.len()).step_by(123_457) {
            damaged[at] = b"\"\n,\xff "[at % 5];
        }
        write(&format!("damaged_{name}"), &[header.as_bytes(), b"\n", &damaged].concat());
    }
}

#[test]
fn one_large_file_is_the_same_for_any_number_of_jobs() {
    let folder = tempfile::tempdir().expect("a folder");
    large(folder.path());
    let input = folder.path().to_str().expect("a path of letters");
    for command in COMMANDS {
        assert_alike(command, &[input]);
    }
}

#[test]
fn an_export_with_names_is_the_same_for_any_number_of_jobs() {
    let folder = tempfile::tempdir().expect("a folder");
    large(folder.path());
    for file in fs::read_dir(folder.path()).expect("it is there") {
        let path = file.expect("it is listed").path();
        let command = ["enrich", "--labels", "tests/data/get_label.json"];
        assert_alike(&command, &[path.to_str().expect("a path of letters")]);
    }
}

#[test]
fn a_page_is_the_same_for_any_number_of_jobs() {
    let folder = tempfile::tempdir().expect("a folder");
    large(folder.path());
    let page = |jobs: &str| {
        let out = folder.path().join(format!("{jobs}.html"));
        let mut command = msaudit();
        command = command.args(["report", "tests/data", "--quiet", "--jobs", jobs, "--out"]).arg(&out);
        command = command.args(["--labels", "tests/data/get_label.json"]).arg(folder.path().join("purview_labels.csv"));
        command.output().expect("it runs");
        let page = fs::read_to_string(out).expect("it is written");
        // A number that is used once stands in two places.
        let (_, nonce) = page.split_once("'nonce-").expect("the page has a script");
        let nonce = nonce.split('\'').next().unwrap_or_default().to_owned();
        page.replace(&nonce, "")
    };
    let one = page("1");
    assert!(one.len() > 10_000);
    assert!(one == page("2") && one == page("8"));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_the_same_however_many_jobs_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    large(folder.path());
    let input = folder.path().join("purview_labels.csv");
    let files = |arguments: &[&str], jobs: &str| {
        let out = tempfile::tempdir().expect("a folder");
        let command = msaudit().args(["read", "tests/data", "--quiet", "--format", "parquet", "--jobs", jobs]);
        let command = command.args(arguments).arg(&input).arg("--out").arg(out.path().join("out"));
        command.output().expect("it runs");
        let mut files: Vec<(String, Vec<u8>)> = walkdir::WalkDir::new(out.path())
            .into_iter()
            .map(|entry| entry.expect("it is listed"))
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let name = entry.path().strip_prefix(out.path()).expect("it is below").display().to_string();
                (name, fs::read(entry.path()).expect("it is read"))
            })
            .collect();
        files.sort();
        files
    };
    for arguments in [[].as_slice(), &["--partition", "day", "--original"], &["--schema", "ocsf"]] {
        let one = files(arguments, "1");
        assert!(!one.is_empty());
        assert!(one == files(arguments, "2") && one == files(arguments, "8"), "{arguments:?}");
    }
}

#[test]
fn many_inputs_end_with_the_first_reader_that_has_enough() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = "{\"activityDisplayName\":\"Add user\",\"id\":\"1\"}\n";
    for number in 0..200 {
        fs::write(folder.path().join(format!("{number}.json")), line.repeat(2000)).expect("it is written");
    }
    let mut command = std::process::Command::new(snapbox::cmd::cargo_bin!("msaudit"));
    command.arg("read").arg(folder.path()).args(["--jobs", "8"]);
    let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null()).spawn();
    let mut child = child.expect("it runs");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success(), "who reads has seen enough");
    msaudit().args(["read", "x", "--jobs", "0"]).assert().code(2);
}
