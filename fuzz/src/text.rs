//! Texts within records, in label books, in rules and in filters.

use std::iter::Peekable;
use std::str::Chars;

use msaudit::analysis::{Filter, TimeBound};
use msaudit::catalog::{Activity, Category, RecordType, Service, fold};
use msaudit::event::PropertyValue;
use msaudit::formats::Format;
use msaudit::label::LabelBook;
use msaudit::query::{LabelQueries, LabelTable};
use msaudit::read::Limits;
use msaudit::wire::Raw;
use time::{Date, Duration};

use super::{all, is_json};

/// Values of changed properties: whatever is hidden in text, it is written as JSON.
pub fn property(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let quoted = serde_json::to_string(text).expect("text is written");
    let twice = serde_json::to_string(&quoted).expect("text is written");
    for json in [text, &quoted, &twice] {
        let Ok(raw) = serde_json::from_str::<Raw<'_>>(json) else { continue };
        let value = PropertyValue::of(Some(&raw));
        let written = serde_json::to_string(&value).expect("a value is written");
        assert!(is_json(&written), "{written}");
        assert!(!written.contains('\n'));
        assert_eq!(value.clone().into_owned(), value);
        let _ = (raw.inner(), raw.is_empty(), raw.as_bool());
        let json = format!(
            "{{\"activityDisplayName\":\"x\",\"targetResources\":[{{\"modifiedProperties\":[{{\"oldValue\":{json}}}]}}]}}"
        );
        for entry in all(json.as_bytes(), Limits::new()).0.iter().flatten() {
            if let Ok(targets) = entry.event().targets() {
                assert_eq!(targets[0].changes()[0].old(), &value);
            }
        }
    }
}

/// Label books of any shape: what is loaded is written and loaded again as the same.
pub fn book(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let limits = Limits::new().labels(500);
    let Ok(book) = LabelBook::from_text_within(text, &limits) else { return };
    assert!(book.labels().len() <= 500);
    for label in book.labels() {
        assert!(book.find(&label.id().to_string()).is_some(), "{label:?}");
        assert!(label.path().ends_with(label.name()));
    }
    for problem in book.problems() {
        let _ = problem.to_string();
    }
    if book.labels().len() > 0 && book.problems().is_empty() {
        let written = serde_json::to_string(&book).expect("a book is written");
        let again = LabelBook::from_text(&written).expect("it is a book");
        let paths = |book: &LabelBook| book.labels().map(|label| label.path().to_owned()).collect::<Vec<_>>();
        assert_eq!(paths(&book), paths(&again), "{written}");
    }
    let _ = LabelQueries::new(&book).map(|queries| queries.query());
}

const LABEL: &str = "6a10f3c2-a682-44ba-a911-52dcca64e78d";

/// Every text that carries a label's name, its id, the name of a function and of a table: in KQL, and in SQL.
fn printed(name: &str, id: &str, function: &str, table: &str) -> Option<(Vec<String>, Vec<String>)> {
    let book = LabelBook::builder().label(LABEL, name, None).label(id, "x", None).child("c", name, LABEL).build();
    let queries = LabelQueries::new(&book).ok()?;
    let office = queries.clone().over(LabelTable::OfficeActivity);
    let kusto = vec![
        queries.query().ok()?,
        queries.function().command(function),
        queries.watchlist(table).query().to_owned(),
        queries.transformation().ok()?,
        office.query().ok()?,
    ];
    Some((kusto, vec![queries.sql(table).ok()?]))
}

/// Names of labels stay inside the literals of KQL and SQL, and so do ids and the names of functions and tables.
pub fn queries(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let plain = || printed("x", "y", "f g", "t").expect("plain names are printed");
    for (name, id, function, table) in [(text, "y", "f g", "t"), ("x", text, "f g", "t"), ("x", "y", "f g", text)] {
        let Some((kusto, sql)) = printed(name, id, function, table) else { continue };
        let (plain_kusto, plain_sql) = plain();
        // A label without an id is in no query.
        if kusto[0].lines().count() < plain_kusto[0].lines().count() && name == "x" {
            continue;
        }
        for (any, plain) in kusto.iter().zip(&plain_kusto) {
            assert_eq!(kql_skeleton(any), kql_skeleton(plain), "{any}");
        }
        for (any, plain) in sql.iter().zip(&plain_sql) {
            assert_eq!(sql_skeleton(any), sql_skeleton(plain), "{any}");
        }
    }
    let queries = LabelQueries::new(&LabelBook::builder().label(LABEL, text, Some(1)).build()).expect("it has a label");
    // A name that is no identifier is a literal in brackets.
    let is_plain = text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
    let command = queries.function().command(text);
    let named = command.strip_prefix(".create-or-alter function ").expect("it begins so");
    assert!(is_plain || kql_skeleton(named).starts_with("[\"\"]() {"), "{command}");
    // No book takes longer names.
    if text.len() > 1000 {
        return;
    }
    let watchlist = queries.watchlist("x").csv().to_owned();
    let again = LabelBook::from_text(&watchlist).expect("a watchlist is a book");
    assert_eq!(again.find(LABEL).map(|label| label.name().trim()), Some(text.trim()), "{watchlist}");
}

