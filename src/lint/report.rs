//! What was found in a rule file, and what was not looked at.

use std::collections::BTreeMap;
use std::ops::Range;

use super::field::{Field, Log};
use super::finding::{Finding, Judgement, Verdict};
use super::fragment::Fragment;
use super::ignore::Ignores;
use super::judge::{Use, judge};
use super::kind::Kind;
use crate::named::named;

named! {
    "reason to skip";
    /// Why a literal or a comparison was not judged.
    ///
    /// ```
    /// assert_eq!(msaudit::lint::Skip::OtherWorkload.name(), "other-workload");
    /// ```
    pub enum Skip {
        /// A regular expression.
        Regex = "regex",
        /// A value that is computed, or a variable that is no list of literals.
        Computed = "computed",
        /// A field of this name, in a log that the catalogue does not cover or that the rule does not tell.
        OtherLog = "other-log",
        /// A name in the unified audit log that the catalogue lacks, and that does not have the form of the directory's names.
        OtherWorkload = "other-workload",
        /// A modifier of Sigma that is not understood.
        Modifier = "modifier",
        /// A word of a Sigma rule that is looked for in any field.
        Keyword = "keyword",
        /// An alias of YAML.
        Alias = "alias",
        /// A wildcard that any text meets.
        Anything = "anything",
        /// A finding that a comment in the rule says to ignore.
        Ignored = "ignored",
    }
}

impl Skip {
    /// What was skipped, for people.
    pub fn description(self) -> &'static str {
        match self {
            Self::Regex => "regular expressions",
            Self::Computed => "values that are computed",
            Self::OtherLog => "names of logs that the catalogue does not cover",
            Self::OtherWorkload => "names of the unified audit log that no document lists",
            Self::Modifier => "values under modifiers that are not understood",
            Self::Keyword => "keywords without a field",
            Self::Alias => "aliases",
            Self::Anything => "wildcards that meet anything",
            Self::Ignored => "findings that a comment says to ignore",
        }
    }
}

/// What [`check`](super::check()) found.
///
/// ```
/// use msaudit::lint::{Skip, check};
///
/// let report = check("rule.kql", "AuditLogs | where OperationName matches regex 'Add .*'");
/// assert!(report.findings().is_empty());
/// assert_eq!(report.skipped().collect::<Vec<_>>(), [(Skip::Regex, 1)]);
/// assert_eq!(report.rules(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    findings: Vec<Finding>,
    skipped: BTreeMap<Skip, u64>,
    rules: u64,
}

impl Report {
    /// A file that could not be read at all, and why.
    pub fn broken(file: &str, message: impl Into<String>) -> Self {
        let mut report = Self::default();
        report.add_broken(0..0, message);
        report.place(file, "");
        report
    }

    /// What was found, in the order of the file.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What was not judged, by reason, and how often.
    pub fn skipped(&self) -> impl Iterator<Item = (Skip, u64)> {
        self.skipped.iter().map(|(&skip, &count)| (skip, count))
    }

    /// How many rules or queries were read.
    pub fn rules(&self) -> u64 {
        self.rules
    }

    /// Adds what was found in another file.
    pub fn merge(&mut self, other: Self) {
        self.findings.extend(other.findings);
        for (skip, count) in other.skipped {
            *self.skipped.entry(skip).or_default() += count;
        }
        self.rules += other.rules;
    }

    /// Adds what was found in a part of the file that begins at `start`.
    pub(super) fn absorb(&mut self, mut other: Self, start: usize) {
        for finding in &mut other.findings {
            finding.span = finding.span.start + start..finding.span.end + start;
        }
        self.merge(other);
    }

    pub(super) fn add_rule(&mut self) {
        self.rules += 1;
    }

    pub(super) fn skip(&mut self, skip: Skip) {
        *self.skipped.entry(skip).or_default() += 1;
    }

    /// Says of a finding that something else is wrong with it, unless something is already.
    pub(super) fn mark(&mut self, finding: usize, kind: Kind, why: String) {
        let judgement = &mut self.findings[finding].judgement;
        if judgement.kind.is_none() {
            (judgement.kind, judgement.why) = (Some(kind), Some(why));
        }
    }

    pub(super) fn add_broken(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.findings.push(Finding {
            file: String::new(),
            span,
            line: 1,
            column: 1,
            end: (1, 1),
            literal: String::new(),
            field: String::new(),
            operator: String::new(),
            subject: None,
            log: None,
            judgement: Judgement::new(Verdict::Broken),
            message: Some(message.into()),
        });
    }

    /// Judges a literal, and keeps it or counts it as skipped.
    pub(super) fn judge(&mut self, seen: &Seen<'_>, literal: &str, fragment: Option<&Fragment>, span: Range<usize>) {
        if literal.trim().is_empty() {
            // Compared with nothing: whether there is a value at all.
            return;
        }
        if fragment.is_some_and(Fragment::is_anything) {
            return self.skip(Skip::Anything);
        }
        let Some(log) = seen.log else { return self.skip(Skip::OtherLog) };
        let subject = seen.field.subject;
        match judge(Use { subject, log, mixed: seen.mixed, sensitive: seen.sensitive, literal, fragment }) {
            None if log == Log::Unified => self.skip(Skip::OtherWorkload),
            None => self.skip(Skip::OtherLog),
            Some(judgement) => self.findings.push(Finding {
                file: String::new(),
                span,
                line: 0,
                column: 0,
                end: (0, 0),
                literal: literal.to_owned(),
                field: seen.name.to_owned(),
                operator: seen.operator.to_owned(),
                subject: Some(subject),
                log: Some(log),
                judgement,
                message: None,
            }),
        }
    }

    /// Names the file, and turns places in bytes into lines and columns: in one pass, however many there are.
    pub(super) fn place(&mut self, file: &str, text: &str) {
        // A list that is used twice is reported once.
        let key = |finding: &Finding| (finding.span.start, finding.span.end);
        self.findings
            .sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| (&a.field, &a.operator).cmp(&(&b.field, &b.operator))));
        self.findings.dedup();
        let ignores = Ignores::of(text);
        let mut cursor = Cursor { text, at: 0, line: 1, column: 1 };
        for finding in &mut self.findings {
            file.clone_into(&mut finding.file);
            (finding.line, finding.column) = cursor.advance(finding.span.start);
            finding.end = cursor.clone().advance(finding.span.end);
        }
        let before = self.findings.len();
        self.findings.retain(|finding| !finding.kind().is_some_and(|kind| ignores.contains(finding.line, kind)));
        for _ in self.findings.len()..before {
            self.skip(Skip::Ignored);
        }
    }
}

/// Where a rule compares something.
#[derive(Debug)]
pub(super) struct Seen<'r> {
    pub(super) field: Field,
    /// The field as written.
    pub(super) name: &'r str,
    pub(super) operator: &'r str,
    pub(super) log: Option<Log>,
    pub(super) mixed: bool,
    /// Whether the operator tells case apart.
    pub(super) sensitive: bool,
}

/// A place in a text that only goes forward.
#[derive(Debug, Clone)]
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl Cursor<'_> {
    fn advance(&mut self, to: usize) -> (usize, usize) {
        for character in self.text.get(self.at..to).unwrap_or_default().chars() {
            match character {
                '\n' => (self.line, self.column) = (self.line + 1, 1),
                // A byte order mark is no column.
                '\u{feff}' if self.line == 1 && self.column == 1 => {}
                _ => self.column += 1,
            }
        }
        self.at = self.at.max(to);
        (self.line, self.column)
    }
}
