//! What the records of the directory audit log mean that are not Microsoft Graph's.

mod support;

use std::borrow::Cow;

use msaudit::catalog::Activity;
use msaudit::event::{Actor, ActorKind, Event, Outcome, PropertyValue};
use msaudit::formats::diagnostic::{DiagnosticProperties, DiagnosticRecord};
use msaudit::formats::entra_csv::PortalRow;
use msaudit::formats::log_analytics::AuditLogsRow;
use msaudit::formats::{Format, Record};
use msaudit::read::Reader;
use serde_json::Value;
use snapbox::{Data, assert_data_eq};
use support::{bytes, data, events};

fn golden(name: &str) {
    let found = events(&bytes(name), None);
    let file = name.rsplit('/').next().expect("a split has a last part");
    let path = data(&format!("../golden/{file}.events"));
    assert_data_eq!(found, Data::read_from(&path, None).raw());
}

#[test]
fn diagnostic_settings() {
    golden("samples/diagnostic_settings.ndjson");
    golden("samples/diagnostic_settings_handmade.ndjson");
    golden("diagnostic_2018_early.json");
    golden("diagnostic_2018_late.json");
}

#[test]
fn log_analytics() {
    golden("samples/loganalytics_auditlogs.ndjson");
}

/// The only record of a text, seen as an event.
fn with_event<T>(json: &str, look: impl FnOnce(Event<'_>) -> T) -> T {
    let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
    look(entry.event())
}

/// The event of a diagnostic record with further fields in its envelope and in its properties.
fn with_diagnostic<T>(envelope: &str, properties: &str, look: impl FnOnce(Event<'_>) -> T) -> T {
    let json = format!(
        r#"{{"time":"2022-01-22T18:15:02.3875429Z","category":"AuditLogs","operationName":"Add user"{envelope},
            "properties":{{"activityDisplayName":"Add user"{properties}}}}}"#
    );
    with_event(&json, |event| {
        assert_eq!(event.source(), Format::Diagnostic);
        look(event)
    })
}

/// Looks at each event of a file.
fn with_file(name: &str, mut look: impl FnMut(usize, Event<'_>)) {
    let text = bytes(name);
    for (index, result) in Reader::new(&text[..]).records().enumerate() {
        look(index, Event::new(result.expect("it is read").record()));
    }
}

/// When, in seconds since 1970.
fn seconds(event: Event<'_>) -> Option<i64> {
    Some(event.time().expect("it is a time")?.unix_timestamp())
}

fn says(actor: Actor<'_>) -> (ActorKind, Option<&str>, Option<&str>, Option<Cow<'_, str>>) {
    (actor.kind(), actor.id(), actor.name(), actor.ip())
}

#[test]
fn early_2018_joins_its_target() {
    let mut count = 0;
    with_file("diagnostic_2018_early.json", |index, event| {
        count += 1;
        assert_eq!((event.id(), event.service(), event.reason()), (None, None, None));
        assert_eq!(event.outcome(), Outcome::Success);
        let targets = event.targets().expect("they decode");
        assert_eq!(targets.len(), 1);
        if index == 0 {
            assert_eq!(event.category(), Some("UserManagement"));
            assert_eq!(says(event.actor()), (ActorKind::User, None, Some("a@contoso.com"), None));
            assert_eq!(targets[0].kind(), Some("User"));
            assert_eq!(targets[0].id(), Some("9c8b7a65-4d3e-4f21-8a09-b1c2d3e4f506"));
            assert_eq!(targets[0].name(), Some("b@contoso.com"));
            assert!(targets[0].changes().is_empty(), "empty text is no change");
        } else {
            assert_eq!(event.activity(), Some("Update service principal."));
            assert_eq!(event.known().activity(), Some(Activity::UpdateServicePrincipal));
            assert_eq!(says(event.actor()), (ActorKind::Unknown, None, None, None));
            assert_eq!((targets[0].kind(), targets[0].name()), (Some("ServicePrincipal"), Some("Contoso app")));
            let changes = targets[0].changes();
            assert_eq!(changes[1].property(), "TargetId.ServicePrincipalNames");
            assert_eq!(changes[1].old(), &PropertyValue::Null);
            assert_eq!(changes[1].new_value().as_text(), Some("https://app.contoso.com"));
        }
    });
    assert_eq!(count, 2);
}

#[test]
fn late_2018_has_a_number_for_its_result() {
    with_file("diagnostic_2018_late.json", |_, event| {
        assert_eq!(event.outcome(), Outcome::Success);
        assert_eq!((event.category(), event.service()), (Some("Policy"), Some("Core Directory")));
        assert_eq!(says(event.actor()), (ActorKind::Unknown, None, None, None));
        assert_eq!(event.targets().expect("they decode")[0].name(), Some("Default Policy"));
    });
}

#[test]
fn joined_targets_that_do_not_fit_keep_their_text() {
    let target = |kinds: &str, values: &str| {
        let json = format!(
            r#"{{"category":"Audit","operationName":"x",
                "properties":{{"targetResourceType":"{kinds}","targetResourceName":"{values}"}}}}"#
        );
        with_event(&json, |event| {
            let targets = event.targets().expect("they decode");
            let text = |text: Option<&str>| text.unwrap_or("-").to_owned();
            targets.first().map(|target| [target.kind(), target.id(), target.name()].map(text))
        })
    };
    let found = |kind: &str, id: &str, name: &str| Some([kind, id, name].map(str::to_owned));
    assert_eq!(target("UPN__ObjectID__ObjectClass", "a__7__User"), found("User", "7", "a"));
    assert_eq!(target("UPN__ObjectID__ObjectClass", "a__b__7__User"), found("-", "-", "a__b__7__User"));
    assert_eq!(target("UPN__ObjectID", "__7"), found("-", "7", "-"));
    assert_eq!(target("Shape__ObjectClass", "round__Device"), found("Device", "-", "round__Device"));
    assert_eq!(target("", "a"), found("-", "-", "a"));
    assert_eq!(target("", ""), None);
}

