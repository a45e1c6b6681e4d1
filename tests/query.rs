//! Queries for other engines: what they hold, how long they may be, what is refused. `.ci/queries` runs them.

use std::path::Path;

use msaudit::catalog::{Activity, Channel, Name};
use msaudit::label::{Label, LabelBook};
use msaudit::query::{LabelQueries, LabelTable, QueryError, QueryErrorKind, name_list};
use proptest::prelude::*;
use snapbox::{Data, assert_data_eq, str};
use time::OffsetDateTime;

const ID: &str = "6a10f3c2-a682-44ba-a911-52dcca64e78d";

fn golden(name: &str) -> Data {
    Data::read_from(&Path::new("tests/golden").join(name), None).raw()
}

fn queries() -> LabelQueries {
    let book = LabelBook::open("tests/data/query_labels.json").expect("the book is there");
    LabelQueries::new(&book).expect("it has labels")
}

fn of_labels(count: i64) -> LabelQueries {
    let id = |n: i64| format!("{n:08x}-0000-4000-8000-000000000000");
    let book = (0..count).fold(LabelBook::builder(), |book, n| book.label(&id(n), "General", Some(n)));
    LabelQueries::new(&book.build()).expect("ids differ")
}

fn refused(book: &LabelBook) -> String {
    LabelQueries::new(book).expect_err("it is refused").to_string()
}

#[test]
fn the_query_reads_like_one() {
    assert_data_eq!(queries().query().expect("it is short"), golden("labels.kql"));
}

#[test]
fn the_sql_reads_like_one() {
    assert_data_eq!(queries().sql("events").expect("no name has U+0000"), golden("labels.sql"));
}

#[test]
fn every_shape_says_the_same_of_a_change() {
    let rules = |text: &str| {
        let from = text.find("| extend LabelChange").expect("it says how the label changed");
        text[from..].replace("LabelChange_CF", "LabelChange").trim_end_matches("}\n").to_owned()
    };
    let query = queries().query().expect("it is short");
    let transformation = queries().transformation().expect("it is short");
    assert_eq!(rules(&query), rules(&transformation));
    assert_eq!(rules(&query), rules(queries().watchlist("labels").query()));
    assert_eq!(rules(&query), rules(&queries().function().command("Labels")));
    let sql = queries().sql("events").expect("no name has U+0000");
    for word in ["applied", "upgraded", "downgraded", "same-order", "removed", "unchanged", "undetermined"] {
        assert!(query.contains(&format!("\"{word}\"")), "{word}");
        assert!(sql.contains(&format!("'{word}'")), "{word}");
    }
}

#[test]
fn a_transformation_has_columns_of_its_own_and_no_join() {
    let text = queries().transformation().expect("it is short");
    assert!(text.contains("\nsource\n| extend "));
    assert!(text.contains("SensitivityLabelName_CF = tostring(Labels[_NewLabelId].name)"));
    assert!(!text.contains("lookup") && !text.contains("datatable") && !text.contains("trim("));
}

#[test]
fn what_is_too_long_is_refused_and_never_cut() {
    let error = of_labels(500).query().expect_err("it is too long");
    let QueryErrorKind::TooLong { size, .. } = *error.kind() else { panic!("{error}") };
    assert_eq!(size, of_labels(500).function().body().len());
    assert_data_eq!(
        error.to_string(),
        str![
            "the query has `[..]` characters, but a scheduled rule takes at most `10000`; the shapes `function` and `watchlist` have room for this book"
        ]
    );
    let error = of_labels(500).transformation().expect_err("it is too long");
    assert_data_eq!(
        error.to_string(),
        str![
            "the transformation has `[..]` characters, but a data collection rule takes at most `15360`; the shapes `function` and `watchlist` have room for this book"
        ]
    );
    assert!(of_labels(500).watchlist("labels").query().len() < 10_000);
}

#[test]
fn some_fifty_labels_fit_a_scheduled_rule_and_a_transformation() {
    for count in [1, 50] {
        assert!(of_labels(count).query().is_ok(), "{count}");
        assert!(of_labels(count).transformation().is_ok(), "{count}");
        assert!(of_labels(count).over(LabelTable::OfficeActivity).query().is_ok(), "{count}");
    }
}

