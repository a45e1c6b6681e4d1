//! The shapes that tools give to exports: wrappers, pages, tables of query APIs, names in another case. Each gives the event of
//! the plain record, and what is none is told.

mod support;

use std::fs;

use msaudit::read::{ErrorKind, Reader};
use serde_json::{Map, Value, json};
use snapbox::{assert_data_eq, file};

/// The records of the samples in each JSON format.
const SAMPLES: [&str; 8] = [
    "samples/graph_directoryaudits.ndjson",
    "samples/diagnostic_settings.ndjson",
    "samples/loganalytics_auditlogs.ndjson",
    "samples/loganalytics_officeactivity.ndjson",
    "samples/ual_management_activity.ndjson",
    "mpip.ndjson",
    "aip_log.ndjson",
    "activity_explorer.ndjson",
];

/// The events of an input, without what tells where they stood, and what wrapped them.
fn events(input: &str) -> (Vec<Value>, Vec<String>) {
    let mut wrappers = Vec::new();
    let mut reader = Reader::new(input.as_bytes());
    let events = reader.records().map(|entry| {
        let entry = entry.unwrap_or_else(|error| panic!("{error}: {input}"));
        let mut event = serde_json::to_value(entry.decode(None)).expect("it is written");
        event["record"].take();
        wrappers.push(event["wrapped_in"].take().as_str().unwrap_or_default().to_owned());
        event
    });
    (events.collect(), wrappers)
}

