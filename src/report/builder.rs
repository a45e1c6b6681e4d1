//! What a report is made of, while events come in.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::latest::Latest;
use super::notable::{GROUPS, group_of};
use super::row::{EventRow, LabelRow, label_name, shown};
use crate::analysis::{Counts, Summary, UnknownLabels};
use crate::event::{DecodedEvent, Outcome};
use crate::label::LabelChange;
use crate::named::named;
use crate::read::Report;

named! {
    "section of a report";
    /// A part of a report.
    ///
    /// ```
    /// use msaudit::report::ReportSection;
    ///
    /// assert_eq!("labels".parse::<ReportSection>(), Ok(ReportSection::Labels));
    /// ```
    pub enum ReportSection {
        /// Changes of sensitivity labels.
        Labels = "labels",
        /// Privileged changes of the directory, and its questions.
        Directory = "directory",
        /// Mailboxes: rules, forwarding, permissions.
        Mail = "mail",
        /// Files and sites: sharing with people outside.
        Sharing = "sharing",
    }
}

/// Rows of a table of label changes that a page holds.
const LABEL_ROWS: usize = 2000;

/// Rows of any other, of which there are many: with all of them full a page stays below five megabytes.
const ROWS: usize = 1000;

/// Names of labels, actors and services that are told apart: the first in order.
const NAMES: usize = 10_000;

/// Makes a report of events: see the [module](super).
///
/// ```
/// use msaudit::report::ReportBuilder;
///
/// // Nothing to tell is told too.
/// assert!(ReportBuilder::new().render().contains("No events"));
/// ```
#[derive(Debug, Clone)]
pub struct ReportBuilder {
    pub(super) title: String,
    pub(super) sections: Vec<ReportSection>,
    pub(super) summary: Summary,
    pub(super) first: Option<OffsetDateTime>,
    pub(super) last: Option<OffsetDateTime>,
    pub(super) read: Report,
    pub(super) has_book: bool,
    pub(super) flows: BTreeMap<(String, String, bool), u64>,
    pub(super) months: BTreeMap<(i32, u8), BTreeMap<&'static str, u64>>,
    pub(super) downgraders: BTreeMap<String, u64>,
    /// The departments of people, by their addresses in lower case.
    departments: BTreeMap<String, String>,
    pub(super) by_department: BTreeMap<String, u64>,
    pub(super) services: BTreeMap<(i32, u8), BTreeMap<String, u64>>,
    pub(super) downgrades: Latest<LabelRow>,
    pub(super) removals: Latest<LabelRow>,
    pub(super) groups: Vec<Latest<EventRow>>,
    pub(super) failures: Latest<EventRow>,
    pub(super) unknown_labels: UnknownLabels,
}

impl Default for ReportBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl ReportBuilder {
    /// Begins an empty report with all sections.
    pub fn new() -> Self {
        Self {
            title: "Audit report".to_owned(),
            sections: ReportSection::all().collect(),
            summary: Summary::default(),
            first: None,
            last: None,
            read: Report::default(),
            has_book: false,
            flows: BTreeMap::new(),
            months: BTreeMap::new(),
            downgraders: BTreeMap::new(),
            departments: BTreeMap::new(),
            by_department: BTreeMap::new(),
            services: BTreeMap::new(),
            downgrades: Latest::new(LABEL_ROWS),
            removals: Latest::new(LABEL_ROWS),
            groups: GROUPS.iter().map(|_| Latest::new(ROWS)).collect(),
            failures: Latest::new(ROWS),
            unknown_labels: UnknownLabels::default(),
        }
    }

