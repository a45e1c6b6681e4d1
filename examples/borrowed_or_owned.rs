//! Two ways to hold records: borrowed from the reader's block, which is fast and short-lived, or owned, to keep.
//!
//! ```text
//! cargo run --example borrowed_or_owned
//! ```

use msaudit::event::Event;
use msaudit::read::{Entry, ReadError, Reader};

const EXPORT: &[u8] = br#"[
    {"activityDisplayName": "Add user", "result": "success"},
    {"activityDisplayName": "Delete user", "result": "failure"}
]"#;

fn main() -> Result<(), ReadError> {
    // Borrowed: the records of a batch live as long as the batch does. Look, count, write on; keep nothing.
    let mut reader = Reader::new(EXPORT);
    let mut failures = 0;
    while let Some(batch) = reader.batch()? {
        for entry in batch {
            failures += u32::from(Event::new(entry?.record()).outcome() == msaudit::event::Outcome::Failure);
        }
    }
    println!("{failures} failed");

    // Owned: an ordinary iterator, at the price of a copy of each text.
    let kept: Vec<Entry<'static>> = Reader::new(EXPORT).records().collect::<Result<_, _>>()?;
    for entry in &kept {
        println!("{}", entry.event().activity().unwrap_or("?"));
    }
    Ok(())
}
