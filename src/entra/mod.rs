//! Records of the directory audit log of Microsoft Entra ID, once Azure AD.

mod diagnostic;
mod directory_audit;
mod log_analytics;
mod portal_csv;

pub use diagnostic::{DiagnosticProperties, DiagnosticRecord};
pub use directory_audit::{
    AppIdentity, DirectoryAudit, InitiatedBy, KeyValue, ModifiedProperty, TargetResource, UserIdentity,
};
pub use log_analytics::{AuditLogsRow, InitiatedByColumn};
pub use portal_csv::PortalRow;
