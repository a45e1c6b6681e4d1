//! Which fields of which logs hold names: all that the lint knows of schemas, as data.

use crate::named::named;

named! {
    "log";
    /// The log that a rule is about.
    ///
    /// ```
    /// assert_eq!(msaudit::lint::Log::Unified.name(), "unified-audit");
    /// ```
    pub enum Log {
        /// The audit log of the directory: `AuditLogs`.
        Entra = "entra-audit",
        /// The unified audit log: `OfficeActivity`, the Management API, Purview's search.
        Unified = "unified-audit",
        /// The label events of Sentinel: `MicrosoftPurviewInformationProtection`.
        Label = "label-events",
        /// The Azure Information Protection log: `InformationProtectionLogs_CL`.
        Aip = "aip-log",
    }
}

impl Log {
    /// The log behind a table of Log Analytics or of Defender.
    pub(super) fn of_table(table: &str) -> Option<Self> {
        TABLES.iter().find(|(name, _)| name.eq_ignore_ascii_case(table)).map(|&(_, log)| log)
    }

    /// The log behind the log source of a Sigma rule.
    pub(super) fn of_source(product: &str, service: &str) -> Option<Self> {
        let is = |(a, b, _): &&(&str, &str, Self)| a.eq_ignore_ascii_case(product) && b.eq_ignore_ascii_case(service);
        SOURCES.iter().find(is).map(|&(_, _, log)| log)
    }
}

named! {
    "kind of name";
    /// What kind of name a field holds.
    ///
    /// ```
    /// assert_eq!(msaudit::lint::Subject::RecordType.name(), "record-type");
    /// ```
    pub enum Subject {
        /// Activities and operations.
        Activity = "activity",
        /// Services that log.
        Service = "service",
        /// Categories of activities.
        Category = "category",
        /// Record types of the unified audit log.
        RecordType = "record-type",
        /// Workloads of the unified audit log.
        Workload = "workload",
        /// Results of the directory's audit log.
        Result = "result",
        /// Kinds of users of the unified audit log.
        UserType = "user-type",
    }
}

/// A field that holds names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    name: &'static str,
    pub(super) subject: Subject,
    /// The log whose field it is by its name alone, if a rule does not say.
    pub(super) home: Option<Log>,
    /// Whether the home is the only log that has a field of this name.
    pub(super) only_there: bool,
    /// Whether another service copies the names here and is free to spell them as it likes.
    pub(super) is_copy: bool,
}

impl Field {
    pub(super) fn find(name: &str) -> Option<Self> {
        FIELDS.iter().find(|field| field.name.eq_ignore_ascii_case(name)).copied()
    }
}

/// A field whose log the table or the log source tells.
const fn shared(name: &'static str, subject: Subject, home: Option<Log>) -> Field {
    Field { name, subject, home, only_there: false, is_copy: false }
}

/// A field whose name tells the log.
const fn own(name: &'static str, subject: Subject, home: Log) -> Field {
    Field { name, subject, home: Some(home), only_there: true, is_copy: false }
}

/// Names are compared without regard to case.
static FIELDS: [Field; 40] = {
    use Log::{Aip, Entra, Unified};
    use Subject::{Activity, Category, RecordType, Result, Service, UserType, Workload};
    [
        shared("OperationName", Activity, Some(Entra)),
        shared("ActivityDisplayName", Activity, Some(Entra)),
        shared("properties.activityDisplayName", Activity, Some(Entra)),
        shared("properties.operationName", Activity, Some(Entra)),
        // Older Sigma rules call it so, after the column of the portal.
        shared("properties.message", Activity, Some(Entra)),
        shared("properties.activity", Activity, Some(Entra)),
        shared("LoggedByService", Service, Some(Entra)),
        shared("properties.loggedByService", Service, Some(Entra)),
        shared("Category", Category, Some(Entra)),
        shared("properties.category", Category, Some(Entra)),
        shared("Operation", Activity, Some(Unified)),
        shared("Operations", Activity, Some(Unified)),
        shared("RecordType", RecordType, Some(Unified)),
        shared("OfficeRecordType", RecordType, Some(Unified)),
        shared("OfficeWorkload", Workload, Some(Unified)),
        shared("Workload", Workload, None),
        own("o365.audit.Workload", Workload, Unified),
        own("o365audit.Workload", Workload, Unified),
        // Only where the table says so: tables of other products have it too.
        // Public queries have both `DlpRuleMatch` and `DLPRuleMatch` here.
        Field { name: "ActionType", subject: Activity, home: None, only_there: false, is_copy: true },
        shared("event.action", Activity, None),
        shared("eventName", Activity, None),
        shared("Activity", Activity, None),
        // Only where the table says so: nearly every table has a result.
        shared("Result", Result, None),
        shared("properties.result", Result, Some(Entra)),
        own("azure.auditlogs.properties.result", Result, Entra),
        shared("UserType", UserType, None),
        own("o365.audit.UserType", UserType, Unified),
        own("o365audit.UserType", UserType, Unified),
        own("activityDisplayName", Activity, Entra),
        own("Activity_s", Activity, Aip),
        own("azure.auditlogs.operation_name", Activity, Entra),
        own("azure.auditlogs.properties.activity_display_name", Activity, Entra),
        own("azure.auditlogs.properties.activity_displayname", Activity, Entra),
        own("azure.auditlogs.properties.operation_name", Activity, Entra),
        own("azure.auditlogs.properties.logged_by_service", Service, Entra),
        own("azure.auditlogs.properties.category", Category, Entra),
        own("o365.audit.Operation", Activity, Unified),
        own("o365audit.Operation", Activity, Unified),
        own("o365.audit.RecordType", RecordType, Unified),
        own("o365audit.RecordType", RecordType, Unified),
    ]
};

/// Tables of Log Analytics and Defender.
static TABLES: [(&str, Log); 6] = [
    ("AuditLogs", Log::Entra),
    ("AuditLogs_CL", Log::Entra),
    ("OfficeActivity", Log::Unified),
    ("CloudAppEvents", Log::Unified),
    ("MicrosoftPurviewInformationProtection", Log::Label),
    ("InformationProtectionLogs_CL", Log::Aip),
];

/// Log sources of Sigma: product, service.
static SOURCES: [(&str, &str, Log); 6] = [
    ("azure", "auditlogs", Log::Entra),
    ("azure", "azure.auditlogs", Log::Entra),
    ("azuread", "auditlogs", Log::Entra),
    ("m365", "audit", Log::Unified),
    ("m365", "auditlogs", Log::Unified),
    ("m365", "exchange", Log::Unified),
];

/// Whether it is the category of a log: every record of the diagnostic settings has one, in a field that is called as the
/// category of activities is.
pub(super) fn is_category_of_a_log(literal: &str) -> bool {
    let lower = literal.to_ascii_lowercase();
    lower.ends_with("logs") || lower.starts_with("risky") || lower.ends_with("riskevents")
}

/// Whether it is an operation of a resource provider: every record of the diagnostic settings has its operation in a field of
/// the same name.
pub(super) fn is_of_a_resource(literal: &str) -> bool {
    literal.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("microsoft.")) && literal.contains('/')
}

/// Results of the directory's audit log. Source: `operationResult` of Microsoft Graph.
pub(super) const RESULTS: [&str; 4] = ["success", "failure", "timeout", "unknownFutureValue"];
