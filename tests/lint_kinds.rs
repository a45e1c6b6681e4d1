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
fn tables_are_told_from_columns_and_text_from_fences() {
    // A column that ends a list is no table, and a comma stands between tables only in a union.
    for query in [
        "AuditLogs | extend Time = TimeGenerated | where OperationName == 'Add usr'",
        "AuditLogs | project OperationName, Id | where OperationName == 'Add usr'",
        "Heartbeat | join (AuditLogs | mv-expand Target = Targets | where OperationName == 'Add usr') on Id",
        "union (AuditLogs), (AuditLogs) | where OperationName == 'Add usr'",
    ] {
        assert_eq!(only(query), (Kind::Unknown, "not in the catalogue; nearest: `Add user`".to_owned()), "{query}");
    }
    nothing("search OperationName == 'Microsoft.Logic/integrationAccounts/trackingEvents' and x == 'y'");
    nothing("let Other = Heartbeat | where Id == 1; union Other, Heartbeat | where OperationName == 'Add usr'");
    let markdown = "```Get-Mailbox``` is one line\n```\nAuditLogs\n| where OperationName == 'Add usr'\n```\n";
    assert_eq!(kinds("r.md", markdown).len(), 1);
}

#[test]
fn parts_of_names_meet_them_as_the_unified_log_writes_them() {
    nothing("OfficeActivity | where Operation contains 'Disable Strong Authentication.'");
    let sigma =
        "logsource: {product: m365, service: audit}\ndetection:\n  s:\n    Operation|endswith: 'Authentication.'\n";
    let report = check("r.yml", sigma);
    assert!(report.findings()[0].meets() > Some(0));
}

#[test]
fn hunts_hold_several_queries() {
    let hunt = "[hunt]\nlanguage = [\"ES|QL\"]\nquery = [\n'''\nfrom logs-azure.auditlogs-*\n| where azure.auditlogs.operation_name == \"Add usr\"\n''',\n\"from logs-azure.auditlogs-* | where azure.auditlogs.operation_name == \\\"Add user\\\"\"]\n";
    let report = check("hunt.toml", hunt);
    assert_eq!(report.rules(), 2);
    let found: Vec<_> = report.findings().iter().map(|one| (one.line(), one.literal())).collect();
    assert_eq!(found, [(6, "Add usr"), (8, "Add user")]);
}

/// The literals of a rule in Python that are notable, with the kinds of findings.
fn python(body: &str) -> Vec<(Kind, String)> {
    let rule = format!("from panther_msft_helpers import azure_success\n\n{body}");
    kinds("rule.py", &rule).into_iter().map(|(kind, literal, _)| (kind, literal)).collect()
}

