//! `msaudit lint` as a user meets it.

use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, cargo_bin};
use snapbox::{file, str};

fn lint(args: &[&str]) -> Command {
    Command::new(cargo_bin!("msaudit")).current_dir(repository()).arg("lint").args(args)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn a_folder_is_walked_and_summed_up() {
    lint(&["tests/data/rules"]).assert().code(1).stdout_eq(str![[r#"
tests/data/rules/broken.yml:5:14: broken: the YAML is broken: illegal placement of ':' indicator
tests/data/rules/elastic_list.toml:2:84: unknown `Add usr` (event.action) - not in the catalogue; nearest: `Add user`
tests/data/rules/elastic_members.toml:9:59: unknown `Add member from group` (azure.auditlogs.operation_name) - not in the catalogue; nearest: `Add member to group`, `Remove member from group`, `Add member to role`, `Add owner to group`
tests/data/rules/elastic_members.toml:9:88: unknown `Disable account*` (azure.auditlogs.operation_name) - not in the catalogue; nearest: `Disable account`, `Enable account`
tests/data/rules/elastic_members.toml:10:36: partial `Add*password` (event.action) - meets no name of the catalogue
tests/data/rules/elastic_sequence.toml:5:67: historical `Batch invites uploaded.` (event.action) - only an older edition lists it, as `Batch invites uploaded`
tests/data/rules/elastic_sequence.toml:6:49: unknown `Add delegatd permission grant.` (event.action) - not in the catalogue; nearest: `Add delegated permission grant`, `Remove delegated permission grant`, `Add OAuth2PermissionGrant`
tests/data/rules/hunt.kql:3:71: unknown `Rëset password` (OperationName) - not in the catalogue; nearest: `Reset password`, `Reset user password`
tests/data/rules/hunt.kql:6:61: unknown `SensitivityLabelRemovd` (Operation) - not in the catalogue; nearest: `SensitivityLabelRemoved`, `FileSensitivityLabelRemoved`, `SiteSensitivityLabelRemoved`, `SensitivityLabelApplied`, `SensitivityLabelChanged`
tests/data/rules/sentinel_passwords.yaml:5:26: historical `Add OAuth2PermissionGrant` (OperationName) - only an older edition lists it; now `Add delegated permission grant`
tests/data/rules/sentinel_passwords.yaml:16:85: unknown `Add usr.` (Operation) - not in the catalogue; nearest: `Add user`
tests/data/rules/sigma_groups.yml:9:16: unknown `Add member from group` (properties.message) - not in the catalogue; nearest: `Add member to group`, `Remove member from group`, `Add member to role`, `Add owner to group`
tests/data/rules/sigma_groups.yml:14:13: unknown `Update application – Owners` (properties.message) - not in the catalogue; nearest: `Update application collection`, `Update application`, `Update application collection order`
tests/data/rules/sigma_groups.yml:20:36: partial ` to the moon` (OperationName) - meets no name of the catalogue
tests/data/rules/sigma_groups.yml:23:30: unknown `RolleManagement` (Category) - not in the catalogue; nearest: `RoleManagement`, `PolicyManagement`, `GroupManagement`, `ResourceManagement`, `DeviceManagement`
tests/data/rules/sigma_groups.yml:30:32: unknown `Feed the cat.` (Operation) - not in the catalogue

"#]]).stderr_eq(str![[r#"
rules read: 8
  documented: 19
  historical: 2
  observed: 1
  partial: 9
  unknown: 11
  broken: 1
findings: 16
  unknown: 11
  historical: 2
  partial: 2
  broken: 1
not checked: 7
  regular expressions: 2
  values that are computed: 1
  names of logs that the catalogue does not cover: 3
  keywords without a field: 1

"#]]);
}

#[test]
fn json_holds_every_name() {
    lint(&["tests/data/rules/hunt.kql", "--format", "json"]).assert().code(1).stdout_eq(str![[r#"
{"file":"tests/data/rules/hunt.kql","line":3,"column":28,"verdict":"observed","literal":"Add Passkey (device-bound) security key","field":"OperationName","operator":"in","log":"entra-audit","subject":"activity","name":"Add Passkey (device-bound) security key","successors":[],"nearest":[],"meets":null,"message":null,"kind":null,"severity":null,"advice":"in no current edition, but seen in records or rules","fix":null}
{"file":"tests/data/rules/hunt.kql","line":3,"column":71,"verdict":"unknown","literal":"Rëset password","field":"OperationName","operator":"in","log":"entra-audit","subject":"activity","name":null,"successors":[],"nearest":["Reset password","Reset user password"],"meets":null,"message":null,"kind":"unknown","severity":"warning","advice":"not in the catalogue; nearest: `Reset password`, `Reset user password`","fix":null}
{"file":"tests/data/rules/hunt.kql","line":3,"column":110,"verdict":"documented","literal":"Add policy","field":"OperationName","operator":"==","log":"entra-audit","subject":"activity","name":"Add policy","successors":[],"nearest":[],"meets":null,"message":null,"kind":null,"severity":null,"advice":"listed in the newest edition","fix":null}
{"file":"tests/data/rules/hunt.kql","line":6,"column":61,"verdict":"unknown","literal":"SensitivityLabelRemovd","field":"Operation","operator":"==","log":"label-events","subject":"activity","name":null,"successors":[],"nearest":["SensitivityLabelRemoved","FileSensitivityLabelRemoved","SiteSensitivityLabelRemoved","SensitivityLabelApplied","SensitivityLabelChanged"],"meets":null,"message":null,"kind":"unknown","severity":"warning","advice":"not in the catalogue; nearest: `SensitivityLabelRemoved`, `FileSensitivityLabelRemoved`, `SiteSensitivityLabelRemoved`, `SensitivityLabelApplied`, `SensitivityLabelChanged`","fix":null}
{"file":"tests/data/rules/hunt.kql","line":8,"column":53,"verdict":"documented","literal":"downgrade label","field":"Activity_s","operator":"=~","log":"aip-log","subject":"activity","name":"Downgrade label","successors":[],"nearest":[],"meets":null,"message":null,"kind":null,"severity":null,"advice":"listed in the newest edition, as `Downgrade label`","fix":null}

"#]]);
}

#[test]
fn sarif_holds_what_is_worth_a_look() {
    let rules = ["tests/data/rules/elastic_list.toml", "tests/data/rules/broken.yml"];
    lint(&[rules[0], rules[1], "--format", "sarif"]).assert().code(1).stdout_eq(file!["golden/lint.sarif"]);
}

#[test]
fn the_exit_status_tells() {
    let query = "AuditLogs | where OperationName has 'add' and OperationName == 'Add user'";
    lint(&["-"]).stdin(query).assert().code(0).stdout_eq("");
    lint(&["-"]).stdin("AuditLogs | where OperationName == 'Add usr'").assert().code(1).stdout_eq(str![[r#"
-:1:37: unknown `Add usr` (OperationName) - not in the catalogue; nearest: `Add user`

"#]]);
    lint(&["no/such/rule.yml"]).assert().code(2);
    lint(&[]).assert().code(2);
    // One that is missing does not keep the others from being checked.
    lint(&["no/such/rule.yml", "tests/data/rules/elastic_list.toml"]).assert().code(2).stdout_eq(str![[r#"
tests/data/rules/elastic_list.toml:2:84: unknown `Add usr` (event.action) - not in the catalogue; nearest: `Add user`

"#]]);
    lint(&["tests/data/labels.json"]).assert().code(0);
}

/// The schema is the one of OASIS, as the crate `serde-sarif` 0.8.0 ships it.
#[test]
fn sarif_is_valid_by_its_schema() {
    // A bracket that stands alone in the pattern of languages is allowed in old JavaScript only.
    let schema = include_str!("sarif-2.1.0.schema.json").replace("{2}]?$", "{2}?$");
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("the schema is one");
    let output = lint(&["tests/data/rules", "--format", "sarif"]).assert().code(1).get_output().stdout.clone();
    let mut sarif: serde_json::Value = serde_json::from_slice(&output).expect("SARIF is JSON");
    let errors: Vec<String> = schema.iter_errors(&sarif).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(sarif["runs"][0]["results"].as_array().is_some_and(|results| results.len() > 10));
    sarif["runs"][0]["results"][0]["level"] = "loud".into();
    assert!(!schema.is_valid(&sarif), "the schema refuses what is wrong");
}

/// A folder with one rule.
fn folder(rule: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("it is made");
    std::fs::write(folder.path().join("rule.kql"), rule).expect("it is written");
    folder
}

#[test]
fn findings_are_selected_explained_and_weighed() {
    let rules = ["tests/data/rules"];
    lint(&[rules[0], "--select", "historical"]).assert().code(1).stdout_eq(str![[r#"
tests/data/rules/elastic_sequence.toml:5:67: historical[..]
tests/data/rules/sentinel_passwords.yaml:5:26: historical[..]

"#]]);
    lint(&[rules[0], "--ignore", "unknown,partial,case,column,never,historical,value", "--fail-on", "error"])
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
tests/data/rules/broken.yml:5:14: broken: the YAML is broken: illegal placement of ':' indicator

"#]]);
    lint(&[rules[0], "--ignore", "broken", "--fail-on", "error"]).assert().code(0);
    lint(&["--explain", "case"]).assert().code(0).stdout_eq(str![[r#"
case (warning): The operator is case-sensitive, and logs spell the name in another way

The operator compares case-sensitively[..]

"#]]);
    lint(&["--explain", "caes"]).assert().code(2);
    lint(&["-", "--format", "github"])
        .stdin("AuditLogs | where OperationName == 'Add usr'")
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
::warning file=-,line=1,col=37,endLine=1,endColumn=44,title=unknown::`Add usr` (OperationName): not in the catalogue; nearest: `Add user`

"#]]);
}

#[test]
fn fixes_put_in_the_spelling_of_the_logs_and_nothing_else() {
    let folder = folder(
        "AuditLogs\n| where OperationName in ('add user', 'Add usr', \"Add  user\")\n| where Result == 'Success'\n",
    );
    let path = folder.path().join("rule.kql");
    lint(&[path.to_str().expect("it is UTF-8"), "--fix"]).assert().code(1);
    let fixed = std::fs::read_to_string(&path).expect("it is there");
    assert_eq!(
        fixed,
        "AuditLogs\n| where OperationName in ('Add user', 'Add usr', \"Add user\")\n| where Result == 'success'\n"
    );
    lint(&[path.to_str().expect("it is UTF-8"), "--ignore", "unknown"]).assert().code(0).stdout_eq("");
}

#[test]
fn a_baseline_lets_known_findings_pass_and_new_ones_fail() {
    let folder = folder("AuditLogs\n| where OperationName == 'Add usr'\n");
    let (rule, baseline) = (folder.path().join("rule.kql"), folder.path().join("baseline.txt"));
    let run = || lint(&[rule.to_str().expect("UTF-8"), "--baseline", baseline.to_str().expect("UTF-8")]);
    run().assert().code(0).stdout_eq("");
    // Lines may move.
    let moved = "// a comment\n\nAuditLogs\n| where OperationName == 'Add usr'\n";
    std::fs::write(&rule, moved).expect("it is written");
    run().assert().code(0).stdout_eq("");
    std::fs::write(&rule, format!("{moved}| where OperationName == 'Add grp'\n| where OperationName == 'Add usr'\n"))
        .expect("it is written");
    let found = run().assert().code(1);
    let found = String::from_utf8(found.get_output().stdout.clone()).expect("it is UTF-8");
    assert_eq!(found.lines().count(), 2, "one is new, one is known once and there twice: {found}");
}

#[test]
fn patterns_and_lists_are_rules_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("list.txt");
    std::fs::write(&list, "tests/data/rules/hunt.kql\ntests/data/rules/sentinel_passwords.yaml\n")
        .expect("it is written");
    let by_list = lint(&[&format!("@{}", list.display()), "--format", "json"]).assert().code(1);
    let by_name = lint(&["tests/data/rules/hunt.kql", "tests/data/rules/sentinel_passwords.yaml", "--format", "json"]);
    assert_eq!(by_list.get_output().stdout, by_name.assert().code(1).get_output().stdout);
    let by_pattern = lint(&["tests/data/rules/*.kql", "--format", "json"]).assert().code(1);
    assert_eq!(
        by_pattern.get_output().stdout,
        lint(&["tests/data/rules/hunt.kql", "--format", "json"]).assert().code(1).get_output().stdout
    );
}
