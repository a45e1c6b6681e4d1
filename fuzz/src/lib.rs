//! What is tried with any bytes. Each function panics where a promise of the library does not hold.
//!
//! The fuzz targets call them, and so does `tests/fuzz.rs` with the stable toolchain, on the seeds and on random changes to them.

use std::io::{self, Read};

use msaudit::catalog::{Activity, Category, Service, fold};
use msaudit::entra::DirectoryAudit;
use msaudit::event::{EnrichError, Enricher, Event, Line, PropertyValue, Summary, TimeBound};
use msaudit::label::LabelBook;
use msaudit::query::LabelQueries;
use msaudit::read::{Entry, Format, Limits, ReadError, Reader, Record, Report};
use msaudit::unified::AuditRecord;
use msaudit::wire::Raw;
use time::Duration;

/// What is tried.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("read", read),
    ("pieces", pieces),
    ("roads", roads),
    ("round_trip", round_trip),
    ("layouts", layouts),
    ("enrich", enrich),
    ("property", property),
    ("book", book),
    ("queries", queries),
    ("names", names),
    ("times", times),
    #[cfg(feature = "lint")]
    ("lint", lint),
];

type Found = Vec<Result<Entry<'static>, ReadError>>;

fn all(input: impl Read, limits: Limits) -> (Found, Report) {
    let mut reader = Reader::new(input).named("fuzz").limits(limits);
    let found = reader.records().collect();
    (found, reader.report().clone())
}

/// Whether a record is a JSON object, and no row of a table that happens to begin like one.
fn is_object(text: &str) -> bool {
    text.starts_with('{') && serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}

fn outline(found: &Found) -> Vec<String> {
    let line = |result: &Result<Entry<'static>, ReadError>| match result {
        Ok(entry) => format!("{} {:?} {}", entry.position(), entry.warning().map(ToString::to_string), entry.text()),
        Err(error) => format!("{} {error} {}", error.kind(), error.excerpt()),
    };
    found.iter().map(line).collect()
}

/// Detection and every format: all is read or accounted for, every event can be asked everything, and is written on one line.
pub fn read(bytes: &[u8]) {
    let (found, report) = all(bytes, Limits::new());
    assert_eq!(found.iter().filter(|result| result.is_ok()).count() as u64, report.read());
    let skips = found.iter().filter(|result| result.as_ref().is_err_and(|error| error.kind().is_skip())).count() as u64;
    // Lines that are passed over together are one error, and counted each.
    assert!(skips <= report.skipped(), "{skips} errors, {} skipped", report.skipped());
    let mut summary = Summary::default();
    for entry in found.iter().flatten() {
        let event = Event::new(entry.record());
        let line = Line::new(event, entry.position(), None);
        let json = serde_json::to_string(&line).expect("an event is written");
        assert!(!json.contains('\n'), "{json}");
        serde_json::from_str::<serde_json::Value>(&json).expect("an event is JSON");
        summary.add(&line);
        let _ = (event.known(), event.is_informational(), event.sensitive_info_types());
    }
    serde_json::to_string(&summary).expect("a summary is written");
    let small = Limits::new().record(200).header(60).depth(3).fields(4).cells(4);
    let (found, report) = all(bytes, small);
    assert_eq!(found.iter().flatten().count() as u64, report.read());
    assert!(found.iter().flatten().all(|entry| entry.text().len() <= 200));
}

/// The same from a slice and from a reader that gives the bytes in pieces and is interrupted between them.
pub fn pieces(bytes: &[u8]) {
    struct Pieces<'b>(&'b [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = (self.1 * 5 + 3) % 61;
            if self.1.is_multiple_of(7) {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let length = (self.1 + 1).min(buffer.len());
            self.0.read(&mut buffer[..length])
        }
    }

    for limits in [Limits::new(), Limits::new().record(300)] {
        let (whole, report) = all(bytes, limits);
        let (parts, piecewise) = all(Pieces(bytes, bytes.len() % 61), limits);
        assert_eq!(outline(&whole), outline(&parts));
        assert_eq!(report, piecewise);
    }
}