    /// Sets the title of the page.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        self.title = shown(title);
        self
    }

    /// Shows these sections only.
    #[must_use]
    pub fn sections(mut self, sections: impl IntoIterator<Item = ReportSection>) -> Self {
        self.sections = sections.into_iter().collect();
        self.sections.sort_unstable();
        self.sections.dedup();
        self
    }

    /// Tells downgrades by department too: the departments of people by their addresses, in any case.
    #[must_use]
    pub fn departments(mut self, departments: impl IntoIterator<Item = (String, String)>) -> Self {
        self.departments = departments.into_iter().map(|(who, where_to)| (who.to_lowercase(), where_to)).collect();
        self
    }

    /// Adds an event.
    pub fn add(&mut self, decoded: &DecodedEvent<'_>) {
        self.summary.add(decoded);
        let event = decoded.event();
        let time = decoded.instant();
        self.has_book |= decoded.book().is_some();
        let month = time.map(|time| (time.year(), u8::from(time.month())));
        if let Some(time) = time {
            self.first = Some(self.first.map_or(time, |first| first.min(time)));
            self.last = Some(self.last.map_or(time, |last| last.max(time)));
        }
        self.add_label(decoded, month);
        if let (Some(month), Some(service)) = (month, event.service()) {
            count(self.services.entry(month).or_default(), shown(service));
        }
        if let Some(group) = group_of(decoded) {
            self.groups[group].add(time, decoded.position(), EventRow::of(decoded));
        }
        if matches!(event.outcome(), Outcome::Failure | Outcome::Timeout) {
            self.failures.add(time, decoded.position(), EventRow::of(decoded));
        }
    }

    fn add_label(&mut self, decoded: &DecodedEvent<'_>, month: Option<(i32, u8)>) {
        let (Some(event), Some(assessment)) = (decoded.label(), decoded.assessment()) else { return };
        self.unknown_labels.add(decoded);
        let change = assessment.change();
        if let Some(month) = month {
            *self.months.entry(month).or_default().entry(change.name()).or_default() += 1;
        }
        let is_downgrade = change == LabelChange::Downgraded;
        if change != LabelChange::Unchanged {
            let [before, after] = [(event.old_id(), event.old_name()), (event.new_id(), event.new_name())]
                .map(|(id, name)| label_name(decoded, id, name));
            if before != after {
                count(&mut self.flows, (before, after, is_downgrade));
            }
        }
        let rows = match change {
            LabelChange::Downgraded => &mut self.downgrades,
            LabelChange::Removed => &mut self.removals,
            _ => return,
        };
        if let Some(row) = LabelRow::of(decoded) {
            if is_downgrade {
                count(&mut self.downgraders, row.who.clone());
                if !self.departments.is_empty() {
                    let department = self.departments.get(&row.who.to_lowercase());
                    let department = department.map_or_else(|| "in no department".to_owned(), |name| shown(name));
                    count(&mut self.by_department, department);
                }
            }
            rows.add(decoded.instant(), decoded.position(), row);
        }
    }

    /// Adds the events of another report, which has the title, sections and departments of this one. The order of merging does
    /// not matter.
    pub fn merge(&mut self, other: Self) {
        self.summary.merge(other.summary);
        self.first = self.first.into_iter().chain(other.first).min();
        self.last = self.last.max(other.last);
        self.read.merge(&other.read);
        self.has_book |= other.has_book;
        add_all(&mut self.flows, other.flows);
        add_all(&mut self.downgraders, other.downgraders);
        add_all(&mut self.by_department, other.by_department);
        for (month, changes) in other.months {
            add_all(self.months.entry(month).or_default(), changes);
        }
        for (month, services) in other.services {
            add_all(self.services.entry(month).or_default(), services);
        }
        self.downgrades.merge(other.downgrades);
        self.removals.merge(other.removals);
        self.groups.iter_mut().zip(other.groups).for_each(|(group, more)| group.merge(more));
        self.failures.merge(other.failures);
        self.unknown_labels.merge(other.unknown_labels);
    }

    /// Adds what became of the records of an input, for the line on what was skipped.
    pub fn add_read(&mut self, report: &Report) {
        self.read.merge(report);
    }

    /// The number of events.
    pub fn events(&self) -> u64 {
        self.summary.events()
    }

    pub(super) fn outcomes(&self) -> &Counts {
        self.summary.outcomes()
    }
}

/// Counts a key.
fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K) {
    add(counts, key, 1);
}

/// Adds to a key, among so many: the first in order, so that the order of adding does not matter.
fn add<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K, value: u64) {
    *counts.entry(key).or_default() += value;
    if counts.len() > NAMES {
        counts.pop_last();
    }
}

fn add_all<K: Ord>(counts: &mut BTreeMap<K, u64>, others: BTreeMap<K, u64>) {
    others.into_iter().for_each(|(key, value)| add(counts, key, value));
}
