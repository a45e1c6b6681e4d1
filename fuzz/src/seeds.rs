//! What each target begins with: the fixtures, taken apart into what the target is about.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use msaudit::catalog::Activity;
use msaudit::event::{DecodedEvent, Target};
use msaudit::read::{Entry, Limits};

use super::{all, is_object};

/// Longer ones say nothing that shorter ones do not.
const LONGEST: usize = 6000;

/// The files of a folder, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("the folder can be read").path()).filter(|path| path.is_file());
    let mut files: Vec<_> =
        paths.map(|path| (path.display().to_string(), fs::read(&path).expect("the file can be read"))).collect();
    assert!(!files.is_empty(), "{}", folder.display());
    files.sort();
    files
}

/// What a target begins with. `root` is the repository's.
pub fn of(target: &str, root: &Path) -> BTreeSet<Vec<u8>> {
    let data = root.join("tests/data");
    let exports =
        || [data.clone(), data.join("samples")].into_iter().flat_map(|folder| files(&folder)).map(|(_, bytes)| bytes);
    let parts = |part: fn(&DecodedEvent<'_>) -> Vec<String>| -> BTreeSet<Vec<u8>> {
        let entries = exports().flat_map(|bytes| all(&bytes[..], Limits::new()).0).flatten();
        entries.flat_map(|entry| part(&entry.decode(None))).map(String::into_bytes).collect()
    };
    match target {
        "property" => parts(|line| {
            let changes = line.targets().iter().flat_map(Target::changes);
            changes
                .flat_map(|change| [change.old(), change.new_value()])
                .map(|value| serde_json::to_string(value).expect("it is written"))
                .collect()
        }),
        "book" => files(&data).into_iter().filter(|(name, _)| name.contains("label")).map(|(_, bytes)| bytes).collect(),
        "times" => parts(|line| line.event().written_time().map(|time| time.as_str().to_owned()).into_iter().collect()),
        "names" | "queries" => {
            // One of ten: all of them begin alike.
            let listed = Activity::all().step_by(10).map(|activity| activity.name().as_bytes().to_vec());
            listed.chain(parts(|line| line.event().activity().map(str::to_owned).into_iter().collect())).collect()
        }
        "lint" => files(&data.join("rules")).into_iter().map(|(_, bytes)| bytes).collect(),
        _ => exports().flat_map(|bytes| of_export(&bytes)).filter(|seed| seed.len() <= LONGEST).collect(),
    }
}

/// An export, its records alone, two of them in every layout, and in UTF-16.
fn of_export(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (found, _) = all(bytes, Limits::new());
    let entries: Vec<&Entry<'_>> = found.iter().flatten().collect();
    let mut seeds = vec![bytes.to_vec()];
    if entries.iter().all(|entry| is_object(entry.text())) {
        seeds.extend(entries.iter().map(|entry| entry.text().as_bytes().to_vec()));
        for pair in entries.chunks(2).take(2) {
            let texts: Vec<&str> = pair.iter().map(|entry| entry.text()).collect();
            seeds.push(texts.join("\n").into_bytes());
            seeds.push(format!("[{}]", texts.join(",\n")).into_bytes());
            seeds.push(format!("{{\"value\":[{}]}}", texts.join(",")).into_bytes());
            seeds.push(format!("{{\"records\":[{}]}}", texts.join(",")).into_bytes());
        }
    } else if let Some(header) =
        entries.first().and_then(|first| bytes.get(..usize::try_from(first.position().offset()).ok()?))
    {
        seeds.extend(entries.iter().map(|entry| [header, entry.text().as_bytes()].concat()));
    }
    if let Some(shortest) = seeds.iter().min_by_key(|seed| seed.len()) {
        let text = String::from_utf8_lossy(shortest);
        seeds.push(format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    seeds
}
