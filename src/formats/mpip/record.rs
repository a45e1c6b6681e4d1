//! Rows of `MicrosoftPurviewInformationProtection`.

use crate::catalog::{
    ActionSource, ActionSourceDetail, ApplicationMode, AuditLogScope, Code, DataState, LabelEventType, Open, Platform,
    RecordType, UserType,
};
use crate::formats::unified::{AipCommon, ProtectionEventData};
use crate::label::SensitiveInfoType;
use crate::wire::{Guid, Ip, List, Raw, Str, Time, parts, record};

record! {
    /// A row of the table `MicrosoftPurviewInformationProtection`, which Microsoft Sentinel fills from the Management API.
    ///
    /// What the API writes as a number (platform, kind of user, change of the label) is a name here as a rule; both are
    /// understood. The portal's CSV puts ` [UTC]` behind the names of times.
    ///
    /// See [the page on its format](crate::formats::mpip).
    ///
    /// Source: `tables/includes/microsoftpurviewinformationprotection-include.md`
    /// (MicrosoftDocs/azure-reference-other, azure-monitor-ref), and for `AutoSensitivityLabelPolicyInfo` the table's page in
    /// a later version.
    ///
    /// ```
    /// use msaudit::catalog::{LabelEventType, RecordType};
    /// use msaudit::formats::mpip::MpipRow;
    ///
    /// let row: MpipRow = serde_json::from_str(
    ///     r#"{"RecordTypeName":"SensitivityLabelAction","LabelEventType":"LabelDowngraded"}"#,
    /// )?;
    /// assert_eq!(row.known_record_type(), Some(RecordType::SensitivityLabelAction));
    /// assert_eq!(row.label_event_type.and_then(|code| code.known()), Some(LabelEventType::LabelDowngraded));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct MpipRow<'a> {
        // The event.
        /// Identity of the record, the same as on the Management API.
        id: Str<'a> = "Id",
        /// Which schema the record follows, as a number.
        record_type: Code<'a, RecordType> = "RecordType",
        /// The same as a name.
        record_type_name: Code<'a, RecordType> = "RecordTypeName",
        /// When the event was recorded, in UTC.
        time_generated: Time<'a> = "TimeGenerated" | "TimeGenerated [UTC]",
        /// The operation.
        operation: Str<'a> = "Operation",
        /// The tenant.
        organization_id: Guid<'a> = "OrganizationId",
        /// The service: `Aip`, `Exchange`, `SharePoint`, ...
        workload: Str<'a> = "Workload",
        /// The result.
        result_status: Str<'a> = "ResultStatus",
        /// Shared by the events of one operation.
        correlation_id: Guid<'a> = "CorrelationId",
        /// The account that acted, a user principal name as a rule.
        user_id: Str<'a> = "UserId",
        /// Another id of the account.
        user_key: Str<'a> = "UserKey",
        /// Kind of account that acted.
        user_type: Code<'a, UserType> = "UserType",
        /// Address the action came from.
        client_ip: Ip<'a> = "ClientIP",
        /// Cloud or on premises.
        scope: Code<'a, AuditLogScope> = "Scope",
        /// How the application reached the service.
        app_access_context: Raw<'a> = "AppAccessContext",

        // What was labelled.
        /// The target: a path, a URL, a subject.
        object_id: Str<'a> = "ObjectId",
        /// Name of the item, or subject of the message.
        item_name: Str<'a> = "ItemName",
        /// Its size; in what is not documented.
        item_size: Str<'a> = "ItemSize",
        /// When the item was made, in UTC.
        item_creation_time: Time<'a> = "ItemCreationTime" | "ItemCreationTime [UTC]",
        /// When it was last changed, in UTC.
        item_last_modified_time: Time<'a> = "ItemLastModifiedTime" | "ItemLastModifiedTime [UTC]",
        /// Id of the item in its own service.
        workload_item_id: Str<'a> = "WorkLoadItemId",
        /// Kind of content.
        content_type: Str<'a> = "ContentType",
        /// Whether the file was open.
        data_state: Open<'a, DataState> = "DataState",
        /// Where the item is or went.
        target_location: Str<'a> = "TargetLocation",
        /// Sender of a message.
        sender: Str<'a> = "Sender",
        /// Its receivers.
        receivers: Raw<'a> = "Receivers",
        /// Sender, receivers and subject of a message labelled in Outlook.
        email_info: Raw<'a> = "EmailInfo",
        /// What Exchange knows of the message.
        exchange_metadata: Raw<'a> = "ExchangeMetaData",
        /// What SharePoint knows of the file.
        sharepoint_metadata: Raw<'a> = "SharePointMetaData",
        /// Whether people outside the organisation can open it.
        is_viewable_by_external_users: Raw<'a> = "IsViewableByExternalUsers",

        // The client.
        /// The application.
        application: Str<'a> = "Application",
        /// Whether a person or a service set the label of a message.
        application_mode: Open<'a, ApplicationMode> = "ApplicationMode",
        /// The device.
        device_name: Str<'a> = "DeviceName",
        /// The device, under another name.
        machine_name: Str<'a> = "MachineName",
        /// Operating system of the client.
        platform: Code<'a, Platform> = "Platform",
        /// The reporting client. See [`aip_common`](Self::aip_common).
        common: Raw<'a> = "Common",