/// The quick road through JSON and serde's make the same record.
pub fn roads(bytes: &[u8]) {
    let found = all(bytes, Limits::new()).0;
    for entry in found.iter().flatten().filter(|entry| is_object(entry.text())) {
        match entry.record() {
            Record::Graph(audit) => {
                let other: DirectoryAudit<'_> = serde_json::from_str(entry.text()).expect("serde reads it too");
                assert_eq!(**audit, other);
            }
            Record::ManagementApi(record) => {
                let other: AuditRecord<'_> = serde_json::from_str(entry.text()).expect("serde reads it too");
                assert_eq!(**record, other);
            }
            _ => {}
        }
    }
}

/// A record that is written is read again as the same, and written as the same.
pub fn round_trip(bytes: &[u8]) {
    for entry in all(bytes, Limits::new()).0.iter().flatten() {
        if entry.warning().is_some() {
            continue;
        }
        let written = serde_json::to_string(entry.record()).expect("a record is written");
        let (again, _) = all(written.as_bytes(), Limits::new());
        // A row may fill fewer fields than tell a JSON object's format, or hold what only a cell may.
        if let [Ok(again)] = &again[..]
            && again.record().format() == entry.record().format()
        {
            assert_eq!(serde_json::to_string(again.record()).expect("a record is written"), written);
        }
    }
}

/// However records are put together, they are the same records.
pub fn layouts(bytes: &[u8]) {
    let (found, _) = all(bytes, Limits::new());
    let is_plain = |entry: &&Entry<'_>| {
        let text = entry.text();
        let page = ["\"value\"", "\"records\"", "\"error\""].iter().any(|name| text.contains(name));
        is_object(text) && entry.warning().is_none() && !page
    };
    let texts: Vec<&str> = found.iter().flatten().filter(is_plain).map(Entry::text).collect();
    if texts.is_empty() {
        return;
    }
    let read = |text: String| -> Vec<String> {
        let (found, _) = all(text.as_bytes(), Limits::new());
        let line = |result: &Result<Entry<'static>, ReadError>| match result {
            Ok(entry) => serde_json::to_string(entry.record()).expect("a record is written"),
            Err(error) => format!("{} {}", error.kind(), error.message()),
        };
        found.iter().map(line).collect()
    };
    let lines = read(texts.join("\n"));
    assert_eq!(lines.len(), texts.len());
    for (before, between, after) in
        [("[", ",", "]"), ("{\"value\":[", " ,\n", "]}"), ("{\n \"records\": [\r\n", ",", "]\n}"), ("", "", "")]
    {
        assert_eq!(read(format!("{before}{}{after}", texts.join(between))), lines, "{before}");
    }
}

/// Enriching loses nothing: with nothing to add it writes JSON as it was; every record of the input is one of the output.
pub fn enrich(bytes: &[u8]) {
    let book = LabelBook::builder().label("a", "Name, \"quoted\"; =1+1", Some(1)).build();
    let mut output = Vec::new();
    let enriched = match Enricher::new(&book).run(bytes, &mut output, drop) {
        Ok(enriched) => enriched,
        Err(EnrichError::Read(_)) => return,
        Err(error) => panic!("{error}"),
    };
    let report = enriched.report();
    if report.errors().next().is_none() {
        let (_, again) = all(&output[..], Limits::new());
        assert_eq!(again.read(), report.read());
    }
    let is_plain = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    let is_json = all(bytes, Limits::new()).0.iter().flatten().all(|entry| is_object(entry.text()));
    if is_plain && is_json && enriched.enriched() == 0 && report.read() > 0 {
        assert_eq!(output, bytes);
    }
}

