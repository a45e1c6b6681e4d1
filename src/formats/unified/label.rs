//! Labels, as far as the record type and the operation tell.

use std::borrow::Cow;

use super::ValueChange;
use crate::catalog::{LabelOperation, RecordType};
use crate::formats::directory::{LabelProperty, group_label_ids};
use crate::label::LabelId;
use crate::wire::{DecodeError, Raw};

/// The documented operation on labels.
pub(crate) fn label_operation(
    record_type: Option<RecordType>,
    operation: Option<&str>,
) -> Option<&'static LabelOperation> {
    record_type.zip(operation).and_then(|(record_type, operation)| LabelOperation::find(record_type, operation))
}

type Ids<'r> = (Option<Cow<'r, str>>, Option<Cow<'r, str>>);

/// The ids that an operation on the label of a site or group keeps among the changed properties.
///
/// Which name the property has is not documented. So for a site it has to be the only one that changed, and its values have
/// to be ids, not names or other text.
pub(crate) fn changed_label_ids<'r, 'c>(
    operation: Option<&LabelOperation>,
    changes: impl FnOnce() -> Result<Cow<'c, [ValueChange<'c>]>, DecodeError>,
) -> Result<Ids<'r>, DecodeError> {
    let id = |raw: &Option<Raw<'_>>| {
        let text = raw.as_ref()?.text();
        LabelId::new(&text).guid().map(|_| Cow::Owned(text.trim().to_owned()))
    };
    Ok(match operation.map(LabelOperation::record_type) {
        Some(RecordType::SharePoint) => match &*changes()? {
            [only] => (id(&only.old_value), id(&only.new_value)),
            _ => (None, None),
        },
        Some(RecordType::AzureActiveDirectory) => {
            let changes = changes()?;
            let property = |change: &ValueChange<'_>| {
                LabelProperty::new(change.name.as_deref(), change.old_value.as_ref(), change.new_value.as_ref())
            };
            group_label_ids(changes.iter().map(property))
        }
        _ => (None, None),
    })
}
