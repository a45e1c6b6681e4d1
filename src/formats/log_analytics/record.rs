//! Rows of the table `AuditLogs` of Log Analytics.

use std::sync::OnceLock;

use crate::catalog::{Activity, Category, Open, Service};
use crate::formats::directory::{InitiatedBy, KeyValue, TargetResource};
use crate::wire::cells::{Cell, FromCell};
use crate::wire::{DecodeError, FromJson, Guid, Json, List, Object, Raw, Str, Time, parts, record};

record! {
    /// One row of the table `AuditLogs`, as queries return it and as the portal downloads it as CSV.
    ///
    /// Columns of the type `dynamic` are objects and lists in some exports and the text of them in others; both are read.
    /// Columns that a query added stay in `rest`.
    ///
    /// See [the page on its format](crate::formats::log_analytics).
    ///
    /// Source: `auditlogs-include.md` of MicrosoftDocs/azure-reference-other, and the rows of the samples.
    ///
    /// ```
    /// use msaudit::formats::log_analytics::AuditLogsRow;
    ///
    /// let json = r#"{"OperationName":"Add user","LoggedByService":"Core Directory","DurationMs":0,
    ///     "TargetResources":"[{\"id\":\"7\",\"type\":\"User\"}]"}"#;
    /// let row: AuditLogsRow = serde_json::from_str(json)?;
    /// assert_eq!(row.targets()?[0].kind.as_deref(), Some("User"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AuditLogsRow<'a> {
        /// When the row was made, in UTC.
        time_generated: Time<'a> = "TimeGenerated" | "TimeGenerated [UTC]",
        /// `/tenants/<tenant>/providers/Microsoft.aadiam`.
        resource_id: Str<'a> = "ResourceId",
        /// The name of the activity.
        operation_name: Open<'a, Activity> = "OperationName",
        /// Version of the operation: `1.0`.
        operation_version: Str<'a> = "OperationVersion",
        /// What kind of resource was acted on. Documented to be always `Audit`; real rows have the event's own.
        category: Open<'a, Category> = "Category",
        /// How it ended, in words of the envelope.
        result_type: Str<'a> = "ResultType",
        /// `None` as a rule.
        result_signature: Str<'a> = "ResultSignature",
        /// Why, in other words than the reason.
        result_description: Str<'a> = "ResultDescription",
        /// A number or the text of one, in milliseconds.
        duration_ms: Raw<'a> = "DurationMs",
        /// Shared by the events of one operation; a GUID.
        correlation_id: Guid<'a> = "CorrelationId",
        /// `Microsoft.aadiam`.
        resource: Str<'a> = "Resource",
        /// `Microsoft.aadiam`.
        resource_group: Str<'a> = "ResourceGroup",
        /// Provider of the resource.
        resource_provider: Str<'a> = "ResourceProvider",
        /// The display name of the actor.
        identity: Str<'a> = "Identity",
        /// A number or the text of one: 4 is informational.
        level: Raw<'a> = "Level",
        /// Region of the data centre.
        location: Str<'a> = "Location",
        /// Further details, as key and value. See [`details`](Self::details).
        additional_details: List<'a, KeyValue<'a>> = "AdditionalDetails",
        /// Identity of the event, such as `Directory_<guid>_<text>_<number>`.
        id: Str<'a> = "Id",
        /// The actor. See [`initiator`](Self::initiator).
        initiated_by: InitiatedByColumn<'a> = "InitiatedBy",
        /// Which service logged it.
        logged_by_service: Open<'a, Service> = "LoggedByService",
        /// `success`, `failure` or `timeout`.
        result: Str<'a> = "Result",
        /// The reason; filled on success too.
        result_reason: Str<'a> = "ResultReason",
        /// The affected resources, with the properties that changed. See [`targets`](Self::targets).
        target_resources: List<'a, TargetResource<'a>> = "TargetResources",
        /// The tenant of the directory, a GUID.
        aad_tenant_id: Guid<'a> = "AADTenantId",
        /// The name of the activity once more.
        activity_display_name: Open<'a, Activity> = "ActivityDisplayName",
        /// When it happened, in UTC.
        activity_date_time: Time<'a> = "ActivityDateTime" | "ActivityDateTime [UTC]",
        /// `Add`, `Assign`, `Update`, `Unassign`, `Delete` and others.
        aad_operation_type: Str<'a> = "AADOperationType",
        /// Name of the table, unless a query put something else there.
        kind: Str<'a> = "Type",
        /// What collected the row: `Azure AD`.
        source_system: Str<'a> = "SourceSystem",
        /// The workspace, a GUID. Every row has it though the page of the table does not list it.
        tenant_id: Guid<'a> = "TenantId",
        /// Size of the row in bytes, as it is billed.
        billed_size: Raw<'a> = "_BilledSize",
        /// Whether the row is billed.
        is_billable: Str<'a> = "_IsBillable",
    }
}

parts! {
    AuditLogsRow:
    /// The affected resources.
    list targets: TargetResource = target_resources;
    /// Further details.
    list details: KeyValue = additional_details;
}

impl AuditLogsRow<'_> {
    /// Who performed an activity.
    ///
    /// # Errors
    ///
    /// If `InitiatedBy` is not an object of users and applications, or the text of one.
    pub fn initiator(&self) -> Result<Option<InitiatedBy<'_>>, DecodeError> {
        self.initiated_by.as_ref().map_or(Ok(None), InitiatedByColumn::decode)
    }

    /// Whether the row names an activity and has a column that of the tables with an `OperationName` only this one has.
    pub(crate) fn is_of_directory(&self) -> bool {
        let telling = self.activity_display_name.is_some()
            || self.logged_by_service.is_some()
            || self.aad_operation_type.is_some()
            || self.initiated_by.is_some()
            || self.target_resources.is_some();
        telling && (self.operation_name.is_some() || self.activity_display_name.is_some())
    }
}

