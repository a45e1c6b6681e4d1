//! Vocabularies with numbers on the wire: record types, the small enums, and the operations of label events.

use std::collections::BTreeMap;

use super::super::names::{Names, Value};
use super::super::read::{Problem, Row, Table, check_sorted};
use super::place;

/// One enum of `enums.tsv`. Without codes it is a list of words.
#[derive(Debug)]
pub(in super::super) struct Enum {
    pub(in super::super) name: String,
    pub(in super::super) doc: String,
    pub(in super::super) names: Names,
    pub(in super::super) codes: Option<Vec<i32>>,
    /// Each once, in their order.
    pub(in super::super) sources: Vec<String>,
}

#[derive(Debug)]
pub(in super::super) struct RecordType {
    pub(in super::super) code: i32,
    pub(in super::super) role: Option<String>,
    pub(in super::super) connector: bool,
}

#[derive(Debug)]
pub(in super::super) struct LabelOperation {
    pub(in super::super) record_type: usize,
    pub(in super::super) operation: String,
    pub(in super::super) effect: String,
    pub(in super::super) aip_activities: Vec<usize>,
}

pub(super) fn enums(table: &Table, problems: &mut Vec<Problem>) -> Vec<Enum> {
    let rows = table.rows(["enum", "code", "name", "ident", "note", "source"], problems);
    let mut groups: BTreeMap<&str, Vec<Row<'_, 6>>> = BTreeMap::new();
    for row in &rows {
        groups.entry(row.cells[0]).or_default().push(*row);
    }
    let mut enums = Vec::new();
    for (name, rows) in groups {
        let with_codes = rows.iter().any(|row| !row.cells[1].is_empty());
        let mut codes = Vec::new();
        for row in &rows {
            if row.cells[1].is_empty() == with_codes {
                problems.push(row.problem(format!("`{name}` has values with and without a code")));
            } else if with_codes {
                codes.extend(code(row, row.cells[1], problems));
            }
            if row.cells[5].is_empty() {
                problems.push(row.problem("no source"));
            }
        }
        if with_codes {
            check_sorted(&rows, problems, |row| row.cells[1].parse::<i32>().ok());
        } else {
            check_sorted(&rows, problems, |row| row.cells[2]);
        }
        let values = rows.iter().map(|row| {
            let [_, _, value, ident, note, _] = row.cells;
            Value::new(value, ident, note, place(table, row))
        });
        let mut names = Names::new(name, values.collect(), problems);
        names.settle(problems);
        let doc = table.meta.get(name).cloned().unwrap_or_else(|| {
            problems.push(Problem::new(&table.file, 1, format!("no line `# {name}: ...` that says what it is")));
            String::new()
        });
        let mut sources: Vec<String> = Vec::new();
        for source in rows.iter().map(|row| row.cells[5]) {
            if !sources.iter().any(|other| other == source) {
                sources.push(source.to_owned());
            }
        }
        enums.push(Enum { name: name.to_owned(), doc, names, codes: with_codes.then_some(codes), sources });
    }
    enums
}

/// The names of the enum called `name`; none if `enums.tsv` lacks it, so that each use of a word is a problem.
pub(super) fn words<'e>(enums: &'e [Enum], name: &str) -> Vec<&'e str> {
    let found = enums.iter().find(|one| one.name == name);
    found.map(|one| one.names.values.iter().map(|value| value.name.as_str()).collect()).unwrap_or_default()
}

pub(super) fn record_types(table: &Table, enums: &[Enum], problems: &mut Vec<Problem>) -> (Names, Vec<RecordType>) {
    let roles = words(enums, "LabelRole");
    let rows = table.rows(["code", "name", "ident", "role", "connector", "spellings"], problems);
    check_sorted(&rows, problems, |row| row.cells[0].parse::<i32>().unwrap_or_default());
    let values = rows.iter().map(|row| Value::new(row.cells[1], row.cells[2], "", place(table, row)));
    let mut names = Names::new("record type", values.collect(), problems);
    let mut record_types = Vec::new();
    for row in &rows {
        let [number, name, _, role, connector, spellings] = row.cells;
        if !role.is_empty() && !roles.contains(&role) {
            problems.push(row.problem(format!("unknown LabelRole `{role}`")));
        }
        if !matches!(connector, "" | "yes") {
            problems.push(row.problem(format!("`{connector}` is neither `yes` nor empty")));
        }
        for spelling in spellings.split(';').filter(|spelling| !spelling.is_empty()) {
            names.alias(name, spelling, "docs", &place(table, row), problems);
        }
        record_types.push(RecordType {
            code: code(row, number, problems).unwrap_or_default(),
            role: (!role.is_empty()).then(|| role.to_owned()),
            connector: connector == "yes",
        });
    }
    names.settle(problems);
    (names, record_types)
}

pub(super) fn label_operations(
    table: &Table,
    record_types: &[RecordType],
    aip_activities: &Names,
    enums: &[Enum],
    problems: &mut Vec<Problem>,
) -> Vec<LabelOperation> {
    let effects = words(enums, "LabelEffect");
    let rows = table.rows(["record_type", "operation", "effect", "aip_activities", "source"], problems);
    check_sorted(&rows, problems, |row| (row.cells[0].parse::<i32>().unwrap_or_default(), row.cells[1]));
    let mut operations = Vec::new();
    for row in &rows {
        let [number, operation, effect, aip, _] = row.cells;
        let code = code(row, number, problems);
        let Some(record_type) = record_types.iter().position(|one| Some(one.code) == code) else {
            problems.push(row.problem(format!("unknown record type `{number}`")));
            continue;
        };
        if !effects.contains(&effect) {
            problems.push(row.problem(format!("unknown LabelEffect `{effect}`")));
        }
        let mut found = Vec::new();
        for name in aip.split(';').filter(|name| !name.is_empty()) {
            match aip_activities.find(name) {
                Some(index) => found.push(index),
                None => problems.push(row.problem(format!("unknown AIP activity `{name}`"))),
            }
        }
        operations.push(LabelOperation {
            record_type,
            operation: operation.to_owned(),
            effect: effect.to_owned(),
            aip_activities: found,
        });
    }
    operations
}

fn code<const N: usize>(row: &Row<'_, N>, cell: &str, problems: &mut Vec<Problem>) -> Option<i32> {
    let code = cell.parse();
    if code.is_err() {
        problems.push(row.problem(format!("bad code `{cell}`")));
    }
    code.ok()
}
