//! Exports written again with the names of their labels.

mod support;

use std::io::Read;

use msaudit::enrich::{EnrichError, Enriched, Enricher};
use msaudit::label::LabelBook;
use msaudit::read::ErrorKind;
use proptest::prelude::*;
use support::{Pieces, bytes};

const LOW: &str = "11111111-1111-4111-8111-111111111111";
const HIGH: &str = "22222222-2222-4222-8222-222222222222";

fn book(name: &str) -> LabelBook {
    LabelBook::builder().label(LOW, name, Some(0)).label("p", "Secret", Some(5)).child(HIGH, "Board", "p").build()
}

fn enrich(input: &[u8], book: &LabelBook) -> (String, Enriched) {
    let mut output = Vec::new();
    let enriched = Enricher::new(book).named("test").run(input, &mut output, drop).expect("a vector takes any bytes");
    (String::from_utf8(output).expect("the input is UTF-8"), enriched)
}

fn record(old: &str, new: &str) -> String {
    format!(
        r#"{{"RecordType":83,"Operation":"SensitivityLabelUpdated","CreationTime":"2024-01-02T03:04:05","SensitivityLabelEventData":{{"OldSensitivityLabelId":"{old}","SensitivityLabelId":"{new}","LabelEventType":2}}}}"#
    )
}

const ADDED: &str = r#","SensitivityLabelName":"General","OldSensitivityLabelName":"Board","SensitivityLabelPath":"General","OldSensitivityLabelPath":"Secret \\ Board","SensitivityLabelOrder":0,"OldSensitivityLabelOrder":null,"LabelChange":"downgraded"}"#;

#[test]
fn a_record_gets_names_paths_orders_and_the_change() {
    let input = record(HIGH, LOW);
    let (output, enriched) = enrich(input.as_bytes(), &book("General"));
    assert_eq!(output, format!("{}{ADDED}", input.trim_end_matches('}').to_owned() + "}"));
    assert_eq!(enriched.enriched(), 1);
    assert!(enriched.unknown().is_empty());
}

#[test]
fn names_that_are_empty_are_filled_and_others_kept() {
    let input = record(HIGH, LOW);
    let start = input.trim_end_matches("}}");
    let input = format!("{start}}},\"SensitivityLabelName\":\"\",\"OldSensitivityLabelName\":\"Top\"}}\n").repeat(2);
    let (output, enriched) = enrich(input.as_bytes(), &book("General"));
    assert!(
        output.contains(r#""SensitivityLabelName":"General","OldSensitivityLabelName":"Top","SensitivityLabelPath""#)
    );
    let kept: Vec<_> = enriched.kept().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].field(), kept[0].written()), ("OldSensitivityLabelName", "Top"));
    assert_eq!((kept[0].in_book(), kept[0].count(), kept[0].first().line()), ("Board", 2, 1));
}

