//! The ten formats: where each comes from, what is peculiar about it, what msaudit makes of it, and what it cannot know.
//!
//! | format | what it is | record |
//! |---|---|---|
//! | [`graph`] | `auditLogs/directoryAudits` of Microsoft Graph; the JSON download of the Entra admin centre | [`DirectoryAudit`](crate::entra::DirectoryAudit) |
//! | [`diagnostic`] | what Azure Monitor's diagnostic settings send to Event Hubs and storage accounts | [`DiagnosticRecord`](crate::entra::DiagnosticRecord) |
//! | [`log_analytics`] | the table `AuditLogs` | [`AuditLogsRow`](crate::entra::AuditLogsRow) |
//! | [`entra_csv`] | the CSV download of the Entra admin centre | [`PortalRow`](crate::entra::PortalRow) |
//! | [`management_api`] | the Office 365 Management Activity API, and the `AuditData` of other exports | [`AuditRecord`](crate::unified::AuditRecord) |
//! | [`purview_csv`] | Purview's audit search, `Search-UnifiedAuditLog`, Graph's `security/auditLog` | [`SearchRow`](crate::unified::SearchRow) |
//! | [`mpip`] | the table `MicrosoftPurviewInformationProtection` | [`MpipRow`](crate::sentinel::MpipRow) |
//! | [`office_activity`] | the table `OfficeActivity` | [`OfficeActivityRow`](crate::sentinel::OfficeActivityRow) |
//! | [`aip_log`] | the retired table `InformationProtectionLogs_CL` | [`AipLogRow`](crate::sentinel::AipLogRow) |
//! | [`activity_explorer`] | Purview's activity explorer | [`ExplorerRow`](crate::sentinel::ExplorerRow) |
//!
//! # What they share
//!
//! The first four are the **directory's own audit log**: names of the catalogue, categories, targets with the properties
//! that changed. The others come from the **unified audit log**, or from the log of Azure Information Protection that it
//! replaced: a workload, an operation, and no category. The directory's events stand in both.
//!
//! A format is told by the names that its records have, never by the name of the file. One file may hold several formats
//! in JSON; a table has one.
//!
//! In JSON, `null`, a missing member and empty text are three things, and all three are kept; [`Event`](crate::event::Event)
//! gives `None` for each. In a table an empty cell is all of them.
//!
//! A record keeps every field that its format does not document, and writes it back:
//! [`Record::unknown`](crate::read::Record::unknown). A name that stands twice is reported, and the last value counts.
//!
//! The pages name their sources as a document's file name and repository. *The samples* are the records under
//! `tests/data/samples` in the repository, where `SOURCES.tsv` names the origin of each.

#[doc = include_str!("graph.md")]
pub mod graph {}

#[doc = include_str!("diagnostic.md")]
pub mod diagnostic {}

#[doc = include_str!("log_analytics.md")]
pub mod log_analytics {}

#[doc = include_str!("entra_csv.md")]
pub mod entra_csv {}

#[doc = include_str!("management_api.md")]
pub mod management_api {}

#[doc = include_str!("purview_csv.md")]
pub mod purview_csv {}

#[doc = include_str!("mpip.md")]
pub mod mpip {}

#[doc = include_str!("office_activity.md")]
pub mod office_activity {}

#[doc = include_str!("aip_log.md")]
pub mod aip_log {}

#[doc = include_str!("activity_explorer.md")]
pub mod activity_explorer {}
