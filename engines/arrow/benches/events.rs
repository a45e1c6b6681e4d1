//! What an event costs on its way from JSON to Parquet, in CPU time and in bytes:
//!
//! ```text
//! cargo bench -p msaudit-arrow -- [--quick]
//! cargo bench -p msaudit-arrow --features snappy,lz4,zstd
//! ```
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;

use msaudit::read::{Entry, Reader};
use msaudit_arrow::{Batches, Codec, EventWriter, WriteOptions, Written};
use msaudit_bench::generate::{Shape, text};
use msaudit_bench::measure::{Clock, Id, Times, Way, id};

const SHAPES: [(&str, Shape); 2] =
    [("Graph, NDJSON", Shape::Ndjson), ("Purview audit search, CSV", Shape::AuditSearch)];

const READ: Id = id("events", "read lazily");
const DECODE: Id = id("events", "decode all parts");
const BATCH: Id = id("events", "make record batches");

const CODECS: &[(Id, Codec)] = &[
    (id("events", "write, not compressed"), Codec::None),
    #[cfg(feature = "snappy")]
    (id("events", "write, snappy"), Codec::Snappy),
    #[cfg(feature = "lz4")]
    (id("events", "write, lz4"), Codec::Lz4),
    #[cfg(feature = "zstd")]
    (id("events", "write, zstd"), Codec::Zstd),
    (id("events", "write, gzip"), Codec::Gzip),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo bench` adds it, `cargo test` does not: then only one run shows that all ways agree.
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    if let Some(other) = arguments.iter().find(|argument| !["--bench", "--quick"].contains(&argument.as_str())) {
        eprintln!("unknown argument `{other}`; known is --quick");
        return ExitCode::from(2);
    }
    let (bytes, rounds) = match (is_bench, is_quick) {
        (false, _) => (1 << 20, 0),
        (true, true) => (50_000_000, 5),
        (true, false) => (200_000_000, 11),
    };
    for (name, shape) in SHAPES {
        let (input, events) = text(shape, bytes, 1);
        let input: Arc<str> = Arc::from(input);
        let mut ways = vec![
            way(READ, events, &input, |input| read(input, |_| ())),
            way(DECODE, events, &input, |input| {
                read(input, |entry| {
                    let line = entry.decode(None);
                    black_box((line.instant(), line.known(), line.targets(), line.label(), line.assessment()));
                })
            }),
            way(BATCH, events, &input, batches),
        ];
        let mut sizes = Vec::new();
        for &(id, codec) in CODECS {
            sizes.push((id, write(&input, codec).bytes()));
            ways.push(way(id, events, &input, move |input| write(input, codec).events()));
        }
        if !is_bench {
            ways.iter().for_each(Way::run);
            continue;
        }
        let times = Times::measure(&ways, Clock::Thread, rounds);
        println!("{name}: {events} events, {:.0} bytes each", input.len() as f64 / events as f64);
        println!(
            "{:<22}{:>10}{:>14}{:>12}{:>14}{:>14}",
            "", "us/event", "events/CPU s", "of reading", "bytes/event", "1 part in"
        );
        for way in &ways {
            let time = times.median(way.id);
            let size = sizes.iter().find(|(id, _)| *id == way.id).map(|(_, size)| *size as f64);
            let size = size.map_or_else(String::new, |size| {
                format!("{:>14.0}{:>14.1}", size / events as f64, input.len() as f64 / size)
            });
            let (speed, part) = (1e9 / time, times.ratio(READ, way.id));
            println!("{:<22}{:>10.2}{speed:>14.0}{part:>12.2}{size}", way.id.by, time / 1000.0);
        }
        println!();
    }
    ExitCode::SUCCESS
}

fn way(id: Id, events: usize, input: &Arc<str>, run: impl Fn(&str) -> u64 + 'static) -> Way {
    let input = Arc::clone(input);
    Way::new(id, events, events as u64, move || run(&input))
}

/// Reads all records, and does something with each.
fn read(input: &str, each: impl Fn(&Entry<'_>)) -> u64 {
    let mut reader = Reader::new(input.as_bytes());
    let mut events = 0;
    while let Some(batch) = reader.batch().expect("memory can be read") {
        for entry in batch {
            let entry = entry.expect("all records are good");
            each(black_box(&entry));
            events += 1;
        }
    }
    events
}

fn batches(input: &str) -> u64 {
    let batches = Batches::new(Reader::new(input.as_bytes()));
    batches.map(|batch| batch.expect("memory can be read").num_rows() as u64).sum()
}

fn write(input: &str, codec: Codec) -> Written {
    let folder = tempfile::tempdir().expect("there is room for files");
    let options = WriteOptions { codec, ..WriteOptions::default() };
    let mut writer = EventWriter::new(folder.path(), options).expect("the folder is new");
    let mut reader = Reader::new(input.as_bytes());
    while let Some(batch) = reader.batch().expect("memory can be read") {
        for entry in batch {
            let entry = entry.expect("all records are good");
            let line = entry.decode(None);
            writer.write(&line, &entry).expect("there is room for files");
        }
    }
    writer.finish().expect("there is room for files")
}
