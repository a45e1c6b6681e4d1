//! Rows of the tables of Sentinel and of the activity explorer: every documented column is read and written back, and
//! rows are seen as events.

mod support;

use std::collections::BTreeSet;

use msaudit::catalog::{
    ActionSource, ActionSourceDetail, AuditLogScope, Code, Coded, LabelEventType, Platform, RecordType, UserType,
    Vocabulary,
};
use msaudit::event::{ActorKind, Event, Outcome};
use msaudit::formats::Format;
use msaudit::formats::activity_explorer::ExplorerRow;
use msaudit::formats::aip_log::AipLogRow;
use msaudit::formats::mpip::MpipRow;
use msaudit::formats::office_activity::OfficeActivityRow;
use msaudit::label::LabelBook;
use msaudit::read::Reader;
use msaudit::wire::Time;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use snapbox::{Data, assert_data_eq};
use support::{bytes, data, events, read_all};

// ---- columns

/// Name and type of the columns that the documentation lists.
fn columns(table: &str) -> Vec<(String, String)> {
    let text = String::from_utf8(bytes(&format!("columns/{table}.tsv"))).expect("the lists are UTF-8");
    let column = |line: &str| line.split_once('\t').map(|(name, kind)| (name.to_owned(), kind.to_owned()));
    text.lines().skip(1).map(|line| column(line).expect("two cells")).collect()
}

/// Reads an object as a row, and gives what was written back and the names that no field took.
type Back = fn(&str) -> (Value, BTreeSet<String>);

macro_rules! back {
    ($row:ident) => {
        |json| {
            let row: $row<'_> = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
            assert!(row.rest.duplicates().is_empty(), "{json}");
            let written = serde_json::to_value(&row).expect("a row is written");
            assert_eq!(serde_json::to_value(row.clone().into_owned()).expect("a row is written"), written);
            (written, row.rest.unknown().iter().map(|(name, _)| name.to_string()).collect())
        }
    };
}

const TABLES: [(&str, Back); 5] = [
    ("mpip", back!(MpipRow)),
    ("office_activity", back!(OfficeActivityRow)),
    ("aip_log", back!(AipLogRow)),
    ("aip_log_friendly", back!(AipLogRow)),
    ("activity_explorer", back!(ExplorerRow)),
];

/// What Log Analytics says of every row, for which `OfficeActivityRow` has no field.
const OF_EVERY_ROW: [&str; 4] = ["_BilledSize", "_IsBillable", "_ResourceId", "_SubscriptionId"];

#[test]
fn every_documented_column_has_a_field() {
    for ((table, back), count) in TABLES.into_iter().zip([79, 132, 90, 34, 84]) {
        let columns = columns(table);
        assert_eq!(columns.len(), count, "{table}");
        let object: Map<String, Value> = columns.into_iter().map(|(name, _)| (name, Value::Null)).collect();
        let object = Value::Object(object);
        let (written, unknown) = back(&object.to_string());
        assert_eq!(written, object, "{table}");
        let expected: &[&str] = if table == "office_activity" { &OF_EVERY_ROW } else { &[] };
        assert!(unknown.iter().eq(expected), "{table}: {unknown:?}");
    }
}

#[test]
fn headers_of_the_portal_are_understood() {
    for (table, back) in TABLES {
        // The explorer is no table of Log Analytics. Friendly names are a query's, and it can give them any header.
        let has_headers = !matches!(table, "activity_explorer" | "aip_log_friendly");
        for (name, _) in columns(table).iter().filter(|(_, kind)| kind == "datetime" && has_headers) {
            let object = json!({ format!("{name} [UTC]"): "3/23/2023, 7:22:53.000 AM" });
            assert_eq!(back(&object.to_string()), (object, BTreeSet::new()), "{table} {name}");
        }
    }
    with_event(r#"{"RecordTypeName":"x","TimeGenerated [UTC]":"3/23/2023, 7:22:53.000 AM"}"#, |event| {
        assert_eq!(event.time().expect("a time").expect("it has one").unix_timestamp(), 1_679_556_173);
    });
}

fn text() -> impl Strategy<Value = Value> {
    prop_oneof![Just(json!("")), Just(json!("Label\"\\\r\n{}")), "\\PC{0,12}".prop_map(Value::String)]
}

/// Any value that a column of this type may hold.
fn cell(kind: &str) -> BoxedStrategy<Value> {
    let null = Just(Value::Null);
    match kind {
        "bool" => {
            prop_oneof![null, any::<bool>().prop_map(Value::from), Just(json!("True")), Just(json!("no"))].boxed()
        }
        "int" => prop_oneof![null, any::<i32>().prop_map(Value::from), Just(json!("94"))].boxed(),
        "real" => prop_oneof![null, (-1e9..1e9).prop_map(Value::from), Just(json!(94))].boxed(),
        "dynamic" => {
            prop_oneof![null, text(), Just(json!({"a": [1, {"b": null}]})), Just(json!(["x"])), Just(json!({}))].boxed()
        }
        _ => prop_oneof![null, text()].boxed(),
    }
}

