//! The checked catalogue: every reference resolved, every vocabulary in its final order.

mod activities;
mod aip;
mod codes;
mod editions;
mod kinds;
mod mappings;
mod operations;

use super::names::{Names, Place, Value};
use super::read::{Problem, Row, Table, Tables, check_sorted};

pub(super) use activities::{Listing, Rename};
pub(super) use aip::AipReport;
pub(super) use codes::{Enum, LabelOperation, RecordType};
pub(super) use editions::Edition;
pub(super) use kinds::{Count, Kind};
pub(super) use operations::{OperationListing, Section, Workload};

#[derive(Debug)]
pub(super) struct Catalogue {
    pub(super) edition_names: Names,
    pub(super) editions: Vec<Edition>,
    pub(super) services: Names,
    pub(super) categories: Names,
    pub(super) activities: Names,
    /// Ordered by activity, then edition, service, category and spelling.
    pub(super) listings: Vec<Listing>,
    /// Activities that no edition prints, with the evidence for each.
    pub(super) observed: Vec<(usize, String)>,
    pub(super) renames: Vec<Rename>,
    /// One for each activity.
    pub(super) kinds: Vec<Kind>,
    pub(super) counts: Vec<Count>,
    pub(super) aip_activities: Names,
    /// Ordered by activity, then as the table.
    pub(super) aip_reports: Vec<AipReport>,
    pub(super) record_type_names: Names,
    pub(super) record_types: Vec<RecordType>,
    pub(super) label_operations: Vec<LabelOperation>,
    pub(super) enums: Vec<Enum>,
    pub(super) operations: Names,
    /// Ordered by operation, then edition and section.
    pub(super) operation_listings: Vec<OperationListing>,
    /// Operations that no edition prints, with the evidence for each.
    pub(super) observed_operations: Vec<(usize, String)>,
    pub(super) section_names: Names,
    pub(super) sections: Vec<Section>,
    pub(super) workload_names: Names,
    pub(super) workloads: Vec<Workload>,
    pub(super) cmdlet_verbs: Vec<String>,
}

impl Catalogue {
    pub(super) fn new(tables: &Tables, problems: &mut Vec<Problem>) -> Self {
        let mut enums = codes::enums(&tables.enums, problems);
        enums.extend(codes::enums(&tables.words, problems));
        let (edition_names, editions) = editions::editions(
            tables.editions.iter().chain(tables.operations.iter().filter(|table| !operations::is_observed(table))),
            problems,
        );
        let mut services = declared("service", &tables.services, &tables.editions, problems);
        let mut categories = declared("category", &tables.categories, &tables.editions, problems);
        let printed = activities::printed(&tables.editions, problems);
        let mut activities = activities::names(&printed, &editions, problems);
        let (mut aip_activities, aip_reports) = aip::reports(&tables.editions, &enums, problems);
        let printed_operations = operations::printed(&tables.operations, problems);
        let mut operations = operations::names(&printed_operations, problems);
        let aliases = Aliases { table: &tables.spellings, evidence: codes::words(&enums, "Evidence") };
        aliases.add(
            &mut [&mut activities, &mut categories, &mut services, &mut aip_activities, &mut operations],
            problems,
        );
        aip_activities.settle(problems);
        let listings =
            activities::listings(&printed, &edition_names, [&mut services, &mut categories, &mut activities], problems);
        let observed = activities::observed(&printed, &activities, &enums, problems);
        let renames = activities::renames(&tables.renames, &activities, &enums, problems);
        let kinds = kinds::kinds([&tables.verbs, &tables.kinds], &activities, &enums, problems);
        let counts = kinds::counts(&tables.questions, &activities, &enums, problems);
        let (record_type_names, record_types) = codes::record_types(&tables.record_types, &enums, problems);
        let label_operations =
            codes::label_operations(&tables.label_operations, &record_types, &aip_activities, &enums, problems);
        let (workload_names, workloads) =
            operations::workloads(&tables.workloads, &record_types, aliases.evidence.as_slice(), problems);
        let (section_names, sections) =
            operations::sections(&tables.sections, &record_types, &workload_names, problems);
        let operation_listings =
            operations::listings(&printed_operations, [&edition_names, &section_names], &mut operations, problems);
        let observed_operations = operations::observed(&printed_operations, &operations, &aliases.evidence, problems);
        activities::say_where(&mut activities, &listings, [&edition_names, &services, &categories]);
        operations::say_where(&mut operations, &operation_listings, [&edition_names, &section_names]);
        let cmdlet_verbs = operations::cmdlet_verbs(&tables.cmdlet_verbs, problems);
        let known = mappings::Known {
            record_types: &record_type_names,
            sections: &section_names,
            categories: &categories,
            workloads: &workload_names,
            operations: &operations,
        };
        mappings::check(tables, &known, problems);
        Self {
            edition_names,
            editions,
            services,
            categories,
            activities,
            listings,
            observed,
            renames,
            kinds,
            counts,
            aip_activities,
            aip_reports,
            record_type_names,
            record_types,
            label_operations,
            enums,
            operations,
            operation_listings,
            observed_operations,
            section_names,
            sections,
            workload_names,
            workloads,
            cmdlet_verbs,
        }
    }
}

/// `services.tsv` and `categories.tsv`: the values, each with a name, an identifier and a note; and those that an edition
/// declares itself, so that nothing but its table is needed.
fn declared(kind: &str, table: &Table, editions: &[Table], problems: &mut Vec<Problem>) -> Names {
    let rows = table.rows([kind, "ident", "note"], problems);
    check_sorted(&rows, problems, |row| row.cells[0]);
    let mut values: Vec<Value> = rows
        .iter()
        .map(|row| {
            let [name, ident, note] = row.cells;
            Value::new(name, ident, note, place(table, row))
        })
        .collect();
    for edition in editions {
        for (line, _, name) in edition.declared.iter().filter(|(_, of, _)| of == kind) {
            values.push(Value::new(name, "", "", Place { file: edition.file.clone(), line: *line }));
        }
    }
    values.sort_by(|a, b| a.name.cmp(&b.name));
    Names::new(kind, values, problems)
}

/// `spellings.tsv`: further spellings of services, categories and activities, those of AIP included.
struct Aliases<'t> {
    table: &'t Table,
    evidence: Vec<&'t str>,
}

impl Aliases<'_> {
    fn add(&self, vocabularies: &mut [&mut Names], problems: &mut Vec<Problem>) {
        let rows = self.table.rows(["vocabulary", "name", "spelling", "evidence", "source"], problems);
        check_sorted(&rows, problems, |row| [row.cells[0], row.cells[1], row.cells[2]]);
        for row in &rows {
            let [vocabulary, name, spelling, evidence, source] = row.cells;
            if !self.evidence.contains(&evidence) {
                problems.push(row.problem(format!("unknown evidence `{evidence}`")));
            }
            if source.is_empty() {
                problems.push(row.problem("no source"));
            }
            // A cell may not end in a blank, but a spelling may.
            let spelling = spelling.replace("\\u{20}", " ");
            match vocabularies.iter_mut().find(|names| names.kind == vocabulary) {
                Some(names) => names.alias(name, &spelling, evidence, &place(self.table, row), problems),
                None => problems.push(row.problem(format!("unknown vocabulary `{vocabulary}`"))),
            }
        }
    }
}

fn place<const N: usize>(table: &Table, row: &Row<'_, N>) -> Place {
    Place { file: table.file.clone(), line: row.line }
}
