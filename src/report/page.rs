//! The page: what the template is given.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::builder::{ReportBuilder, ReportSection};
use super::chart::{Columns, Flow};
use super::notable::GROUPS;
use super::row::{EventRow, shown};
use crate::catalog::Question;

/// What pages are made of.
const TEMPLATES: [(&str, &str); 5] = [
    ("page.html", include_str!("page.html")),
    ("table.html", include_str!("table.html")),
    ("head.html", include_str!("head.html")),
    ("style.css", include_str!("style.css")),
    ("tables.js", include_str!("tables.js")),
];

/// The templates, in which whatever a record says is text, wherever it stands.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).expect("the templates are part of the crate, and tested");
    }
    environment
}

/// What made a page.
pub(super) const GENERATOR: &str = concat!("msaudit ", env!("CARGO_PKG_VERSION"));

/// A name and how often.
#[derive(Debug, Serialize)]
struct Count {
    name: String,
    count: u64,
}

#[derive(Debug, Serialize)]
struct GroupTable<'r> {
    name: &'static str,
    rows: Vec<&'r EventRow>,
    others: u64,
}

#[derive(Debug, Serialize)]
struct AnswerLine {
    question: &'static str,
    answer: String,
}

impl ReportBuilder {
    /// The page as HTML.
    pub fn render(&self) -> String {
        let environment = environment();
        let template = environment.get_template("page.html").expect("the template is part of the crate, and tested");
        let has = |section| self.sections.contains(&section);
        let counts = |counts: Vec<(&str, u64)>| -> Vec<Count> {
            counts.into_iter().take(50).map(|(name, count)| Count { name: shown(name), count }).collect()
        };
        let most = |counts: &BTreeMap<String, u64>| -> Vec<Count> {
            let mut most: Vec<Count> =
                counts.iter().map(|(name, &count)| Count { name: name.clone(), count }).collect();
            most.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
            most.truncate(50);
            most
        };
        let unknown_labels: Vec<Count> =
            self.unknown_labels.iter().map(|label| Count { name: shown(label.id()), count: label.count() }).collect();
        let groups = |section: ReportSection| -> Vec<GroupTable<'_>> {
            let groups = GROUPS.iter().zip(&self.groups).filter(|(group, _)| group.section == section);
            groups
                .map(|(group, rows)| GroupTable { name: group.name, rows: rows.items(), others: rows.others() })
                .collect()
        };
        let labels_told: u64 = self.summary.label_changes().iter().map(|(_, count)| count).sum();
        let skipped: Vec<Count> =
            self.read.errors().map(|(kind, count)| Count { name: kind.name().to_owned(), count }).collect();
        let page = template.render(context! {
            title => Value::from(Serde(&self.title)),
            nonce => Value::from(Serde(nonce())),
            generator => Value::from(Serde(GENERATOR)),
            events => Value::from(Serde(self.summary.events())),
            first => Value::from(Serde(self.first.map(day))),
            last => Value::from(Serde(self.last.map(day))),
            undated => Value::from(Serde(self.summary.undated())),
            sources => Value::from(Serde(counts(self.summary.sources().by_frequency()))),
            read => Value::from(Serde(self.read.read())),
            skipped => Value::from(Serde(self.read.skipped())),
            skipped_by => Value::from(Serde(skipped)),
            outcomes => Value::from(Serde(counts(self.outcomes().by_frequency()))),
            has_book => Value::from(Serde(self.has_book)),
            labels => Value::from(Serde(has(ReportSection::Labels))),
            labels_told => Value::from(Serde(labels_told)),
            label_changes => Value::from(Serde(counts(self.summary.label_changes().by_frequency()))),
            flow => Value::from(Serde(Flow::of(&self.flows))),
            months => Value::from(Serde(Columns::of(&self.months))),
            downgrades => Value::from(Serde(self.downgrades.items())),
            downgrades_left_out => Value::from(Serde(self.downgrades.others())),
            removals => Value::from(Serde(self.removals.items())),
            removals_left_out => Value::from(Serde(self.removals.others())),
            downgraders => Value::from(Serde(most(&self.downgraders))),
            by_department => Value::from(Serde(most(&self.by_department))),
            unknown_labels => Value::from(Serde(unknown_labels)),
            directory => Value::from(Serde(has(ReportSection::Directory))),
            services => Value::from(Serde(Columns::of(&self.services))),
            activities => Value::from(Serde(counts(self.summary.activities().by_frequency()))),
            operations => Value::from(Serde(counts(self.summary.operations().by_frequency()))),
            directory_groups => Value::from(Serde(groups(ReportSection::Directory))),
            answers => Value::from(Serde(self.answers())),
            failures => Value::from(Serde(self.failures.items())),
            failures_left_out => Value::from(Serde(self.failures.others())),
            mail => Value::from(Serde(has(ReportSection::Mail))),
            mail_groups => Value::from(Serde(groups(ReportSection::Mail))),
            sharing => Value::from(Serde(has(ReportSection::Sharing))),
            sharing_groups => Value::from(Serde(groups(ReportSection::Sharing))),
        });
        page.expect("the template uses what it is given, and tests render all of it")
    }

    /// The questions that the directory's log answers. Without an event of it there is no answer rather than none.
    fn answers(&self) -> Vec<AnswerLine> {
        if self.summary.categories().is_empty() && self.summary.kinds().is_empty() {
            return Vec::new();
        }
        let line = |(text, question): (&'static str, Question)| {
            let answer = self.summary.answer(question);
            let named = answer.activities().by_frequency().into_iter().take(5);
            let named: Vec<String> = named.map(|(name, count)| format!("{name}: {count}")).collect();
            let answer = match answer.events() {
                0 => "none in these exports".to_owned(),
                count => format!("{count} ({})", shown(&named.join(", "))),
            };
            AnswerLine { question: text, answer }
        };
        QUESTIONS.into_iter().map(line).collect()
    }
}

/// The questions of the overview of the directory's audit logs, and what answers them.
const QUESTIONS: [(&str, Question); 10] = [
    ("Changes of users", Question::UserChanged),
    ("Changes of passwords", Question::PasswordChanged),
    ("Groups added", Question::GroupAdded),
    ("Owners of groups changed", Question::GroupOwnerChanged),
    ("Licences assigned", Question::LicenseAssigned),
    ("Applications added", Question::ApplicationAdded),
    ("Applications updated", Question::ApplicationUpdated),
    ("Applications removed", Question::ApplicationRemoved),
    ("Service principals of applications changed", Question::ServicePrincipalChanged),
    ("Names of applications changed", Question::ApplicationRenamed),
];

fn day(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).map(|text| text.get(..16).unwrap_or(&text).replace('T', " ")).unwrap_or_default()
}

/// A word that nobody who writes records can know: only the script with it runs.
pub(super) fn nonce() -> String {
    let hash = |number: u8| RandomState::new().hash_one(number);
    format!("{:016x}{:016x}", hash(0), hash(1))
}
