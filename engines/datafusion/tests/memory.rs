//! Memory while exports are queried: the same for any length. Exact, by counting what is allocated.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;

use datafusion::prelude::{SessionConfig, SessionContext};
use msaudit_datafusion::Exports;
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// The most that was allocated at a time while exports of so many bytes were queried.
async fn peak(files: usize, bytes: usize) -> usize {
    let directory = tempfile::tempdir().expect("a directory");
    let record = format!("{{\"activityDisplayName\":\"Add user\",\"resultReason\":\"{}\"}}\n", "x".repeat(2000));
    let records = bytes / files / record.len();
    for file in 0..files {
        let file = File::create(directory.path().join(format!("{file}.json"))).expect("it can be made");
        let mut file = BufWriter::new(file);
        for _ in 0..records {
            file.write_all(record.as_bytes()).expect("it can be written");
        }
        file.flush().expect("it can be written");
    }

    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2).with_batch_size(256));
    context.register_udtf("msaudit", Arc::new(Exports::new()));
    let pattern = directory.path().join("*.json");
    let query = format!("SELECT count(*), max(length(reason)) FROM msaudit('{}')", pattern.display());
    let before = PEAK.current_usage();
    PEAK.reset_peak_usage();
    let answer = context.sql(&query).await.expect("it can be planned").to_string().await.expect("it can be run");
    let peak = PEAK.peak_usage() - before;
    assert!(answer.contains(&format!("| {} ", records * files)), "{answer}");
    peak
}

/// One test, so that no other allocates beside it.
#[tokio::test(flavor = "multi_thread")]
async fn memory_does_not_grow_with_the_exports() {
    for files in [1, 8] {
        let small = peak(files, 16 * MIB).await;
        let large = peak(files, 64 * MIB).await;
        assert!(large < small + 4 * MIB, "{files} files: {small} bytes grew to {large}");
        assert!(large < 24 * MIB, "{files} files: {large} bytes");
    }
}
