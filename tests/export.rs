//! Events in the schemas of others.

mod support;

use msaudit::export::{AsimSchema, AsimTable, Coverage, Exporter, OCSF_VERSION, Schema, asim_parser};
use msaudit::label::LabelBook;
use msaudit::read::Reader;
use proptest::prelude::*;
use serde_json::{Map, Value};

fn export(schema: Schema, text: &str, book: Option<&LabelBook>) -> (Vec<Map<String, Value>>, Exporter) {
    let mut exporter = Exporter::new(schema);
    let mut reader = Reader::new(text.as_bytes());
    let mut objects = Vec::new();
    for entry in reader.records() {
        objects.push(exporter.export(&entry.expect("it is a record").decode(book)));
    }
    (objects, exporter)
}

fn one(schema: Schema, text: &str) -> Map<String, Value> {
    export(schema, text, None).0.remove(0)
}

const MEMBER: &str = r#"{"id":"1","activityDisplayName":"Add member to role","activityDateTime":"2025-03-03T10:00:00.5Z","result":"success",
    "category":"RoleManagement","loggedByService":"Core Directory","correlationId":"c",
    "initiatedBy":{"user":{"id":"u","userPrincipalName":"ana@contoso.com","ipAddress":"203.0.113.7"}},
    "targetResources":[{"type":"User","id":"b","userPrincipalName":"bo@contoso.com","modifiedProperties":[
        {"displayName":"Role.DisplayName","oldValue":null,"newValue":"\"Global Administrator\""}]}]}"#;

#[test]
fn a_role_is_a_privilege_of_a_user() {
    let event = one(Schema::Ocsf, MEMBER);
    for (name, wanted) in [
        ("class_uid", Value::from(3005)),
        ("type_uid", Value::from(300_501)),
        ("time", Value::from(1_740_996_000_500_i64)),
        ("status", Value::from("Success")),
    ] {
        assert_eq!(event[name], wanted, "{name}");
    }
    assert_eq!(event["privileges"], serde_json::json!(["Global Administrator"]));
    assert_eq!(event["user"], serde_json::json!({"name": "bo@contoso.com", "uid": "b"}));
    assert_eq!(event["src_endpoint"], serde_json::json!({"ip": "203.0.113.7"}));
    assert_eq!(event["metadata"]["version"], OCSF_VERSION);
    assert_eq!(event["unmapped"]["category"], "RoleManagement", "what has no field of its own is kept");
    // Without the role it is what every event is: a call.
    let without = MEMBER.replace("Role.DisplayName", "Other");
    let (events, exporter) = export(Schema::Ocsf, &without, None);
    assert_eq!(events[0]["class_name"], "API Activity");
    assert_eq!(exporter.report().incomplete(), 1);
}

#[test]
fn rows_of_sentinel_have_what_their_schemas_ask_for() {
    let row = one(Schema::Asim, MEMBER);
    for (name, wanted) in [
        ("EventSchema", "AuditEvent"),
        ("EventType", "Create"),
        ("EventResult", "Success"),
        ("Operation", "Add member to role"),
        ("Object", "bo@contoso.com"),
        ("ActorUsername", "ana@contoso.com"),
        ("ActorUsernameType", "UPN"),
        ("SrcIpAddr", "203.0.113.7"),
        ("NewValue", "Global Administrator"),
        ("Dvc", "Microsoft Entra ID"),
    ] {
        assert_eq!(row[name], wanted, "{name}");
    }
    let logon = r#"{"RecordType":15,"Operation":"UserLoggedIn","Id":"1","UserId":"ana@contoso.com","ClientIP":"203.0.113.7:443",
        "Workload":"AzureActiveDirectory","CreationTime":"2025-03-03T10:00:00","ResultStatus":"Success"}"#;
    let row = one(Schema::Asim, logon);
    assert_eq!((row["EventSchema"].as_str(), row["EventType"].as_str()), (Some("Authentication"), Some("Logon")));
    assert_eq!((row["TargetUsername"].as_str(), row["SrcPortNumber"].as_u64()), (Some("ana@contoso.com"), Some(443)));
    // Mandatory, whatever a record tells.
    for text in [
        logon,
        MEMBER,
        r#"{"RecordType":6,"Operation":"FileDownloaded","Id":"1","CreationTime":"2025-03-03T10:00:00"}"#,
    ] {
        let row = one(Schema::Asim, text);
        for name in [
            "TimeGenerated",
            "EventCount",
            "EventStartTime",
            "EventEndTime",
            "EventType",
            "EventResult",
            "EventProduct",
            "EventVendor",
            "EventSchema",
            "EventSchemaVersion",
            "Dvc",
        ] {
            assert!(row.contains_key(name), "{name}: {row:?}");
        }
    }
}

#[test]
fn nearly_all_names_of_the_catalogue_have_a_class_of_their_own() {
    let coverage = Coverage::of_catalogue();
    assert!(coverage.names() > 2_500);
    assert!(coverage.specific() * 100 >= coverage.names() * 95, "{} of {}", coverage.specific(), coverage.names());
}

proptest! {
    #[test]
    fn every_event_is_one_object_in_either_schema(operation in "\\PC{0,40}", record_type in 0..500_i32, object in proptest::option::of("\\PC{0,40}")) {
        let record = serde_json::json!({"Id": "1", "CreationTime": "2025-03-03T10:00:00", "RecordType": record_type, "Operation": operation, "ObjectId": object, "UserId": "ana@contoso.com"});
        for schema in Schema::all() {
            let (objects, exporter) = export(schema, &record.to_string(), None);
            prop_assert_eq!(objects.len(), 1);
            prop_assert_eq!(exporter.report().classes().iter().map(|(_, count)| count).sum::<u64>(), 1);
        }
    }
}

/// A name that a parser lists twice would double the rows that have it.
#[test]
fn parsers_list_each_name_once() {
    for table in AsimTable::all() {
        for schema in AsimSchema::all() {
            let Ok(parser) = asim_parser(table, schema) else { continue };
            let lines = parser.body().split_once("let Names = ").expect("it has names").1.lines();
            let keys: Vec<&str> = lines
                .skip(1)
                .take_while(|line| *line != "];")
                .map(|line| line.split("\", ").next().expect("a key comes first"))
                .collect();
            let mut once = keys.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), keys.len(), "{table} {schema}");
            let source = parser.body().lines().filter(|line| *line == table.title()).count();
            assert_eq!(source, 1, "{table} {schema}");
        }
    }
}

#[test]
fn a_table_without_events_of_a_schema_has_no_parser() {
    let error = asim_parser(AsimTable::AuditLogs, AsimSchema::Authentication).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no event of `AuditLogs` is one of `Authentication`; `AuditEvent` has those that other schemas do not"
    );
}

/// Capitals tell where a word begins; a name in capitals alone is the catalogue's nevertheless.
#[test]
fn names_are_placed_however_they_are_written() {
    for name in ["FileDownloaded", "FILEDOWNLOADED", "filedownloaded"] {
        let record = format!(
            r#"{{"Id":"1","CreationTime":"2025-03-03T10:00:00","RecordType":6,"Operation":"{name}","UserId":"a@b.c"}}"#
        );
        let (objects, _) = export(Schema::Asim, &record, None);
        assert_eq!(objects[0]["EventType"], "Read", "{name}");
    }
}