#[test]
fn what_cannot_be_carried_is_refused() {
    assert_eq!(refused(&LabelBook::default()), "the label book has no labels");
    let twins = LabelBook::builder().label("secret", "Secret", None).label("SECRET", "Top Secret", None).build();
    assert_eq!(
        refused(&twins),
        "the labels `secret` and `SECRET` have one id to a query, which ignores case and braces"
    );
    let nul = LabelBook::builder().label(ID, "a\0b", None).build();
    let nul = LabelQueries::new(&nul).expect("KQL can write it");
    assert!(nul.query().expect("it is short").contains(r#""a\u0000b""#));
    let text = |result: Result<String, QueryError>| result.expect_err("it is refused").to_string();
    assert_eq!(
        text(nul.sql("events")),
        format!("the name of the label `{ID}` has a character U+0000, which portable SQL cannot write")
    );
    assert_eq!(
        text(queries().over(LabelTable::OfficeActivity).transformation()),
        "there is no transformation for `OfficeActivity`, which has no columns for labels"
    );
}

#[test]
fn later_books_are_in_the_query() {
    let first = LabelBook::builder().label("a", "Secret", Some(1)).label("b", "Old", Some(2)).build();
    let later = LabelBook::builder().label("a", "Top Secret", Some(1)).label("c", "New", Some(3)).build();
    let text = LabelQueries::new(&first.layered(OffsetDateTime::UNIX_EPOCH, later)).expect("ids differ");
    let text = text.query().expect("it is short");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("    \"")).collect();
    let expected = [
        r#"    "a", "Top Secret", "Top Secret", long(1),"#,
        r#"    "b", "Old", "Old", long(2),"#,
        r#"    "c", "New", "New", long(3),"#,
    ];
    assert_eq!(rows, expected);
}

#[test]
fn a_watchlist_loads_as_a_book_again() {
    let watchlist = queries().watchlist("labels");
    let book = LabelBook::from_text(watchlist.csv()).expect("it is a book");
    let names: Vec<&str> = book.labels().map(Label::name).collect();
    assert_eq!(names, ["General", "Confidential", "All \"Employees\"", "No order"]);
}

#[test]
fn a_function_may_have_any_name() {
    let function = queries().function();
    assert!(function.command("Labelled_2").starts_with(".create-or-alter function Labelled_2() {\nlet "));
    assert!(function.command("my \"own\"").starts_with(".create-or-alter function [\"my \\\"own\\\"\"]() {\nlet "));
}

#[test]
fn names_stand_in_every_spelling_once() {
    let observed = Activity::find("Update DeviceTemplate").expect("it was observed");
    assert!(observed.spellings_for(Channel::Documentation).is_empty());
    assert_data_eq!(
        name_list(&[Activity::UpdateApplicationCertificatesAndSecretsManagement, observed, observed].map(Name::from)),
        str![[r#"
in~ (
    // as documented
    "Update application - Certificates and secrets management",
    // as observed elsewhere
    "Update application – Certificates and secrets management ",
    "Update DeviceTemplate",
    // with the en dash of portals
    "Update application – Certificates and secrets management",
    // with the full stop of the unified audit log
    "Update application - Certificates and secrets management.",
    "Update application – Certificates and secrets management.",
    "Update DeviceTemplate."
)

"#]]
    );
}

#[test]
fn every_spelling_of_every_activity_finds_it_or_its_twin() {
    for activity in Activity::all() {
        for channel in [Channel::Documentation, Channel::Observed, Channel::Portal, Channel::UnifiedAuditLog] {
            for spelling in activity.spellings_for(channel) {
                assert!(Activity::find(&spelling).is_some(), "{activity}: `{spelling}`");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_name_leaves_its_line(name in any::<String>()) {
        let book = LabelBook::builder().label(ID, &name, Some(1)).build();
        let text = LabelQueries::new(&book).expect("one label").function().body().to_owned();
        let lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let row: Vec<&str> = lines.skip(1).take_while(|line| *line != "];").collect();
        prop_assert_eq!(row.len(), 1);
        prop_assert!(row[0].ends_with("\", long(1),"));
    }

    #[test]
    fn a_name_stands_in_sql_as_it_is_but_for_quotes_and_controls(name in "[^\0]*") {
        let book = LabelBook::builder().label(ID, &name, None).build();
        let text = LabelQueries::new(&book).expect("one label").sql("events").expect("no U+0000");
        // A book keeps no blanks around a name.
        let name = name.trim();
        let mut literal = format!("'{}'", name.replace('\'', "''"));
        if name.contains(char::is_control) {
            for control in (1..0xa0u8).map(char::from).filter(|one| one.is_control()) {
                literal = literal.replace(control, &format!("' || chr({}) || '", u32::from(control)));
            }
            literal = format!("({literal})");
        }
        let row = format!("('{ID}', {literal}, {literal}, CAST(NULL AS BIGINT))");
        prop_assert!(text.contains(&row), "{}", text);
    }
}
