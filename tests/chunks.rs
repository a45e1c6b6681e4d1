//! Exports read in parts by several threads say what they say when read in one.

use std::convert::Infallible;
use std::io::{self, Read};
use std::iter;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use msaudit::read::{Chunks, Entry, Limits, ReadError, Reader, Report, Source};
use proptest::prelude::*;

mod support;

use support::Pieces;

/// An event or an error as it is told, with its position.
fn told(read: Result<Entry<'_>, ReadError>) -> String {
    match read {
        Ok(entry) => {
            let warning = entry.warning().map(ToString::to_string);
            let event = serde_json::to_string(&entry.decode(None)).expect("it is written");
            format!("{:?} {event} {warning:?}", entry.position())
        }
        Err(error) => format!("{}: {error} {}", error.kind(), error.excerpt()),
    }
}

/// Everything that an input gives, and what became of the records.
fn in_one(input: impl Read) -> (Vec<String>, Report) {
    let mut reader = Reader::new(input).named("a");
    let mut lines = Vec::new();
    loop {
        match reader.batch() {
            Ok(Some(batch)) => lines.extend(batch.map(told)),
            Ok(None) => break,
            Err(error) => {
                lines.push(format!("broken off: {error}"));
                // What broke off is counted by whoever reads the chunk.
                break;
            }
        }
    }
    (lines, reader.report().clone())
}

/// The same in parts, and how many there were.
fn in_parts(input: impl Read + Send, size: usize, threads: usize) -> (Vec<String>, Report, usize) {
    let size = NonZero::new(size).expect("no size is 0");
    let threads = NonZero::new(threads).expect("some threads");
    let (mut lines, mut parts) = (Vec::new(), 0);
    let reports = Chunks::new(Reader::new(input).named("a")).size(size).in_order(
        threads,
        Report::default,
        |report, chunk| {
            let mut lines = Vec::new();
            if let Err(error) = chunk.read(report, |batch| lines.extend(batch.map(told))) {
                lines.push(format!("broken off: {error}"));
            }
            lines
        },
        |more| {
            lines.extend(more);
            parts += 1;
            Ok::<(), Infallible>(())
        },
    );
    let mut report = Report::default();
    reports.into_iter().flatten().for_each(|its_report| report.merge(&its_report));
    (lines, report, parts)
}

#[track_caller]
fn assert_alike(name: &str, input: &[u8]) {
    let one = in_one(input);
    for (size, threads) in [(61, 1), (700, 3), (5000, 8), (20_000, 2)] {
        let (lines, report, parts) = in_parts(input, size, threads);
        for (number, (found, wanted)) in lines.iter().zip(&one.0).enumerate() {
            assert_eq!(found, wanted, "{name}, line {number}, parts of {size} bytes on {threads} threads");
        }
        assert_eq!(
            (lines.len(), report),
            (one.0.len(), one.1.clone()),
            "{name}, parts of {size} bytes on {threads} threads"
        );
        assert!(parts > 1 || input.len() < 2 * size, "{name}: {parts} parts of {} bytes", input.len());
    }
}

#[test]
fn every_fixture_says_the_same_in_parts() {
    let files = Source::below([support::data("")]);
    assert!(files.len() > 40);
    for file in files {
        let file = file.expect("it is there");
        let bytes = std::fs::read(file.path()).expect("it is read");
        let name = file.name();
        assert_alike(&name, &bytes.repeat(3));
        // Damaged in every part: a bracket, a quote, a byte that is no UTF-8, and the end.
        for damage in [b'}', b'"', b'\n', 0xff, b' '] {
            let mut bytes = bytes.repeat(3);
            for at in (bytes.len() / 7..bytes.len()).step_by(bytes.len() / 3 + 1) {
                bytes[at] = damage;
            }
            bytes.truncate(bytes.len() - bytes.len() / 50);
            assert_alike(&name, &bytes);
        }
    }
}

#[test]
fn lists_and_tables_are_cut_between_records() {
    let record = "{\"id\":\"Directory_1\",\"activityDisplayName\":\"Add user\",\"targetResources\":[{\"id\":\"1\"},{\"id\":\"2\"}]}";
    let row = "1,\"{\"\"Operation\"\":\"\"x\"\",\"\"Id\"\":\"\"1\"\"}\"";
    for input in [
        format!("[{}]", [record; 400].join(",")),
        format!("{{\"value\":[\n  {}\n]}}", [record; 400].join(",\n  ")),
        format!("RecordId,AuditData\r\n{}", [row; 2000].join("\r\n")),
    ] {
        let (lines, report, parts) = in_parts(input.as_bytes(), 4000, 2);
        assert_eq!((lines, report), in_one(input.as_bytes()));
        assert!(parts > 5, "{parts}");
        // Nothing waits: most parts end with a record.
        let mut chunks = Chunks::new(Reader::new(input.as_bytes())).size(NonZero::new(4000).expect("not 0"));
        let (mut whole, mut all, mut report) = (0, 0, Report::default());
        let mut seen = 0;
        while let Some(chunk) = chunks.chunk() {
            let text = format!("{chunk:?}");
            chunk.read(&mut report, |batch| seen += batch.count()).expect("a slice is read");
            all += 1;
            whole += usize::from(text.contains("length") && seen > 0);
        }
        assert!(whole * 2 > all, "{whole} of {all}");
    }
}

