//! The tables that say what events are in the schemas of others. Nothing is generated of them: the library reads them itself, and
//! what they name is checked here.

use std::collections::BTreeSet;

use super::super::names::Names;
use super::super::read::{Problem, Tables};

/// What the rules may name.
pub(super) struct Known<'k> {
    pub(super) record_types: &'k Names,
    pub(super) sections: &'k Names,
    pub(super) categories: &'k Names,
    pub(super) workloads: &'k Names,
    pub(super) operations: &'k Names,
}

pub(super) fn check(tables: &Tables, known: &Known<'_>, problems: &mut Vec<Problem>) {
    let [classes, rules, activities, asim] = &tables.mappings;
    let mut names = BTreeSet::new();
    for row in &classes.rows(["class", "uid", "category_uid", "caption", "category"], problems) {
        let [class, uid, category, ..] = row.cells;
        if !names.insert(class) {
            problems.push(row.problem(format!("the class `{class}` a second time")));
        }
        if [uid, category].iter().any(|number| number.parse::<u32>().is_err()) {
            problems.push(row.problem("a number was expected"));
        }
    }
    let is_class = |class: &str| names.contains(class);
    let rows = rules.rows(["by", "key", "class"], problems);
    for row in &rows {
        let [by, key, class] = row.cells;
        let place = key.split(": ").next().unwrap_or(key);
        let is_known = match by {
            "record_type" => known.record_types.find(key).is_some(),
            "section" | "section_words" => known.sections.find(place).is_some(),
            "category" | "category_words" => known.categories.find(place).is_some(),
            "workload" => known.workloads.find(key).is_some(),
            "operation" => known.operations.find(key).is_some(),
            "words" | "source" => !key.is_empty(),
            _ => by == "any",
        };
        if !is_known {
            problems.push(row.problem(format!("unknown {by} `{key}`")));
        }
        if !is_class(class) {
            problems.push(row.problem(format!("unknown class `{class}`")));
        }
    }
    if rows.last().is_none_or(|row| row.cells[0] != "any") {
        problems.push(Problem::new(&rules.file, 0, "the last rule has to meet any event"));
    }
    for row in &activities.rows(["class", "words", "id", "caption"], problems) {
        let [class, words, id, _] = row.cells;
        if !is_class(class) {
            problems.push(row.problem(format!("unknown class `{class}`")));
        }
        if words.is_empty() || id.parse::<u32>().is_err() {
            problems.push(row.problem("words and a number were expected"));
        }
    }
    for row in &asim.rows(["class", "activity", "schema", "event_type"], problems) {
        let [class, ..] = row.cells;
        if class != "*" && !is_class(class) {
            problems.push(row.problem(format!("unknown class `{class}`")));
        }
    }
}
