//! Rows of `OfficeActivity`.

use crate::catalog::{Code, RecordType, UserType};
use crate::formats::unified::{IdentityValue, NameValue, ValueChange};
use crate::wire::{Guid, Ip, List, Raw, Str, Time, parts, record};

record! {
    /// A row of the table `OfficeActivity`, which Microsoft Sentinel fills from the unified audit log of Exchange, SharePoint
    /// and Teams.
    ///
    /// It has no column for sensitivity labels. Lists and objects are JSON in text. Records in the wild repeat some columns
    /// with an underscore behind the name (`UserId_`); those, and what Log Analytics says of every row's size, bill and
    /// subscription (`_BilledSize`, `_IsBillable`, `_ResourceId`, `_SubscriptionId`), are kept in `rest`.
    ///
    /// See [the page on its format](crate::formats::office_activity).
    ///
    /// Source: `tables/includes/officeactivity-include.md` (MicrosoftDocs/azure-reference-other, azure-monitor-ref), and a
    /// record of OTRF/Security-Datasets.
    ///
    /// ```
    /// use msaudit::catalog::RecordType;
    /// use msaudit::formats::office_activity::OfficeActivityRow;
    ///
    /// let row: OfficeActivityRow = serde_json::from_str(r#"{"RecordType":"50","OfficeWorkload":"Exchange"}"#)?;
    /// assert_eq!(row.record_type.and_then(|code| code.known()), Some(RecordType::ExchangeItemAggregated));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct OfficeActivityRow<'a> {
        // The event.
        /// Identity of the record.
        office_id: Str<'a> = "OfficeId",
        /// Identity of the record where it came from; seen equal to `OfficeId`.
        source_record_id: Str<'a> = "SourceRecordId",
        /// Which schema the record follows: a name, or a number in text.
        record_type: Code<'a, RecordType> = "RecordType",
        /// When it happened, in UTC.
        time_generated: Time<'a> = "TimeGenerated" | "TimeGenerated [UTC]",
        /// The operation.
        operation: Str<'a> = "Operation",
        /// The service: `Exchange`, `SharePoint`, `OneDrive`, `MicrosoftTeams`, ...
        office_workload: Str<'a> = "OfficeWorkload",
        /// The tenant.
        organization_id: Guid<'a> = "OrganizationId",
        /// Its name.
        organization_name: Str<'a> = "OrganizationName",
        /// The tenant once more.
        office_tenant_id: Guid<'a> = "OfficeTenantId",
        /// The result.
        result_status: Str<'a> = "ResultStatus",
        /// Further word on how it ended; seen equal to `ResultStatus`.
        result_reason_type: Str<'a> = "ResultReasonType",
        /// The account that acted, a user principal name as a rule.
        user_id: Str<'a> = "UserId",
        /// Another id of the account.
        user_key: Str<'a> = "UserKey",
        /// Kind of account that acted.
        user_type: Code<'a, UserType> = "UserType",
        /// Domain of the account.
        user_domain: Str<'a> = "UserDomain",
        /// Address the action came from.
        client_ip: Ip<'a> = "ClientIP",
        /// The same, in Exchange's records.
        client_ip_address: Ip<'a> = "Client_IPAddress",
        /// User agent.
        user_agent: Str<'a> = "UserAgent",
        /// The target: a URL, a path, an id.
        office_object_id: Str<'a> = "OfficeObjectId",
        /// The activity.
        activity: Str<'a> = "Activity",
        /// Further properties.
        extra_properties: Raw<'a> = "ExtraProperties",
        /// Properties of the operation, as name and value.
        operation_properties: Raw<'a> = "OperationProperties",
        /// What the operation reached.
        operation_scope: Str<'a> = "OperationScope",

        // The directory.
        /// Kind of directory event.
        azure_active_directory_event_type: Str<'a> = "AzureActiveDirectory_EventType",
        /// The changed properties. See [`changes`](Self::changes).
        modified_properties: List<'a, ValueChange<'a>> = "ModifiedProperties",
        /// Further properties, as name and value. See [`extended`](Self::extended).
        extended_properties: List<'a, NameValue<'a>> = "ExtendedProperties",
        /// The actor, as a list of ids. See [`actors`](Self::actors).
        actor: List<'a, IdentityValue<'a>> = "Actor",
        /// Tenant of the actor.
        actor_context_id: Guid<'a> = "ActorContextId",
        /// Address of the actor.
        actor_ip_address: Ip<'a> = "ActorIpAddress",
        /// The target, as a list of ids. See [`target_ids`](Self::target_ids).
        aad_target: List<'a, IdentityValue<'a>> = "AADTarget",
        /// Tenant of the target.
        target_context_id: Guid<'a> = "TargetContextId",
        /// Id of the group.
        aad_group_id: Str<'a> = "AADGroupId",
        /// Id of the application.
        azure_ad_app_id: Guid<'a> = "AzureADAppId",
        /// Shared by the records of one action across services.
        inter_systems_id: Guid<'a> = "InterSystemsId",
        /// Shared by the records of one action within the service.
        intra_system_id: Guid<'a> = "IntraSystemId",
        /// Support ticket of an action by Microsoft.
        support_ticket_id: Str<'a> = "SupportTicketId",
        /// The client that signed in.
        client: Str<'a> = "Client",
        /// Code of a sign-in's result.
        login_status: Raw<'a> = "LoginStatus",

