//! Operations of the unified audit log: the rows of the editions that list them, one operation for each folded name; the
//! sections of those editions; and workloads.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fold::fold;
use super::super::names::{Names, Place, Value};
use super::super::read::{Problem, Row, Table, check_sorted};
use super::codes::RecordType;
use super::editions::id;
use super::place;

/// A row as an edition prints it.
#[derive(Debug)]
pub(super) struct Printed {
    edition: String,
    section: String,
    operation: String,
    ident: String,
    friendly_name: String,
    /// The operation as the document prints it, where records write it otherwise.
    printed: String,
    /// How a name is known that no edition prints.
    evidence: Option<String>,
    place: Place,
}

/// A row with everything resolved. The operation is a spelling index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct OperationListing {
    pub(in super::super) operation_value: usize,
    pub(in super::super) edition: usize,
    pub(in super::super) section: usize,
    pub(in super::super) operation: usize,
    /// Empty where the edition gives none.
    pub(in super::super) friendly_name: String,
}

/// A section of an edition, and which records hold what it lists, as far as that is known.
#[derive(Debug)]
pub(in super::super) struct Section {
    pub(in super::super) record_types: Vec<usize>,
    pub(in super::super) workloads: Vec<usize>,
}

#[derive(Debug)]
pub(in super::super) struct Workload {
    pub(in super::super) record_types: Vec<usize>,
    pub(in super::super) evidence: String,
}

/// Whether a table lists what was seen in records, rather than what a document prints.
pub(super) fn is_observed(table: &Table) -> bool {
    table.has_column("evidence")
}

/// All rows of all editions that list operations.
pub(super) fn printed(tables: &[Table], problems: &mut Vec<Problem>) -> Vec<Printed> {
    let mut all = Vec::new();
    for table in tables {
        let edition = id(table).to_owned();
        let mut add =
            |[section, operation, ident, friendly_name, printed]: [&str; 5], evidence: Option<&str>, place| {
                all.push(Printed {
                    edition: edition.clone(),
                    section: section.to_owned(),
                    operation: operation.to_owned(),
                    ident: ident.to_owned(),
                    friendly_name: friendly_name.to_owned(),
                    printed: printed.to_owned(),
                    evidence: evidence.map(str::to_owned),
                    place,
                });
            };
        if is_observed(table) {
            let rows = table.rows(["section", "operation", "ident", "evidence", "source"], problems);
            check_sorted(&rows, problems, |row| [row.cells[0], row.cells[1]]);
            for row in &rows {
                let [section, operation, ident, evidence, source] = row.cells;
                if source.is_empty() {
                    problems.push(row.problem("no source"));
                }
                add([section, operation, ident, "", ""], Some(evidence), place(table, row));
            }
        } else if table.has_column("friendly_name") {
            let rows = table.rows(["section", "operation", "ident", "friendly_name", "printed", "line"], problems);
            check_sorted(&rows, problems, |row| [row.cells[0], row.cells[1]]);
            for row in &rows {
                let [section, operation, ident, friendly_name, printed, line] = row.cells;
                if line.parse::<u32>().is_err() {
                    problems.push(row.problem(format!("bad line number `{line}`")));
                }
                add([section, operation, ident, friendly_name, printed], None, place(table, row));
            }
        } else {
            let rows = table.rows(["section", "operation", "ident"], problems);
            check_sorted(&rows, problems, |row| [row.cells[0], row.cells[1]]);
            for row in &rows {
                let [section, operation, ident] = row.cells;
                add([section, operation, ident, "", ""], None, place(table, row));
            }
        }
    }
    all
}

/// One operation for each name. The first identifier that a row gives counts for all of them.
pub(super) fn names(printed: &[Printed], problems: &mut Vec<Problem>) -> Names {
    let mut values: BTreeMap<&str, (&str, &Place)> = BTreeMap::new();
    for row in printed {
        let (ident, _) = values.entry(&row.operation).or_insert(("", &row.place));
        if ident.is_empty() {
            *ident = &row.ident;
        } else if !row.ident.is_empty() && row.ident != *ident {
            let what = format!("the ident of `{}` is `{}` here and `{ident}` elsewhere", row.operation, row.ident);
            problems.push(row.place.problem(what));
        }
    }
    let values = values.into_iter().map(|(name, (ident, place))| Value::new(name, ident, "", place.clone()));
    let mut names = Names::new("operation", values.collect(), problems);
    for row in printed.iter().filter(|row| !row.printed.is_empty()) {
        if fold(&row.printed) != fold(&row.operation) {
            names.alias(&row.operation, &row.printed, "docs", &row.place, problems);
        }
    }
    names
}

