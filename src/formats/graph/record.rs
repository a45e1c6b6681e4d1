//! The `directoryAudit` resource of Microsoft Graph.

use crate::catalog::{Activity, Category, Open, Service};
use crate::wire::{Guid, Ip, List, Raw, Str, Time, parts, record};

record! {
    /// One event of the directory audit log, as `GET /auditLogs/directoryAudits` returns it (v1.0 and beta), and as the
    /// Entra admin centre downloads it as JSON.
    ///
    /// Targets and details are kept as JSON until they are asked for.
    ///
    /// See [the page on its format](crate::formats::graph).
    ///
    /// Source: `directoryaudit.md` of microsoftgraph/microsoft-graph-docs-contrib, and the records of the samples.
    ///
    /// ```
    /// use msaudit::catalog::Activity;
    /// use msaudit::formats::graph::DirectoryAudit;
    ///
    /// let json = r#"{"activityDisplayName":"Add user","targetResources":[{"id":"7","type":"User"}]}"#;
    /// let audit: DirectoryAudit = serde_json::from_str(json)?;
    /// let activity = audit.activity_display_name.as_ref().and_then(|name| name.known());
    /// assert_eq!(activity, Some(Activity::AddUser));
    /// assert_eq!(audit.targets()?[0].kind.as_deref(), Some("User"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct DirectoryAudit<'a> {
        /// Identity of the event, such as `Directory_<guid>_<text>_<number>`.
        id: Str<'a> = "id",
        /// What kind of resource was acted on.
        category: Open<'a, Category> = "category",
        /// Shared by the events of one operation; a GUID in most records.
        correlation_id: Guid<'a> = "correlationId",
        /// `success`, `failure`, `timeout` or `unknownFutureValue`.
        result: Str<'a> = "result",
        /// The reason; filled on success too.
        result_reason: Str<'a> = "resultReason",
        /// The name of the activity.
        activity_display_name: Open<'a, Activity> = "activityDisplayName",
        /// When; RFC 3339, in UTC.
        activity_date_time: Time<'a> = "activityDateTime",
        /// Which service logged it.
        logged_by_service: Open<'a, Service> = "loggedByService",
        /// `Add`, `Assign`, `Update`, `Unassign`, `Delete` and others.
        operation_type: Str<'a> = "operationType",
        /// Who acted: a user or an application.
        initiated_by: InitiatedBy<'a> = "initiatedBy",
        /// The affected resources, with the properties that changed. See [`targets`](Self::targets).
        target_resources: List<'a, TargetResource<'a>> = "targetResources",
        /// Further details, as key and value. See [`details`](Self::details).
        additional_details: List<'a, KeyValue<'a>> = "additionalDetails",
        /// The actor's user agent; beta only.
        user_agent: Str<'a> = "userAgent",
    }
}

parts! {
    DirectoryAudit:
    /// The affected resources.
    list targets: TargetResource = target_resources;
    /// Further details.
    list details: KeyValue = additional_details;
}

record! {
    /// Who performed the action. Usually exactly one of the two is set.
    ///
    /// Source: `auditactivityinitiator.md` of microsoftgraph/microsoft-graph-docs-contrib.
    ///
    /// ```
    /// use msaudit::formats::graph::InitiatedBy;
    ///
    /// let by: InitiatedBy = serde_json::from_str(r#"{"user":null,"app":{"displayName":"Sync"}}"#)?;
    /// assert_eq!(by.app.and_then(|app| app.display_name).as_deref(), Some("Sync"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct InitiatedBy<'a> {
        /// A person.
        user: UserIdentity<'a> = "user",
        /// An application.
        app: AppIdentity<'a> = "app",
    }
}

record! {
    /// A user who acted.
    ///
    /// Source: `audituseridentity.md` of microsoftgraph/microsoft-graph-docs-contrib; `roles` from the samples.
    ///
    /// ```
    /// use msaudit::formats::graph::UserIdentity;
    ///
    /// let user: UserIdentity = serde_json::from_str(r#"{"userPrincipalName":"a@contoso.com","ipAddress":null}"#)?;
    /// assert_eq!(user.user_principal_name.as_deref(), Some("a@contoso.com"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct UserIdentity<'a> {
        /// Object id; all zeros in records of some services.
        id: Str<'a> = "id",
        /// Display name.
        display_name: Str<'a> = "displayName",
        /// User principal name.
        user_principal_name: Str<'a> = "userPrincipalName",
        /// Address the user came from.
        ip_address: Ip<'a> = "ipAddress",
        /// Kind of user; null in nearly all records that were seen.
        user_type: Str<'a> = "userType",
        /// The user's own tenant.
        home_tenant_id: Guid<'a> = "homeTenantId",
        /// Its name.
        home_tenant_name: Str<'a> = "homeTenantName",
        /// Roles: a list, in some records a text.
        roles: Raw<'a> = "roles",
    }
}

