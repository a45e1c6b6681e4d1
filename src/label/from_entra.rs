//! What an event of the directory says of a label: that of a group was set or taken off.

use std::borrow::Cow;

use super::LabelId;
use super::change::LabelChange;
use super::event::LabelEvent;
use crate::catalog::{Activity, Open};
use crate::entra::{AuditLogsRow, DiagnosticRecord, DirectoryAudit, PortalRow, TargetResource};
use crate::unified::ValueChange;
use crate::wire::{DecodeError, Raw};

type Answer<'r> = Result<Option<LabelEvent<'r>>, DecodeError>;

pub(super) fn of_directory_audit<'r>(audit: &'r DirectoryAudit<'_>) -> Answer<'r> {
    of(deed(audit.activity_display_name.as_ref()), || audit.targets())
}

pub(super) fn of_diagnostic<'r>(record: &'r DiagnosticRecord<'_>) -> Answer<'r> {
    let Some(properties) = &record.properties else { return Ok(None) };
    let activity = properties.activity_display_name.as_ref().or(record.operation_name.as_ref());
    of(deed(activity), || properties.targets())
}

pub(super) fn of_audit_logs<'r>(row: &'r AuditLogsRow<'_>) -> Answer<'r> {
    of(deed(row.activity_display_name.as_ref().or(row.operation_name.as_ref())), || row.targets())
}

pub(super) fn of_portal<'r>(row: &'r PortalRow<'_>) -> Answer<'r> {
    of(deed(row.activity.as_ref()), || row.targets().map(Cow::Owned))
}

const SHORTEST: usize = Activity::AssignLabelToGroup.name().len();

/// What the two activities on the label of a group do. They are listed in the 2024 edition, under `GroupManagement`.
fn deed(activity: Option<&Open<'_, Activity>>) -> Option<LabelChange> {
    // Folding never makes a name longer, and most are shorter than the shorter of the two.
    let activity = activity.filter(|activity| activity.as_str().len() >= SHORTEST)?;
    match activity.known()? {
        Activity::AssignLabelToGroup => Some(LabelChange::Applied),
        Activity::RemoveLabelFromGroup => Some(LabelChange::Removed),
        _ => None,
    }
}

fn of<'r, 't>(
    deed: Option<LabelChange>,
    targets: impl FnOnce() -> Result<Cow<'t, [TargetResource<'t>]>, DecodeError>,
) -> Answer<'r> {
    // Nearly every event ends here, before anything is decoded.
    let Some(deed) = deed else { return Ok(None) };
    let mut changes = Vec::new();
    for target in targets()?.iter() {
        for change in target.changes()?.iter() {
            let name = change.display_name.as_deref().unwrap_or_default().to_owned();
            changes.push((name, id_in(change.old_value.as_ref()), id_in(change.new_value.as_ref())));
        }
    }
    Ok(Some(group_event(deed, &changes)))
}

/// The same for the unified audit log's record of it.
pub(super) fn group_ids<'r>(changes: &[ValueChange<'_>]) -> (Option<Cow<'r, str>>, Option<Cow<'r, str>>) {
    let change = |change: &ValueChange<'_>| {
        let name = change.name.as_deref().unwrap_or_default().to_owned();
        (name, id_in(change.old_value.as_ref()), id_in(change.new_value.as_ref()))
    };
    ids(&changes.iter().map(change).collect::<Vec<_>>())
}

/// A property: its name, and the ids among its values.
type Change = (String, Option<String>, Option<String>);

fn group_event<'r>(deed: LabelChange, changes: &[Change]) -> LabelEvent<'r> {
    let (old_id, new_id) = ids(changes);
    LabelEvent { deed: Some(deed), old_id, new_id, ..LabelEvent::default() }
}

/// The ids of the label before and after. Which property holds them is not documented: one whose name speaks of a label, or
/// else the only one that holds an id at all.
fn ids<'r>(changes: &[Change]) -> (Option<Cow<'r, str>>, Option<Cow<'r, str>>) {
    let holds_id = |change: &&Change| change.1.is_some() || change.2.is_some();
    let named = changes.iter().filter(holds_id).find(|change| change.0.to_ascii_lowercase().contains("label"));
    let only = || match changes.iter().filter(holds_id).collect::<Vec<_>>()[..] {
        [only] => Some(only),
        _ => None,
    };
    let Some((_, old, new)) = named.or_else(only) else { return (None, None) };
    (old.clone().map(Cow::Owned), new.clone().map(Cow::Owned))
}

/// The GUID in a value: bare, in the quotes of JSON in text, or as the only element of a list.
fn id_in(raw: Option<&Raw<'_>>) -> Option<String> {
    let text = raw?.text();
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '[' | ']' | '\\'));
    LabelId::new(bare).guid().map(|_| bare.to_owned())
}