        // The label.
        /// Id of the label after.
        sensitivity_label_id: Guid<'a> = "SensitivityLabelId",
        /// Id of the label before.
        old_sensitivity_label_id: Guid<'a> = "OldSensitivityLabelId",
        /// Name of the label. Hardly ever filled: the API behind the connector gives ids.
        label_name: Str<'a> = "LabelName",
        /// How the label changed.
        label_event_type: Code<'a, LabelEventType> = "LabelEventType",
        /// What was done with the label of a message.
        label_action: Str<'a> = "LabelAction",
        /// When the label of a message was set, in UTC.
        label_applied_date_time: Time<'a> = "LabelAppliedDateTime" | "LabelAppliedDateTime [UTC]",
        /// Version of the label.
        label_version: Str<'a> = "LabelVersion",
        /// How the label came to be set.
        action_source: Code<'a, ActionSource> = "ActionSource",
        /// The same in more detail.
        action_source_detail: Code<'a, ActionSourceDetail> = "ActionSourceDetail",
        /// Why the user lowered or removed the label.
        justification_text: Str<'a> = "JustificationText",
        /// Owner of the label.
        sensitivity_label_owner_email: Str<'a> = "SensitivityLabelOwnerEmail",
        /// Owner of the label before.
        old_sensitivity_label_owner_email: Str<'a> = "OldSensitivityLabelOwnerEmail",
        /// Id of the label policy.
        sensitivity_label_policy_id: Guid<'a> = "SensitivityLabelPolicyId",
        /// The automatic labelling policy. Newer than the rest: only later pages of the table list it.
        auto_sensitivity_label_policy_info: Raw<'a> = "AutoSensitivityLabelPolicyInfo",

        // Protection.
        /// Protection before and after. See [`protection_event_data`](Self::protection_event_data).
        protection_event_data: Raw<'a> = "ProtectionEventData",
        /// Kind of protection event.
        protection_event_type_name: Str<'a> = "ProtectionEventTypeName",
        /// Protection after. Its parts are not documented.
        current_protection_type: Raw<'a> = "CurrentProtectionType",
        /// The same as a name.
        current_protection_type_name: Str<'a> = "CurrentProtectionTypeName",
        /// Protection before.
        previous_protection_type: Raw<'a> = "PreviousProtectionType",
        /// The same as a name.
        previous_protection_type_name: Str<'a> = "PreviousProtectionTypeName",
        /// Content id of the protection; present means encrypted.
        irm_content_id: Str<'a> = "IrmContentId",

        // What was found in the content, and the rule that found it.
        /// Sensitive information found. See [`sensitive_info_types`](Self::sensitive_info_types).
        sensitive_info_type_data: List<'a, SensitiveInfoType<'a>> = "SensitiveInfoTypeData",
        /// Whether the finds themselves are in the record.
        sensitive_info_detection_is_included: Raw<'a> = "SensitiveInfoDetectionIsIncluded",
        /// The conditions of the rule that matched.
        condition_match: Raw<'a> = "ConditionMatch",
        /// Id of the policy.
        policy_id: Str<'a> = "PolicyId",
        /// Name of the policy.
        policy_name: Str<'a> = "PolicyName",
        /// Version of the policy.
        policy_version: Str<'a> = "PolicyVersion",
        /// Id of the rule in its management.
        mgt_rule_id: Str<'a> = "MgtRuleId",
        /// Id of the rule as it ran.
        execution_rule_id: Str<'a> = "ExecutionRuleId",
        /// Its name.
        execution_rule_name: Str<'a> = "ExecutionRuleName",
        /// Its version.
        execution_rule_version: Str<'a> = "ExecutionRuleVersion",
        /// What the rule does.
        rule_actions: Raw<'a> = "RuleActions",
        /// Whether it enforces or only tests.
        rule_mode: Str<'a> = "RuleMode",
        /// How serious a match is.
        severity: Str<'a> = "Severity",
        /// Where the policy applies.
        scoped_location_id: Str<'a> = "ScopedLocationId",
        /// Actions of the rule that the user set aside.
        overridden_actions: Raw<'a> = "OverriddenActions",
        /// Why.
        override_reason: Str<'a> = "OverRideReason",
        /// In which way.
        override_type: Str<'a> = "OverRideType",

        // The row.
        /// The Log Analytics workspace; the tenant is `OrganizationId`.
        tenant_id: Guid<'a> = "TenantId",
        /// What collected the row.
        source_system: Str<'a> = "SourceSystem",
        /// Name of the table.
        table: Str<'a> = "Type",
        /// Size of the row, in bytes.
        billed_size: Raw<'a> = "_BilledSize",
        /// Whether the row costs anything: `true` or `false`.
        is_billable: Str<'a> = "_IsBillable",
    }
}

parts! {
    MpipRow:
    /// Protection before and after.
    object protection_event_data: ProtectionEventData = protection_event_data;
    /// The client that reports the event.
    object aip_common: AipCommon = common;
    /// The sensitive information that was found in the content.
    list sensitive_info_types: SensitiveInfoType = sensitive_info_type_data;
}

impl MpipRow<'_> {
    /// The record type, by its number or else by its name.
    pub fn known_record_type(&self) -> Option<RecordType> {
        [&self.record_type, &self.record_type_name].into_iter().flatten().find_map(Code::known)
    }
}
