//! The kinds of findings, each with an id, a help text and a severity.

use crate::named::named;

named! {
    "kind of finding", aliases: { "unknown-name" => Unknown, "historical-name" => Historical, "unreadable" => Broken };
    /// What is wrong with a place of a rule. The name is the id that reports, ignore comments and baselines use.
    ///
    /// ```
    /// use msaudit::lint::{Kind, Severity};
    ///
    /// assert_eq!("case".parse::<Kind>(), Ok(Kind::Case));
    /// assert_eq!(Kind::Case.severity(), Severity::Warning);
    /// assert!(Kind::Case.help().contains("=~"));
    /// ```
    pub enum Kind {
        /// A name that the catalogue lacks.
        Unknown = "unknown",
        /// A name that only an older edition lists.
        Historical = "historical",
        /// A part of a name that matches no name.
        Partial = "partial",
        /// A name under a case-sensitive operator in a spelling that no log writes.
        Case = "case",
        /// A name of another kind than the column holds.
        Column = "column",
        /// Service, category and activity of one condition that are documented, but not together.
        Combination = "combination",
        /// A value that a closed list lacks.
        Value = "value",
        /// A condition that no record meets.
        Never = "never",
        /// A rule, or the rest of it, that could not be read.
        Broken = "broken",
    }
}

named! {
    "severity";
    /// How much a finding matters.
    ///
    /// ```
    /// use msaudit::lint::Severity;
    ///
    /// assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Note);
    /// ```
    pub enum Severity {
        /// Worth a look: documents and records may differ here.
        Note = "note",
        /// The rule probably does not do what it says.
        Warning = "warning",
        /// The rule was not checked.
        Error = "error",
    }
}

impl Kind {
    /// How much it matters.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Combination => Severity::Note,
            Self::Broken => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// One line.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Unknown => "The catalogue lacks the name",
            Self::Historical => "Only an older edition of the documentation lists the name",
            Self::Partial => "The part of a name meets no name of the catalogue",
            Self::Case => "The operator is case-sensitive, and logs spell the name in another way",
            Self::Column => "The column holds names of another kind",
            Self::Combination => "Service, category and activity are not documented together",
            Self::Value => "The list of values lacks this one",
            Self::Never => "No record meets the condition",
            Self::Broken => "The rule file could not be read",
        }
    }

    /// What it means and what to do, for people.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Unknown => {
                "No edition of the documentation lists the name, and no record is known to have it. The rule may wait for a name that \
                 is never written. Check the spelling against the nearest names; if records do have the name, ignore the finding \
                 with a reason, and report the name so that the catalogue learns it."
            }
            Self::Historical => {
                "An older edition of the documentation lists the name and the newest does not. It may have been renamed: test for the \
                 new name too. Old records still have the old one, so keep it as long as you search them."
            }
            Self::Partial => {
                "The rule looks for a part of a name, or for a pattern, that matches no name of the catalogue. Check the spelling; \
                 `contains` and wildcards match anywhere, `has` matches whole words."
            }
            Self::Case => {
                "The operator compares case-sensitively (`==`, `in`, Sigma's `cased`, EQL's `==`), and the literal differs from what logs \
                 write in case, in a dash, in a blank or in the full stop with which the unified audit log ends names of the directory. \
                 The rule never matches. Use `=~` or `in~`, or the spelling that `--fix` puts in."
            }
            Self::Column => {
                "The name is known, but as one of another kind: a category in the column of services, an activity in the column of \
                 categories, a record type in the column of operations. The condition is never met. Test another column."
            }
            Self::Combination => {
                "The condition asks for a service, a category and an activity that are all documented, but that no edition lists \
                 together. Documents are incomplete, so this is a note: check it against records."
            }
            Self::Value => {
                "The column holds one of few values, and this is none of them. The condition is never met. The values are in the advice."
            }
            Self::Never => {
                "The condition cannot be met: it asks for two different names in one field of one record, or for a name that is written \
                 to another table. Use `or`, or the table that has the name."
            }
            Self::Broken => {
                "The file, or the rest of it, is not what its name says: YAML, TOML or JSON with an error. What stands before the error \
                 was checked."
            }
        }
    }
}
