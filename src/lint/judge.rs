//! What the catalogue knows of one literal.

use std::collections::BTreeSet;

use crate::catalog::{
    self, Activity, Category, Channel, Code, Coded, LabelOperation, Name, Operation, RecordType, Service, UserType,
    Vocabulary, Workload, fold, nearest_of,
};

use super::field::{Log, RESULTS, Subject, is_category_of_a_log, is_of_a_resource};
use super::finding::{Judgement, Verdict};
use super::fragment::Fragment;
use super::kind::Kind;

/// How a rule uses a literal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use<'r> {
    pub(super) subject: Subject,
    pub(super) log: Log,
    /// Whether names of other logs may stand here too, so that an unknown one says nothing.
    pub(super) mixed: bool,
    /// Whether the operator tells case apart.
    pub(super) sensitive: bool,
    pub(super) literal: &'r str,
    /// The part of a name that it is; none if it is a whole name.
    pub(super) fragment: Option<&'r Fragment>,
}

/// The judgement; none if the catalogue does not cover such names.
pub(super) fn judge(used: Use<'_>) -> Option<Judgement> {
    if used.subject == Subject::Category && is_category_of_a_log(used.literal) {
        return None;
    }
    if used.subject == Subject::Activity && is_of_a_resource(used.literal) {
        return None;
    }
    // Services and categories are the directory's, kinds of users the unified log's; elsewhere a field of that name holds
    // something else.
    let is_of_log = match used.subject {
        Subject::Category | Subject::Service | Subject::Result => used.log == Log::Entra,
        Subject::UserType => used.log != Log::Entra,
        _ => true,
    };
    if !is_of_log {
        return None;
    }
    let mut judgement = match used.fragment {
        None => whole(used),
        Some(fragment) => part(used, fragment),
    };
    if used.fragment.is_none() {
        misplaced(used, &mut judgement);
        if used.sensitive {
            misspelt(used, &mut judgement);
        }
    }
    let says_nothing = judgement.verdict == Verdict::Unknown || judgement.meets == Some(0);
    let is_told = judgement.kind.is_some() && !used.mixed;
    (!says_nothing || is_told || covers(used)).then_some(judgement)
}

/// Whether a name that the catalogue lacks is worth a word. Of the unified audit log it holds every operation of the
/// directory, which that log writes with a full stop at the end; other workloads log names that no document lists, and no
/// document lists all workloads.
fn covers(used: Use<'_>) -> bool {
    let other_workloads = used.log == Log::Unified && used.subject == Subject::Activity;
    used.subject != Subject::Workload
        && !used.mixed
        && (!other_workloads || (used.fragment.is_none() && used.literal.trim_end().ends_with('.')))
}

