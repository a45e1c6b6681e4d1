//! Lists decoded while a record is read say what they say when they are decoded later.

use std::fs;

use msaudit::formats::Record;
use msaudit::read::Reader;
use msaudit::wire::List;

mod support;

/// The events of an input as JSON lines, with what could not be decoded, and how many records had decoded targets.
fn events(mut reader: Reader<&[u8]>) -> (String, usize) {
    let (mut lines, mut decoded) = (String::new(), 0);
    while let Some(batch) = reader.batch().expect("memory can be read") {
        for entry in batch.flatten() {
            if let Record::Graph(audit) = entry.record() {
                decoded += usize::from(audit.target_resources.as_ref().is_some_and(List::is_decoded));
            }
            let record = serde_json::to_string(entry.record()).expect("a record is written");
            let line = entry.decode(None);
            lines += &format!("{record}\n{}\n", serde_json::to_string(&line).expect("an event is written"));
            line.problems().for_each(|problem| lines += &format!("  {problem}\n"));
        }
    }
    (lines, decoded)
}

#[test]
fn when_lists_are_decoded_does_not_matter() {
    let mut decoded_in_all = 0;
    let files =
        ["", "samples"].into_iter().flat_map(|name| fs::read_dir(support::data(name)).expect("it is a directory"));
    for path in files.map(|file| file.expect("it can be listed").path()).filter(|path| path.is_file()) {
        let input = fs::read(&path).expect("a sample can be read");
        let (later, none) = events(Reader::new(&input[..]));
        let (at_once, decoded) = events(Reader::new(&input[..]).decode_lists());
        assert_eq!(later, at_once, "{}", path.display());
        assert_eq!(none, 0);
        decoded_in_all += decoded;
    }
    assert_eq!(decoded_in_all, 3, "records of Graph with targets");
}

#[test]
fn a_list_that_is_none_is_told_when_asked_for() {
    let input = br#"{"activityDisplayName":"Add user","targetResources":[{"id":1}],"additionalDetails":[null]}"#;
    for reader in [Reader::new(&input[..]), Reader::new(&input[..]).decode_lists()] {
        let (lines, decoded) = events(reader);
        assert!(
            lines.contains("\n  the targets: invalid type: integer `1`, expected a string at line 1 column 8\n"),
            "{lines}"
        );
        assert_eq!(decoded, 0);
    }
}

#[test]
fn a_list_that_is_too_long_is_told_when_asked_for() {
    let input = format!(r#"{{"activityDisplayName":"Add user","targetResources":[{}{{}}]}}"#, "{},".repeat(100_000));
    for reader in [Reader::new(input.as_bytes()), Reader::new(input.as_bytes()).decode_lists()] {
        let (lines, decoded) = events(reader);
        assert!(
            lines.ends_with("\n  the targets: more than the limit of 100000 elements\n"),
            "{}",
            &lines[lines.len() - 99..]
        );
        assert_eq!(decoded, 0);
    }
}
