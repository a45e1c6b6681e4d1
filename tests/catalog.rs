//! A second, independent reading of `catalog/*.tsv`: every row is reached through the public API, and nothing else is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use msaudit::catalog::{
    Activity, AipActivity, Category, Coded, Edition, LabelOperation, RecordType, Service, UserType, Vocabulary, fold,
    is_listed,
};

/// The rows of a table as maps from column to cell.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines().filter(|line| !line.starts_with("# "));
    let header: Vec<&str> = lines.next().expect("a header").split('\t').collect();
    lines.map(|line| header.iter().zip(line.split('\t')).map(|(k, v)| ((*k).into(), v.into())).collect()).collect()
}

/// The tables of editions, by their names.
fn editions() -> Vec<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/editions");
    let mut names: Vec<String> = fs::read_dir(directory)
        .expect("the catalogue is in the repository")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".tsv").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// The editions that list activities of the directory.
fn of_directory() -> Vec<String> {
    editions().into_iter().filter(|edition| edition != "aip-2021-10").collect()
}

/// The values that have a row in `table`, and those that an edition declares.
fn declared(kind: &str, table: &str) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = rows(table).iter().map(|row| row[kind].clone()).collect();
    for edition in editions() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("catalog/editions/{edition}.tsv"));
        let text = fs::read_to_string(path).expect("it was listed");
        names.extend(text.lines().filter_map(|line| line.strip_prefix(&format!("# new {kind}: "))).map(str::to_owned));
    }
    names
}

#[test]
fn every_documented_row_is_a_listing_and_the_reverse() {
    assert_eq!(rows("editions/entra-2024-10.tsv").len(), 1196);
    assert_eq!(rows("editions/azure-ad-2018-04.tsv").len(), 472);
    for edition in of_directory().iter().filter(|edition| *edition != "observed") {
        let edition: Edition = edition.parse().expect("each table is an edition");
        let rows = rows(&format!("editions/{edition}.tsv"));
        let printed: BTreeSet<[String; 3]> =
            rows.iter().map(|row| ["service", "category", "activity"].map(|column| row[column].clone())).collect();
        let listed: BTreeSet<[String; 3]> = Activity::all()
            .flat_map(Activity::listings)
            .filter(|listing| listing.edition() == edition)
            .map(|row| {
                [row.service_as_printed(), row.category_as_printed(), row.activity_as_printed()].map(str::to_owned)
            })
            .collect();
        assert_eq!(printed, listed);

        for row in &rows {
            let service = Service::find(&row["service"]).expect("a documented service");
            let category = Category::find(&row["category"]).expect("a documented category");
            let activity: Activity = row["activity"].parse().expect("a documented activity");
            assert!(activity.editions().contains(edition));
            assert!(activity.spellings().any(|spelling| spelling == row["activity"]));
            assert!(is_listed(service, category, activity), "{row:?}");
            assert!(service.activities(Some(category)).any(|other| other == activity), "{row:?}");
            assert!(service.activities(None).any(|other| other == activity), "{row:?}");
            assert!(service.categories().any(|other| other == category), "{row:?}");
            assert!(service.editions().contains(edition) && category.editions().contains(edition));
        }
    }
}

#[test]
fn a_service_lists_no_more_than_is_documented() {
    let documented: BTreeSet<(Service, Category, Activity)> = Activity::all()
        .flat_map(Activity::listings)
        .filter(|listing| !listing.edition().is_observed())
        .map(|listing| (listing.service(), listing.category(), listing.activity()))
        .collect();
    let mut reached = BTreeSet::new();
    for service in Service::all() {
        let mut any: Vec<Activity> = service.activities(None).collect();
        let each_once = any.clone();
        any.sort();
        any.dedup();
        assert_eq!(any, each_once, "{service}");
        for category in Category::all() {
            for activity in service.activities(Some(category)) {
                reached.insert((service, category, activity));
            }
        }
    }
    assert_eq!(reached, documented);
    let sum: usize = Service::all().map(|service| service.categories().count()).sum();
    assert_eq!(sum, documented.iter().map(|(service, category, _)| (service, category)).collect::<BTreeSet<_>>().len());
}

#[test]
fn observed_names_are_there_and_marked() {
    for row in rows("editions/observed.tsv") {
        let activity = Activity::find(&row["activity"]).expect("an observed activity");
        let documented = activity.listings().iter().any(|listing| !listing.edition().is_observed());
        // A later edition may print it after all.
        let evidence = (!documented).then_some(row["evidence"].as_str());
        assert_eq!(activity.evidence().map(msaudit::catalog::Evidence::name), evidence);
    }
}

