//! Tables: headers, quoting, encodings, compression, and rows that do not fit.

mod support;

use msaudit::formats::{Format, Record};
use msaudit::read::{ErrorKind, Reader};
use proptest::prelude::*;
use snapbox::{Data, assert_data_eq};
use support::{Pieces, bytes, data, events, outline, read_all};

const HEADER: &str = "RecordId,CreationDate,RecordType,Operation,UserId,AuditData";

/// A row of the Purview portal.
fn row(id: &str) -> String {
    format!(
        "{id},2024-10-05T07:11:12Z,8,Add user.,a@contoso.com,\"{{\"\"Id\"\":\"\"{id}\"\",\"\"Operation\"\":\"\"Add user.\"\"}}\""
    )
}

fn ids(input: &[u8]) -> Vec<String> {
    let (all, _) = read_all(input, 1 << 20);
    let id = |entry: &msaudit::read::Entry<'_>| match entry.record() {
        Record::AuditSearch(row) => row.record_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        other => panic!("{:?}", other.format()),
    };
    all.iter().map(|result| result.as_ref().map_or_else(ToString::to_string, id)).collect()
}

fn golden(file: &str) {
    let path = data(&format!("../golden/{file}.events"));
    assert_data_eq!(events(&bytes(file), None), Data::read_from(&path, None).raw());
}

#[test]
fn purview_rows_are_events_of_the_record_inside() {
    golden("purview_new.csv");
    golden("purview_old.csv");
    golden("search_unified_audit_log.csv");
    golden("search_unified_audit_log.json");
}

#[test]
fn rows_of_the_portals_are_events() {
    golden("entra_portal.csv");
    golden("loganalytics_auditlogs.csv");
    golden("loganalytics_officeactivity.csv");
}

/// The same rows as JSON and as CSV are the same events: cells lose only what a cell cannot say.
#[test]
fn rows_of_tables_mean_the_same_as_json_and_as_csv() {
    for name in ["mpip", "aip_log", "activity_explorer"] {
        let json = events(&bytes(&format!("{name}.ndjson")), None);
        let csv = events(&bytes(&format!("{name}.csv")), None);
        assert!(json.lines().count() > 2, "{name}");
        for (json, csv) in json.lines().zip(csv.lines()) {
            let event = |line: &str| -> serde_json::Value { serde_json::from_str(line).expect("an event") };
            let (mut json, mut csv) = (event(json), event(csv));
            // A number in a cell is text.
            for event in [&mut json, &mut csv] {
                if let Some(code) = event["record_type"].get_mut("code") {
                    *code = code.to_string().trim_matches('"').into();
                }
            }
            assert_eq!(json, csv, "{name}");
        }
        assert_eq!(json.lines().count(), csv.lines().count(), "{name}");
    }
}

#[test]
fn line_ends_quotes_and_delimiters_make_no_difference() {
    let text = format!("{HEADER}\n{}\n{}\n", row("1"), row("2"));
    for text in [
        text.clone(),
        text.trim_end().to_owned(),
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{feff}{text}"),
        format!("\n\n{}", text.replace('\n', "\n\n")),
        format!("#TYPE Deserialized.Something\r\n{text}"),
        text.replace("Add user.,", "\"Add user.\","),
        format!("{text}{HEADER}\n"),
    ] {
        assert_eq!(ids(text.as_bytes()), ["1", "2"], "{text}");
    }
    let semicolons = format!("{}\n1;;8;\"a;\nb\";x;{{}}\n", HEADER.replace(',', ";"));
    assert_eq!(ids(semicolons.as_bytes()), ["1"]);
}

#[test]
fn joined_files_read_as_one() {
    let text = format!("{HEADER}\n{}\n{HEADER}\n{}\n", row("1"), row("2"));
    let (all, report) = read_all(text.as_bytes(), 1 << 20);
    assert_eq!((all.len(), report.read(), report.skipped()), (2, 2, 0));
}

