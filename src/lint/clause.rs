//! Conditions that one record has to meet together.

use super::field::{Log, Subject};
use super::kind::Kind;
use super::report::Report;
use crate::catalog::{Activity, Category, LabelOperation, Operation, RecordType, Service, Workload, fold, is_listed};

/// Comparisons that are joined by `and`: each a field, and the findings about its literals.
#[derive(Debug, Default)]
pub(super) struct Clause {
    terms: Vec<Term>,
}

#[derive(Debug)]
struct Term {
    field: String,
    subject: Subject,
    log: Log,
    /// The findings of the report that are about its literals.
    findings: std::ops::Range<usize>,
}

impl Clause {
    /// Takes in a comparison with whole names, about which these findings of the report are.
    pub(super) fn add(&mut self, report: &Report, findings: std::ops::Range<usize>) {
        let Some(first) = report.findings().get(findings.clone()).and_then(|findings| findings.first()) else { return };
        if let (Some(subject), Some(log)) = (first.subject(), first.log()) {
            self.terms.push(Term { field: first.field().to_owned(), subject, log, findings });
        }
    }

    /// Says what no record, or no documented one, can meet.
    pub(super) fn check(self, report: &mut Report) {
        self.check_contradictions(report);
        self.check_combination(report);
        self.check_operation(report);
    }

    /// The names of a term; none if one of its literals is unknown.
    fn names(&self, term: &Term, report: &Report) -> Option<Vec<&'static str>> {
        report.findings()[term.findings.clone()].iter().map(super::Finding::name).collect()
    }

    /// The term about a subject, if there is one alone.
    fn only(&self, subject: Subject, log: Log) -> Option<&Term> {
        let mut terms = self.terms.iter().filter(move |term| term.subject == subject && term.log == log);
        terms.next().filter(|_| terms.next().is_none())
    }

    fn check_contradictions(&self, report: &mut Report) {
        for (index, term) in self.terms.iter().enumerate() {
            let Some(names) = self.names(term, report) else { continue };
            let earlier = self.terms[..index].iter().filter(|other| other.field.eq_ignore_ascii_case(&term.field));
            let excludes = earlier
                .filter_map(|other| self.names(other, report))
                .find(|other| !other.is_empty() && !names.is_empty() && other.iter().all(|name| !names.contains(name)));
            if let Some(other) = excludes {
                let why =
                    format!("never together with `{}`, which the same condition asks of the same field", other[0]);
                report.mark(term.findings.start, Kind::Never, why);
            }
        }
    }

    fn check_combination(&self, report: &mut Report) {
        let Some(activity) = self.only(Subject::Activity, Log::Entra) else { return };
        let service = self.only(Subject::Service, Log::Entra);
        let category = self.only(Subject::Category, Log::Entra);
        if service.is_none() && category.is_none() {
            return;
        }
        // A term that is not there may have any value; one with an unknown literal says nothing.
        let all = |term: Option<&Term>| match term {
            None => Some(None),
            Some(term) => self.names(term, report).map(Some),
        };
        let (Some(activities), Some(services), Some(categories)) =
            (self.names(activity, report), all(service), all(category))
        else {
            return;
        };
        let services: Vec<Service> = match services {
            Some(names) => names.into_iter().filter_map(Service::find).collect(),
            None => Service::all().collect(),
        };
        let categories: Vec<Category> = match categories {
            Some(names) => names.into_iter().filter_map(Category::find).collect(),
            None => Category::all().collect(),
        };
        let activities: Vec<Activity> = activities.into_iter().filter_map(Activity::find).collect();
        // What is only observed has no listing that could be missed.
        let are_documented = !activities.is_empty() && activities.iter().all(|one| !one.listings().is_empty());
        let is_any_listed = || {
            let pairs =
                services.iter().flat_map(|&service| categories.iter().map(move |&category| (service, category)));
            pairs.into_iter().any(|(service, category)| activities.iter().any(|&one| is_listed(service, category, one)))
        };
        if are_documented && !is_any_listed() {
            let listed = activities[0].listings().first();
            let where_ = listed.map_or_else(String::new, |listing| {
                format!("; documented under `{}`, `{}`", listing.service().name(), listing.category().name())
            });
            let why = format!("not documented together with the service or category of the same condition{where_}");
            report.mark(activity.findings.start, Kind::Combination, why);
        }
    }

    /// Operations that are not documented under the record type or the workload of the same condition.
    fn check_operation(&self, report: &mut Report) {
        let Some(activity) = self.only(Subject::Activity, Log::Unified) else { return };
        let Some(names) = self.names(activity, report) else { return };
        let Some(places) = names.into_iter().map(Places::of).collect::<Option<Vec<_>>>() else { return };
        let asked = |subject| self.only(subject, Log::Unified).and_then(|term| self.names(term, report));
        let mut wrong = None;
        if let Some(asked) = asked(Subject::RecordType) {
            let asked: Vec<RecordType> = asked.into_iter().filter_map(RecordType::find).collect();
            if places.iter().all(|place| !place.record_types.iter().any(|one| asked.contains(one))) {
                wrong = Some(("record type", listed(places[0].record_types.iter().map(|one| one.name()))));
            }
        }
        if let Some(asked) = asked(Subject::Workload) {
            let asked: Vec<Workload> = asked.into_iter().filter_map(Workload::find).collect();
            let are_known = places.iter().all(|place| !place.workloads.is_empty());
            if are_known && places.iter().all(|place| !place.workloads.iter().any(|one| asked.contains(one))) {
                wrong = Some(("workload", listed(places[0].workloads.iter().map(|one| one.name()))));
            }
        }
        if let Some((what, documented)) = wrong {
            let why = format!("not documented under the {what} of the same condition; documented under {documented}");
            report.mark(activity.findings.start, Kind::Combination, why);
        }
    }
}

/// Where an operation is documented to be logged.
struct Places {
    record_types: Vec<RecordType>,
    workloads: Vec<Workload>,
}

impl Places {
    /// None if that is not known of every section that lists it.
    fn of(name: &str) -> Option<Self> {
        let mut places = Self { record_types: Vec::new(), workloads: Vec::new() };
        if let Some(operation) = Operation::find(name) {
            for listing in operation.listings() {
                let section = listing.section();
                if section.record_types().is_empty() {
                    return None;
                }
                places.record_types.extend(section.record_types());
                places.workloads.extend(section.workloads());
            }
        }
        let labels = LabelOperation::all().iter().filter(|row| row.operation().eq_ignore_ascii_case(&fold(name)));
        let labels: Vec<RecordType> = labels.map(LabelOperation::record_type).collect();
        // Which workloads log labels is not documented for all of them.
        if !labels.is_empty() {
            places.workloads.clear();
        }
        places.record_types.extend(labels);
        if Activity::find(name).is_some() {
            places.record_types.push(RecordType::AzureActiveDirectory);
            places.workloads.push(Workload::AzureActiveDirectory);
        }
        (!places.record_types.is_empty()).then_some(places)
    }
}

/// The first few of some names.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(3);
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
