//! Rules against the catalogue: verdicts, exact places, and what is not checked.

mod support;

use msaudit::lint::{Finding, Log, Report, RuleKind, Sarif, Skip, Subject, Verdict, check, check_as};
use proptest::prelude::*;
use support::bytes;

fn rule(name: &str) -> (String, Report) {
    let text = String::from_utf8(bytes(&format!("rules/{name}"))).expect("rules are UTF-8");
    let report = check(name, &text);
    (text, report)
}

/// One line a finding.
fn outline(report: &Report) -> Vec<String> {
    let line = |finding: &Finding| {
        let verdict = finding.verdict().name();
        let meets = finding.meets().map(|count| format!(" {count}")).unwrap_or_default();
        format!("{}:{} {verdict}{meets} {}", finding.line(), finding.column(), finding.literal())
    };
    report.findings().iter().map(line).collect()
}

fn skipped(report: &Report) -> Vec<(Skip, u64)> {
    report.skipped().collect()
}

/// The outline of a Kusto query.
fn kusto(query: &str) -> Vec<String> {
    outline(&check("rule.kql", query))
}

#[test]
fn every_dialect_has_exact_places() {
    for name in [
        "sigma_groups.yml",
        "sentinel_passwords.yaml",
        "hunt.kql",
        "elastic_members.toml",
        "elastic_sequence.toml",
        "elastic_list.toml",
    ] {
        let (text, report) = rule(name);
        assert!(!report.findings().is_empty(), "{name}");
        for finding in report.findings() {
            let line = text.lines().nth(finding.line() - 1).expect("the line is there");
            let here: String = line.chars().skip(finding.column() - 1).collect();
            let source = &text[finding.span()];
            assert!(here.starts_with(source.lines().next().unwrap_or_default()), "{name}: {finding:?}");
            // Escapes and folded lines are longer in the file.
            let simple = source.len() == finding.literal().len();
            assert!(!simple || source == finding.literal(), "{name}: {finding:?}");
            assert!(simple || source.contains(['\\', '\n']), "{name}: {finding:?}");
        }
    }
}

#[test]
fn sigma() {
    let (_, report) = rule("sigma_groups.yml");
    assert_eq!(
        outline(&report),
        [
            "7:26 documented Core Directory",
            "9:16 unknown Add member from group",
            "10:15 documented Add member to group",
            "11:16 documented Set dynamic group properties",
            "14:13 unknown Update application \u{2013} Owners",
            "18:17 partial 30 member to",
            "19:17 partial 2 Certificates",
            "20:36 partial 0  to the moon",
            "21:26 partial 3 Add * to role",
            "23:22 documented Policy",
            "23:30 unknown RolleManagement",
            "30:21 documented Add user.",
            "30:32 unknown Feed the cat.",
            "30:47 documented MailItemsAccessed",
            "30:66 documented SensitivityLabelRemoved",
            "32:19 documented Exchange",
        ]
    );
    assert_eq!(skipped(&report), [(Skip::Regex, 1), (Skip::OtherLog, 1), (Skip::Keyword, 1)]);
    assert_eq!(report.rules(), 3);
    let folded = &report.findings()[4];
    assert_eq!(folded.end(), (15, 19), "the name goes on on the next line");
    assert_eq!(report.findings()[9].subject(), Some(Subject::Category));
    assert_eq!(report.findings()[11].log(), Some(Log::Unified));
}

#[test]
fn sentinel() {
    let (_, report) = rule("sentinel_passwords.yaml");
    assert_eq!(
        outline(&report),
        [
            "5:26 historical Add OAuth2PermissionGrant",
            "5:55 documented Reset password (by admin)",
            "9:24 documented UserManagement",
            "10:38 partial 4 passkey",
            "15:41 partial 106 Add",
            "16:50 documented FileDownloaded",
            "16:68 documented Update user.",
            "16:85 unknown Add usr.",
        ]
    );
    assert_eq!(skipped(&report), [(Skip::Computed, 1), (Skip::OtherLog, 2),]);
}

#[test]
fn elastic() {
    let (_, kibana) = rule("elastic_members.toml");
    assert_eq!(
        outline(&kibana),
        [
            "9:36 documented Add member to role",
            "9:59 unknown Add member from group",
            "9:88 unknown Disable account*",
            "10:21 documented Update user",
            "10:36 partial 0 Add*password",
            "10:58 documented Hard Delete user",
        ],
        "an asterisk in quotation marks is no wildcard"
    );
    let (_, eql) = rule("elastic_sequence.toml");
    assert_eq!(
        outline(&eql),
        [
            "5:67 historical Batch invites uploaded.",
            "6:33 documented UserLoggedIn",
            "6:49 unknown Add delegatd permission grant.",
            "6:110 partial 1 Consent to*",
        ]
    );
    let (_, esql) = rule("elastic_list.toml");
    assert_eq!(outline(&esql), ["2:70 documented Add user", "2:84 unknown Add usr", "2:119 partial 102 Delete *"]);
}

