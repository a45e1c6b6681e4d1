//! What is tried with any bytes. Each function panics where a promise of the library does not hold.
//!
//! The fuzz targets call them, and so does `tests/fuzz.rs` with the stable toolchain, on the seeds and on random changes to them.

use std::io::Read;

use msaudit::read::{Entry, Limits, ReadError, Reader, Report};

mod input;
mod output;
pub mod seeds;
mod text;

/// What is tried.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: &[(&str, Target)] = &[
    ("read", input::read),
    ("pieces", input::pieces),
    ("blocks", input::blocks),
    ("chunks", input::chunks),
    ("lazy", input::lazy),
    ("roads", input::roads),
    ("round_trip", output::round_trip),
    ("layouts", output::layouts),
    ("tables", output::tables),
    ("enrich", output::enrich),
    ("property", text::property),
    ("book", text::book),
    ("queries", text::queries),
    ("names", text::names),
    ("times", text::times),
    #[cfg(feature = "lint")]
    ("lint", text::lint),
];

/// Runs a target.
///
/// # Panics
///
/// If there is none of this name, or a promise does not hold.
pub fn run(target: &str, bytes: &[u8]) {
    let (_, run) = TARGETS.iter().find(|(name, _)| *name == target).unwrap_or_else(|| panic!("no target `{target}`"));
    run(bytes);
}

type Found = Vec<Result<Entry<'static>, ReadError>>;

fn all(input: impl Read, limits: Limits) -> (Found, Report) {
    let mut reader = Reader::new(input).named("fuzz").limits(limits);
    let found = reader.records().collect();
    (found, reader.report().clone())
}

/// Whether a record is a JSON object, and no row of a table that happens to begin like one.
fn is_object(text: &str) -> bool {
    text.starts_with('{') && is_json(text)
}

/// Whether a text is JSON by its grammar: numbers may be larger than any type, and surrogates stand alone.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}

/// A number that follows from the input and from nothing else, so that what fails once fails again.
fn choice(bytes: &[u8]) -> usize {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    usize::try_from(hash >> 33).expect("31 bits fit")
}
