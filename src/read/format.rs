//! The formats, and how a record tells which one it is.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};

/// A wire format: where a record came from, by its shape. [The guide](crate::guide::formats) has a page on each.
///
/// ```
/// use msaudit::read::Format;
///
/// assert_eq!(Format::Graph.name(), "graph");
/// assert_eq!("management-api".parse(), Ok(Format::ManagementApi));
/// assert_eq!(
///     "graf".parse::<Format>().unwrap_err().to_string(),
///     "no format is named `graf`; expected one of graph, diagnostic, log-analytics, entra-csv, management-api, \
///      purview-csv, mpip, office-activity, aip-log, activity-explorer"
/// );
/// ```
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(
    serialize_all = "kebab-case",
    parse_err_ty = UnknownFormat,
    parse_err_fn = UnknownFormat::new
)]
#[non_exhaustive]
pub enum Format {
    /// `directoryAudit` resources of Microsoft Graph, and the JSON download of the Entra admin centre.
    Graph,
    /// Records that Azure Monitor's diagnostic settings stream to Event Hubs and storage accounts.
    Diagnostic,
    /// Rows of the table `AuditLogs` of Log Analytics, as JSON or CSV.
    LogAnalytics,
    /// Rows of the CSV download of the Entra admin centre.
    EntraCsv,
    /// Records of the Office 365 Management Activity API; the `AuditData` of other exports.
    ManagementApi,
    /// Rows with `AuditData` in them: the CSV download of the Purview audit search, and what `Search-UnifiedAuditLog` gives.
    PurviewCsv,
    /// Rows of the table `MicrosoftPurviewInformationProtection` of Log Analytics, as JSON or CSV.
    Mpip,
    /// Rows of the table `OfficeActivity` of Log Analytics, as JSON or CSV.
    OfficeActivity,
    /// Rows of the retired table `InformationProtectionLogs_CL` of Log Analytics, as JSON or CSV.
    AipLog,
    /// Rows of the activity explorer, as JSON or CSV.
    ActivityExplorer,
}

/// What tells a format: names that its records have together. The first that fits counts, so formats with more telling
/// names come first.
const TELLING: &[(Format, &[&str])] = &[
    (Format::PurviewCsv, &["AuditData"]),
    (Format::PurviewCsv, &["auditData"]),
    (Format::Graph, &["activityDisplayName", "activityDateTime"]),
    (Format::Mpip, &["RecordTypeName"]),
    (Format::OfficeActivity, &["OfficeWorkload"]),
    (Format::OfficeActivity, &["OfficeId", "RecordType"]),
    (Format::AipLog, &["Activity_s"]),
    (Format::AipLog, &["Activity_s_s"]),
    (Format::AipLog, &["Activity", "ItemPath", "LabelName"]),
    (Format::LogAnalytics, &["OperationName", "LoggedByService"]),
    (Format::LogAnalytics, &["OperationName", "AADOperationType"]),
    (Format::LogAnalytics, &["OperationName", "TargetResources"]),
    (Format::LogAnalytics, &["ActivityDisplayName", "TimeGenerated"]),
    (Format::Diagnostic, &["operationName", "properties"]),
    (Format::ManagementApi, &["Operation", "CreationTime"]),
    (Format::ManagementApi, &["Operation", "RecordType"]),
    (Format::ActivityExplorer, &["Happened", "Activity"]),
    (Format::EntraCsv, &["Activity", "ActorType"]),
    (Format::EntraCsv, &["Activity", "Date (UTC)"]),
    (Format::EntraCsv, &["ActivityDisplayName", "ActorType"]),
    (Format::EntraCsv, &["ActivityDisplayName", "TargetUPN"]),
    (Format::EntraCsv, &["Actividad", "Fecha (UTC)"]),
    (Format::EntraCsv, &["Activity", "Data (UTC)"]),
    (Format::Graph, &["activityDisplayName"]),
];

impl Format {
    /// The name: `graph`, `management-api`, ...
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// All formats.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        <Self as strum::VariantArray>::VARIANTS.iter().copied()
    }

    /// The format of a JSON object, judged by its names; or a message that shows the first few of them if they fit none.
    pub(super) fn of_object(json: &str) -> Result<Self, String> {
        let names: Names = serde_json::from_str(json).unwrap_or_default();
        Self::of_names(&names.0)
    }

    /// The format of a record or table with these names.
    pub(super) fn of_names(names: &[String]) -> Result<Self, String> {
        let has = |name: &&str| names.iter().any(|other| other == name);
        let found = TELLING.iter().find(|(_, telling)| telling.iter().all(has));
        found.map(|&(format, _)| format).ok_or_else(|| {
            let expected: Vec<&str> = Self::all().map(Self::name).collect();
            format!("no record of a known format: it has {}; expected one of {}", summary(names), expected.join(", "))
        })
    }
}

/// The first few names.
fn summary(names: &[String]) -> String {
    if names.is_empty() {
        return "no fields".to_owned();
    }
    let shown: Vec<String> = names.iter().take(4).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > 4 { ", ..." } else { "" };
    shown.join(", ") + more
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No format has the name.
///
/// ```
/// use msaudit::read::{Format, UnknownFormat};
///
/// let error: UnknownFormat = "graf".parse::<Format>().unwrap_err();
/// assert!(error.to_string().starts_with("no format is named `graf`; expected one of graph, "));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format is named `{name}`; expected one of {}", Format::all().map(Format::name).collect::<Vec<_>>().join(", "))]
pub struct UnknownFormat {
    name: Box<str>,
}

impl UnknownFormat {
    fn new(name: &str) -> Self {
        Self { name: name.into() }
    }
}

/// The names in an object, values passed over.
#[derive(Default)]
struct Names(Vec<String>);

impl<'de> serde::Deserialize<'de> for Names {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;

        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Names::default();
                while let Some(name) = map.next_key()? {
                    names.0.push(name);
                    map.next_value::<IgnoredAny>()?;
                }
                Ok(names)
            }
        }

        deserializer.deserialize_map(NamesVisitor)
    }
}
