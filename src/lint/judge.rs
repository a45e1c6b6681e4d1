//! What the catalogue knows of one literal.

use std::collections::BTreeSet;

use crate::catalog::{
    self, Activity, Category, LabelOperation, Name, Operation, RecordType, Service, Vocabulary, fold, nearest_of,
};

use super::field::{CATEGORY_OF_THE_LOG, Log, Subject};
use super::finding::{Judgement, Verdict};
use super::fragment::Fragment;

/// How a rule uses a literal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use<'r> {
    pub(super) subject: Subject,
    pub(super) log: Log,
    /// Whether names of other logs may stand here too, so that an unknown one says nothing.
    pub(super) mixed: bool,
    pub(super) literal: &'r str,
    /// The part of a name that it is; none if it is a whole name.
    pub(super) fragment: Option<&'r Fragment>,
}

/// The judgement; none if the catalogue does not cover such names.
pub(super) fn judge(used: Use<'_>) -> Option<Judgement> {
    if used.subject == Subject::Category && used.literal.eq_ignore_ascii_case(CATEGORY_OF_THE_LOG) {
        return None;
    }
    let judgement = match used.fragment {
        None => whole(used),
        Some(fragment) => part(used, fragment),
    };
    let says_nothing = judgement.verdict == Verdict::Unknown || judgement.meets == Some(0);
    (!says_nothing || covers(used)).then_some(judgement)
}

/// Whether a name that the catalogue lacks is worth a word. Of the unified audit log it holds every operation of the
/// directory, which that log writes with a full stop at the end; other workloads log names that no document lists.
fn covers(used: Use<'_>) -> bool {
    let other_workloads = used.log == Log::Unified && used.subject == Subject::Activity;
    !used.mixed && (!other_workloads || (used.fragment.is_none() && used.literal.trim_end().ends_with('.')))
}

fn whole(used: Use<'_>) -> Judgement {
    let literal = used.literal;
    match (used.subject, used.log) {
        (Subject::Service, _) => vocabulary(literal, |service: Service| service.editions().status()),
        (Subject::Category, _) => vocabulary(literal, |category: Category| category.editions().status()),
        (Subject::RecordType, _) => vocabulary::<RecordType>(literal, |_| catalog::NameStatus::Documented),
        (Subject::Activity, Log::Entra) => activity(literal),
        (Subject::Activity, Log::Unified) => label_operation(literal).unwrap_or_else(|| operation(literal)),
        (Subject::Activity, Log::Label) => label_operation(literal).unwrap_or_else(|| {
            let mut operations: Vec<&str> = LabelOperation::all().iter().map(LabelOperation::operation).collect();
            operations.sort_unstable();
            operations.dedup();
            unknown(near(literal, operations))
        }),
        (Subject::Activity, Log::Aip) => vocabulary(literal, |activity| Name::AipActivity(activity).status()),
    }
}

fn part(used: Use<'_>, fragment: &Fragment) -> Judgement {
    let met = fragment.meets(used.subject, used.log);
    if let [name] = met[..] {
        // It is a whole name after all, and no other is meant.
        let as_whole = whole(Use { fragment: None, ..used });
        if as_whole.name == Some(name) {
            return Judgement { meets: Some(1), ..as_whole };
        }
    }
    Judgement { meets: Some(met.len()), ..Judgement::new(Verdict::Partial) }
}

fn activity(literal: &str) -> Judgement {
    let lookup = Activity::lookup(literal);
    match lookup.value() {
        Some(activity) => known(Name::Activity(activity)),
        None => unknown(lookup.suggestions().iter().map(|activity| activity.name()).collect()),
    }
}

/// A name of the unified audit log: an operation of any workload, or an activity of the directory.
fn operation(literal: &str) -> Judgement {
    if Activity::find(literal).is_some() {
        return activity(literal);
    }
    let lookup = Operation::lookup(literal);
    match lookup.value() {
        Some(operation) => known(Name::Operation(operation)),
        None => {
            let operations = Operation::all().map(Operation::name);
            unknown(near(literal, Activity::all().map(Activity::name).chain(operations).collect::<BTreeSet<_>>()))
        }
    }
}

fn known(name: Name) -> Judgement {
    Judgement { name: Some(name.name()), successors: name.successors().collect(), ..Judgement::new(name.status()) }
}

fn unknown(nearest: Vec<&'static str>) -> Judgement {
    Judgement { nearest, ..Judgement::new(Verdict::Unknown) }
}

fn label_operation(literal: &str) -> Option<Judgement> {
    let folded = fold(literal);
    let row = LabelOperation::all().iter().find(|row| row.operation().eq_ignore_ascii_case(&folded))?;
    Some(Judgement { name: Some(row.operation()), ..Judgement::new(Verdict::Documented) })
}

/// Services, categories and other short lists.
fn vocabulary<T: Vocabulary>(literal: &str, verdict: impl Fn(T) -> catalog::NameStatus) -> Judgement {
    match T::find(literal) {
        Some(value) => Judgement { name: Some(value.name()), ..Judgement::new(verdict(value)) },
        None => unknown(near(literal, T::ALL.iter().map(|value| value.name()))),
    }
}

/// The nearest of a few names, as the catalogue finds them among many.
fn near(literal: &str, names: impl IntoIterator<Item = &'static str>) -> Vec<&'static str> {
    nearest_of(literal, names, |name| [*name]).into_iter().map(|(_, name)| name).collect()
}