#[test]
fn rules_in_python_are_followed_to_the_fields_that_they_ask_for() {
    for body in [
        "def rule(event):\n    return event.get('operationName', default='') == 'Add usr'\n",
        "def rule(event):\n    return 'Add usr' == event.get(\"operationName\").strip()\n",
        "def rule(event):\n    return event['operationName'] in ('Add usr', \"Add user\")\n",
        "NAMES = {\n    'Add usr',  # not 'Add usrs'\n    'Add user',\n}\n\ndef rule(event):\n    return event.get('operationName') not in NAMES\n",
        "NAMES = frozenset(['Add usr'])\ndef rule(event):\n    return event.deep_get('properties', 'activityDisplayName', default='x') in NAMES\n",
        "def rule(event):\n    name = event.get('operationName', '')\n    return azure_success(event) and name == 'Add usr'\n",
        "def rule(event):\n    name = event.get('operationName', '').lower()\n    return name in {'add usr', 'add user'}\n",
    ] {
        let found = python(body);
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert_eq!((found[0].0, found[0].1.to_lowercase()), (Kind::Unknown, "add usr".to_owned()), "{body}");
    }
    assert_eq!(
        python("def rule(event):\n    return event.get('operationName').startswith(('Add member', 'Feed the'))\n"),
        [(Kind::Partial, "Feed the".to_owned())]
    );
    assert_eq!(
        python("def rule(event):\n    return 'to the moon' not in event.get('operationName')\n"),
        [(Kind::Partial, "to the moon".to_owned())]
    );
    assert_eq!(
        python("def rule(event):\n    return event.get('operationName') == 'ADD USER'\n"),
        [(Kind::Case, "ADD USER".to_owned())]
    );
    for body in [
        // No rule, another field, something that is computed from it, text that is no comparison.
        "def title(event):\n    return event.get('operationName') == 'Add usr'\n",
        "def rule(event):\n    return event.get('title') == 'Add usr'\n",
        "def rule(event):\n    name = event.get('operationName').split('/')[0]\n    return name == 'Add usr'\n",
        "def rule(event):\n    # event.get('operationName') == 'Add usr'\n    '''event.get('operationName') == 'Add usr' '''\n    return True\n",
        "def rule(event):\n    return event.get('operationName').lower() == 'add user'\n",
    ] {
        assert_eq!(python(body), [], "{body}");
    }
    // Without the helpers of the directory's log it may be another log of Azure.
    let other = "def rule(event):\n    return event.get('operationName') == 'MICROSOFT.COMPUTE/DISKS/DELETE'\n";
    assert_eq!(kinds("rule.py", other), []);
}

