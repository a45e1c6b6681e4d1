//! The vocabularies, row by row.

use std::io;

use msaudit::catalog::{
    Activity, AipActivity, Category, Edition, EditionSet, LabelOperation, LabelRole, Listing, Operation, RecordType,
    Service, Workload,
};
use serde_json::{Value, json};

use crate::Status;
use crate::args::{self, Activities, Operations};
use crate::output::sheet;

type Answer = io::Result<Status>;

fn print(listing: &args::Listing, header: &[&str], rows: impl Iterator<Item = Vec<Value>>) -> Answer {
    sheet(listing, header, rows).map(|()| Status::Clean)
}

/// Edition, service, category, activity and identifier, as each edition prints them.
pub(crate) fn activities(args: &Activities) -> Answer {
    let wanted = |listing: &&Listing| {
        args.edition.is_none_or(|edition| listing.edition() == edition)
            && args.service.is_none_or(|service| listing.service() == service)
            && args.category.is_none_or(|category| listing.category() == category)
    };
    let mut rows: Vec<[String; 5]> = Vec::new();
    for activity in Activity::all() {
        let printed = activity.listings().iter().filter(wanted).map(|listing| {
            [
                listing.edition().name(),
                listing.service_as_printed(),
                listing.category_as_printed(),
                listing.activity_as_printed(),
            ]
        });
        rows.extend(printed.map(|[edition, service, category, name]| {
            [edition.into(), service.into(), category.into(), name.into(), activity.ident().to_string()]
        }));
        // Some observed names have no place, as no record that is public shows one.
        let anywhere = args.service.is_none() && args.category.is_none();
        let observed = args.edition.is_none_or(Edition::is_observed);
        if activity.listings().is_empty() && anywhere && observed {
            let edition = Edition::Observed.name().into();
            rows.push([edition, String::new(), String::new(), activity.name().into(), activity.ident().to_string()]);
        }
    }
    let aip = args.edition.is_none_or(|edition| edition == Edition::Aip2021);
    if aip && args.service.is_none() && args.category.is_none() {
        rows.extend(AipActivity::all().map(|activity| {
            let edition = Edition::Aip2021;
            let service = edition.product().into();
            [edition.name().into(), service, String::new(), activity.name().into(), activity.ident().to_string()]
        }));
    }
    rows.sort();
    let header = ["edition", "service", "category", "activity", "ident"];
    print(&args.listing, &header, rows.into_iter().map(|row| row.map(Value::String).to_vec()))
}

/// Edition, section, operation, friendly name and identifier, as each edition prints them.
pub(crate) fn operations(args: &Operations) -> Answer {
    let mut rows: Vec<[String; 5]> = Vec::new();
    for operation in Operation::all() {
        for listing in operation.listings() {
            let section = listing.section();
            if args.edition.is_none_or(|edition| listing.edition() == edition)
                && args.section.is_none_or(|wanted| section == wanted)
                && args.workload.is_none_or(|workload| section.workloads().contains(&workload))
                && args.record_type.is_none_or(|record_type| section.record_types().contains(&record_type))
            {
                let texts = [listing.edition().name(), section.name(), listing.operation_as_printed()];
                let [edition, section, printed] = texts.map(String::from);
                let friendly = listing.friendly_name().unwrap_or_default().to_owned();
                rows.push([edition, section, printed, friendly, operation.ident().to_string()]);
            }
        }
    }
    rows.sort();
    let header = ["edition", "section", "operation", "friendly_name", "ident"];
    print(&args.listing, &header, rows.into_iter().map(|row| row.map(Value::String).to_vec()))
}

pub(crate) fn workloads(listing: &args::Listing) -> Answer {
    let rows = Workload::all().map(|workload| {
        let record_types: Value = workload.record_types().iter().map(|record_type| record_type.code()).collect();
        let operations = workload.operations().count();
        let ident = workload.ident().to_string();
        vec![json!(workload.name()), json!(ident), json!(operations), record_types, json!(workload.evidence().name())]
    });
    print(listing, &["workload", "ident", "operations", "record_types", "evidence"], rows)
}

fn editions_of(set: EditionSet) -> Value {
    set.iter().map(Edition::name).collect()
}

pub(crate) fn services(listing: &args::Listing) -> Answer {
    let rows = Service::all().map(|service| {
        let spellings: Value = service.spellings().skip(1).collect();
        let activities = service.activities(None).count();
        let ident = service.ident().to_string();
        vec![json!(service.name()), json!(ident), json!(activities), editions_of(service.editions()), spellings]
    });
    print(listing, &["service", "ident", "activities", "editions", "spellings"], rows)
}

pub(crate) fn categories(listing: &args::Listing) -> Answer {
    let rows = Category::all().map(|category| {
        let spellings: Value = category.spellings().skip(1).collect();
        let ident = category.ident().to_string();
        vec![json!(category.name()), json!(ident), editions_of(category.editions()), spellings]
    });
    print(listing, &["category", "ident", "editions", "spellings"], rows)
}

pub(crate) fn editions(listing: &args::Listing) -> Answer {
    let rows = Edition::all().map(|edition| {
        let [name, product] = [edition.name(), edition.product()].map(Value::from);
        vec![name, product, json!(edition.date()), json!(edition.title()), json!(edition.source())]
    });
    print(listing, &["edition", "product", "date", "title", "source"], rows)
}

pub(crate) fn record_types(listing: &args::Listing) -> Answer {
    let rows = RecordType::all().map(|record_type| {
        vec![
            json!(record_type.code()),
            json!(record_type.name()),
            json!(record_type.ident().to_string()),
            json!(record_type.is_label()),
            json!(record_type.label_role().map(LabelRole::name)),
            json!(record_type.in_sentinel_connector()),
        ]
    });
    print(listing, &["code", "name", "ident", "is_label", "label_role", "in_sentinel_connector"], rows)
}

pub(crate) fn label_operations(listing: &args::Listing) -> Answer {
    let rows = LabelOperation::all().iter().map(|row| {
        let aip: Value = row.aip_activities().iter().map(|activity| activity.name()).collect();
        let record_type = row.record_type();
        vec![
            json!(record_type.code()),
            json!(record_type.name()),
            json!(row.operation()),
            json!(row.effect().name()),
            aip,
        ]
    });
    print(listing, &["code", "record_type", "operation", "effect", "aip_activities"], rows)
}

pub(crate) fn aip_activities(listing: &args::Listing) -> Answer {
    let rows = AipActivity::all().flat_map(AipActivity::reports).map(|row| {
        let names = |words: &mut dyn Iterator<Item = &'static str>| words.collect::<Value>();
        vec![
            json!(row.activity().name()),
            json!(row.activity().ident().to_string()),
            names(&mut row.reported_by().iter().map(|word| word.name())),
            names(&mut row.platforms().iter().map(|word| word.name())),
            json!(row.application().name()),
            json!(row.subject().name()),
            names(&mut row.restrictions().iter().map(|word| word.name())),
            json!(row.description()),
        ]
    });
    let header =
        ["activity", "ident", "reported_by", "platforms", "application", "subject", "restrictions", "description"];
    print(listing, &header, rows)
}
