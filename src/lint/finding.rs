//! What was found at one place of a rule.

use std::fmt::Write;
use std::ops::Range;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::field::{Log, Subject};
use super::kind::{Kind, Severity};
use crate::catalog;
use crate::named::named;

named! {
    "verdict";
    /// What the catalogue knows about a literal. No edition is complete, so a name is never wrong.
    ///
    /// ```
    /// use msaudit::lint::Verdict;
    ///
    /// assert_eq!(Verdict::Historical.name(), "historical");
    /// ```
    pub enum Verdict {
        /// The newest edition of its product lists it.
        Documented = "documented",
        /// Only an older edition lists it.
        Historical = "historical",
        /// No edition lists it, but records or rules have it.
        Observed = "observed",
        /// A part of a name, or a name with wildcards: see [`Finding::meets`].
        Partial = "partial",
        /// The catalogue does not know it.
        Unknown = "unknown",
        /// The file, or the rest of it, could not be read.
        Broken = "broken",
    }
}

impl From<catalog::NameStatus> for Verdict {
    fn from(verdict: catalog::NameStatus) -> Self {
        match verdict {
            catalog::NameStatus::Documented => Self::Documented,
            catalog::NameStatus::Historical => Self::Historical,
            catalog::NameStatus::Observed => Self::Observed,
            catalog::NameStatus::Unknown => Self::Unknown,
        }
    }
}

/// A literal that a rule compares with a field, and what the catalogue knows of it; or a file that could not be read.
///
/// ```
/// use msaudit::lint::check;
///
/// let report = check("rule.kql", "AuditLogs | where OperationName == 'Add OAuth2PermissionGrant'");
/// let finding = &report.findings()[0];
/// assert_eq!((finding.field(), finding.operator()), ("OperationName", "=="));
/// assert_eq!(finding.successors(), ["Add delegated permission grant"]);
/// assert!(finding.is_notable());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub(super) file: String,
    pub(super) span: Range<usize>,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end: (usize, usize),
    pub(super) literal: String,
    pub(super) field: String,
    pub(super) operator: String,
    pub(super) subject: Option<Subject>,
    pub(super) log: Option<Log>,
    pub(super) judgement: Judgement,
    pub(super) message: Option<String>,
}

/// The part of a finding that the catalogue gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) name: Option<&'static str>,
    pub(super) successors: Vec<&'static str>,
    pub(super) nearest: Vec<&'static str>,
    pub(super) meets: Option<usize>,
    /// What is wrong, where that is not told by the verdict.
    pub(super) kind: Option<Kind>,
    /// Why, in place of what the verdict says.
    pub(super) why: Option<String>,
    /// What to write instead.
    pub(super) fix: Option<String>,
}

impl Judgement {
    pub(super) fn new(verdict: impl Into<Verdict>) -> Self {
        Self {
            verdict: verdict.into(),
            name: None,
            successors: Vec::new(),
            nearest: Vec::new(),
            meets: None,
            kind: None,
            why: None,
            fix: None,
        }
    }
}

impl Finding {
    /// The file, as it was named to [`check`](super::check()).
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line of the literal, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column of the literal in characters, from 1, after an opening quotation mark.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The line and column after the literal.
    pub fn end(&self) -> (usize, usize) {
        self.end
    }

    /// The bytes of the file that hold the literal.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The literal, its escapes resolved.
    pub fn literal(&self) -> &str {
        &self.literal
    }

    /// The field that it is compared with, as written.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The operator or modifier, as written.
    pub fn operator(&self) -> &str {
        &self.operator
    }

    /// What kind of name the field holds; none if the file is broken.
    pub fn subject(&self) -> Option<Subject> {
        self.subject
    }

    /// The log that the rule is about; none if the file is broken.
    pub fn log(&self) -> Option<Log> {
        self.log
    }

    /// What the catalogue knows about it.
    pub fn verdict(&self) -> Verdict {
        self.judgement.verdict
    }

