//! Every limit: what is at it is read, what is beyond it is an error that names it.

mod support;

use msaudit::label::LabelBook;
use msaudit::read::{Entry, ErrorKind, Limits, ReadError, Reader};

const USER: &str = r#"{"activityDisplayName":"Add user"}"#;

fn read(input: &[u8], limits: Limits) -> Vec<Result<Entry<'static>, ReadError>> {
    Reader::new(input).limits(limits).records().collect()
}

/// Reads what is at the limit, and what is beyond it, with a record behind; gives the message of the error.
#[track_caller]
fn refused(at: &str, beyond: &str, limits: Limits, kind: ErrorKind) -> String {
    let found = read(format!("{USER}\n{at}\n{beyond}\n{USER}\n").as_bytes(), limits);
    assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false, true]);
    let error = found[2].as_ref().expect_err("it is beyond the limit");
    assert_eq!(error.kind(), kind);
    error.message().to_owned()
}

#[test]
fn a_record_is_so_long() {
    let long = |length: usize| format!("{{\"activityDisplayName\":\"{}\"}}", "x".repeat(length));
    let limits = Limits::new().record(1000);
    let overhead = long(0).len();
    let message = refused(&long(1000 - overhead), &long(1001 - overhead), limits, ErrorKind::TooLong);
    assert_eq!(message, "the record is longer than the limit of 1000 bytes");
}

#[test]
fn a_record_is_so_deep() {
    let deep = |levels: usize| {
        let (open, close) = ("[".repeat(levels - 1), "]".repeat(levels - 1));
        format!("{{\"activityDisplayName\":\"x\",\"y\":{open}{close}}}")
    };
    for depth in [2, 60, 70, 127] {
        let limits = Limits::new().depth(depth);
        let message = refused(&deep(depth), &deep(depth + 1), limits, ErrorKind::TooDeep);
        assert_eq!(message, format!("the record is nested deeper than the limit of {depth} levels"));
    }
    assert_eq!(Limits::new(), Limits::new().depth(1_000_000), "deeper than the default cannot be decoded");
}

#[test]
fn a_record_has_so_many_fields() {
    let wide = |fields: usize| {
        let others: String = (1..fields).map(|field| format!(",\"{field}\":[{{}},{{}}]")).collect();
        format!("{{\"activityDisplayName\":\"x\"{others}}}")
    };
    for fields in [2, 300, 10_000] {
        let limits = Limits::new().fields(fields);
        let message = refused(&wide(fields), &wide(fields + 1), limits, ErrorKind::TooMany);
        assert_eq!(message, format!("the record has more than the limit of {fields} fields"));
    }
}

#[test]
fn a_row_has_so_many_cells() {
    let table = |cells: usize| format!("RecordId,AuditData\n1,{{}}\n{}\n2,{{}}\n", ",".repeat(cells - 1));
    let message = |input: &str, limits: Limits| {
        let found = read(input.as_bytes(), limits);
        assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
        let error = found[1].as_ref().expect_err("the header has two");
        (error.kind(), error.message().to_owned())
    };
    let limits = Limits::new().cells(5);
    assert_eq!(message(&table(5), limits), (ErrorKind::CellCount, "5 cells where the header has 2".to_owned()));
    let refused = "the row has more than the limit of 5 cells".to_owned();
    assert_eq!(message(&table(6), limits), (ErrorKind::TooMany, refused));
    assert_eq!(message(&table(4096), Limits::new()).0, ErrorKind::CellCount);
    assert_eq!(message(&table(4097), Limits::new()).0, ErrorKind::TooMany);

    let header = |cells: usize| format!("RecordId,AuditData{}\n1,{{}}{0}\n", ",x".repeat(cells - 2));
    assert!(read(header(5).as_bytes(), limits)[0].is_ok());
    let found = read(header(6).as_bytes(), limits);
    let error = found[0].as_ref().expect_err("the header is beyond the limit");
    assert!(error.message().starts_with("the header has more than the limit of 5 cells"), "{error}");
}

