//! However records are written, they are the same records.

use std::collections::BTreeMap;

use msaudit::enrich::{EnrichError, Enricher};
use msaudit::label::LabelBook;
use msaudit::read::{Entry, Limits, ReadError};
use serde_json::value::RawValue;

use super::{all, is_object};

fn written(entry: &Entry<'_>) -> String {
    serde_json::to_string(entry.record()).expect("a record is written")
}

/// What is read from a text: records as they are written, errors as they are told.
fn told(text: &str) -> Vec<String> {
    let line = |result: &Result<Entry<'static>, ReadError>| match result {
        Ok(entry) => written(entry),
        Err(error) => format!("{} {}", error.kind(), error.message()),
    };
    all(text.as_bytes(), Limits::new()).0.iter().map(line).collect()
}

/// JSON with nothing but `space` between its parts.
fn spaced(json: &str, space: &str) -> String {
    let (mut out, mut quoted, mut escaped) = (String::new(), false, false);
    for character in json.chars() {
        if quoted {
            quoted = escaped || character != '"';
            escaped = !escaped && character == '\\';
            out.push(character);
            continue;
        }
        match character {
            ' ' | '\t' | '\r' | '\n' => {}
            '{' | '[' | ',' | ':' => {
                out.push(character);
                out += space;
            }
            '}' | ']' => {
                out += space;
                out.push(character);
            }
            _ => {
                quoted = character == '"';
                out.push(character);
            }
        }
    }
    out
}

/// A record that is written is read again as the same, and written as the same.
pub fn round_trip(bytes: &[u8]) {
    for entry in all(bytes, Limits::new()).0.iter().flatten() {
        if entry.warning().is_some() {
            continue;
        }
        let format = entry.record().format();
        let of_format = |text: &str| match &all(text.as_bytes(), Limits::new()).0[..] {
            [Ok(again)] if again.record().format() == format => Some(written(again)),
            _ => None,
        };
        let json = written(entry);
        let again = of_format(&json);
        // A row may fill fewer fields than tell a JSON object's format, or hold what only a cell may; and an object may have
        // the format of its neighbours, which it does not tell alone.
        if again.is_some() || of_format(entry.text()).as_ref() == Some(&json) {
            assert_eq!(again, Some(json));
        }
    }
}

/// However objects are put together and spaced, they are the same records.
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
    let lines = told(&texts.join("\n"));
    assert_eq!(lines.len(), texts.len());
    for (before, between, after) in
        [("[", ",", "]"), ("{\"value\":[", " ,\n", "]}"), ("{\n \"records\": [\r\n", ",", "]\n}"), ("", "", "")]
    {
        assert_eq!(told(&format!("{before}{}{after}", texts.join(between))), lines, "{before}");
    }
    // Parts that are kept as they were written keep their blanks.
    let bare = |lines: &[String]| -> Vec<String> { lines.iter().map(|line| spaced(line, "")).collect() };
    for space in ["", " ", "\r\n    "] {
        let pretty: Vec<String> = texts.iter().map(|text| spaced(text, space)).collect();
        for (before, between, after) in [("", "\n", ""), ("[\n", ",\n", "\n]\n")] {
            assert_eq!(
                bare(&told(&format!("{before}{}{after}", pretty.join(between)))),
                bare(&lines),
                "{before}{space}"
            );
        }
    }
}

/// However the lines of a table end, and if its header stands twice, its rows are the same records.
pub fn tables(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (found, report) = all(bytes, Limits::new());
    let rows: Vec<&Entry<'_>> = found.iter().flatten().collect();
    let (Some(first), None) = (rows.first(), report.errors().next()) else { return };
    let Some(header) = usize::try_from(first.position().offset()).ok().and_then(|end| text.get(..end)) else { return };
    let header = header.trim_start_matches('\u{feff}').trim();
    if text.contains('\0') || header.is_empty() || header.starts_with(['{', '[', '#', '\x1f']) {
        return;
    }
    let lines: Vec<String> = rows.iter().map(|row| written(row)).collect();
    let texts: Vec<&str> = rows.iter().map(|row| row.text()).collect();
    for (between, after) in [("\n", ""), ("\r\n", "\r\n"), ("\r\n\r\n", "\n\n")] {
        assert_eq!(told(&format!("{header}{between}{}{after}", texts.join(between))), lines, "{between:?}");
    }
    let between = format!("\n{header}\n");
    assert_eq!(told(&format!("{header}\n{}", texts.join(&between))), lines, "the header stands before every row");
}

/// What enriching adds.
const ADDED: [&str; 7] = [
    "SensitivityLabelName",
    "OldSensitivityLabelName",
    "SensitivityLabelPath",
    "OldSensitivityLabelPath",
    "SensitivityLabelOrder",
    "OldSensitivityLabelOrder",
    "LabelChange",
];

/// Enriching loses nothing: every record of the input is one of the output, and says what it said but for what was added;
/// with nothing to add JSON is written as it was.
pub fn enrich(bytes: &[u8]) {
    let mut book = LabelBook::builder().label("a", "Name, \"quoted\"; =1+1", Some(1));
    // The ids of the fixtures.
    let fixtures: BTreeMap<String, String> =
        serde_json::from_str(include_str!("../../tests/data/labels.json")).expect("the fixture is JSON");
    for id in fixtures.keys() {
        book = book.label(id, "Line\nend\t\u{202e}", Some(2));
    }
    let book = book.build();
    let mut output = Vec::new();
    let enriched = match Enricher::new(&book).run(bytes, &mut output, drop) {
        Ok(enriched) => enriched,
        Err(EnrichError::Read(_)) => return,
        Err(error) => panic!("{error}"),
    };
    let report = enriched.report();
    let (found, _) = all(bytes, Limits::new());
    if report.errors().next().is_none() {
        let bare = |entry: &Entry<'_>| {
            let mut record: BTreeMap<String, Box<RawValue>> =
                serde_json::from_str(&written(entry)).expect("a record is a JSON object");
            record.retain(|name, _| !ADDED.contains(&name.as_str()));
            record.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
        };
        let (again, report_again) = all(&output[..], Limits::new());
        assert_eq!(report_again.read(), report.read());
        assert!(again.iter().flatten().map(bare).eq(found.iter().flatten().map(bare)));
    }
    let is_plain = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    let is_json = bytes.trim_ascii_start().starts_with(b"{") || bytes.trim_ascii_start().starts_with(b"[");
    if is_plain && is_json && enriched.enriched() == 0 && report.read() > 0 {
        assert_eq!(output, bytes);
    }
}
