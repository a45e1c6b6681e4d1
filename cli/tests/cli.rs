//! The commands as a user meets them: output, exit status, and what goes where.

mod support;

use std::fs;

use msaudit::catalog::{Category, Edition, Service, Workload};
use snapbox::str;
use support::{json_lines, msaudit, repository, stdout};

#[test]
fn activities_hold_exactly_the_documented_triples() {
    let output = stdout(msaudit().args(["activities", "--format", "tsv"]));
    let text = String::from_utf8(output).expect("output is UTF-8");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("edition\tservice\tcategory\tactivity\tident"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    for edition in ["entra-2024-10", "azure-ad-2018-04"] {
        let table =
            fs::read_to_string(repository().join(format!("catalog/editions/{edition}.tsv"))).expect("the table");
        let rows_of_table = table.lines().filter(|line| !line.starts_with("# ")).skip(1);
        let mut documented: Vec<Vec<&str>> = rows_of_table.map(|line| line.split('\t').take(3).collect()).collect();
        let printed = rows.iter().filter(|row| row[0] == edition).map(|row| row[1..4].to_vec());
        let mut printed: Vec<Vec<&str>> = printed.collect();
        documented.sort();
        printed.sort();
        assert_eq!(printed, documented, "{edition}");
    }
    assert_eq!(rows.iter().filter(|row| row[0] == "aip-2021-10").count(), 11);
    assert!(rows.iter().any(|row| row[0] == "observed"));
}

#[test]
fn activities_are_narrowed_by_any_spelling() {
    msaudit()
        .args(["activities", "--service", "core directory", "--category", "label", "--edition", "entra-2024-10"])
        .args(["--format", "json"])
        .assert()
        .success()
        .stdout_eq(str![[r#"
{"activity":"Add label","category":"Label","edition":"entra-2024-10","ident":"AddLabel","service":"Core Directory"}
{"activity":"Delete label","category":"Label","edition":"entra-2024-10","ident":"DeleteLabel","service":"Core Directory"}
{"activity":"Update label","category":"Label","edition":"entra-2024-10","ident":"UpdateLabel","service":"Core Directory"}

"#]]);
    msaudit().args(["activities", "--service", "Core Directry"]).assert().code(2).stderr_eq(str![[r#"
error: invalid value 'Core Directry' for '--service <SERVICE>': the catalogue has no service named `Core Directry`; the nearest is `Core Directory`

For more information, try '--help'.

"#]]);
}

#[test]
fn every_vocabulary_is_printed_in_every_form() {
    for (command, rows) in [
        ("services", Service::COUNT),
        ("categories", Category::COUNT),
        ("editions", Edition::COUNT),
        ("workloads", Workload::COUNT),
        ("operations", 1005 + 186 + 67 + 418 + 19),
        ("record-types", 257),
        ("label-operations", 37),
        ("aip-activities", 24),
    ] {
        let json = json_lines(&stdout(msaudit().args([command, "--format", "json"])));
        assert_eq!(json.len(), rows, "{command}");
        let tsv = String::from_utf8(stdout(msaudit().args([command, "--format", "tsv"]))).expect("output is UTF-8");
        let columns = tsv.lines().next().expect("a header").split('\t').count();
        assert!(tsv.lines().all(|line| line.split('\t').count() == columns), "{command}");
        assert_eq!(tsv.lines().count(), rows + 1, "{command}");
        assert!(!stdout(msaudit().arg(command)).is_empty());
    }
}

#[test]
fn lookup_says_what_a_name_is() {
    msaudit()
        .args(["lookup", "--format", "json", "Add member to role.", "Reset user password", "New label", "Add usr"])
        .assert()
        .success()
        .stdout_eq(str![[r#"
{"query":"Add member to role.","verdict":"documented","match":"folded","activity":"Add member to role","ident":"AddMemberToRole","editions":["azure-ad-2018-04","entra-2024-10"[..]],"successors":[],"suggestions":[],"predecessors":[],"listings":[{"edition":"azure-ad-2018-04","service":"Core directory","category":"Role Management"},{"edition":"entra-2024-10","service":"Core Directory","category":"RoleManagement"}[..]],"spellings":[{"channel":"documentation","text":"Add member to role"},{"channel":"unified-audit-log","text":"Add member to role."}],"kind":"activity"}
{"query":"Reset user password","verdict":"historical","match":"exact","activity":"Reset user password","ident":"ResetUserPassword","editions":["azure-ad-2018-04"],"successors":["Reset password"],"suggestions":[],"predecessors":[],"listings":[{"edition":"azure-ad-2018-04","service":"Core directory","category":"User Management"}],"spellings":[{"channel":"documentation","text":"Reset user password"},{"channel":"unified-audit-log","text":"Reset user password."}],"kind":"activity"}
{"query":"New label","verdict":"documented","match":"exact","activity":"New label","ident":"NewLabel","editions":["aip-2021-10"],"successors":[],"suggestions":[],"predecessors":[],"listings":[],"spellings":[],"kind":"aip-activity"}
{"query":"Add usr","verdict":"unknown","match":"none","activity":null,"ident":null,"editions":[],"successors":[],"suggestions":["Add user"],"predecessors":[],"listings":[],"spellings":[],"kind":null}

"#]]);
}

#[test]
fn lookup_reads_standard_input_and_speaks_to_people() {
    msaudit()
        .args(["lookup", "-"])
        .stdin("update user.\nReset user password\nUpdated MyStaff feature value\nAdd member from group\nzzz\n")
        .assert()
        .success()
        .stdout_eq(str![[r#"
update user.: documented, as `Update user`
  kind: activity
  editions: azure-ad-2018-04, entra-2024-10[..]
  listed under: Core Directory / UserManagement
  also spelt: `Update user.` with the full stop of the unified audit log
Reset user password: historical
  kind: activity
  editions: azure-ad-2018-04
  listed under: Core Directory / UserManagement
  now called: Reset password
  also spelt: `Reset user password.` with the full stop of the unified audit log
Updated MyStaff feature value: documented, as `Update MyStaff feature value` (another spelling)
  kind: activity
  editions: entra-2024-10[..]
  listed under: Self-service group management / UserManagement
  also spelt: `Updated MyStaff feature value` as observed elsewhere, `Update MyStaff feature value.` with the full stop of the unified audit log, `Updated MyStaff feature value.` with the full stop of the unified audit log
Add member from group: unknown
  nearest: Add member to group, Remove member from group, Add member to role, Add owner to group
zzz: unknown

"#]]);
}

#[test]
fn labels_prints_the_book() {
    msaudit().args(["labels", "tests/data/labels.json", "--format", "tsv"]).assert().success().stdout_eq(str![[r#"
id	path	order	state
4eff011f-95b3-4371-8836-39da6458f464	General		
6282649d-9e2a-4063-8587-32eaaa9ad68e	Confidential		
6a10f3c2-a682-44ba-a911-52dcca64e78d	Highly Confidential		
e14c1275-fa87-4421-8a59-5e3c3c214d61	Confidential / All Employees		

"#]]);
    msaudit().args(["labels", "no/book.json"]).assert().code(2).stderr_eq(str![[r#"
msaudit: no/book.json: No such file or directory (os error 2)

"#]]);
    msaudit().args(["labels", "-"]).assert().code(2);
}

#[test]
fn read_names_labels_and_counts() {
    let assert = msaudit()
        .args(["read", "tests/data/samples/mip_label_events.ndjson", "--labels", "tests/data/labels.json"])
        .assert()
        .success()
        .stderr_eq(str![[r#"
records read: 7
records skipped: 0
label ids not in the book: 1
  8581574a-c314-42e3-bfdc-a63cf96ed86e: 1, first seen 2022-09-15T17:49:22Z

"#]]);
    let events = json_lines(&assert.get_output().stdout);
    assert_eq!(events.len(), 7);
    let label = &events[4]["label"];
    assert_eq!(label["change"], "upgraded");
    assert_eq!(label["old_name"], "Confidential");
    assert_eq!(label["new_name"], "Highly Confidential", "the book writes this id in capitals");
    assert_eq!(events[4]["file"], "tests/data/samples/mip_label_events.ndjson");
}

#[test]
fn read_prints_one_event_a_record_in_every_form() {
    for (file, records) in [
        ("graph_directoryaudits.ndjson", 2),
        ("graph_directoryaudits_response_page.json", 1),
        ("mip_label_events.ndjson", 7),
        ("ual_management_activity.ndjson", 16),
    ] {
        let path = format!("tests/data/samples/{file}");
        assert_eq!(json_lines(&stdout(msaudit().args(["read", &path]))).len(), records, "{file}");
        let csv = stdout(msaudit().args(["read", &path, "--format", "csv"]));
        let mut csv = csv::Reader::from_reader(&csv[..]);
        assert_eq!(
            csv.records().filter(|row| row.as_ref().is_ok_and(|row| row.len() == 53)).count(),
            records,
            "{file}"
        );
    }
    msaudit()
        .args(["read", "--format", "table", "tests/data/samples/graph_directoryaudits_response_page.json"])
        .assert()
        .success()
        .stdout_eq(str![[r#"
 time                 service                        category         activity                    outcome  target                                actor                               
─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 2024-12-27 10:01:19  Self-service Group Management  GroupManagement  GroupLifecyclePolicies_Get  success  00000000-0000-0000-0000-000000000000  00000000-0000-0000-0000-000000000000

"#]]);
}

#[test]
fn a_bad_record_is_reported_and_the_rest_goes_on() {
    msaudit()
        .args(["read", "-", "--format", "csv"])
        .stdin("{\"activityDisplayName\":\"Add user\"}\n{\"activityDisplayName\":\n{\"activityDisplayName\":\"Feed the cat\",\"activityDateTime\":\"soon\"}\n")
        .assert()
        .code(1)
        .stderr_eq(str![[r#"
{"file":"-","record":2,"line":2,"offset":58,"kind":"truncated","message":"the record stops short","excerpt":"{/"activityDisplayName/":/n"}
{"file":"-","record":3,"line":3,"offset":59,"kind":"wrong-type","message":"the time: `soon` is no time; expected a form such as `2024-10-05T07:11:12.345Z`, `2024-10-05 07:11:12` or `10/5/2024 7:11:12 AM`","excerpt":"{/"activityDisplayName/":/"Feed the cat/",/"activityDateTime/":/"soon/"}"}
records read: 2
records skipped: 1
  truncated: 1
parts of records that could not be decoded: 1
activities not in the catalogue: 1
  Feed the cat: 1

"#]]);
}

#[test]
fn parts_that_do_not_decode_and_unknown_names_are_reported() {
    let errors = std::env::temp_dir().join(format!("msaudit-cli-{}-errors.json", std::process::id()));
    msaudit()
        .args(["read", "-"])
        .arg("--errors")
        .arg(&errors)
        .stdin("{\"activityDisplayName\":\"Feed the cat\",\"activityDateTime\":\"soon\",\"loggedByService\":\"Kitchen\"}\n{\"RecordType\":418,\"Operation\":\"x\"}\n")
        .assert()
        .code(1)
        .stderr_eq(str![[r#"
records read: 2
records skipped: 0
parts of records that could not be decoded: 1
activities not in the catalogue: 1
  Feed the cat: 1
operations not in the catalogue: 1
  x: 1
services not in the catalogue: 1
  Kitchen: 1
record types not in the catalogue: 1
  418: 1

"#]]);
    let written = fs::read(&errors).expect("the errors were written");
    fs::remove_file(&errors).expect("it can be removed");
    let errors = json_lines(&written);
    assert_eq!(errors.len(), 1);
    assert_eq!((&errors[0]["kind"], &errors[0]["record"]), (&"wrong-type".into(), &1.into()));
}

#[test]
fn what_cannot_run_ends_with_two() {
    msaudit().args(["read", "no/such/file"]).assert().code(2);
    msaudit().args(["read", "-"]).stdin("").assert().code(2).stderr_eq(str![[r#"
records read: 0
records skipped: 0

"#]]);
    msaudit().args(["read", "tests/data/samples/invalid_AipFileDeleted_doc_sample.txt"]).assert().code(2);
    msaudit().args(["read"]).assert().code(2);
    // A file that is missing does not keep the others from being read.
    let assert = msaudit().args(["read", "no/such/file", "tests/data/samples/graph_directoryaudits.ndjson"]).assert();
    assert_eq!(json_lines(&assert.code(2).get_output().stdout).len(), 2);
    // Nor does one that breaks off take back what was read of it: 35 of the 64 bytes that this one promises.
    let mut gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x40\0\xbf\xff".to_vec();
    gzip.extend(b"{\"activityDisplayName\":\"Add user\"}\n");
    let assert = msaudit().args(["read", "-"]).stdin(gzip).assert();
    assert_eq!(json_lines(&assert.code(2).get_output().stdout).len(), 1);
}

#[test]
fn completions_are_there_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = String::from_utf8(stdout(msaudit().args(["completions", shell]))).expect("it is UTF-8");
        assert!(script.contains("timeline") && script.contains("record-types"), "{shell}");
    }
    msaudit().args(["completions", "cmd"]).assert().code(2);
}

#[test]
fn events_are_written_in_the_schema_of_others() {
    let export = "tests/data/samples/diagnostic_settings.ndjson";
    let read = |arguments: &[&str]| json_lines(&stdout(msaudit().args(["read", export, "-q"]).args(arguments)));
    let events = read(&["--schema", "ocsf", "--raw-data"]);
    assert_eq!(events.len(), 8);
    assert!(events.iter().all(|event| event["metadata"]["version"] == "1.7.0" && event["raw_data"].is_string()));
    assert!(read(&["--schema", "asim"]).iter().all(|row| row["EventSchemaVersion"].is_string()));
    let wrong = |arguments: &[&str], message: &str| {
        let output = msaudit().args(["read", export]).args(arguments).assert().code(2);
        let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(stderr.contains(message), "{stderr}");
    };
    wrong(
        &["--schema", "ocsf", "--format", "csv"],
        "events in the schema `ocsf` are JSON lines or Parquet: expected `--format ndjson` or `--format parquet`",
    );
    wrong(&["--schema", "asim", "--raw-data"], "`asim` has no place for a record: expected `--schema ocsf`");
    wrong(&["--schema", "ecs"], "[possible values: own, ocsf, asim]");
    wrong(&["--raw-data"], "an event of msaudit has no place for a record: expected `--schema ocsf`");
    let message = "`--columns` and `--sort` know the fields of msaudit, not those of `ocsf`: expected neither";
    wrong(&["--schema", "ocsf", "--sort", "time"], message);
    assert_eq!(read(&["--schema", "own", "--columns", "id"]), read(&["--columns", "id"]));
}
