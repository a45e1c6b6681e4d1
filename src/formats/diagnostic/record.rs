//! The records that Azure Monitor's diagnostic settings stream.

use std::borrow::Cow;

use crate::catalog::{Activity, Category, Open, Service};
use crate::formats::directory::{InitiatedBy, KeyValue, ModifiedProperty, TargetResource};
use crate::formats::foreign::{GRAPH_ACTIVITY, PROVISIONING, RISKS, SIGN_INS};
use crate::wire::{DecodeError, Guid, Ip, List, Object, Raw, Str, Time, parts, record};

record! {
    /// One event of the directory audit log, as diagnostic settings send it to Event Hubs and storage accounts: an
    /// envelope that all logs of Azure Monitor share, and the event proper in `properties`.
    ///
    /// There are three generations of it. Early 2018 has the category `Audit` and says little in `properties`, in fields of
    /// its own. Late 2018 has `AuditLogs` and the fields of Microsoft Graph, with a number for the result and nobody who
    /// acted. Since 2019 `properties` is what Graph returns, and a little more.
    ///
    /// See [the page on its format](crate::formats::diagnostic).
    ///
    /// Source: `reference-azure-monitor-audit-log-schema.md` of MicrosoftDocs/azure-docs; `packages/azure` of
    /// elastic/integrations (the `auditlogs` stream), and the records of the samples.
    ///
    /// ```
    /// use msaudit::catalog::Activity;
    /// use msaudit::formats::diagnostic::DiagnosticRecord;
    ///
    /// let json = r#"{"category":"AuditLogs","operationName":"Add user","durationMs":"0","Level":4,
    ///     "properties":{"category":"UserManagement","activityDisplayName":"Add user","result":"success"}}"#;
    /// let record: DiagnosticRecord = serde_json::from_str(json)?;
    /// assert_eq!(record.duration_ms.as_ref().map(|raw| raw.text().into_owned()), Some("0".to_owned()));
    /// assert!(record.not_ours().is_none());
    /// let properties = record.properties.expect("it has some");
    /// assert_eq!(properties.activity_display_name.and_then(|name| name.known()), Some(Activity::AddUser));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct DiagnosticRecord<'a> {
        /// When, in UTC.
        time: Time<'a> = "time",
        /// `/tenants/<tenant>/providers/Microsoft.aadiam`; missing in early 2018.
        resource_id: Str<'a> = "resourceId",
        /// The name of the activity; in early 2018 it may end in a full stop.
        operation_name: Open<'a, Activity> = "operationName",
        /// Version of the operation: `1.0`.
        operation_version: Str<'a> = "operationVersion",
        /// The log, not the category of the event: `AuditLogs`, in early 2018 `Audit`.
        category: Str<'a> = "category",
        /// The tenant. See [`tenant`](Self::tenant).
        tenant_id: Guid<'a> = "tenantId",
        /// `None`; in early 2018 `-1`. No value has a meaning.
        result_signature: Raw<'a> = "resultSignature",
        /// `Success` or `Failure`; early 2018.
        result_type: Str<'a> = "resultType",
        /// Why; `None` in early 2018.
        result_description: Str<'a> = "resultDescription",
        /// Milliseconds by its name, as a number or the text of one: 0, or -1. No value has a meaning.
        duration_ms: Raw<'a> = "durationMs",
        /// Address of whoever acted, not always a well-formed one; the text `<null>` in 2018.
        caller_ip_address: Ip<'a> = "callerIpAddress",
        /// Shared by the events of one operation; a GUID.
        correlation_id: Guid<'a> = "correlationId",
        /// Who acted: a display name, in early 2018 a user principal name or `NA`.
        identity: Str<'a> = "identity",
        /// `Informational`, or the number 4, or its text.
        level: Raw<'a> = "Level" | "level",
        /// Region of the data centre, such as `WUS`; early 2018.
        location: Str<'a> = "location",
        /// The event proper.
        properties: DiagnosticProperties<'a> = "properties",
    }
}

impl DiagnosticRecord<'_> {
    /// The tenant: `tenantId`, or else the one that `resourceId` names.
    pub fn tenant(&self) -> Option<&str> {
        let in_resource = || {
            let mut parts = self.resource_id.as_deref()?.split('/');
            parts.find(|part| part.eq_ignore_ascii_case("tenants"))?;
            parts.next()
        };
        self.tenant_id.as_deref().filter(|id| !id.is_empty()).or_else(in_resource).filter(|id| !id.is_empty())
    }

    /// What else the record is, if it is no event of the directory: one setting may stream several logs to one place, and
    /// Intune calls its own log `AuditLogs` too.
    ///
    /// The fields of `properties` decide. Only where they say nothing the category does.
    pub fn not_ours(&self) -> Option<&'static str> {
        if let Some(properties) = &self.properties {
            if properties.is_of_directory() {
                return None;
            }
            if properties.is_of_intune() {
                return Some("a record of Intune's audit log");
            }
        }
        match self.category.as_deref().unwrap_or_default().to_ascii_lowercase().as_str() {
            "" | "auditlogs" | "audit" => None,
            category if category.ends_with("signinlogs") => Some(SIGN_INS),
            "provisioninglogs" => Some(PROVISIONING),
            "microsoftgraphactivitylogs" => Some(GRAPH_ACTIVITY),
            "riskyusers" | "userriskevents" | "riskyserviceprincipals" | "serviceprincipalriskevents" => Some(RISKS),
            _ => Some("a record of another log than the directory's audit log"),
        }
    }
}

