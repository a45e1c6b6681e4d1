#![doc = include_str!("README.md")]

mod event;
mod record;

pub use record::{AuditLogsRow, InitiatedByColumn};

use super::format::RecordFormat;
use crate::formats::directory::PARTS;

impl RecordFormat for AuditLogsRow<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[
        &["OperationName", "LoggedByService"],
        &["OperationName", "AADOperationType"],
        &["OperationName", "TargetResources"],
        &["ActivityDisplayName", "TimeGenerated"],
    ];

    const PARTS: &'static [&'static [&'static [&'static str]]] = PARTS;

    fn is_plausible(&self) -> bool {
        self.is_of_directory()
    }
}
