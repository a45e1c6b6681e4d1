//! What several tests share.
#![allow(unreachable_pub, reason = "each test compiles it as its own")]
#![allow(dead_code, reason = "no test uses all of it")]

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;

use msaudit::label::LabelBook;
use msaudit::read::{Entry, Limits, ReadError, Reader, Report};

/// A file of `tests/data`.
pub fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Its bytes.
pub fn bytes(name: &str) -> Vec<u8> {
    fs::read(data(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Everything that an input yields, in order, and the report.
pub fn read_all(input: impl Read, limit: usize) -> (Vec<Result<Entry<'static>, ReadError>>, Report) {
    let mut reader = Reader::new(input).named("test").limits(Limits::new().record(limit));
    let all = reader.records().collect();
    (all, reader.report().clone())
}

/// The texts of the records and the errors, in order.
pub fn outline(input: &[u8]) -> Vec<String> {
    let (all, report) = read_all(input, 16 << 20);
    let read = all.iter().filter(|result| result.is_ok()).count() as u64;
    assert_eq!(read, report.read(), "the report counts what was read");
    let skipped = all.iter().filter(|result| result.as_ref().is_err_and(|error| error.kind().is_skip())).count() as u64;
    assert_eq!(skipped, report.skipped(), "the report counts what was skipped");
    let line = |result: &Result<Entry<'static>, ReadError>| match result {
        Ok(entry) => match entry.warning() {
            Some(warning) => format!("{} with {}", entry.text(), warning.kind()),
            None => entry.text().to_owned(),
        },
        Err(error) => format!("{}: {error}", error.kind()),
    };
    all.iter().map(line).collect()
}

/// The events of an input as JSON lines.
pub fn events(input: &[u8], book: Option<&LabelBook>) -> String {
    let mut reader = Reader::new(input).named("test");
    let mut lines = String::new();
    for result in reader.records() {
        match result {
            Ok(entry) => {
                let line = entry.decode(book);
                lines += &serde_json::to_string(&line).expect("an event is written");
                for problem in line.problems() {
                    lines += &format!("\n  problem: {problem}");
                }
            }
            Err(error) => lines += &format!("  error: {error}"),
        }
        lines.push('\n');
    }
    lines
}

/// Gives its bytes in pieces of given lengths, over and over.
pub struct Pieces<'b> {
    bytes: &'b [u8],
    lengths: std::iter::Cycle<std::vec::IntoIter<usize>>,
}

impl<'b> Pieces<'b> {
    pub fn new(bytes: &'b [u8], lengths: Vec<usize>) -> Self {
        Self { bytes, lengths: lengths.into_iter().cycle() }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.lengths.next().unwrap_or(1).clamp(1, buffer.len());
        self.bytes.read(&mut buffer[..length])
    }
}