/// Resolves every printed row.
pub(super) fn listings(
    printed: &[Printed],
    [editions, sections]: [&Names; 2],
    operations: &mut Names,
    problems: &mut Vec<Problem>,
) -> Vec<OperationListing> {
    let text = |row: &Printed| if row.printed.is_empty() { row.operation.clone() } else { row.printed.clone() };
    let mut resolved = Vec::new();
    for row in printed {
        let section = sections.find(&row.section);
        if section.is_none() {
            problems.push(row.place.problem(format!("unknown section `{}`", row.section)));
        }
        let operation = operations.printed(&text(row), &row.place, problems);
        if let (Some(edition), Some(section), Some(operation)) = (editions.find(&row.edition), section, operation) {
            resolved.push((row, edition, section, operation));
        }
    }
    operations.settle(problems);
    let mut listings: Vec<OperationListing> = resolved
        .into_iter()
        .map(|(row, edition, section, operation_value)| OperationListing {
            operation_value,
            edition,
            section,
            operation: operations.spelling(operation_value, &text(row)),
            friendly_name: row.friendly_name.clone(),
        })
        .collect();
    listings.sort();
    listings
}

/// How each operation is known that was merely observed, in the order of the operations.
pub(super) fn observed(
    printed: &[Printed],
    names: &Names,
    words: &[&str],
    problems: &mut Vec<Problem>,
) -> Vec<(usize, String)> {
    let documented = printed.iter().filter(|row| row.evidence.is_none());
    let documented: BTreeSet<Option<usize>> = documented.map(|row| names.find(&row.operation)).collect();
    let mut observed = BTreeMap::new();
    for row in printed {
        let Some(evidence) = &row.evidence else { continue };
        if !words.contains(&evidence.as_str()) {
            problems.push(row.place.problem(format!("unknown evidence `{evidence}`")));
        }
        let operation = names.find(&row.operation).filter(|&operation| !documented.contains(&Some(operation)));
        if let Some(operation) = operation {
            observed.entry(operation).or_insert_with(|| evidence.clone());
        }
    }
    observed.into_iter().collect()
}

/// `sections.tsv`.
pub(super) fn sections(
    table: &Table,
    types: &[RecordType],
    workloads: &Names,
    problems: &mut Vec<Problem>,
) -> (Names, Vec<Section>) {
    let rows = table.rows(["section", "ident", "record_types", "workloads"], problems);
    check_sorted(&rows, problems, |row| row.cells[0]);
    let values = rows.iter().map(|row| Value::new(row.cells[0], row.cells[1], "", place(table, row)));
    let mut names = Names::new("section", values.collect(), problems);
    names.settle(problems);
    let mut sections = Vec::new();
    for row in &rows {
        let mut found = Vec::new();
        for name in row.cells[3].split(';').filter(|name| !name.is_empty()) {
            match workloads.find(name) {
                Some(workload) => found.push(workload),
                None => problems.push(row.problem(format!("unknown workload `{name}`"))),
            }
        }
        sections.push(Section { record_types: record_types(row, row.cells[2], types, problems), workloads: found });
    }
    (names, sections)
}

/// `workloads.tsv`.
pub(super) fn workloads(
    table: &Table,
    types: &[RecordType],
    evidence_words: &[&str],
    problems: &mut Vec<Problem>,
) -> (Names, Vec<Workload>) {
    let rows = table.rows(["workload", "ident", "record_types", "evidence", "source"], problems);
    check_sorted(&rows, problems, |row| row.cells[0]);
    let values = rows.iter().map(|row| Value::new(row.cells[0], row.cells[1], "", place(table, row)));
    let mut names = Names::new("workload", values.collect(), problems);
    names.settle(problems);
    let mut workloads = Vec::new();
    for row in &rows {
        let [_, _, codes, evidence, source] = row.cells;
        if !evidence_words.contains(&evidence) {
            problems.push(row.problem(format!("unknown evidence `{evidence}`")));
        }
        if source.is_empty() {
            problems.push(row.problem("no source"));
        }
        let record_types = record_types(row, codes, types, problems);
        workloads.push(Workload { record_types, evidence: evidence.to_owned() });
    }
    (names, workloads)
}

/// The indices of the record types in a cell such as `4;6`.
fn record_types<const N: usize>(
    row: &Row<'_, N>,
    cell: &str,
    types: &[RecordType],
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for code in cell.split(';').filter(|code| !code.is_empty()) {
        match types.iter().position(|one| Ok(one.code) == code.parse()) {
            Some(index) => found.push(index),
            None => problems.push(row.problem(format!("unknown record type `{code}`"))),
        }
    }
    found
}

/// `cmdlet_verbs.tsv`.
pub(super) fn cmdlet_verbs(table: &Table, problems: &mut Vec<Problem>) -> Vec<String> {
    let rows = table.rows(["verb"], problems);
    check_sorted(&rows, problems, |row| row.cells[0]);
    rows.iter().map(|row| row.cells[0].to_owned()).collect()
}

/// Puts into the note of each operation where it is listed, for the documentation of its variant.
pub(super) fn say_where(operations: &mut Names, listings: &[OperationListing], [editions, sections]: [&Names; 2]) {
    for row in listings {
        let note = &mut operations.values[row.operation_value].note;
        if !note.is_empty() {
            note.push_str("; ");
        }
        if !row.friendly_name.is_empty() {
            note.push_str(&format!("`{}` in ", row.friendly_name));
        }
        note.push_str(&format!("`{}` (`{}`)", sections.values[row.section].name, editions.values[row.edition].name));
    }
}
