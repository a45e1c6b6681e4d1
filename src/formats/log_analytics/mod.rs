#![doc = include_str!("README.md")]

mod event;
mod record;

pub use record::{AuditLogsRow, InitiatedByColumn};

use super::format::RecordFormat;

impl RecordFormat for AuditLogsRow<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[
        &["OperationName", "LoggedByService"],
        &["OperationName", "AADOperationType"],
        &["OperationName", "TargetResources"],
        &["ActivityDisplayName", "TimeGenerated"],
    ];

    fn is_plausible(&self) -> bool {
        self.is_of_directory()
    }
}