        // Administration of Exchange.
        /// Parameters of the cmdlet, as name and value. See [`parameter_list`](Self::parameter_list).
        parameters: List<'a, NameValue<'a>> = "Parameters",
        /// Readable name of what the cmdlet changed.
        modified_object_resolved_name: Str<'a> = "ModifiedObjectResolvedName",
        /// The server that ran it.
        originating_server: Str<'a> = "OriginatingServer",
        /// Whether someone of Microsoft or a delegate ran it, rather than the tenant's own people.
        external_access: Raw<'a> = "ExternalAccess",
        /// When the cmdlet was started, in UTC; in other records a time of processing.
        start_time: Time<'a> = "Start_Time" | "Start_Time [UTC]",
        /// The tenant the action was for.
        effective_organization: Str<'a> = "EffectiveOrganization",
        /// When the rights were raised, in UTC.
        elevation_time: Time<'a> = "ElevationTime" | "ElevationTime [UTC]",
        /// When that was approved, in UTC.
        elevation_approved_time: Time<'a> = "ElevationApprovedTime" | "ElevationApprovedTime [UTC]",
        /// Who approved it.
        elevation_approver: Str<'a> = "ElevationApprover",
        /// For how long, in hours.
        elevation_duration: Raw<'a> = "ElevationDuration",
        /// Id of the request.
        elevation_request_id: Str<'a> = "ElevationRequestId",
        /// The role that was asked for.
        elevation_role: Str<'a> = "ElevationRole",
        /// Kind of event in Microsoft's own access to the tenant.
        data_center_security_event_type: Raw<'a> = "DataCenterSecurityEventType",
        /// Comments.
        generic_info: Str<'a> = "GenericInfo",

        // Mailboxes.
        /// Who opened the mailbox: owner, delegate or administrator.
        logon_type: Str<'a> = "Logon_Type",
        /// For internal use.
        internal_logon_type: Raw<'a> = "InternalLogonType",
        /// The mailbox.
        mailbox_guid: Guid<'a> = "MailboxGuid",
        /// Its owner.
        mailbox_owner_upn: Str<'a> = "MailboxOwnerUPN",
        /// The same as a security identifier.
        mailbox_owner_sid: Str<'a> = "MailboxOwnerSid",
        /// The owner's account in another forest.
        mailbox_owner_master_account_sid: Str<'a> = "MailboxOwnerMasterAccountSid",
        /// The account that opened it.
        logon_user_sid: Str<'a> = "LogonUserSid",
        /// Its display name.
        logon_user_display_name: Str<'a> = "LogonUserDisplayName",
        /// The e-mail client.
        client_info_string: Str<'a> = "ClientInfoString",
        /// The machine it ran on.
        client_machine_name: Str<'a> = "ClientMachineName",
        /// Its process.
        client_process_name: Str<'a> = "ClientProcessName",
        /// Its version.
        client_version: Str<'a> = "ClientVersion",
        /// Its application id.
        client_app_id: Guid<'a> = "ClientAppId",
        /// Id of the application.
        app_id: Guid<'a> = "AppId",
        /// Whether more than one mailbox was concerned.
        cross_mailbox_operations: Raw<'a> = "CrossMailboxOperations",
        /// The folder.
        folder: Raw<'a> = "Folder",
        /// The folders and the messages in them.
        folders: Raw<'a> = "Folders",
        /// The message.
        item: Raw<'a> = "Item",
        /// The messages.
        affected_items: Raw<'a> = "AffectedItems",
        /// The folder that messages went to.
        dest_folder: Raw<'a> = "DestFolder",
        /// The mailbox they went to.
        dest_mailbox_id: Guid<'a> = "DestMailboxId",
        /// Its owner.
        dest_mailbox_owner_upn: Str<'a> = "DestMailboxOwnerUPN",
        /// The same as a security identifier.
        dest_mailbox_owner_sid: Str<'a> = "DestMailboxOwnerSid",
        /// The owner's account in another forest.
        dest_mailbox_owner_master_account_sid: Str<'a> = "DestMailboxOwnerMasterAccountSid",
        /// Mailbox of the account a message was sent as.
        send_as_user_mailbox_guid: Str<'a> = "SendAsUserMailboxGuid",
        /// Its address.
        send_as_user_smtp: Str<'a> = "SendAsUserSmtp",
        /// Mailbox of the account a message was sent for.
        send_on_behalf_of_user_mailbox_guid: Str<'a> = "SendonBehalfOfUserMailboxGuid",
        /// Its address.
        send_on_behalf_of_user_smtp: Str<'a> = "SendOnBehalfOfUserSmtp",

