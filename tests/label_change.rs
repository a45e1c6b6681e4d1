//! The judgement on a label's change: the printed truth table row by row, and each witness from real fields.

mod support;

use msaudit::label::{Agreement, AssessmentSource, LabelAssessment, LabelBook, LabelChange};
use msaudit::read::Reader;

const TABLE: &str = include_str!("../src/label/truth_table.md");

fn word(cell: &str) -> Option<LabelChange> {
    (cell != "-").then(|| cell.parse().unwrap_or_else(|_| panic!("`{cell}`")))
}

#[test]
fn the_printed_truth_table_holds_row_by_row_and_has_every_combination() {
    let mut seen = std::collections::BTreeSet::new();
    for row in TABLE.lines().skip(2) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [event, operation, book, change, agreement] = cells[..] else { panic!("{row}") };
        let said = [word(event), word(operation), word(book)];
        let assessment = LabelAssessment::new([
            (AssessmentSource::Event, said[0]),
            (AssessmentSource::Operation, said[1]),
            (AssessmentSource::Book, said[2]),
        ]);
        assert_eq!(assessment.change().name(), change, "{row}");
        assert_eq!(assessment.agreement().name(), agreement, "{row}");
        let spoke: Vec<LabelChange> = assessment.evidence().map(|(_, change)| change).collect();
        assert_eq!(spoke, said.into_iter().flatten().collect::<Vec<_>>(), "{row}");
        seen.insert([event, operation, book]);
    }
    assert_eq!(seen.len(), 6 * 6 * 6);
}

fn book() -> LabelBook {
    LabelBook::builder()
        .label("low", "General", Some(0))
        .label("high", "Confidential", Some(5))
        .child("all", "All Employees", "high")
        .child("fin", "Finance", "high")
        .label("none", "Without order", None)
        .build()
}

/// What the book says, from a record in which nobody else speaks.
fn said_by_book(old: &str, new: &str) -> (LabelChange, Agreement, usize) {
    let json = format!(
        r#"{{"RecordType":6,"Operation":"FileSensitivityLabelChanged","SourceLabel":"{old}","DestinationLabel":"{new}"}}"#
    );
    let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
    let assessment = entry.event().label_event().expect("it decodes").expect("a label").assessment_in(&book(), None);
    (assessment.change(), assessment.agreement(), assessment.evidence().count())
}

#[test]
fn the_book_compares_the_topmost_labels() {
    use Agreement::{None, Single};

    for (old, new, expected) in [
        ("low", "high", (LabelChange::Upgraded, Single, 1)),
        ("high", "low", (LabelChange::Downgraded, Single, 1)),
        ("fin", "low", (LabelChange::Downgraded, Single, 1)),
        ("low", "all", (LabelChange::Upgraded, Single, 1)),
        ("fin", "all", (LabelChange::SameOrder, Single, 1)),
        ("high", "fin", (LabelChange::SameOrder, Single, 1)),
        ("fin", "FIN", (LabelChange::Upgraded, None, 1)),
        ("low", "low", (LabelChange::Unchanged, Single, 1)),
        // Deleted or unknown labels have no order; a book that calls them 0 would see a downgrade here.
        ("high", "deleted", (LabelChange::Undetermined, None, 1)),
        ("deleted", "low", (LabelChange::Undetermined, None, 1)),
        ("none", "high", (LabelChange::Undetermined, None, 1)),
        ("", "low", (LabelChange::Undetermined, None, 0)),
    ] {
        // Ids that are no GUIDs compare letter by letter.
        let expected = if new == "FIN" { (LabelChange::Undetermined, None, 1) } else { expected };
        assert_eq!(said_by_book(old, new), expected, "{old} to {new}");
    }
}

