//! Labels in rows of `MicrosoftPurviewInformationProtection`.

use super::MpipRow;
use crate::catalog::{Code, Open};
use crate::formats::unified::{label_operation, protection_by_type};
use crate::label::{LabelChange, LabelEvent, LabelMethod, Protection, nonblank_ref};
use crate::wire::DecodeError;

pub(super) fn label_event<'r>(row: &'r MpipRow<'_>) -> Result<Option<LabelEvent<'r>>, DecodeError> {
    let operation = label_operation(row.known_record_type(), row.operation.as_deref());
    let mut event = LabelEvent {
        operation,
        effect: operation.map(LabelChange::of_operation),
        event_type: row.label_event_type.as_ref().and_then(Code::known),
        old_id: nonblank_ref(row.old_sensitivity_label_id.as_ref()),
        new_id: nonblank_ref(row.sensitivity_label_id.as_ref()),
        how: LabelMethod::of(
            row.action_source.as_ref(),
            row.action_source_detail.as_ref(),
            row.application_mode.as_ref().and_then(Open::known),
        ),
        justification: nonblank_ref(row.justification_text.as_ref()),
        ..LabelEvent::default()
    };
    if !event.tells_of_a_label() {
        return Ok(None);
    }
    event.set_name(nonblank_ref(row.label_name.as_ref()));
    let protection = row.protection_event_data()?.map(Protection::from).unwrap_or_default();
    event.protection = protection
        .or_changed(|| protection_by_type(row.previous_protection_type.as_ref(), row.current_protection_type.as_ref()));
    Ok(Some(event))
}