#[test]
fn a_header_is_so_long() {
    let table = |length: usize| format!("RecordId,AuditData,{}\n1,{{}},\n", "x".repeat(length - 19));
    for limits in [Limits::new().header(30), Limits::new()] {
        let length = if limits == Limits::new() { 1 << 20 } else { 30 };
        assert!(read(table(length).as_bytes(), limits)[0].is_ok(), "{length}");
        let found = read(table(length + 1).as_bytes(), limits);
        let error = found[0].as_ref().expect_err("the header is beyond the limit");
        assert_eq!(error.kind(), ErrorKind::NotARecord);
        let message = format!("the first line is longer than the limit of {length} bytes; 2 lines are passed over");
        assert_eq!(error.message(), message);
    }
}

#[test]
fn an_event_has_so_many_targets() {
    let record = |targets: usize| {
        let targets = vec![r#"{"id":"a"}"#; targets].join(",");
        format!("{{\"activityDisplayName\":\"x\",\"targetResources\":[{targets}]}}")
    };
    let targets = |count: usize, limits: Limits| {
        let entry = read(record(count).as_bytes(), Limits::new()).remove(0).expect("the record is fine");
        let targets = entry.event().within(&limits).targets();
        targets.map(|targets| targets.len()).map_err(|error| error.to_string())
    };
    let limits = Limits::new().targets(3);
    assert_eq!(targets(3, limits), Ok(3));
    assert_eq!(targets(4, limits), Err("more than the limit of 3 targets".to_owned()));
    assert_eq!(targets(10_000, Limits::new()), Ok(10_000));
    assert_eq!(targets(10_001, Limits::new()), Err("more than the limit of 10000 targets".to_owned()));
    // No setting lets a list be decoded that would take a hundred times the memory of its record.
    let limits = Limits::new().targets(usize::MAX);
    assert_eq!(targets(100_000, limits), Ok(100_000));
    assert_eq!(targets(100_001, limits), Err("more than the limit of 100000 elements".to_owned()));
}

#[cfg(feature = "gzip")]
#[test]
fn an_input_expands_so_much() {
    use std::io::Write;

    use msaudit::enrich::{EnrichError, Enricher};

    let text = format!("{USER}\n{}", " ".repeat(17 << 20));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text.as_bytes()).expect("memory can be written");
    let zipped = encoder.finish().expect("memory can be written");
    let times = text.len().div_ceil(zipped.len()) as u64;
    assert!(times > 200, "{times}");

    let found = read(&zipped, Limits::new().expansion(times));
    assert!(found.len() == 1 && found[0].is_ok());
    for times in [times - 1, 200] {
        let mut reader = Reader::new(&*zipped).limits(Limits::new().expansion(times));
        let found: Vec<_> = reader.records().collect();
        assert!(found.len() == 2 && found[0].is_ok(), "what came before is read");
        let error = found[1].as_ref().expect_err("it expands too much");
        assert_eq!(error.kind(), ErrorKind::Expansion);
        assert_eq!(
            error.message(),
            format!("the compressed input expands to more than the limit of {times} times its size")
        );
        assert_eq!(reader.report().count(ErrorKind::Expansion), 1);
    }
    let enriched = Enricher::new(&LabelBook::default()).run(&*zipped, std::io::sink(), drop);
    assert!(matches!(enriched, Err(EnrichError::Read(error)) if error.kind() == ErrorKind::Expansion));
}

