//! The parts of a record that tell of labels and protection.

use crate::catalog::{
    ActionSource, ActionSourceDetail, Code, LabelEventType, Location, Open, Platform, ProtectionType,
};
use crate::wire::{Guid, Raw, Str, record};

record! {
    /// The label before and after, and how it changed.
    ///
    /// Source: `AipSensitivityLabelAction.md` (MicrosoftDocs/office-365-management-api) and
    /// `service-security-sensitivity-label-audit-schema.md` (MicrosoftDocs/powerbi-docs).
    ///
    /// ```
    /// use msaudit::catalog::LabelEventType;
    /// use msaudit::formats::unified::SensitivityLabelEventData;
    ///
    /// let data: SensitivityLabelEventData = serde_json::from_str(r#"{"LabelEventType":2}"#)?;
    /// assert_eq!(data.label_event_type.and_then(|code| code.known()), Some(LabelEventType::LabelDowngraded));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct SensitivityLabelEventData<'a> {
        /// Id of the label after; missing when it was removed.
        sensitivity_label_id: Guid<'a> = "SensitivityLabelId",
        /// Id of the label before; missing on a first label.
        old_sensitivity_label_id: Guid<'a> = "OldSensitivityLabelId",
        /// How the label changed.
        label_event_type: Code<'a, LabelEventType> = "LabelEventType",
        /// How it came to be set.
        action_source: Code<'a, ActionSource> = "ActionSource",
        /// The same in more detail.
        action_source_detail: Code<'a, ActionSourceDetail> = "ActionSourceDetail",
        /// Why the user lowered or removed it; Office on the desktop and AIP clients.
        justification_text: Str<'a> = "JustificationText",
        /// The policy that set it.
        sensitivity_label_policy_id: Guid<'a> = "SensitivityLabelPolicyId",
        /// Kind of content.
        content_type: Raw<'a> = "ContentType",
    }
}

record! {
    /// Protection before and after.
    ///
    /// Source: `AipDiscover.md` (MicrosoftDocs/office-365-management-api).
    ///
    /// ```
    /// use msaudit::formats::unified::ProtectionEventData;
    ///
    /// let data: ProtectionEventData = serde_json::from_str(r#"{"IsProtected":true,"IsProtectedBefore":false}"#)?;
    /// assert_eq!(data.is_protected.and_then(|raw| raw.as_bool()), Some(true));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ProtectionEventData<'a> {
        /// Kind of event; its numbers are not documented.
        protection_event_type: Raw<'a> = "ProtectionEventType",
        /// Template, custom permissions, or do not forward.
        protection_type: Open<'a, ProtectionType> = "ProtectionType",
        /// Id of the template.
        template_id: Guid<'a> = "TemplateId",
        /// Whether the content is protected now.
        is_protected: Raw<'a> = "IsProtected",
        /// Whether it was before.
        is_protected_before: Raw<'a> = "IsProtectedBefore",
        /// Owner of the protection.
        protection_owner: Str<'a> = "ProtectionOwner",
        /// Owner before.
        previous_protection_owner: Str<'a> = "PreviousProtectionOwner",
    }
}

record! {
    /// The client that reports a label or protection event.
    ///
    /// Source: `AipDiscover.md` (MicrosoftDocs/office-365-management-api).
    ///
    /// ```
    /// use msaudit::catalog::Platform;
    /// use msaudit::formats::unified::AipCommon;
    ///
    /// let common: AipCommon = serde_json::from_str(r#"{"ProcessName":"WINWORD","Platform":1}"#)?;
    /// assert_eq!(common.platform.and_then(|code| code.known()), Some(Platform::Windows));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AipCommon<'a> {
        /// Id of the application.
        application_id: Guid<'a> = "ApplicationId",
        /// Its name.
        application_name: Str<'a> = "ApplicationName",
        /// Its process.
        process_name: Str<'a> = "ProcessName",
        /// Operating system.
        platform: Code<'a, Platform> = "Platform",
        /// The device.
        device_name: Str<'a> = "DeviceName",
        /// Where the file was.
        location: Open<'a, Location> = "Location",
        /// Version of the application.
        product_version: Str<'a> = "ProductVersion",
    }
}