#[test]
fn one_value_for_each_folded_name() {
    let names: Vec<String> = of_directory()
        .iter()
        .flat_map(|edition| rows(&format!("editions/{edition}.tsv")))
        .map(|row| fold(&row["activity"]))
        .collect();
    assert_eq!(Activity::COUNT, names.iter().collect::<BTreeSet<_>>().len());
    assert!(Service::all().map(|value| value.name().to_owned()).eq(declared("service", "services.tsv")));
    assert!(Category::all().map(|value| value.name().to_owned()).eq(declared("category", "categories.tsv")));
    assert_eq!(AipActivity::COUNT, 11);
    let operations = ["exchange-cmdlets-2026-08", "management-api-2026-06", "purview-2023-06", "teams-2020"];
    assert_eq!(Edition::COUNT, editions().len() + operations.len());
}

#[test]
fn every_spelling_is_found_and_known_with_its_evidence() {
    for row in rows("spellings.tsv") {
        let (name, spelling) = (&row["name"], row["spelling"].replace("\\u{20}", " "));
        match row["vocabulary"].as_str() {
            "activity" => {
                let activity = Activity::find(name).expect("spellings stand for known names");
                let observed = activity.observed_spellings().find(|other| other.text() == spelling);
                assert_eq!(observed.expect("it is recorded").evidence().name(), row["evidence"]);
                let found = Activity::find(&spelling).expect("a spelling is found");
                assert!(found == activity || fold(found.name()) == fold(&spelling), "`{spelling}` is `{found}`");
            }
            "service" => assert_eq!(Service::find(&spelling), Service::find(name)),
            "category" => assert_eq!(Category::find(&spelling), Category::find(name)),
            "AIP activity" => {
                assert_eq!(AipActivity::find(&spelling), Some(AipActivity::find(name).expect("a documented name")));
            }
            other => panic!("vocabulary `{other}`"),
        }
    }
}

#[test]
fn renames_are_reached_from_both_sides() {
    let rows = rows("renames.tsv");
    let mut count = 0;
    for row in &rows {
        let before = Activity::find(&row["before"]).expect("a listed name");
        let after = Activity::find(&row["after"]).expect("a listed name");
        let rename = before.successors().find(|rename| rename.after() == after).expect("the rename is recorded");
        assert_eq!(rename.confidence().name(), row["confidence"]);
        assert!(after.predecessors().any(|other| other == rename));
    }
    for activity in Activity::all() {
        count += activity.successors().count();
    }
    assert_eq!(count, rows.len());
}

#[test]
fn record_types_keep_code_name_and_flags() {
    let rows = rows("record_types.tsv");
    assert_eq!(rows.len(), 257);
    assert_eq!(RecordType::COUNT, 257);
    for (row, value) in rows.iter().zip(RecordType::all()) {
        assert_eq!(value.code().to_string(), row["code"]);
        assert_eq!(RecordType::from_code(value.code()), Some(value));
        assert_eq!(value.name(), row["name"]);
        assert_eq!(format!("{value:?}"), row["ident"]);
        assert_eq!(value.label_role().map_or("", |role| role.name()), row["role"]);
        assert_eq!(value.is_label(), matches!(row["role"].as_str(), "label" | "carries"));
        assert_eq!(value.in_sentinel_connector(), row["connector"] == "yes");
        for spelling in row["spellings"].split(';').filter(|spelling| !spelling.is_empty()) {
            assert_eq!(RecordType::find(spelling), Some(value));
        }
    }
}

#[test]
fn label_operations_are_found_by_both_keys_only() {
    let rows = rows("label_operations.tsv");
    assert_eq!(LabelOperation::all().len(), rows.len());
    for row in &rows {
        let record_type = RecordType::from_code(row["record_type"].parse().expect("a code")).expect("documented");
        let found = LabelOperation::find(record_type, &row["operation"]).expect("it is listed");
        assert_eq!((found.record_type(), found.operation()), (record_type, row["operation"].as_str()));
        assert_eq!(found.effect().name(), row["effect"]);
        let aip: Vec<&str> = found.aip_activities().iter().map(|activity| activity.name()).collect();
        assert_eq!(aip.join(";"), row["aip_activities"]);
        assert!(LabelOperation::find(record_type, &format!("{}. ", row["operation"].to_uppercase())).is_some());
        assert!(LabelOperation::find(RecordType::ExchangeAdmin, &row["operation"]).is_none());
        assert!(record_type.is_label(), "{record_type:?} carries a label operation");
    }
}