#[test]
fn the_category_of_the_envelope_is_the_log() {
    with_diagnostic("", "", |event| assert_eq!(event.category(), None));
    with_diagnostic("", r#","category":"Device""#, |event| assert_eq!(event.category(), Some("Device")));
    let json = r#"{"category":"AuditLogs","operationName":"Add user","properties":{"loggedByService":"PIM"}}"#;
    with_event(json, |event| assert_eq!(event.activity(), Some("Add user"), "the envelope names the activity too"));
}

#[test]
fn the_time_is_the_envelopes_or_else_the_events() {
    let time = |json: &str| with_event(json, seconds);
    let record = |fields: &str| {
        format!(r#"{{"operationName":"x"{fields},"properties":{{"activityDateTime":"2022-01-22 18:15:03"}}}}"#)
    };
    assert_eq!(time(&record(r#","time":"2022-01-22T18:15:02""#)), Some(1_642_875_302), "UTC though it has no zone");
    assert_eq!(time(&record("")), Some(1_642_875_303));
    assert_eq!(time(&record(r#","time":null"#)), Some(1_642_875_303));
    assert_eq!(time(&record(r#","time":"""#)), Some(1_642_875_303));
    assert_eq!(time(r#"{"operationName":"x","properties":{}}"#), None);
    with_event(&record(r#","time":"soon""#), |event| {
        assert!(event.time().is_err(), "what is no time is not passed over");
    });
}

#[test]
fn outcomes_of_every_generation() {
    for (envelope, properties, outcome) in [
        ("", r#","result":"success""#, Outcome::Success),
        ("", r#","result":"FAILURE""#, Outcome::Failure),
        ("", r#","result":0"#, Outcome::Success),
        ("", r#","result":1"#, Outcome::Unknown),
        ("", r#","result":{}"#, Outcome::Unknown),
        (r#","resultType":"Failure""#, "", Outcome::Failure),
        (r#","resultType":"Failure""#, r#","result":null"#, Outcome::Failure),
        (r#","resultType":"Failure""#, r#","result":"""#, Outcome::Failure),
        (r#","resultType":"Failure""#, r#","result":"success""#, Outcome::Success),
        ("", "", Outcome::Unknown),
    ] {
        assert_eq!(with_diagnostic(envelope, properties, |event| event.outcome()), outcome, "{envelope} {properties}");
    }
}

#[test]
fn reasons_are_in_one_of_three_places() {
    for (envelope, properties, reason) in [
        (r#","resultDescription":"c""#, r#","resultReason":"a","resultDescription":"b""#, Some("a")),
        (r#","resultDescription":"c""#, r#","resultReason":null,"resultDescription":"b""#, Some("b")),
        (r#","resultDescription":"c""#, r#","resultReason":"","resultDescription":"""#, Some("c")),
        (r#","resultDescription":"None""#, "", None),
    ] {
        with_diagnostic(envelope, properties, |event| assert_eq!(event.reason(), reason, "{envelope} {properties}"));
    }
}

#[test]
fn addresses_are_kept_as_written() {
    let ip = |envelope: &str, by: &str| {
        with_diagnostic(envelope, &format!(r#","initiatedBy":{by}"#), |event| event.actor().ip().map(Cow::into_owned))
    };
    let user = r#"{"user":{"userPrincipalName":"a@contoso.com","ipAddress":"1.2.3.4"}}"#;
    assert_eq!(ip(r#","callerIpAddress":"5.6.7.8""#, user).as_deref(), Some("1.2.3.4"));
    let app = r#"{"app":{"displayName":"Sync"}}"#;
    assert_eq!(ip(r#","callerIpAddress":"::2a02:cf40:1:2:3:4:5:6""#, app).as_deref(), Some("::2a02:cf40:1:2:3:4:5:6"));
    assert_eq!(ip(r#","callerIpAddress":"<null>""#, app), None);
    assert_eq!(ip(r#","callerIpAddress":"""#, app), None);
    assert_eq!(ip(r#","callerIpAddress":null"#, "null"), None);
    assert_eq!(ip(r#","callerIpAddress":"5.6.7.8""#, "{}").as_deref(), Some("5.6.7.8"));
}

#[test]
fn the_identity_names_whoever_has_no_name() {
    let actor = |envelope: &str, by: &str| {
        with_diagnostic(envelope, &format!(r#","initiatedBy":{by}"#), |event| {
            (event.actor().kind(), event.actor().name().map(str::to_owned))
        })
    };
    let identity = r#","identity":"Managed Service Identity""#;
    let named = |kind| (kind, Some("Managed Service Identity".to_owned()));
    assert_eq!(actor(identity, r#"{"app":{"displayName":null}}"#), named(ActorKind::Application));
    assert_eq!(actor(identity, "{}"), named(ActorKind::Unknown));
    assert_eq!(actor(identity, r#"{"user":{"displayName":"A"}}"#), (ActorKind::User, Some("A".to_owned())));
    assert_eq!(actor(r#","identity":"NA""#, "{}"), (ActorKind::Unknown, None));
}

#[test]
fn kinds_of_values_that_differ_between_records_are_read() {
    for json in [
        r#"{"durationMs":0,"Level":4,"resultSignature":-1}"#,
        r#"{"durationMs":"0","Level":"4","resultSignature":"None"}"#,
        r#"{"durationMs":"-1","level":"Informational"}"#,
        r#"{"properties":{"initiatedBy":{"user":{"roles":"admin"}}}}"#,
        r#"{"properties":{"initiatedBy":{"user":{"roles":["admin"]}}}}"#,
        r#"{"properties":{"initiatedBy":{"user":{"roles":[]},"app":null}}}"#,
        r#"{"properties":null}"#,
    ] {
        let record: DiagnosticRecord = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(value(&serde_json::to_string(&record).expect("it is written")), value(json));
        assert!(record.rest.unknown().is_empty(), "{json}");
    }
    let record: DiagnosticRecord = serde_json::from_str(r#"{"identity":null}"#).expect("it is read");
    assert!(record.is_null("identity") && !record.is_null("location"), "the one is null, the other missing");
}

#[test]
fn details_of_2018_may_be_none() {
    let details = |json: &str| {
        let properties: DiagnosticProperties = serde_json::from_str(json).expect("it is read");
        properties.details().map(|details| details.len())
    };
    for nothing in [r#""None""#, "{}", r#""""#, "[]", "null"] {
        assert_eq!(details(&format!(r#"{{"additionalDetails":{nothing}}}"#)).expect("nothing"), 0, "{nothing}");
    }
    assert_eq!(details(r#"{"additionalDetails":[{"key":"a","value":"b"},{"key":"c"}]}"#).expect("two"), 2);
    assert!(details(r#"{"additionalDetails":5}"#).is_err());
}

#[test]
fn records_of_intune_are_not_of_the_directory() {
    let json = r#"{"category":"AuditLogs","operationName":"Create Policy","properties":{"ActivityDate":"10/5/2024 7:11:12 AM",
        "ActivityResultStatus":1,"Category":3,"AdditionalDetails":"","Targets":[]}}"#;
    let record: DiagnosticRecord = serde_json::from_str(json).expect("it is read");
    assert_eq!(record.not_ours(), Some("a record of Intune's audit log"));
    let record = Record::Diagnostic(Box::new(record));
    assert!(!Event::new(&record).is_of_directory());
}

#[test]
fn spelling_of_an_activity_does_not_hide_it() {
    with_file("samples/loganalytics_auditlogs.ndjson", |index, event| {
        if index < 2 {
            let written = "Update application \u{2013} Certificates and secrets management ";
            assert_eq!(event.activity(), Some(written), "the dash and the blank at the end stay");
            assert_eq!(event.known().activity(), Some(Activity::UpdateApplicationCertificatesAndSecretsManagement));
        }
        assert_eq!(event.source(), Format::LogAnalytics);
        assert_eq!(event.category(), Some("ApplicationManagement"));
        assert_eq!(event.actor().name(), Some("pgustavo@simulandlabs.com"));
    });
}

#[test]
fn columns_of_log_analytics_are_objects_or_text() {
    let by = r#"{"user":{"id":"7","userPrincipalName":"a@contoso.com","ipAddress":"1.2.3.4"}}"#;
    let targets = r#"[{"id":"8","type":"User","modifiedProperties":[{"displayName":"Name","newValue":"\"B\""}]}]"#;
    let details = r#"[{"key":"User-Agent","value":"curl"}]"#;
    let text = |json: &str| Value::from(json).to_string();
    for (by, targets, details) in [
        (by.to_owned(), targets.to_owned(), details.to_owned()),
        (text(by), text(targets), text(details)),
        (text(by), targets.to_owned(), details.to_owned()),
    ] {
        let json = format!(
            r#"{{"OperationName":"Add user","TimeGenerated [UTC]":"3/23/2023, 7:22:53.000 AM","Category":"Audit",
                "InitiatedBy":{by},"TargetResources":{targets},"AdditionalDetails":{details},"Extra":1}}"#
        );
        let row: AuditLogsRow = serde_json::from_str(&json).expect("it is read");
        assert_eq!(row.details().expect("they decode")[0].key.as_deref(), Some("User-Agent"));
        assert_eq!(row.rest.unknown().len(), 1);
        with_event(&json, |event| {
            assert_eq!(event.source(), Format::LogAnalytics);
            assert_eq!(event.category(), None, "`Audit` is the name of the log");
            assert_eq!(seconds(event), Some(1_679_556_173));
            assert_eq!(
                says(event.actor()),
                (ActorKind::User, Some("7"), Some("a@contoso.com"), Some("1.2.3.4".into()))
            );
            let targets = event.targets().expect("they decode");
            assert_eq!(targets[0].changes()[0].new_value().as_text(), Some("B"));
        });
    }
}

#[test]
fn columns_of_log_analytics_may_be_empty() {
    let json = r#"{"OperationName":"Add user","LoggedByService":"","InitiatedBy":"","TargetResources":"","Result":"",
        "ResultType":"Failure","Identity":"Sync","ActivityDateTime":"","TimeGenerated":"2023-03-23T07:22:53Z"}"#;
    with_event(json, |event| {
        assert_eq!((event.service(), event.outcome()), (None, Outcome::Failure));
        assert_eq!(says(event.actor()), (ActorKind::Unknown, None, Some("Sync"), None));
        assert!(event.targets().expect("none").is_empty());
        assert_eq!(seconds(event), Some(1_679_556_173));
    });
}

#[test]
fn rows_of_the_portal() {
    let json = r#"{"Date (UTC)":"2015-07-24T19:01:01+00:00","CorrelationId":"c","Service":"Core Directory",
        "Category":"RoleManagement","Activity":"Add member to role","Result":"success","ResultReason":"because",
        "User Agent":"","ActorType":"User","ActorDisplayName":"A","ActorObjectId":"7",
        "ActorUserPrincipalName":"a@contoso.com","IPAddress":"1.2.3.4",
        "Target1Type":"User","Target1DisplayName":"","Target1ObjectId":"8","Target1UserPrincipalName":"b@contoso.com",
        "Target1ModifiedProperty1Name":"Role.DisplayName","Target1ModifiedProperty1OldValue":"",
        "Target1ModifiedProperty1NewValue":"\"Global Reader\"","Target2Type":"Role","Target2DisplayName":"Global Reader",
        "Target3Type":"","Target3DisplayName":"","AdditionalDetail1Key":"User-Agent","AdditionalDetail1Value":"curl"}"#;
    with_event(json, |event| {
        assert_eq!(event.source(), Format::EntraCsv);
        assert_eq!((event.id(), event.correlation_id().as_deref(), event.reason()), (None, Some("c"), Some("because")));
        assert_eq!(event.known().is_listed(), Some(true));
        assert_eq!(event.outcome(), Outcome::Success);
        assert_eq!(seconds(event), Some(1_437_764_461));
        assert_eq!(says(event.actor()), (ActorKind::User, Some("7"), Some("a@contoso.com"), Some("1.2.3.4".into())));
        let targets = event.targets().expect("they decode");
        assert_eq!(targets.len(), 2);
        assert_eq!((targets[0].id(), targets[0].name()), (Some("8"), Some("b@contoso.com")));
        let change = &targets[0].changes()[0];
        assert_eq!((change.old(), change.new_value().as_text()), (&PropertyValue::Null, Some("Global Reader")));
        assert_eq!((targets[1].kind(), targets[1].name()), (Some("Role"), Some("Global Reader")));
    });
    let row: PortalRow = serde_json::from_str(json).expect("it is read");
    assert_eq!(row.details()[0].value.as_ref().map(|raw| raw.text().into_owned()).as_deref(), Some("curl"));
}

#[test]
fn actors_of_the_portal() {
    for (kind, expected) in [
        ("User", ActorKind::User),
        ("Application", ActorKind::Application),
        ("App", ActorKind::Application),
        ("ServicePrincipal", ActorKind::ServicePrincipal),
        ("Robot", ActorKind::Unknown),
        ("", ActorKind::Unknown),
    ] {
        let json = format!(r#"{{"Activity":"x","ActorType":"{kind}","ActorServicePrincipalName":"Sync"}}"#);
        with_event(&json, |event| {
            assert_eq!(says(event.actor()), (expected, None, Some("Sync"), None), "{kind}");
        });
    }
}

#[test]
fn other_layouts_of_the_portal() {
    let older = r#"{"ActivityDateTime":"2019-05-01 10:00:00","ActivityDisplayName":"Update user","LoggedByService":"Core Directory",
        "IpAddress":"1.2.3.4","ActorName":"A","ActorType":"User","TargetType":"User","TargetName":"B","TargetUPN":"b@contoso.com",
        "ModifiedProperties":"[{\"DisplayName\":\"City\",\"OldValue\":\"[]\",\"NewValue\":\"[\\\"Bonn\\\"]\"}]"}"#;
    let spanish = r#"{"Fecha (UTC)":"2019-05-01T10:00:00Z","Servicio":"Core Directory","Categoría":"UserManagement",
        "Actividad":"Update user","Resultado":"success","Agente de usuario":"curl","ActorType":"User",
        "Objetivo1NombrePrincipalDeUsuario":"b@contoso.com"}"#;
    for json in [older, spanish] {
        let row: PortalRow = serde_json::from_str(json).expect("it is read");
        assert_eq!(value(&serde_json::to_string(&row).expect("it is written")), value(json));
        let record = Record::EntraCsv(Box::new(row));
        let event = Event::new(&record);
        assert_eq!((event.activity(), event.service()), (Some("Update user"), Some("Core Directory")));
        assert_eq!(seconds(event), Some(1_556_704_800));
        assert_eq!(event.targets().expect("they decode").len(), 1);
        if json == older {
            assert_eq!(says(event.actor()), (ActorKind::User, None, Some("A"), Some("1.2.3.4".into())));
            let targets = event.targets().expect("they decode");
            assert_eq!((targets[0].kind(), targets[0].name()), (Some("User"), Some("B")));
            let change = &targets[0].changes()[0];
            assert_eq!((change.property(), change.new_value().as_json()), ("City", Some(r#"["Bonn"]"#)));
        }
    }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
