//! From label ids to names: lists of changes, enriched files, one copy of each event.

mod support;

use std::fs;

use snapbox::str;
use support::{msaudit, repository};

const EXPORT: &str = "tests/data/purview_labels.csv";
const BOOK: &str = "tests/data/get_label.json";

#[test]
fn two_commands_list_the_downgrades_with_names() {
    msaudit().args(["labels", BOOK]).assert().success().stdout_eq(str![[r#"
 id                                    path                          order  state
─────────────────────────────────────────────────────────────────────────────────
 4eff011f-95b3-4371-8836-39da6458f464  General                           1       
 6282649d-9e2a-4063-8587-32eaaa9ad68e  Confidential                      4       
 e14c1275-fa87-4421-8a59-5e3c3c214d61  Confidential / All Employees      5       
 6a10f3c2-a682-44ba-a911-52dcca64e78d  Highly Confidential               8       

"#]]);
    let assert = msaudit()
        .args(["read", EXPORT, "--labels", BOOK, "--label-change", "downgraded", "--format", "csv"])
        .assert()
        .success();
    let mut reader = csv::Reader::from_reader(&*assert.get_output().stdout);
    let columns = reader.headers().expect("there is a header").clone();
    let column = |name: &str| columns.iter().position(|column| column == name).expect("the column is there");
    let wanted = ["label.old_path", "label.new_path", "label.agreement", "label.justification"].map(column);
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.expect("it is a table"))
        .map(|row| wanted.iter().map(|&column| row[column].to_owned()).collect())
        .collect();
    let below = r"Confidential \ All Employees";
    assert_eq!(
        rows,
        [
            ["Highly Confidential", below, "agree", "The project is public now"],
            ["Confidential", "General", "single", ""],
            ["Confidential", below, "disagree", "Previous label was wrong"],
        ]
    );
}

#[test]
fn the_table_shows_labels_and_who_disagrees() {
    msaudit()
        .args(["read", EXPORT, "--labels", BOOK, "--format", "table", "--target", "notes"])
        .assert()
        .success()
        .stdout_eq(str![[r#"
 time                 activity                 target                  actor           change                         label                                         justification           
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 2024-03-06 09:30:00  SensitivityLabelUpdated  C:/Users/bo/notes.docx  bo@contoso.com  downgraded (book: same-order)  Confidential -> Confidential / All Employees  Previous label was wrong

"#]]);
}

#[test]
fn enrich_writes_the_same_file_with_names() {
    let out = std::env::temp_dir().join(format!("msaudit-enrich-{}.csv", std::process::id()));
    msaudit().args(["enrich", EXPORT, "--labels", BOOK, "--out"]).arg(&out).assert().success().stdout_eq("").stderr_eq(
        str![[r#"
records read: 6
records skipped: 0
records that tell of a label: 5

"#]],
    );
    let before = fs::read_to_string(repository().join(EXPORT)).expect("the export");
    let after = fs::read_to_string(&out).expect("it was written");
    fs::remove_file(&out).expect("it is ours");
    assert_eq!(before.lines().count(), after.lines().count());
    for (before, after) in before.lines().zip(after.lines()) {
        assert!(after.starts_with(before), "{after}");
    }
    assert!(
        after
            .lines()
            .nth(3)
            .expect("a third record")
            .ends_with(",General,Confidential,General,Confidential,1,4,downgraded")
    );

    let error = msaudit().args(["enrich", EXPORT, "--labels", BOOK, "--out", EXPORT]).assert().code(2);
    error.stderr_eq(str![[r#"
msaudit: `tests/data/purview_labels.csv` is the input, which writing would destroy: expected another file

"#]]);
    msaudit().args(["enrich", "-", "--labels", BOOK]).stdin("no export").assert().code(2).stdout_eq("no export");
}

#[test]
fn enrich_says_why_records_were_skipped() {
    let input = "{\"RecordType\":83,\"Operation\":\"SensitivityLabelApplied\"}\n{\"RecordType\":\n";
    msaudit().args(["enrich", "-", "--labels", BOOK]).stdin(input).assert().code(1).stderr_eq(str![[r#"
{"file":"-","record":2,[..]"kind":"truncated",[..]}
records read: 1
records skipped: 1
  truncated: 1
records that tell of a label: 1

"#]]);
}

#[test]
fn dedup_keeps_one_copy_and_says_which() {
    let assert = msaudit()
        .args(["read", "--dedup", "tests/data/mpip.ndjson", "tests/data/mpip.csv"])
        .assert()
        .success()
        .stderr_eq(str![[r#"
{"file":"tests/data/mpip.csv","record":1,[..]"kind":"duplicate","message":"a copy of record 1 of `tests/data/mpip.ndjson`: the copy that is kept has the same record id and comes first",[..]}
...
records read: 10
records skipped: 0
duplicates: 5
operations not in the catalogue: 1
  LabelTeleported: 1
workloads not in the catalogue: 1
  Moon: 1
record types not in the catalogue: 1
  418: 1

"#]]);
    assert_eq!(assert.get_output().stdout.iter().filter(|&&byte| byte == b'\n').count(), 5);
    msaudit().args(["read", "--dedup", "-"]).stdin("{}").assert().code(2).stderr_eq(str![[r#"
msaudit: standard input cannot be read twice, as `--dedup` has to: expected files

"#]]);
}
