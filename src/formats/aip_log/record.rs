//! Rows of the retired `InformationProtectionLogs_CL`.

use crate::catalog::{ActionSource, AipActivity, Code, DataState, Open, Platform, ProtectionType};
use crate::wire::{Guid, Ip, Raw, Str, Time, record};

record! {
    /// A row of the table `InformationProtectionLogs_CL`, where Azure Information Protection logged until March 2023.
    ///
    /// A letter behind the name tells the column's type (`_s` text, `_g` GUID, `_b` boolean, `_t` time). The function
    /// `InformationProtectionEvents()` gives most columns friendly names (`User`, `ItemPath`); those are understood as well.
    ///
    /// A workspace into which rows were imported again has twins of some columns with the letter doubled (`Activity_s_s`).
    /// They stand beside the first ones in the same row, and `TimeGenerated` is then the time of the import. So each is a
    /// field of its own, and the methods answer from whichever is filled.
    ///
    /// See [the page on its format](crate::formats::aip_log).
    ///
    /// Source: the column list in Azure/Azure-Sentinel
    /// (`.script/tests/KqlvalidationsTests/CustomTables/InformationProtectionLogs_CL.json`), the guide for moving to
    /// `MicrosoftPurviewInformationProtection`, and `reports-aip.md` (MicrosoftDocs/Azure-RMSDocs) for the friendly names.
    ///
    /// ```
    /// use msaudit::catalog::AipActivity;
    /// use msaudit::formats::aip_log::AipLogRow;
    ///
    /// let row: AipLogRow = serde_json::from_str(r#"{"Activity_s":"","Activity_s_s":"DowngradeLabel"}"#)?;
    /// assert_eq!(row.what().and_then(|activity| activity.known()), Some(AipActivity::DowngradeLabel));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AipLogRow<'a> {
        // The event.
        /// Identity of the row's event.
        log_id: Guid<'a> = "LogId_g",
        /// When the row was written, in UTC; of a row imported again, when that was done.
        time_generated: Time<'a> = "TimeGenerated" | "TimeGenerated [UTC]" | "Time",
        /// The activity: `NewLabel`, `DowngradeLabel`, ...
        activity: Open<'a, AipActivity> = "Activity_s" | "Activity",
        /// What was done, in another word.
        operation: Str<'a> = "Operation_s",
        /// The service.
        workload: Str<'a> = "Workload_s",
        /// The result.
        result_status: Str<'a> = "ResultStatus_s",
        /// What went wrong.
        error_message: Str<'a> = "ErrorMessage_s",
        /// The account that acted, a user principal name as a rule.
        user_id: Str<'a> = "UserId_s" | "User",
        /// Address the action came from.
        ipv4: Ip<'a> = "IPv4_s",
        /// The tenant.
        aad_tenant_id: Guid<'a> = "AadTenantId_g",

        // The file or message.
        /// The target: a path, a URL, a subject; in small letters.
        object_id: Str<'a> = "ObjectId_s" | "ItemPath",
        /// Name of the item. Only the friendly names have it.
        item_name: Str<'a> = "ItemName",
        /// Content id of the protection.
        content_id: Guid<'a> = "ContentId_g",
        /// Content id before.
        content_id_before: Guid<'a> = "ContentIdBefore_g",
        /// Whether the file was open.
        data_state: Open<'a, DataState> = "DataState_s",
        /// Where the file was.
        location: Str<'a> = "Location_s",
        /// Who changed the file last.
        last_modified_by: Str<'a> = "LastModifiedBy_s" | "LastModifiedBy",
        /// When that was, in UTC.
        last_modified_date: Time<'a> = "LastModifiedDate_t" | "LastModifiedDate_t [UTC]" | "LastModifiedDate",

        // The label.
        /// Id of the label after.
        label_id: Guid<'a> = "LabelId_g" | "LabelId",
        /// Id of the label before.
        label_id_before_action: Guid<'a> = "LabelIdBeforeAction_g" | "LabelIdBefore",
        /// Name of the label after.
        label_name: Str<'a> = "LabelName_s" | "LabelName",
        /// Name of the label before.
        label_name_before: Str<'a> = "LabelNameBefore_s" | "LabelNameBefore",
        /// Name of the parent of the label after.
        parent_label_name: Str<'a> = "ParentLabelName_s",
        /// Name of the parent of the label before.
        parent_label_name_before: Str<'a> = "ParentLabelNameBefore_s",
        /// Id of the label that was recommended.
        matched_label_id: Guid<'a> = "MatchedLabelId_g",
        /// Its name.
        matched_label_name: Str<'a> = "MatchedLabelName_s",
        /// Whether the label changed. When a client says so is not documented.
        is_label_changed: Raw<'a> = "IsLabelChanged_b",
        /// How the sensitivity changed. Its values are not documented.
        sensitivity_change: Str<'a> = "SensitivityChange_s",
        /// How the label came to be set: `Manual`, `Automatic`, `Recommended`, `Default`, `Mandatory`.
        action_source: Code<'a, ActionSource> = "ActionSource_s" | "Method",
        /// Id of the action.
        action_id: Guid<'a> = "ActionId_g",
        /// Id of the action before.
        action_id_before: Guid<'a> = "ActionIdBefore_g",
        /// Why the user lowered or removed the label. Only the friendly names have it.
        user_justification: Str<'a> = "UserJustification",

