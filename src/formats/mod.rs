#![doc = include_str!("README.md")]

pub mod activity_explorer;
pub mod aip_log;
pub mod audit_search;
pub mod diagnostic;
pub mod directory;
pub mod entra_csv;
pub mod graph;
pub mod log_analytics;
pub mod management_api;
pub mod mpip;
pub mod office_activity;
pub mod unified;

mod foreign;
mod format;
mod list;
mod parse;
#[cfg(test)]
mod tests;

use crate::event::Event;
use crate::named::named;
use crate::wire::cells::{Cell, Column};
use crate::wire::{DecodeError, Object, Rest, from_text_with};
pub(crate) use foreign::foreign_record;
pub(crate) use format::field_names;
use format::{RecordFormat, documented};
use list::formats;
pub(crate) use parse::First;
use parse::{fast, first, row};

formats! {
    /// `directoryAudit` resources of Microsoft Graph, and the JSON download of the Entra admin centre.
    Graph(graph::DirectoryAudit) = "graph",
    /// Rows and records that hold a unified audit record in `AuditData`: the CSV download of the Purview audit search,
    /// `Search-UnifiedAuditLog`, and `security/auditLog` of Microsoft Graph.
    AuditSearch(audit_search::SearchRow) = "audit-search",
    /// Rows of the table `MicrosoftPurviewInformationProtection` of Log Analytics, as JSON or CSV.
    Mpip(mpip::MpipRow) = "mpip",
    /// Rows of the table `OfficeActivity` of Log Analytics, as JSON or CSV.
    OfficeActivity(office_activity::OfficeActivityRow) = "office-activity",
    /// Rows of the retired table `InformationProtectionLogs_CL` of Log Analytics, as JSON or CSV.
    AipLog(aip_log::AipLogRow) = "aip-log",
    /// Rows of the table `AuditLogs` of Log Analytics, as JSON or CSV.
    LogAnalytics(log_analytics::AuditLogsRow) = "log-analytics",
    /// Records that Azure Monitor's diagnostic settings stream to Event Hubs and storage accounts.
    Diagnostic(diagnostic::DiagnosticRecord) = "diagnostic",
    /// Records of the Office 365 Management Activity API; the `AuditData` of other exports.
    ManagementApi(management_api::AuditRecord) = "management-api",
    /// Rows of the activity explorer, as JSON or CSV.
    ActivityExplorer(activity_explorer::ExplorerRow) = "activity-explorer",
    /// Rows of the CSV download of the Entra admin centre.
    EntraCsv(entra_csv::PortalRow) = "entra-csv",
}
