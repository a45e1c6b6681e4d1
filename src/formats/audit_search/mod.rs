#![doc = include_str!("README.md")]

mod audit_data;
mod event;
mod record;

pub use audit_data::AuditData;
pub use record::SearchRow;

use super::format::RecordFormat;
use super::management_api::AuditRecord;
use super::unified::{IdentityValue, NameValue, ValueChange};
use crate::wire::Object;

impl RecordFormat for SearchRow<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["AuditData"], &["auditData"]];

    const PARTS: &'static [&'static [&'static [&'static str]]] =
        &[AuditRecord::FIELDS, NameValue::FIELDS, ValueChange::FIELDS, IdentityValue::FIELDS];

    fn is_plausible(&self) -> bool {
        self.audit_data.is_some()
    }

    fn broken_part(&self) -> Option<String> {
        let error = self.audit_data.as_ref().and_then(AuditData::error)?;
        Some(format!("`AuditData`: {error}"))
    }
}