#[test]
fn a_row_with_the_wrong_number_of_cells_costs_itself() {
    let text = format!("{HEADER}\n{}\n1,2\n{}\n1,2,3,4,5,6,7\n{}\n", row("1"), row("2"), row("3"));
    assert_eq!(
        ids(text.as_bytes()),
        [
            "1",
            "test: record 2, line 3, offset 154: 2 cells where the header has 6",
            "2",
            "test: record 4, line 5, offset 252: 7 cells where the header has 6",
            "3",
        ]
    );
}

#[test]
fn a_quote_that_stands_alone_costs_its_line() {
    for bad in ["9,\"open,8", "\"", "9,8,\"x\ny"] {
        let text = format!("{HEADER}\n{}\n{bad}\n{}\n{}\n", row("1"), row("2"), row("3"));
        let found = ids(text.as_bytes());
        assert_eq!(found.first().map(String::as_str), Some("1"), "{bad}");
        assert!(found.ends_with(&["2".into(), "3".into()]), "{bad}: {found:?}");
    }
}

#[test]
fn audit_data_that_is_cut_off_is_reported_and_the_row_is_read() {
    let cut = "7,2024-10-05T07:11:12Z,94,SensitivityLabelUpdated,a@contoso.com,\"{\"\"Id\"\":\"\"7\"\",\"\"Oper\"";
    let (all, report) = read_all(format!("{HEADER}\n{cut}\n{}\n", row("8")).as_bytes(), 1 << 20);
    let entry = all[0].as_ref().expect("the row is read");
    assert_eq!(
        entry.warning().expect("a warning").to_string(),
        "test: record 1, line 2, offset 60: `AuditData`: EOF while parsing a string at line 1 column 15"
    );
    assert_eq!((report.read(), report.skipped(), report.count(ErrorKind::AuditData)), (2, 0, 1));
    let event = events(format!("{HEADER}\n{cut}\n").as_bytes(), None);
    assert!(event.contains(r#""id":"7","time":"2024-10-05T07:11:12Z""#), "{event}");
    assert!(event.contains(r#""record_type":{"code":"94","name":"AipSensitivityLabelAction"}"#), "{event}");
}

#[test]
fn text_before_the_record_is_tolerated() {
    let text = format!(
        "{HEADER}\n1,,,,,\"RecordType : AipDiscover AuditData : {{\"\"Id\"\":\"\"inner\"\",\"\"Operation\"\":\"\"x\"\"}}\"\n"
    );
    assert!(events(text.as_bytes(), None).contains(r#""id":"inner""#));
}

#[test]
fn an_unknown_header_is_named() {
    let text = "a,b,\"c\nd\",e,f\n1,2,3,4,5\n\n6,7,8,9,0\n";
    let (all, report) = read_all(text.as_bytes(), 1000);
    assert_eq!(
        all[0].as_ref().expect_err("no such table").to_string(),
        "test: record 1, line 1, offset 0: no record of a known format: it has `a`, `b`, `c\nd`, `e`, ...; expected one \
         of graph, audit-search, mpip, office-activity, aip-log, log-analytics, diagnostic, management-api, \
         activity-explorer, entra-csv; 4 lines are passed over"
    );
    assert_eq!((all.len(), report.read(), report.skipped()), (1, 0, 4));
}

#[test]
fn a_quote_in_the_header_does_not_take_the_rows_with_it() {
    let (all, report) = read_all(format!("{HEADER},\"x\n1,,,,,,\n2,,,,,,\n").as_bytes(), 1000);
    assert_eq!(
        all[0].as_ref().expect_err("no table").message(),
        "the quotes of a cell in the header are not closed; 3 lines are passed over"
    );
    assert_eq!((all.len(), report.read(), report.skipped()), (1, 0, 3));
    // One that is closed is a cell of several lines.
    let table = format!("{HEADER},\"x\ny\"\n{},\n{},\n", row("1"), row("2"));
    assert_eq!(ids(table.as_bytes()), ["1", "2"]);
}

#[test]
fn a_last_cell_that_is_not_closed_is_told() {
    // The input ends in the cell, or the quote stands alone and the next line is a row.
    let truncated = "truncated: test: record 1, line 2, offset 60: the quotes of the last cell are not closed";
    for row in ["1,,,,,\"{", "1,,,,,\"a\"\"\n"] {
        assert_eq!(outline(format!("{HEADER}\n{row}").as_bytes()), [truncated], "{row}");
    }
    assert_eq!(outline(format!("{HEADER}\n1,,,,,\"\n2,,,,,\n").as_bytes()), [truncated, "2,,,,,"]);
    // Quotes in pairs are text, and so are quotes behind the one that closes.
    for row in ["1,,,,,\"\"\"a\"", "1,,,,,\"a\"b\"c", "1,,,,,\"\"", "1,,,,\"a\",b\"c"] {
        assert_eq!(outline(format!("{HEADER}\n{row}").as_bytes()).len(), 1);
        assert!(!outline(format!("{HEADER}\n{row}").as_bytes())[0].starts_with("truncated"), "{row}");
    }
}

#[test]
fn a_header_that_the_end_of_a_block_cuts_is_the_same_header() {
    let table = format!("\"x\ny\",{HEADER}\nz,{}\n", row("1"));
    for cut in 0..=table.len() {
        let blanks = " ".repeat(256 * 1024 - cut);
        assert_eq!(ids(format!("{blanks}{table}").as_bytes()), ["1"], "{cut}");
    }
}

#[test]
fn text_that_is_no_export_is_one_error() {
    let (all, report) = read_all(&bytes("samples/mip_flattened_auditgeneral_docs.txt")[..], 1 << 20);
    let error = all[0].as_ref().expect_err("no export").to_string();
    assert!(error.ends_with("; 115 lines are passed over"), "{error}");
    assert_eq!((all.len(), report.read(), report.skipped()), (1, 0, 115));
    // Records behind it are found all the same.
    let text = "# a note\nand another line\n{\"activityDisplayName\":\"Add user\"}\n";
    let (all, report) = read_all(text.as_bytes(), 1000);
    assert_eq!((all.len(), report.read(), report.skipped()), (2, 1, 2));
}

#[test]
fn columns_that_are_not_documented_are_kept() {
    let text = "RecordId,AuditData,Shoe size\n1,{},43\n";
    let (all, _) = read_all(text.as_bytes(), 1000);
    let Ok(Record::AuditSearch(row)) = all[0].as_ref().map(msaudit::read::Entry::record) else { panic!("{all:?}") };
    assert_eq!(row.rest.unknown()[0].0, "Shoe size");
    assert_eq!(row.rest.unknown()[0].1.text(), "43");
    assert_eq!(
        serde_json::to_string(row).expect("it is written"),
        r#"{"RecordId":"1","AuditData":"{}","Shoe size":"43"}"#
    );
}

#[test]
fn a_row_over_the_limit_is_an_error_of_its_own() {
    let long = |length: usize| format!("1,{}", "x".repeat(length - 2));
    for limit in [100, 300_000] {
        let text = format!("RecordId,AuditData\n{}\n{}\n2,{{}}\n", long(limit + 1), long(limit - 1));
        let (all, report) = read_all(text.as_bytes(), limit);
        assert_eq!((report.read(), report.count(ErrorKind::TooLong)), (2, 1), "limit {limit}");
        assert!(all[1].is_ok() && all[2].is_ok());
    }
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{text}")
        .encode_utf16()
        .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
        .collect()
}

#[test]
fn utf16_is_decoded_with_and_without_a_mark() {
    let text = format!("{HEADER}\n{}\n", row("\u{e9}\u{1f600}"));
    for big in [false, true] {
        for mark in [false, true] {
            assert_eq!(ids(&utf16(&text, big, mark)), ["\u{e9}\u{1f600}"]);
            let json = utf16("{\"activityDisplayName\":\"\u{e9}\"}", big, mark);
            assert_eq!(outline(&json), ["{\"activityDisplayName\":\"\u{e9}\"}"]);
        }
    }
}

#[cfg(feature = "gzip")]
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, bytes).expect("a vector takes any bytes");
    encoder.finish().expect("a vector takes any bytes")
}

#[cfg(feature = "gzip")]
#[test]
fn gzip_is_seen_through_also_in_several_parts() {
    let text = format!("{HEADER}\n{}\n{}\n", row("1"), row("2"));
    assert_eq!(ids(&gzip(text.as_bytes())), ["1", "2"]);
    let (head, tail) = text.as_bytes().split_at(100);
    assert_eq!(ids(&[gzip(head), gzip(tail)].concat()), ["1", "2"]);
    assert_eq!(ids(&gzip(&utf16(&text, false, true))), ["1", "2"]);
}

#[cfg(feature = "gzip")]
#[test]
fn gzip_that_stops_short_gives_what_came_before() {
    let text: String = (0..20_000).map(|n| format!("{{\"activityDisplayName\":\"{n}\"}}\n")).collect();
    let whole = gzip(text.as_bytes());
    let (all, report) = read_all(&whole[..whole.len() / 2], 1 << 20);
    assert!(report.read() > 1000);
    let error = all.last().expect("an error").as_ref().expect_err("it stops short");
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert!(error.message().starts_with("the input stops short: "), "{error}");
}

#[test]
fn formats_have_names_that_read_back() {
    for format in Format::all() {
        assert_eq!(format.name().parse(), Ok(format));
    }
}

/// A cell as every writer of CSV would quote it.
fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn cells_come_back_as_they_were_written(
        rows in proptest::collection::vec(("[^\u{0}]{1,12}", any::<String>()), 0..8),
        lengths in proptest::collection::vec(1_usize..40, 1..6),
    ) {
        let mut text = "RecordId,AuditData,Other\n".to_owned();
        for (id, other) in &rows {
            text += &format!("{},{{}},{}\r\n", quoted(id), quoted(other));
        }
        let (all, _) = read_all(Pieces::new(text.as_bytes(), lengths), 1 << 20);
        let mut found = Vec::new();
        for result in &all {
            let Ok(Record::AuditSearch(row)) = result.as_ref().map(msaudit::read::Entry::record) else { panic!("{result:?}") };
            let id = row.record_id.as_ref().map(ToString::to_string).unwrap_or_default();
            found.push((id, row.rest.unknown()[0].1.text().into_owned()));
        }
        prop_assert_eq!(found, rows);
    }

    #[test]
    fn any_table_is_read_without_panic_and_the_same_in_pieces(
        tail in "([\",;\r\n{}a0]{0,6}\n?){0,12}",
        lengths in proptest::collection::vec(1_usize..9, 1..6),
        limit in 1_usize..60,
    ) {
        let text = format!("RecordId,AuditData\n{tail}");
        let show = |(all, report): (Vec<Result<msaudit::read::Entry<'static>, msaudit::read::ReadError>>, _)| {
            let texts: Vec<String> = all.iter().map(|result| match result {
                Ok(entry) => entry.text().to_owned(),
                Err(error) => error.to_string(),
            }).collect();
            (texts, report)
        };
        let whole = show(read_all(text.as_bytes(), limit));
        let pieces = show(read_all(Pieces::new(text.as_bytes(), lengths), limit));
        prop_assert_eq!(whole, pieces);
    }
}

#[test]
fn a_reader_knows_how_far_it_is() {
    let text = format!("{HEADER}\n{}\n", row("1"));
    let mut reader = Reader::new(text.as_bytes());
    reader.records().for_each(drop);
    assert_eq!(reader.offset(), text.len() as u64);
}
