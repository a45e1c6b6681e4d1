//! The statics beside the names: what is listed where, what became what, codes and flags.

use std::fmt::Write;

use super::super::model::{Catalogue, Count, Kind, LabelOperation};
use super::super::names::{Names, derived_ident};
use super::constant;

/// `static NAME: [TYPE; N] = [ROW, ...];`
pub(super) fn array(out: &mut String, name: &str, element: &str, rows: impl IntoIterator<Item = String>) {
    let rows: Vec<String> = rows.into_iter().collect();
    let _ = writeln!(out, "static {name}: [{element}; {}] = [", rows.len());
    for row in rows {
        let _ = writeln!(out, "    {row},");
    }
    out.push_str("];\n\n");
}

/// An array with one row for each value of an enum, checked at compile time to be in the enum's order.
pub(super) fn rows_of(
    out: &mut String,
    name: &str,
    table: &str,
    row: &str,
    names: &Names,
    rest: impl Fn(usize) -> String,
) {
    let rows = names.values.iter().enumerate();
    let plain = row.split('<').next().unwrap_or(row);
    let rows = rows.map(|(index, value)| format!("{plain} {{ value: {name}::{}, {} }}", value.ident, rest(index)));
    array(out, table, row, rows);
    let _ = writeln!(
        out,
        "const _: () = {{\n    let mut index = 0;\n    while index < {name}::COUNT {{\n        \
         assert!({table}[index].value as usize == index);\n        index += 1;\n    }}\n}};\n"
    );
}

pub(super) fn codes(out: &mut String, name: &str, names: &Names, codes: &[i32]) {
    let row = format!("CodeRow<{name}>");
    rows_of(out, name, &constant(name, "codes"), &row, names, |index| format!("code: {}", codes[index]));
}

pub(super) fn editions(out: &mut String, catalogue: &Catalogue) {
    let rest = |index: usize| {
        let edition = &catalogue.editions[index];
        format!(
            "product: {:?}, title: {:?}, date: {:?}, source: {:?}, observed: {}",
            edition.product, edition.title, edition.date, edition.source, edition.observed
        )
    };
    rows_of(out, "Edition", "EDITION_ROWS", "EditionRow", &catalogue.edition_names, rest);
}

pub(super) fn listings(out: &mut String, catalogue: &Catalogue) {
    let edition = |index: usize| &catalogue.edition_names.values[index].ident;
    let rows = catalogue.listings.iter().map(|row| {
        format!(
            "Listing {{ activity: {}, service: {}, category: {}, edition: Edition::{} }}",
            row.activity,
            row.service,
            row.category,
            edition(row.edition)
        )
    });
    array(out, "LISTINGS", "Listing", rows);
    let starts = (0..=catalogue.activities.values.len())
        .map(|value| catalogue.listings.partition_point(|row| row.activity_value < value).to_string());
    array(out, "LISTING_STARTS", "u16", starts);

    let documented = catalogue.listings.iter().filter(|row| !catalogue.editions[row.edition].observed);
    let mut contexts: Vec<_> =
        documented.map(|row| (row.service_value, row.activity_value, row.category_value)).collect();
    contexts.sort_unstable();
    contexts.dedup();
    let services = &catalogue.services.values;
    let rows = contexts.iter().map(|&(service, activity, category)| {
        format!(
            "Context {{ service: Service::{}, activity: Activity::{}, category: Category::{} }}",
            services[service].ident,
            catalogue.activities.values[activity].ident,
            catalogue.categories.values[category].ident
        )
    });
    array(out, "CONTEXTS", "Context", rows);
}

pub(super) fn renames(out: &mut String, catalogue: &Catalogue) {
    let activity = |index: usize| &catalogue.activities.values[index].ident;
    let rows = catalogue.renames.iter().map(|row| {
        format!(
            "Rename {{ before: Activity::{}, after: Activity::{}, confidence: Confidence::{} }}",
            activity(row.before),
            activity(row.after),
            derived_ident(&row.confidence)
        )
    });
    array(out, "RENAMES", "Rename", rows);
    let observed = catalogue.observed.iter();
    let observed = observed
        .map(|(value, evidence)| format!("(Activity::{}, Evidence::{})", activity(*value), derived_ident(evidence)));
    array(out, "OBSERVED", "(Activity, Evidence)", observed);
}

