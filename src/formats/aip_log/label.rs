//! Labels in rows of `InformationProtectionLogs_CL`.

use super::AipLogRow;
use crate::catalog::{AipActivity, Open};
use crate::label::{LabelChange, LabelEvent, LabelMethod, Protection, ProtectionChange, nonblank, nonblank_ref};

pub(super) fn label_event<'r>(row: &'r AipLogRow<'_>) -> Option<LabelEvent<'r>> {
    let activity = row.what().and_then(Open::known);
    let event = LabelEvent {
        aip_activity: activity,
        effect: activity.map(aip_effect),
        old_id: nonblank_ref(row.label_id_before_action.as_ref()),
        new_id: nonblank_ref(row.label_id.as_ref()),
        old_name: nonblank_ref(row.label_name_before.as_ref()),
        new_name: nonblank_ref(row.label_name.as_ref()),
        how: LabelMethod::of(row.action_source.as_ref(), None, None),
        justification: nonblank_ref(row.user_justification.as_ref()),
        protection: Protection::new(
            &(row.was_protected(), nonblank_ref(row.protection_owner_before.as_ref())),
            (row.is_protected(), nonblank(row.owner())),
            nonblank_ref(row.template_id.as_ref()),
        )
        .or_changed(|| activity.and_then(aip_protection)),
        ..LabelEvent::default()
    };
    event.tells_of_a_label().then_some(event)
}

fn aip_effect(activity: AipActivity) -> LabelChange {
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
