//! Labels in records of the unified audit log.

use std::borrow::Cow;

use super::AuditRecord;
use crate::catalog::{Code, Open, RecordType};
use crate::formats::unified::{SensitivityLabelEventData, changed_label_ids, label_operation, protection_by_type};
use crate::label::{LabelChange, LabelEvent, LabelMethod, Protection, nonblank, nonblank_ref};
use crate::wire::DecodeError;

pub(super) fn label_event<'r>(record: &'r AuditRecord<'_>) -> Result<Option<LabelEvent<'r>>, DecodeError> {
    let record_type = record.record_type.as_ref().and_then(Code::known);
    let operation = label_operation(record_type, record.operation.as_deref());
    let data = record.label_event_data()?.unwrap_or_default();
    let (old_id, new_id) = match ids(record, record_type, data.clone()) {
        (None, None) => changed_label_ids(operation, || record.changes())?,
        ids => ids,
    };
    let mut event = LabelEvent {
        operation,
        effect: operation.map(LabelChange::of_operation),
        event_type: data.label_event_type.as_ref().and_then(Code::known),
        old_id,
        new_id,
        how: LabelMethod::of(
            data.action_source.as_ref(),
            data.action_source_detail.as_ref(),
            record.application_mode.as_ref().and_then(Open::known),
        ),
        justification: nonblank(data.justification_text)
            .or_else(|| nonblank_ref(record.sensitivity_label_justification_text.as_ref())),
        ..LabelEvent::default()
    };
    if !event.tells_of_a_label() {
        return Ok(None);
    }
    event.set_name(nonblank_ref(record.label_name.as_ref()));
    let protection = record.protection_event_data()?.map(Protection::from).unwrap_or_default();
    event.protection = protection.or_changed(|| {
        protection_by_type(record.previous_protection_type.as_ref(), record.current_protection_type.as_ref())
    });
    Ok(Some(event))
}

type Ids<'r> = (Option<Cow<'r, str>>, Option<Cow<'r, str>>);

/// The ids of the label before and after, from wherever this kind of record keeps them.
fn ids<'r>(
    record: &'r AuditRecord<'_>,
    record_type: Option<RecordType>,
    data: SensitivityLabelEventData<'r>,
) -> Ids<'r> {
    let of_message_or_file = record_type.is_some_and(|record_type| {
        matches!(
            record_type,
            RecordType::MipLabel | RecordType::SensitivityLabelAction | RecordType::SensitivityLabeledFileAction
        )
    });
    let old = nonblank(data.old_sensitivity_label_id).or_else(|| nonblank_ref(record.source_label.as_ref()));
    let new = nonblank(data.sensitivity_label_id)
        .or_else(|| nonblank_ref(record.destination_label.as_ref()))
        .or_else(|| nonblank_ref(record.sensitivity_label_id.as_ref()))
        .or_else(|| nonblank_ref(record.label_id.as_ref().filter(|_| of_message_or_file)));
    (old, new)
}