#[test]
fn aip_reports_are_as_the_table_has_them() {
    let join = |names: Vec<&str>| names.join(";");
    let rows = rows("editions/aip-2021-10.tsv");
    assert_eq!(rows.len(), 24);
    let reports: Vec<_> = AipActivity::all().flat_map(AipActivity::reports).collect();
    assert_eq!(reports.len(), rows.len());
    for (row, report) in rows.iter().zip(reports) {
        assert_eq!(report.activity().name(), row["activity"]);
        assert_eq!(join(report.reported_by().iter().map(|word| word.name()).collect()), row["reported_by"]);
        assert_eq!(join(report.platforms().iter().map(|word| word.name()).collect()), row["platforms"]);
        assert_eq!(report.application().name(), row["application"]);
        assert_eq!(report.subject().name(), row["subject"]);
        assert_eq!(join(report.restrictions().iter().map(|word| word.name()).collect()), row["restrictions"]);
        assert_eq!(report.description(), row["description"]);
    }
}

/// Every value of one enum against its rows in `enums.tsv` or `words.tsv`.
fn check_enum<T: Vocabulary>(name: &str, code: impl Fn(T) -> Option<i32>) {
    let rows: Vec<_> =
        [rows("enums.tsv"), rows("words.tsv")].into_iter().flatten().filter(|row| row["enum"] == name).collect();
    assert_eq!(rows.len(), T::ALL.len(), "{name}");
    for (row, &value) in rows.iter().zip(T::ALL) {
        assert_eq!(value.name(), row["name"]);
        assert_eq!(T::find(&row["name"].to_uppercase()), Some(value));
        assert_eq!(code(value).map(|code| code.to_string()).unwrap_or_default(), row["code"]);
    }
}

fn check_coded<T: Coded>(name: &str) {
    check_enum::<T>(name, |value| Some(value.code()));
    for &value in T::ALL {
        assert_eq!(T::from_code(value.code()), Some(value));
    }
    assert_eq!(T::from_code(-7), None);
}

#[test]
fn small_enums_keep_name_and_code() {
    use msaudit::catalog as c;

    check_coded::<c::ActionSource>("ActionSource");
    check_coded::<c::ActionSourceDetail>("ActionSourceDetail");
    check_coded::<c::ArtifactType>("ArtifactType");
    check_coded::<c::AssignmentMethod>("AssignmentMethod");
    check_coded::<c::AuditLogScope>("AuditLogScope");
    check_coded::<c::EventSource>("EventSource");
    check_coded::<c::ItemType>("ItemType");
    check_coded::<c::LabelEventType>("LabelEventType");
    check_coded::<c::Platform>("Platform");
    check_coded::<UserType>("UserType");
    check_enum::<c::ActivityKind>("ActivityKind", |_| None);
    check_enum::<c::AipApplication>("AipApplication", |_| None);
    check_enum::<c::AipPlatform>("AipPlatform", |_| None);
    check_enum::<c::AipRestriction>("AipRestriction", |_| None);
    check_enum::<c::AipSubject>("AipSubject", |_| None);
    check_enum::<c::ApplicationMode>("ApplicationMode", |_| None);
    check_enum::<c::Confidence>("Confidence", |_| None);
    check_enum::<c::DataState>("DataState", |_| None);
    check_enum::<c::Evidence>("Evidence", |_| None);
    check_enum::<c::IdentityType>("IdentityType", |_| None);
    check_enum::<c::KindSource>("KindSource", |_| None);
    check_enum::<c::LabelEffect>("LabelEffect", |_| None);
    check_enum::<c::LabelRole>("LabelRole", |_| None);
    check_enum::<c::Location>("Location", |_| None);
    check_enum::<c::OperationType>("OperationType", |_| None);
    check_enum::<c::ProtectionType>("ProtectionType", |_| None);
    check_enum::<c::Question>("Question", |_| None);
    check_enum::<c::Reporter>("Reporter", |_| None);
    let listed: BTreeSet<String> =
        [rows("enums.tsv"), rows("words.tsv")].into_iter().flatten().map(|row| row["enum"].clone()).collect();
    assert_eq!(listed.len(), 28, "an enum of the tables is not checked here");
}

#[test]
fn sizes_are_as_promised() {
    assert_eq!(size_of::<Activity>(), 2);
    assert_eq!(size_of::<Service>(), 1);
    assert_eq!(size_of::<Category>(), 1);
    assert_eq!(size_of::<msaudit::catalog::Listing>(), 8);
}
