//! Memory while batches are made: small, and the same for any length of input. Exact, by counting what is allocated.

use std::io::Read;

use msaudit::read::Reader;
use msaudit_arrow::{Batches, EventBuilder, Original};
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// The same record over and over.
struct Repeated<'r> {
    record: &'r [u8],
    at: usize,
}

impl Read for Repeated<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let rest = &self.record[self.at..];
        let given = rest.len().min(buffer.len());
        buffer[..given].copy_from_slice(&rest[..given]);
        self.at = (self.at + given) % self.record.len();
        Ok(given)
    }
}

/// The most that was allocated at a time, and how many events there were.
fn peak(record: &str, records: usize) -> (usize, usize) {
    let input = Repeated { record: record.as_bytes(), at: 0 }.take((record.len() * records) as u64);
    let before = PEAK.current_usage();
    PEAK.reset_peak_usage();
    let events = EventBuilder::new(Original::Kept).limits(EventBuilder::ROWS, 4 * MIB);
    let batches = Batches::new(Reader::new(input)).builder(events);
    let events = batches.map(|batch| batch.expect("memory can be read").num_rows()).sum();
    (PEAK.peak_usage() - before, events)
}

/// One test, so that no other allocates beside it.
#[test]
fn memory_does_not_grow_with_the_input() {
    for (name, length, records) in [("small records", 1000, 5000), ("records of a mebibyte", MIB, 8)] {
        let reason = "x".repeat(length);
        let record = format!("{{\"activityDisplayName\":\"Add user\",\"resultReason\":\"{reason}\"}}\n");
        let (small, few) = peak(&record, records);
        let (large, many) = peak(&record, 4 * records);
        assert_eq!((few, many), (records, 4 * records), "{name}");
        assert!(large <= small + MIB, "{name}: {small} bytes grew to {large}");
        assert!(large <= 32 * MIB, "{name}: {large} bytes");
    }
}
