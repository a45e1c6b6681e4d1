//! The exporter, and what it counts.

use serde_json::{Map, Value};

use super::rules::{Class, RULES, Signs, words};
use super::{asim, ocsf};
use crate::analysis::Counts;
use crate::catalog::{Activity, Code, Operation, OperationListing};
use crate::event::{DecodedEvent, Event};
use crate::named::named;

named! {
    "schema";
    /// A schema that events can be written in.
    ///
    /// ```
    /// use msaudit::export::Schema;
    ///
    /// assert_eq!("ocsf".parse::<Schema>(), Ok(Schema::Ocsf));
    /// ```
    pub enum Schema {
        /// The Open Cybersecurity Schema Framework, in version 1.7.0.
        Ocsf = "ocsf",
        /// The Advanced Security Information Model of Microsoft Sentinel: `AuditEvent`, `UserManagement` and `Authentication`.
        Asim = "asim",
    }
}

/// Turns events into objects of another schema: see the [module](super).
///
/// ```
/// use msaudit::export::{Exporter, Schema};
/// use msaudit::read::Reader;
///
/// let export = br#"{"activityDisplayName": "Disable account", "activityDateTime": "2025-03-03T10:00:00Z", "result": "success",
///     "loggedByService": "Core Directory", "category": "UserManagement", "id": "1",
///     "initiatedBy": {"user": {"userPrincipalName": "ana@contoso.com"}},
///     "targetResources": [{"type": "User", "userPrincipalName": "bo@contoso.com"}]}"#;
/// let mut reader = Reader::new(&export[..]);
/// let entry = reader.records().next().expect("there is one")?;
/// let row = Exporter::new(Schema::Asim).export(&entry.decode(None));
/// assert_eq!((row["EventSchema"].as_str(), row["EventType"].as_str()), (Some("UserManagement"), Some("UserDisabled")));
/// assert_eq!(row["TargetUsername"], "bo@contoso.com");
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Exporter {
    schema: Schema,
    report: ExportReport,
}

impl Exporter {
    /// An exporter that has written nothing yet.
    pub fn new(schema: Schema) -> Self {
        Self { schema, report: ExportReport::default() }
    }

    /// An event as an object of the schema.
    pub fn export(&mut self, decoded: &DecodedEvent<'_>) -> Map<String, Value> {
        let signs = signs(decoded);
        let (class, is_generic) = RULES.class(&signs);
        let (object, class, lacks) = match self.schema {
            Schema::Ocsf => ocsf::object(decoded, &signs, class),
            Schema::Asim => asim::object(decoded, &signs, class),
        };
        self.report.add(&class, is_generic, lacks, decoded.instant().is_none());
        object
    }

    /// Consumes the exporter and returns what was written.
    pub fn into_report(self) -> ExportReport {
        self.report
    }

    /// What was written so far.
    pub fn report(&self) -> &ExportReport {
        &self.report
    }
}

/// What is known of an event when it is placed.
fn signs<'r>(decoded: &DecodedEvent<'r>) -> Signs<'r> {
    let event: &Event<'r> = decoded.event();
    let known = decoded.known();
    let name = event.activity().unwrap_or_default();
    let sections =
        known.operation().into_iter().flat_map(|operation| operation.listings().iter().map(OperationListing::section));
    let categories = match known.category() {
        Some(category) => vec![category],
        None => known.activity().map_or_else(Vec::new, |activity| Signs::of_activity(activity).categories),
    };
    // Capitals tell where a word begins, so the catalogue's spelling counts where it has one.
    let spelled = known.activity().map(Activity::name).or(known.operation().map(Operation::name)).unwrap_or(name);
    Signs {
        source: event.source_name(),
        name,
        words: words(spelled),
        record_type: event.record_type().and_then(Code::known),
        sections: sections.collect(),
        categories,
        workload: known.workload(),
    }
}

/// What an [`Exporter`] has written.
///
/// ```
/// use msaudit::export::{Exporter, Schema};
///
/// let exporter = Exporter::new(Schema::Ocsf);
/// assert_eq!((exporter.report().generic(), exporter.report().incomplete()), (0, 0));
/// ```
#[derive(Debug, Default, Clone)]
pub struct ExportReport {
    classes: Counts,
    generic: u64,
    incomplete: u64,
    undated: u64,
}

impl ExportReport {
    fn add(&mut self, class: &str, is_generic: bool, lacks: bool, is_undated: bool) {
        self.classes.add(class);
        self.generic += u64::from(is_generic);
        self.incomplete += u64::from(lacks);
        self.undated += u64::from(is_undated);
    }

    /// Adds what another exporter has written. The order of merging does not matter.
    pub fn merge(&mut self, other: Self) {
        self.classes.merge(other.classes);
        self.generic += other.generic;
        self.incomplete += other.incomplete;
        self.undated += other.undated;
    }

    /// Events per class, by the name that the schema calls it.
    pub fn classes(&self) -> &Counts {
        &self.classes
    }

    /// Events that no rule places, and that are calls of an interface for want of anything better.
    pub fn generic(&self) -> u64 {
        self.generic
    }

    /// Events that lack what their class asks for, and are calls of an interface instead, or say who logged them where the schema
    /// asks who acted.
    pub fn incomplete(&self) -> u64 {
        self.incomplete
    }

    /// Events without a time that can be read, which every schema asks for.
    pub fn undated(&self) -> u64 {
        self.undated
    }
}

/// How much of the catalogue the mappings place.
///
/// ```
/// use msaudit::export::Coverage;
///
/// let coverage = Coverage::of_catalogue();
/// assert!(coverage.specific() * 100 >= coverage.names() * 95);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    names: usize,
    specific: usize,
}

impl Coverage {
    /// Over all activities of the directory and all operations of the unified audit log.
    pub fn of_catalogue() -> Self {
        let activities = Activity::all().map(Signs::of_activity);
        let all: Vec<Signs<'_>> = activities.chain(Operation::all().map(Signs::of_operation)).collect();
        let specific = all.iter().filter(|signs| !RULES.class(signs).1).count();
        Self { names: all.len(), specific }
    }

    /// The number of names.
    pub fn names(self) -> usize {
        self.names
    }

    /// Those with a class of their own.
    pub fn specific(self) -> usize {
        self.specific
    }
}

/// The activity of a class in words: its id and caption, and the name itself where the class has none for it.
pub(super) fn activity<'s>(class: &Class, signs: &'s Signs<'_>) -> (u32, &'s str) {
    match RULES.activity(class, &signs.words) {
        Some((id, caption)) => (id, caption),
        None if signs.name.is_empty() => (0, "Unknown"),
        None => (99, signs.name),
    }
}
