//! What the catalogue knows of one literal.

use crate::catalog::{
    Activity, AipActivity, Category, Edition, EditionSet, LabelOperation, Name, RecordType, Service, Vocabulary, fold,
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

/// Whether a name that the catalogue lacks is worth a word. Of the unified audit log it holds the operations of the
/// directory, which that log writes with a full stop at the end, and those on labels.
fn covers(used: Use<'_>) -> bool {
    let other_workloads = used.log == Log::Unified && used.subject == Subject::Activity;
    !used.mixed && (!other_workloads || (used.fragment.is_none() && used.literal.trim_end().ends_with('.')))
}

fn whole(used: Use<'_>) -> Judgement {
    let literal = used.literal;
    match (used.subject, used.log) {
        (Subject::Service, _) => vocabulary(literal, Service::editions),
        (Subject::Category, _) => vocabulary(literal, Category::editions),
        (Subject::RecordType, _) => vocabulary::<RecordType>(literal, |_| EditionSet::default()),
        (Subject::Activity, Log::Entra) => activity(literal),
        (Subject::Activity, Log::Unified) => label_operation(literal).unwrap_or_else(|| activity(literal)),
        (Subject::Activity, Log::Label) => label_operation(literal).unwrap_or_else(|| {
            let mut operations: Vec<&str> = LabelOperation::all().iter().map(LabelOperation::operation).collect();
            operations.sort_unstable();
            operations.dedup();
            unknown(near(literal, operations))
        }),
        (Subject::Activity, Log::Aip) => vocabulary::<AipActivity>(literal, |_| EditionSet::default()),
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

fn known(name: Name) -> Judgement {
    use crate::catalog::Verdict as Known;

    let verdict = match name.verdict() {
        Known::Historical => Verdict::Historical,
        Known::Observed => Verdict::Observed,
        Known::Documented | Known::Unknown => Verdict::Documented,
    };
    Judgement { name: Some(name.name()), successors: name.successors().collect(), ..Judgement::new(verdict) }
}

fn unknown(nearest: Vec<&'static str>) -> Judgement {
    Judgement { nearest, ..Judgement::new(Verdict::Unknown) }
}

fn label_operation(literal: &str) -> Option<Judgement> {
    let folded = fold(literal);
    let row = LabelOperation::all().iter().find(|row| row.operation().eq_ignore_ascii_case(&folded))?;
    Some(Judgement { name: Some(row.operation()), ..Judgement::new(Verdict::Documented) })
}

/// Services, categories and other short lists. Without editions, what the list holds is documented.
fn vocabulary<T: Vocabulary>(literal: &str, editions: impl Fn(T) -> EditionSet) -> Judgement {
    let Some(value) = T::find(literal) else {
        return unknown(near(literal, T::ALL.iter().map(|value| value.name()).collect()));
    };
    let editions = editions(value);
    let verdict = if editions.is_empty() || editions.iter().any(Edition::is_newest) {
        Verdict::Documented
    } else if editions.iter().all(Edition::is_observed) {
        Verdict::Observed
    } else {
        Verdict::Historical
    };
    Judgement { name: Some(value.name()), ..Judgement::new(verdict) }
}

/// The nearest of a few names, as the catalogue finds them among many.
fn near(literal: &str, names: Vec<&'static str>) -> Vec<&'static str> {
    const NEAR: f64 = 0.62;
    const MOST: usize = 5;
    const LONGEST: usize = 256;

    let folded = fold(literal);
    if folded.is_empty() || folded.len() > LONGEST {
        return Vec::new();
    }
    let similar = |name: &str| strsim::normalized_damerau_levenshtein(&name.to_ascii_lowercase(), &folded);
    let mut near: Vec<(f64, &str)> = names.into_iter().map(|name| (similar(name), name)).collect();
    near.retain(|(how, _)| *how >= NEAR);
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.truncate(MOST);
    near.into_iter().map(|(_, name)| name).collect()
}
