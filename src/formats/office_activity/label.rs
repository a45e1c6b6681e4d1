//! Labels in rows of `OfficeActivity`.

use super::OfficeActivityRow;
use crate::catalog::Code;
use crate::formats::unified::{changed_label_ids, label_operation};
use crate::label::{LabelChange, LabelEvent};
use crate::wire::DecodeError;

/// `OfficeActivity` has no columns for labels: the operation is all there is, and the changed property of a site.
pub(super) fn label_event<'r>(row: &'r OfficeActivityRow<'_>) -> Result<Option<LabelEvent<'r>>, DecodeError> {
    let operation = label_operation(row.record_type.as_ref().and_then(Code::known), row.operation.as_deref());
    let (old_id, new_id) = changed_label_ids(operation, || row.changes())?;
    let event = LabelEvent {
        operation,
        effect: operation.map(LabelChange::of_operation),
        old_id,
        new_id,
        ..LabelEvent::default()
    };
    Ok(event.tells_of_a_label().then_some(event))
}