#[test]
fn several_inputs_follow_each_other() {
    let files = || Source::below([support::data("samples")]);
    let mut wanted = Vec::new();
    let mut report = Report::default();
    for file in files() {
        let mut reader = file.expect("it is there").open(Limits::new()).expect("it is opened");
        wanted.extend(reader.records().map(told));
        report.merge(reader.report());
    }
    let missing = Reader::open("missing.json").map(|_| unreachable!("it is not there"));
    let inputs = files().into_iter().map(|file| file?.open(Limits::new())).chain([missing]);
    let two = NonZero::new(2).expect("2 is more than 0");
    let (mut found, mut inputs_seen, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    let reports = Chunks::of(inputs).size(NonZero::new(999).expect("not 0")).in_order(
        two,
        Report::default,
        |report, chunk| {
            let place = (chunk.input(), chunk.is_first(), chunk.is_last());
            let mut lines = Vec::new();
            let read = chunk.read(report, |batch| lines.extend(batch.map(told)));
            (place, lines, read)
        },
        |(place, lines, read)| {
            found.extend(lines);
            inputs_seen.push(place);
            failed.extend(read.err().map(|error| error.to_string()));
            Ok::<(), Infallible>(())
        },
    );
    assert_eq!(found, wanted);
    let mut sum = Report::default();
    reports.into_iter().flatten().for_each(|its_report| sum.merge(&its_report));
    assert_eq!(sum, report);
    let count = files().len();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].starts_with("missing.json: "), "{failed:?}");
    assert!(inputs_seen.is_sorted_by_key(|(input, ..)| *input));
    assert_eq!(inputs_seen.iter().filter(|(_, is_first, _)| *is_first).count(), count + 1);
    assert_eq!(inputs_seen.last(), Some(&(count, true, true)));
}

#[test]
fn a_reader_that_has_begun_is_split_behind_what_it_gave() {
    // A record in a wrapper that holds several is still to be given.
    let line = "{\"event\":\"{\\\"activityDisplayName\\\":\\\"Add user\\\"}\\n{\\\"activityDisplayName\\\":\\\"Add group\\\"}\",\"host\":\"x\"}\n";
    let input = line.repeat(30);
    let all = in_one(input.as_bytes()).0;
    assert_eq!(all.len(), 60);
    for begun in [0, 1, 7, 60] {
        let mut reader = Reader::new(input.as_bytes()).named("a");
        let mut lines: Vec<String> =
            reader.batch().expect("a slice is read").expect("it has records").take(begun).map(told).collect();
        let mut chunks = Chunks::new(reader);
        while let Some(chunk) = chunks.chunk() {
            chunk.read(&mut Report::default(), |batch| lines.extend(batch.map(told))).expect("a slice is read");
        }
        assert_eq!(lines, all, "{begun}");
    }
}

#[test]
fn behind_a_chunk_that_is_dropped_there_are_no_records() {
    let input = "{\"activityDisplayName\":\"Add user\"}\n".repeat(30);
    let mut chunks = Chunks::new(Reader::new(input.as_bytes())).size(NonZero::new(100).expect("not 0"));
    let mut report = Report::default();
    chunks.chunk().expect("it is the first").read(&mut report, |_| ()).expect("a slice is read");
    let read = report.read();
    assert!(read > 0);
    drop(chunks.chunk());
    while let Some(chunk) = chunks.chunk() {
        chunk.read(&mut report, |_| ()).expect("a slice is read");
    }
    assert_eq!(report.read(), read);
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
    for rest in ["{\"activityD", "", "no record\n\nnone\n"] {
        let whole = record.repeat(5) + rest;
        let input = || whole.as_bytes().chain(Fails);
        let one = in_one(input());
        assert_eq!(one.1.read(), 5);
        for threads in [1, 2] {
            let (lines, report, _) = in_parts(input(), 80, threads);
            assert_eq!((lines, report), one);
        }
        assert_eq!(one.0.len(), if rest.starts_with('n') { 7 } else { 6 }, "{:?}", one.0);
        let offset = record.len() * 5;
        if rest.len() < 12 {
            assert_eq!(one.0[5], format!("broken off: a: record 5, line 6, offset {offset}: the line went dead"));
        }
    }
}

