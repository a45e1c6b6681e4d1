//! The statics of operations, sections and workloads.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::model::Catalogue;
use super::super::names::{Names, derived_ident};
use super::rows::{array, rows_of};

pub(super) fn listings(out: &mut String, catalogue: &Catalogue) {
    // A friendly name stands once, however many rows give it; the first is the empty one.
    let friendly: BTreeSet<&str> =
        catalogue.operation_listings.iter().map(|row| row.friendly_name.as_str()).chain([""]).collect();
    let friendly: Vec<&str> = friendly.into_iter().collect();
    let rows = catalogue.operation_listings.iter().map(|row| {
        format!(
            "OperationListing {{ operation: {}, friendly_name: {}, section: Section::{}, edition: Edition::{} }}",
            row.operation,
            friendly.partition_point(|&name| name < row.friendly_name.as_str()),
            catalogue.section_names.values[row.section].ident,
            catalogue.edition_names.values[row.edition].ident
        )
    });
    array(out, "OPERATION_LISTINGS", "OperationListing", rows);
    let starts = (0..=catalogue.operations.values.len())
        .map(|value| catalogue.operation_listings.partition_point(|row| row.operation_value < value).to_string());
    array(out, "OPERATION_LISTING_STARTS", "u16", starts);
    array(out, "FRIENDLY_NAMES", "&str", friendly.iter().map(|name| format!("{name:?}")));
    let observed = catalogue.observed_operations.iter().map(|(value, evidence)| {
        let operation = &catalogue.operations.values[*value].ident;
        format!("(Operation::{operation}, Evidence::{})", derived_ident(evidence))
    });
    array(out, "OBSERVED_OPERATIONS", "(Operation, Evidence)", observed);
}

pub(super) fn sections(out: &mut String, catalogue: &Catalogue) {
    let rest = |index: usize| {
        let section = &catalogue.sections[index];
        format!(
            "record_types: {}, workloads: {}",
            slice("RecordType", &catalogue.record_type_names, &section.record_types),
            slice("Workload", &catalogue.workload_names, &section.workloads)
        )
    };
    rows_of(out, "Section", "SECTION_ROWS", "SectionRow", &catalogue.section_names, rest);
}

pub(super) fn workloads(out: &mut String, catalogue: &Catalogue) {
    let rest = |index: usize| {
        let workload = &catalogue.workloads[index];
        let record_types = slice("RecordType", &catalogue.record_type_names, &workload.record_types);
        format!("record_types: {record_types}, evidence: Evidence::{}", derived_ident(&workload.evidence))
    };
    rows_of(out, "Workload", "WORKLOAD_ROWS", "WorkloadRow", &catalogue.workload_names, rest);
}

pub(super) fn cmdlet_verbs(out: &mut String, catalogue: &Catalogue) {
    array(out, "CMDLET_VERBS", "&str", catalogue.cmdlet_verbs.iter().map(|verb| format!("{verb:?}")));
}

/// `&[Name::One, Name::Two]`.
fn slice(name: &str, names: &Names, indices: &[usize]) -> String {
    let mut text = String::from("&[");
    for &index in indices {
        let _ = write!(text, "{name}::{}, ", names.values[index].ident);
    }
    text.push(']');
    text
}