#[test]
fn verdicts_name_what_replaced_or_resembles_a_name() {
    let report = check("r.kql", "AuditLogs | where OperationName in ('Add OAuth2PermissionGrant', 'Add usr', 'zzz')");
    let advice: Vec<String> = report.findings().iter().map(Finding::advice).collect();
    assert_eq!(
        advice,
        [
            "only an older edition lists it; now `Add delegated permission grant`",
            "not in the catalogue; nearest: `Add user`",
            "not in the catalogue",
        ]
    );
    let report = check("r.kql", "AuditLogs | where OperationName has_any ('moon', 'drectory', 'add', 'Add usr')");
    let advice: Vec<String> = report.findings().iter().map(Finding::advice).collect();
    assert_eq!(advice[0], "meets no name of the catalogue");
    assert_eq!(advice[1], "meets 1 name of the catalogue");
    assert!(advice[2].starts_with("meets 1") && advice[2].ends_with(" names of the catalogue"), "{}", advice[2]);
    let report = check(
        "r.kql",
        "AuditLogs | where OperationName in~ ('Add Passkey (device-bound) security key', 'add user.', 'Restore consent')",
    );
    let advice: Vec<String> = report.findings().iter().map(Finding::advice).collect();
    assert_eq!(advice[0], "in no current edition, but seen in records or rules");
    assert_eq!(advice[1], "listed in the newest edition, as `Add user`");
    assert_eq!(advice[2], "listed in the newest edition");
    let report = check("r.kql", "AuditLogs | where OperationName == 'Batch invites uploaded'");
    assert_eq!(report.findings()[0].advice(), "only an older edition lists it");
}

#[test]
fn a_part_that_is_a_whole_name_is_judged_as_that_name() {
    assert_eq!(
        kusto("AuditLogs | where OperationName has 'Add OAuth2PermissionGrant'"),
        ["1:38 historical 1 Add OAuth2PermissionGrant"]
    );
}

#[test]
fn the_table_decides_the_log() {
    for (query, findings) in [
        ("| where OperationName == 'Add usr'", 1),
        ("SigninLogs | where OperationName == 'Add usr'", 0),
        ("workspace('w').AuditLogs | where OperationName == 'Add usr'", 1),
        ("let a = materialize(AuditLogs | where x); a | where OperationName == 'Add usr'", 1),
        ("let a = SigninLogs | take 1; a | where OperationName == 'Add usr'", 0),
        ("let f = (x: string) { AuditLogs | where OperationName == 'Add usr' }; f('y')", 1),
        ("AuditLogs | join (SigninLogs | take 1) on A | where OperationName == 'Add usr'", 1),
        ("union isfuzzy=true AuditLogs, OfficeActivity | where OperationName == 'Add usr'", 1),
        ("(AuditLogs | take 1) | where OperationName == 'Add usr'", 1),
        ("DeviceEvents | where ActionType == 'Add usr.'", 0),
        ("CloudAppEvents | where ActionType == 'Add usr.'", 1),
    ] {
        assert_eq!(kusto(query).len(), findings, "{query}");
    }
}

#[test]
fn lists_are_resolved_and_the_rest_is_counted() {
    for (list, findings, computed) in [
        ("let n = dynamic(['Add usr', \"Add user\"]);", 2, 0),
        ("let n = datatable(Name: string)['Add usr'];", 1, 0),
        ("let n = 'Add usr';", 1, 0),
        ("let m = dynamic(['Add usr']); let n = m;", 1, 0),
        ("let n = AuditLogs | where x == 'Add usr' | project x;", 0, 1),
        ("let n = strcat('Add', ' usr');", 0, 1),
        ("", 0, 1),
    ] {
        let report = check("r.kql", &format!("{list}\nAuditLogs | where OperationName in~ (n)"));
        assert_eq!(report.findings().len(), findings, "{list}");
        let expected: &[(Skip, u64)] = if computed > 0 { &[(Skip::Computed, computed)] } else { &[] };
        assert_eq!(skipped(&report), expected, "{list}");
    }
    let twice = "let n = dynamic(['Add usr']); AuditLogs | where OperationName in (n) or OperationName in (n)";
    assert_eq!(kusto(twice).len(), 1, "one literal is one finding");
}