#[cfg(feature = "zip")]
#[test]
fn a_file_in_an_archive_expands_so_much() {
    use std::io::Write;

    use msaudit::read::Source;

    let text = format!("{USER}\n{}", " ".repeat(17 << 20));
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    let method = rawzip::CompressionMethod::DEFLATE;
    let (mut entry, config) = archive.new_file("a.json").compression_method(method).start().expect("it begins");
    let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::best());
    let mut writer = config.wrap(encoder);
    writer.write_all(text.as_bytes()).expect("memory can be written");
    let (encoder, descriptor) = writer.finish().expect("memory can be written");
    encoder.finish().expect("memory can be written");
    let packed = entry.finish(descriptor).expect("memory can be written").compressed_size();
    let bytes = archive.finish().expect("memory can be written");
    let path = std::env::temp_dir().join(format!("msaudit-limits-{}.zip", std::process::id()));
    std::fs::write(&path, bytes).expect("it is written");

    let times = (text.len() as u64).div_ceil(packed);
    let sources = Source::below([&path]);
    let source = sources[0].as_ref().expect("it is whole");
    assert!(source.name().ends_with(".zip/a.json") && !source.is_named());
    assert_eq!(source.size(), Some(text.len() as u64));
    for (times, kinds) in [(times, vec![]), (times - 1, vec![ErrorKind::Expansion])] {
        let mut reader = source.open(Limits::new().expansion(times)).expect("it opens");
        let found: Vec<_> = reader.records().collect();
        assert!(found[0].is_ok(), "what came before is read");
        let errors: Vec<ErrorKind> = found.iter().filter_map(|one| one.as_ref().err()).map(ReadError::kind).collect();
        assert_eq!(errors, kinds);
    }
    std::fs::remove_file(path).expect("it is ours");
}

#[test]
fn a_label_book_is_so_long_and_has_so_many_labels() {
    let message =
        |text: &str, limits: &Limits| LabelBook::from_text_within(text, limits).map_err(|error| error.to_string());
    let text = r#"{"a": "A", "b": "B"}"#;
    let limits = Limits::new().book(text.len());
    assert_eq!(message(text, &limits).map(|book| book.labels().len()), Ok(2));
    let refused = "no label book: it is longer than the limit of 20 bytes";
    assert_eq!(message(&format!("{text} "), &limits).unwrap_err(), refused);
    let labels = |count: usize| {
        let labels: Vec<String> = (0..count).map(|label| format!("{{\"id\":\"{label}\",\"name\":\"x\"}}")).collect();
        format!("[{}]", labels.join(","))
    };
    assert_eq!(message(&labels(100_000), &Limits::new()).map(|book| book.labels().len()), Ok(100_000));
    let error = message(&labels(100_001), &Limits::new()).unwrap_err();
    assert_eq!(error, "no label book: it has more than the limit of 100000 labels");

    let file = std::env::temp_dir().join(format!("msaudit-limits-{}.json", std::process::id()));
    std::fs::write(&file, format!("{text} ")).expect("the folder for such files can be written");
    let error = LabelBook::open_within(&file, &limits).expect_err("the file is beyond the limit").to_string();
    std::fs::remove_file(&file).expect("it was written");
    assert!(error.ends_with(&format!(": {refused}")), "{error}");
}

#[test]
fn labels_nest_so_deep_and_are_called_so_much() {
    let nested = |levels: usize| {
        let open: String =
            (0..levels).map(|level| format!("{{\"id\":\"{level}\",\"name\":\"x\",\"sublabels\":[")).collect();
        format!("[{open}{{\"id\":\"last\",\"name\":\"x\"}}{}]", "]}".repeat(levels))
    };
    assert_eq!(LabelBook::from_text(&nested(8)).expect("it is at the limit").labels().len(), 9);
    for levels in [9, 50_000] {
        let error = LabelBook::from_text(&nested(levels)).unwrap_err().to_string();
        assert_eq!(error, "no label book: entry 1: labels stand deeper within each other than the limit of 8");
    }
    let named = |length: usize| format!("{{\"a\": \"{}\"}}", "x".repeat(length));
    assert!(LabelBook::from_text(&named(1000)).is_ok());
    let error = LabelBook::from_text(&named(1001)).unwrap_err().to_string();
    assert_eq!(error, "no label book: entry 1: the name is longer than the limit of 1000 bytes");
}
