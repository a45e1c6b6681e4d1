//! Detection rules: the names that they test for, against the catalogue.
//!
//! A rule that waits for a name which no log writes never fires, and nothing says so. [`check`] reads one rule file, finds
//! the literals that are compared with a field of an audit log, and says of each what the catalogue knows of it. It never
//! says that a name is wrong: no edition of the documentation is complete.
//!
//! ```
//! use msaudit::lint::{Verdict, check};
//!
//! let report = check("rule.kql", "AuditLogs\n| where OperationName in ('Add user', 'Add member from group')");
//! let verdicts: Vec<_> = report.findings().iter().map(|finding| finding.verdict()).collect();
//! assert_eq!(verdicts, [Verdict::Documented, Verdict::Unknown]);
//!
//! let unknown = &report.findings()[1];
//! assert_eq!((unknown.line(), unknown.column(), unknown.literal()), (2, 40, "Add member from group"));
//! assert!(unknown.nearest().contains(&"Remove member from group"));
//! ```
//!
//! # What is read
//!
//! - Sigma: `detection` of rules for `azure` audit logs and `m365` audit logs.
//! - The `query` of Sentinel's YAML rules and of Elastic's rules in TOML, YAML or JSON lines (the query languages of Kibana, EQL,
//!   ES|QL); the `search` of Splunk's rules.
//! - The queries anywhere in JSON: solutions, workbooks, exports of rules; the cells of Jupyter notebooks.
//! - Fenced code blocks of Markdown that are written in one of these languages.
//! - Files of Kusto queries and of Splunk searches.
//! - Panther's rules in Python, and the records that its YAML files test them with.
//!
//! In a query, constants and lists of `let` are followed, `dynamic([...])`, columns that `extend` or `project` name anew, members
//! such as `RawEventData["Operation"]` and `parse_json(AuditData).Operation`, functions that only change case or type, comparisons
//! written the other way round, `set_has_element`, and the values of `iff` and `case`.
//!
//! # What is found
//!
//! [`Kind`] has the kinds, each with a help text. A comment `msaudit:ignore KIND the reason` behind a line, or alone on the line
//! before, ignores findings there.
//!
//! # What is not
//!
//! Regular expressions, values that are computed, tables of other logs, and names of the unified audit log that the catalogue
//! lacks and that have not the form of the directory's: workloads log names that no document lists. They are
//! [counted](Report::skipped).

mod clause;
mod field;
mod finding;
mod fragment;
mod ignore;
mod json;
mod judge;
mod kind;
mod markdown;
mod panther;
mod passage;
mod query;
mod report;
mod rule;
mod sarif;
mod sigma;
mod yaml;

pub use field::{Log, Subject};
pub use finding::{Finding, Verdict};
pub use kind::{Kind, Severity};
pub use report::{Report, Skip};
pub use rule::{RuleKind, check, check_as, check_bytes};
pub use sarif::Sarif;