#[test]
fn skips_are_named() {
    for (rule, skip) in [
        ("{OperationName|re: a}", Skip::Regex),
        ("{OperationName|base64: a}", Skip::Modifier),
        ("{OperationName: '*'}", Skip::Anything),
        ("{OperationName: [[a]]}", Skip::Computed),
        ("[a]", Skip::Keyword),
        ("{a: &a b, OperationName: *a}", Skip::Alias),
        ("{Category: AuditLogs}", Skip::OtherLog),
    ] {
        let text = format!("logsource: {{product: azure, service: auditlogs}}\ndetection: {{s: {rule}}}\n");
        let report = check("r.yml", &text);
        assert_eq!(outline(&report), [""; 0], "{rule}");
        assert_eq!(skipped(&report), [(skip, 1)], "{rule}");
        assert!(!skip.description().is_empty() && !skip.name().is_empty());
    }
}

#[test]
fn a_broken_file_is_one_finding_and_the_rest_is_read() {
    let sigma = "logsource: {product: azure, service: auditlogs}\ndetection: {s: {OperationName: Add usr}}\n";
    let report = check("r.yml", &format!("{sigma}---\na: [b\n---\n{sigma}"));
    let verdicts: Vec<Verdict> = report.findings().iter().map(Finding::verdict).collect();
    assert_eq!(verdicts.iter().filter(|&&verdict| verdict == Verdict::Broken).count(), 1);
    assert!(verdicts.contains(&Verdict::Unknown));
    assert!(report.findings().iter().all(Finding::is_notable));
    let broken = report.findings().iter().find(|finding| finding.verdict() == Verdict::Broken).expect("it is broken");
    assert!(broken.advice().starts_with("the YAML is broken: "), "{}", broken.advice());

    let toml = check(
        "r.toml",
        "[rule]\nlanguage = \"eql\"\nquery = 'any where o365.audit.Operation == \"Add usr.\"'\nx = = 1",
    );
    assert_eq!(outline(&toml).len(), 2);
    assert_eq!(outline(&toml)[0], "3:45 unknown Add usr.");
    assert!(toml.findings()[1].advice().starts_with("the TOML is broken: "), "{}", toml.findings()[1].advice());
}

#[test]
fn hostile_rules_end_soon() {
    let mut doubling = "let a0 = dynamic(['x']);".to_owned();
    for step in 1..100 {
        doubling += &format!("let a{step} = pack_array(a{before}, a{before});", before = step - 1);
    }
    let report = check("r.kql", &format!("{doubling} AuditLogs | where OperationName in (a99)"));
    assert_eq!(skipped(&report), [(Skip::Computed, 1)]);
    for piece in ["OperationName in (", "let a = ", "let a = (", "{OperationName: [", "- ", "((", "\"\"\"'"] {
        for kind in KINDS {
            check_as(kind, "f", &piece.repeat(50_000));
        }
    }
    let long = check("r.kql", &" ".repeat((4 << 20) + 1));
    assert_eq!(long.findings()[0].advice(), "the file has 4194305 bytes; expected a rule of at most 4194304");
}

#[test]
fn a_byte_order_mark_is_no_column() {
    assert_eq!(kusto("\u{feff}AuditLogs | where OperationName == 'Add usr'"), ["1:37 unknown Add usr"]);
    let sigma = "\u{feff}logsource: {product: azure, service: auditlogs}\ndetection: {s: {OperationName: Add usr}}\n";
    assert_eq!(outline(&check("r.yml", sigma)), ["2:32 unknown Add usr"]);
}

#[test]
fn sarif_has_what_the_specification_requires() {
    let mut all = Report::default();
    for name in ["sigma_groups.yml", "broken.yml"] {
        all.merge(rule(name).1);
    }
    let sarif = serde_json::to_value(Sarif::new(all.findings())).expect("it is written");
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "msaudit");
    let rules = driver["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), all.findings().iter().filter(|finding| finding.is_notable()).count());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("a small number");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().expect("a level")));
        assert!(!result["message"]["text"].as_str().expect("a text").is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string());
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][key].as_u64().is_some_and(|number| number >= 1), "{key}");
        }
    }
}