#[test]
fn what_is_read_is_given_though_the_input_takes_a_rest() {
    const LINE: &[u8] = b"{\"activityDisplayName\":\"Add user\"}\n";

    /// Gives lines, and now and then no more before what came of some was given.
    struct Waits {
        rest: &'static [u8],
        lines: usize,
        heard: Receiver<()>,
    }

    impl Read for Waits {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.rest.is_empty() && self.lines > 0 {
                self.lines -= 1;
                self.rest = LINE;
                if self.lines.is_multiple_of(20) {
                    // Who takes a minute to give what is there has waited for this.
                    self.heard.recv_timeout(Duration::from_secs(60)).map_err(|_| io::ErrorKind::TimedOut)?;
                }
            }
            self.rest.read(buffer)
        }
    }

    let (told, heard) = channel();
    let input = Waits { rest: b"", lines: 200, heard };
    let mut read = 0;
    let reports = Chunks::new(Reader::new(input)).size(NonZero::new(100).expect("not 0")).in_order(
        NonZero::new(2).expect("2 is more than 0"),
        Report::default,
        |report, chunk| {
            let mut records = 0;
            chunk.read(report, |batch| records += batch.flatten().count()).map(|()| records)
        },
        |records| {
            read += records?;
            // If nobody reads any more, nobody has to be told.
            let _ = told.send(());
            Ok::<(), ReadError>(())
        },
    );
    reports.expect("nothing waits for another");
    assert_eq!(read, 200);
}

#[test]
fn an_error_ends_the_reading() {
    let input = "{\"activityDisplayName\":\"Add user\"}\n".repeat(1000);
    let (read, given) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let ended = Chunks::new(Reader::new(input.as_bytes())).size(NonZero::<usize>::MIN).in_order(
        NonZero::new(2).expect("2 is more than 0"),
        Report::default,
        |report, chunk| {
            read.fetch_add(1, Ordering::Relaxed);
            chunk.read(report, |_| ())
        },
        |_| if given.fetch_add(1, Ordering::Relaxed) < 5 { Ok(()) } else { Err("enough") },
    );
    assert_eq!(ended.err(), Some("enough"));
    // The other thread did not run ahead to the end.
    assert!(read.load(Ordering::Relaxed) < 900);
}

/// Lines without end, until it panics.
struct Panics {
    reads: usize,
    at: usize,
}

impl Read for Panics {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reads = self.reads.checked_sub(1).expect("it was not to be read so often");
        let line = b"{\"activityDisplayName\":\"Add user\"}\n";
        let bytes = line.iter().cycle().skip(self.at % line.len());
        buffer.iter_mut().zip(bytes).for_each(|(byte, &of_line)| *byte = of_line);
        self.at += buffer.len();
        Ok(buffer.len())
    }
}

#[test]
fn a_panic_of_an_input_is_passed_on_and_nobody_waits() {
    for threads in [1, 2, 4] {
        let threads = NonZero::new(threads).expect("some threads");
        let read = || {
            let chunks = Chunks::new(Reader::new(Panics { reads: 50, at: 0 }).named("a"));
            let read = |(): &mut (), chunk: msaudit::read::Chunk| chunk.read(&mut Report::default(), |_| ());
            chunks.in_order(threads, || (), read, |_| Ok::<_, Infallible>(())).map(drop)
        };
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).is_err());
    }
}

#[test]
fn a_panic_is_passed_on_and_nobody_waits() {
    let input = "{\"activityDisplayName\":\"Add user\"}\n".repeat(1000);
    let read = AtomicUsize::new(0);
    let chunks = || Chunks::new(Reader::new(input.as_bytes())).size(NonZero::<usize>::MIN);
    let two = NonZero::new(2).expect("2 is more than 0");
    let panics = |by_reader: bool| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _: Result<Vec<Report>, Infallible> = chunks().in_order(
                two,
                Report::default,
                |report, chunk| {
                    assert!(!by_reader || read.fetch_add(1, Ordering::Relaxed) != 5, "on purpose");
                    chunk.read(report, |_| ())
                },
                |_| {
                    assert!(by_reader, "on purpose");
                    Ok(())
                },
            );
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
                1 => Just("no record".to_owned()),
                1 => Just("<134>1 x {\"activityDisplayName\":\"Add user\"}".to_owned()),
                1 => Just("{\"value\":[{\"activityDisplayName\":\"Add user\"},\n{\"activityDisplayName\":5}]}".to_owned()),
                1 => Just("{\"activityDisplayName\":\"Add".to_owned()),
                1 => Just("\u{e9}]".to_owned()),
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

    #[test]
    fn any_rows_are_read_alike(
        cells in proptest::collection::vec("[a\"\r\n,{}\u{e9}]{0,9}", 0..60),
        size in 1_usize..300,
        threads in 1_usize..4,
    ) {
        let rows = cells.chunks(2).map(|cells| cells.join(","));
        let input = iter::once("RecordId,AuditData".to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
        let (found, report, _) = in_parts(input.as_bytes(), size, threads);
        prop_assert_eq!((found, report), in_one(input.as_bytes()));
    }
}
