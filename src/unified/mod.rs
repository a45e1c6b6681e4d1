//! Records of the unified audit log of Microsoft 365 and Purview: the Office 365 Management Activity API, and the
//! `AuditData` that other exports carry.

mod audit_record;
mod label_data;

pub use audit_record::{AuditRecord, IdentityValue, NameValue, ValueChange};
pub use label_data::{AipCommon, ProtectionEventData, SensitiveInfoType, SensitivityLabelEventData};
