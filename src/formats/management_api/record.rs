//! The record of the unified audit log.

use crate::catalog::{ApplicationMode, AuditLogScope, Code, DataState, Open, RecordType, UserType};
use crate::formats::unified::{
    AipCommon, IdentityValue, NameValue, ProtectionEventData, SensitivityLabelEventData, ValueChange,
};
use crate::label::SensitiveInfoType;
use crate::wire::{Guid, Ip, List, Raw, Str, Time, parts, record};

record! {
    /// One record of the unified audit log: a Management API content blob is a list of them, `Search-UnifiedAuditLog` and
    /// the Purview portal export them as text in `AuditData`.
    ///
    /// The common fields are followed by those of the schemas that this crate looks into. All others are kept in `rest`.
    ///
    /// See [the page on its format](crate::formats::management_api).
    ///
    /// Source: `office-365-management-activity-api-schema.md` and the AIP pages beside it
    /// (MicrosoftDocs/office-365-management-api), and the records of the samples.
    ///
    /// ```
    /// use msaudit::catalog::RecordType;
    /// use msaudit::formats::management_api::AuditRecord;
    ///
    /// let json = r#"{"RecordType":94,"Operation":"SensitivityLabelUpdated",
    ///     "SensitivityLabelEventData":{"SensitivityLabelId":"6a10f3c2-a682-44ba-a911-52dcca64e78d"}}"#;
    /// let record: AuditRecord = serde_json::from_str(json)?;
    /// let record_type = record.record_type.as_ref().and_then(|code| code.known());
    /// assert_eq!(record_type, Some(RecordType::AipSensitivityLabelAction));
    /// assert!(record.label_event_data()?.is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AuditRecord<'a> {
        /// Identity of the record; a GUID in most workloads.
        id: Str<'a> = "Id",
        /// Which schema the record follows.
        record_type: Code<'a, RecordType> = "RecordType",
        /// When, in UTC though without a zone: `2022-12-13T22:45:39`.
        creation_time: Time<'a> = "CreationTime",
        /// The operation. The directory's operations end in a full stop here.
        operation: Str<'a> = "Operation",
        /// The tenant.
        organization_id: Guid<'a> = "OrganizationId",
        /// Kind of account that acted.
        user_type: Code<'a, UserType> = "UserType",
        /// Another id of the account: a GUID, a principal name, a PUID, or `Not Available`.
        user_key: Str<'a> = "UserKey",
        /// The service: `Aip`, `AzureActiveDirectory`, `SharePoint`, `OneDrive`, ...
        workload: Str<'a> = "Workload",
        /// The result: `Succeeded`, `Success`, `Failed`, `PartiallySucceeded`, `True`, ...
        result_status: Str<'a> = "ResultStatus",
        /// The target: a URL, a path, a subject, an id.
        object_id: Str<'a> = "ObjectId",
        /// The account that acted, a user principal name as a rule.
        user_id: Str<'a> = "UserId",
        /// Address the action came from.
        client_ip: Ip<'a> = "ClientIP",
        /// Cloud or on premises.
        scope: Code<'a, AuditLogScope> = "Scope",
        /// Version of the schema.
        version: Raw<'a> = "Version",
        /// How the application reached the service.
        app_access_context: Raw<'a> = "AppAccessContext",

        /// Kind of directory event.
        azure_active_directory_event_type: Raw<'a> = "AzureActiveDirectoryEventType",
        /// Further properties, as name and value. See [`extended`](Self::extended).
        extended_properties: List<'a, NameValue<'a>> = "ExtendedProperties",
        /// What changed; of site labels an object rather than a list. See [`changes`](Self::changes).
        modified_properties: List<'a, ValueChange<'a>> = "ModifiedProperties",
        /// The actor, as a list of ids. See [`actors`](Self::actors).
        actor: List<'a, IdentityValue<'a>> = "Actor",
        /// Tenant of the actor.
        actor_context_id: Guid<'a> = "ActorContextId",
        /// Address of the actor.
        actor_ip_address: Ip<'a> = "ActorIpAddress",
        /// Shared by the records of one action across services.
        inter_systems_id: Guid<'a> = "InterSystemsId",
        /// Shared by the records of one action within the service. The schema page writes `IntraSystemsId`.
        intra_system_id: Guid<'a> = "IntraSystemId" | "IntraSystemsId",
        /// Support ticket of an action by Microsoft.
        support_ticket_id: Str<'a> = "SupportTicketId",
        /// The target, as a list of ids. See [`target_ids`](Self::target_ids).
        target: List<'a, IdentityValue<'a>> = "Target",
        /// Tenant of the target.
        target_context_id: Guid<'a> = "TargetContextId",