#[test]
fn records_that_rules_are_tested_with_hold_names_of_the_log() {
    let rule = |log_type: &str, record: &str| {
        format!(
            "AnalysisType: rule\nFilename: rule.py\nLogTypes: [{log_type}]\nTests:\n  - ExpectedResult: true\n    Log: {record}\n  - ExpectedResult: false\n    Log: {{operationName: Feed the cat, category: AuditLogs, Operation: Feed the cat.}}\n"
        )
    };
    assert_eq!(
        kinds("rule.yml", &rule("Azure.Audit", "{operationName: Add usr, category: AuditLogs}")),
        [(Kind::Unknown, "Add usr".to_owned(), None)]
    );
    assert_eq!(
        kinds("rule.yml", &rule("Microsoft365.Audit.General", "{Operation: 'Add usr.'}")),
        [(Kind::Unknown, "Add usr.".to_owned(), None)]
    );
    for (log_type, record) in [
        ("Azure.Audit", "{operationName: Sign-in activity, category: SignInLogs}"),
        ("Azure.Audit", "{operationName: Add user, category: AuditLogs}"),
        ("Microsoft365.Audit.Exchange", "{operation: Set-Mailbox}"),
        ("Okta.SystemLog", "{operationName: Add usr, category: AuditLogs}"),
    ] {
        assert_eq!(kinds("rule.yml", &rule(log_type, record)), [], "{record}");
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

/// Shapes of queries whose columns are not those of a log that the lint knows, or hold more than one log. Each was a false alarm
/// in a public collection once.
#[test]
fn other_tables_say_nothing() {
    for query in [
        "let x = union StorageFileLogs, StorageBlobLogs; x | where OperationName == 'PutBlob'",
        "union AzureActivity, AuditLogs | where OperationName has_any ('Rotate keys')",
        "union withsource=T * | where T == 'AzureDiagnostics' and Category == 'kube-audit'",
        "let f = (t:string) { table(t) | where OperationName =~ 'Sign-in activity' }; f('SigninLogs')",
        "let known = toscalar(externaldata(Agent:string, Category:string)['u'] | where Category == 'Miner')",
        "AuditLogs | join ((union SigninLogs, AADRiskyUsers) | where Category == 'Miner') on Id",
        "AuditLogs | where UserType == 'Member'",
        "_GetWatchlist('w') | where Category == 'Miner'",
        "union isfuzzy=true (SecurityEvent | take 1), (SigninLogs | where OperationName == 'Sign-in activity')",
        // What a workbook puts in.
        "AuditLogs | where Category == '{Category:label}'",
        "AuditLogs | where 'All' == 'All' or Category in ('All')",
        // The words are meant for several columns.
        "let words = dynamic(['password', 'credentials ']); union (AuditLogs | where OperationName has_any (words)), (Syslog | where SyslogMessage has_any (words))",
    ] {
        nothing(query);
    }
    for query in [
        "table('AuditLogs') | where OperationName == 'Add usr'",
        "let events = AuditLogs | where TimeGenerated > ago(1d); events | where OperationName == 'Add usr'",
        "AuditLogs | as events | join (SigninLogs) on Id; events | where OperationName == 'Add usr'",
        "(union isfuzzy=true (AuditLogs | take 1)) | where OperationName == 'Add usr'",
        "union isfuzzy=true (SigninLogs | take 1), (AuditLogs | where OperationName == 'Add usr')",
        "SigninLogs | join kind=inner (AuditLogs | where OperationName == 'Add usr') on Id",
        "let words = dynamic(['Add usr']); AuditLogs | where OperationName in (words) | where OperationName in (words)",
    ] {
        assert_eq!(only(query).0, Kind::Unknown, "{query}");
    }
}

#[test]
fn choices_in_choices_are_bounded() {
    for (start, end) in [("iff(a, ", ""), ("case(a, ", ""), ("iff(a, ", ", b)")] {
        let query = format!("AuditLogs | where OperationName == {}'x'{}", start.repeat(100_000), end.repeat(100_000));
        let report = check("rule.kql", &query);
        assert!(report.findings().is_empty());
        assert!(report.skipped().any(|(skip, _)| skip == Skip::Computed));
    }
    assert_eq!(only("AuditLogs | where OperationName == iff(a, iff(b, 'Add usr', c), d)").0, Kind::Unknown);
}

#[test]
fn a_list_of_activities_may_be_for_two_columns_of_them() {
    let query = "let names = dynamic(['Add usr']); AuditLogs | where OperationName in (names) or ActivityDisplayName in (names)";
    let fields: Vec<String> = check("rule.kql", query).findings().iter().map(|one| one.field().to_owned()).collect();
    assert_eq!(fields, ["ActivityDisplayName", "OperationName"]);
}

/// The unified audit log copies the directory's, and its documents name some of these activities where no newer document of the
/// directory does.
#[test]
fn activities_that_the_unified_log_copies_are_known() {
    nothing("AuditLogs | where OperationName == 'Add domain to company'");
    nothing("AuditLogs | where OperationName startswith 'Add domain to'");
}

#[test]
fn json_may_have_comments() {
    let template = "{ // a template\n  \"query\": \"AuditLogs | where OperationName == 'Add usr'\", /* é */\n}";
    let report = check("mainTemplate.json", template);
    let finding = &report.findings()[0];
    assert_eq!((finding.literal(), finding.line(), finding.column()), ("Add usr", 2, 49));
    let report = check("broken.json", "{\n  \"query\": nothing\n}");
    assert_eq!((report.findings()[0].line(), report.findings()[0].column()), (2, 13));
}

#[test]
fn values_of_a_choice_are_followed() {
    let all = |query: &str| kinds("rule.kql", query).into_iter().map(|(_, literal, _)| literal).collect::<Vec<_>>();
    for (query, found) in [
        ("AuditLogs | where OperationName == iff(x, 'Add usr', 'Delete user')", vec!["Add usr"]),
        (
            "AuditLogs | where OperationName =~ case(a, 'Add usr', Result == 'succeeded', 'Add user', 'Add grp')",
            vec!["Add usr", "succeeded", "Add grp"],
        ),
        ("AuditLogs | where OperationName == iff(strcat('a', 'b') == 'c', tolower('Add usr'), name)", vec!["Add usr"]),
        ("AuditLogs | extend Kind = iff(OperationName == 'Add usr', 'one', 'other')", vec!["Add usr"]),
    ] {
        assert_eq!(all(query), found, "{query}");
    }
}
