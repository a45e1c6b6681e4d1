//! Exports that an attacker has written, and outputs that fail.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use snapbox::cmd::cargo_bin;

const SAMPLE: &str = "tests/data/samples/diagnostic_settings.ndjson";

fn msaudit(args: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("msaudit"));
    command.args(args).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    command
}

/// A file with a content, for one test.
fn file(name: &str, content: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("msaudit-{}-{name}", std::process::id()));
    std::fs::write(&path, content).expect("the folder for such files can be written");
    path
}

/// What a command prints on both outputs.
fn both(args: &[&str]) -> (String, String, Option<i32>) {
    let output = msaudit(args).output().expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code())
}

const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}\u{2066}\u{feff}";

fn hostile_export() -> PathBuf {
    let name = serde_json::to_string(HOSTILE).expect("text is written");
    // The second record is no JSON, so that its text is an excerpt of an error.
    let content = format!(
        "{{\"activityDisplayName\":{name},\"loggedByService\":\"{0}\"}}\n{{\"activityDisplayName\":{0}}}\n",
        &HOSTILE[HOSTILE.find('\u{9b}').expect("it is there")..]
    );
    file("controls.json", &content)
}

#[test]
fn nothing_from_a_record_moves_the_cursor() {
    let export = hostile_export();
    let export = export.to_str().expect("the path is text");
    let commands: [&[&str]; 8] = [
        &["read", export],
        &["read", export, "--format", "table"],
        &["summary", export],
        &["summary", export, "--format", "json"],
        &["drift", export],
        &["drift", export, "--format", "json"],
        &["drift", export, "--format", "tsv"],
        &["lookup", HOSTILE],
    ];
    for args in commands {
        let (out, err, _) = both(args);
        for character in (out + &err).chars() {
            let moves = character.is_control() && !matches!(character, '\n' | '\t');
            let hides = matches!(character, '\u{202e}' | '\u{2066}' | '\u{feff}');
            assert!(!moves && !hides, "{args:?}: {character:?}");
        }
    }
    std::fs::remove_file(export).expect("it was written");
}

#[test]
fn formulas_are_escaped_unless_they_are_to_be_kept() {
    let export = file("formulas.json", "{\"activityDisplayName\":\"=cmd|' /C calc'!A0\",\"loggedByService\":\"-1\"}");
    let path = export.to_str().expect("the path is text");
    for (args, activity, service) in [
        (&["read", path, "--format", "csv"][..], "'=cmd|' /C calc'!A0", "'-1"),
        (&["read", path, "--format", "csv", "--formulas", "keep"], "=cmd|' /C calc'!A0", "-1"),
    ] {
        let (out, ..) = both(args);
        let mut rows = csv::Reader::from_reader(out.as_bytes());
        let header = rows.headers().expect("there is a header").clone();
        let row = rows.records().next().expect("there is a row").expect("it is CSV");
        let cell = |name: &str| &row[header.iter().position(|column| column == name).expect("the column is there")];
        assert_eq!((cell("activity"), cell("service")), (activity, service));
        assert_eq!(cell("record"), "1", "numbers are no text");
    }
    std::fs::remove_file(export).expect("it was written");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let record = "{\"activityDisplayName\":\"Add user\"}\n".repeat(50_000);
    let export = file("long.json", &record);
    let path = export.to_str().expect("the path is text");
    for format in ["ndjson", "csv", "table"] {
        let mut command = msaudit(&["read", path, "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command runs");
        let mut out = child.stdout.take().expect("it is piped");
        out.read_exact(&mut [0; 100]).expect("there is output");
        drop(out);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
    std::fs::remove_file(export).expect("it was written");
}

#[test]
fn a_closed_pipe_does_not_wait_for_an_input_that_rests() {
    let records = "{\"activityDisplayName\":\"Add user\"}\n".repeat(100_000);
    for args in [["read", "-"].as_slice(), &["enrich", "-", "--labels", "tests/data/labels.json"]] {
        let mut command = msaudit(args);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the command runs");
        let mut input = child.stdin.take().expect("it is piped");
        let mut out = child.stdout.take().expect("it is piped");
        let records = records.clone();
        // The input stays open until the command has ended.
        let writing = std::thread::spawn(move || {
            let _ = input.write_all(records.as_bytes());
            input
        });
        out.read_exact(&mut [0; 100]).expect("there is output");
        drop(out);
        assert_eq!(child.wait().expect("it ends").code(), Some(0), "{args:?}");
        drop(writing.join().expect("it does not panic"));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let full = || OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let commands: [&[&str]; 7] = [
        &["read", SAMPLE],
        &["read", SAMPLE, "--format", "csv"],
        &["read", SAMPLE, "--format", "table"],
        &["summary", SAMPLE],
        &["enrich", SAMPLE, "--labels", "tests/data/labels.json"],
        &["activities", "--format", "json"],
        &["lookup", "Add user"],
    ];
    for args in commands {
        let output = msaudit(args).stdout(full()).output().expect("the command runs");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains("msaudit: No space left on device"), "{args:?}: {message}");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    // Nobody is left to be told, but the status tells.
    let status = msaudit(&["read", "nowhere.json"]).stderr(full()).status().expect("the command runs");
    assert_eq!(status.code(), Some(2));
}
