//! Records of the directory audit log of Microsoft Entra ID, once Azure AD.

mod directory_audit;

pub use directory_audit::{
    AppIdentity, DirectoryAudit, InitiatedBy, KeyValue, ModifiedProperty, TargetResource, UserIdentity,
};