/// Texts that look like rules more often than chance would have it.
fn rule_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        "[ -~]{0,6}",
        "['\"\\\\\\[\\](){}:;,|*@h\n\r\t \u{e9}\u{2028}\u{1f600}]{1,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const PIECES: [&str; 17] = [
    "OperationName",
    "event.action",
    "detection:\n  s:\n    ",
    "logsource: {product: azure, service: auditlogs}\n",
    "query: |\n  ",
    "query: \"",
    "query = ",
    "\"\"\"",
    "'''",
    "AuditLogs | where ",
    "let a = ",
    " in~ (",
    " has ",
    " == ",
    ": ",
    "|contains",
    "\n---\n",
];

const KINDS: [RuleKind; 3] = [RuleKind::Yaml, RuleKind::Toml, RuleKind::Kusto];

proptest! {
    // Each case looks for nearest names many times.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_text_can_be_checked(text in any::<String>(), rule in rule_like()) {
        for text in [&text, &rule] {
            for kind in KINDS {
                for finding in check_as(kind, "f", text).findings() {
                    let source = text.get(finding.span());
                    prop_assert!(source.is_some(), "{finding:?} in {text:?}");
                }
            }
        }
    }

    #[test]
    fn every_literal_is_where_the_finding_says(
        name in "[a-zA-Z\u{e9}\u{1f600}'\"\\\\ ()-]{0,12}[a-z]",
        before in "[a-z\u{e9}]{0,3}",
    ) {
        // A name that the catalogue cannot hold.
        let name = format!("Zz{name}");
        let kusto = name.replace('\\', "\\\\").replace('\'', "\\'");
        let double = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
        let sigma = "logsource: {product: azure, service: auditlogs}\ndetection:\n  s:\n    ";
        let query = format!("AuditLogs // {before}\n  | where '{before}' != '' and OperationName in ('', '{kusto}')");
        let elastic = format!("event.dataset:azure.auditlogs and {before}:1 and event.action:\"{}\"", double(&name));
        let indented = query.replace('\n', "\n  ");
        let cases = [
            (RuleKind::Yaml, format!("{sigma}OperationName: \"{}\"\n", double(&name)), double(&name)),
            (RuleKind::Yaml, format!("{sigma}OperationName: '{}'\n", name.replace('\'', "''")), name.replace('\'', "''")),
            (RuleKind::Yaml, format!("{sigma}OperationName: {name}\n"), name.clone()),
            (RuleKind::Kusto, query.clone(), kusto.clone()),
            (RuleKind::Yaml, format!("query: |\n  {indented}\n"), kusto.clone()),
            (RuleKind::Yaml, format!("query: |2-\n  {indented}\r\n"), kusto.clone()),
            (RuleKind::Yaml, format!("query: \"{}\"\n", double(&query).replace('\n', "\\n")), double(&kusto)),
            (RuleKind::Toml, format!("[rule]\nquery = \"\"\"\n{}\"\"\"\n", double(&elastic)), double(&double(&name))),
            (RuleKind::Toml, format!("rule.query = \"{}\"\n", double(&elastic)), double(&double(&name))),
            (RuleKind::Toml, format!("[rule]\nquery = '''{elastic}\n'''\n"), double(&name)),
        ];
        for (kind, text, source) in cases {
            // Three apostrophes end a string of TOML.
            if kind == RuleKind::Toml && text.contains("'''") && name.contains("'''") {
                continue;
            }
            let report = check_as(kind, "f", &text);
            prop_assert_eq!(report.findings().len(), 1, "{}", text);
            let finding = &report.findings()[0];
            prop_assert_eq!(finding.literal(), &name, "{}", text);
            prop_assert_eq!(&text[finding.span()], &source, "{}", text);
        }
    }
}

#[test]
fn names_of_every_workload_are_checked_in_the_unified_log() {
    let rule =
        "OfficeActivity | where Operation in ('New-InboxRule', 'FileAccessed', 'CopilotInteraction', 'Frobnicate')";
    let report = check("rule.kql", rule);
    let found: Vec<_> = report.findings().iter().map(|one| (one.verdict(), one.name())).collect();
    let wanted = [
        (Verdict::Documented, Some("New-InboxRule")),
        (Verdict::Documented, Some("FileAccessed")),
        (Verdict::Observed, Some("CopilotInteraction")),
    ];
    assert_eq!(found, wanted);
    // Workloads log names that no document lists, so an unknown one is counted, and no finding.
    assert!(report.skipped().any(|(skip, count)| (skip, count) == (Skip::OtherWorkload, 1)));
    // In the directory's own log the name of another workload is as unknown as any.
    let elsewhere = check("rule.kql", "AuditLogs | where OperationName == 'New-InboxRule'");
    assert_eq!(elsewhere.findings()[0].verdict(), Verdict::Unknown);
}
