//! One test for each kind of finding, and for each form that rules are written in.

use msaudit::lint::{Finding, Kind, RuleKind, Severity, Skip, check, check_as};

/// The kinds of the findings of a file, with their literals and fixes.
fn kinds(file: &str, text: &str) -> Vec<(Kind, String, Option<String>)> {
    let report = check(file, text);
    let all = report
        .findings()
        .iter()
        .filter_map(|finding| Some((finding.kind()?, finding.literal().to_owned(), finding.fix().map(str::to_owned))));
    all.collect()
}

/// The only finding of a query, and why.
fn only(query: &str) -> (Kind, String) {
    let report = check("rule.kql", query);
    let notable: Vec<&Finding> = report.findings().iter().filter(|finding| finding.is_notable()).collect();
    assert_eq!(notable.len(), 1, "{query}: {notable:?}");
    (notable[0].kind().expect("it is notable"), notable[0].advice())
}

fn nothing(query: &str) {
    assert_eq!(kinds("rule.kql", query), [], "{query}");
}

#[test]
fn case_is_told_where_the_operator_tells_it() {
    let fix = |text: &str| Some(text.to_owned());
    for (query, literal, fixed) in [
        ("AuditLogs | where OperationName == 'add user'", "add user", fix("Add user")),
        ("AuditLogs | where OperationName != 'Add user.'", "Add user.", fix("Add user")),
        ("AuditLogs | where OperationName in ('ADD USER')", "ADD USER", fix("Add user")),
        ("AuditLogs | where Result == 'Success'", "Success", fix("success")),
        ("AuditLogs | where Category == 'usermanagement'", "usermanagement", fix("UserManagement")),
        ("OfficeActivity | where Operation == 'Add user'", "Add user", fix("Add user.")),
        ("OfficeActivity | where Operation == 'filedownloaded'", "filedownloaded", fix("FileDownloaded")),
    ] {
        assert_eq!(kinds("rule.kql", query), [(Kind::Case, literal.to_owned(), fixed)], "{query}");
    }
    for query in [
        "AuditLogs | where OperationName =~ 'add user'",
        "AuditLogs | where OperationName in~ ('add user')",
        "AuditLogs | where OperationName has 'add user'",
        "AuditLogs | where tolower(OperationName) == 'add user'",
        "AuditLogs | where OperationName == 'Add user'",
        // Real records write it so, the documentation does not.
        "AuditLogs | where OperationName == 'Update conditional access policy'",
        "AuditLogs | where LoggedByService == 'Self-service Group Management'",
        "AuditLogs | where Result =~ 'Success'",
        "OfficeActivity | where Operation == 'Add user.'",
        "SigninLogs | where Result == 'Success'",
    ] {
        nothing(query);
    }
    let sigma =
        |key| format!("logsource: {{product: azure, service: auditlogs}}\ndetection:\n  s:\n    {key}: add user\n");
    assert_eq!(kinds("r.yml", &sigma("properties.message")), []);
    assert_eq!(kinds("r.yml", &sigma("properties.message|cased"))[0].0, Kind::Case);
    let eql = "[rule]\nlanguage = \"eql\"\nquery = 'any where data_stream.dataset == \"azure.auditlogs\" and event.action == \"add user\"'\n";
    assert_eq!(kinds("r.toml", eql)[0].0, Kind::Case);
    assert_eq!(kinds("r.toml", &eql.replace("action ==", "action :")), []);
}

#[test]
fn a_name_of_another_column_is_told_whose_it_is() {
    for (query, why) in [
        ("AuditLogs | where LoggedByService == 'UserManagement'", "a category, not a service"),
        ("AuditLogs | where Category == 'Core Directory'", "a service, not a category"),
        ("AuditLogs | where Category == 'Add user'", "an activity, not a category"),
        ("AuditLogs | where OperationName == 'RoleManagement'", "a category, not an activity"),
        ("OfficeActivity | where RecordType == 'FileDownloaded'", "an operation, not a record type"),
        ("OfficeActivity | where Operation == 'ExchangeAdmin'", "a record type, not an operation"),
    ] {
        assert_eq!(only(query), (Kind::Column, why.to_owned()), "{query}");
    }
}

#[test]
fn values_of_closed_lists_are_known_by_name_and_number() {
    let (kind, why) = only("AuditLogs | where Result =~ 'succeeded'");
    assert_eq!(kind, Kind::Value);
    assert_eq!(
        why,
        "not a value of this column; expected one of `success`, `failure`, `timeout`, `unknownFutureValue`"
    );
    assert_eq!(only("OfficeActivity | where UserType == 'Robot'").0, Kind::Value);
    nothing("OfficeActivity | where UserType == 'Admin'");
    let kibana = |value: &str| {
        format!("query = 'event.dataset:o365.audit and o365.audit.RecordType:{value}'\nlanguage = 'kuery'\n")
    };
    assert_eq!(kinds("r.toml", &kibana("8")), []);
    assert_eq!(kinds("r.toml", &kibana("99999"))[0].0, Kind::Unknown);
}

