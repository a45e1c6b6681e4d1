//! Rows of tables, where all values are text, fill the same fields as JSON does.

use super::activity_explorer::ExplorerRow;
use super::aip_log::AipLogRow;
use super::mpip::MpipRow;
use super::office_activity::OfficeActivityRow;
use crate::catalog::{ActionSource, AipActivity, Code, LabelEventType, Open, Platform, RecordType};
use crate::wire::Object;
use crate::wire::Raw;

/// A row of a table that is nothing but text.
fn row<T: Object<'static>>(cells: &[(&'static str, &'static str)]) -> T {
    let mut row = T::default();
    for &(name, cell) in cells {
        match T::column(name) {
            Some(column) => row.set(column, cell.into()).expect("these columns take any text"),
            None => row.keep(name, cell),
        }
    }
    row
}

#[test]
fn cells_fill_mpip() {
    let row: MpipRow<'_> = row(&[
        ("TimeGenerated [UTC]", "3/23/2023, 7:22:53.000 AM"),
        ("RecordType", "94"),
        ("RecordTypeName", "AipSensitivityLabelAction"),
        ("LabelEventType", "LabelDowngraded"),
        ("Platform", "1"),
        ("ProtectionEventData", r#"{"IsProtected":"True"}"#),
        ("SensitiveInfoTypeData", "[]"),
        ("IsViewableByExternalUsers", "False"),
        ("UserId", ""),
        ("ShoeSize", "43"),
    ]);
    assert_eq!(row.known_record_type(), Some(RecordType::AipSensitivityLabelAction));
    assert_eq!(row.label_event_type.as_ref().and_then(Code::known), Some(LabelEventType::LabelDowngraded));
    assert_eq!(row.platform.as_ref().and_then(Code::known), Some(Platform::Windows));
    let data = row.protection_event_data().expect("it decodes").expect("it is there");
    assert_eq!(data.is_protected.as_ref().and_then(Raw::as_bool), Some(true));
    assert!(row.sensitive_info_types().expect("it decodes").is_empty());
    assert_eq!(row.is_viewable_by_external_users.as_ref().and_then(Raw::as_bool), Some(false));
    assert!(row.is_null("UserId"));
    assert_eq!(row.rest.unknown()[0].0, "ShoeSize");
    let json = serde_json::to_value(&row).expect("it is written");
    assert_eq!(json["TimeGenerated [UTC]"], "3/23/2023, 7:22:53.000 AM");
    assert_eq!(json["ProtectionEventData"]["IsProtected"], "True");
}

#[test]
fn cells_fill_office_activity() {
    let row: OfficeActivityRow<'_> = row(&[
        ("OfficeWorkload", "AzureActiveDirectory"),
        ("RecordType", "AzureActiveDirectory"),
        ("Start_Time [UTC]", "8/2/2021, 1:41:16.000 PM"),
        ("ModifiedProperties", r#"[{"Name":"Role","NewValue":"\"Reader\"","OldValue":""}]"#),
        ("AADTarget", r#"[{"ID":"a@x","Type":5}]"#),
        ("ExtendedProperties", ""),
        ("UserId_", "a@x"),
    ]);
    assert_eq!(row.record_type.as_ref().and_then(Code::known), Some(RecordType::AzureActiveDirectory));
    assert_eq!(row.changes().expect("they decode")[0].name.as_deref(), Some("Role"));
    assert_eq!(row.target_ids().expect("they decode")[0].id.as_deref(), Some("a@x"));
    assert!(row.extended().expect("there are none").is_empty());
    assert_eq!(row.start_time.as_ref().map(|time| time.utc_if_no_zone().is_ok()), Some(true));
    assert_eq!(row.rest.unknown()[0].0, "UserId_");
}

#[test]
fn cells_fill_both_twins_of_the_aip_log() {
    for cells in [
        [("Activity_s", ""), ("Activity_s_s", "NewLabel"), ("Protected_b", ""), ("Protected_b_s", "True")],
        [("Activity_s", "NewLabel"), ("Activity_s_s", ""), ("Protected_b", "True"), ("Protected_b_s", "")],
        [("Activity", "NewLabel"), ("Activity_s_s", ""), ("IsProtected", "Yes"), ("Protected_b_s", "")],
    ] {
        let row: AipLogRow<'_> = row(&cells);
        assert_eq!(row.what().and_then(Open::known), Some(AipActivity::NewLabel));
        assert_eq!(row.is_protected(), Some(true));
        assert_eq!(row.was_protected(), None);
        assert!(row.rest.duplicates().is_empty());
    }
}

#[test]
fn cells_fill_the_activity_explorer() {
    let row: ExplorerRow<'_> = row(&[
        ("Activity", "Sensitivity label applied"),
        ("HowApplied", "Auto"),
        ("IsProtected", "true"),
        ("FileSize", "12345"),
        ("Receivers", r#"["a@x"]"#),
    ]);
    assert_eq!(row.how_applied.as_ref().and_then(Code::known), Some(ActionSource::Auto));
    assert_eq!(row.is_protected.as_ref().and_then(Raw::as_bool), Some(true));
    assert_eq!(row.file_size.as_ref().map(|size| size.text()).as_deref(), Some("12345"));
    assert_eq!(row.receivers.as_ref().and_then(|list| list.decode::<Vec<String>>().ok()), Some(vec!["a@x".into()]));
}