/// The records of a sample, one text each.
fn records(sample: &str) -> Vec<String> {
    let text = String::from_utf8(support::bytes(sample)).expect("samples are UTF-8");
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// The errors of an input: kind and message.
fn errors(input: &str) -> Vec<(ErrorKind, String)> {
    let all: Vec<_> = Reader::new(input.as_bytes()).records().collect();
    all.into_iter().filter_map(Result::err).map(|error| (error.kind(), error.message().to_owned())).collect()
}

#[test]
fn every_reported_shape_reads_as_expected() {
    let mut files: Vec<_> = fs::read_dir(support::data("shapes")).expect("it is there").flatten().collect();
    files.sort_by_key(fs::DirEntry::file_name);
    let mut text = String::new();
    for file in files {
        let bytes = fs::read(file.path()).expect("it is a file");
        text += &format!("{}\n{}\n", file.file_name().display(), support::events(&bytes, None));
    }
    assert_data_eq!(text, file!["golden/shapes.events"].raw());
}

#[test]
fn every_wrapper_gives_the_events_of_the_plain_records() {
    type Wrap = fn(&str) -> String;
    let wraps: [(&str, Wrap); 22] = [
        ("", |record| format!("\u{1e}{record}\n")),
        ("splunk-hec", |record| format!(r#"{{"time":1,"host":"x","sourcetype":"y","event":{record}}}"#)),
        ("splunk-hec", |record| json!({"event": record, "index": "main"}).to_string()),
        ("splunk", |record| json!({"_raw": record, "Operation": "x", "CreationTime": "y"}).to_string()),
        ("splunk", |record| json!({"preview": false, "result": {"_raw": record}}).to_string()),
        ("splunk", |record| format!(r#"{{"preview":false,"offset":1,"result":{record}}}"#)),
        ("elastic", |record| json!({"_id": "1", "_source": {"event": {"original": record}}}).to_string()),
        ("elastic", |record| json!({"@timestamp": "x", "event": {"original": record, "kind": "event"}}).to_string()),
        ("elastic", |record| json!({"@timestamp": "x", "event.original": record}).to_string()),
        ("elastic", |record| format!(r#"{{"_index":"i","_source":{record}}}"#)),
        ("elastic", |record| format!(r#"{{"@timestamp":"x","o365":{{"audit":{record}}}}}"#)),
        ("elastic", |record| json!({"@timestamp": "x", "message": record}).to_string()),
        ("elastic", |record| {
            json!({"_index": "i", "fields": {"event.original": [record], "user.id": ["x"]}}).to_string()
        }),
        ("elastic", |record| format!(r#"{{"@timestamp":"x","o365audit":{record}}}"#)),
        ("wazuh", |record| {
            format!(r#"{{"rule":{{"id":"1"}},"data":{{"integration":"office365","office365":{record}}}}}"#)
        }),
        ("wazuh", |record| format!(r#"{{"timestamp":"x","rule":{{"id":"1"}},"data":{record},"location":"azure"}}"#)),
        ("gelf", |record| {
            json!({"version": "1.1", "host": "x", "short_message": "o365", "full_message": record}).to_string()
        }),
        ("cloud-events", |record| format!(r#"{{"specversion":"1.0","type":"t","data":{record}}}"#)),
        ("log-line", |record| json!({"log": format!("{record}\n"), "stream": "stdout"}).to_string()),
        ("syslog", |record| format!("<134>1 2025-03-03T10:00:00Z host app - - - {record}")),
        ("cef", |record| format!("CEF:0|Microsoft|365|1|x|y|3|rawEvent={record} cs1=z")),
        ("syslog/splunk-hec", |record| format!(r#"Mar  3 10:00:00 host relay: {{"sourcetype":"x","event":{record}}}"#)),
    ];
    for sample in SAMPLES {
        let records = records(sample);
        let (plain, _) = events(&records.join("\n"));
        assert!(!plain.is_empty());
        for (name, wrap) in wraps {
            let wrapped: Vec<String> = records.iter().map(|record| wrap(record)).collect();
            let (unwrapped, wrappers) = events(&wrapped.join("\n"));
            assert_eq!(unwrapped, plain, "{sample} in {name}: {}", wrapped[0]);
            assert!(wrappers.iter().all(|wrapper| wrapper == name), "{sample}: {wrappers:?}");
        }
        // Pages of such, and a table with a column of them.
        let hits: Vec<String> =
            records.iter().map(|record| json!({"_source": {"message": record}}).to_string()).collect();
        let page = format!(
            r#"{{"took":3,"timed_out":false,"_shards":{{"total":1}},"hits":{{"total":{{"value":1}},"hits":[{}]}}}}"#,
            hits.join(",")
        );
        assert_eq!(events(&page.replace(r#""total":{"value":1},"#, "")).0, plain, "{sample}");
        let results: Vec<String> = records.iter().map(|record| json!({"_raw": record}).to_string()).collect();
        let page = format!(
            r#"{{"preview":false,"messages":[],"fields":[{{"name":"_raw"}}],"results":[{}]}}"#,
            results.join(",")
        );
        assert_eq!(events(&page).0, plain, "{sample}");
        for names in [["stats", "schema", "results"], ["Stats", "Schema", "Results"]] {
            let rows: Vec<_> =
                records.iter().map(|record| json!({"ActionType": "x", "RawEventData": record})).collect();
            let page = format!(
                r#"{{"{}":{{"dataset_statistics":[]}},"{}":[{{"Name":"RawEventData"}}],"{}":{}}}"#,
                names[0],
                names[1],
                names[2],
                json!(rows)
            );
            assert_eq!(events(&page).0, plain, "{sample}");
        }
        for (column, wrapper) in
            [("_raw", "splunk"), ("event.original", "elastic"), ("RawEventData", "cloud-app-events")]
        {
            let rows = records.iter().map(|record| format!("x,\"{}\"\n", record.replace('"', "\"\"")));
            let (unwrapped, wrappers) = events(&format!("time,{column}\n{}", rows.collect::<String>()));
            assert_eq!((unwrapped, wrappers), (plain.clone(), vec![wrapper.to_owned(); plain.len()]), "{sample}");
        }
    }
}

#[test]
fn every_report_has_its_case() {
    let text = fs::read_to_string(support::data("reports.tsv")).expect("it is there");
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 20);
    for row in rows {
        assert!(row.len() == 4 && row[0].starts_with("https://"), "{row:?}");
        assert!(support::data("shapes").join(row[2]).exists(), "{row:?}");
    }
}

#[test]
fn a_wrapper_may_hold_a_page() {
    let records = records("samples/diagnostic_settings.ndjson");
    let (plain, _) = events(&records.join("\n"));
    let page = format!("{{\"records\":[{}]}}", records.join(","));
    let text = serde_json::to_string(&page).expect("it is written");
    for wrapped in [
        format!("{{\"host\":\"h\",\"event\":{page}}}"),
        format!("{{\"specversion\":\"1.0\",\"data\":{text}}}"),
        format!("<134>1 x {page}"),
        format!("{{\"host\":\"h\",\"event\":{{\"Body\":{text}}}}}"),
    ] {
        assert_eq!(events(&wrapped).0, plain, "{wrapped}");
    }
}

/// The same records as the response of a query API: a list of columns, and a list of values for each row.
fn response(records: &[String], open: &str, close: &str) -> String {
    let rows: Vec<Map<String, Value>> = records.iter().map(|text| serde_json::from_str(text).expect("JSON")).collect();
    let mut names: Vec<&String> = rows.iter().flat_map(Map::keys).collect();
    names.sort();
    names.dedup();
    let columns: Vec<Value> = names.iter().map(|name| json!({"name": name, "type": "string"})).collect();
    let rows: Vec<Value> =
        rows.iter().map(|row| names.iter().map(|name| row.get(*name).cloned().unwrap_or_default()).collect()).collect();
    format!("{open}\"columns\":{},\"rows\":{}{close}", json!(columns), json!(rows))
}

#[test]
fn responses_of_query_apis_give_the_events_of_their_rows() {
    for sample in ["samples/loganalytics_auditlogs.ndjson", "samples/loganalytics_officeactivity.ndjson", "mpip.ndjson"]
    {
        let records = records(sample);
        let (plain, _) = events(&records.join("\n"));
        let ways = [
            ("{\"tables\":[{\"name\":\"PrimaryResult\",", "}]}"),
            ("{\"tables\":[{", "}],\"statistics\":{}}"),
            ("{\"totalRecords\":2,\"count\":2,\"data\":{", "},\"facets\":[],\"resultTruncated\":\"false\"}"),
        ];
        for (open, close) in ways {
            let (found, wrappers) = events(&response(&records, open, close));
            assert_eq!(found.len(), plain.len(), "{sample}");
            for (found, plain) in found.iter().zip(&plain) {
                // An empty value and a missing one are the same in a table.
                for field in ["id", "time", "activity", "actor", "outcome", "targets", "known"] {
                    assert_eq!(found[field], plain[field], "{sample}: {field}");
                }
            }
            assert!(wrappers.iter().all(|wrapper| wrapper == "query-response"));
        }
        // Several tables in one response, one of them unknown: its rows are told.
        let known = response(&records, "{", "}");
        let text =
            format!(r#"{{"tables":[{known},{{"name":"x","columns":[{{"name":"a"}}],"rows":[[1],[2]]}},{known}]}}"#);
        let all: Vec<_> = Reader::new(text.as_bytes()).records().collect();
        assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 2 * plain.len());
        let told = errors(&text);
        assert_eq!(told.len(), 2);
        assert!(told[0].1.starts_with("no record of a known format: it has `a`; expected one of"), "{told:?}");
        // As the Azure command line prints rows: all values are text.
        let rows = records.iter().map(|text| {
            let row: Map<String, Value> = serde_json::from_str(text).expect("JSON");
            let text = |value: &Value| match value {
                Value::Null => json!("None"),
                Value::String(_) => value.clone(),
                other => json!(other.to_string()),
            };
            let mut row: Map<String, Value> = row.iter().map(|(name, value)| (name.clone(), text(value))).collect();
            row.insert("TableName".into(), json!("PrimaryResult"));
            Value::Object(row)
        });
        let (found, _) = events(&Value::from_iter(rows).to_string());
        for (found, plain) in found.iter().zip(&plain) {
            for field in ["id", "time", "activity", "actor", "outcome", "known"] {
                assert_eq!(found[field], plain[field], "{sample}: {field}");
            }
        }
    }
    let cell = r#"{"tables":[{"columns":[{"name":"OperationName"},{"name":"TargetResources"}],"rows":[["Add user"],["Add user","[]"]]}]}"#;
    assert_eq!(errors(cell), [(ErrorKind::CellCount, "1 values where there are 2 columns".to_owned())]);
}

/// An object with every name written another way, at every depth; values of `keep` stay.
fn renamed(value: Value, with: fn(&str) -> String) -> Value {
    match value {
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (with(&name), renamed(value, with))).collect(),
        Value::Array(items) => items.into_iter().map(|item| renamed(item, with)).collect(),
        other => other,
    }
}

#[test]
fn names_compare_without_case_where_a_tool_changed_it() {
    let pascal = |name: &str| name[..1].to_ascii_uppercase() + &name[1..];
    let all: [fn(&str) -> String; 3] = [pascal, |name| name.to_ascii_lowercase(), |name| name.to_ascii_uppercase()];
    for sample in ["samples/graph_directoryaudits.ndjson", "samples/ual_management_activity.ndjson", "mpip.ndjson"] {
        for with in all {
            let plain = records(sample);
            let other: Vec<String> =
                plain.iter().map(|text| renamed(serde_json::from_str(text).expect("JSON"), with).to_string()).collect();
            let (plain, other) = (events(&plain.join("\n")).0, events(&other.join("\n")).0);
            for (one, other) in plain.iter().zip(&other) {
                for field in ["id", "time", "service", "activity", "actor", "outcome", "tenant_id", "known"] {
                    assert_eq!(one[field], other[field], "{sample}");
                }
            }
        }
    }
}

#[test]
fn objects_of_powershell_are_records() {
    let audit = json!([{"ActivityDateTime": "/Date(1741000000123)/", "ActivityDisplayName": "Update user", "Id": "D_4",
        "AdditionalProperties": {"loggedByService": "Core Directory"}, "Result": "success",
        "InitiatedBy": {"User": {"Id": "7", "AdditionalProperties": {"ipAddress": "203.0.113.7"}}},
        "TargetResources": ["Microsoft.Graph.PowerShell.Models.MicrosoftGraphTargetResource"]}]);
    let text = audit.to_string();
    let entry = Reader::new(text.as_bytes()).records().next().expect("one").expect("it is read");
    let event = entry.event();
    assert_eq!(event.service(), Some("Core Directory"));
    assert_eq!(event.actor().ip().as_deref(), Some("203.0.113.7"));
    assert_eq!(entry.decode(None).time(), Some("2025-03-03T11:06:40.123Z"));
    let warning = entry.warning().expect("the targets are cut");
    assert_eq!(warning.kind(), ErrorKind::Cut);
    let cut = "`targetResources` is cut, and its content missing: expected an export by `ConvertTo-Json -Depth 100`";
    assert_eq!(warning.message(), cut);

    // The query of the audit search keeps the record among the additional properties.
    let data = json!({"CreationTime": "2025-03-03T10:00:00", "Id": "1", "RecordType": 8, "Operation": "Update user.",
        "UserId": "ana@contoso.com", "Workload": "AzureActiveDirectory", "UserType": 0});
    let row = json!({"AuditData": {"AdditionalProperties": data}, "AuditLogRecordType": "AzureActiveDirectory",
        "CreatedDateTime": "/Date(1741000000000)/", "Operation": "Update user.", "Id": "1", "AdditionalProperties": {}});
    let (found, _) = events(&row.to_string());
    assert_eq!(found[0]["actor"]["name"], "ana@contoso.com");
    assert_eq!(found[0]["source"], "audit-search");
}

#[test]
fn pages_of_the_activity_explorer_hold_rows_as_json_or_as_a_table() {
    let rows = records("activity_explorer.ndjson");
    let (plain, _) = events(&rows.join("\n"));
    let list = format!("[{}]", rows.join(","));
    let page =
        |data: &str| json!({"TotalResultCount": 2, "LastPage": true, "WaterMark": "x", "ResultData": data}).to_string();
    let (found, wrappers) = events(&format!("{}\n{}", page(&list), page("")));
    assert_eq!(found, plain);
    assert!(wrappers.iter().all(|wrapper| wrapper == "activity-explorer-page"));

    let table = String::from_utf8(support::bytes("activity_explorer.csv")).expect("it is UTF-8");
    assert_eq!(events(&page(&table)).0, events(&table).0);
    // The page itself saved as CSV.
    let page = format!("ResultData,LastPage\n\"{}\",True\n", list.replace('"', "\"\""));
    assert_eq!(events(&page).0, plain);
}

#[test]
fn what_is_no_export_is_told_by_its_kind() {
    for (text, kind, starts) in [
        (
            "<Objs Version=\"1.1.0.1\">\n<Obj>",
            ErrorKind::NotOurs,
            "PowerShell's `Export-Clixml`: expected `ConvertTo-Json",
        ),
        ("PK\u{3}\u{4}x", ErrorKind::NotOurs, "a ZIP archive or a workbook of Excel"),
        ("<!DOCTYPE html><html>\n<p>", ErrorKind::NotOurs, "a web page"),
        (r#"{"id":"1","conditionalAccessStatus":"success"}"#, ErrorKind::NotOurs, "a sign-in log, not an audit log"),
        ("Date (UTC),Request ID,Conditional Access\n1,2,3\n", ErrorKind::NotOurs, "a sign-in log, not an audit log"),
        (r#"{"id":"1","provisioningAction":"create"}"#, ErrorKind::NotOurs, "a provisioning log, not an audit log"),
        (
            r#"{"RequestMethod":"GET","RequestUri":"/","ResponseStatusCode":200}"#,
            ErrorKind::NotOurs,
            "an activity log of Microsoft Graph, not an audit log",
        ),
    ] {
        let told = errors(text);
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert!(told[0].0 == kind && told[0].1.starts_with(starts), "{text}: {told:?}");
    }
}

#[test]
fn a_wrapper_that_holds_something_else_is_named() {
    let record = r#"{"Operation":"x","RecordType":1}"#;
    let hec = |inner: &str| format!(r#"{{"host":"h","event":{inner}}}"#);
    for (text, kind, message) in [
        (hec(r#"{"a":1}"#), ErrorKind::NotARecord, "in `event`: no record of a known format: it has `a`"),
        (hec(r##""{\"a\"""##), ErrorKind::Truncated, "in `event`: EOF while parsing an object"),
        (hec(r#"[5]"#), ErrorKind::NotARecord, "in `event`: no record: expected an object"),
        (
            hec(&hec(&hec(record))),
            ErrorKind::TooDeep,
            "in `event`: in `event`: in `event`: more than 2 wrappers within each other",
        ),
        (hec(r#"{"Operation":{},"RecordType":1}"#), ErrorKind::WrongType, "in `event`: invalid type: map"),
        (r#"{"RawEventData":{"activity":"x"}}"#.to_owned(), ErrorKind::NotARecord, "in `RawEventData`: no record of"),
        (
            hec(r#"{"Operation":"","RecordType":1}"#),
            ErrorKind::NothingInIt,
            "a record of the format `management-api` without",
        ),
    ] {
        let told = errors(&text);
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert!(told[0].0 == kind && told[0].1.starts_with(message), "{text}: {told:?}");
    }
    let error =
        Reader::new(hec(r#"{"Operation":"","RecordType":1}"#).as_bytes()).records().next().expect("one").unwrap_err();
    assert_eq!(error.position().to_string(), "record 1, line 1, offset 0, in splunk-hec");
    // At the limit and one beyond.
    assert_eq!(events(&hec(&hec(record))).1, ["splunk-hec/splunk-hec"]);
}