#[test]
fn conditions_that_no_record_meets_are_told() {
    let (kind, why) = only("AuditLogs | where OperationName == 'Add user' and OperationName == 'Delete user'");
    assert_eq!(kind, Kind::Never);
    assert_eq!(why, "never together with `Add user`, which the same condition asks of the same field");
    let (kind, why) = only("AuditLogs | where OperationName == 'New-InboxRule'");
    assert_eq!(kind, Kind::Never);
    assert_eq!(why, "an operation of the unified audit log, which the directory's audit log never holds");
    for query in [
        "AuditLogs | where OperationName == 'Add user' or OperationName == 'Delete user'",
        "AuditLogs | where OperationName in ('Add user', 'Delete user') and OperationName == 'Add user'",
        "AuditLogs | where OperationName != 'Add user' and OperationName == 'Delete user'",
        "AuditLogs | summarize countif(OperationName == 'Add user'), countif(OperationName == 'Delete user')",
        "AuditLogs | where OperationName == 'Add user' | union (AuditLogs | where OperationName == 'Delete user')",
        "OfficeActivity | where Operation == 'New-InboxRule'",
    ] {
        nothing(query);
    }
}

#[test]
fn combinations_that_no_document_lists_are_a_note() {
    let query =
        "AuditLogs | where LoggedByService == 'Self-service Password Management' and OperationName == 'Add group'";
    let report = check("rule.kql", query);
    let finding = report.findings().iter().find(|finding| finding.is_notable()).expect("it is told");
    assert_eq!((finding.kind(), finding.severity()), (Some(Kind::Combination), Some(Severity::Note)));
    assert!(finding.advice().starts_with("not documented together with"), "{}", finding.advice());
    nothing("AuditLogs | where Category == 'UserManagement' and OperationName == 'Add user'");
    let sigma = "logsource: {product: azure, service: auditlogs}\ndetection:\n  s:\n    Category: Policy\n    properties.message: Add user\n";
    assert_eq!(kinds("r.yml", sigma)[0].0, Kind::Combination);
}

#[test]
fn an_operation_under_another_record_type_or_workload_is_a_note() {
    for (query, why) in [
        (
            "OfficeActivity | where RecordType == 'SharePointFileOperation' and Operation == 'New-InboxRule'",
            "not documented under the record type of the same condition; documented under `ExchangeAdmin`, `ExchangeItem`, `ExchangeItemAggregated`",
        ),
        (
            "OfficeActivity | where OfficeWorkload == 'Exchange' and Operation == 'FileDownloaded'",
            "not documented under the workload of the same condition; documented under `OneDrive`, `SharePoint`, `Yammer`",
        ),
        (
            "OfficeActivity | where OfficeWorkload =~ 'Exchange' | where RecordType == 2 and Operation == 'TeamCreated'",
            "not documented under the record type of the same condition; documented under `MicrosoftTeams`",
        ),
    ] {
        assert_eq!(only(query), (Kind::Combination, why.to_owned()), "{query}");
    }
    for query in [
        "OfficeActivity | where RecordType == 'ExchangeAdmin' and Operation == 'New-InboxRule'",
        "OfficeActivity | where OfficeWorkload == 'AzureActiveDirectory' and Operation == 'Add user.'",
        "OfficeActivity | where OfficeWorkload == 'NewWorkload' and Operation == 'NewOperation'",
        "OfficeActivity | where RecordType == 'AipSensitivityLabelAction' and Operation == 'SensitivityLabelApplied'",
    ] {
        nothing(query);
    }
}

#[test]
fn a_field_is_found_wherever_a_query_takes_it_from() {
    for query in [
        "AuditLogs | where 'Add usr' == OperationName",
        "AuditLogs | where \"Add usr\" =~ tolower(tostring(OperationName))",
        "AuditLogs | where set_has_element(dynamic(['Add user', 'Add usr']), OperationName)",
        "let names = dynamic(['Add usr']); AuditLogs | where set_has_element(names, tolower(OperationName))",
        "AuditLogs | where array_index_of(pack_array('Add usr'), OperationName) >= 0",
        "AuditLogs | extend Name = tostring(OperationName) | where Name == 'Add usr'",
        "AuditLogs | project Name = OperationName, Identity | where Name in~ ('Add usr')",
        "AuditLogs | extend x = iff(OperationName == 'Add usr', 1, 0)",
        "AuditLogs | extend x = case(OperationName == 'Add user', 'a', OperationName =~ 'Add usr', 'b', 'c')",
        "CloudAppEvents | where RawEventData.Operation == 'Add usr.'",
        "CloudAppEvents | where tostring(RawEventData.Operation) in ('Add usr.')",
        "CloudAppEvents | where RawEventData['Operation'] == \"Add usr.\"",
        "CloudAppEvents | where tostring(RawEventData[\"Operation\"]) == \"Add usr.\"",
        "CloudAppEvents | extend Op = tostring(parse_json(tostring(RawEventData)).Operation) | where Op == 'Add usr.'",
        "Custom_CL | where parse_json(AuditData).Operation == 'Add usr.'",
    ] {
        let found = kinds("rule.kql", query);
        let literal = if query.contains("usr.") { "Add usr." } else { "Add usr" };
        assert_eq!(found, [(Kind::Unknown, literal.to_owned(), None)], "{query}");
    }
    for query in [
        "Custom_CL | where Operation1 == 'Add usr' or 'Add usr' == Other",
        "Heartbeat | extend Name = Computer | where Name == 'Add usr'",
        "CloudAppEvents | where RawEventData.Subject == 'Add usr.'",
        "CloudAppEvents | where ActionType == 'DLPRuleMatch'",
        // Only the edition of 2018 lists it, and the audit log activities of 2023 do.
        "AuditLogs | where OperationName == 'Reset user password'",
        "arg('').Resources | where category == 'Water plants'",
        "let a = AuditLogs | project Name = OperationName; Heartbeat | where Name == 'Add usr'",
        "union (AuditLogs | extend Name = OperationName), (Heartbeat | extend Name = Computer) | where Name == 'Add usr'",
    ] {
        nothing(query);
    }
}