/// The column `InitiatedBy`: kept as written, decoded once.
///
/// Where it is the text of an object every name in it has to be copied, so it is decoded only if somebody asks who acted.
///
/// Source: the rows of the samples, which have the text.
///
/// ```
/// use msaudit::formats::log_analytics::AuditLogsRow;
///
/// let json = r#"{"InitiatedBy":"{\"app\":{\"displayName\":\"Sync\"}}"}"#;
/// let row: AuditLogsRow = serde_json::from_str(json)?;
/// let column = row.initiated_by.as_ref().expect("it is there");
/// let app = column.get().and_then(|by| by.app.as_ref());
/// assert_eq!(app.and_then(|app| app.display_name.as_deref()), Some("Sync"));
/// assert_eq!(serde_json::to_string(&row)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct InitiatedByColumn<'a> {
    raw: Raw<'a>,
    decoded: OnceLock<Option<Box<InitiatedBy<'static>>>>,
}

impl<'a> InitiatedByColumn<'a> {
    /// The column as written.
    pub fn raw(&self) -> &Raw<'a> {
        &self.raw
    }

    /// Who acted; none if the column is empty or cannot be decoded. [`decode`](Self::decode) tells the one from the other.
    pub fn get(&self) -> Option<&InitiatedBy<'static>> {
        let decode = || self.decode().ok().flatten().map(|by| Box::new(by.into_owned()));
        self.decoded.get_or_init(decode).as_deref()
    }

    /// Who acted, decoded anew.
    ///
    /// # Errors
    ///
    /// If the column is not an object of users and applications, or the text of one.
    pub fn decode(&self) -> Result<Option<InitiatedBy<'_>>, DecodeError> {
        InitiatedBy::decode(Some(&self.raw))
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> InitiatedByColumn<'static> {
        InitiatedByColumn { raw: self.raw.into_owned(), decoded: self.decoded }
    }

    fn new(raw: Raw<'a>) -> Self {
        Self { raw, decoded: OnceLock::new() }
    }
}

impl PartialEq for InitiatedByColumn<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl serde::Serialize for InitiatedByColumn<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for InitiatedByColumn<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(Self::new)
    }
}

impl<'a> FromJson<'a> for InitiatedByColumn<'a> {
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        Raw::from_json(json).map(Self::new)
    }
}

impl<'a> FromCell<'a> for InitiatedByColumn<'a> {
    fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError> {
        Raw::from_cell(cell).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::AuditLogsRow;
    use crate::wire::Object;
    use crate::wire::Time;

    #[test]
    fn cells_fill_a_row() {
        let mut row = AuditLogsRow::default();
        for (name, cell) in [
            ("TimeGenerated [UTC]", "3/23/2023, 7:22:53.000 AM"),
            ("OperationName", "Add user"),
            ("DurationMs", "0"),
            ("InitiatedBy", r#"{"user":{"userPrincipalName":"a@contoso.com"}}"#),
            ("TargetResources", r#"[{"type":"User","displayName":"B"}]"#),
            ("AdditionalDetails", ""),
            ("targetName", "B"),
        ] {
            match AuditLogsRow::column(name) {
                Some(column) => row.set(column, cell.into()).expect("the cells are of their kind"),
                None => row.keep(name, cell),
            }
        }
        assert_eq!(row.time_generated.as_ref().map(Time::as_str), Some("3/23/2023, 7:22:53.000 AM"));
        let by = row.initiator().expect("it decodes").expect("it is there");
        assert_eq!(by.user.and_then(|user| user.user_principal_name).as_deref(), Some("a@contoso.com"));
        assert_eq!(row.targets().expect("they decode")[0].display_name.as_deref(), Some("B"));
        assert!(row.details().expect("none").is_empty());
        assert!(row.is_null("AdditionalDetails"));
        assert_eq!(row.rest.unknown()[0].0, "targetName");
        assert!(row.is_of_directory());
    }

    #[test]
    fn rows_of_other_tables_are_not_of_the_directory() {
        for (json, is_of_directory) in [
            (r#"{"OperationName":"Add user","AADOperationType":"Add"}"#, true),
            (r#"{"ActivityDisplayName":"Add user"}"#, true),
            (r#"{"OperationName":"Sign-in activity","AADTenantId":"7","Category":"SignInLogs"}"#, false),
            (r#"{"OperationName":"Create Policy","Identity":"a@contoso.com","ResultType":"Success"}"#, false),
            (r#"{"InitiatedBy":{}}"#, false),
        ] {
            let row: AuditLogsRow<'_> = serde_json::from_str(json).expect("the cases are rows");
            assert_eq!(row.is_of_directory(), is_of_directory, "{json}");
        }
    }

    #[test]
    fn who_acted_may_be_unreadable() {
        let json = r#"{"InitiatedBy":"[5]"}"#;
        let row: AuditLogsRow<'_> = serde_json::from_str(json).expect("it is a row");
        assert!(row.initiated_by.as_ref().expect("it is there").get().is_none());
        assert_eq!(
            row.initiator().expect_err("a list").to_string(),
            "invalid type: sequence, expected an object (InitiatedBy) at line 1 column 0"
        );
        assert_eq!(row.clone().into_owned(), row);
    }
}
