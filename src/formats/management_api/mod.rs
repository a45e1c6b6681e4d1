#![doc = include_str!("README.md")]

mod event;
mod label;
mod record;

pub use record::AuditRecord;

use super::format::RecordFormat;

impl RecordFormat for AuditRecord<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["Operation", "CreationTime"], &["Operation", "RecordType"]];

    fn is_plausible(&self) -> bool {
        self.operation.is_some() && (self.creation_time.is_some() || self.record_type.is_some())
    }
}
