//! Summaries and drift: of the samples against golden files, of single records, and in parts.
//!
//! `SNAPSHOTS=overwrite cargo test` writes the golden files anew; read their difference before you keep it.

mod support;

use msaudit::analysis::{Drift, MissingKind, Object, Summary};
use msaudit::catalog::Question;
use msaudit::event::DecodedEvent;
use msaudit::read::Reader;
use proptest::prelude::*;
use snapbox::{Data, assert_data_eq};
use support::{bytes, data};

/// Samples of formats that say enough to count.
const SAMPLES: [&str; 5] = [
    "samples/diagnostic_settings.ndjson",
    "samples/graph_directoryaudits.ndjson",
    "samples/loganalytics_auditlogs.ndjson",
    "samples/mip_label_events.ndjson",
    "samples/ual_management_activity.ndjson",
];

/// Every event of an input, as a line.
fn each(input: &[u8], name: &str, mut look: impl FnMut(&DecodedEvent<'_>)) {
    for entry in Reader::new(input).named(name).records() {
        let entry = entry.expect("every record is read");
        look(&entry.decode(None));
    }
}

fn summary(lines: &[&str]) -> Summary {
    let mut summary = Summary::default();
    each(lines.join("\n").as_bytes(), "test", |line| summary.add(line));
    summary
}

fn drift(lines: &[&str]) -> Drift {
    let mut drift = Drift::default();
    each(lines.join("\n").as_bytes(), "test", |line| drift.add(line));
    drift
}

fn golden(found: &impl serde::Serialize, name: &str) {
    let found = serde_json::to_string_pretty(found).expect("it is written") + "\n";
    assert_data_eq!(found, Data::read_from(&data(&format!("../golden/{name}")), None).raw());
}

#[test]
fn summary_of_the_samples() {
    let mut summary = Summary::default();
    for sample in SAMPLES {
        each(&bytes(sample), sample, |line| summary.add(line));
    }
    golden(&summary, "summary.json");
}

#[test]
fn drift_of_the_samples() {
    let mut drift = Drift::default();
    for sample in SAMPLES.iter().chain(&["samples/diagnostic_settings_handmade.ndjson", "entra_portal.csv"]) {
        each(&bytes(sample), sample, |line| drift.add(line));
    }
    golden(&drift, "drift.json");
}

/// An event of the directory, on targets given as JSON.
fn event(activity: &str, targets: &str) -> String {
    format!(r#"{{"activityDisplayName":"{activity}","result":"success","targetResources":[{targets}]}}"#)
}

fn names<'s>(objects: impl Iterator<Item = &'s Object>) -> Vec<&'s str> {
    objects.map(|object| object.name().or(object.id()).unwrap_or_default()).collect()
}

