//! Inputs read side by side are what they are one after the other.

mod support;

use std::fs;

use support::msaudit;

/// Everything that is shipped, damaged and foreign files among it.
const ALL: [&str; 3] = ["tests/data", "fuzz/corpus", "checks/engines"];

fn outputs(command: &[&str], jobs: &str) -> (Vec<u8>, Vec<u8>, Option<i32>) {
    let output = msaudit().args(command).args(ALL).args(["--jobs", jobs]).output().expect("it runs");
    (output.stdout, output.stderr, output.status.code())
}

#[test]
fn output_errors_and_status_are_the_same_for_any_number_of_jobs() {
    for command in [
        ["read", "--labels", "tests/data/get_label.json", "--verbose"].as_slice(),
        &["read", "--actor", "contoso"],
        &["read", "--dedup"],
        &["read", "--format", "csv"],
        &["summary", "--format", "json", "--labels", "tests/data/get_label.json"],
        &["summary", "--quiet"],
    ] {
        let one = outputs(command, "1");
        assert!(!one.0.is_empty(), "{command:?}");
        for jobs in ["2", "8"] {
            let many = outputs(command, jobs);
            assert_eq!(String::from_utf8_lossy(&one.1), String::from_utf8_lossy(&many.1), "{command:?} {jobs}");
            assert!(one == many, "{command:?} {jobs}");
        }
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
