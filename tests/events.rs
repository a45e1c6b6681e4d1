//! Events of every sample, against golden files; and what single records mean.
//!
//! `SNAPSHOTS=overwrite cargo test` writes the golden files anew; read their difference before you keep it.

mod support;

use msaudit::event::{ActorKind, Event, Outcome};
use msaudit::label::{LabelBook, LabelChange, LabelEvent, ProtectionChange};
use msaudit::read::Reader;
use snapbox::{Data, assert_data_eq};
use support::{bytes, data, events};

fn golden(sample: &str) {
    let book = LabelBook::open(data("labels.json")).expect("the book is in the repository");
    let found = events(&bytes(&format!("samples/{sample}")), Some(&book));
    let path = data(&format!("../golden/{sample}.events"));
    assert_data_eq!(found, Data::read_from(&path, None).raw());
}

#[test]
fn graph() {
    golden("graph_directoryaudits.ndjson");
    golden("graph_directoryaudits_response_page.json");
}

#[test]
fn management_api() {
    golden("mip_label_events.ndjson");
    golden("ual_management_activity.ndjson");
}

/// The only record of a text, seen as an event.
fn with_event<T>(json: &str, look: impl FnOnce(Event<'_>) -> T) -> T {
    let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
    look(entry.event())
}

fn label<T>(record_type: i32, operation: &str, fields: &str, look: impl FnOnce(Option<LabelEvent<'_>>) -> T) -> T {
    let json = format!(r#"{{"RecordType":{record_type},"Operation":"{operation}"{fields}}}"#);
    with_event(&json, |event| look(event.label_event().expect("it decodes")))
}

fn change(record_type: i32, operation: &str, fields: &str) -> Option<LabelChange> {
    label(record_type, operation, fields, |event| event.map(|event| event.assessment().change()))
}

#[test]
fn label_changes_follow_the_event_and_then_the_operation() {
    let data = |fields: &str| format!(r#","SensitivityLabelEventData":{{{fields}}}"#);
    let both = r#""SensitivityLabelId":"b","OldSensitivityLabelId":"a""#;
    for (record_type, operation, fields, expected) in [
        (94, "SensitivityLabelUpdated", data(&format!(r#"{both},"LabelEventType":1"#)), LabelChange::Upgraded),
        (94, "SensitivityLabelUpdated", data(&format!(r#"{both},"LabelEventType":2"#)), LabelChange::Downgraded),
        (
            83,
            "SensitivityLabelUpdated",
            data(&format!(r#"{both},"LabelEventType":"LabelDowngraded""#)),
            LabelChange::Downgraded,
        ),
        (20, "SensitivityLabelChanged", data(&format!(r#"{both},"LabelEventType":4"#)), LabelChange::SameOrder),
        (
            83,
            "SensitivityLabelRemoved",
            data(r#""OldSensitivityLabelId":"a","LabelEventType":3"#),
            LabelChange::Removed,
        ),
        (83, "SensitivityLabelRemoved", data(r#""OldSensitivityLabelId":"a""#), LabelChange::Removed),
        // A first label: the type may be 4, 1 or none.
        (94, "SensitivityLabelApplied", data(r#""SensitivityLabelId":"b","LabelEventType":4"#), LabelChange::Applied),
        (94, "SensitivityLabelApplied", data(r#""SensitivityLabelId":"b","LabelEventType":1"#), LabelChange::Applied),
        (94, "SensitivityLabelApplied", data(r#""SensitivityLabelId":"b""#), LabelChange::Applied),
        (
            6,
            "FileSensitivityLabelChanged",
            r#","SourceLabel":"a","DestinationLabel":"b""#.into(),
            LabelChange::Undetermined,
        ),
        (6, "FileSensitivityLabelApplied", r#","DestinationLabel":"b""#.into(), LabelChange::Applied),
        (6, "FileSensitivityLabelChangedFailed", r#","SourceLabel":"a""#.into(), LabelChange::Unchanged),
        (84, "SensitivityLabeledFileOpened", r#","LabelId":"b""#.into(), LabelChange::Unchanged),
        (43, "MipLabel", r#","LabelId":"b""#.into(), LabelChange::Applied),
        // A record type that nobody knows yet, with the usual data.
        (9999, "SensitivityLabelUpdated", data(&format!(r#"{both},"LabelEventType":2"#)), LabelChange::Downgraded),
    ] {
        assert_eq!(change(record_type, operation, &fields), Some(expected), "{record_type} {operation} {fields}");
    }
}

#[test]
fn records_without_a_label_tell_of_none() {
    for (record_type, operation, fields) in [
        (93, "Discover", r#","SensitivityLabelEventData":{}"#),
        (93, "Discover", r#","SensitivityLabelEventData":"""#),
        (97, "HeartBeat", ""),
        (8, "Update user.", ""),
        (50, "MailItemsAccessed", r#","LabelId":"b""#),
    ] {
        assert_eq!(change(record_type, operation, fields), None, "{record_type} {operation}");
    }
}

#[test]
fn a_label_hidden_in_text_is_found() {
    let fields = r#","SensitivityLabelEventData":"{\"SensitivityLabelId\":\"b\",\"LabelEventType\":2,\"OldSensitivityLabelId\":\"a\"}""#;
    label(83, "SensitivityLabelUpdated", fields, |event| {
        let event = event.expect("there is a label");
        assert_eq!((event.old_id(), event.new_id()), (Some("a"), Some("b")));
        assert_eq!(event.assessment().change(), LabelChange::Downgraded);
    });
}

#[test]
fn justification_stands_in_two_places() {
    for fields in [
        r#","SensitivityLabelEventData":{"LabelEventType":2,"JustificationText":"old project"}"#,
        r#","SourceLabel":"a","SensitivityLabelJustificationText":"old project""#,
    ] {
        label(6, "FileSensitivityLabelChanged", fields, |event| {
            assert_eq!(event.expect("a label").justification(), Some("old project"));
        });
    }
}

#[test]
fn protection_is_an_answer_of_its_own() {
    for (before, after, expected) in [
        ("false", "true", Some(ProtectionChange::Applied)),
        ("true", "false", Some(ProtectionChange::Removed)),
        ("\"True\"", "\"False\"", Some(ProtectionChange::Removed)),
        ("true", "true", None),
        ("null", "true", None),
        ("true", r#"true,"PreviousProtectionOwner":"a@x","ProtectionOwner":"b@x""#, Some(ProtectionChange::Changed)),
        ("true", r#"true,"PreviousProtectionOwner":"a@x","ProtectionOwner":"A@X""#, None),
    ] {
        let fields =
            format!(r#","LabelId":"b","ProtectionEventData":{{"IsProtectedBefore":{before},"IsProtected":{after}}}"#);
        label(83, "SensitivityLabelUpdated", &fields, |event| {
            assert_eq!(event.expect("a label").protection().change(), expected, "{fields}");
        });
    }
}

#[test]
fn parts_that_do_not_decode_are_errors_of_their_own() {
    with_event(
        r#"{"RecordType":83,"Operation":"x","SensitivityLabelEventData":[1],"ModifiedProperties":5,"CreationTime":"soon"}"#,
        |event| {
            assert!(event.time().is_err());
            assert_eq!(
                event.targets().expect_err("no list").to_string(),
                "invalid type: integer `5`, expected a sequence at line 1 column 1"
            );
            assert_eq!(
                event.label_event().expect_err("no object").to_string(),
                "invalid type: sequence, expected an object (SensitivityLabelEventData) at line 1 column 0"
            );
        },
    );
}

#[test]
fn outcomes_are_told_from_every_word() {
    for (word, outcome) in [
        ("success", Outcome::Success),
        ("Succeeded", Outcome::Success),
        ("True", Outcome::Success),
        ("0", Outcome::Success),
        ("FAILED", Outcome::Failure),
        ("failure", Outcome::Failure),
        ("timeout", Outcome::Timeout),
        ("PartiallySucceeded", Outcome::Partial),
        ("", Outcome::Unknown),
        ("unknownFutureValue", Outcome::Unknown),
    ] {
        assert_eq!(Outcome::of(word), outcome, "{word}");
    }
}

#[test]
fn actors_are_told_by_kind() {
    let unified = |user_type: &str| {
        with_event(&format!(r#"{{"Operation":"x","RecordType":1,"UserType":{user_type}}}"#), |event| {
            event.actor().kind()
        })
    };
    assert_eq!(unified("0"), ActorKind::User);
    assert_eq!(unified("\"Admin\""), ActorKind::User);
    assert_eq!(unified("4"), ActorKind::System);
    assert_eq!(unified("5"), ActorKind::Application);
    assert_eq!(unified("6"), ActorKind::ServicePrincipal);
    assert_eq!(unified("99"), ActorKind::Unknown);
    let graph = |by: &str| {
        with_event(&format!(r#"{{"activityDisplayName":"x","initiatedBy":{by}}}"#), |event| event.actor().kind())
    };
    assert_eq!(graph(r#"{"user":{},"app":null}"#), ActorKind::User);
    assert_eq!(graph(r#"{"app":{}}"#), ActorKind::Application);
    assert_eq!(graph("{}"), ActorKind::Unknown);
    assert_eq!(graph("null"), ActorKind::Unknown);
}

#[test]
fn write_back_by_exchange_is_informational() {
    let json = r#"{"activityDisplayName":"Update user","initiatedBy":{"app":{"displayName":"Microsoft Substrate Management"}}}"#;
    assert!(with_event(json, |event| event.is_informational()));
    assert!(!with_event(r#"{"activityDisplayName":"Update user"}"#, |event| event.is_informational()));
}

#[test]
fn operations_of_other_workloads_are_not_looked_up() {
    let known = |json: &str| with_event(json, |event| event.known().activity().is_some());
    assert!(known(r#"{"RecordType":8,"Operation":"Add user."}"#));
    assert!(known(r#"{"Workload":"AzureActiveDirectory","Operation":"Add user.","CreationTime":"x"}"#));
    assert!(!known(r#"{"RecordType":20,"Operation":"Add user"}"#));
}