        /// Site, a GUID.
        site: Guid<'a> = "Site",
        /// Kind of SharePoint object: a name, sometimes a number.
        item_type: Raw<'a> = "ItemType",
        /// What in SharePoint wrote the event.
        event_source: Raw<'a> = "EventSource",
        /// User agent.
        user_agent: Str<'a> = "UserAgent",
        /// URL of the site.
        site_url: Str<'a> = "SiteUrl",
        /// Folder of the file, below the site.
        source_relative_url: Str<'a> = "SourceRelativeUrl",
        /// Name of the file.
        source_file_name: Str<'a> = "SourceFileName",
        /// Its extension.
        source_file_extension: Str<'a> = "SourceFileExtension",
        /// Folder the file went to.
        destination_relative_url: Str<'a> = "DestinationRelativeUrl",
        /// Its name there.
        destination_file_name: Str<'a> = "DestinationFileName",
        /// Its extension there.
        destination_file_extension: Str<'a> = "DestinationFileExtension",
        /// Who it was shared with.
        user_shared_with: Str<'a> = "UserSharedWith",
        /// How it was shared.
        sharing_type: Str<'a> = "SharingType",
        /// Id of the label before; file label operations of SharePoint.
        source_label: Guid<'a> = "SourceLabel",
        /// Id of the label after; file label operations of SharePoint.
        destination_label: Guid<'a> = "DestinationLabel",
        /// Id of a label at the top level: policy matches, mismatches, some SharePoint operations.
        sensitivity_label_id: Guid<'a> = "SensitivityLabelId",
        /// Owner of the label.
        sensitivity_label_owner_email: Str<'a> = "SensitivityLabelOwnerEmail",
        /// Owner of the label before.
        old_sensitivity_label_owner_email: Str<'a> = "OldSensitivityLabelOwnerEmail",
        /// Why the user lowered or removed the label; Office on the web and SharePoint.
        sensitivity_label_justification_text: Str<'a> = "SensitivityLabelJustificationText",
        /// Id of the site's label, in a mismatch of document and site.
        site_sensitivity_label_id: Guid<'a> = "SiteSensitivityLabelId",

        /// Sender of a labelled message.
        sender: Str<'a> = "Sender",
        /// Its receivers.
        receivers: Raw<'a> = "Receivers",
        /// Its subject.
        item_name: Str<'a> = "ItemName",
        /// Id of the label; labelled messages and labelled files.
        label_id: Guid<'a> = "LabelId",
        /// Name of the label; empty in nearly all records.
        label_name: Str<'a> = "LabelName",
        /// What was done with the label of a message.
        label_action: Str<'a> = "LabelAction",
        /// When the label of a message was set.
        label_applied_date_time: Time<'a> = "LabelAppliedDateTime",
        /// Whether a person or a service set the label.
        application_mode: Open<'a, ApplicationMode> = "ApplicationMode",

        /// The label before and after, and how it changed. See [`label_event_data`](Self::label_event_data).
        sensitivity_label_event_data: Raw<'a> = "SensitivityLabelEventData",
        /// Protection. See [`protection_event_data`](Self::protection_event_data).
        protection_event_data: Raw<'a> = "ProtectionEventData",
        /// Sensitive information found. See [`sensitive_info_types`](Self::sensitive_info_types).
        sensitive_info_type_data: List<'a, SensitiveInfoType<'a>> = "SensitiveInfoTypeData",
        /// The reporting client. See [`aip_common`](Self::aip_common).
        common: Raw<'a> = "Common",
        /// Whether the file was open. One document writes the name with a blank.
        data_state: Open<'a, DataState> = "DataState" | "Data State",
        /// The Office application.
        application: Str<'a> = "Application",
        /// The device.
        device_name: Str<'a> = "DeviceName",
        /// Id of the label policy that matched.
        sensitivity_label_policy_id: Guid<'a> = "SensitivityLabelPolicyId",
        /// Sender, receivers and subject of a message labelled in Outlook.
        email_info: Raw<'a> = "EmailInfo",
        /// Content id of the protection; present means encrypted.
        irm_content_id: Str<'a> = "IrmContentId",
        /// Protection after, of the automatic labelling endpoint.
        current_protection_type: Raw<'a> = "CurrentProtectionType",
        /// Protection before, of the automatic labelling endpoint.
        previous_protection_type: Raw<'a> = "PreviousProtectionType",
        /// Kind of Power BI item.
        artifact_type: Raw<'a> = "ArtifactType",

