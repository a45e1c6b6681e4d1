//! The activities of the Azure Information Protection log, with who reports each and when.

use super::super::names::{Names, Value};
use super::super::read::{Problem, Row, Table, check_sorted};
use super::{Enum, codes, place};

/// One row: vocabulary words as indices of the enums that `enums.tsv` declares.
#[derive(Debug)]
pub(in super::super) struct AipReport {
    pub(in super::super) activity: usize,
    pub(in super::super) reported_by: Vec<usize>,
    pub(in super::super) platforms: Vec<usize>,
    pub(in super::super) application: usize,
    pub(in super::super) subject: usize,
    pub(in super::super) restrictions: Vec<usize>,
    pub(in super::super) description: String,
}

const COLUMNS: [&str; 8] =
    ["activity", "reported_by", "platforms", "application", "subject", "restrictions", "line", "description"];

pub(super) fn reports(tables: &[Table], enums: &[Enum], problems: &mut Vec<Problem>) -> (Names, Vec<AipReport>) {
    let mut values: Vec<Value> = Vec::new();
    let mut reports = Vec::new();
    for table in tables.iter().filter(|table| table.has_column("reported_by")) {
        let rows = table.rows(COLUMNS, problems);
        check_sorted(&rows, problems, |row| (row.cells[0], row.cells[6].parse::<u32>().unwrap_or_default()));
        for row in &rows {
            let [activity, reported_by, platforms, application, subject, restrictions, line, description] = row.cells;
            if line.parse::<u32>().is_err() {
                problems.push(row.problem(format!("bad line number `{line}`")));
            }
            if values.last().is_none_or(|value| value.name != activity) {
                values.push(Value::new(activity, "", "", place(table, row)));
            }
            let mut word = |name, cell| words(row, enums, name, cell, problems);
            reports.push(AipReport {
                activity: values.len() - 1,
                reported_by: word("Reporter", reported_by),
                platforms: word("AipPlatform", platforms),
                application: word("AipApplication", application).first().copied().unwrap_or_default(),
                subject: word("AipSubject", subject).first().copied().unwrap_or_default(),
                restrictions: word("AipRestriction", restrictions),
                description: description.to_owned(),
            });
        }
    }
    (Names::new("AIP activity", values, problems), reports)
}

/// The `;`-separated words of a cell as indices of the enum called `name`.
fn words<const N: usize>(
    row: &Row<'_, N>,
    enums: &[Enum],
    name: &str,
    cell: &str,
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let known = codes::words(enums, name);
    let mut indices = Vec::new();
    for word in cell.split(';').filter(|word| !word.is_empty()) {
        match known.iter().position(|&other| other == word) {
            Some(index) => indices.push(index),
            None => problems.push(row.problem(format!("unknown {name} `{word}`"))),
        }
    }
    indices
}