        // Files and sites.
        /// Site, a GUID.
        site: Guid<'a> = "Site_",
        /// URL of the site.
        site_url: Str<'a> = "Site_Url",
        /// Kind of object: file, folder, web, ...
        item_type: Str<'a> = "ItemType",
        /// Name of the item.
        item_name: Str<'a> = "ItemName",
        /// What in SharePoint wrote the event.
        event_source: Str<'a> = "EventSource",
        /// What triggered the event.
        source_name: Str<'a> = "Source_Name",
        /// Further data of custom events.
        event_data: Str<'a> = "Event_Data",
        /// Name of a custom event.
        custom_event: Str<'a> = "CustomEvent",
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
        /// Who the sharing is for.
        target_user_or_group_name: Str<'a> = "TargetUserOrGroupName",
        /// What kind of account that is.
        target_user_or_group_type: Str<'a> = "TargetUserOrGroupType",
        /// Domain of the syncing device.
        machine_domain_info: Str<'a> = "MachineDomainInfo",
        /// Id of the syncing device.
        machine_id: Str<'a> = "MachineId",
        /// Whether the device is managed.
        is_managed_device: Raw<'a> = "IsManagedDevice",
        /// The application.
        application: Str<'a> = "Application",
        /// Its id.
        application_id: Guid<'a> = "ApplicationId",

        // Teams.
        /// The team.
        team_name: Str<'a> = "TeamName",
        /// Its id.
        team_guid: Guid<'a> = "TeamGuid",
        /// The channel.
        channel_name: Str<'a> = "ChannelName",
        /// Its id.
        channel_guid: Guid<'a> = "ChannelGuid",
        /// Kind of channel.
        channel_type: Str<'a> = "ChannelType",
        /// The chat.
        chat_name: Str<'a> = "ChatName",
        /// Its id.
        chat_thread_id: Str<'a> = "ChatThreadId",
        /// The message.
        message_id: Str<'a> = "MessageId",
        /// Kind of conversation.
        communication_type: Str<'a> = "CommunicationType",
        /// The members concerned.
        members: Raw<'a> = "Members",
        /// The user concerned.
        target_user_id: Str<'a> = "TargetUserId",
        /// Kind of tab.
        tab_type: Str<'a> = "TabType",
        /// The add-on.
        addon_name: Str<'a> = "AddonName",
        /// Its id.
        add_on_guid: Guid<'a> = "AddOnGuid",
        /// Its kind.
        add_on_type: Str<'a> = "AddOnType",
        /// How the app is distributed.
        app_distribution_mode: Str<'a> = "AppDistributionMode",
        /// The setting that changed.
        name: Str<'a> = "Name",
        /// The value after the change.
        new_value: Str<'a> = "NewValue",
        /// The value before the change.
        old_value: Str<'a> = "OldValue",

        // Supervision rules.
        /// Id of the policy.
        sr_policy_id: Str<'a> = "SRPolicyId",
        /// Its name.
        sr_policy_name: Str<'a> = "SRPolicyName",
        /// What matched.
        sr_rule_match_details: Raw<'a> = "SRRuleMatchDetails",

        // The row.
        /// The Log Analytics workspace; the tenant is `OrganizationId`.
        tenant_id: Guid<'a> = "TenantId",
        /// What collected the row.
        source_system: Str<'a> = "SourceSystem",
        /// Name of the table.
        table: Str<'a> = "Type",
    }
}

parts! {
    OfficeActivityRow:
    /// The changed properties. A single object counts as a list of one.
    list changes: ValueChange = modified_properties;
    /// Further properties of a directory event.
    list extended: NameValue = extended_properties;
    /// Parameters of a cmdlet.
    list parameter_list: NameValue = parameters;
    /// The ids of the actor, which all identify one account.
    list actors: IdentityValue = actor;
    /// What was acted on in the directory, as several ids of one object.
    list target_ids: IdentityValue = aad_target;
}
