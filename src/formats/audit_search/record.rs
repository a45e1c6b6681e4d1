//! Rows with a record inside.

use super::AuditData;
use crate::catalog::{Code, RecordType};
use crate::wire::{Raw, Str, Time, record};

record! {
    /// A row of the Purview audit search (CSV, its old and its new header), of `Search-UnifiedAuditLog`, or a record of
    /// Graph's `security/auditLog/queries`: a few columns, and the [record](crate::formats::management_api::AuditRecord) in one of them.
    ///
    /// See [the page on its format](crate::formats::audit_search).
    ///
    /// Sources: `export-view-audit-log-records.md` (MicrosoftDocs/microsoft-365-docs), `AipDiscover.md` and
    /// `aip-unified-audit-logs-best-practices.md` (MicrosoftDocs/office-365-management-api), `security-auditlogrecord.md`
    /// (microsoftgraph/microsoft-graph-docs-contrib).
    ///
    /// ```
    /// use msaudit::formats::audit_search::SearchRow;
    ///
    /// let json = r#"{"RecordType":"AipDiscover","AuditData":"{\"Operation\":\"Access\"}"}"#;
    /// let row: SearchRow = serde_json::from_str(json)?;
    /// let record = row.audit_data.as_ref().and_then(|data| data.record()).expect("it is whole");
    /// assert_eq!(record.operation.as_deref(), Some("Access"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct SearchRow<'a> {
        /// Identity of the record: the `Id` inside.
        record_id: Str<'a> = "RecordId" | "Identity" | "id",
        /// When. PowerShell writes it as the local culture has it, without a zone.
        creation_date: Time<'a> = "CreationDate" | "createdDateTime" | "CreatedDateTime",
        /// Record type: a number in CSV, a name from PowerShell and Graph.
        record_type: Code<'a, RecordType> = "RecordType" | "auditLogRecordType",
        /// The operation.
        operation: Str<'a> = "Operation" | "Operations" | "operation",
        /// The account that acted.
        user_id: Str<'a> = "UserId" | "UserIds" | "userId",
        /// The record.
        audit_data: AuditData<'a> = "AuditData" | "auditData",
        /// Administrative units, by id.
        associated_admin_units: Raw<'a> = "AssociatedAdminUnits" | "administrativeUnits",
        /// Their names.
        associated_admin_units_names: Raw<'a> = "AssociatedAdminUnitsNames",
        /// Place in the result of the search; -1 where the search timed out.
        result_index: Raw<'a> = "ResultIndex",
        /// Size of the result of the search.
        result_count: Raw<'a> = "ResultCount",
    }
}
