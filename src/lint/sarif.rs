//! Findings as SARIF 2.1.0, the form that code scanning takes.

use serde::Serialize;
use strum::VariantArray;

use super::finding::{Finding, Verdict};

/// A SARIF log of the findings that are [notable](Finding::is_notable).
///
/// ```
/// use msaudit::lint::{Sarif, check};
///
/// let report = check("rule.kql", "AuditLogs | where OperationName == 'Reset user password'");
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

#[derive(Debug, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Debug, Serialize)]
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
        let rules: Vec<Verdict> = Verdict::VARIANTS.iter().copied().filter(|rule| describe(*rule).is_some()).collect();
        let results =
            findings.into_iter().filter(|finding| finding.is_notable()).map(|finding| result(finding, &rules));
        let results = results.collect();
        let descriptor = |&rule: &Verdict| Descriptor {
            id: rule.name(),
            short_description: Message { text: describe(rule).unwrap_or_default().to_owned() },
            default_configuration: Configuration { level: level(rule) },
        };
        let driver = Driver {
            name: "msaudit",
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: rules.iter().map(descriptor).collect(),
        };
        Self {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
        }
    }
}

/// What the rule of a verdict reports; none if it reports nothing.
fn describe(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Historical => Some("Only an older edition of the documentation lists the name"),
        Verdict::Partial => Some("The part of a name meets no name of the catalogue"),
        Verdict::Unknown => Some("The catalogue lacks the name"),
        Verdict::Broken => Some("The rule file could not be read"),
        Verdict::Documented | Verdict::Observed => None,
    }
}

/// Only a broken file is an error: the catalogue is not complete.
fn level(verdict: Verdict) -> &'static str {
    if verdict == Verdict::Broken { "error" } else { "warning" }
}

fn result(finding: &Finding, rules: &[Verdict]) -> ResultOf {
    let verdict = finding.verdict();
    let advice = finding.advice();
    let text = match verdict {
        Verdict::Broken => advice,
        _ => format!("`{}` ({}): {advice}", finding.literal(), finding.field()),
    };
    let (end_line, end_column) = finding.end();
    let region = Region { start_line: finding.line(), start_column: finding.column(), end_line, end_column };
    let artifact_location = ArtifactLocation { uri: uri(finding.file()) };
    ResultOf {
        rule_id: verdict.name(),
        rule_index: rules.iter().position(|&rule| rule == verdict).unwrap_or_default(),
        level: level(verdict),
        message: Message { text },
        locations: [Location { physical_location: PhysicalLocation { artifact_location, region } }],
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
