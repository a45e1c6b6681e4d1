//! Operations, sections and workloads: every row of the tables is reached through the public API, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use msaudit::catalog::{
    Edition, Evidence, LabelOperation, MatchKind, NameStatus, Operation, OperationListing, RecordType, Section,
    Workload, fold, is_cmdlet_name,
};

/// The rows of a table below `catalog`, as maps from column to cell.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog").join(file);
    let text = fs::read_to_string(path).expect("the table is in the repository");
    let mut lines = text.lines().filter(|line| !line.starts_with("# "));
    let header: Vec<&str> = lines.next().expect("a table has a header").split('\t').collect();
    lines.map(|line| header.iter().zip(line.split('\t')).map(|(k, v)| ((*k).into(), v.into())).collect()).collect()
}

const EDITIONS: [(&str, Edition, usize); 5] = [
    ("exchange-cmdlets-2026-08", Edition::ExchangeCmdlets2026, 1005),
    ("management-api-2026-06", Edition::ManagementApi2026, 186),
    ("observed", Edition::Observed, 67),
    ("purview-2023-06", Edition::Purview2023, 418),
    ("teams-2020", Edition::Teams2020, 19),
];

#[test]
fn every_row_is_a_listing_and_the_reverse() {
    let mut folded = BTreeSet::new();
    for (file, edition, count) in EDITIONS {
        let rows = rows(&format!("operations/{file}.tsv"));
        assert_eq!(rows.len(), count, "{file}");
        let cell = |row: &BTreeMap<String, String>, column: &str| row.get(column).cloned().unwrap_or_default();
        let printed: BTreeSet<[String; 3]> = rows
            .iter()
            .map(|row| {
                folded.insert(fold(&row["operation"]));
                let printed = Some(cell(row, "printed")).filter(|printed| !printed.is_empty());
                let printed = printed.unwrap_or_else(|| row["operation"].clone());
                [row["section"].clone(), printed, cell(row, "friendly_name")]
            })
            .collect();
        let listed = Operation::all().flat_map(Operation::listings).filter(|listing| listing.edition() == edition);
        let listed: BTreeSet<[String; 3]> = listed
            .map(|row| {
                let friendly = row.friendly_name().unwrap_or_default();
                [row.section().name(), row.operation_as_printed(), friendly].map(str::to_owned)
            })
            .collect();
        assert_eq!(printed, listed, "{file}");
    }
    assert_eq!(Operation::COUNT, folded.len());
}

/// The counts that were made on the page itself stand in the README of the catalogue.
#[test]
fn sections_of_the_purview_page_have_the_rows_that_were_counted() {
    let readme = include_str!("../catalog/README.md");
    let table = readme.split("| section | operations | | section | operations |").nth(1).expect("the table of counts");
    let mut counted = BTreeMap::new();
    for line in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        for pair in [&cells[1..3], &cells[4..6]] {
            if let Ok(count) = pair[1].parse::<usize>() {
                counted.insert(pair[0].to_owned(), count);
            }
        }
    }
    let mut found = BTreeMap::new();
    for row in rows("operations/purview-2023-06.tsv") {
        *found.entry(row["section"].clone()).or_insert(0) += 1;
    }
    assert_eq!(counted, found);
}

#[test]
fn every_section_of_the_purview_page_is_one_table_of_its_lines() {
    let mut sections = BTreeMap::<String, BTreeSet<usize>>::new();
    for row in rows("operations/purview-2023-06.tsv") {
        let line = row["line"].parse().expect("a row has a line");
        sections.entry(row["section"].clone()).or_default().insert(line);
    }
    assert_eq!(sections.len(), 33);
    assert_eq!(sections.values().map(BTreeSet::len).sum::<usize>(), 413);
    let mut tables: Vec<(usize, usize)> = Vec::new();
    for (section, lines) in &sections {
        let (first, last) = (*lines.first().expect("it has rows"), *lines.last().expect("it has rows"));
        assert_eq!(last + 1 - first, lines.len(), "{section}: {lines:?}");
        tables.push((first, last));
    }
    // Between two tables there are at least a heading, a sentence, the head of a table and four empty lines or rules.
    tables.sort_unstable();
    assert!(tables.windows(2).all(|two| two[1].0 - two[0].1 > 7), "{tables:?}");
}

