//! Rows of the activity explorer.

use crate::catalog::{
    ActionSource, ActionSourceDetail, Code, DataState, LabelEventType, Open, Platform, ProtectionType, UserType,
};
use crate::label::SensitiveInfoType;
use crate::wire::{Guid, Ip, List, Raw, Str, Time, parts, record};

record! {
    /// A row of Purview's activity explorer, as `Export-ActivityExplorerData` gives it in JSON or CSV.
    ///
    /// No activity fills all columns. The documentation names them without their types, so what may be a number, a list
    /// or a boolean is kept as JSON.
    ///
    /// See [the page on its format](crate::formats::activity_explorer).
    ///
    /// Source: `Export-ActivityExplorerData.md` (MicrosoftDocs/office-docs-powershell, exchange-ps).
    ///
    /// ```
    /// use msaudit::catalog::LabelEventType;
    /// use msaudit::formats::activity_explorer::ExplorerRow;
    ///
    /// let row: ExplorerRow = serde_json::from_str(r#"{"Activity":"LabelChanged","LabelEventType":"LabelUpgraded"}"#)?;
    /// assert_eq!(row.activity.as_deref(), Some("LabelChanged"));
    /// assert_eq!(row.label_event_type.and_then(|code| code.known()), Some(LabelEventType::LabelUpgraded));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ExplorerRow<'a> {
        // The event.
        /// Identity of the record.
        record_identity: Str<'a> = "RecordIdentity",
        /// When, in UTC.
        happened: Time<'a> = "Happened",
        /// The activity: the token of the filter (`LabelApplied`) or the text shown (`Sensitivity label applied`).
        activity: Str<'a> = "Activity",
        /// The service.
        workload: Str<'a> = "Workload",
        /// The account that acted.
        user: Str<'a> = "User",
        /// Kind of account.
        user_type: Code<'a, UserType> = "UserType",
        /// Licence of the account.
        user_sku: Raw<'a> = "UserSku",
        /// Address the action came from.
        client_ip: Ip<'a> = "ClientIP",
        /// Administrative units of the account.
        associated_admin_units: Raw<'a> = "AssociatedAdminUnits",

        // The label.
        /// The label after.
        sensitivity_label: Guid<'a> = "SensitivityLabel",
        /// The label before.
        old_sensitivity_label: Guid<'a> = "OldSensitivityLabel",
        /// How the label changed.
        label_event_type: Code<'a, LabelEventType> = "LabelEventType",
        /// How the label came to be set.
        how_applied: Code<'a, ActionSource> = "HowApplied",
        /// The same in more detail.
        how_applied_detail: Code<'a, ActionSourceDetail> = "HowAppliedDetail",
        /// Why the user lowered or removed the label.
        justification: Str<'a> = "Justification",
        /// Id of the label policy.
        sensitivity_label_policy_id: Guid<'a> = "SensitivityLabelPolicyId",
        /// The retention label after.
        retention_label: Str<'a> = "RetentionLabel",
        /// The retention label before.
        old_retention_label: Str<'a> = "OldRetentionLabel",

        // Protection.
        /// Whether the content is protected now.
        is_protected: Raw<'a> = "IsProtected",
        /// Whether it was before.
        is_protected_before: Raw<'a> = "IsProtectedBefore",
        /// Kind of protection event.
        protection_event_type: Raw<'a> = "ProtectionEventType",
        /// Template, custom permissions, or do not forward.
        protection_type: Open<'a, ProtectionType> = "ProtectionType",
        /// Id of the template.
        template_id: Guid<'a> = "TemplateId",
        /// Owner of the protection.
        protection_owner: Str<'a> = "ProtectionOwner",
        /// Owner before.
        previous_protection_owner: Str<'a> = "PreviousProtectionOwner",
        /// Whether Rights Management encrypts the file.
        rms_encrypted: Raw<'a> = "RMSEncrypted",
        /// Content id of the protection.
        irm_content_id: Str<'a> = "IRMContentId",

