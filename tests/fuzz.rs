//! What is fuzzed, with the stable toolchain: on the fixtures, on everything that fuzzing has found, and on random changes to
//! them. `fuzz/README.md` says more.
#![allow(unreachable_pub, reason = "the fuzz targets use it from outside")]

#[path = "../fuzz/src/lib.rs"]
mod entries;

use std::fs;
use std::path::Path;

use entries::TARGETS;
use proptest::prelude::*;

/// Every file below a folder of the repository, with its name.
fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.display().to_string(), fs::read(&path).expect("the file can be read")));
            }
        }
    }
    assert!(!files.is_empty(), "{folder}");
    files.sort();
    files
}

#[test]
fn fixtures_and_finds_keep_every_promise() {
    let files: Vec<_> = files("tests/data").into_iter().chain(files("fuzz/corpus")).collect();
    for (target, run) in TARGETS {
        for (name, bytes) in &files {
            // So that a failure says what it was about.
            println!("{target} {name}");
            run(bytes);
        }
    }
}

#[test]
fn seeds_keep_the_promise_of_their_target() {
    for (number, (target, run)) in TARGETS.iter().enumerate() {
        let seeds = entries::seeds::of(target, Path::new(env!("CARGO_MANIFEST_DIR")));
        // Ten targets begin with all records, two with names: here each takes another third of them.
        let each = if seeds.len() > 100 { 3 } else { 1 };
        for seed in seeds.into_iter().skip(number % each).step_by(each) {
            println!("{target} {}", seed.escape_ascii());
            run(&seed);
        }
    }
}

type Seeds = Vec<(&'static str, Vec<Vec<u8>>)>;

/// A target, and something that it begins with, cut and changed in a few places.
fn changed() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of_target = |&(target, _): &(&'static str, _)| (target, entries::seeds::of(target, root).into_iter().collect());
    let seeds: Seeds = TARGETS.iter().map(of_target).collect();
    let bytes = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        proptest::sample::select(vec!["\"", "\\", "{", "}", "[", "]", ",", "\n", ";", "null", "\u{202e}", "=1+1"])
            .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..4, bytes), 0..6);
    let index = any::<prop::sample::Index>;
    // Each target is as likely as another, however many seeds it has.
    ((index(), index()), index(), 0_usize..2000, changes).prop_map(move |((target, seed), start, length, changes)| {
        let (target, seeds) = &seeds[target.index(seeds.len())];
        let seed = &seeds[seed.index(seeds.len())];
        let start = start.index(seed.len().max(1));
        // Half of them from the beginning: only there headers stand.
        let start = if length % 2 == 0 { 0 } else { start };
        let mut bytes = seed[start..(start + length).min(seed.len())].to_vec();
        for (place, taken, put) in changes {
            let place = place.index(bytes.len() + 1);
            let end = (place + taken).min(bytes.len());
            bytes.splice(place..end, put);
        }
        (*target, bytes)
    })
}

proptest! {
    // Cases become tests or files of `fuzz/corpus`.
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_seeds_keep_the_promise_of_their_target((target, bytes) in changed()) {
        entries::run(target, &bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_every_promise(text in any::<String>()) {
        for (_, run) in TARGETS {
            run(text.as_bytes());
        }
    }
}