    /// The name in the catalogue that it stands for.
    pub fn name(&self) -> Option<&'static str> {
        self.judgement.name
    }

    /// What later editions call it.
    pub fn successors(&self) -> &[&'static str] {
        &self.judgement.successors
    }

    /// The nearest names to one that is unknown, nearest first.
    pub fn nearest(&self) -> &[&'static str] {
        &self.judgement.nearest
    }

    /// How many names of the catalogue a fragment matches.
    pub fn meets(&self) -> Option<usize> {
        self.judgement.meets
    }

    /// What is wrong, if something is.
    pub fn kind(&self) -> Option<Kind> {
        self.judgement.kind.or(match self.verdict() {
            Verdict::Documented | Verdict::Observed => None,
            Verdict::Partial => (self.meets() == Some(0)).then_some(Kind::Partial),
            Verdict::Historical => Some(Kind::Historical),
            Verdict::Unknown => Some(Kind::Unknown),
            Verdict::Broken => Some(Kind::Broken),
        })
    }

    /// How much it matters; none if nothing is wrong.
    pub fn severity(&self) -> Option<Severity> {
        self.kind().map(Kind::severity)
    }

    /// Whether it deserves attention: whether something is wrong.
    pub fn is_notable(&self) -> bool {
        self.kind().is_some()
    }

    /// What to write in place of the [literal](Self::span), where that says the same in the spelling of the logs.
    ///
    /// ```
    /// use msaudit::lint::check;
    ///
    /// let report = check("rule.kql", "AuditLogs | where OperationName == 'add user'");
    /// assert_eq!(report.findings()[0].fix(), Some("Add user"));
    /// ```
    pub fn fix(&self) -> Option<&str> {
        self.judgement.fix.as_deref()
    }

    /// A short explanation for people.
    pub fn advice(&self) -> String {
        if let Some(why) = &self.judgement.why {
            return why.clone();
        }
        let quoted = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let mut advice = match self.verdict() {
            Verdict::Documented => "listed in the newest edition".to_owned(),
            Verdict::Observed => "in no current edition, but seen in records or rules".to_owned(),
            Verdict::Historical if self.successors().is_empty() => "only an older edition lists it".to_owned(),
            Verdict::Historical => format!("only an older edition lists it; now {}", quoted(self.successors())),
            Verdict::Partial => match self.meets() {
                Some(0) | None => "meets no name of the catalogue".to_owned(),
                Some(1) => "meets 1 name of the catalogue".to_owned(),
                Some(many) => format!("meets {many} names of the catalogue"),
            },
            Verdict::Unknown if self.nearest().is_empty() => "not in the catalogue".to_owned(),
            Verdict::Unknown => format!("not in the catalogue; nearest: {}", quoted(self.nearest())),
            Verdict::Broken => self.message.clone().unwrap_or_default(),
        };
        if let Some(name) = self.name().filter(|name| *name != self.literal) {
            // Writing to a string cannot fail.
            let _ = write!(advice, ", as `{name}`");
        }
        advice
    }
}

/// `{"file","line","column","verdict","literal","field","operator","log","subject","name","successors","nearest","meets",
/// "message","kind","severity","advice","fix"}`, as the command line writes it.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 18)?;
        object.serialize_field("file", &self.file)?;
        object.serialize_field("line", &self.line)?;
        object.serialize_field("column", &self.column)?;
        object.serialize_field("verdict", self.verdict().name())?;
        object.serialize_field("literal", &self.literal)?;
        object.serialize_field("field", &self.field)?;
        object.serialize_field("operator", &self.operator)?;
        object.serialize_field("log", &self.log.map(Log::name))?;
        object.serialize_field("subject", &self.subject.map(Subject::name))?;
        object.serialize_field("name", &self.name())?;
        object.serialize_field("successors", self.successors())?;
        object.serialize_field("nearest", self.nearest())?;
        object.serialize_field("meets", &self.meets())?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("kind", &self.kind().map(Kind::name))?;
        object.serialize_field("severity", &self.severity().map(Severity::name))?;
        object.serialize_field("advice", &self.advice())?;
        object.serialize_field("fix", &self.fix())?;
        object.end()
    }
}