fn whole(used: Use<'_>) -> Judgement {
    let literal = used.literal;
    match (used.subject, used.log) {
        (Subject::Service, _) => vocabulary(literal, |service: Service| service.editions().status()),
        (Subject::Category, _) => vocabulary(literal, |category: Category| category.editions().status()),
        (Subject::RecordType, _) => coded::<RecordType>(literal),
        (Subject::Workload, _) => vocabulary(literal, |_: Workload| catalog::NameStatus::Documented),
        (Subject::UserType, _) => value(coded::<UserType>(literal), UserType::ALL.iter().map(|one| one.name())),
        (Subject::Result, _) => value(result(literal), RESULTS),
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

fn result(literal: &str) -> Judgement {
    match RESULTS.iter().find(|result| result.eq_ignore_ascii_case(literal)) {
        Some(result) => Judgement { name: Some(result), ..Judgement::new(Verdict::Documented) },
        None => unknown(Vec::new()),
    }
}

/// A value of a closed list: one that it lacks is no name that somebody forgot to document.
fn value(judgement: Judgement, values: impl IntoIterator<Item = &'static str>) -> Judgement {
    if judgement.verdict != Verdict::Unknown {
        return judgement;
    }
    let values: Vec<String> = values.into_iter().map(|value| format!("`{value}`")).collect();
    let why = format!("not a value of this column; expected one of {}", values.join(", "));
    Judgement { kind: Some(Kind::Value), why: Some(why), nearest: Vec::new(), ..judgement }
}

/// A value that records write as a number or by its name.
fn coded<T: Coded + Vocabulary>(literal: &str) -> Judgement {
    match Code::<T>::text(literal).known() {
        Some(value) => Judgement { name: Some(value.name()), ..Judgement::new(Verdict::Documented) },
        None => vocabulary::<T>(literal, |_| catalog::NameStatus::Documented),
    }
}

/// Says of a name that is none of its column's, whose it is.
fn misplaced(used: Use<'_>, judgement: &mut Judgement) {
    if judgement.verdict != Verdict::Unknown || judgement.kind.is_some() {
        return;
    }
    let literal = used.literal;
    let (kind, why) = match (used.subject, used.log) {
        (Subject::Service, _) if Category::find(literal).is_some() => (Kind::Column, "a category, not a service"),
        (Subject::Service, _) if Activity::find(literal).is_some() => (Kind::Column, "an activity, not a service"),
        (Subject::Category, _) if Service::find(literal).is_some() => (Kind::Column, "a service, not a category"),
        (Subject::Category, _) if Activity::find(literal).is_some() => (Kind::Column, "an activity, not a category"),
        (Subject::Activity, Log::Entra) if Category::find(literal).is_some() => {
            (Kind::Column, "a category, not an activity")
        }
        (Subject::Activity, Log::Entra) if Service::find(literal).is_some() => {
            (Kind::Column, "a service, not an activity")
        }
        (Subject::Activity, Log::Unified) if Workload::find(literal).is_some() => {
            (Kind::Column, "a workload, not an operation")
        }
        (Subject::Activity, Log::Unified) if RecordType::find(literal).is_some() => {
            (Kind::Column, "a record type, not an operation")
        }
        (Subject::RecordType, _) if Operation::find(literal).is_some() => {
            (Kind::Column, "an operation, not a record type")
        }
        (Subject::RecordType, _) if Workload::find(literal).is_some() => {
            (Kind::Column, "a workload, not a record type")
        }
        (Subject::Activity, Log::Entra) if !used.mixed && Operation::find(literal).is_some() => {
            (Kind::Never, "an operation of the unified audit log, which the directory's audit log never holds")
        }
        _ => return,
    };
    *judgement = Judgement { kind: Some(kind), why: Some(why.to_owned()), nearest: Vec::new(), ..judgement.clone() };
}

/// Says of a name that is compared case-sensitively, that logs spell it in another way.
fn misspelt(used: Use<'_>, judgement: &mut Judgement) {
    let Some(name) = judgement.name.filter(|_| judgement.kind.is_none()) else { return };
    // A number stands for a name, and is how records write it.
    if used.literal.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let held: Vec<String> = match (used.subject, used.log) {
        (Subject::Activity, log) => match Activity::find(name) {
            Some(activity) => {
                let channels: &[Channel] = match log {
                    Log::Unified => &[Channel::UnifiedAuditLog],
                    _ => &[Channel::Documentation, Channel::Observed, Channel::Portal],
                };
                let held = channels.iter().flat_map(|&channel| activity.spellings_for(channel));
                // Spellings that fold alike are one to a look-up, and two to this operator.
                let observed = activity.observed_spellings().map(|spelling| match log {
                    Log::Unified => format!("{}.", spelling.text().trim_end_matches('.')),
                    _ => spelling.text().to_owned(),
                });
                held.chain(observed).collect()
            }
            None => match Operation::find(name) {
                Some(operation) => Name::Operation(operation).spellings().into_iter().map(|(_, text)| text).collect(),
                None => vec![name.to_owned()],
            },
        },
        (Subject::Service, _) => {
            Service::find(name).map_or_else(Vec::new, |service| service.spellings().map(str::to_owned).collect())
        }
        (Subject::Category, _) => {
            Category::find(name).map_or_else(Vec::new, |category| category.spellings().map(str::to_owned).collect())
        }
        // Documents write `DCAdmin` and `DcAdmin`, and no record says which it is where names stand for codes.
        (Subject::UserType, _) => return,
        _ => vec![name.to_owned()],
    };
    if held.is_empty() || held.iter().any(|text| text == used.literal) {
        return;
    }
    // Of the names that fold alike only those are meant that differ in what a comparison tells apart.
    let Some(nearest) = held.iter().find(|text| fold(text) == fold(used.literal)) else { return };
    judgement.kind = Some(Kind::Case);
    judgement.why = Some(format!("logs write `{nearest}`, and the operator tells the difference"));
    judgement.fix = (!nearest.contains(['"', '\'', '\\'])).then(|| nearest.clone());
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
        // A document of the unified audit log names it for the directory, whose log that one copies.
        None => match Operation::find(literal).filter(|&operation| is_of_the_directory(operation)) {
            Some(operation) => known(Name::Operation(operation)),
            None => unknown(lookup.suggestions().iter().map(|activity| activity.name()).collect()),
        },
    }
}

/// Whether the unified audit log holds an operation in records of the directory.
pub(super) fn is_of_the_directory(operation: Operation) -> bool {
    operation.listings().iter().any(|row| row.section().record_types().contains(&RecordType::AzureActiveDirectory))
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

/// What is known of a name. One that only an older edition of the directory's activities lists may be one that a newer document
/// of the unified audit log lists for the directory, or that records of it were seen to hold.
fn known(name: Name) -> Judgement {
    if name.status() == catalog::NameStatus::Historical
        && let Some(operation) = Operation::find(name.name())
        && is_of_the_directory(operation)
    {
        return Judgement { name: Some(name.name()), ..Judgement::new(Name::Operation(operation).status()) };
    }
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