/// Some columns of a table, filled.
fn rows() -> impl Strategy<Value = (usize, Value)> {
    (0..TABLES.len()).prop_flat_map(|table| {
        let columns = columns(TABLES[table].0);
        let count = columns.len();
        (Just(table), proptest::sample::subsequence(columns, 0..=count)).prop_flat_map(|(table, columns)| {
            let cells: Vec<_> = columns.into_iter().map(|(name, kind)| (Just(name), cell(&kind))).collect();
            cells.prop_map(move |cells| (table, Value::Object(cells.into_iter().collect())))
        })
    })
}

proptest! {
    #[test]
    fn any_columns_are_written_back((table, object) in rows()) {
        let (written, _) = TABLES[table].1(&object.to_string());
        prop_assert_eq!(written, object);
    }
}

// ---- files

fn golden(file: &str) {
    let book = LabelBook::open(data("labels.json")).expect("the book is in the repository");
    let found = events(&bytes(file), Some(&book));
    let name = file.rsplit('/').next().expect("a name");
    assert_data_eq!(found, Data::read_from(&data(&format!("../golden/{name}.events")), None).raw());
}

#[test]
fn files_give_their_events() {
    golden("samples/loganalytics_officeactivity.ndjson");
    golden("mpip.ndjson");
    golden("aip_log.ndjson");
    golden("activity_explorer.ndjson");
}

#[test]
fn files_are_written_back_as_they_were() {
    for (file, format, count) in [
        ("samples/loganalytics_officeactivity.ndjson", Format::OfficeActivity, 1),
        ("mpip.ndjson", Format::Mpip, 5),
        ("aip_log.ndjson", Format::AipLog, 5),
        ("activity_explorer.ndjson", Format::ActivityExplorer, 5),
    ] {
        let (entries, report) = read_all(&bytes(file)[..], 16 << 20);
        assert_eq!((report.read(), report.skipped()), (count, 0), "{file}");
        for entry in entries {
            let entry = entry.unwrap_or_else(|error| panic!("{file}: {error}"));
            assert_eq!(entry.record().format(), format, "{file}");
            let value: Value = serde_json::from_str(entry.text()).expect("it was read");
            assert_eq!(serde_json::to_value(entry.record()).expect("a record is written"), value, "{file}");
        }
    }
}

// ---- meaning

