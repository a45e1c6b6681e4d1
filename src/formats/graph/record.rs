//! The `directoryAudit` resource of Microsoft Graph.

use crate::catalog::{Activity, Category, Open, Service};
use crate::formats::directory::{InitiatedBy, KeyValue, TargetResource};
use crate::wire::{Guid, List, Str, Time, parts, record};

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
