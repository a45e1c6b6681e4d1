//! `msaudit timeline` as a user meets it.

mod support;

use std::fs;

use serde_json::Value;
use snapbox::str;
use support::{json_lines, msaudit, stdout};

/// Two exports of the same directory, and one of mailboxes.
fn exports() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("it is made");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("it is written");
    write(
        "graph.json",
        r#"{"value":[
{"id":"D_2","activityDisplayName":"Add member to role","activityDateTime":"2025-03-03T10:00:00.25Z","correlationId":"c-1","result":"success"},
{"id":"D_1","activityDisplayName":"Add user","activityDateTime":"2025-03-03T09:00:00Z","result":"success"},
{"id":"D_0","activityDisplayName":"Add group"}]}"#,
    );
    write(
        "log.ndjson",
        r#"{"TimeGenerated":"2025-03-03T10:00:00.2512345Z","OperationName":"Add member to role","LoggedByService":"Core Directory","Id":"D_2","Result":"success","Category":"RoleManagement"}"#,
    );
    write(
        "mail.json",
        r#"[{"RecordType":1,"Operation":"New-InboxRule","CreationTime":"2025-03-03T09:30:00","Id":"M_1","UserId":"ana@contoso.com","SessionId":"s-1","ClientIP":"203.0.113.7:1234"}]"#,
    );
    folder
}

fn ids(folder: &tempfile::TempDir, args: &[&str]) -> Vec<String> {
    let output = stdout(msaudit().arg("timeline").arg(folder.path()).args(["--format", "ndjson"]).args(args));
    json_lines(&output).iter().map(|event| event["id"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn sources_are_merged_in_the_order_of_time_and_copies_folded() {
    let folder = exports();
    assert_eq!(ids(&folder, &[]), ["D_1", "M_1", "D_2", "D_0"]);
    let output = msaudit().arg("timeline").arg(folder.path()).args(["--format", "ndjson"]).assert().code(0);
    let events = json_lines(&output.get_output().stdout);
    // The row of the log tells more, and names the other.
    assert_eq!((&events[2]["source"], &events[2]["also"][0]["source"]), (&"log-analytics".into(), &"graph".into()));
    assert_eq!(events[2]["also"][0]["record"], 1);
    assert_eq!(events[0]["also"], Value::Array(Vec::new()));
    let stderr = String::from_utf8(output.get_output().stderr.clone()).expect("it is UTF-8");
    assert!(stderr.contains("copies folded into others: 1\n"), "{stderr}");
    let csv = stdout(msaudit().arg("timeline").arg(folder.path()).args(["--format", "csv"]));
    let mut csv = csv::Reader::from_reader(&csv[..]);
    assert_eq!(csv.headers().expect("it has some").iter().next_back(), Some("also"));
    assert_eq!(csv.records().filter(Result::is_ok).count(), 4);
}

#[test]
fn a_timeline_is_narrowed_to_a_time_a_session_an_address() {
    let folder = exports();
    assert_eq!(ids(&folder, &["--around", "2025-03-03T09:40:00Z", "--within", "15m"]), ["M_1"]);
    assert_eq!(ids(&folder, &["--around", "2025-03-03T09:30:00Z", "--within", "30m"]), ["D_1", "M_1"]);
    assert_eq!(ids(&folder, &["--around", "2025-03-03"]), ["D_1", "M_1", "D_2"]);
    assert_eq!(ids(&folder, &["--ip", "203.0.113.7"]), ["M_1"]);
    assert_eq!(ids(&folder, &["--session", "{S-1}"]), ["M_1"]);
    assert_eq!(ids(&folder, &["--correlation", "c-1"]), ["D_2"]);
    msaudit().args(["timeline", "x", "--around", "2025-03-03", "--from", "2025-03-03"]).assert().code(2);
    msaudit().args(["timeline", "x", "--around", "2025-03-03", "--within", "soon"]).assert().code(2);
}

#[test]
fn the_table_fits_and_says_where_an_event_comes_from() {
    let folder = exports();
    msaudit().arg("timeline").arg(folder.path()).env("COLUMNS", "200").assert().code(0).stdout_eq(str![[r#"
 time                 sources                actor            address      activity            target  outcome
[..]
 2025-03-03 09:00:00  graph                                                Add user                    success
 2025-03-03 09:30:00  management-api         ana@contoso.com  203.0.113.7  New-InboxRule               unknown
 2025-03-03 10:00:00  log-analytics + graph                                Add member to role          success
                      graph                                                Add group                   unknown

"#]]);
}

#[test]
fn a_page_has_the_rows_and_runs_nothing_that_they_say() {
    let folder = exports();
    let out = folder.path().join("out.html");
    let timeline = || msaudit().arg("timeline").arg(folder.path()).args(["--format", "html", "--out"]).arg(&out);
    timeline().assert().code(0).stdout_eq("");
    let page = std::fs::read_to_string(&out).expect("it is there");
    assert_eq!(page.matches("<tr>").count(), 5, "a header and four events:\n{page}");
    assert!(page.contains("<td>log-analytics + graph</td>"), "{page}");
    assert!(page.contains("default-src &#x27;none&#x27;") || page.contains("default-src 'none'"));
    timeline().assert().code(2);
    msaudit().args(["timeline", "x", "--format", "html"]).assert().code(2);
    let columns = ["timeline", "--columns", "time,activity", "--format", "csv"];
    let csv = msaudit().args(columns).arg(folder.path()).assert().code(0);
    let csv = String::from_utf8(csv.get_output().stdout.clone()).expect("output is UTF-8");
    assert!(csv.starts_with("time,activity\n") && csv.lines().count() == 5, "{csv}");
    // In the order of time, unless another is asked for.
    let mut sorted: Vec<&str> = csv.lines().skip(1).collect();
    sorted.sort_by_key(|line| std::cmp::Reverse(line.split(',').nth(1)));
    let by_activity = msaudit().args(columns).args(["--sort", "-activity"]).arg(folder.path()).assert().code(0);
    let by_activity = String::from_utf8(by_activity.get_output().stdout.clone()).expect("output is UTF-8");
    assert_eq!(by_activity.lines().skip(1).collect::<Vec<_>>(), sorted);
}
