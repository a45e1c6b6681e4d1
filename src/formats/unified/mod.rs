//! What all formats of the unified audit log share: the parts of its records, and how they map to events and labels.

mod changes;
mod directory_object;
mod event;
mod label;
mod label_data;
mod mailbox;
mod named;
mod objects;
mod parts;
mod protection;

pub use label_data::{AipCommon, ProtectionEventData, SensitivityLabelEventData};
pub use parts::{IdentityValue, NameValue, ValueChange};

use crate::wire::Object;

/// The fields of all objects within a record of the unified audit log.
pub(crate) const PARTS: &[&[&[&str]]] = &[
    NameValue::FIELDS,
    ValueChange::FIELDS,
    IdentityValue::FIELDS,
    SensitivityLabelEventData::FIELDS,
    ProtectionEventData::FIELDS,
    AipCommon::FIELDS,
];

pub(crate) use directory_object::{directory_kind, directory_object};
pub(crate) use event::{UnifiedFields, actor_kind};
pub(crate) use label::{changed_label_ids, label_operation};
pub(crate) use protection::protection_by_type;
