//! Activities: the rows of the editions, one activity for each folded name, and where each is listed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::super::fold::fold;
use super::super::names::{Names, Place, Value, derived_ident};
use super::super::read::{Problem, Table, check_sorted};
use super::editions::{Edition, id};
use super::{Enum, codes, place};

/// A row as an edition prints it.
#[derive(Debug)]
pub(super) struct Printed {
    edition: String,
    service: String,
    category: String,
    activity: String,
    ident: String,
    /// How a name is known that no edition prints.
    evidence: Option<String>,
    place: Place,
}

/// A row with everything resolved. Service, category and activity are spelling indices of their vocabularies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Listing {
    pub(in super::super) activity_value: usize,
    pub(in super::super) edition: usize,
    pub(in super::super) service: usize,
    pub(in super::super) category: usize,
    pub(in super::super) activity: usize,
    pub(in super::super) service_value: usize,
    pub(in super::super) category_value: usize,
}

#[derive(Debug)]
pub(in super::super) struct Rename {
    pub(in super::super) before: usize,
    pub(in super::super) after: usize,
    pub(in super::super) confidence: String,
}

/// All rows of all editions that list activities of the directory.
pub(super) fn printed(tables: &[Table], problems: &mut Vec<Problem>) -> Vec<Printed> {
    let mut all = Vec::new();
    for table in tables.iter().filter(|table| table.has_column("category")) {
        let mut add = |cells: [&str; 4], evidence: Option<&str>, place| {
            let [service, category, activity, ident] = cells.map(str::to_owned);
            let (edition, evidence) = (id(table).to_owned(), evidence.map(str::to_owned));
            all.push(Printed { edition, service, category, activity, ident, evidence, place });
        };
        if table.has_column("evidence") {
            let columns = ["service", "category", "activity", "ident", "evidence", "source"];
            let rows = table.rows(columns, problems);
            check_sorted(&rows, problems, |row| [row.cells[2], row.cells[0], row.cells[1]]);
            for row in &rows {
                let [service, category, activity, ident, evidence, source] = row.cells;
                if source.is_empty() {
                    problems.push(row.problem("no source"));
                }
                add([service, category, activity, ident], Some(evidence), place(table, row));
            }
        } else {
            let rows = table.rows(["service", "category", "activity", "ident", "line"], problems);
            check_sorted(&rows, problems, |row| [row.cells[0], row.cells[1], row.cells[2]]);
            for row in &rows {
                let [service, category, activity, ident, line] = row.cells;
                if line.parse::<u32>().is_err() {
                    problems.push(row.problem(format!("bad line number `{line}`")));
                }
                add([service, category, activity, ident], None, place(table, row));
            }
        }
    }
    all
}

/// One activity for each folded name, called as the newest edition prints it.
///
/// Two spellings that fold together are one activity only if the tables say so: each of them then carries the same
/// `ident` on one of its rows. That keeps a misread letter from merging or doubling a name unnoticed.
pub(super) fn names(printed: &[Printed], editions: &[Edition], problems: &mut Vec<Problem>) -> Names {
    let mut groups: BTreeMap<String, BTreeMap<&str, Vec<&Printed>>> = BTreeMap::new();
    for row in printed {
        groups.entry(fold(&row.activity)).or_default().entry(&row.activity).or_default().push(row);
    }
    let rank = |row: &&Printed| {
        let edition = editions.iter().position(|edition| edition.id == row.edition && !edition.observed);
        edition.map_or(0, |position| position + 1)
    };
    let mut values = Vec::new();
    for spellings in groups.values() {
        let ident = agreed_ident(spellings, problems);
        // The newest edition's spelling; of several, the most listed there, then anywhere, then the one with capitals.
        let best = spellings.iter().max_by_key(|(text, rows)| {
            let newest = rows.iter().map(rank).max();
            let listed = rows.iter().filter(|row| Some(rank(row)) == newest).count();
            (newest, listed, rows.len(), Reverse(**text))
        });
        if let Some((name, rows)) = best {
            values.push(Value::new(name, ident, "", rows[0].place.clone()));
        }
    }
    values.sort_by(|a, b| a.name.cmp(&b.name));
    Names::new("activity", values, problems)
}

/// The identifier that the rows of one activity give, if any. Of several spellings one may be silent: the others then
/// say by their `ident` that they are the same.
fn agreed_ident<'p>(spellings: &BTreeMap<&str, Vec<&'p Printed>>, problems: &mut Vec<Problem>) -> &'p str {
    let rows = || spellings.values().flatten();
    let Some(first) = rows().find(|row| !row.ident.is_empty()) else {
        // The rarer spelling is the one to look at.
        let mut twins: Vec<&Vec<&Printed>> = spellings.values().collect();
        twins.sort_by_key(|rows| rows.len());
        if let [twin, .., one] = twins[..] {
            problems.push(twin[0].place.problem(unsaid_twin(twin[0], one[0])));
        }
        return "";
    };
    for row in rows().filter(|row| !row.ident.is_empty() && row.ident != first.ident) {
        problems.push(row.place.problem(format!(
            "the ident of `{}` is `{}` here and `{}` in catalog/{}:{}",
            row.activity, row.ident, first.ident, first.place.file, first.place.line
        )));
    }
    let silent = spellings.values().filter(|rows| rows.iter().all(|row| row.ident.is_empty()));
    let silent: Vec<&Printed> = silent.filter_map(|rows| rows.first().copied()).collect();
    for twin in silent.iter().enumerate().filter(|(n, row)| *n > 0 || derived_ident(&row.activity) != first.ident) {
        problems.push(twin.1.place.problem(unsaid_twin(twin.1, first)));
    }
    &first.ident
}

