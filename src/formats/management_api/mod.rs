#![doc = include_str!("README.md")]

mod event;
mod label;
mod record;

pub use record::AuditRecord;

use super::format::RecordFormat;
use crate::formats::unified::PARTS;

impl RecordFormat for AuditRecord<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["Operation", "CreationTime"], &["Operation", "RecordType"]];

    const PARTS: &'static [&'static [&'static [&'static str]]] = PARTS;

    fn is_plausible(&self) -> bool {
        self.operation.is_some() && (self.creation_time.is_some() || self.record_type.is_some())
    }
}
