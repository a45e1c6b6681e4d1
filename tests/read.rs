//! Finding records: every layout, every fault, and nothing lost.

mod support;

use std::io::{self, Read};

use msaudit::formats::Record;
use msaudit::read::{ErrorKind, Reader};
use proptest::prelude::*;
use support::{Pieces, bytes, outline, read_all};

const USER: &str = r#"{"activityDisplayName":"Add user"}"#;
const GROUP: &str = r#"{"activityDisplayName":"Add group"}"#;

#[test]
fn layouts_hold_the_same_records() {
    for text in [
        format!("{USER}\n{GROUP}\n"),
        format!("{USER}\r\n\r\n{GROUP}"),
        format!("\u{feff}{USER}\n{GROUP}"),
        format!("{USER}{GROUP}"),
        format!("{USER},\n{GROUP}"),
        format!("[{USER},{GROUP}]"),
        format!("[\n  {USER},\n  {GROUP}\n]\n"),
        format!("[[{USER}],[{GROUP}]]"),
        format!("[]\n[{USER}][{GROUP}]"),
        format!(r#"{{"@odata.context":"x","@odata.count":2,"value":[{USER},{GROUP}],"@odata.nextLink":"y"}}"#),
        format!(r#"{{"value":[{USER}]}}{{"value":[{GROUP}]}}"#),
        format!("{{\"records\":[{USER}]}}\n{{\"records\":[{GROUP}]}}"),
        format!(r#"[{{"records":[{USER}]}},{{"records":[{GROUP}]}}]"#),
        format!(r#"{{"count":2,"value":[{USER},{GROUP}]}}"#),
        format!(" {{ \"value\" : [ {USER} , {GROUP} ] }} "),
    ] {
        assert_eq!(outline(text.as_bytes()), [USER, GROUP], "{text}");
    }
}

#[test]
fn an_empty_input_holds_nothing() {
    for text in ["", " \n", "[]", r#"{"value":[]}"#, "\u{feff}"] {
        assert!(outline(text.as_bytes()).is_empty(), "{text}");
    }
}

#[test]
fn a_bad_record_costs_itself() {
    for (bad, message) in [
        (
            "{\"activityDisplayName\":5}",
            "wrong-type: test: record 2, line 2, offset 58: `activityDisplayName`: invalid type: integer `5`, expected a string",
        ),
        ("{\"activityDisplayName\":\"x\",}", "syntax: test: record 2, line 2, offset 62: trailing comma"),
        ("{\"activityDisplayName\":\"\\q\"}", "syntax: test: record 2, line 2, offset 60: invalid escape"),
        (
            "{\"activityDisplayName\":\"a\u{0}b\"}",
            "syntax: test: record 2, line 2, offset 60: control character (\\u0000-\\u001F) found while parsing a string",
        ),
        (
            "{\"a\":1}",
            "not-a-record: test: record 2, line 2, offset 35: no record of a known format: it has `a`; expected one of graph, audit-search, mpip, office-activity, aip-log, log-analytics, diagnostic, management-api, activity-explorer, entra-csv",
        ),
        (
            "{}",
            "not-a-record: test: record 2, line 2, offset 35: no record of a known format: it has no fields; expected one of graph, audit-search, mpip, office-activity, aip-log, log-analytics, diagnostic, management-api, activity-explorer, entra-csv",
        ),
    ] {
        for (text, line) in [(format!("{USER}\n{bad}\n{GROUP}\n"), true), (format!("[{USER}\n{bad},\n{GROUP}]"), false)]
        {
            let found = outline(text.as_bytes());
            assert_eq!(found.len(), 3, "{text}: {found:?}");
            assert_eq!((found[0].as_str(), found[2].as_str()), (USER, GROUP));
            if line {
                assert_eq!(found[1], message);
            }
        }
    }
}

#[test]
fn a_line_that_stops_short_does_not_take_the_next() {
    for bad in [
        "{\"activityDisplayName\":\"Add",
        "{\"a\":{\"b\":1}",
        "{\"a\":[1,",
        "{\"a\":",
        "{",
        "}",
        "]",
        "nonsense here",
        "42",
    ] {
        let text = format!("{USER}\n{bad}\n{GROUP}\n");
        let found = outline(text.as_bytes());
        assert_eq!(found.len(), 3, "{bad}: {found:?}");
        assert_eq!((found[0].as_str(), found[2].as_str()), (USER, GROUP), "{bad}");
    }
}

#[test]
fn every_bad_line_is_counted() {
    let text = format!("{{\"a\":\ngarbage\n{USER}\n");
    assert_eq!(
        outline(text.as_bytes()),
        [
            "truncated: test: record 1, line 1, offset 5: the record stops short",
            "not-a-record: test: record 2, line 2, offset 6: expected an object, a list of objects, or the header of a table of a known format",
            USER
        ]
    );
}

#[test]
fn pretty_printed_records_are_passed_over_whole() {
    let text =
        "{\n  \"activityDisplayName\": 5,\n  \"x\": [\n    {}\n  ]\n}\n{\n  \"activityDisplayName\": \"Add user\"\n}\n"
            .to_string();
    let found = outline(text.as_bytes());
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(
        found[0],
        "wrong-type: test: record 1, line 2, offset 27: `activityDisplayName`: invalid type: integer `5`, expected a string"
    );
}

#[test]
fn what_stands_in_a_list_and_is_no_object_is_counted() {
    assert_eq!(
        outline(format!("[null, 5, \"x, y\", {USER}]").as_bytes()),
        [
            "not-a-record: test: record 1, line 1, offset 1: no record: expected an object",
            "not-a-record: test: record 2, line 1, offset 7: no record: expected an object",
            "not-a-record: test: record 3, line 1, offset 10: no record: expected an object",
            USER,
        ]
    );
}

#[test]
fn a_truncated_tail_is_reported() {
    for (text, message) in [
        (
            format!("{USER}\n{{\"activityDisplayName\":\"Add"),
            "truncated: test: record 2, line 2, offset 61: EOF while parsing a string",
        ),
        (
            format!("[{USER},"),
            "truncated: test: record 1, line 1, offset 36: the input ends before the list of records does",
        ),
        (
            format!("{{\"value\":[{USER}]"),
            "truncated: test: record 1, line 1, offset 45: the input ends before the list of records does",
        ),
    ] {
        assert_eq!(outline(text.as_bytes()), [USER, message]);
    }
}

#[test]
fn a_page_may_end_in_an_error() {
    let text = format!(r#"{{"value":[{USER}],"error":{{"code":"TooManyRequests"}}}}"#);
    assert_eq!(
        outline(text.as_bytes()),
        [
            USER,
            "page-error: test: record 1, line 1, offset 54: the service put an error into the page, so records may be missing"
        ]
    );
    let text = format!("{{\"error\":{{\"code\":\"Unauthorized\"}}}}\n{USER}");
    let (all, report) = read_all(text.as_bytes(), 100);
    let error = all[0].as_ref().expect_err("an error page");
    assert_eq!(error.excerpt(), "{\"error\":{\"code\":\"Unauthorized\"}}");
    assert_eq!((report.read(), report.skipped(), report.count(ErrorKind::PageError)), (1, 0, 1));
}

#[test]
fn records_of_other_logs_are_reported_as_not_ours() {
    // Intune calls its log `AuditLogs` too; fields as its records have them, values made up.
    let intune =
        r#"{"category":"AuditLogs","operationName":"Create Policy","properties":{"ActivityDate":"x","Targets":[]}}"#;
    let ours = r#"{"category":"AuditLogs","operationName":"Add user","properties":{"activityDisplayName":"Add user"}}"#;
    assert_eq!(
        outline(format!("{{\"records\":[{intune},{ours}]}}").as_bytes()),
        ["not-ours: test: record 1, line 1, offset 12: a record of Intune's audit log", ours]
    );
}

#[test]
fn duplicate_names_are_reported_and_the_last_value_counts() {
    let text = br#"{"activityDisplayName":"a","x":1,"activityDisplayName":"b","x":2}"#;
    let (all, report) = read_all(&text[..], 1000);
    let entry = all[0].as_ref().expect("it is read");
    let Record::Graph(audit) = entry.record() else { panic!("it is a directory audit") };
    assert_eq!(audit.activity_display_name.as_ref().map(msaudit::catalog::Open::as_str), Some("b"));
    assert_eq!(audit.rest.duplicates(), ["activityDisplayName", "x"]);
    assert_eq!(
        entry.warning().expect("a warning").to_string(),
        "test: record 1, line 1, offset 0: the name `activityDisplayName` stands more than once; the last value counts"
    );
    assert_eq!((report.read(), report.skipped(), report.count(ErrorKind::DuplicateKey)), (1, 0, 1));
}

#[test]
fn bytes_that_are_no_utf8_cost_their_record() {
    let mut text = format!("{USER}\n").into_bytes();
    text.extend(b"{\"activityDisplayName\":\"M\xfcller\"}\n");
    text.extend(GROUP.bytes());
    text.extend(b"\n{\"activityDisplayName\":\"x\xc3");
    assert_eq!(
        outline(&text),
        [
            USER,
            "encoding: test: record 2, line 2, offset 60: the bytes are no UTF-8",
            GROUP,
            "encoding: test: record 4, line 4, offset 129: the bytes are no UTF-8",
        ]
    );
}

#[test]
fn deep_nesting_is_an_error_and_no_stack_overflow() {
    let deep = format!("{{\"activityDisplayName\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let found = outline(format!("{deep}\n{USER}\n").as_bytes());
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], USER);
    let unknown = format!("{{\"activityDisplayName\":\"x\",\"y\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let message =
        "too-deep: test: record 1, line 1, offset 157: the record is nested deeper than the limit of 127 levels";
    assert_eq!(outline(unknown.as_bytes()), [message], "a field that is not looked into must be decodable too");
    let lists = outline(format!("{}{USER}", "[".repeat(10_000)).as_bytes());
    assert!(lists.len() <= 3, "{}", lists.len());
}

#[test]
fn a_record_over_the_limit_is_an_error_of_its_own() {
    let long = |length: usize| format!("{{\"activityDisplayName\":\"{}\"}}", "x".repeat(length));
    let overhead = long(0).len();
    for limit in [100, 300_000, 1_000_000] {
        let at_limit = long(limit - overhead);
        let over = long(limit - overhead + 1);
        for text in [format!("{USER}\n{over}\n{at_limit}\n{GROUP}\n"), format!("[{USER},{over},{at_limit},{GROUP}]")] {
            let (all, report) = read_all(text.as_bytes(), limit);
            assert_eq!((report.read(), report.skipped(), report.count(ErrorKind::TooLong)), (3, 1, 1), "limit {limit}");
            let error = all[1].as_ref().expect_err("too long");
            assert_eq!(error.message(), format!("the record is longer than the limit of {limit} bytes"));
            assert_eq!(all[2].as_ref().expect("at the limit").text(), at_limit);
        }
    }
}

#[test]
fn memory_stays_small_while_a_huge_record_passes() {
    // Never more than a mebibyte of it is asked for, and none of it is kept.
    let head = io::Cursor::new(b"{\"activityDisplayName\":\"".to_vec());
    let tail = io::Cursor::new(format!("\"}}\n{USER}").into_bytes());
    let input = head.chain(io::repeat(b'x').take(100 << 20)).chain(tail);
    let (all, report) = read_all(input, 1 << 20);
    assert_eq!((report.read(), report.count(ErrorKind::TooLong)), (1, 1));
    assert_eq!(all[1].as_ref().expect("the record behind it").text(), USER);
}

#[test]
fn a_reader_that_fails_ends_the_input_and_keeps_what_came_before() {
    struct Fails<R>(R);

    impl<R: Read> Read for Fails<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(io::Error::other("the disk is gone")),
                read => Ok(read),
            }
        }
    }

    let text = format!("{USER}\n");
    let (all, report) = read_all(Fails(text.as_bytes()), 1000);
    assert_eq!(all[0].as_ref().expect("the first block").text(), USER);
    let error = all[1].as_ref().expect_err("the disk is gone");
    assert_eq!(error.to_string(), "test: record 1, line 2, offset 35: the disk is gone");
    assert_eq!((all.len(), report.count(ErrorKind::Io)), (2, 1));
}

#[test]
fn files_that_cannot_be_opened_say_so() {
    let error = Reader::open("no/such/file.json").expect_err("it is not there");
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().starts_with("no/such/file.json: "), "{error}");
    let error = Reader::open(env!("CARGO_MANIFEST_DIR")).expect_err("it is a directory");
    assert!(error.to_string().ends_with(": is a directory"), "{error}");
}

#[test]
fn the_documentation_sample_that_is_no_json_is_one_error() {
    let found = outline(&bytes("samples/invalid_AipFileDeleted_doc_sample.txt"));
    assert_eq!(found, ["syntax: test: record 1, line 13, offset 407: invalid escape"]);
}

#[test]
fn a_batch_that_is_dropped_early_is_continued() {
    let text = format!("{USER}\n{GROUP}\n{USER}");
    let mut reader = Reader::new(text.as_bytes());
    let mut count = 0;
    while let Some(mut batch) = reader.batch().expect("a slice can be read") {
        count += batch.next().into_iter().count();
    }
    assert_eq!(count, 3);
}

#[test]
fn samples_are_written_back_as_they_were() {
    for name in ["graph_directoryaudits.ndjson", "mip_label_events.ndjson", "ual_management_activity.ndjson"] {
        let text = bytes(&format!("samples/{name}"));
        let mut reader = Reader::new(&text[..]);
        let mut count = 0;
        for result in reader.records() {
            let entry = result.unwrap_or_else(|error| panic!("{name}: {error}"));
            let written = serde_json::to_string(entry.record()).expect("a record is written");
            assert_eq!(value(&written), value(entry.text()), "{name}");
            count += 1;
        }
        assert_eq!(count, text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count(), "{name}");
    }
}

fn value(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// JSON of any kind, not deep.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        proptest::num::f64::NORMAL.prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            proptest::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A record with documented fields of the documented kind, each there, null or missing, and fields of any other name.
fn record() -> impl Strategy<Value = serde_json::Value> {
    let text = || prop_oneof![Just(serde_json::Value::Null), any::<String>().prop_map(Into::into)];
    let graph = (
        ".+",
        proptest::option::of(text()),
        proptest::option::of(text()),
        proptest::option::of(json()),
        proptest::collection::btree_map("[a-zA-Z@. ]{0,6}", json(), 0..5),
    )
        .prop_map(|(name, id, result, targets, others)| {
            let mut map: serde_json::Map<String, serde_json::Value> = others.into_iter().collect();
            for key in ["id", "result"] {
                map.remove(key);
            }
            map.insert("activityDisplayName".into(), name.into());
            map.extend(id.map(|id| ("id".to_owned(), id)));
            map.extend(result.map(|result| ("result".to_owned(), result)));
            map.extend(targets.map(|targets| ("targetResources".to_owned(), targets)));
            serde_json::Value::Object(map)
        });
    let unified = (
        ".+",
        prop_oneof![any::<i64>().prop_map(serde_json::Value::from), any::<String>().prop_map(Into::into)],
        proptest::option::of(json()),
        proptest::option::of((any::<bool>(), text())),
        proptest::collection::btree_map("[a-zA-Z@. ]{0,6}", json(), 0..5),
    )
        .prop_map(|(operation, record_type, label, state, others)| {
            let mut map: serde_json::Map<String, serde_json::Value> = others.into_iter().collect();
            // Short names of documented fields would have to be of their kind.
            for key in ["Id", "Scope", "Site", "Actor", "Sender"] {
                map.remove(key);
            }
            map.insert("Operation".into(), operation.into());
            map.insert("RecordType".into(), record_type);
            map.extend(label.map(|label| ("SensitivityLabelEventData".to_owned(), label)));
            map.extend(state.map(|(blank, state)| (if blank { "Data State" } else { "DataState" }.to_owned(), state)));
            serde_json::Value::Object(map)
        });
    prop_oneof![graph, unified]
}

proptest! {
    #[test]
    fn records_are_written_back_as_they_were(record in record(), own in any::<bool>()) {
        let text = record.to_string();
        let entry = Reader::new(text.as_bytes()).records().next().expect("one record");
        let entry = entry.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let read = if own { entry.into_record().into_owned() } else { entry.into_record() };
        prop_assert_eq!(value(&serde_json::to_string(&read).expect("written")), record);
    }

    #[test]
    fn layouts_and_pieces_make_no_difference(
        records in proptest::collection::vec(record(), 0..8),
        lengths in proptest::collection::vec(1_usize..40, 1..8),
    ) {
        let compact: Vec<String> = records.iter().map(ToString::to_string).collect();
        let pretty: Vec<String> = records.iter().map(|record| serde_json::to_string_pretty(record).expect("written")).collect();
        for text in [
            compact.join("\n"),
            pretty.join("\n"),
            compact.concat(),
            format!("[{}]", compact.join(",")),
            format!("[{}]", pretty.join(",\n")),
            format!("{{\"value\":[{}]}}", compact.join(",")),
            format!("{{\n  \"records\": [\n{}\n]}}", pretty.join(" , ")),
        ] {
            let (all, _) = read_all(Pieces::new(text.as_bytes(), lengths.clone()), 1 << 20);
            let read: Vec<serde_json::Value> = all.iter().map(|entry| match entry {
                Ok(entry) => value(entry.text()),
                Err(error) => panic!("{error}: {text}"),
            }).collect();
            prop_assert_eq!(&read, &records);
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic_and_the_same_in_pieces(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..200),
            "[\\[\\]{}\",:\\\\ \n\u{e9}a0]{0,120}".prop_map(String::into_bytes),
            "(\\{\"activityDisplayName\":\"[a\\\\\"]{0,3}\"\\}?[\n,\\]\\}]?){0,6}".prop_map(String::into_bytes),
        ],
        lengths in proptest::collection::vec(1_usize..9, 1..6),
    ) {
        let show = |all: &[Result<_, msaudit::read::ReadError>]| -> Vec<String> {
            all.iter().map(|result: &Result<msaudit::read::Entry<'static>, _>| match result {
                Ok(entry) => entry.text().to_owned(),
                Err(error) => error.to_string(),
            }).collect()
        };
        let (whole, report) = read_all(&bytes[..], 1000);
        let (pieces, piecewise) = read_all(Pieces::new(&bytes, lengths), 1000);
        prop_assert_eq!(show(&whole), show(&pieces));
        prop_assert_eq!(report, piecewise);
    }
}
