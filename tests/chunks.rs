//! Exports read in parts by several threads say what they say when read in one.

use std::io::{self, Read};
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use msaudit::read::{Chunks, Limits, Reader, Report};
use proptest::prelude::*;

mod support;

use support::{Pieces, bytes};

/// All events and errors with their positions, and what became of the records.
fn outline<R: Read>(mut reader: Reader<R>) -> (Vec<String>, Report) {
    let lines = reader.records().map(|result| match result {
        Ok(entry) => serde_json::to_string(&entry.decode(None)),
        Err(error) => serde_json::to_string(&error),
    });
    let lines = lines.map(|line| line.expect("it is written")).collect();
    (lines, reader.report().clone())
}

fn in_one(input: &[u8]) -> (Vec<String>, Report) {
    outline(Reader::new(input).named("a"))
}

fn in_parts(input: impl Read + Send, size: usize, threads: usize) -> (Vec<String>, Report, usize) {
    let (mut lines, mut report, mut parts) = (Vec::new(), Report::default(), 0);
    let size = NonZero::new(size).expect("no size is 0");
    let threads = NonZero::new(threads).expect("some threads");
    let result = Chunks::new(input).named("a").size(size).in_order(
        threads,
        |chunk| outline(chunk.reader()),
        |(more, its_report)| {
            lines.extend(more);
            report.merge(&its_report);
            parts += 1;
        },
    );
    if let Err(error) = result {
        lines.push(format!("{}: {error}", error.kind()));
    }
    (lines, report, parts)
}

#[test]
fn positions_and_order_are_those_of_one_reader() {
    let text = bytes("samples/diagnostic_settings.ndjson");
    let input = text.repeat(20);
    let one = in_one(&input);
    for (size, threads) in [(1, 1), (1, 3), (3000, 2), (100_000, 2), (usize::MAX / 2, 4)] {
        let (lines, report, parts) = in_parts(&input[..], size, threads);
        assert_eq!((&lines, &report), (&one.0, &one.1), "{size} bytes");
        assert_eq!(parts > 1, size <= 100_000, "{parts} parts of {size} bytes");
    }
}

#[test]
fn pretty_printed_objects_and_pages_are_kept_whole() {
    let input =
        "{\r\n  \"activityDisplayName\": \"Add user\",\r\n  \"initiatedBy\": {\r\n    \"user\": {}\r\n  }\r\n}\r\n"
            .repeat(9)
            + &"{\"value\":[{\"activityDisplayName\":\"Add user\"},\n{\"activityDisplayName\":\"Add group\"}]}\n"
                .repeat(9);
    let (lines, report, parts) = in_parts(input.as_bytes(), 10, 2);
    assert_eq!(report.read(), 27);
    assert!(parts >= 17, "{parts}");
    // Their numbers take lines for records; all else is the same.
    let without_number = |lines: &[String]| -> Vec<String> {
        let cut = |line: &String| {
            line.split("\"record\":").map(|part| part.trim_start_matches(char::is_numeric).to_owned()).collect()
        };
        lines.iter().map(cut).collect()
    };
    assert_eq!(without_number(&lines), without_number(&in_one(input.as_bytes()).0));
}

#[test]
fn a_record_that_does_not_tell_its_format_has_that_of_the_others() {
    let input = "{\"Happened\":\"2024-10-05T07:11:12Z\",\"Activity\":\"FileRead\",\"RecordIdentity\":\"1\",\"Workload\":\"Endpoint\"}\n"
        .to_owned()
        + &"{\"Happened\":\"2024-10-05T07:11:12Z\",\"x\":1}\n".repeat(9);
    let (lines, report, parts) = in_parts(input.as_bytes(), 10, 2);
    assert_eq!((lines, report), in_one(input.as_bytes()));
    assert!(parts > 5, "{parts}");
    assert_eq!(in_one(input.as_bytes()).1.read(), 10);
    // Alone it is of none.
    assert_eq!(in_one(input.split_once('\n').expect("there are lines").1.as_bytes()).1.read(), 0);
}

#[test]
fn what_cannot_be_cut_is_an_error() {
    let record = "{\"activityDisplayName\":\"Add user\"}";
    for (input, expected) in [
        (
            format!("\u{feff} [{record}]"),
            "not-lines: a: record 0, line 1, offset 0: the records do not stand one a line, so the input cannot be read in \
             parts: expected an input that begins with `{`",
        ),
        (
            format!("{{\"value\":[{}]}}", [record; 99].join(",\n")),
            "not-lines: a: record 0, line 1, offset 0: the records do not stand one a line, so the input cannot be read in \
             parts: expected `}`, a line break and `{` within 1000 bytes",
        ),
    ] {
        let mut chunks =
            Chunks::new(input.as_bytes()).named("a").size(NonZero::<usize>::MIN).limits(Limits::new().record(1000));
        let error = chunks.chunk().expect_err("it cannot be cut");
        assert_eq!(format!("{}: {error}", error.kind()), expected);
        assert!(chunks.chunk().is_ok_and(|chunk| chunk.is_none()), "nothing is behind it");
    }
    assert_eq!(in_parts(&b""[..], 10, 2), (Vec::new(), Report::default(), 0));
}

#[test]
fn what_comes_before_a_failure_is_read() {
    struct Fails;

    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the line went dead"))
        }
    }

    let record = "{\"activityDisplayName\":\"Add user\"}\n";
    let whole = record.repeat(5);
    let input = whole.as_bytes().chain(&b"{\"activityD"[..]).chain(Fails);
    let (lines, report, _) = in_parts(input, 80, 2);
    assert_eq!(report.read(), 5);
    let offset = whole.len();
    assert_eq!(lines[5], format!("io: a: record 5, line 6, offset {offset}: the line went dead"));
    assert_eq!(lines.len(), 6);
}

#[test]
fn a_panic_is_passed_on_and_nobody_waits() {
    let input = "{\"activityDisplayName\":\"Add user\"}\n".repeat(1000);
    let read = AtomicUsize::new(0);
    let chunks = || Chunks::new(input.as_bytes()).size(NonZero::<usize>::MIN);
    let two = NonZero::new(2).expect("2 is more than 0");
    let panics = |by_reader: bool| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            chunks().in_order(
                two,
                |_| assert!(!by_reader || read.fetch_add(1, Ordering::Relaxed) != 5, "on purpose"),
                |()| assert!(by_reader, "on purpose"),
            )
        }))
        .is_err()
    };
    assert!(panics(true));
    assert!(panics(false));
    // The other thread did not run ahead to the end.
    assert!(read.load(Ordering::Relaxed) < 900);
}

proptest! {
    #[test]
    fn any_lines_are_read_alike(
        lines in proptest::collection::vec(
            prop_oneof![
                4 => "[a-zA-Z {}\\[\\],:]{0,60}".prop_map(|name| format!(
                    "{{\"activityDisplayName\":{},\"x\":{{}}}}", serde_json::Value::from(name)
                )),
                1 => Just("{\"Operation\":\"x\",\"RecordType\":8}".to_owned()),
            ],
            0..40,
        ),
        crlf in any::<bool>(),
        size in 1_usize..500,
        pieces in proptest::collection::vec(1_usize..200, 1..5),
    ) {
        let input = lines.join(if crlf { "\r\n" } else { "\n" });
        let (found, report, _) = in_parts(Pieces::new(input.as_bytes(), pieces), size, 2);
        prop_assert_eq!((found, report), in_one(input.as_bytes()));
    }
}
