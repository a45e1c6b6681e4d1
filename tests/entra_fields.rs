//! Nothing of the directory's records is lost between reading and writing: of the samples, and of any documented fields.

mod support;

use msaudit::event::{DecodedEvent, Event};
use msaudit::formats::Record;
use msaudit::formats::diagnostic::DiagnosticRecord;
use msaudit::formats::entra_csv::PortalRow;
use msaudit::formats::log_analytics::AuditLogsRow;
use msaudit::read::Reader;
use proptest::prelude::*;
use serde_json::Value;
use support::bytes;

#[test]
fn samples_are_written_back_as_they_were() {
    for (name, records) in [
        ("samples/diagnostic_settings.ndjson", 8),
        ("samples/diagnostic_settings_handmade.ndjson", 13),
        ("samples/loganalytics_auditlogs.ndjson", 4),
        ("diagnostic_2018_early.json", 2),
        ("diagnostic_2018_late.json", 1),
    ] {
        let text = bytes(name);
        let mut count = 0;
        for result in Reader::new(&text[..]).records() {
            let entry = result.unwrap_or_else(|error| panic!("{name}: {error}"));
            let written = serde_json::to_string(entry.record()).expect("a record is written");
            assert_eq!(value(&written), value(entry.text()), "{name}");
            assert_eq!(&entry.record().clone().into_owned(), entry.record(), "{name}");
            count += 1;
        }
        assert_eq!(count, records, "{name}");
    }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What a documented field holds.
#[derive(Debug, Clone, Copy)]
enum Holds {
    Text,
    Anything,
    Object(Fields),
}
use Holds::{Anything, Object, Text};

type Fields = &'static [(Holds, &'static [&'static str])];

const INITIATED_BY: Fields = &[
    (Object(&[(Text, &["id", "displayName", "userPrincipalName", "ipAddress"]), (Anything, &["roles"])]), &["user"]),
    (Object(&[(Text, &["appId", "displayName", "servicePrincipalId", "servicePrincipalName"])]), &["app"]),
];

const PROPERTIES: Fields = &[
    (
        Text,
        &[
            "id",
            "category",
            "correlationId",
            "resultReason",
            "activityDisplayName",
            "activityDateTime",
            "loggedByService",
            "operationType",
            "userAgent",
            "resultDescription",
            "resultType",
            "operationName",
            "identity",
            "tenantId",
            "tenantGeo",
            "identityType",
            "targetResourceType",
            "targetResourceName",
            "auditEventCategory",
        ],
    ),
    (Anything, &["result", "targetResources", "additionalDetails", "additionalTargets", "targetUpdatedProperties"]),
    (Object(INITIATED_BY), &["initiatedBy"]),
];

const DIAGNOSTIC: Fields = &[
    (
        Text,
        &[
            "time",
            "resourceId",
            "operationName",
            "operationVersion",
            "category",
            "tenantId",
            "resultType",
            "resultDescription",
            "callerIpAddress",
            "correlationId",
            "identity",
            "location",
        ],
    ),
    (Anything, &["resultSignature", "durationMs", "Level"]),
    (Object(PROPERTIES), &["properties"]),
];

const AUDIT_LOGS: Fields = &[
    (
        Text,
        &[
            "AADOperationType",
            "AADTenantId",
            "ActivityDateTime",
            "ActivityDisplayName",
            "Category",
            "CorrelationId",
            "Id",
            "Identity",
            "_IsBillable",
            "Location",
            "LoggedByService",
            "OperationName",
            "OperationVersion",
            "Resource",
            "ResourceGroup",
            "ResourceId",
            "ResourceProvider",
            "Result",
            "ResultDescription",
            "ResultReason",
            "ResultSignature",
            "ResultType",
            "SourceSystem",
            "TimeGenerated",
            "Type",
        ],
    ),
    (Anything, &["AdditionalDetails", "_BilledSize", "DurationMs", "InitiatedBy", "Level", "TargetResources"]),
];

const PORTAL: Fields = &[
    (
        Text,
        &[
            "Date (UTC)",
            "CorrelationId",
            "Service",
            "Category",
            "Activity",
            "Result",
            "ResultReason",
            "User Agent",
            "ActorType",
            "ActorDisplayName",
            "ActorObjectId",
            "ActorUserPrincipalName",
            "IPAddress",
            "ActorHomeTenantId",
            "ActorHomeTenantName",
            "ActorServicePrincipalId",
            "ActorServicePrincipalName",
            "TargetType",
            "TargetName",
            "TargetUPN",
        ],
    ),
    (Anything, &["ModifiedProperties"]),
];

/// JSON of any kind, not deep.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        proptest::num::f64::NORMAL.prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Into::into),
            proptest::collection::btree_map(any::<String>(), inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn field(holds: Holds) -> BoxedStrategy<Value> {
    match holds {
        Text => prop_oneof![Just(Value::Null), any::<String>().prop_map(Into::into)].boxed(),
        Anything => json().boxed(),
        Object(fields) => prop_oneof![1 => Just(Value::Null), 4 => object(fields)].boxed(),
    }
}

/// An object with any of the fields.
fn object(fields: Fields) -> BoxedStrategy<Value> {
    let all: Vec<(&str, Holds)> =
        fields.iter().flat_map(|&(holds, names)| names.iter().map(move |&name| (name, holds))).collect();
    let count = all.len();
    proptest::sample::subsequence(all, 0..=count)
        .prop_flat_map(|chosen| {
            chosen.into_iter().map(|(name, holds)| (Just(name.to_owned()), field(holds))).collect::<Vec<_>>()
        })
        .prop_map(|members| Value::Object(members.into_iter().collect()))
        .boxed()
}

/// Reads and writes a record of documented fields, and one that has another field too.
macro_rules! round_trip {
    ($record:ty, $object:expr, $other:expr) => {{
        let text = $object.to_string();
        let record: $record = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(record.rest.unknown().is_empty(), "all fields are documented");
        prop_assert_eq!(value(&serde_json::to_string(&record).expect("it is written")), $object.clone());

        let mut object = $object;
        object["x-other"] = $other;
        let text = object.to_string();
        let record: $record = serde_json::from_str(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(record.rest.unknown().len(), 1);
        prop_assert_eq!(value(&serde_json::to_string(&record.into_owned()).expect("it is written")), object);
    }};
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_diagnostic_record_is_written_back(object in object(DIAGNOSTIC), other in json()) {
        round_trip!(DiagnosticRecord<'_>, object, other);
    }

    #[test]
    fn any_row_of_log_analytics_is_written_back(object in object(AUDIT_LOGS), other in json()) {
        round_trip!(AuditLogsRow<'_>, object, other);
    }

    #[test]
    fn any_row_of_the_portal_is_written_back(object in object(PORTAL), other in json()) {
        round_trip!(PortalRow<'_>, object, other);
    }

    #[test]
    fn any_record_can_be_asked(
        diagnostic in object(DIAGNOSTIC),
        row in object(AUDIT_LOGS),
        portal in object(PORTAL),
        numbered in proptest::collection::btree_map("(Target|AdditionalDetail)[0-9]{1,2}(Type|Key|ModifiedProperty[0-9](Name|OldValue))?", json(), 0..9),
    ) {
        let mut portal = portal;
        for (name, value) in numbered {
            portal[name] = value;
        }
        let (diagnostic, row, portal) = (diagnostic.to_string(), row.to_string(), portal.to_string());
        let entry = Reader::new(&br#"{"activityDisplayName":"x"}"#[..]).records().next().expect("one").expect("read");
        for record in [
            Record::Diagnostic(serde_json::from_str(&diagnostic).expect("it is read")),
            Record::LogAnalytics(serde_json::from_str(&row).expect("it is read")),
            Record::EntraCsv(serde_json::from_str(&portal).expect("it is read")),
        ] {
            let line = DecodedEvent::new(Event::new(&record), entry.position(), None);
            prop_assert!(serde_json::to_string(&line).is_ok());
        }
    }
}
