//! How labels changed, by the library: rows `{"old", "new", "type", "operation", "record_type"}` as JSON lines on standard
//! input, one word of `LabelChange` a line on standard output, and nothing for a row that tells of no label.
//!
//! ```text
//! cargo run --example label_changes -- labels.json < rows.ndjson
//! ```

use std::error::Error;
use std::io::{self, BufRead};

use msaudit::label::{LabelBook, LabelChange};
use msaudit::read::Reader;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("a label book is missing: label_changes BOOK < ROWS")?;
    let book = LabelBook::open(path)?;
    for line in io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let record = json!({
            // Without one, a row that tells nothing else would be no record.
            "Id": "row",
            "RecordType": row["record_type"],
            "Operation": row["operation"],
            "SensitivityLabelEventData": {
                "SensitivityLabelId": row["new"],
                "OldSensitivityLabelId": row["old"],
                "LabelEventType": row["type"],
            },
        });
        println!("{}", change(&record, &book)?.map_or("", LabelChange::name));
    }
    Ok(())
}

fn change(record: &Value, book: &LabelBook) -> Result<Option<LabelChange>, Box<dyn Error>> {
    let text = record.to_string();
    let entry = Reader::new(text.as_bytes()).records().next().ok_or("the row became no record")??;
    Ok(entry.event().label_event()?.map(|event| event.assessment_in(book, None).change()))
}
