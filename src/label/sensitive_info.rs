//! Sensitive information found in labelled content.

use crate::wire::{Guid, Raw, Str, record};

record! {
    /// A kind of sensitive information that was found.
    ///
    /// Source: `AipDiscover.md` (MicrosoftDocs/office-365-management-api).
    ///
    /// ```
    /// use msaudit::label::SensitiveInfoType;
    ///
    /// let found: SensitiveInfoType = serde_json::from_str(r#"{"SensitiveInfoTypeName":"IBAN","Count":3}"#)?;
    /// assert_eq!(found.sensitive_info_type_name.as_deref(), Some("IBAN"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct SensitiveInfoType<'a> {
        /// Id of the type.
        sensitive_info_type_id: Guid<'a> = "SensitiveInfoTypeId" | "SensitiveType",
        /// Its name.
        sensitive_info_type_name: Str<'a> = "SensitiveInfoTypeName" | "Name",
        /// How often it was found.
        count: Raw<'a> = "Count",
        /// Confidence, from 0 to 100.
        confidence: Raw<'a> = "Confidence",
    }
}