#[test]
fn unknown_labels_are_listed_with_their_first_time() {
    let later = record("{ABCDEF00-0000-4000-8000-000000000000}", LOW);
    let earlier = record("abcdef00-0000-4000-8000-000000000000", "x").replace("2024-01-02", "2023-12-31");
    let (output, enriched) = enrich(format!("{later}\n{earlier}").as_bytes(), &book("General"));
    let unknown: Vec<_> = enriched.unknown().iter().map(|label| (label.id(), label.count())).collect();
    assert_eq!(unknown, [("abcdef00-0000-4000-8000-000000000000", 2), ("x", 1)]);
    let first = enriched.unknown().iter().next().and_then(|label| label.first_seen());
    assert_eq!(first.map(time::OffsetDateTime::year), Some(2023));
    assert_eq!(output.matches(r#""OldSensitivityLabelName":null"#).count(), 2);
}

#[test]
fn a_name_is_the_one_of_its_time() {
    let since = time::macros::datetime!(2024-01-01 0:00 UTC);
    let renamed = LabelBook::builder().label(LOW, "Internal", Some(0)).build();
    let book = book("General").layered(since, renamed);
    let late = record(HIGH, LOW);
    let early = late.replace("2024", "2023");
    let (output, _) = enrich(format!("{late}\n{early}").as_bytes(), &book);
    let lines: Vec<_> = output.lines().collect();
    assert!(lines[0].contains(r#""SensitivityLabelName":"Internal""#), "{output}");
    assert!(lines[1].contains(r#""SensitivityLabelName":"General""#), "{output}");
}

#[test]
fn tables_get_columns() {
    let data = record(HIGH, LOW).replace('"', "\"\"");
    let input = format!(
        "\u{feff}\"RecordId\";AuditData;SensitivityLabelName\r\n1;\"{data}\";\r\n2;{{}};x\r\n3;4\r\n\"RecordId\";AuditData;SensitivityLabelName\r\n5;\"{data}\";\"Other\""
    );
    let (output, enriched) = enrich(input.as_bytes(), &book("Semi; \"colon\""));
    let header = "\"RecordId\";AuditData;SensitivityLabelName;OldSensitivityLabelName;SensitivityLabelPath;OldSensitivityLabelPath;SensitivityLabelOrder;OldSensitivityLabelOrder;LabelChange";
    let rest = "Board;\"Semi; \"\"colon\"\"\";Secret \\ Board;0;;downgraded";
    let expected = format!(
        "\u{feff}{header}\r\n1;\"{data}\";\"Semi; \"\"colon\"\"\";{rest}\r\n2;{{}};x;;;;;;\r\n3;4\r\n{header}\r\n5;\"{data}\";\"Other\";{rest}"
    );
    assert_eq!(output, expected);
    assert_eq!(enriched.report().count(ErrorKind::CellCount), 1);
    assert_eq!(enriched.kept().next().map(|kept| kept.written()), Some("Other"));
}

#[test]
fn what_cannot_be_read_is_written_as_it_is() {
    let good = record(HIGH, LOW);
    let mut input = format!("junk\n{{\"oops\n{good}\n").into_bytes();
    input.extend(b"{\"RecordType\":83,\"Operation\":\"\xff\"}\n[] ]");
    let mut output = Vec::new();
    let mut errors = 0;
    Enricher::new(&book("General")).run(&*input, &mut output, |_| errors += 1).expect("a vector takes any bytes");
    assert!(errors >= 3);
    let at =
        input.windows(good.len()).position(|window| window == good.as_bytes()).expect("it is in there") + good.len();
    assert_eq!(output[..at - 1], input[..at - 1]);
    assert_eq!(output[at - 1..], [ADDED.as_bytes(), &input[at..]].concat());
}

#[test]
fn an_input_that_fails_is_written_so_far() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let text = &b"{\"activityDisplayName\":\"Add user\"}\n{\"a"[..];
    let mut output = Vec::new();
    let error = Enricher::new(&book("General")).run(text.chain(Failing), &mut output, drop).unwrap_err();
    assert!(matches!(&error, EnrichError::Read(error) if error.kind() == ErrorKind::Io));
    assert!(error.to_string().ends_with("the disk is gone"), "{error}");
    assert_eq!(output, text);

    let mut full: &mut [u8] = &mut [0; 4];
    let error = Enricher::new(&book("General")).run(record(HIGH, LOW).as_bytes(), &mut full, drop).unwrap_err();
    assert!(matches!(error, EnrichError::Write(_)));
    assert_eq!(error.to_string(), "the output could not be written: failed to write whole buffer");
}

/// A copy of an output without the members that were added.
fn without_members(output: &str) -> String {
    let mut rest = output;
    let mut kept = String::new();
    while let Some(start) = rest.find("\"SensitivityLabelName\"") {
        let comma = rest[..start].rfind(',').expect("there was a member before");
        kept += &rest[..comma];
        rest = &rest[comma..];
        let last = rest.find("\"LabelChange\"").expect("it is the last") + "\"LabelChange\"".len();
        let open = last + rest[last..].find('"').expect("it has a value") + 1;
        rest = &rest[open + rest[open..].find('"').expect("the value ends") + 1..];
    }
    kept + rest
}

fn spaced(record: &str, pretty: bool) -> String {
    if pretty {
        let value: serde_json::Value = serde_json::from_str(record).expect("the test writes JSON");
        serde_json::to_string_pretty(&value).expect("a value is written")
    } else {
        record.to_owned()
    }
}

prop_compose! {
    fn any_record()(old in "[12]", new in "[12x]", plain in any::<bool>(), pretty in any::<bool>(), text in "\\PC{0,8}") -> String {
        let id = |digit: &str| ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222", "x"]
            [usize::from(digit == "2") + 2 * usize::from(digit == "x")];
        let text = serde_json::to_string(&text).expect("text is written");
        let record = if plain {
            format!(r#"{{"RecordType":8,"Operation":"Add user.","ObjectId":{text},"CreationTime":"2024-01-01T00:00:00"}}"#)
        } else {
            record(id(&old), id(&new)).replacen('{', &format!("{{\"ObjectId\":{text},"), 1)
        };
        spaced(&record, pretty)
    }
}

proptest! {
    #[test]
    fn taking_away_what_was_added_gives_the_objects_back(
        records in prop::collection::vec(any_record(), 1..6),
        layout in 0..4_usize,
        name in "\\PC{1,12}",
        lengths in prop::collection::vec(1_usize..300, 1..4),
    ) {
        let input = match layout {
            0 => records.join("\n"),
            1 => format!("[\r\n{} ]\n", records.join(" ,\r\n")),
            2 => format!("{{\"@odata.context\":\"x\",\"value\":[{}],\"@odata.nextLink\":null}}", records.join(",")),
            _ => format!("broken\n{}\n{{\"Operation\":", records.join("\n\n")),
        };
        let book = book(&name);
        let mut output = Vec::new();
        let enriched = Enricher::new(&book).run(Pieces::new(input.as_bytes(), lengths), &mut output, drop).expect("it is written");
        let output = String::from_utf8(output).expect("the input is UTF-8");
        prop_assert_eq!(without_members(&output), &*input);
        prop_assert_eq!(enriched.enriched(), records.iter().filter(|record| record.contains("EventData")).count() as u64);
        prop_assert_eq!(enrich(output.as_bytes(), &book).0, output, "once more changes nothing");
    }

    #[test]
    fn taking_away_what_was_added_gives_the_rows_back(
        rows in prop::collection::vec((any_record(), "[^\u{0}\"]{0,6}", any::<bool>()), 1..6),
        ends in any::<bool>(),
        name in "\\PC{1,12}",
    ) {
        let mut input = "RecordId,AuditData,Note".to_owned();
        for (record, note, quoted) in &rows {
            let note = if *quoted || note.contains([',', '\r', '\n']) { format!("\"{note}\"") } else { note.clone() };
            input += &format!("\r\n7,\"{}\",{note}", record.replace('"', "\"\""));
        }
        if ends {
            input += "\n";
        }
        let book = book(&name);
        let (output, _) = enrich(input.as_bytes(), &book);
        let (before, after) = (row_texts(&input), row_texts(&output));
        prop_assert_eq!(before.len(), after.len());
        for ((text, cells), (enriched, all)) in before.iter().zip(&after) {
            prop_assert!(enriched.starts_with(text), "{} / {}", enriched, text);
            prop_assert_eq!(all.len(), cells.len() + 7);
            prop_assert_eq!(&all[..cells.len()], &cells[..]);
        }
        prop_assert_eq!(enrich(output.as_bytes(), &book).0, output, "once more changes nothing");
    }
}

/// Each row as it stands, without its line end, and its cells.
fn row_texts(table: &str) -> Vec<(&str, Vec<String>)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let mut rows = Vec::new();
    let mut row = csv::StringRecord::new();
    loop {
        let start = reader.position().byte() as usize;
        if !reader.read_record(&mut row).expect("every row has as many cells") {
            return rows;
        }
        let text = table[start..reader.position().byte() as usize].trim_matches(['\r', '\n']);
        rows.push((text, row.iter().map(str::to_owned).collect()));
    }
}

#[test]
fn whole_exports_lose_nothing() {
    let book = LabelBook::open(support::data("labels.json")).expect("it is a label book");
    for name in ["mpip.ndjson", "aip_log.ndjson", "activity_explorer.ndjson", "samples/mip_label_events.ndjson"] {
        let input = String::from_utf8(bytes(name)).expect("it is UTF-8");
        let (output, enriched) = enrich(input.as_bytes(), &book);
        assert!(enriched.enriched() > 0, "{name}");
        assert_eq!(without_members(&output), input, "{name}");
    }
    for name in ["mpip.csv", "aip_log.csv", "activity_explorer.csv", "purview_old.csv", "purview_new.csv"] {
        let input = String::from_utf8(bytes(name)).expect("it is UTF-8");
        let (output, enriched) = enrich(input.as_bytes(), &book);
        assert!(enriched.enriched() > 0, "{name}");
        for ((before, _), (after, _)) in row_texts(&input).iter().zip(row_texts(&output)) {
            assert!(after.starts_with(before), "{name}: {after}");
        }
    }
}

#[test]
fn a_header_that_is_no_utf8_gets_columns_too() {
    let mut input = b"RecordId,Benutzer\xfc,AuditData\n1,,{}\n".to_vec();
    let mut output = Vec::new();
    Enricher::new(&LabelBook::default()).run(&*input, &mut output, drop).expect("memory can be read and written");
    let added = ",SensitivityLabelName,OldSensitivityLabelName,SensitivityLabelPath,OldSensitivityLabelPath,\
        SensitivityLabelOrder,OldSensitivityLabelOrder,LabelChange";
    let line = input.iter().position(|&byte| byte == b'\n').expect("there are two lines");
    input.splice(line..line, added.bytes());
    input.splice(input.len() - 1.., *b",,,,,,,\n");
    assert_eq!(output, input);
}

#[test]
fn records_in_wrappers_lose_nothing() {
    let record = r#"{"RecordType":83,"Operation":"SensitivityLabelApplied","SensitivityLabelEventData":{"SensitivityLabelId":"x"}}"#;
    let list = format!("[{record},{record}]");
    let text = serde_json::to_string(&list).expect("it is written");
    let cell = list.replace('"', "\"\"");
    let book = LabelBook::builder().label("x", "General", Some(1)).build();
    let enrich = |input: &str| {
        let mut output = Vec::new();
        let found = Enricher::new(&book).run(input.as_bytes(), &mut output, drop).expect("it is read");
        (String::from_utf8(output).expect("it is UTF-8"), found.enriched(), found.unplaced())
    };
    // Several records in one text, a line with text before the record, a row of a query: copied as they are.
    for (input, enriched) in [
        (format!("{{\"ResultData\":{text}}}\n"), 2),
        (format!("<134>1 x {record}\n<134>1 y {record}\n"), 2),
        (
            r#"{"tables":[{"columns":[{"name":"RecordTypeName"},{"name":"Operation"}],"rows":[["Yammer","x"]]}]}"#
                .into(),
            0,
        ),
    ] {
        assert_eq!(enrich(&input), (input.clone(), enriched, enriched));
    }
    // One record: the names stand beside it.
    let (output, ..) = enrich(&format!("{{\"host\":\"h\",\"event\":{record}}}"));
    assert!(
        output.starts_with(&format!("{{\"host\":\"h\",\"event\":{record},\"SensitivityLabelName\":\"General\"")),
        "{output}"
    );
    // Several in a cell: the row has the new cells, and they are empty.
    let rows = format!("1,\"{cell}\"");
    let (output, enriched, _) = enrich(&format!("time,ResultData\n{rows}\n"));
    assert_eq!(enriched, 2);
    assert!(output.ends_with(&format!("\n{rows},,,,,,,\n")), "{output}");
}