        // Protection.
        /// Whether the content is protected now: a boolean, or `Yes` and `No`.
        protected: Raw<'a> = "Protected_b" | "IsProtected",
        /// The same as text.
        protected_s: Raw<'a> = "Protected_s",
        /// Whether it was before.
        protected_before_action: Raw<'a> = "ProtectedBeforeAction_b" | "ProtectedBefore",
        /// Whether the protection changed.
        is_protection_changed: Raw<'a> = "IsProtectionChanged_b",
        /// Kind of protection.
        protection_type: Open<'a, ProtectionType> = "ProtectionType_s",
        /// Kind of protection before.
        protection_type_before: Open<'a, ProtectionType> = "ProtectionTypeBefore_s",
        /// Kind and template of the protection, of the friendly names.
        protection: Raw<'a> = "ProtectionType",
        /// The same before.
        protection_before: Raw<'a> = "ProtectionBefore",
        /// Owner of the protection.
        protection_owner: Str<'a> = "ProtectionOwner_s" | "ProtectionOwner",
        /// Owner before.
        protection_owner_before: Str<'a> = "ProtectionOwnerBefore_s" | "ProtectionOwnerBefore",
        /// When the content was protected, in UTC.
        protection_time: Time<'a> = "ProtectionTime_t" | "ProtectionTime_t [UTC]",
        /// The same as text.
        protection_time_s: Time<'a> = "ProtectionTime_s",
        /// Id of the template.
        template_id: Guid<'a> = "TemplateId_g",
        /// Id of the template before.
        template_id_before: Guid<'a> = "TemplateIdBefore_g",

        // Sensitive information found, as a list in text.
        /// What was found.
        information_types: Raw<'a> = "InformationTypes_s",
        /// What was found, of the friendly names.
        information_types_matches: Raw<'a> = "InformationTypesMatches",
        /// What a scan found.
        discovered_information_types: Raw<'a> = "DiscoveredInformationTypes_s" | "DiscoveredInformationTypes",
        /// What was found with a confidence above 55.
        information_types_above55: Raw<'a> = "InformationTypesAbove55_s" | "InformationTypesAbove55",
        /// Above 65.
        information_types_above65: Raw<'a> = "InformationTypesAbove65_s" | "InformationTypesAbove65",
        /// Above 75.
        information_types_above75: Raw<'a> = "InformationTypesAbove75_s" | "InformationTypesAbove75",
        /// Above 85.
        information_types_above85: Raw<'a> = "InformationTypesAbove85_s" | "InformationTypesAbove85",
        /// Above 95.
        information_types_above95: Raw<'a> = "InformationTypesAbove95_s" | "InformationTypesAbove95",

        // The client.
        /// Id of the application.
        application_id: Guid<'a> = "ApplicationId_g" | "AzureApplicationId",
        /// Its name.
        application_name: Str<'a> = "ApplicationName_s" | "ApplicationName",
        /// Its process.
        process_name: Str<'a> = "ProcessName_s" | "ProcessName",
        /// Version of the process.
        process_version: Str<'a> = "ProcessVersion_s",
        /// Version of the client.
        product_version: Str<'a> = "ProductVersion_s",
        /// Version; of what is not documented.
        version: Str<'a> = "Version_s",
        /// Version of the client, of the friendly names.
        aip_version: Str<'a> = "AIPVersion",
        /// Operating system.
        platform: Code<'a, Platform> = "Platform_s" | "Platform",
        /// Id of the device.
        device_id: Str<'a> = "DeviceId_g",
        /// Id of the device, where it is no GUID.
        device_id_s: Str<'a> = "DeviceId_s",
        /// How much at risk Defender thinks the device.
        device_risk: Str<'a> = "DeviceRisk_s" | "DeviceRisk",
        /// Id of the machine.
        machine_id: Str<'a> = "MachineId_s",
        /// Its name.
        machine_name: Str<'a> = "MachineName_s" | "MachineName",
        /// The machine, in the column that Log Analytics has for it.
        computer: Str<'a> = "Computer",

