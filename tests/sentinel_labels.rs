//! Labels in the tables of Sentinel and in the activity explorer: the same facts give the same label event, whichever of
//! them they come from.

mod support;

use msaudit::catalog::{AipActivity, LabelEventType};
use msaudit::label::{Agreement, AssessmentSource, LabelChange, LabelEvent, LabelMethod, ProtectionChange};
use msaudit::read::Reader;
use serde_json::{Value, json};
use support::read_all;

/// What the only record of a text says of a label.
fn label<T>(json: &str, look: impl FnOnce(Option<LabelEvent<'_>>) -> T) -> T {
    let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
    look(entry.event().label_event().unwrap_or_else(|error| panic!("{error}: {json}")))
}

fn change(json: &str) -> Option<LabelChange> {
    label(json, |event| event.map(|event| event.assessment().change()))
}

/// All that is the same of one fact in every source.
#[derive(Debug, Clone, PartialEq)]
struct Fact {
    change: LabelChange,
    old: Option<String>,
    new: Option<String>,
    how: Option<LabelMethod>,
    protection: Option<ProtectionChange>,
    justification: Option<String>,
}

fn fact(json: &Value) -> Option<Fact> {
    label(&json.to_string(), |event| {
        let event = event?;
        Some(Fact {
            change: event.assessment().change(),
            old: event.old_id().map(str::to_owned),
            new: event.new_id().map(str::to_owned),
            how: event.how(),
            protection: event.protection().change(),
            justification: event.justification().map(str::to_owned),
        })
    })
}

/// One fact as each source writes it: operation, AIP activity, explorer's activity, the label's ids, `LabelEventType`.
fn written(
    [operation, aip, explorer]: [&str; 3],
    (old, new): (Option<&str>, Option<&str>),
    event: Option<LabelEventType>,
) -> [Value; 5] {
    let code = event.map(LabelEventType::code);
    let name = event.map(LabelEventType::name);
    let why = "the project is over";
    let data = json!({"SensitivityLabelId": new, "OldSensitivityLabelId": old, "LabelEventType": code, "ActionSource": 3,
        "JustificationText": why});
    [
        json!({"RecordType": 94, "Operation": operation, "SensitivityLabelEventData": data,
            "ProtectionEventData": {"IsProtectedBefore": true, "IsProtected": false}}),
        json!({"RecordType": 94, "RecordTypeName": "AipSensitivityLabelAction", "Operation": operation,
            "SensitivityLabelId": new, "OldSensitivityLabelId": old, "LabelEventType": name, "ActionSource": "Manual",
            "JustificationText": why,
            "ProtectionEventData": "{\"IsProtectedBefore\":\"True\",\"IsProtected\":\"False\"}"}),
        json!({"Activity_s": aip, "LabelId_g": new, "LabelIdBeforeAction_g": old, "ActionSource_s": "Manual",
            "UserJustification": why, "Protected_b": false, "ProtectedBeforeAction_b": "true"}),
        json!({"Activity_s": "", "Activity_s_s": aip, "LabelId": new, "LabelIdBefore": old, "Method": "manual",
            "UserJustification": why, "IsProtected": "No", "ProtectedBefore": "Yes"}),
        json!({"Activity": explorer, "Happened": "2024-10-05T07:11:12Z", "SensitivityLabel": new,
            "OldSensitivityLabel": old, "LabelEventType": name, "HowApplied": "Manual", "Justification": why,
            "IsProtected": false, "IsProtectedBefore": true}),
    ]
}

#[test]
fn the_same_facts_are_the_same_label_event_in_every_source() {
    use LabelEventType::{LabelDowngraded, LabelRemoved, LabelUpgraded};

    let applied = ["SensitivityLabelApplied", "NewLabel", "LabelApplied"];
    let shown = ["SensitivityLabelApplied", "New label", "Sensitivity label applied"];
    let upgraded = ["SensitivityLabelUpdated", "UpgradeLabel", "LabelChanged"];
    let downgraded = ["SensitivityLabelUpdated", "DowngradeLabel", "Sensitivity label changed"];
    let removed = ["SensitivityLabelRemoved", "RemoveLabel", "LabelRemoved"];
    let accessed = ["SensitivityLabeledFileOpened", "Access", "FileRead"];
    for (names, ids, event, change) in [
        (applied, (None, Some("b")), Some(LabelUpgraded), LabelChange::Applied),
        (shown, (None, Some("b")), None, LabelChange::Applied),
        (upgraded, (Some("a"), Some("b")), Some(LabelUpgraded), LabelChange::Upgraded),
        (downgraded, (Some("b"), Some("a")), Some(LabelDowngraded), LabelChange::Downgraded),
        (removed, (Some("a"), None), Some(LabelRemoved), LabelChange::Removed),
        (removed, (Some("a"), None), None, LabelChange::Removed),
        (accessed, (None, Some("a")), None, LabelChange::Unchanged),
    ] {
        let expected = Fact {
            change,
            old: ids.0.map(str::to_owned),
            new: ids.1.map(str::to_owned),
            how: Some(LabelMethod::Manual),
            protection: Some(ProtectionChange::Removed),
            justification: Some("the project is over".to_owned()),
        };
        for json in written(names, ids, event) {
            assert_eq!(fact(&json), Some(expected.clone()), "{json}");
        }
    }
}

#[test]
fn no_row_says_anything_of_the_next() {
    let loud = written(["SensitivityLabelUpdated", "DowngradeLabel", "LabelChanged"], (Some("b"), Some("a")), None);
    let quiet = [
        json!({"RecordType": 93, "Operation": "Discover"}),
        json!({"RecordType": 93, "RecordTypeName": "AipDiscover", "Operation": "Discover", "LabelEventType": ""}),
        json!({"Activity_s": "Discover", "LabelId_g": ""}),
        json!({"Activity_s": "", "Activity_s_s": "Discover"}),
        json!({"Activity": "FileDiscovered", "Happened": "2024-10-05T07:11:12Z"}),
    ];
    for (loud, quiet) in loud.iter().zip(&quiet) {
        let text = format!("{loud}\n{quiet}\n{loud}\n");
        let (entries, _) = read_all(text.as_bytes(), 16 << 20);
        let labels: Vec<bool> = entries
            .iter()
            .map(|entry| entry.as_ref().unwrap_or_else(|error| panic!("{error}")))
            .map(|entry| entry.event().label_event().expect("it decodes").is_some())
            .collect();
        assert_eq!(labels, [true, false, true], "{quiet}");
    }
}

#[test]
fn unknown_words_are_no_evidence() {
    let row = r#"{"RecordTypeName":"SensitivityLabelAction","Operation":"SensitivityLabelUpdated","LabelEventType":"LabelSplit","ActionSource":"Dream"}"#;
    label(row, |event| {
        let event = event.expect("the operation is known");
        assert_eq!(
            (event.assessment().change(), event.assessment().agreement()),
            (LabelChange::Undetermined, Agreement::None)
        );
        assert_eq!(event.how(), None);
    });
    assert_eq!(change(r#"{"Activity_s":"Sublimate","LabelId_g":"b"}"#), Some(LabelChange::Undetermined));
    assert_eq!(change(r#"{"Activity_s":"Sublimate"}"#), None);
    assert_eq!(
        change(r#"{"Activity":"Sublimate","Happened":"x","SensitivityLabel":"b"}"#),
        Some(LabelChange::Undetermined)
    );
    label(r#"{"Activity_s":"NewLabel","ActionSource_s":"Mandatory"}"#, |event| {
        assert_eq!(event.expect("a label was set").how(), None, "who chose it is not documented");
    });
}

#[test]
fn the_activity_is_a_witness_of_its_own() {
    label(
        r#"{"Activity_s":"DowngradeLabel","LabelId_g":"a","LabelIdBeforeAction_g":"b","LabelName_s":"A","LabelNameBefore_s":"B"}"#,
        |event| {
            let event = event.expect("a label event");
            assert_eq!((event.aip_activity(), event.operation()), (Some(AipActivity::DowngradeLabel), None));
            assert_eq!((event.old_name(), event.new_name()), (Some("B"), Some("A")));
            assert!(event.assessment().evidence().eq([(AssessmentSource::Operation, LabelChange::Downgraded)]));
        },
    );
    // The explorer's event is believed before its activity, and that they differ is said.
    let row = r#"{"Activity":"LabelRemoved","Happened":"x","OldSensitivityLabel":"b","SensitivityLabel":"a","LabelEventType":2}"#;
    label(row, |event| {
        let assessment = event.expect("a label event").assessment();
        assert_eq!((assessment.change(), assessment.agreement()), (LabelChange::Downgraded, Agreement::Disagree));
    });
}

#[test]
fn a_single_name_is_that_of_the_label_in_question() {
    label(r#"{"RecordTypeName":"MIPLabel","Operation":"MipLabel","LabelName":"General"}"#, |event| {
        assert_eq!(event.expect("it sets a label").new_name(), Some("General"));
    });
    label(r#"{"RecordTypeName":"x","Operation":"y","LabelEventType":3,"LabelName":"General"}"#, |event| {
        let event = event.expect("it takes a label off");
        assert_eq!((event.old_name(), event.new_name()), (Some("General"), None));
    });
}

#[test]
fn all_aip_activities_are_told_apart() {
    for (word, activity, expected, protection) in [
        ("Access", AipActivity::Access, LabelChange::Unchanged, None),
        ("Access denied", AipActivity::AccessDenied, LabelChange::Unchanged, None),
        (
            "ChangeCustomProtection",
            AipActivity::ChangeProtection,
            LabelChange::Unchanged,
            Some(ProtectionChange::Changed),
        ),
        ("Discover", AipActivity::Discover, LabelChange::Unchanged, None),
        ("DowngradeLabel", AipActivity::DowngradeLabel, LabelChange::Downgraded, None),
        ("File removed", AipActivity::FileRemoved, LabelChange::Unchanged, None),
        ("NewLabel", AipActivity::NewLabel, LabelChange::Applied, None),
        ("NewCustomProtection", AipActivity::NewProtection, LabelChange::Unchanged, Some(ProtectionChange::Applied)),
        ("RemoveLabel", AipActivity::RemoveLabel, LabelChange::Removed, None),
        (
            "RemoveCustomProtection",
            AipActivity::RemoveProtection,
            LabelChange::Unchanged,
            Some(ProtectionChange::Removed),
        ),
        ("UpgradeLabel", AipActivity::UpgradeLabel, LabelChange::Upgraded, None),
    ] {
        for spelling in [word, activity.name()] {
            label(&json!({"Activity_s": spelling, "LabelId_g": "b"}).to_string(), |event| {
                let event = event.expect("it has a label");
                assert_eq!(event.aip_activity(), Some(activity), "{spelling}");
                assert_eq!(
                    (event.assessment().change(), event.protection().change()),
                    (expected, protection),
                    "{spelling}"
                );
            });
        }
    }
}

#[test]
fn labels_in_office_activity_are_told_by_the_operation_and_the_sites_properties() {
    let row = |record_type: &str, operation: &str, changes: &str| {
        json!({"OfficeWorkload": "SharePoint", "RecordType": record_type, "Operation": operation,
            "ModifiedProperties": changes})
        .to_string()
    };
    assert_eq!(change(&row("SharePointFileOperation", "FileSensitivityLabelApplied", "")), Some(LabelChange::Applied));
    assert_eq!(change(&row("6", "FileSensitivityLabelChanged", "")), Some(LabelChange::Undetermined));
    assert_eq!(change(&row("6", "FileSensitivityLabelRemoved", "")), Some(LabelChange::Removed));
    assert_eq!(change(&row("6", "FileSensitivityLabelAppliedFailed", "")), None);
    assert_eq!(change(&row("6", "FileAccessed", "")), None);
    assert_eq!(change(&row("ExchangeItem", "FileSensitivityLabelApplied", "")), None);

    let (a, b) = ("4eff011f-95b3-4371-8836-39da6458f464", "6282649d-9e2a-4063-8587-32eaaa9ad68e");
    let one = json!({"OldValue": a, "NewValue": format!("{{{b}}}")}).to_string();
    let names = json!([{"OldValue": "General", "NewValue": "Secret"}]).to_string();
    let two = json!([{"OldValue": a, "NewValue": b}, {"OldValue": "x", "NewValue": "y"}]).to_string();
    let both = |json: &str| {
        label(json, |event| {
            let event = event.expect("the operation is about labels");
            (event.old_id().map(str::to_owned), event.new_id().map(str::to_owned))
        })
    };
    let ids = |changes: &str| {
        let unified = json!({"RecordType": 4, "Operation": "SensitivityLabelChanged", "ModifiedProperties": changes});
        let ids = both(&row("SharePoint", "SensitivityLabelChanged", changes));
        assert_eq!(both(&unified.to_string()), ids, "{changes}");
        ids
    };
    assert_eq!(ids(&one), (Some(a.to_owned()), Some(format!("{{{b}}}"))));
    assert_eq!(ids(&names), (None, None));
    assert_eq!(ids(&two), (None, None));
    assert_eq!(ids(""), (None, None));
}
