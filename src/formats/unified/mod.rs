//! What all formats of the unified audit log share: the parts of its records, and how they map to events and labels.

mod event;
mod label;
mod label_data;
mod parts;
mod protection;

pub use label_data::{AipCommon, ProtectionEventData, SensitivityLabelEventData};
pub use parts::{IdentityValue, NameValue, ValueChange};

pub(crate) use event::{actor_kind, directory_kind, directory_object, one_target};
pub(crate) use label::{changed_label_ids, label_operation};
pub(crate) use protection::protection_by_type;
