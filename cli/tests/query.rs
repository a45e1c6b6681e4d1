//! `msaudit kql` and `msaudit sql` as a user meets them.

mod support;

use snapbox::{IntoData, assert_data_eq, str};
use support::msaudit;

const BOOK: &str = "tests/data/query_labels.json";

fn text(args: &[&str]) -> String {
    let output = msaudit().args(args).assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("output is UTF-8")
}

#[test]
fn a_book_goes_into_every_shape() {
    let query = text(&["kql", "labels", BOOK]);
    assert!(query.starts_with("let Labels = datatable("));
    assert_eq!(text(&["kql", "labels", BOOK, "--shape", "function-body"]), query);
    let function = text(&["kql", "labels", BOOK, "--shape", "function", "--name", "Labelled"]);
    assert_eq!(function, format!(".create-or-alter function Labelled() {{\n{query}}}\n"));
    let watchlist = text(&["kql", "labels", BOOK, "--shape", "watchlist", "--name", "labels"]);
    assert!(watchlist.starts_with("let Labels = _GetWatchlist(\"labels\")\n"));
    assert!(text(&["kql", "labels", BOOK, "--shape", "transformation"]).starts_with("let Labels = parse_json("));
    assert!(text(&["kql", "labels", BOOK, "--table", "office-activity"]).contains("\nOfficeActivity\n"));
    assert!(text(&["sql", "labels", BOOK, "--table", "events"]).contains("\n  FROM \"events\"\n"));
}

#[test]
fn a_watchlist_is_a_file_to_upload() {
    let csv = text(&["kql", "labels", BOOK, "--shape", "watchlist-csv"]);
    // Raw, as a backslash is no separator of paths here.
    assert_data_eq!(
        csv,
        str![[r#"
LabelId,LabelName,LabelPath,LabelRank
4eff011f-95b3-4371-8836-39da6458f464,General,General,1
6282649d-9e2a-4063-8587-32eaaa9ad68e,Confidential,Confidential,5
6a10f3c2-a682-44ba-a911-52dcca64e78d,"All ""Employees""","Confidential \ All ""Employees""",5
e14c1275-fa87-4421-8a59-5e3c3c214d61,No order,No order,

"#]]
        .raw()
    );
}

#[test]
fn names_are_listed_by_channel() {
    msaudit().args(["kql", "names", "add user.", "Update domain"]).assert().success().stdout_eq(str![[r#"
in~ (
    // as documented
    "Add user",
    "Update domain",
    // with the full stop of the unified audit log
    "Add user.",
    "Update domain."
)

"#]]);
    msaudit().args(["kql", "names", "Add usr"]).assert().code(2).stderr_eq(str![[r#"
error: invalid value 'Add usr' for '<NAME>...': the catalogue has no activity named `Add usr`; the nearest is `Add user`

For more information, try '--help'.

"#]]);
}

#[test]
fn what_has_no_query_is_an_error() {
    msaudit()
        .args(["kql", "labels", BOOK, "--shape", "transformation", "--table", "office-activity"])
        .assert()
        .code(2)
        .stdout_eq("")
        .stderr_eq(str![[r#"
msaudit: there is no transformation for `OfficeActivity`, which has no columns for labels

"#]]);
    msaudit().args(["kql", "labels", "-"]).stdin("[]").assert().code(2);
    msaudit().args(["sql", "labels", "no.json"]).assert().code(2).stderr_eq(str![[r#"
msaudit: no.json: [..]

"#]]);
}