/// Every combination of `LabelEventType`, ids and operation through real records, against the rules as they are written
/// down in the documentation of the module.
#[test]
fn events_and_operations_speak_as_documented() {
    let types = [
        "",
        ",\"LabelEventType\":0",
        ",\"LabelEventType\":1",
        ",\"LabelEventType\":2",
        ",\"LabelEventType\":3",
        ",\"LabelEventType\":4",
        ",\"LabelEventType\":77",
    ];
    let operations = [
        ("SensitivityLabelApplied", Some("applied")),
        ("SensitivityLabelUpdated", None),
        ("SensitivityLabelRemoved", Some("removed")),
        ("SensitivityLabeledFileOpened", Some("unchanged")),
        ("Something new", None),
    ];
    let mut count = 0;
    for (kind, field) in types.into_iter().enumerate() {
        for (old, new) in [(false, false), (false, true), (true, false), (true, true)] {
            for (operation, by_operation) in operations {
                let old_field = if old { r#","OldSensitivityLabelId":"a""# } else { "" };
                let new_field = if new { r#","SensitivityLabelId":"b""# } else { "" };
                let json = format!(
                    r#"{{"RecordType":94,"Operation":"{operation}","SensitivityLabelEventData":{{"x":1{field}{old_field}{new_field}}}}}"#
                );
                let first = new && !old && by_operation != Some("unchanged");
                let by_event = match kind {
                    1 | 2 | 5 if first => Some("applied"),
                    2 => Some("upgraded"),
                    3 => Some("downgraded"),
                    4 => Some("removed"),
                    5 => Some("same-order"),
                    _ => None,
                };
                let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
                let event = entry.event().label_event().expect("it decodes");
                let silent =
                    by_operation.is_none_or(|word| word == "unchanged") && operation != "SensitivityLabelUpdated";
                if silent && !old && !new && matches!(kind, 0 | 6) {
                    assert!(event.is_none(), "{json}");
                    continue;
                }
                let said: Vec<(AssessmentSource, &str)> = event
                    .expect("a label event")
                    .assessment()
                    .evidence()
                    .map(|(witness, change)| (witness, change.name()))
                    .collect();
                let expected: Vec<(AssessmentSource, &str)> = by_event
                    .map(|word| (AssessmentSource::Event, word))
                    .into_iter()
                    .chain(by_operation.map(|word| (AssessmentSource::Operation, word)))
                    .collect();
                assert_eq!(said, expected, "{json}");
                count += 1;
            }
        }
    }
    assert_eq!(count, 7 * 4 * 5 - 4);
}

#[test]
fn labels_of_groups_are_found_in_every_format_of_the_directory() {
    const ID: &str = "6a10f3c2-a682-44ba-a911-52dcca64e78d";

    let targets = format!(
        r#"[{{"type":"Group","modifiedProperties":[{{"displayName":"assignedLabel","oldValue":"[]","newValue":"[\"{ID}\"]"}},
        {{"displayName":"Other","newValue":"\"4eff011f-95b3-4371-8836-39da6458f464\""}}]}}]"#
    );
    for json in [
        format!(r#"{{"activityDisplayName":"Assign label to group","targetResources":{targets}}}"#),
        format!(
            r#"{{"operationName":"Assign label to group","category":"AuditLogs","properties":{{"activityDisplayName":"Assign label to group","targetResources":{targets}}}}}"#
        ),
        format!(
            r#"{{"OperationName":"Assign label to group","LoggedByService":"Core Directory","TargetResources":{}}}"#,
            serde_json::to_string(&targets).expect("text")
        ),
        format!(
            r#"{{"Activity":"Assign label to group","ActorType":"User","Target1Type":"Group","Target1ModifiedProperty1Name":"Label","Target1ModifiedProperty1NewValue":"\"{ID}\""}}"#
        ),
        format!(
            r#"{{"RecordType":8,"Operation":"Assign label to group.","ModifiedProperties":[{{"Name":"a","NewValue":"x"}},{{"Name":"b","NewValue":"{ID}","OldValue":""}}]}}"#
        ),
    ] {
        let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
        let event = entry.event().label_event().expect("it decodes").expect("a label event");
        assert_eq!(event.new_id(), Some(ID), "{json}");
        assert_eq!(event.assessment().change(), LabelChange::Applied, "{json}");
    }
    let json = r#"{"activityDisplayName":"Remove label from group"}"#;
    let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
    let event = entry.event().label_event().expect("it decodes").expect("a label event");
    assert_eq!((event.assessment().change(), event.old_id()), (LabelChange::Removed, None));
    let other = r#"{"activityDisplayName":"Update group","targetResources":5}"#;
    let entry = Reader::new(other.as_bytes()).records().next().expect("one record").expect("it is read");
    assert!(entry.event().label_event().expect("not looked into").is_none());
}
