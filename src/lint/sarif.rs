//! Findings as SARIF 2.1.0, the form that code scanning takes.

use serde::Serialize;

use super::finding::Finding;
use super::kind::{Kind, Severity};

/// A SARIF log of the findings that are [notable](Finding::is_notable).
///
/// ```
/// use msaudit::lint::{Sarif, check};
///
/// let report = check("rule.kql", "AuditLogs | where OperationName == 'Add OAuth2PermissionGrant'");
/// let sarif = serde_json::to_value(Sarif::new(report.findings())).expect("it is written");
/// assert_eq!(sarif["version"], "2.1.0");
/// assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "historical");
/// ```
#[derive(Debug, Serialize)]
pub struct Sarif {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<ResultOf>,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Debug, Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOf {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Debug, Clone, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Sarif {
    /// The log.
    pub fn new<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let results = findings.into_iter().filter_map(|finding| Some(result(finding, finding.kind()?)));
        let results = results.collect();
        let text = |text: &str| Message { text: text.to_owned() };
        let descriptor = |kind: Kind| Descriptor {
            id: kind.name(),
            short_description: text(kind.summary()),
            help: text(kind.help()),
            default_configuration: Configuration { level: level(kind) },
        };
        let driver = Driver {
            name: "msaudit",
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: Kind::all().map(descriptor).collect(),
        };
        Self {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
        }
    }
}

/// As SARIF calls the severities.
fn level(kind: Kind) -> &'static str {
    match kind.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(finding: &Finding, kind: Kind) -> ResultOf {
    let advice = finding.advice();
    let text = match kind {
        Kind::Broken => advice,
        _ => format!("`{}` ({}): {advice}", finding.literal(), finding.field()),
    };
    let (end_line, end_column) = finding.end();
    let region = Region { start_line: finding.line(), start_column: finding.column(), end_line, end_column };
    let artifact_location = ArtifactLocation { uri: uri(finding.file()) };
    let fixes = finding.fix().map(|replacement| Fix {
        description: Message { text: "the spelling of the logs".to_owned() },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact_location.clone(),
            replacements: [Replacement {
                deleted_region: region.clone(),
                inserted_content: Message { text: replacement.to_owned() },
            }],
        }],
    });
    ResultOf {
        rule_id: kind.name(),
        rule_index: Kind::all().position(|other| other == kind).unwrap_or_default(),
        level: level(kind),
        message: Message { text },
        locations: [Location { physical_location: PhysicalLocation { artifact_location, region } }],
        fixes: fixes.into_iter().collect(),
    }
}

/// A path as a reference: what a URI does not allow is escaped, by the bytes of its UTF-8.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a b\\\u{e9}:#.yml"), "a%20b/%C3%A9%3A%23.yml");
    }
}
