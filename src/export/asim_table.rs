//! Tables of a workspace, and what of them every schema of the model has.

use crate::named::named;

named! {
    "table";
    /// A table of Log Analytics that a parser reads.
    ///
    /// ```
    /// assert_eq!(msaudit::export::AsimTable::AuditLogs.name(), "audit-logs");
    /// ```
    pub enum AsimTable {
        /// `AuditLogs`, the directory's audit log.
        AuditLogs = "audit-logs",
        /// `OfficeActivity`, the unified audit log of Exchange, SharePoint and Teams.
        OfficeActivity = "office-activity",
        /// `MicrosoftPurviewInformationProtection`, events of labels.
        Mpip = "mpip",
    }
}

impl AsimTable {
    /// What the table is called in a workspace.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AuditLogs => "AuditLogs",
            Self::OfficeActivity => "OfficeActivity",
            Self::Mpip => "MicrosoftPurviewInformationProtection",
        }
    }

    /// Who acted and how it ended, from the columns of the table.
    pub(super) fn steps(self) -> Vec<String> {
        match self {
            Self::AuditLogs => {
                let of_user =
                    |then: &str, or: &str| format!("iff(isnotempty(tostring(InitiatedBy.user)), {then}, {or})");
                let id = of_user(
                    "tostring(InitiatedBy.user.id)",
                    "coalesce(tostring(InitiatedBy.app.servicePrincipalId), tostring(InitiatedBy.app.appId))",
                );
                let name = of_user(
                    "coalesce(tostring(InitiatedBy.user.userPrincipalName), tostring(InitiatedBy.user.displayName))",
                    "coalesce(tostring(InitiatedBy.app.displayName), tostring(InitiatedBy.app.servicePrincipalName))",
                );
                let kind = of_user("\"Regular\"", "iff(isnotempty(tostring(InitiatedBy.app)), \"Application\", \"\")");
                vec![
                format!(
                    "extend EventOriginalType = coalesce(ActivityDisplayName, OperationName),\n    \
                     _Result = trim(@\"\\s+\", coalesce(Result, ResultType)), _Address = tostring(InitiatedBy.user.ipAddress)"
                ),
                format!(
                    "extend {},\n    ActorUserId = {id},\n    _Name = coalesce({name}, Identity),\n    ActorUserType = {kind},\n    {},\n    {}",
                    key("EventOriginalType"),
                    result("_Result"),
                    address("_Address"),
                ),
                "extend _Pair = strcat(_Key, \"|\", tolower(Category))".to_owned(),
                "extend _Key = iff(_Pair in (Pairs), _Pair, _Key)".to_owned(),
                "extend ActorUsername = coalesce(_Name, ActorUserId), EventUid = Id, EventProduct = \"Microsoft Entra ID\",\n    \
                 EventOriginalResultDetails = coalesce(ResultReason, ResultDescription), ActorScopeId = AADTenantId,\n    \
                 _Time = coalesce(ActivityDateTime, TimeGenerated)"
                    .to_owned(),
            ]
            }
            Self::OfficeActivity => unified(
                "OfficeWorkload",
                "coalesce(OfficeId, SourceRecordId)",
                "coalesce(ClientIP, Client_IPAddress, ActorIpAddress)",
                "HttpUserAgent = coalesce(UserAgent, ClientInfoString), ActorScopeId = coalesce(OrganizationId, OfficeTenantId)",
            ),
            Self::Mpip => unified("Workload", "Id", "ClientIP", "ActorScopeId = OrganizationId"),
        }
    }
}

/// A name with the differences taken out that look-ups forgive.
fn key(name: &str) -> String {
    let dashes = format!("replace_regex({name}, @\"[\\x{{2010}}-\\x{{2015}}\\x{{2212}}]\", \"-\")");
    format!("_Key = tolower(trim(@\"[\\s.]+\", replace_regex({dashes}, @\"\\s+\", \" \")))")
}

/// An address without port and brackets.
fn address(text: &str) -> String {
    format!(
        "SrcIpAddr = coalesce(extract(@\"^\\[?(?:::ffff:)?(\\d+\\.\\d+\\.\\d+\\.\\d+)\\]?(?::\\d+)?$\", 1, {text}),\n        \
         extract(@\"^\\[([^\\]]+)\\](?::\\d+)?$\", 1, {text}), {text})"
    )
}

/// The words of [`Outcome`](crate::event::Outcome), as the model has them.
fn result(text: &str) -> String {
    format!(
        "EventResult = case(\n        {text} in~ (\"success\", \"succeeded\", \"true\", \"0\"), \"Success\",\n        \
         {text} in~ (\"failure\", \"failed\", \"fail\", \"false\", \"error\", \"timeout\"), \"Failure\",\n        \
         {text} in~ (\"partiallysucceeded\", \"partialsuccess\", \"partial\"), \"Partial\",\n        \"NA\")"
    )
}

fn unified(workload: &str, id: &str, address_of: &str, more: &str) -> Vec<String> {
    let is_of_directory = format!(
        "RecordType in~ (\"AzureActiveDirectory\", \"8\") or (isempty(RecordType) and {workload} =~ \"AzureActiveDirectory\")"
    );
    let is_of_directory = if workload == "Workload" { "RecordType == 8".to_owned() } else { is_of_directory };
    vec![
        format!(
            "extend EventOriginalType = Operation,\n    _Result = iff(Operation =~ \"UserLoginFailed\", \"Failed\", trim(@\"\\s+\", ResultStatus)),\n    \
             _Address = trim(@\"\\s+\", {address_of}), ActorUserId = trim(@\"\\s+\", UserKey), _Name = trim(@\"\\s+\", UserId), {more}"
        ),
        format!(
            "extend {},\n    ActorUsername = coalesce(_Name, ActorUserId),\n    ActorUserType = case(\n        \
             _Name startswith \"urn:spo:\", \"\",\n        _Name startswith \"ServicePrincipal_\", \"Service Principal\",\n        \
             _Name startswith \"app@sharepoint\", \"Application\",\n        UserType in~ (\"Application\", \"5\"), \"Application\",\n        \
             UserType in~ (\"ServicePrincipal\", \"6\"), \"Service Principal\",\n        \
             UserType in~ (\"System\", \"4\", \"CustomPolicy\", \"7\", \"SystemPolicy\", \"8\"), \"System\",\n        \
             _Name startswith @\"NT AUTHORITY\\\" or _Name startswith @\"SHAREPOINT\\system\", \"System\",\n        \
             _Name startswith \"S-1-5-18\" or _Name startswith \"S-1-5-19\" or _Name startswith \"S-1-5-20\", \"System\",\n        \
             isnotempty(UserType), \"Regular\",\n        \"\"),\n    {},\n    {}",
            key("EventOriginalType"),
            result("_Result"),
            address("_Address"),
        ),
        format!(
            "extend EventUid = {id}, EventOriginalResultDetails = \"\", _Time = TimeGenerated,\n    \
             EventProduct = case({is_of_directory}, \"Microsoft Entra ID\", isnotempty({workload}), {workload}, \"Microsoft 365\")"
        ),
    ]
}
