#![doc = include_str!("README.md")]

mod event;
mod label;
mod label_data;
mod protection;
mod record;

pub use label_data::{AipCommon, ProtectionEventData, SensitivityLabelEventData};
pub use record::{AuditRecord, IdentityValue, NameValue, ValueChange};

pub(crate) use event::{actor_kind, directory_kind, directory_object, one_target};
pub(crate) use label::{changed_label_ids, label_operation};
pub(crate) use protection::protection_by_type;

use super::format::RecordFormat;

impl RecordFormat for AuditRecord<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["Operation", "CreationTime"], &["Operation", "RecordType"]];

    fn is_plausible(&self) -> bool {
        self.operation.is_some() && (self.creation_time.is_some() || self.record_type.is_some())
    }
}
