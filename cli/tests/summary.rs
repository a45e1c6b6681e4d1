//! Filters, `summary` and `drift` as a user meets them.

mod support;

use snapbox::cmd::Command;
use snapbox::str;
use support::json_lines;

const DIAGNOSTIC: &str = "tests/data/samples/diagnostic_settings.ndjson";
const AUDIT_LOGS: &str = "tests/data/samples/loganalytics_auditlogs.ndjson";
const LABELS: &str = "tests/data/samples/mip_label_events.ndjson";

fn msaudit(args: &[&str]) -> Command {
    support::msaudit().args(args)
}

fn records(args: &[&str]) -> Vec<u64> {
    let output = msaudit(&[&["read", DIAGNOSTIC], args].concat()).assert().success();
    json_lines(&output.get_output().stdout).iter().filter_map(|line| line["record"].as_u64()).collect()
}

#[test]
fn a_summary_for_people() {
    msaudit(&["summary", AUDIT_LOGS]).assert().success().stdout_eq(str![[r#"
events: 4
period: 2021-08-02
sources: log-analytics 4
outcomes: success 4

services and workloads: 1
       4  Core Directory

categories: 1
       4  ApplicationManagement

activities and operations: 3
       2  Update application - Certificates and secrets management
       1  Add delegated permission grant
       1  Update application

kinds of activity: 2
       3  update
       1  assign

actors: 1
       4  pgustavo@simulandlabs.com

days: 1
       4  2021-08-02

What types of changes were applied to users? 0
How many users were changed? 0
How many passwords were changed? 0
What groups were added? none
Have the owners of groups been changed? none
What licences have been assigned to a group or a user? none
What applications have been added? none
What applications have been updated? 1, in 3 events
       3  SimuLandApp  (11b49e19-2326-4be6-93cb-7f37439bbd81)
What applications have been removed? none
Has a service principal for an application changed? 2, in 1 event
       1  0d2f5969-011b-460d-ac74-3291d227d49f
       1  Microsoft Graph  (401dd906-ea4f-4d41-b762-7e936d222368)
Have the names of applications been changed? none

"#]]);
}

#[test]
fn a_summary_for_programs() {
    let output = msaudit(&["summary", AUDIT_LOGS, LABELS, "--format", "json"]).assert().success();
    let [summary] = &json_lines(&output.get_output().stdout)[..] else { panic!("one object") };
    assert_eq!(summary["events"], 11);
    assert_eq!(summary["label_changes"]["counts"]["upgraded"], 1);
    assert_eq!(summary["questions"]["application-updated"]["objects"]["objects"][0]["name"], "SimuLandApp");
}

#[test]
fn every_filter_narrows() {
    assert_eq!(records(&[]).len(), 8);
    for (args, expected) in [
        (&["--from", "2024-12-10", "--to", "2024-12-10"][..], &[1, 5][..]),
        (&["--from", "12/16/2024 12:00:00 AM"], &[6, 7, 8]),
        (&["--service", "PIM", "--service", "invited users"], &[1, 6, 7, 8]),
        (&["--category", "role management", "--category", "RoleManagement"], &[6, 7, 8]),
        (&["--activity", "update conditional access POLICY.", "--activity", "Update policy"], &[2, 3, 4]),
        (&["--outcome", "failure"], &[]),
        (&["--outcome", "success", "--actor", "DENETHOR"], &[1, 2, 3]),
        (&["--target", "zeus"], &[1]),
        (&["--source", "graph"], &[]),
        (&["--label-change", "downgraded"], &[]),
    ] {
        assert_eq!(records(args), expected, "{args:?}");
    }
}

#[test]
fn what_filters_leave_out_is_still_counted_and_its_problems_shown() {
    msaudit(&["read", "-", "--from", "2024-10-05", "--format", "csv"])
        .stdin("{\"activityDisplayName\":\"Add user\",\"activityDateTime\":\"soon\"}\n{\"activityDisplayName\":\"Add user\",\"activityDateTime\":\"2024-10-05T00:00:00Z\"}\n")
        .assert()
        .code(1)
        .stderr_eq(str![[r#"
{"file":"-","record":1,"line":1,"offset":0,"kind":"wrong-type","message":"the time: `soon` is no time; expected a form such as `2024-10-05T07:11:12.345Z`, `2024-10-05 07:11:12` or `10/5/2024 7:11:12 AM`","excerpt":"{/"activityDisplayName/":/"Add user/",/"activityDateTime/":/"soon/"}"}
records read: 2
records skipped: 0
records that the filters let through: 1
parts of records that could not be decoded: 1

"#]]);
    // Nothing was wanted, and all is well.
    msaudit(&["read", LABELS, "--label-change", "downgraded"]).assert().success().stdout_eq("").stderr_eq(str![[r#"
records read: 7
records skipped: 0
records that the filters let through: 0

"#]]);
}

#[test]
fn filters_that_cannot_be_meant_say_what_can() {
    for (args, error) in [
        (
            ["--service", "Core Directry"],
            "error: invalid value 'Core Directry' for '--service <SERVICE>': the catalogue has no service named `Core Directry`; the nearest is `Core Directory`",
        ),
        (
            ["--category", "UserManagment"],
            "error: invalid value 'UserManagment' for '--category <CATEGORY>': the catalogue has no category named `UserManagment`; the nearest is `UserManagement`",
        ),
        (
            ["--to", "soon"],
            "error: invalid value 'soon' for '--to <TIME>': `soon` is neither a date such as `2024-10-05` nor a time such as `2024-10-05T07:11:12Z`, `2024-10-05 07:11:12` or `10/5/2024 7:11:12 AM`",
        ),
        (
            ["--outcome", "fine"],
            "error: invalid value 'fine' for '--outcome <OUTCOME>'\n  [possible values: success, failure, timeout, partial, unknown]",
        ),
    ] {
        let output = msaudit(&["summary", LABELS]).args(args).assert().code(2);
        let text = String::from_utf8(output.get_output().stderr.clone()).expect("output is UTF-8");
        assert!(text.starts_with(error), "{text}");
    }
}

#[test]
fn drift_is_a_finding() {
    let cat = r#"{"activityDisplayName":"Feed\u001b the cat","loggedByService":"Kitchen","category":"UserManagement"}"#;
    msaudit(&["drift", "-", "--format", "tsv"]).stdin(cat).assert().code(1).stdout_eq(str![[r#"
missing	name	of	category	count	file	record
activity	Feed/u001b the cat	Kitchen	UserManagement	1	-	1
service	Kitchen			1	-	1

"#]]);
    msaudit(&["drift", "-", "--format", "json"]).stdin(cat).assert().code(1).stdout_eq(str![[r#"
{"missing":"activity","name":"Feed/u001b the cat","of":"Kitchen","category":"UserManagement","count":1,"file":"-","record":1,"table":"editions/observed.tsv","row":"Kitchen/tUserManagement/tFeed/u001b the cat/t/tlog/t"}
{"missing":"service","name":"Kitchen","of":null,"category":null,"count":1,"file":"-","record":1,"table":"services.tsv","row":"Kitchen/t/t"}

"#]]);
    let known = r#"{"activityDisplayName":"Add user","loggedByService":"Core Directory","category":"UserManagement"}"#;
    msaudit(&["drift", "-", "--format", "json"]).stdin(known).assert().success().stdout_eq("");
    msaudit(&["drift", "no/such/file"]).assert().code(2);
}

#[test]
fn what_records_say_moves_no_cursor() {
    let sly = r#"{"activityDisplayName":"Add group","targetResources":[{"type":"Group","id":"\u001b[2J","displayName":"\u202eselaS"}]}"#;
    let output = msaudit(&["summary", "-"]).stdin(sly).assert().success();
    let text = String::from_utf8(output.get_output().stdout.clone()).expect("output is UTF-8");
    assert!(text.contains("What groups were added? 1, in 1 event\n       1  \\u202eselaS  (\\u001b[2J)\n"), "{text}");
}

#[test]
fn an_export_that_cannot_answer_says_so_instead_of_none() {
    let input = "{\"RecordType\":50,\"Operation\":\"MailItemsAccessed\",\"Id\":\"1\",\"CreationTime\":\"2025-03-03T10:00:00\"}\n\
                 {\"RecordType\":50,\"Operation\":\"MailItemsAccessed\",\"Id\":\"2\",\"CreationTime\":\"2025-03-05T10:00:00\"}";
    let output = msaudit(&["summary", "-"]).stdin(input).assert().code(0);
    let text = String::from_utf8(output.get_output().stdout.clone()).expect("it is UTF-8");
    assert!(
        text.starts_with(
            "events: 2\nperiod: 2025-03-03 to 2025-03-05\nsources: management-api 2\noutcomes: unknown 2\n"
        ),
        "{text}"
    );
    assert!(text.ends_with("have no answer\n") && !text.contains("none"), "{text}");
}