        /// Parameters of a cmdlet, as name and value; some records hold one text. See [`parameter_list`](Self::parameter_list).
        parameters: List<'a, NameValue<'a>> = "Parameters",
        /// Address of a client of Exchange.
        client_ip_address: Ip<'a> = "ClientIPAddress",
        /// The e-mail client.
        client_info_string: Str<'a> = "ClientInfoString",
        /// Id of the session of the sign-in.
        session_id: Str<'a> = "SessionId",
        /// Id of the application that reached the mailbox.
        app_id: Guid<'a> = "AppId",
        /// Id of the application that acted for another.
        client_app_id: Guid<'a> = "ClientAppId",
        /// Id of the application that was signed in to, or that reached the file.
        application_id: Guid<'a> = "ApplicationId",
        /// Its name.
        application_display_name: Str<'a> = "ApplicationDisplayName",
        /// Shared by the records of one request to SharePoint.
        correlation_id: Guid<'a> = "CorrelationId",
        /// The device that signed in, as name and value. See [`device`](Self::device).
        device_properties: List<'a, NameValue<'a>> = "DeviceProperties",
        /// Why a sign-in failed.
        logon_error: Str<'a> = "LogonError",
        /// The mailbox.
        mailbox_guid: Guid<'a> = "MailboxGuid",
        /// Its owner.
        mailbox_owner_upn: Str<'a> = "MailboxOwnerUPN",
        /// The message.
        item: Raw<'a> = "Item",
        /// The messages.
        affected_items: Raw<'a> = "AffectedItems",
        /// The folders and the messages in them.
        folders: Raw<'a> = "Folders",
        /// Whom something was shared with.
        target_user_or_group_name: Str<'a> = "TargetUserOrGroupName",
        /// What kind of account that is.
        target_user_or_group_type: Str<'a> = "TargetUserOrGroupType",
        /// What was asked of Copilot and what it read.
        copilot_event_data: Raw<'a> = "CopilotEventData",
        /// Id of the alert.
        alert_id: Str<'a> = "AlertId",
        /// What the alert is about: a user, an address, a file.
        alert_entity_id: Str<'a> = "AlertEntityId",
        /// What kind of thing that is.
        entity_type: Str<'a> = "EntityType",
        /// The alert, or the setting that changed.
        name: Raw<'a> = "Name",
        /// The value of the setting before.
        old_value: Raw<'a> = "OldValue",
        /// The value of the setting after.
        new_value: Raw<'a> = "NewValue",
        /// The team.
        team_name: Str<'a> = "TeamName",
        /// Its id.
        team_guid: Str<'a> = "TeamGuid",
        /// The channel.
        channel_name: Str<'a> = "ChannelName",
        /// Its id.
        channel_guid: Str<'a> = "ChannelGuid",
        /// The members concerned.
        members: Raw<'a> = "Members",
    }
}

parts! {
    AuditRecord:
    /// The label before and after, and how it changed.
    object label_event_data: SensitivityLabelEventData = sensitivity_label_event_data;
    /// Protection before and after.
    object protection_event_data: ProtectionEventData = protection_event_data;
    /// The client that reports a label or protection event.
    object aip_common: AipCommon = common;
    /// The sensitive information that was found in the content.
    list sensitive_info_types: SensitiveInfoType = sensitive_info_type_data;
    /// Further properties.
    list extended: NameValue = extended_properties;
    /// The changed properties. A single object counts as a list of one.
    list changes: ValueChange = modified_properties;
    /// The ids of the actor, which all identify one account.
    list actors: IdentityValue = actor;
    /// Parameters of a cmdlet.
    list parameter_list: NameValue = parameters;
    /// The device that signed in.
    list device: NameValue = device_properties;
    /// The ids of the target, which all identify one object.
    list target_ids: IdentityValue = target;
}