/// The query of Kusto without what its string literals hold.
fn kql_skeleton(query: &str) -> String {
    skeleton(query, |characters, quote| {
        loop {
            match characters.next() {
                Some('\\') => drop(characters.next()),
                // A literal may not go over the end of its line.
                Some('\n' | '\r') | None => return false,
                Some(character) if character == quote => return true,
                Some(_) => {}
            }
        }
    })
}

/// The same of SQL, where a quote is doubled, and a control character is put between two literals by its number.
fn sql_skeleton(query: &str) -> String {
    let mut skeleton = skeleton(query, |characters, quote| {
        loop {
            match characters.next() {
                Some(character) if character == quote => {
                    if characters.next_if_eq(&quote).is_none() {
                        return true;
                    }
                }
                Some(_) => {}
                None => return false,
            }
        }
    });
    const CHARACTER: &str = "'' || chr(";
    while let Some(at) = skeleton.find(CHARACTER) {
        let rest = &skeleton[at + CHARACTER.len()..];
        let digits = rest.chars().take_while(char::is_ascii_digit).count();
        assert!(digits > 0 && rest[digits..].starts_with(") || ''"), "{skeleton}");
        skeleton.replace_range(at..at + CHARACTER.len() + digits + ") || ".len(), "");
    }
    skeleton.replace("('')", "''")
}

/// A query without what its string literals hold. `pass` goes behind the end of one, and tells whether it ends.
///
/// # Panics
///
/// If one does not.
fn skeleton(query: &str, pass: fn(&mut Peekable<Chars<'_>>, char) -> bool) -> String {
    let mut skeleton = String::new();
    let mut characters = query.chars().peekable();
    while let Some(character) = characters.next() {
        skeleton.push(character);
        if matches!(character, '"' | '\'') {
            assert!(pass(&mut characters, character), "a literal does not end: {query}");
            skeleton.push(character);
        }
    }
    skeleton
}

/// Fold and look-up.
pub fn names(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let folded = fold(text);
    assert_eq!(fold(&folded), folded);
    assert_eq!(Activity::find(text), Activity::find(&folded), "{text}");
    let lookup = Activity::lookup(text);
    assert_eq!(lookup.value(), Activity::find(text));
    for suggestion in lookup.suggestions() {
        assert!(!suggestion.name().is_empty());
    }
    if let Ok(activity) = text.parse::<Activity>() {
        assert_eq!(Activity::find(text), Some(activity));
    }
    let _ = (Service::find(text), Category::find(text), RecordType::find(text), text.parse::<Format>());
}

/// Times of filters: a time that a record writes is a bound, and the record is neither before nor, as a bare date, behind it.
pub fn times(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let bound = text.parse::<TimeBound>().map_err(|error| error.to_string());
    let json = serde_json::to_string(text).expect("text is written");
    let record = format!("{{\"activityDisplayName\":\"x\",\"activityDateTime\":{json}}}");
    for entry in all(record.as_bytes(), Limits::new()).0.iter().flatten() {
        let line = entry.decode(None);
        let (Some(instant), Some(time)) = (line.instant(), line.time()) else { continue };
        let again = time::OffsetDateTime::parse(time, &time::format_description::well_known::Rfc3339);
        // Ticks beyond the nanosecond are kept in the text only.
        let again = again.expect("what is printed is RFC 3339");
        assert!((again - instant).abs() < Duration::SECOND, "{text}: {time}");
        let bound = bound.clone().expect("a time is a bound");
        assert!(Filter::new().from(bound).matches(&line), "{text}");
        let is_date = text.trim().len() == 10 && instant.time() == time::Time::MIDNIGHT && instant.date() < Date::MAX;
        assert_eq!(Filter::new().to(bound).matches(&line), is_date, "{text}");
    }
}

/// Rules of every kind: what is found stands in the file where the assessment says.
#[cfg(feature = "lint")]
pub fn lint(bytes: &[u8]) {
    use msaudit::lint::{Sarif, check};

    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for file in ["rule.yml", "rule.toml", "rule.kql", "rule.json"] {
        let report = check(file, text);
        for assessment in report.findings() {
            assert!(assessment.line() >= 1 && assessment.column() >= 1);
            assert!((assessment.line(), assessment.column()) <= assessment.end(), "{assessment:?}");
            assert!(text.get(assessment.span()).is_some(), "{assessment:?}");
            assert!(!assessment.advice().contains('\n'), "{assessment:?}");
        }
        let sarif = serde_json::to_string(&Sarif::new(report.findings())).expect("a log is written");
        assert!(is_json(&sarif), "{sarif}");
    }
}
