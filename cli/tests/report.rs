//! `msaudit report` as a user meets it.

mod support;

use std::fs;

use snapbox::str;
use support::msaudit;

#[test]
fn a_page_is_written_once_and_whole() {
    let folder = tempfile::tempdir().expect("it is made");
    let out = folder.path().join("report.html");
    let report = || {
        msaudit()
            .args(["report", "tests/data/purview_labels.csv", "--labels", "tests/data/get_label.json", "--out"])
            .arg(&out)
    };
    report().args(["--title", "Labels of 2024", "--section", "labels"]).assert().code(0).stdout_eq("").stderr_eq(str![
        [r#"
records read: 6
records skipped: 0
report written: [..]report.html, 6 events

"#]
    ]);
    let page = fs::read_to_string(&out).expect("it is there");
    assert!(page.contains("<h1>Labels of 2024</h1>") && page.contains("The project is public now"));
    assert!(!page.contains("id=\"directory\""));
    report().assert().code(2).stderr_eq(str![[r#"
msaudit: `[..]report.html` is there already: expected another file, or `--force`

"#]]);
    report().arg("--force").assert().code(0);
    // Filters choose what is in it.
    report().args(["--force", "--label-change", "removed"]).assert().code(0);
    assert!(!fs::read_to_string(&out).expect("it is there").contains("The project is public now"));
    report().args(["--force", "--section", "all"]).assert().code(0);
    assert!(fs::read_to_string(&out).expect("it is there").contains("id=\"directory\""));
    report().args(["--section", "lables"]).assert().code(2);
}

#[test]
fn damaged_files_make_a_page_that_says_so() {
    let folder = tempfile::tempdir().expect("it is made");
    for number in 0..200 {
        fs::write(folder.path().join(format!("{number}.json")), "{\"activityDisplayName\":").expect("it is written");
    }
    let out = folder.path().join("out.html");
    msaudit().arg("report").arg(folder.path()).arg("--out").arg(&out).assert().code(2);
    let page = fs::read_to_string(&out).expect("it is there");
    assert!(page.contains("No events: 200 records were skipped"), "{page}");
}

#[test]
fn downgrades_are_told_by_department_if_asked() {
    let folder = tempfile::tempdir().expect("it is made");
    let (people, out) = (folder.path().join("people.csv"), folder.path().join("out.html"));
    let report = |table: &str| {
        fs::write(&people, table).expect("it is written");
        let export =
            ["report", "tests/data/purview_labels.csv", "--labels", "tests/data/get_label.json", "--force", "-q"];
        msaudit().args(export).arg("--out").arg(&out).arg("--departments").arg(&people).assert()
    };
    report("\u{feff}displayName,User Principal Name,Department\nBo,BO@contoso.com,Research <b>\n")
        .code(0)
        .stderr_eq("");
    let page = fs::read_to_string(&out).expect("it is there");
    assert!(page.contains("Downgrades by department") && page.contains("Research &lt;b&gt;"), "{page}");
    report("name,office\nBo,1\n").code(2).stderr_eq(str![[r#"
msaudit: [..]people.csv: no table of people: expected the columns `userPrincipalName` and `department`, found `name`, `office`

"#]]);
}