/// The only record of a text, seen as an event.
fn with_event<T>(json: &str, look: impl FnOnce(Event<'_>) -> T) -> T {
    let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
    look(entry.event())
}

/// Each value of an enum, as a number, as its name, and both as text, means itself.
fn check_enum<T: Coded + Vocabulary + PartialEq + std::fmt::Debug>(
    column: &str,
    known: fn(&str, &mut dyn FnMut(Option<T>)),
) {
    for &value in T::ALL {
        for cell in [
            json!(value.code()),
            json!(value.code().to_string()),
            json!(value.name()),
            json!(value.name().to_uppercase()),
        ] {
            let mut seen = None;
            known(&json!({ column: cell }).to_string(), &mut |found| seen = found);
            assert_eq!(seen, Some(value), "{column} {cell}");
        }
    }
    for cell in [json!("Nobody knows this"), json!(-7), json!("-7"), json!(1.5), json!("")] {
        let object = json!({ column: cell }).to_string();
        known(&object, &mut |found| assert_eq!(found, None, "{object}"));
    }
}

/// Checks an enum's column, and that whatever stands in it is written back.
macro_rules! check_enums {
    ($($row:ident.$field:ident: $enum:ident = $column:literal;)+) => {$(
        check_enum::<$enum>($column, |json, tell| {
            let row: $row<'_> = serde_json::from_str(json).expect("a row");
            assert_eq!(serde_json::to_string(&row).expect("it is written"), json);
            tell(row.$field.as_ref().and_then(Code::known));
        });
    )+};
}

#[test]
fn enums_are_known_by_name_and_by_number_and_kept_if_unknown() {
    check_enums! {
        MpipRow.record_type: RecordType = "RecordType";
        MpipRow.record_type_name: RecordType = "RecordTypeName";
        MpipRow.user_type: UserType = "UserType";
        MpipRow.platform: Platform = "Platform";
        MpipRow.scope: AuditLogScope = "Scope";
        MpipRow.label_event_type: LabelEventType = "LabelEventType";
        MpipRow.action_source: ActionSource = "ActionSource";
        MpipRow.action_source_detail: ActionSourceDetail = "ActionSourceDetail";
        OfficeActivityRow.record_type: RecordType = "RecordType";
        OfficeActivityRow.user_type: UserType = "UserType";
        AipLogRow.action_source: ActionSource = "ActionSource_s";
        AipLogRow.platform_again: Platform = "Platform_s_s";
        ExplorerRow.label_event_type: LabelEventType = "LabelEventType";
        ExplorerRow.how_applied: ActionSource = "HowApplied";
        ExplorerRow.how_applied_detail: ActionSourceDetail = "HowAppliedDetail";
        ExplorerRow.user_type: UserType = "UserType";
        ExplorerRow.platform: Platform = "Platform";
    }
}

#[test]
fn rows_that_were_imported_again_keep_their_time() {
    let row = r#"{"Activity_s_s":"NewLabel","TimeGenerated":"2023-03-23T09:00:00Z","TimeGenerated_UTC__s":"10/5/2022 7:12:00 AM","UserId_s":"","UserId_s_s":"a@x"}"#;
    with_event(row, |event| {
        assert_eq!(event.written_time().map(Time::as_str), Some("10/5/2022 7:12:00 AM"));
        assert_eq!(event.actor().name(), Some("a@x"));
    });
}

#[test]
fn office_activity_is_seen_as_the_unified_audit_log() {
    let row = json!({"OfficeId": "", "SourceRecordId": "s", "OfficeWorkload": "AzureActiveDirectory",
        "RecordType": "AzureActiveDirectory", "Operation": "Add member to role.", "ResultStatus": "Success",
        "TimeGenerated": "2024-10-05T07:11:12Z", "Start_Time": "2024-10-05T07:20:00Z", "UserType": "Admin",
        "UserId": "a@x", "Client_IPAddress": "192.0.2.7", "OfficeObjectId": "b@x", "InterSystemsId": "i",
        "AADTarget": "[{\"ID\":\"b@x\",\"Type\":5},{\"ID\":\"User_1\",\"Type\":2},{\"ID\":\"User\",\"Type\":2},{\"ID\":\"1\",\"Type\":2}]",
        "ModifiedProperties": "[{\"Name\":\"Role.DisplayName\",\"NewValue\":\"\\\"Reader\\\"\",\"OldValue\":\"\"}]",
        "Parameters": "[{\"Name\":\"Identity\",\"Value\":\"b\"}]"});
    with_event(&row.to_string(), |event| {
        assert_eq!(
            (event.id(), event.service(), event.correlation_id().as_deref()),
            (Some("s"), Some("AzureActiveDirectory"), Some("i"))
        );
        assert_eq!(event.known().activity(), Some(msaudit::catalog::Activity::AddMemberToRole));
        assert_eq!(event.outcome(), Outcome::Success);
        assert_eq!(event.written_time().map(Time::as_str), Some("2024-10-05T07:11:12Z"));
        let actor = event.actor();
        assert_eq!(
            (actor.kind(), actor.name(), actor.ip().as_deref()),
            (ActorKind::User, Some("a@x"), Some("192.0.2.7"))
        );
        let targets = event.targets().expect("they decode");
        assert_eq!((targets[0].kind(), targets[0].id(), targets[0].name()), (Some("User"), Some("1"), Some("b@x")));
        assert_eq!(targets[0].changes()[0].new_value().as_text(), Some("Reader"));
    });
    let text = row.to_string();
    let row: OfficeActivityRow<'_> = serde_json::from_str(&text).expect("it is a row");
    assert_eq!(row.parameter_list().expect("it decodes")[0].name.as_deref(), Some("Identity"));
    let elsewhere = r#"{"OfficeWorkload":"Exchange","RecordType":"ExchangeAdmin","Operation":"Add member to role."}"#;
    assert!(with_event(elsewhere, |event| event.known().activity().is_none()));
}

#[test]
fn parts_that_do_not_decode_are_errors_of_their_own() {
    let row = r#"{"RecordTypeName":"SensitivityLabelAction","Operation":"SensitivityLabelApplied","ProtectionEventData":[1],"TimeGenerated":"soon"}"#;
    with_event(row, |event| {
        assert!(event.time().is_err());
        assert_eq!(
            event.label_event().expect_err("no object").to_string(),
            "invalid type: sequence, expected an object (ProtectionEventData) at line 1 column 0"
        );
    });
    with_event(r#"{"OfficeWorkload":"x","Operation":"y","AADTarget":5}"#, |event| {
        assert_eq!(
            event.targets().expect_err("no list").to_string(),
            "invalid type: integer `5`, expected a sequence at line 1 column 1"
        );
    });
}

#[test]
fn a_heartbeat_is_informational_in_the_table_too() {
    assert!(
        with_event(r#"{"RecordTypeName":"AipHeartBeat","Operation":"HeartBeat"}"#, |event| event.is_informational())
    );
}
