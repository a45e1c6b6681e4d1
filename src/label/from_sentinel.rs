//! What a row of Sentinel's tables, or of the activity explorer, says of a label.

use super::change::LabelChange;
use super::event::{How, LabelEvent, deed, filled, filled_ref};
use super::from_unified::{changed_ids, operation};
use super::protection::{Protection, ProtectionChange, protection_by_type};
use crate::catalog::{AipActivity, Code, Open, fold};
use crate::sentinel::{AipLogRow, ExplorerRow, MpipRow, OfficeActivityRow};
use crate::wire::{DecodeError, Raw};

pub(super) fn of_mpip<'r>(row: &'r MpipRow<'_>) -> Result<Option<LabelEvent<'r>>, DecodeError> {
    let operation = operation(row.known_record_type(), row.operation.as_deref());
    let mut event = LabelEvent {
        operation,
        deed: operation.map(deed),
        event_type: row.label_event_type.as_ref().and_then(Code::known),
        old_id: filled_ref(row.old_sensitivity_label_id.as_ref()),
        new_id: filled_ref(row.sensitivity_label_id.as_ref()),
        how: How::of(
            row.action_source.as_ref(),
            row.action_source_detail.as_ref(),
            row.application_mode.as_ref().and_then(Open::known),
        ),
        justification: filled_ref(row.justification_text.as_ref()),
        ..LabelEvent::default()
    };
    if !event.tells_of_a_label() {
        return Ok(None);
    }
    event.set_name(filled_ref(row.label_name.as_ref()));
    let protection = row.protection_event_data()?.map(Protection::from).unwrap_or_default();
    event.protection = protection
        .or_changed(|| protection_by_type(row.previous_protection_type.as_ref(), row.current_protection_type.as_ref()));
    Ok(Some(event))
}

/// `OfficeActivity` has no columns for labels: the operation is all there is, and the changed property of a site.
pub(super) fn of_office_activity<'r>(row: &'r OfficeActivityRow<'_>) -> Result<Option<LabelEvent<'r>>, DecodeError> {
    let operation = operation(row.record_type.as_ref().and_then(Code::known), row.operation.as_deref());
    let (old_id, new_id) = changed_ids(operation, || row.changes())?;
    let event = LabelEvent { operation, deed: operation.map(deed), old_id, new_id, ..LabelEvent::default() };
    Ok(event.tells_of_a_label().then_some(event))
}

pub(super) fn of_aip_log<'r>(row: &'r AipLogRow<'_>) -> Option<LabelEvent<'r>> {
    let activity = row.what().and_then(Open::known);
    let event = LabelEvent {
        aip_activity: activity,
        deed: activity.map(aip_deed),
        old_id: filled_ref(row.label_id_before_action.as_ref()),
        new_id: filled_ref(row.label_id.as_ref()),
        old_name: filled_ref(row.label_name_before.as_ref()),
        new_name: filled_ref(row.label_name.as_ref()),
        how: How::of(row.action_source.as_ref(), None, None),
        justification: filled_ref(row.user_justification.as_ref()),
        protection: Protection::new(
            &(row.was_protected(), filled_ref(row.protection_owner_before.as_ref())),
            (row.is_protected(), filled(row.owner())),
            filled_ref(row.template_id.as_ref()),
        )
        .or_changed(|| activity.and_then(aip_protection)),
        ..LabelEvent::default()
    };
    event.tells_of_a_label().then_some(event)
}

fn aip_deed(activity: AipActivity) -> LabelChange {
    match activity {
        AipActivity::NewLabel => LabelChange::Applied,
        AipActivity::UpgradeLabel => LabelChange::Upgraded,
        AipActivity::DowngradeLabel => LabelChange::Downgraded,
        AipActivity::RemoveLabel => LabelChange::Removed,
        _ => LabelChange::Unchanged,
    }
}

fn aip_protection(activity: AipActivity) -> Option<ProtectionChange> {
    match activity {
        AipActivity::NewProtection => Some(ProtectionChange::Applied),
        AipActivity::ChangeProtection => Some(ProtectionChange::Changed),
        AipActivity::RemoveProtection => Some(ProtectionChange::Removed),
        _ => None,
    }
}

pub(super) fn of_explorer<'r>(row: &'r ExplorerRow<'_>) -> Option<LabelEvent<'r>> {
    let flag = |raw: &Option<Raw<'_>>| raw.as_ref().and_then(Raw::as_bool);
    let activity = row.activity.as_deref().and_then(ExplorerActivity::find);
    let event = LabelEvent {
        deed: activity.map(|activity| activity.deed),
        event_type: row.label_event_type.as_ref().and_then(Code::known),
        old_id: filled_ref(row.old_sensitivity_label.as_ref()),
        new_id: filled_ref(row.sensitivity_label.as_ref()),
        how: How::of(row.how_applied.as_ref(), row.how_applied_detail.as_ref(), None),
        justification: filled_ref(row.justification.as_ref()),
        protection: Protection::new(
            &(flag(&row.is_protected_before), filled_ref(row.previous_protection_owner.as_ref())),
            (flag(&row.is_protected), filled_ref(row.protection_owner.as_ref())),
            filled_ref(row.template_id.as_ref()),
        )
        .or_changed(|| activity.and_then(|activity| activity.protection)),
        ..LabelEvent::default()
    };
    event.tells_of_a_label().then_some(event)
}

/// What an activity of the explorer does to label and protection.
#[derive(Debug, Clone, Copy)]
struct ExplorerActivity {
    /// The token that the filter takes.
    token: &'static str,
    /// The text that the column shows, where it is documented.
    text: &'static str,
    deed: LabelChange,
    protection: Option<ProtectionChange>,
}

impl ExplorerActivity {
    /// Tokens: `Export-ActivityExplorerData.md`. Texts: `data-classification-activity-explorer-available-events.md`
    /// (MicrosoftDocs/microsoft-365-docs).
    const ALL: [Self; 13] = {
        use LabelChange::{Applied, Removed, Unchanged, Undetermined};

        [
            Self::of("LabelApplied", "Sensitivity label applied", Applied),
            // That it changed does not tell in which direction.
            Self::of("LabelChanged", "Sensitivity label changed", Undetermined),
            Self::of("LabelRemoved", "Sensitivity label removed", Removed),
            Self::of("LabelRecommended", "", Unchanged),
            Self::of("LabelRecommendedAndDismissed", "", Unchanged),
            Self::of("AutoLabelingSimulation", "", Unchanged),
            Self::of("FileRead", "File read", Unchanged),
            Self::of("FileDiscovered", "Files discovered", Unchanged),
            Self::of("FileRenamed", "", Unchanged),
            Self::of("FileDeleted", "File removed", Unchanged),
            Self::protecting("NewProtection", "Protection applied", ProtectionChange::Applied),
            Self::protecting("ChangeProtection", "Protection changed", ProtectionChange::Changed),
            Self::protecting("RemoveProtection", "Protection removed", ProtectionChange::Removed),
        ]
    };

    const fn of(token: &'static str, text: &'static str, deed: LabelChange) -> Self {
        Self { token, text, deed, protection: None }
    }

    const fn protecting(token: &'static str, text: &'static str, protection: ProtectionChange) -> Self {
        Self { token, text, deed: LabelChange::Unchanged, protection: Some(protection) }
    }

    fn find(text: &str) -> Option<Self> {
        let name = fold(text);
        let is_named = |activity: &&Self| {
            !name.is_empty()
                && (activity.token.eq_ignore_ascii_case(&name) || activity.text.eq_ignore_ascii_case(&name))
        };
        Self::ALL.iter().find(is_named).copied()
    }
}
