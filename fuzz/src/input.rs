//! However bytes come in and are decoded, they are the same records.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt::Debug;
use std::io::{self, Read};
use std::num::NonZero;

use msaudit::analysis::{Dedup, Drift, Summary};
use msaudit::event::DecodedEvent;
use msaudit::formats::Record;
use msaudit::read::{Chunks, Entry, Limits, Position, ReadError, Reader, Report};

use super::{Found, all, choice, is_json, is_object};

/// Each entry and error with its place, `before` bytes being none of the input's own.
fn outline(found: &Found, before: u64) -> Vec<String> {
    let place = |position: &Position| {
        format!("{} {} {}", position.record(), position.line(), position.offset().saturating_sub(before))
    };
    let line = |result: &Result<Entry<'static>, ReadError>| match result {
        Ok(entry) => {
            let warning = entry.warning().map(|error| format!("{} {}", error.kind(), error.message()));
            format!("{} {warning:?} {}", place(entry.position()), told(entry))
        }
        Err(error) => {
            format!("{} {} {} {}", place(error.position()), error.kind(), error.message(), error.excerpt())
        }
    };
    found.iter().map(line).collect()
}

/// All that an entry says, but not where it stands.
fn told(entry: &Entry<'_>) -> String {
    let line = entry.decode(None);
    let event = serde_json::to_string(&line).expect("an event is written");
    let (_, event) = event.split_once("\"record\":").expect("an event has a number");
    let event = event.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let problems: Vec<String> = line.problems().map(ToString::to_string).collect();
    let record = serde_json::to_string(entry.record()).expect("a record is written");
    format!("{} {record} {event} {problems:?}", entry.text())
}

/// Detection and every format: all is read or accounted for, every event can be asked everything, and is written on one line.
pub fn read(bytes: &[u8]) {
    let (found, report) = all(bytes, Limits::new());
    assert_eq!(found.iter().filter(|result| result.is_ok()).count() as u64, report.read());
    let skips = found.iter().filter(|result| result.as_ref().is_err_and(|error| error.kind().is_skip())).count() as u64;
    // Lines that are passed over together are one error, and counted each.
    assert!(skips <= report.skipped(), "{skips} errors, {} skipped", report.skipped());
    let (mut summary, mut drift, mut dedup) = (Summary::default(), Drift::default(), Dedup::new());
    let lines: Vec<DecodedEvent<'_>> = found.iter().flatten().map(|entry| entry.decode(None)).collect();
    for line in &lines {
        let json = serde_json::to_string(line).expect("an event is written");
        assert!(!json.contains('\n'), "{json}");
        assert!(is_json(&json), "{json}");
        summary.add(line);
        drift.add(line);
        dedup.note(0, line);
        dedup.weigh(0, line);
        let _ = (line.event().is_informational(), line.event().sensitive_info_types());
    }
    assert!(is_json(&serde_json::to_string(&summary).expect("a summary is written")));
    for missing in drift.missing() {
        assert!(missing.count() > 0);
        let _ = missing.row();
    }
    let records = found.iter().flatten().map(|entry| entry.position().record());
    let copies: HashMap<u64, Option<u64>> =
        records.zip(lines.iter().map(|line| dedup.judge(0, line).map(|copy| copy.kept_record()))).collect();
    for kept in copies.values().flatten() {
        assert_eq!(copies.get(kept), Some(&None), "the copy that is kept is one itself");
    }
    let small = Limits::new().record(200).header(60).depth(3).fields(4).cells(4);
    let (found, report) = all(bytes, small);
    assert_eq!(found.iter().flatten().count() as u64, report.read());
    assert!(found.iter().flatten().all(|entry| entry.text().len() <= 200));
}

/// The same from a slice and from a reader that gives pieces of random lengths and is interrupted between them.
pub fn pieces(bytes: &[u8]) {
    struct Pieces<'b>(&'b [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = (self.1.wrapping_mul(1_103_515_245).wrapping_add(12345)) & 0x7fff_ffff;
            let random = self.1 >> 8;
            // Whoever has told its end is not interrupted any more.
            if random.is_multiple_of(7) && !self.0.is_empty() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            // Most are short, some are longer than any buffer.
            let length = if random.is_multiple_of(5) { random } else { random % 61 };
            let length = (length + 1).min(buffer.len());
            self.0.read(&mut buffer[..length])
        }
    }

    for limits in [Limits::new(), Limits::new().record(300)] {
        let (whole, report) = all(bytes, limits);
        let (parts, piecewise) = all(Pieces(bytes, choice(bytes)), limits);
        assert_eq!(outline(&whole, 0), outline(&parts, 0));
        assert_eq!(report, piecewise);
    }
}