record! {
    /// The event proper of a [`DiagnosticRecord`]: what Microsoft Graph returns for it, then what only these records have,
    /// then the fields of early 2018.
    ///
    /// Sources: those of [`DiagnosticRecord`].
    ///
    /// ```
    /// use msaudit::formats::diagnostic::DiagnosticProperties;
    ///
    /// let json = r#"{"targetResourceType":"UPN__ObjectID__ObjectClass","targetResourceName":"a@contoso.com__7__User"}"#;
    /// let properties: DiagnosticProperties = serde_json::from_str(json)?;
    /// let parts: Vec<_> = properties.target_parts().collect();
    /// assert_eq!(parts, [("UPN", "a@contoso.com"), ("ObjectID", "7"), ("ObjectClass", "User")]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct DiagnosticProperties<'a> {
        /// Identity of the event, such as `Directory_<guid>_<text>_<number>`; in late 2018 without the GUID.
        id: Str<'a> = "id",
        /// What kind of resource was acted on.
        category: Open<'a, Category> = "category",
        /// Shared by the events of one operation.
        correlation_id: Guid<'a> = "correlationId",
        /// `success`, `failure` or `timeout`; in late 2018 a number, of which only 0 was seen, for success.
        result: Raw<'a> = "result",
        /// The reason; filled on success too.
        result_reason: Str<'a> = "resultReason",
        /// The name of the activity.
        activity_display_name: Open<'a, Activity> = "activityDisplayName",
        /// When, in UTC; RFC 3339 as a rule.
        activity_date_time: Time<'a> = "activityDateTime",
        /// Which service logged it.
        logged_by_service: Open<'a, Service> = "loggedByService",
        /// `Add`, `Assign`, `Update`, `Unassign`, `Delete` and others.
        operation_type: Str<'a> = "operationType",
        /// The actor. An empty object in late 2018.
        initiated_by: InitiatedBy<'a> = "initiatedBy",
        /// The affected resources, with the properties that changed. See [`targets`](Self::targets).
        target_resources: List<'a, TargetResource<'a>> = "targetResources",
        /// Further details, as key and value; in early 2018 `None` or an empty object. See [`details`](Self::details).
        additional_details: List<'a, KeyValue<'a>> = "additionalDetails",
        /// The actor's user agent; null in all records that were seen.
        user_agent: Str<'a> = "userAgent",

        /// Why, in other words; as a rule empty, and sometimes in the envelope.
        result_description: Str<'a> = "resultDescription",
        /// Empty in all records that were seen.
        result_type: Str<'a> = "resultType",
        /// The name of the activity once more.
        operation_name: Open<'a, Activity> = "operationName",
        /// Who acted; as a rule empty.
        identity: Str<'a> = "identity",
        /// The tenant once more.
        tenant_id: Guid<'a> = "tenantId",
        /// Where the tenant is at home, such as `NA`.
        tenant_geo: Str<'a> = "tenantGeo",

        /// What the envelope's `identity` is: `UPN` or `NA`; early 2018.
        identity_type: Str<'a> = "identityType",
        /// Further targets, empty in the documented records; early 2018.
        additional_targets: Raw<'a> = "additionalTargets",
        /// What changed, or empty text; early 2018. See [`updated_properties`](Self::updated_properties).
        target_updated_properties: List<'a, ModifiedProperty<'a>> = "targetUpdatedProperties",
        /// What the parts of `targetResourceName` are, joined by two underscores; early 2018.
        target_resource_type: Str<'a> = "targetResourceType",
        /// On what: its names and ids, joined by two underscores; early 2018. See [`target_parts`](Self::target_parts).
        target_resource_name: Str<'a> = "targetResourceName",
        /// What kind of resource was acted on; early 2018.
        audit_event_category: Open<'a, Category> = "auditEventCategory",
    }
}

parts! {
    DiagnosticProperties:
    /// What was acted on, since late 2018.
    list targets: TargetResource = target_resources;
}

