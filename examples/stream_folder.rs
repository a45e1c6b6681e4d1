//! Streams every export of a folder in constant memory and counts events by day and outcome.
//!
//! ```text
//! cargo run --release --example stream_folder -- tests/data/samples
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use msaudit::event::Outcome;
use msaudit::read::Reader;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("tests/data/samples"), PathBuf::from);
    let mut days: BTreeMap<(String, Outcome), u64> = BTreeMap::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.is_dir() {
            continue;
        }
        let mut reader = Reader::open(&path)?;
        // A batch borrows from the reader: most of a record is never copied.
        while let Some(batch) = reader.batch()? {
            for entry in batch {
                // What cannot be read costs itself; the report counts it.
                let Ok(entry) = entry else { continue };
                let event = entry.event();
                let day =
                    event.time().ok().flatten().map_or_else(|| "no time".to_owned(), |time| time.date().to_string());
                *days.entry((day, event.outcome())).or_default() += 1;
            }
        }
        println!("{}: {} read, {} skipped", path.display(), reader.report().read(), reader.report().skipped());
    }
    for ((day, outcome), count) in days {
        println!("{day} {}: {count}", outcome.name());
    }
    Ok(())
}