/// How much a reader takes at once.
const BLOCK: usize = 256 * 1024;

/// The same wherever the end of a block cuts the input: blanks before it move the cut.
pub fn blocks(bytes: &[u8]) {
    // What is compressed or no UTF-8 at all would be moved by something else than blanks.
    if bytes.starts_with(b"\x1f\x8b") || bytes.contains(&0) || matches!(bytes, [0xfe | 0xff | 0xef, ..]) {
        return;
    }
    let before = BLOCK - choice(bytes) % (bytes.len() + 1).min(BLOCK);
    let moved = [vec![b' '; before].as_slice(), bytes].concat();
    let (whole, report) = all(bytes, Limits::new());
    let (cut, again) = all(&moved[..], Limits::new());
    assert_eq!(outline(&whole, 0), outline(&cut, before as u64));
    assert_eq!((report.read(), report.skipped()), (again.read(), again.skipped()));
}

/// The same from chunks, read by several threads, as from the whole.
pub fn chunks(bytes: &[u8]) {
    let size = NonZero::new(1 + choice(bytes) % 700).expect("one more than something");
    let threads = NonZero::new(1 + choice(bytes) % 3).expect("one more than something");
    let mut found = Vec::new();
    let reports = Chunks::new(Reader::new(bytes).named("fuzz")).size(size).in_order(
        threads,
        Report::default,
        |report, chunk| {
            let mut found = Vec::new();
            let read = chunk.read(report, |batch| found.extend(batch.map(|read| read.map(Entry::into_owned))));
            (found, read)
        },
        |(more, read)| {
            found.extend(more);
            found.extend(read.err().map(Err));
            Ok::<(), Infallible>(())
        },
    );
    let mut report = Report::default();
    reports.into_iter().flatten().for_each(|its_report| report.merge(&its_report));
    let (whole, of_whole) = all(bytes, Limits::new());
    assert_eq!(outline(&whole, 0), outline(&found, 0), "{size} bytes");
    assert_eq!(of_whole, report);
}

/// Lists decoded at once say what they say later, and a record on its own what it says in its batch.
pub fn lazy(bytes: &[u8]) {
    let told = |decodes_lists: bool| -> Vec<String> {
        let mut reader = Reader::new(bytes).named("fuzz");
        if decodes_lists {
            reader = reader.decode_lists();
        }
        let mut lines = Vec::new();
        loop {
            match reader.batch() {
                Ok(None) => break,
                Err(error) => lines.push(error.to_string()),
                Ok(Some(batch)) => lines.extend(batch.map(|result| match result {
                    Err(error) => error.to_string(),
                    Ok(entry) => {
                        let borrowed = told(&entry);
                        assert_eq!(told(&entry.into_owned()), borrowed);
                        borrowed
                    }
                })),
            }
        }
        lines.push(format!("{:?}", reader.report()));
        lines
    };
    assert_eq!(told(false), told(true));
}

/// The quick road through JSON and serde's make the same record, of every format.
pub fn roads(bytes: &[u8]) {
    fn same<'a, T: serde::Deserialize<'a> + PartialEq + Debug>(record: &T, text: &'a str) {
        let other: T = serde_json::from_str(text).expect("serde reads it too");
        assert_eq!(*record, other);
    }

    for entry in
        all(bytes, Limits::new()).0.iter().flatten().filter(|entry| is_object(entry.text()) && entry.is_verbatim())
    {
        // A row of a table may look like an object too; on its own it is one.
        let again = [entry.text(); 2].join("\n");
        for entry in all(again.as_bytes(), Limits::new()).0.iter().flatten().filter(|entry| entry.is_verbatim()) {
            let text = entry.text();
            match entry.record() {
                Record::Graph(record) => same(&**record, text),
                Record::Diagnostic(record) => same(&**record, text),
                Record::LogAnalytics(record) => same(&**record, text),
                Record::EntraCsv(record) => same(&**record, text),
                Record::ManagementApi(record) => same(&**record, text),
                Record::AuditSearch(record) => same(&**record, text),
                Record::Mpip(record) => same(&**record, text),
                Record::OfficeActivity(record) => same(&**record, text),
                Record::AipLog(record) => same(&**record, text),
                Record::ActivityExplorer(record) => same(&**record, text),
                other => panic!("a format that is new here: {other:?}"),
            }
        }
    }
}
