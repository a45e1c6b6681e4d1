//! Labels of groups, which the directory sets and removes. All formats that record directory events share this.

use std::borrow::Cow;

use super::{ModifiedProperty, TargetResource};
use crate::catalog::{Activity, Open};
use crate::label::{LabelChange, LabelEvent, LabelId};
use crate::wire::{DecodeError, Raw};

const SHORTEST: usize = Activity::AssignLabelToGroup.name().len();

/// The label event of a directory activity, if it is one of the two on group labels.
pub(crate) fn group_label_event<'r, 't>(
    activity: Option<&Open<'_, Activity>>,
    targets: impl FnOnce() -> Result<Cow<'t, [TargetResource<'t>]>, DecodeError>,
) -> Result<Option<LabelEvent<'r>>, DecodeError> {
    // Nearly every event ends here, before anything is decoded.
    let Some(effect) = effect(activity) else { return Ok(None) };
    let targets = targets()?;
    let mut properties = Vec::new();
    for target in targets.iter() {
        properties.extend(target.changes()?.into_owned());
    }
    let property = |property: &ModifiedProperty<'_>| {
        LabelProperty::new(property.display_name.as_deref(), property.old_value.as_ref(), property.new_value.as_ref())
    };
    let (old_id, new_id) = group_label_ids(properties.iter().map(property));
    Ok(Some(LabelEvent { effect: Some(effect), old_id, new_id, ..LabelEvent::default() }))
}

/// The two activities are listed in the 2024 edition, under `GroupManagement`.
fn effect(activity: Option<&Open<'_, Activity>>) -> Option<LabelChange> {
    // Folding never makes a name longer, and most are shorter than the shorter of the two.
    let activity = activity.filter(|activity| activity.as_str().len() >= SHORTEST)?;
    match activity.known()? {
        Activity::AssignLabelToGroup => Some(LabelChange::Applied),
        Activity::RemoveLabelFromGroup => Some(LabelChange::Removed),
        _ => None,
    }
}

/// A changed property, with the label ids among its values.
pub(crate) struct LabelProperty {
    names_a_label: bool,
    old_id: Option<String>,
    new_id: Option<String>,
}

impl LabelProperty {
    pub(crate) fn new(name: Option<&str>, old: Option<&Raw<'_>>, new: Option<&Raw<'_>>) -> Self {
        let names_a_label = name.unwrap_or_default().to_ascii_lowercase().contains("label");
        Self { names_a_label, old_id: id_in(old), new_id: id_in(new) }
    }

    fn holds_id(&self) -> bool {
        self.old_id.is_some() || self.new_id.is_some()
    }
}

/// The ids of the label before and after. Which property holds them is not documented: one whose name speaks of a label, or
/// else the only one that holds an id at all.
pub(crate) fn group_label_ids<'r>(
    properties: impl Iterator<Item = LabelProperty>,
) -> (Option<Cow<'r, str>>, Option<Cow<'r, str>>) {
    let mut holding: Vec<LabelProperty> = properties.filter(LabelProperty::holds_id).collect();
    let named = holding.iter().position(|property| property.names_a_label);
    match named.or((holding.len() == 1).then_some(0)) {
        Some(index) => {
            let LabelProperty { old_id, new_id, .. } = holding.swap_remove(index);
            (old_id.map(Cow::Owned), new_id.map(Cow::Owned))
        }
        None => (None, None),
    }
}

/// The GUID in a value: bare, in the quotes of JSON in text, or as the only element of a list.
fn id_in(raw: Option<&Raw<'_>>) -> Option<String> {
    let text = raw?.text();
    let bare = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '[' | ']' | '\\'));
    LabelId::new(bare).guid().map(|_| bare.to_owned())
}