/// Values of changed properties: whatever is hidden in text, it is written as JSON.
pub fn property(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let quoted = serde_json::to_string(text).expect("text is written");
    for json in [text, &quoted] {
        let Ok(raw) = serde_json::from_str::<Raw<'_>>(json) else { continue };
        let value = PropertyValue::of(Some(&raw));
        let written = serde_json::to_string(&value).expect("a value is written");
        serde_json::from_str::<serde_json::Value>(&written).expect("a value is JSON");
        assert!(!written.contains('\n'));
        assert_eq!(value.clone().into_owned(), value);
        let _ = (raw.inner(), raw.is_empty(), raw.as_bool());
        let json = format!(
            "{{\"activityDisplayName\":\"x\",\"targetResources\":[{{\"modifiedProperties\":[{{\"oldValue\":{json}}}]}}]}}"
        );
        for entry in all(json.as_bytes(), Limits::new()).0.iter().flatten() {
            if let Ok(targets) = Event::new(entry.record()).targets() {
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

/// Names of labels stay inside the literals of KQL and SQL.
pub fn queries(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let printed = |name: &str| -> Option<[String; 4]> {
        let book = LabelBook::builder().label("6a10f3c2-a682-44ba-a911-52dcca64e78d", name, Some(1)).build();
        let queries = LabelQueries::new(&book).ok()?;
        let sql = queries.sql("events").ok()?;
        Some([queries.query().ok()?, queries.function().command("Labels"), queries.transformation().ok()?, sql])
    };
    let (Some(any), Some(plain)) = (printed(text), printed("x")) else { return };
    for (any, plain) in any[..3].iter().zip(&plain[..3]) {
        assert_eq!(kql_skeleton(any), kql_skeleton(plain), "{any}");
    }
    assert_eq!(sql_skeleton(&any[3]), sql_skeleton(&plain[3]), "{}", any[3]);
}

/// The query without what its string literals hold.
///
/// # Panics
///
/// If a literal goes over the end of its line, which Kusto does not allow.
pub fn kql_skeleton(query: &str) -> String {
    let mut skeleton = String::new();
    let mut characters = query.chars();
    while let Some(quote) = characters.next() {
        skeleton.push(quote);
        if !matches!(quote, '"' | '\'') {
            continue;
        }
        loop {
            match characters.next() {
                Some('\\') => drop(characters.next()),
                Some('\n' | '\r') | None => panic!("a literal does not end on its line: {query}"),
                Some(character) if character == quote => break,
                Some(_) => {}
            }
        }
        skeleton.push(quote);
    }
    skeleton
}

/// The same of SQL, where a quote is doubled.
///
/// # Panics
///
/// If the last literal does not end.
pub fn sql_skeleton(query: &str) -> String {
    let mut skeleton = String::new();
    let mut characters = query.chars().peekable();
    while let Some(quote) = characters.next() {
        skeleton.push(quote);
        if !matches!(quote, '"' | '\'') {
            continue;
        }
        loop {
            match characters.next() {
                Some(character) if character == quote => {
                    if characters.next_if_eq(&quote).is_none() {
                        break;
                    }
                }
                Some(_) => {}
                None => panic!("a literal does not end: {query}"),
            }
        }
        skeleton.push(quote);
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
    let _ = (Service::find(text), Category::find(text), text.parse::<Format>());
}

/// Times of filters.
pub fn times(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = text.parse::<TimeBound>().map_err(|error| error.to_string());
    let json = serde_json::to_string(text).expect("text is written");
    let record = format!("{{\"activityDisplayName\":\"x\",\"activityDateTime\":{json}}}");
    for entry in all(record.as_bytes(), Limits::new()).0.iter().flatten() {
        let line = Line::new(Event::new(entry.record()), entry.position(), None);
        if let (Some(instant), Some(time)) = (line.instant(), line.time()) {
            let again = time::OffsetDateTime::parse(time, &time::format_description::well_known::Rfc3339);
            // Ticks beyond the nanosecond are kept in the text only.
            let again = again.expect("what is printed is RFC 3339");
            assert!((again - instant).abs() < Duration::SECOND, "{text}: {time}");
        }
    }
}

/// Rules of every kind.
#[cfg(feature = "lint")]
pub fn lint(bytes: &[u8]) {
    use msaudit::lint::check;

    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for file in ["rule.yml", "rule.toml", "rule.kql", "rule.json", "rule.txt"] {
        let report = check(file, text);
        for finding in report.findings() {
            assert!(finding.line() >= 1 && finding.column() >= 1);
        }
    }
}