impl DiagnosticProperties<'_> {
    /// The names and ids of the one target that records of early 2018 have, each behind what it is: `UPN`, `ObjectID`,
    /// `ObjectClass`, ... None if there are not as many values as kinds; then a value has underscores of its own.
    pub fn target_parts(&self) -> impl Iterator<Item = (&str, &str)> {
        let kinds = self.target_resource_type.as_deref().unwrap_or_default().split("__");
        let values = self.target_resource_name.as_deref().unwrap_or_default().split("__");
        let fits = kinds.clone().count() == values.clone().count();
        kinds.zip(values).filter(move |(kind, _)| fits && !kind.is_empty())
    }

    /// What changed in that target.
    ///
    /// # Errors
    ///
    /// If `targetUpdatedProperties` is neither empty nor a list of properties.
    pub fn updated_properties(&self) -> Result<Cow<'_, [ModifiedProperty<'_>]>, DecodeError> {
        ModifiedProperty::decode_list(self.target_updated_properties.as_ref().filter(|raw| says_something(raw)))
    }

    /// Further details.
    ///
    /// # Errors
    ///
    /// If `additionalDetails` is neither empty nor a list of keys and values.
    pub fn details(&self) -> Result<Cow<'_, [KeyValue<'_>]>, DecodeError> {
        KeyValue::decode_list(self.additional_details.as_ref().filter(|raw| says_something(raw)))
    }

    /// Whether a field is there that of all logs only the directory's has.
    fn is_of_directory(&self) -> bool {
        self.activity_display_name.is_some()
            || self.logged_by_service.is_some()
            || self.target_resources.is_some()
            || self.audit_event_category.is_some()
            || self.target_resource_type.is_some()
    }

    fn is_of_intune(&self) -> bool {
        const TELLING: [&str; 3] = ["ActivityDate", "ActivityResultStatus", "AuditEventId"];
        self.rest.unknown().iter().any(|(name, _)| TELLING.contains(&name.as_str()))
    }
}

/// Early 2018 writes nothing as `None`, as an empty object and as empty text.
fn says_something(raw: &Raw<'_>) -> bool {
    !raw.is_empty() && raw.text() != "None"
}

#[cfg(test)]
mod tests {
    use super::{DiagnosticRecord, PROVISIONING, SIGN_INS};

    fn not_ours(json: &str) -> Option<&'static str> {
        let record: DiagnosticRecord<'_> = serde_json::from_str(json).expect("the cases are records");
        record.not_ours()
    }

    #[test]
    fn other_logs_are_told_apart() {
        // Field names and kinds of Intune's records, values made up.
        let intune = r#"{"time":"2024-10-05T07:11:12Z","category":"AuditLogs","operationName":"Create Policy",
            "resultType":"Success","resultDescription":"None","identity":"a@contoso.com","properties":{
            "ActivityDate":"10/5/2024 7:11:12 AM","ActivityResultStatus":1,"ActivityType":0,"Actor":{"ActorType":1},
            "AdditionalDetails":"","AuditEventId":"7","Category":3,"RelationId":null,"Targets":[{"Name":null}]}}"#;
        assert_eq!(not_ours(intune), Some("a record of Intune's audit log"));
        let sign_in = r#"{"category":"NonInteractiveUserSignInLogs","operationName":"Sign-in activity","resultType":"0",
            "properties":{"id":"7","createdDateTime":"2024-10-05T07:11:12Z","userAgent":"curl"}}"#;
        assert_eq!(not_ours(sign_in), Some(SIGN_INS));
        for (category, reason) in [
            ("SignInLogs", Some(SIGN_INS)),
            ("ProvisioningLogs", Some(PROVISIONING)),
            ("Administrative", Some("a record of another log than the directory's audit log")),
            ("AuditLogs", None),
            ("Audit", None),
            ("auditlogs", None),
        ] {
            let json = format!(r#"{{"category":"{category}","operationName":"x","properties":{{}}}}"#);
            assert_eq!(not_ours(&json), reason, "{category}");
        }
    }

    #[test]
    fn fields_of_the_directory_outweigh_the_category() {
        // Some exporters put the category of the event into the envelope.
        for properties in [r#""loggedByService":"Core Directory""#, r#""auditEventCategory":"UserManagement""#] {
            let json = format!(r#"{{"category":"Policy","operationName":"x","properties":{{{properties}}}}}"#);
            assert_eq!(not_ours(&json), None, "{properties}");
        }
        assert_eq!(not_ours("{}"), None, "nothing says that it is another's");
    }

    #[test]
    fn the_tenant_is_found_in_the_resource() {
        for (json, tenant) in [
            (r#"{"tenantId":"7","resourceId":"/tenants/8/providers/Microsoft.aadiam"}"#, Some("7")),
            (r#"{"tenantId":"","resourceId":"/tenants/8/providers/Microsoft.aadiam"}"#, Some("8")),
            (r#"{"resourceId":"/TENANTS/8"}"#, Some("8")),
            (r#"{"resourceId":"/tenants/"}"#, None),
            (r#"{"resourceId":"/subscriptions/8"}"#, None),
            ("{}", None),
        ] {
            let record: DiagnosticRecord<'_> = serde_json::from_str(json).expect("the cases are records");
            assert_eq!(record.tenant(), tenant, "{json}");
        }
    }
}
