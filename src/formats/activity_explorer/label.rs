//! Labels in rows of the activity explorer.

use super::ExplorerRow;
use crate::catalog::{Code, fold};
use crate::label::{LabelChange, LabelEvent, LabelMethod, Protection, ProtectionChange, nonblank_ref};
use crate::wire::Raw;

pub(super) fn label_event<'r>(row: &'r ExplorerRow<'_>) -> Option<LabelEvent<'r>> {
    let flag = |raw: &Option<Raw<'_>>| raw.as_ref().and_then(Raw::as_bool);
    let activity = row.activity.as_deref().and_then(ExplorerActivity::find);
    let event = LabelEvent {
        effect: activity.map(|activity| activity.effect),
        event_type: row.label_event_type.as_ref().and_then(Code::known),
        old_id: nonblank_ref(row.old_sensitivity_label.as_ref()),
        new_id: nonblank_ref(row.sensitivity_label.as_ref()),
        how: LabelMethod::of(row.how_applied.as_ref(), row.how_applied_detail.as_ref(), None),
        justification: nonblank_ref(row.justification.as_ref()),
        protection: Protection::new(
            &(flag(&row.is_protected_before), nonblank_ref(row.previous_protection_owner.as_ref())),
            (flag(&row.is_protected), nonblank_ref(row.protection_owner.as_ref())),
            nonblank_ref(row.template_id.as_ref()),
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
    effect: LabelChange,
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

    const fn of(token: &'static str, text: &'static str, effect: LabelChange) -> Self {
        Self { token, text, effect, protection: None }
    }

    const fn protecting(token: &'static str, text: &'static str, protection: ProtectionChange) -> Self {
        Self { token, text, effect: LabelChange::Unchanged, protection: Some(protection) }
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