#[test]
fn sections_and_workloads_hold_what_their_tables_say() {
    assert!(Section::all().map(Section::name).eq(rows("sections.tsv").iter().map(|row| row["section"].as_str())));
    for row in rows("sections.tsv") {
        let section = Section::find(&row["section"]).expect("it is listed");
        let codes: Vec<String> = section.record_types().iter().map(|one| one.code().to_string()).collect();
        assert_eq!(codes.join(";"), row["record_types"], "{section}");
        let workloads: Vec<&str> = section.workloads().iter().map(|one| one.name()).collect();
        assert_eq!(workloads.join(";"), row["workloads"], "{section}");
    }
    assert_eq!(Workload::COUNT, rows("workloads.tsv").len());
    for row in rows("workloads.tsv") {
        let workload = Workload::find(&row["workload"]).expect("it is listed");
        let codes: Vec<String> = workload.record_types().iter().map(|one| one.code().to_string()).collect();
        assert_eq!(codes.join(";"), row["record_types"], "{workload}");
        assert_eq!(workload.evidence().name(), row["evidence"], "{workload}");
    }
}

#[test]
fn a_name_is_found_by_every_spelling_and_its_nearest_are_told() {
    for operation in Operation::all() {
        assert_eq!(Operation::find(operation.name()), Some(operation));
        assert_eq!(Operation::find(&operation.name().to_uppercase()), Some(operation));
        for listing in operation.listings() {
            let lookup = Operation::lookup(listing.operation_as_printed());
            assert_eq!((lookup.value(), lookup.matched()), (Some(operation), Some(MatchKind::Exact)));
        }
        assert_ne!(operation.editions().status(), NameStatus::Unknown);
        assert_eq!(operation.evidence().is_some(), operation.editions().status() == NameStatus::Observed);
    }
    // A misprint of the page stands for the name that records write.
    assert_eq!(Operation::find("List Column Deleted"), Operation::find("ListColumnDeleted"));
    assert!(Operation::find("Frobnicate").is_none());
    #[cfg(feature = "suggest")]
    assert!(Operation::lookup("FileAccess").suggestions().contains(&Operation::FileAccessed));
}

#[test]
fn the_reverse_questions_agree_with_the_listings() {
    for workload in Workload::all() {
        assert!(workload.operations().all(|operation| operation.is_listed_in(workload)));
    }
    for operation in Operation::all() {
        for section in operation.listings().iter().map(OperationListing::section) {
            assert!(section.workloads().iter().all(|one| one.operations().any(|other| other == operation)));
            assert!(section.record_types().iter().all(|one| one.operations().any(|other| other == operation)));
        }
    }
    assert!(RecordType::ExchangeAdmin.workloads().eq([Workload::Exchange]));
    assert!(RecordType::SharePoint.workloads().eq([Workload::OneDrive, Workload::SharePoint]));
}

#[test]
fn operations_of_labels_are_operations_too() {
    for row in LabelOperation::all() {
        let known = Operation::find(row.operation());
        // Those of the directory are activities.
        assert_eq!(known.is_none(), row.record_type() == RecordType::AzureActiveDirectory, "{}", row.operation());
    }
    let access = Operation::find("Access").expect("AIP logs it");
    assert_eq!(access.evidence(), Some(Evidence::Docs));
    assert!(access.is_listed_in(Workload::Aip));
}

#[test]
fn cmdlets_have_the_form_of_cmdlets() {
    let odd: Vec<&str> =
        Operation::all().filter(|one| one.is_cmdlet() && !is_cmdlet_name(one.name())).map(Operation::name).collect();
    assert!(odd.iter().all(|name| name.contains('-')), "{odd:?}");
    assert!(RecordType::all().filter(|one| one.logs_cmdlets()).all(|one| one.operations().any(Operation::is_cmdlet)));
    assert!(["Get-", "-Mailbox", "Get Mailbox", "Add member to role", ""].iter().all(|text| !is_cmdlet_name(text)));
}
