//! The editions, from the metadata lines of their tables.

use super::super::names::{Names, Place, Value};
use super::super::read::{Problem, Table};

#[derive(Debug)]
pub(in super::super) struct Edition {
    pub(in super::super) id: String,
    pub(in super::super) product: String,
    pub(in super::super) title: String,
    /// Empty where the table says `undated`.
    pub(in super::super) date: String,
    pub(in super::super) source: String,
    /// Names seen in records and rules, rather than printed by Microsoft.
    pub(in super::super) observed: bool,
}

/// The file's name is the edition's name; older editions come first, and before them those without a date.
pub(super) fn editions<'t>(
    tables: impl Iterator<Item = &'t Table>,
    problems: &mut Vec<Problem>,
) -> (Names, Vec<Edition>) {
    let mut found = Vec::new();
    for table in tables {
        let place = Place { file: table.file.clone(), line: 1 };
        for (line, kind, name) in &table.declared {
            let place = Place { file: table.file.clone(), line: *line };
            if !["service", "category"].contains(&kind.as_str()) {
                problems.push(place.problem(format!("`new {kind}` is neither `new service` nor `new category`")));
            } else if !table.lists(kind, name) {
                problems.push(place.problem(format!("no row is listed under the {kind} `{name}`")));
            }
        }
        let mut meta = |key: &str| {
            table.meta.get(key).cloned().unwrap_or_else(|| {
                problems.push(place.problem(format!("no line `# {key}: ...`")));
                String::new()
            })
        };
        let edition = Edition {
            id: id(table).to_owned(),
            product: meta("product"),
            title: meta("title"),
            date: Some(meta("date")).filter(|date| date != "undated").unwrap_or_default(),
            source: meta("source"),
            observed: table.has_column("evidence"),
        };
        let date = if edition.date.is_empty() { "undated" } else { &edition.date };
        let value = Value::new(&edition.id, &meta("ident"), &format!("{} ({date})", edition.title), place);
        found.push((edition, value));
    }
    found.sort_by(|(a, _), (b, _)| (a.observed, &a.date, &a.id).cmp(&(b.observed, &b.date, &b.id)));
    let (editions, values) = found.into_iter().unzip();
    (Names::new("edition", values, problems), editions)
}

/// The edition that `table` holds: the name of its file.
pub(super) fn id(table: &Table) -> &str {
    let name = table.file.rsplit('/').next().unwrap_or(&table.file);
    name.trim_end_matches(".tsv")
}
