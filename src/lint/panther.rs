//! Panther: the records that a rule in Python is tested with. A record that no log writes tests nothing.

use super::field::{Field, Log, Subject};
use super::report::{Report, Seen};
use super::yaml::Node;

/// Judges the names in the records that a rule is said to match; the others may be anything.
pub(super) fn check(rule: &Node<'_>, report: &mut Report) {
    let types = rule.get("LogTypes").map(Node::items).unwrap_or_default();
    let Some(log) = types.iter().filter_map(Node::text).find_map(log) else { return };
    for test in rule.get("Tests").map(Node::items).unwrap_or_default() {
        let expected = test.get("ExpectedResult").and_then(Node::text);
        let Some(record) = test.get("Log").filter(|_| expected.is_some_and(|it| it.eq_ignore_ascii_case("true")))
        else {
            continue;
        };
        // The log type of the directory holds sign-ins too.
        let mixed = log == Log::Entra && record.get("category").and_then(Node::text) != Some("AuditLogs");
        for (name, value) in record.entries() {
            let (Some(name), Some(value)) = (name.text(), value.scalar()) else { continue };
            let Some(field) = Field::find(name).filter(|field| field.subject == Subject::Activity) else { continue };
            let seen = Seen { field, name, operator: ":", log: Some(log), mixed, sensitive: false };
            report.judge(&seen, value.text(), None, value.locate(0..value.text().len()));
        }
    }
}

/// The log behind a log type.
fn log(log_type: &str) -> Option<Log> {
    match log_type {
        "Azure.Audit" => Some(Log::Entra),
        _ => log_type.starts_with("Microsoft365.Audit.").then_some(Log::Unified),
    }
}