        // The file or message.
        /// Path or URL of the file.
        file_path: Str<'a> = "FilePath",
        /// Its extension.
        file_extension: Str<'a> = "FileExtension",
        /// Its size; in what is not documented.
        file_size: Raw<'a> = "FileSize",
        /// Its kind.
        file_type: Raw<'a> = "FileType",
        /// The whole URL.
        full_url: Str<'a> = "FullUrl",
        /// Its SHA-1.
        sha1: Str<'a> = "Sha1",
        /// Its SHA-256.
        sha256: Str<'a> = "Sha256",
        /// Its name before.
        previous_file_name: Str<'a> = "PreviousFileName",
        /// Its path before.
        previous_file_path: Str<'a> = "PreviousFilePath",
        /// The path it went to.
        target_file_path: Str<'a> = "TargetFilePath",
        /// Hash of the archive it is in.
        parent_archive_hash: Str<'a> = "ParentArchiveHash",
        /// Kind of Power BI item.
        artifact_type: Raw<'a> = "ArtifactType",
        /// Whether the file was open.
        data_state: Open<'a, DataState> = "DataState",
        /// Whether it is hidden.
        hidden: Raw<'a> = "Hidden",
        /// Subject of a message.
        subject: Str<'a> = "Subject",
        /// Its sender.
        sender: Str<'a> = "Sender",
        /// Its receivers.
        receivers: Raw<'a> = "Receivers",
        /// Sensitive information found.
        sensitive_info_type_data: List<'a, SensitiveInfoType<'a>> = "SensitiveInfoTypeData",
        /// The same by confidence.
        sensitive_info_type_buckets_data: Raw<'a> = "SensitiveInfoTypeBucketsData",
        /// Whether it matched under the older scheme.
        matched_with_v1_detailed_scheme: Raw<'a> = "MatchedWithV1DetailedScheme",

        // The device.
        /// The application.
        application: Str<'a> = "Application",
        /// Its process.
        process_name: Str<'a> = "ProcessName",
        /// Its version.
        product_version: Str<'a> = "ProductVersion",
        /// Operating system.
        platform: Code<'a, Platform> = "Platform",
        /// The device.
        device_name: Str<'a> = "DeviceName",
        /// Its id in Defender.
        mdatp_device_id: Str<'a> = "MDATPDeviceId",
        /// Maker of a removable device.
        manufacturer: Str<'a> = "Manufacturer",
        /// Its model.
        model: Str<'a> = "Model",
        /// Its serial number.
        serial_number: Str<'a> = "SerialNumber",
        /// Name of the storage.
        storage_name: Str<'a> = "StorageName",
        /// The printer.
        target_printer_name: Str<'a> = "TargetPrinterName",
        /// Kind of place the file was in.
        source_location_type: Raw<'a> = "SourceLocationType",
        /// Kind of place it went to.
        destination_location_type: Raw<'a> = "DestinationLocationType",
        /// Domain it came from.
        originating_domain: Str<'a> = "OriginatingDomain",
        /// Domain it went to.
        target_domain: Str<'a> = "TargetDomain",
        /// Whether the device was in the organisation's network.
        is_corporate_network: Raw<'a> = "IsCorporateNetwork",
        /// Address in the VPN.
        vpn_network_address: Str<'a> = "VpnNetworkAddress",
        /// Address of the VPN's server.
        vpn_server_address: Str<'a> = "VpnServerAddress",
        /// The authorised group.
        authorized_group_id: Raw<'a> = "AuthorizedGroupId",
        /// Its name.
        authorized_group_name: Raw<'a> = "AuthorizedGroupName",
        /// The group.
        group_id: Raw<'a> = "GroupId",
        /// Its name.
        group_name: Raw<'a> = "GroupName",
        /// Its kind.
        group_type: Raw<'a> = "GroupType",

        // The policy.
        /// Id of the policy.
        policy_id: Str<'a> = "PolicyId",
        /// Its name.
        policy_name: Str<'a> = "PolicyName",
        /// Whether it enforces or only tests.
        policy_mode: Raw<'a> = "PolicyMode",
        /// Id of the rule.
        rule_id: Str<'a> = "RuleId",
        /// Its name.
        rule_name: Str<'a> = "RuleName",
        /// What the rule does.
        rule_actions: Raw<'a> = "RuleActions",
        /// Id of the match.
        dlp_policy_match_id: Str<'a> = "DlpPolicyMatchId",
        /// What the policy did on the device.
        enforcement_mode: Raw<'a> = "EnforcementMode",
        /// What was done on the device.
        endpoint_operation: Raw<'a> = "EndpointOperation",
        /// When, or how long, the policy was evaluated; its form is not documented.
        evaluation_time: Raw<'a> = "EvaluationTime",
        /// Further properties.
        entity_properties: Raw<'a> = "EntityProperties",
        /// Whether it was marked as no real match.
        false_positive: Raw<'a> = "FalsePositive",
        /// Whether just-in-time protection acted.
        jit_triggered: Raw<'a> = "JitTriggered",
        /// Why.
        reason: Raw<'a> = "Reason",
    }
}

parts! {
    ExplorerRow:
    /// The sensitive information that was found in the content.
    list sensitive_info_types: SensitiveInfoType = sensitive_info_type_data;
}
