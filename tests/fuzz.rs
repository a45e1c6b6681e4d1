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
    for (name, bytes) in files("tests/data").into_iter().chain(files("fuzz/corpus")) {
        for (target, run) in TARGETS {
            // So that a failure says what it was about.
            println!("{target} {name}");
            run(&bytes);
        }
    }
}

/// A fixture, cut and changed in a few places.
fn changed() -> impl Strategy<Value = Vec<u8>> {
    let seeds: Vec<Vec<u8>> = files("tests/data").into_iter().map(|(_, bytes)| bytes).collect();
    let bytes = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        proptest::sample::select(vec!["\"", "\\", "{", "}", "[", "]", ",", "\n", ";", "null", "\u{202e}", "=1+1"])
            .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..4, bytes), 0..6);
    (proptest::sample::select(seeds), any::<prop::sample::Index>(), 0_usize..2000, changes).prop_map(
        |(seed, start, length, changes)| {
            let start = start.index(seed.len());
            // Half of them from the beginning: only there headers stand.
            let start = if length % 2 == 0 { 0 } else { start };
            let mut bytes = seed[start..(start + length).min(seed.len())].to_vec();
            for (place, taken, put) in changes {
                let place = place.index(bytes.len() + 1);
                let end = (place + taken).min(bytes.len());
                bytes.splice(place..end, put);
            }
            bytes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn changed_fixtures_keep_every_promise(bytes in changed()) {
        for (_, run) in TARGETS {
            run(&bytes);
        }
    }

    #[test]
    fn any_text_keeps_every_promise(text in any::<String>()) {
        for (_, run) in TARGETS {
            run(text.as_bytes());
        }
    }
}