fn unsaid_twin(twin: &Printed, one: &Printed) -> String {
    format!(
        "`{}` folds like `{}` in catalog/{}:{}; if they are one activity, give this row its ident `{}`",
        twin.activity,
        one.activity,
        one.place.file,
        one.place.line,
        if one.ident.is_empty() { derived_ident(&one.activity) } else { one.ident.clone() }
    )
}

/// Resolves every printed row. Rows that name no service or category (some observed names) list nothing.
pub(super) fn listings(
    printed: &[Printed],
    editions: &Names,
    [services, categories, activities]: [&mut Names; 3],
    problems: &mut Vec<Problem>,
) -> Vec<Listing> {
    let mut resolved = Vec::new();
    for row in printed {
        let activity = activities.printed(&row.activity, &row.place, problems);
        if row.service.is_empty() || row.category.is_empty() {
            continue;
        }
        let service = services.printed(&row.service, &row.place, problems);
        let category = categories.printed(&row.category, &row.place, problems);
        let edition = editions.find(&row.edition);
        if let (Some(edition), Some(service), Some(category), Some(activity)) = (edition, service, category, activity) {
            resolved.push((row, edition, service, category, activity));
        }
    }
    for names in [&mut *services, &mut *categories, &mut *activities] {
        names.settle(problems);
    }
    let mut listings: Vec<Listing> = resolved
        .into_iter()
        .map(|(row, edition, service, category, activity)| Listing {
            activity_value: activity,
            edition,
            service: services.spelling(service, &row.service),
            category: categories.spelling(category, &row.category),
            activity: activities.spelling(activity, &row.activity),
            service_value: service,
            category_value: category,
        })
        .collect();
    listings.sort();
    listings
}

/// Puts into the note of each activity where it is listed, for the documentation of its variant.
pub(super) fn say_where(activities: &mut Names, listings: &[Listing], [editions, services, categories]: [&Names; 3]) {
    let mut places: BTreeMap<(usize, usize, usize), Vec<&str>> = BTreeMap::new();
    for row in listings {
        let place = places.entry((row.activity_value, row.service_value, row.category_value)).or_default();
        place.push(&editions.values[row.edition].name);
    }
    for ((activity, service, category), mut editions) in places {
        editions.dedup();
        let note = &mut activities.values[activity].note;
        if !note.is_empty() {
            note.push_str("; ");
        }
        let (service, category) = (&services.values[service].name, &categories.values[category].name);
        note.push_str(&format!("`{service}` > `{category}` (`{}`)", editions.join("`, `")));
    }
}

/// How each activity is known that was merely observed, in the order of the activities. An edition that prints it later says
/// more: the row then stands for a listing only.
pub(super) fn observed(
    printed: &[Printed],
    names: &Names,
    enums: &[Enum],
    problems: &mut Vec<Problem>,
) -> Vec<(usize, String)> {
    let words = codes::words(enums, "Evidence");
    let documented = printed.iter().filter(|row| row.evidence.is_none());
    let documented: BTreeSet<Option<usize>> = documented.map(|row| names.find(&row.activity)).collect();
    let mut observed = Vec::new();
    for row in printed {
        let Some(evidence) = &row.evidence else { continue };
        if !words.contains(&evidence.as_str()) {
            problems.push(row.place.problem(format!("unknown evidence `{evidence}`")));
        }
        let activity = names.find(&row.activity).filter(|&activity| !documented.contains(&Some(activity)));
        observed.extend(activity.map(|activity| (activity, evidence.clone())));
    }
    observed.sort();
    observed
}

/// `renames.tsv`.
pub(super) fn renames(table: &Table, names: &Names, enums: &[Enum], problems: &mut Vec<Problem>) -> Vec<Rename> {
    let confidences = codes::words(enums, "Confidence");
    let rows = table.rows(["before", "after", "confidence", "why"], problems);
    check_sorted(&rows, problems, |row| [row.cells[0], row.cells[1]]);
    let mut renames = Vec::new();
    for row in &rows {
        let [before, after, confidence, _] = row.cells;
        if !confidences.contains(&confidence) {
            problems.push(row.problem(format!("unknown confidence `{confidence}`")));
        }
        let mut find = |name| {
            let found = names.find(name);
            if found.is_none() {
                problems.push(row.problem(format!("unknown activity `{name}`")));
            }
            found
        };
        if let (Some(before), Some(after)) = (find(before), find(after)) {
            if before == after {
                problems.push(row.problem("both names are one activity"));
            }
            renames.push(Rename { before, after, confidence: confidence.to_owned() });
        }
    }
    renames
}
