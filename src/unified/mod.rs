//! Records of the unified audit log of Microsoft 365 and Purview: the Office 365 Management Activity API, and the
//! `AuditData` that other exports carry.

mod audit_data;
mod audit_record;
mod label_data;
mod search_row;

pub use audit_data::AuditData;
pub use audit_record::{AuditRecord, IdentityValue, NameValue, ValueChange};
pub use label_data::{AipCommon, ProtectionEventData, SensitiveInfoType, SensitivityLabelEventData};
pub use search_row::SearchRow;