record! {
    /// An application that acted.
    ///
    /// Source: `appidentity.md` of microsoftgraph/microsoft-graph-docs-contrib.
    ///
    /// ```
    /// use msaudit::formats::graph::AppIdentity;
    ///
    /// let app: AppIdentity = serde_json::from_str(r#"{"displayName":"Microsoft Substrate Management"}"#)?;
    /// assert_eq!(app.display_name.as_deref(), Some("Microsoft Substrate Management"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AppIdentity<'a> {
        /// Application (client) id.
        app_id: Guid<'a> = "appId",
        /// Display name.
        display_name: Str<'a> = "displayName",
        /// Object id of its service principal.
        service_principal_id: Guid<'a> = "servicePrincipalId",
        /// Name of its service principal.
        service_principal_name: Str<'a> = "servicePrincipalName",
    }
}

record! {
    /// A resource that an activity affected.
    ///
    /// Source: `targetresource.md` and, for `Type`, `directoryaudit-list.md` of microsoftgraph/microsoft-graph-docs-contrib.
    ///
    /// ```
    /// use msaudit::formats::graph::TargetResource;
    ///
    /// // Some documents write `Type`.
    /// let target: TargetResource = serde_json::from_str(r#"{"id":"7","Type":"Group"}"#)?;
    /// assert_eq!(target.kind.as_deref(), Some("Group"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct TargetResource<'a> {
        /// Object id.
        id: Str<'a> = "id",
        /// Display name.
        display_name: Str<'a> = "displayName",
        /// `User`, `Group`, `Application`, `ServicePrincipal`, `Device`, `Role`, `Policy`, `N/A`, ...
        kind: Str<'a> = "type" | "Type",
        /// User principal name, of a user.
        user_principal_name: Str<'a> = "userPrincipalName",
        /// Address, of a user.
        ip_address: Ip<'a> = "ipAddress",
        /// `unifiedGroups`, `azureAD`, `unknownFutureValue`; of a group.
        group_type: Str<'a> = "groupType",
        /// The changed properties. See [`changes`](Self::changes).
        modified_properties: List<'a, ModifiedProperty<'a>> = "modifiedProperties",
        /// Administrative units; diagnostic settings only, and empty there.
        administrative_units: Raw<'a> = "administrativeUnits",
    }
}

parts! {
    TargetResource:
    /// The changed properties.
    list changes: ModifiedProperty = modified_properties;
}

record! {
    /// A changed property.
    ///
    /// Old and new value are texts that hold JSON, as a rule: `"\"Global Administrator\""`. See [`Raw::inner`].
    ///
    /// Source: `targetresource.md` of microsoftgraph/microsoft-graph-docs-contrib, and the records of the samples.
    ///
    /// ```
    /// use msaudit::formats::graph::ModifiedProperty;
    ///
    /// let property: ModifiedProperty = serde_json::from_str(r#"{"displayName":"Name","newValue":"[\"x\"]"}"#)?;
    /// assert_eq!(property.new_value.expect("it has one").inner(), r#"["x"]"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ModifiedProperty<'a> {
        /// Name of the property; `Name` in diagnostic settings of early 2018.
        display_name: Str<'a> = "displayName" | "DisplayName" | "Name",
        /// Value before.
        old_value: Raw<'a> = "oldValue" | "OldValue",
        /// Value after.
        new_value: Raw<'a> = "newValue" | "NewValue",
    }
}

record! {
    /// A detail of an event.
    ///
    /// Source: `directoryaudit.md` of microsoftgraph/microsoft-graph-docs-contrib.
    ///
    /// ```
    /// use msaudit::formats::graph::KeyValue;
    ///
    /// let detail: KeyValue = serde_json::from_str(r#"{"key":"User-Agent","value":"curl"}"#)?;
    /// assert_eq!(detail.key.as_deref(), Some("User-Agent"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct KeyValue<'a> {
        /// Its name.
        key: Str<'a> = "key",
        /// Its value.
        value: Raw<'a> = "value",
    }
}
