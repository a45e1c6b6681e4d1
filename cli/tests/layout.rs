//! How rows are shown: columns, their order, what fits a terminal.

mod support;

use std::fs;

use snapbox::str;
use support::{msaudit, stdout};

const EXPORT: &str = "tests/data/samples/diagnostic_settings.ndjson";

fn text(arguments: &[&str]) -> String {
    String::from_utf8(stdout(msaudit().args(arguments))).expect("output is UTF-8")
}

#[test]
fn columns_and_their_order_are_chosen_in_every_format() {
    let arguments = ["read", EXPORT, "--columns", "time,Actor,outcome", "--sort", "-time"];
    let read = |format: &str| text(&[arguments.as_slice(), &["--format", format]].concat());
    let csv = read("csv");
    assert_eq!(csv.lines().next(), Some("time,actor,outcome"));
    let times: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert!(times.len() == 8 && times.is_sorted_by(|a, b| a >= b), "{times:?}");
    let json = read("ndjson");
    assert!(json.lines().all(|line| line.starts_with("{\"time\":\"") && line.contains("\"actor\":")), "{json}");
    assert_eq!(json.lines().count(), 8);
    assert_eq!(read("table").lines().count(), 10, "a header, a line and eight rows");
    // Sorted or not, the rows are the same.
    let sorted = |arguments: &[&str]| {
        let text = text(arguments);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&["read", EXPORT]), sorted(&["read", EXPORT, "--sort", "actor.ip"]));

    let names = text(&["services", "--columns", "service,activities", "--sort", "-activities", "--format", "tsv"]);
    let counts: Vec<u64> = names
        .lines()
        .skip(1)
        .map(|line| line.split('\t').nth(1).unwrap_or_default().parse().expect("a number"))
        .collect();
    assert!(counts.len() > 20 && counts.is_sorted_by(|a, b| a >= b));
}

#[test]
fn a_column_that_is_none_names_the_nearest() {
    msaudit().args(["services", "--columns", "servce"]).assert().code(2).stderr_eq(str![[r#"
msaudit: there is no column `servce`; the nearest is `service`, all are: service, ident, activities, editions, spellings

"#]]);
    msaudit().args(["services", "--sort", "-edition"]).assert().code(2).stderr_eq(str![[r#"
msaudit: there is no column `edition`; the nearest is `editions`, all are: service, ident, activities, editions, spellings

"#]]);
}

#[test]
fn a_table_fits_eighty_columns_or_is_shown_whole() {
    let command = ["read", EXPORT, "--service", "PIM", "--format", "table"];
    msaudit().args(command).env("COLUMNS", "80").assert().code(0).stdout_eq(str![[r#"
 time                 activity                  outcome  target      actor     
───────────────────────────────────────────────────────────────────────────────
...
"#]]);
    let narrow = String::from_utf8(stdout(msaudit().args(command).env("COLUMNS", "80"))).expect("output is UTF-8");
    assert!(narrow.lines().all(|line| line.chars().count() <= 80), "{narrow}");
    let wide = text(&[command.as_slice(), &["--wide"]].concat());
    assert!(wide.contains(".") && wide.lines().any(|line| line.chars().count() > 120), "{wide}");
}

#[test]
fn files_are_told_one_by_one_or_not_at_all() {
    let run = |flag: &str| {
        let output = msaudit().args(["read", EXPORT, flag]).output().expect("it runs");
        String::from_utf8(output.stderr).expect("output is UTF-8")
    };
    assert!(run("--verbose").starts_with(&format!("{EXPORT}: 8 records read, 0 skipped\nrecords read: 8\n")));
    assert_eq!(run("--quiet"), "");
    msaudit().args(["read", EXPORT, "-q", "-v"]).assert().code(2);
}

#[test]
fn the_manual_and_the_topics_are_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    msaudit().args(["man", "--out"]).arg(folder.path()).assert().success();
    let page = fs::read_to_string(folder.path().join("msaudit-read.1")).expect("the page of a command");
    assert!(page.contains(".TH msaudit-read 1") && page.contains("Examples:"), "{page}");
    assert!(!folder.path().join("msaudit-exit.1").exists(), "a topic is no command");
    assert!(text(&["man"]).contains(".TH msaudit 1"));
    let exit = text(&["help", "exit"]);
    assert!(
        ["0: all is well", "1: it ended", "2: it could not run", "130: it was interrupted"]
            .iter()
            .all(|line| exit.contains(line))
    );
    assert!(text(&["help", "output"]).contains("NO_COLOR"));
    assert!(text(&["read", "--help"]).contains("Examples:\n  msaudit read"));
}

/// Made by the commands; `CONTRIBUTING.md` has the line that makes them anew. Without the feature the help says so.
#[cfg(feature = "parquet")]
#[test]
fn the_package_has_the_manual_and_the_completions_of_these_options() {
    let folder = tempfile::tempdir().expect("a folder");
    msaudit().args(["man", "--out"]).arg(folder.path()).assert().success();
    let names = |folder: &std::path::Path| {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("it is read").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let man = support::repository().join("cli/man");
    assert_eq!(names(&man), names(folder.path()));
    let read = |path: &std::path::Path| fs::read_to_string(path).expect("it is there").replace("\r\n", "\n");
    for name in names(&man) {
        assert!(read(&man.join(&name)) == read(&folder.path().join(&name)), "{name} is not up to date");
    }
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let kept = read(&support::repository().join(format!("cli/completions/msaudit.{shell}")));
        assert!(kept == text(&["completions", shell]), "completions for {shell} are not up to date");
    }
}

#[test]
fn colours_are_for_those_who_ask() {
    let command = ["read", EXPORT, "--format", "table", "--columns", "outcome"];
    assert!(!text(&command).contains('\u{1b}'));
    let forced = stdout(msaudit().args(command).env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR"));
    assert!(String::from_utf8_lossy(&forced).contains("\u{1b}[38;5;10m"), "{}", String::from_utf8_lossy(&forced));
}