pub(super) fn kinds(out: &mut String, catalogue: &Catalogue) {
    let kind = |kind: &Kind| match kind {
        Some((kind, source)) => {
            format!("Some((ActivityKind::{}, KindSource::{}))", derived_ident(kind), derived_ident(source))
        }
        None => "None".to_owned(),
    };
    let rest = |index: usize| format!("kind: {}", kind(&catalogue.kinds[index]));
    rows_of(out, "Activity", "KIND_ROWS", "KindRow", &catalogue.activities, rest);
}

pub(super) fn counts(out: &mut String, catalogue: &Catalogue) {
    let row = |row: &Count| {
        format!(
            "QuestionRow {{ question: Question::{}, activity: Activity::{}, target: {:?}, property: {:?} }}",
            derived_ident(&row.question),
            catalogue.activities.values[row.activity].ident,
            row.target,
            row.property
        )
    };
    array(out, "QUESTION_ROWS", "QuestionRow", catalogue.counts.iter().map(row));
}

pub(super) fn aip_reports(out: &mut String, catalogue: &Catalogue) {
    let word = |name: &str, index: usize| {
        let one = catalogue.enums.iter().find(|one| one.name == name);
        let ident = one.map_or("", |one| one.names.values[index].ident.as_str());
        format!("{name}::{ident}")
    };
    let words = |name: &str, indices: &[usize]| {
        let words: Vec<String> = indices.iter().map(|&index| word(name, index)).collect();
        format!("&[{}]", words.join(", "))
    };
    let rows = catalogue.aip_reports.iter().map(|row| {
        format!(
            "AipReport {{ activity: AipActivity::{}, reported_by: {}, platforms: {}, application: {}, subject: {}, \
             restrictions: {}, description: {:?} }}",
            catalogue.aip_activities.values[row.activity].ident,
            words("Reporter", &row.reported_by),
            words("AipPlatform", &row.platforms),
            word("AipApplication", row.application),
            word("AipSubject", row.subject),
            words("AipRestriction", &row.restrictions),
            row.description
        )
    });
    array(out, "AIP_REPORTS", "AipReport", rows);
}

pub(super) fn record_types(out: &mut String, catalogue: &Catalogue) {
    let rest = |index: usize| {
        let row = &catalogue.record_types[index];
        let role =
            row.role.as_deref().map_or("None".to_owned(), |role| format!("Some(LabelRole::{})", derived_ident(role)));
        format!("role: {role}, in_connector: {}", row.connector)
    };
    let numbers: Vec<i32> = catalogue.record_types.iter().map(|row| row.code).collect();
    codes(out, "RecordType", &catalogue.record_type_names, &numbers);
    rows_of(out, "RecordType", "RECORD_TYPE_ROWS", "RecordTypeRow", &catalogue.record_type_names, rest);
}

pub(super) fn label_operations(out: &mut String, catalogue: &Catalogue) {
    let row = |row: &LabelOperation| {
        let aip = row.aip_activities.iter().map(|&index| &catalogue.aip_activities.values[index].ident);
        let aip: Vec<String> = aip.map(|ident| format!("AipActivity::{ident}")).collect();
        format!(
            "LabelOperation {{ record_type: RecordType::{}, operation: {:?}, effect: LabelEffect::{}, aip_activities: \
             &[{}] }}",
            catalogue.record_type_names.values[row.record_type].ident,
            row.operation,
            derived_ident(&row.effect),
            aip.join(", ")
        )
    };
    array(out, "LABEL_OPERATIONS", "LabelOperation", catalogue.label_operations.iter().map(row));
}