#[test]
fn every_kind_has_a_help_text() {
    for kind in Kind::all() {
        assert!(kind.help().len() > 80 && !kind.summary().is_empty(), "{kind}");
        assert_eq!(kind.name().parse(), Ok(kind));
    }
}

#[test]
fn comments_ignore_findings_in_every_form() {
    for (file, text) in [
        ("r.kql", "AuditLogs\n| where OperationName == 'Add usr' // msaudit:ignore unknown a test tenant\n"),
        ("r.kql", "AuditLogs\n// msaudit:ignore all a test tenant\n| where OperationName == 'Add usr'\n"),
        (
            "r.yml",
            "logsource: {product: azure, service: auditlogs}\ndetection:\n  s:\n    # msaudit:ignore unknown,case x\n    OperationName: Add usr\n",
        ),
        (
            "r.md",
            "<!-- msaudit:ignore all x -->\n```kql\nAuditLogs | where OperationName == 'Add usr' // msaudit:ignore unknown\n```\n",
        ),
    ] {
        let report = check(file, text);
        assert_eq!(report.findings().iter().filter(|finding| finding.is_notable()).count(), 0, "{text}");
        assert!(report.skipped().any(|skipped| skipped == (Skip::Ignored, 1)), "{text}");
    }
    // Of another kind, or without one, nothing is ignored.
    for comment in ["msaudit:ignore case", "msaudit:ignore", "msaudit:ignore mystery"] {
        assert_eq!(kinds("r.kql", &format!("AuditLogs | where OperationName == 'Add usr' // {comment}")).len(), 1);
    }
}

#[test]
fn queries_are_found_in_markdown_json_notebooks_and_searches() {
    let query = "AuditLogs | where OperationName == 'Add usr'";
    let quoted = serde_json::to_string(&format!("{query}\n| take 1")).expect("it is written");
    for (file, text) in [
        ("a.md", format!("# Title\n```KQL\n{query}\n```\n```python\n{query}\n```\n")),
        ("a.md", format!("~~~\n{query}\n~~~\n")),
        ("a.json", format!("{{\"resources\": [{{\"properties\": {{\"query\": {quoted}}}}}]}}")),
        ("a.ipynb", format!("{{\"cells\": [{{\"cell_type\": \"code\", \"source\": [\"%%kql\\n\", {quoted}]}}]}}")),
        (
            "a.ndjson",
            "{\"language\":\"kuery\",\"index\":[\"logs-azure.auditlogs-*\"],\"query\":\"azure.auditlogs.operation_name:\\\"Add usr\\\"\"}\n".to_owned(),
        ),
        ("a.spl", "sourcetype=\"o365:management:activity\" Operation=\"Add usr.\" OR Operation IN (\"Add user.\", FileDownloaded)".to_owned()),
        ("a.yml", "search: '`o365_management_activity` Operation=\"Add usr.\" | stats count by user | eval category=\"x\"'\n".to_owned()),
    ] {
        let report = check(file, &text);
        let notable: Vec<&Finding> = report.findings().iter().filter(|finding| finding.is_notable()).collect();
        assert_eq!(notable.len(), 1, "{file}: {:?}", report.findings());
        assert_eq!(notable[0].kind(), Some(Kind::Unknown), "{file}");
        assert!(text[notable[0].span()].starts_with("Add usr"), "{file}: `{}`", &text[notable[0].span()]);
    }
    assert_eq!(kinds("a.json", "{\"query\": ")[0].0, Kind::Broken);
    assert_eq!(RuleKind::of("a.IPYNB"), Some(RuleKind::Json));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(
        check_as(RuleKind::Json, "deep.json", &deep).findings(),
        [],
        "what is too deep for a query is passed over"
    );
}
