//! Memory while streaming: small, and the same for any length of input. Exact, by counting what is allocated.

use std::io::{self, Read};

use msaudit::analysis::Dedup;
use msaudit::read::Reader;
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// The same bytes over and over, up to a length.
fn repeated(head: &str, unit: &str, length: usize) -> impl Read {
    struct Repeated {
        unit: Vec<u8>,
        at: usize,
    }

    impl Read for Repeated {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let rest = &self.unit[self.at..];
            let given = rest.len().min(buffer.len());
            buffer[..given].copy_from_slice(&rest[..given]);
            self.at = (self.at + given) % self.unit.len();
            Ok(given)
        }
    }

    let count = length / unit.len();
    let body = Repeated { unit: unit.as_bytes().to_vec(), at: 0 }.take((count * unit.len()) as u64);
    io::Cursor::new(head.as_bytes().to_vec()).chain(body)
}

/// The most that was allocated at a time while an input was read, and how many records it had.
fn peak(input: impl Read) -> (usize, u64) {
    let before = PEAK.current_usage();
    PEAK.reset_peak_usage();
    let mut reader = Reader::new(input);
    while let Some(batch) = reader.batch().expect("memory can be read") {
        batch.for_each(drop);
    }
    (PEAK.peak_usage() - before, reader.report().read())
}

/// Inputs of every layout: what stands at the head, and what is repeated behind it.
fn inputs() -> Vec<(&'static str, &'static str, String)> {
    let record = format!("{{\"activityDisplayName\":\"Add user\",\"targetResources\":[\"{}\"]}}", "x".repeat(2000));
    let long =
        format!("{{\"activityDisplayName\":\"Add user\",\"targetResources\":[\"{}\"]}}\n", "x".repeat(MIB - 100));
    let row = format!("1,\"{{\"\"Operation\"\":\"\"{}\"\"}}\"\n", "x".repeat(2000));
    vec![
        ("lines", "", format!("{record}\n")),
        ("list", "[", format!("{record},")),
        ("pages", "", format!("{{\"value\":[{record},{record}]}}\n")),
        ("rows", "RecordId,AuditData\n", row),
        ("records of a mebibyte", "", long),
        ("rows that do not fit", "RecordId,AuditData\n", "1,2,3\n".to_owned()),
        ("no export at all", "", "# nothing\n".to_owned()),
    ]
}

fn does_not_grow(short: usize, long: usize) {
    for (name, head, unit) in inputs() {
        let (small, few) = peak(repeated(head, &unit, short));
        let (large, many) = peak(repeated(head, &unit, long));
        assert!(many >= few, "{name}");
        assert!(large <= 8 * MIB, "{name}: {large} bytes");
        assert!(large <= small + MIB, "{name}: {small} bytes grew to {large}");
    }
}

/// The most that is allocated at a time for each event that a [`Dedup`] remembers, however long their ids are.
fn of_each_event(events: usize) -> usize {
    let ids = (0..events).map(|number| format!("{{\"id\":\"{number:0>200}\",\"activityDisplayName\":\"x\"}}\n"));
    let text: String = ids.collect();
    let mut reader = Reader::new(text.as_bytes());
    let mut dedup = Dedup::new();
    let before = PEAK.current_usage();
    PEAK.reset_peak_usage();
    while let Some(batch) = reader.batch().expect("memory can be read") {
        for entry in batch.flatten() {
            dedup.note(0, &entry.decode(None));
        }
    }
    // The reader takes what it takes, and that is known.
    (PEAK.peak_usage() - before).saturating_sub(MIB) / events
}

/// One test at a time, so that no other allocates beside it.
#[test]
fn memory_does_not_grow_with_the_input() {
    does_not_grow(2 * MIB, 20 * MIB);
    // So that a million of them, which is the most, take 130 MB at most.
    let bytes = of_each_event(1 << 15);
    assert!(bytes <= 130, "{bytes} bytes for each event");
}

#[test]
#[ignore = "reads 14 gigabytes; `.ci/long` runs it"]
fn nor_up_to_two_gigabytes() {
    does_not_grow(20 * MIB, 2048 * MIB);
}