        // Twins, filled in rows that were exported and imported again.
        /// Twin of [`log_id`](Self::log_id).
        log_id_again: Guid<'a> = "LogId_g_g",
        /// When the event was recorded, before the row was imported again.
        time_generated_again: Time<'a> = "TimeGenerated_UTC__s",
        /// The same under another name.
        time_generated_s: Time<'a> = "TimeGenerated_s",
        /// Twin of [`activity`](Self::activity).
        activity_again: Open<'a, AipActivity> = "Activity_s_s",
        /// Twin of [`operation`](Self::operation).
        operation_again: Str<'a> = "Operation_s_s",
        /// Twin of [`workload`](Self::workload).
        workload_again: Str<'a> = "Workload_s_s",
        /// Twin of [`user_id`](Self::user_id).
        user_id_again: Str<'a> = "UserId_s_s",
        /// Twin of [`ipv4`](Self::ipv4).
        ipv4_again: Ip<'a> = "IPv4_s_s",
        /// Twin of [`aad_tenant_id`](Self::aad_tenant_id).
        aad_tenant_id_again: Guid<'a> = "AadTenantId_g_g",
        /// Twin of [`content_id`](Self::content_id).
        content_id_again: Guid<'a> = "ContentId_g_g",
        /// Twin of [`data_state`](Self::data_state).
        data_state_again: Open<'a, DataState> = "DataState_s_s",
        /// Twin of [`protected`](Self::protected).
        protected_again: Raw<'a> = "Protected_b_s",
        /// Twin of [`protection_type`](Self::protection_type).
        protection_type_again: Open<'a, ProtectionType> = "ProtectionType_s_s",
        /// Twin of [`protection_owner`](Self::protection_owner).
        protection_owner_again: Str<'a> = "ProtectionOwner_s_s",
        /// Twin of [`protection_time`](Self::protection_time).
        protection_time_again: Time<'a> = "ProtectionTime_t_UTC__s",
        /// Twin of [`template_id`](Self::template_id).
        template_id_again: Guid<'a> = "TemplateId_g_g",
        /// Twin of [`application_name`](Self::application_name).
        application_name_again: Str<'a> = "ApplicationName_s_s",
        /// Twin of [`process_name`](Self::process_name).
        process_name_again: Str<'a> = "ProcessName_s_s",
        /// Twin of [`process_version`](Self::process_version).
        process_version_again: Str<'a> = "ProcessVersion_s_s",
        /// Twin of [`platform`](Self::platform).
        platform_again: Code<'a, Platform> = "Platform_s_s",
        /// Twin of [`version`](Self::version).
        version_again: Str<'a> = "Version_s_s",

        // The row.
        /// The Log Analytics workspace; of the friendly names, the tenant.
        tenant_id: Guid<'a> = "TenantId",
        /// What collected the row.
        source_system: Str<'a> = "SourceSystem",
        /// Management group of the collector.
        management_group_name: Str<'a> = "ManagementGroupName",
        /// Its id.
        mg: Str<'a> = "MG",
        /// The row as it came, where it could not be read.
        raw_data: Str<'a> = "RawData",
        /// Azure resource of the row.
        resource_id: Str<'a> = "_ResourceId",
        /// Name of the table.
        table: Str<'a> = "Type",
    }
}

impl AipLogRow<'_> {
    /// What was done.
    pub fn what(&self) -> Option<&Open<'_, AipActivity>> {
        filled([&self.activity, &self.activity_again], Open::as_str)
    }

    /// When it was recorded, in UTC, also of a row that was imported again later.
    pub fn when(&self) -> Option<&Time<'_>> {
        filled([&self.time_generated_again, &self.time_generated_s, &self.time_generated], Time::as_str)
    }

    /// Who did it, a user principal name as a rule.
    pub fn who(&self) -> Option<&Str<'_>> {
        filled([&self.user_id, &self.user_id_again], Str::as_str)
    }

    /// Whether the content is protected now, if the row says so in a word that means yes or no.
    pub fn is_protected(&self) -> Option<bool> {
        [&self.protected, &self.protected_again, &self.protected_s].into_iter().flatten().find_map(flag)
    }

    /// Whether the content was protected before.
    pub fn was_protected(&self) -> Option<bool> {
        self.protected_before_action.as_ref().and_then(flag)
    }

    /// Owner of the protection.
    pub(crate) fn owner(&self) -> Option<&str> {
        filled([&self.protection_owner, &self.protection_owner_again], Str::as_str).map(Str::as_str)
    }

    /// Identity of the event.
    pub(crate) fn identity(&self) -> Option<&str> {
        filled([&self.log_id, &self.log_id_again], Guid::as_str).map(Guid::as_str)
    }

    /// The service.
    pub(crate) fn service_name(&self) -> Option<&str> {
        filled([&self.workload, &self.workload_again], Str::as_str).map(Str::as_str)
    }

    /// Address the action came from.
    pub(crate) fn address(&self) -> Option<&str> {
        filled([&self.ipv4, &self.ipv4_again], Ip::as_str).map(Ip::as_str)
    }
}

/// The first of some columns that holds more than blanks.
fn filled<T, const N: usize>(columns: [&Option<T>; N], text: impl Fn(&T) -> &str) -> Option<&T> {
    columns.into_iter().flatten().find(|value| !text(value).trim().is_empty())
}

/// A boolean; the friendly names write it as `Yes` and `No`.
fn flag(raw: &Raw<'_>) -> Option<bool> {
    raw.as_bool().or_else(|| {
        let text = raw.text();
        if text.eq_ignore_ascii_case("yes") { Some(true) } else { text.eq_ignore_ascii_case("no").then_some(false) }
    })
}