#[test]
fn users_are_counted_once_and_changes_by_type() {
    let user = r#"{"type":"User","id":"A1","userPrincipalName":"a@x"}"#;
    let update = event("Update user", user);
    let other_case = event("Update user.", r#"{"type":"user","id":"a1"}"#);
    let by_name = event("Disable account", r#"{"userPrincipalName":"b@x"}"#);
    let reset = event("Reset password (self-service)", user);
    let reset_as_well = event("Reset user password", user);
    let found = summary(&[&update, &other_case, &by_name, &reset, &reset_as_well]);
    assert_eq!(found.answer(Question::UserChanged).objects().distinct(), 2);
    assert!(found.answer(Question::UserChanged).objects().is_exact());
    let types =
        [("Disable account", 1), ("Reset password (self-service)", 1), ("Reset user password", 1), ("Update user", 2)];
    assert!(found.answer(Question::UserChanged).activities().iter().eq(types));
    let passwords = found.answer(Question::PasswordChanged);
    assert_eq!((passwords.events(), passwords.objects().distinct()), (2, 1), "two services log one change");
}

#[test]
fn what_failed_and_what_exchange_writes_back_changes_nothing() {
    let failed = r#"{"activityDisplayName":"Add user","result":"failure","targetResources":[{"id":"1"}]}"#;
    let timeout = r#"{"activityDisplayName":"Add user","result":"timeout","targetResources":[{"id":"1"}]}"#;
    let written_back = r#"{"activityDisplayName":"Update user","initiatedBy":{"app":{"displayName":"Microsoft Substrate Management"}}}"#;
    let other_log = r#"{"RecordType":20,"Operation":"Add user"}"#;
    let found = summary(&[failed, timeout, written_back, other_log]);
    assert_eq!((found.events(), found.informational(), found.undated()), (4, 1, 4));
    assert_eq!(found.answer(Question::UserChanged).events(), 0);
    assert_eq!(found.activities().get("Add user"), 3);
    assert_eq!(found.outcomes().get("failure"), 1);
}

#[test]
fn groups_their_owners_and_licences() {
    let both = r#"{"type":"User","id":"1","userPrincipalName":"a@x"},{"type":"Group","id":"2","displayName":"Sales"}"#;
    let unified = r#"{"RecordType":8,"Operation":"Remove owner from group.","Target":[{"ID":"User_1","Type":2},{"ID":"1","Type":2},{"ID":"User","Type":2}],
        "ModifiedProperties":[{"Name":"Group.ObjectID","OldValue":"3","NewValue":""},{"Name":"Group.DisplayName","OldValue":"Works","NewValue":""}]}"#
        .replace('\n', "");
    let license = r#"{"type":"User","id":"1","modifiedProperties":[{"displayName":"AssignedLicense",
        "oldValue":"[\"[SkuName=EMS, AccountId=1]\"]","newValue":"[\"[SkuName=EMS, AccountId=1]\",\"[SkuName=E5, AccountId=1]\"]"}]}"#
        .replace('\n', "");
    let found = summary(&[
        &event("Add group", r#"{"type":"Group","id":"2","displayName":"Sales"}"#),
        &event("Add owner to group", both),
        &unified,
        &event("Add member to group", both),
        &event("Change user license", &license),
        &event("Set group license", r#"{"type":"Group","id":"2"}"#),
    ]);
    assert_eq!(names(found.answer(Question::GroupAdded).objects().iter()), ["Sales"]);
    assert_eq!(names(found.answer(Question::GroupOwnerChanged).objects().iter()), ["Sales", "Works"]);
    assert!(found.answer(Question::LicenseAssigned).details().iter().eq([("E5", 1)]), "the other was there before");
    assert_eq!(found.answer(Question::LicenseAssigned).objects().distinct(), 2);
}

#[test]
fn applications_their_names_and_their_service_principals() {
    let application = |name: &str, changes: &str| {
        let target = format!(
            r#"{{"type":"Application","id":"{name}","displayName":"{name}","modifiedProperties":[{changes}]}}"#
        );
        event("Update application", &target)
    };
    let renamed = r#"{"displayName":"DisplayName","oldValue":"[\"Old\"]","newValue":"[\"New\"]"}"#;
    let other = r#"{"displayName":"AppAddress","oldValue":"[]","newValue":"[1]"}"#;
    let found = summary(&[
        &event("Add application", r#"{"type":"Application","id":"1"}"#),
        &application("one", renamed),
        &application("two", other),
        &event("Hard Delete application", r#"{"type":"Application","id":"3"}"#),
        &event("Consent to application", r#"{"type":"ServicePrincipal","id":"4","displayName":"App"}"#),
        &event("Update application", r#"{"type":"Other","id":"5"}"#),
    ]);
    assert_eq!(found.answer(Question::ApplicationAdded).objects().distinct(), 1);
    assert_eq!(names(found.answer(Question::ApplicationUpdated).objects().iter()), ["one", "two"]);
    assert_eq!(found.answer(Question::ApplicationUpdated).events(), 3, "an update of nothing named is one too");
    assert_eq!(found.answer(Question::ApplicationRemoved).objects().distinct(), 1);
    assert_eq!(names(found.answer(Question::ServicePrincipalChanged).objects().iter()), ["App"]);
    assert_eq!(names(found.answer(Question::ApplicationRenamed).objects().iter()), ["one"]);
    assert!(found.answer(Question::ApplicationRenamed).details().iter().eq([("Old -> New", 1)]));
}

#[test]
fn everything_that_is_missing_is_found() {
    let found = drift(&[
        r#"{"activityDisplayName":"Feed the cat","loggedByService":"Kitchen","category":"Pets","operationType":"Feed","shoeSize":1}"#,
        r#"{"activityDisplayName":"Add user","loggedByService":"Core Directory","category":"UserManagement","operationType":"Add"}"#,
        r#"{"RecordType":418,"Operation":"x","UserType":77,"Scope":"Moon"}"#,
        r#"{"RecordType":94,"Operation":"SensitivityLabelEaten","SensitivityLabelEventData":{"LabelEventType":9,"Taste":"sour"}}"#,
        r#"{"RecordType":94,"Operation":"SensitivityLabelEaten","UserType":0}"#,
    ]);
    let rows: Vec<_> = found
        .missing()
        .map(|missing| {
            let place = missing.example().record();
            (missing.kind().name(), missing.name(), missing.of(), missing.count(), place, missing.row())
        })
        .collect();
    let row = |text: &str| Some(text.to_owned());
    assert_eq!(
        rows,
        [
            ("activity", "Feed the cat", "Kitchen", 1, 1, row("Kitchen\tPets\tFeed the cat\t\tlog\t")),
            ("operation", "x", "", 1, 3, row("\tx\t\tlog\t")),
            ("service", "Kitchen", "", 1, 1, row("Kitchen\t\t")),
            ("category", "Pets", "", 1, 1, row("Pets\t\t")),
            ("operation-type", "Feed", "", 1, 1, row("OperationType\t\tFeed\t\t\t")),
            ("record-type", "418", "", 1, 3, None),
            ("label-operation", "SensitivityLabelEaten", "94", 2, 4, row("94\tSensitivityLabelEaten\t\t\t")),
            ("value", "77", "UserType", 1, 3, None),
            ("value", "9", "LabelEventType", 1, 4, None),
            ("value", "Moon", "AuditLogScope", 1, 3, row("AuditLogScope\t\tMoon\t\t\t")),
            ("field", "SensitivityLabelEventData.Taste", "management-api", 1, 4, None),
            ("field", "shoeSize", "graph", 1, 1, None),
        ]
    );
    assert_eq!(found.others(MissingKind::Field), 0);
    assert!(drift(&[]).is_empty());
}

#[test]
fn a_name_of_many_megabytes_is_cut() {
    let long = format!(r#"{{"activityDisplayName":"{}"}}"#, "x".repeat(100_000));
    assert!(summary(&[&long]).activities().iter().all(|(name, _)| name.len() == 500));
    assert!(drift(&[&long]).missing().all(|missing| missing.name().len() == 500));
}

proptest! {
    #[test]
    fn parts_may_be_merged_in_any_order(
        chosen in proptest::collection::vec((0_usize..8, 0_u8..5), 0..30),
        cut in 0_usize..30,
    ) {
        const ACTIVITIES: [&str; 8] = [
            "Add user", "Update user", "Reset password", "Add group", "Update application", "Feed the cat",
            "Add owner to group", "Change user license",
        ];
        let lines: Vec<String> = chosen
            .iter()
            .map(|&(activity, target)| {
                let named = format!(r#"{{"id":"{target}","displayName":"n{}"}}"#, target + activity as u8);
                event(ACTIVITIES[activity], &named)
            })
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (first, second) = lines.split_at(cut.min(lines.len()));
        for (a, b) in [(first, second), (second, first)] {
            let mut merged = summary(a);
            merged.merge(summary(b));
            prop_assert_eq!(&merged, &summary(&lines));
        }
        // Each part counts its own records, so examples are told apart by the name of the input.
        let of = |name: &str, lines: &[&str]| {
            let mut drift = Drift::default();
            each(lines.join("\n").as_bytes(), name, |line| drift.add(line));
            drift
        };
        let (mut one, mut other) = (of("a", first), of("b", second));
        let (one_again, other_again) = (one.clone(), other.clone());
        one.merge(other_again);
        other.merge(one_again);
        prop_assert_eq!(one, other);
    }
}

#[test]
fn values_of_tables_are_looked_at_and_workloads_are_no_services() {
    for (file, values) in [
        ("mpip.csv", &["Abacus", "DeepDream", "Dream", "LabelSplit", "Loud", "Melting", "Orbit", "Robot"][..]),
        ("aip_log.csv", &["Sublimate"]),
        ("activity_explorer.csv", &["Abacus", "Hope", "LabelSplit", "Melting", "Robot"]),
    ] {
        let mut drift = Drift::default();
        each(&bytes(file), file, |line| drift.add(line));
        let of = |kind| drift.missing().filter(move |missing| missing.kind() == kind);
        let found: Vec<&str> = of(MissingKind::Value).map(|missing| missing.name()).collect();
        assert_eq!(found, values, "{file}");
        assert_eq!(of(MissingKind::Service).count(), 0, "{file}");
    }
}
