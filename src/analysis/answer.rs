//! The answer to one question.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;

use super::{Counts, Objects};
use crate::catalog::{Activity, Question, QuestionRow};
use crate::event::{Change, PropertyValue, Target};

/// The answer to one [`Question`] about a set of events.
///
/// ```
/// use msaudit::catalog::Question;
/// use msaudit::analysis::Summary;
///
/// let summary = Summary::default();
/// assert_eq!(summary.answer(Question::GroupAdded).events(), 0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    events: u64,
    activities: Counts,
    objects: Objects,
    details: Counts,
}

impl Answer {
    /// How many events count.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Counts per activity.
    pub fn activities(&self) -> &Counts {
        &self.activities
    }

    /// The affected objects.
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    /// Further details that the question asks for: names of licences, or changed names as `old -> new`.
    pub fn details(&self) -> &Counts {
        &self.details
    }

    /// Counts an event, if what the row asks for is in it.
    pub(super) fn add(&mut self, row: &QuestionRow, activity: Activity, targets: &[Target<'_>]) {
        let asked = |change: &&Change<'_>| row.property().is_none_or(|name| is(change.property(), name));
        let changes = || targets.iter().flat_map(Target::changes);
        if row.property().is_some() && !changes().any(|change| asked(&change)) {
            return;
        }
        self.events += 1;
        self.activities.add(activity.name());
        for (id, name) in objects(row.target(), targets) {
            self.objects.add(id.as_deref(), name.as_deref());
        }
        match row.question() {
            Question::LicenseAssigned => changes().flat_map(licenses).for_each(|name| self.details.add(&name)),
            Question::ApplicationRenamed => {
                for change in changes().filter(asked) {
                    let [old, new] = [change.old(), change.new_value()].map(|value| plain(value).unwrap_or_default());
                    self.details.add(&format!("{old} -> {new}"));
                }
            }
            _ => {}
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.events += other.events;
        self.activities.merge(other.activities);
        self.objects.merge(other.objects);
        self.details.merge(other.details);
    }
}

type IdAndName<'t> = (Option<Cow<'t, str>>, Option<Cow<'t, str>>);

/// The targets of one kind, by id and name.
///
/// What joins two objects (`Add owner to group`) has both as targets; the unified audit log has only the one, and names
/// the other in the changes: `Group.ObjectID`. If there is neither, a single target of no known kind must be meant.
fn objects<'t>(kind: &str, targets: &'t [Target<'_>]) -> Vec<IdAndName<'t>> {
    let names = |target: &'t Target<'_>| (target.id().map(Cow::Borrowed), target.name().map(Cow::Borrowed));
    let of_kind = targets.iter().filter(|target| target.kind().is_some_and(|word| is(word, kind)));
    let of_kind: Vec<_> = of_kind.map(names).collect();
    if !of_kind.is_empty() {
        return of_kind;
    }
    let changed = |part: &str| {
        let wanted = |change: &&Change<'_>| {
            change.property().split_once('.').is_some_and(|(first, second)| is(first, kind) && is(second, part))
        };
        let change = targets.iter().flat_map(Target::changes).find(wanted)?;
        plain(change.new_value()).or_else(|| plain(change.old()))
    };
    match (changed("ObjectID"), changed("DisplayName"), targets) {
        (None, None, [one]) if one.kind().is_none() => vec![names(one)],
        (None, None, _) => Vec::new(),
        (id, name, _) => vec![(id, name)],
    }
}

/// Microsoft's words differ in case between its logs.
fn is(word: &str, other: &str) -> bool {
    word.eq_ignore_ascii_case(other)
}

/// The text of a value, which may stand alone in a list; none if it is empty.
fn plain<'v>(value: &'v PropertyValue<'_>) -> Option<Cow<'v, str>> {
    let text = match value {
        PropertyValue::Null => return None,
        PropertyValue::Text(text) => Cow::Borrowed(&**text),
        PropertyValue::Json(json) => match serde_json::from_str::<[String; 1]>(json) {
            Ok([one]) => Cow::Owned(one),
            Err(_) if json == "[]" => return None,
            Err(_) => Cow::Borrowed(&**json),
        },
    };
    Some(text).filter(|text| !text.is_empty())
}

/// The licences that a change adds.
fn licenses(change: &Change<'_>) -> BTreeSet<String> {
    let [old, new] = [change.old(), change.new_value()].map(sku_names);
    new.into_iter().filter(|name| !old.contains(name)).collect()
}

/// The names of licences in a value: `[SkuName=EMS, AccountId=..., ...]`, or an object with `"SkuName":"EMS"`.
fn sku_names(value: &PropertyValue<'_>) -> BTreeSet<String> {
    let text = value.as_text().or(value.as_json()).unwrap_or_default();
    let behind = text.split("SkuName").skip(1).map(|rest| rest.trim_start_matches(['"', '\\', ':', '=', ' ']));
    let name = behind.filter_map(|rest| rest.split([',', '"', '\\', ']', '}']).next());
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::sku_names;
    use crate::event::PropertyValue;

    #[test]
    fn licences_are_found_in_every_form() {
        for json in [
            r#""[\"[SkuName=EMS, AccountId=1, SkuId=2, DisabledPlans=[]]\",\"[SkuName=E5, AccountId=1]\"]""#,
            r#""[SkuName=EMS, AccountId=1]; [SkuName=E5]""#,
            r#""[{\"SkuName\":\"EMS\",\"SkuId\":\"2\"},{\"SkuName\": \"E5\"}]""#,
        ] {
            let raw = serde_json::from_str(json).expect("the cases are JSON");
            assert!(sku_names(&PropertyValue::of(Some(&raw))).iter().eq(["E5", "EMS"]), "{json}");
        }
        assert!(sku_names(&PropertyValue::Null).is_empty());
    }
}
