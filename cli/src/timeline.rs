//! `timeline`: the events of all sources in one order, copies folded.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

use crate::Status;
use crate::args::{Events, Formulas, Timeline};
use crate::events::{CSV_COLUMNS, csv_cells};
use crate::output::{json_line, printable, table};
use crate::run::{Run, book};
use crate::sorter::{Line, Sorter, UNDATED};

/// Events of one second among which copies are looked for; of more, those behind are not compared with those before.
const MOST: usize = 5_000;

/// The columns of the table.
const COLUMNS: [&str; 7] = ["time", "source", "actor", "address", "activity", "target", "outcome"];

/// Rows of one table, so that no timeline fills the memory.
const ROWS: usize = 1000;

pub(crate) fn timeline(args: &Timeline) -> io::Result<Status> {
    if args.format == Events::Parquet {
        return Err(io::Error::other("a timeline is no Parquet file: expected `--format table`, `csv` or `ndjson`"));
    }
    let book = book(args.labels.as_deref())?;
    let mut sorter = Sorter::new();
    let run = Run::new(&args.exports, book.as_ref(), args.filter(), |decoded, _| {
        let mut line = Vec::new();
        json_line(&mut line, decoded)?;
        line.pop();
        let line = String::from_utf8(line).map_err(io::Error::other)?;
        sorter.add(decoded.instant(), decoded.event().id().map_or(0, key), line)
    })?;
    let mut output = Output::new(args.format, args.formulas)?;
    let mut second: Vec<Line> = Vec::new();
    let mut folded = 0;
    sorter.merge(|line| {
        let is_same = second.first().is_some_and(|first| seconds(first.time) == seconds(line.time));
        if !is_same || second.len() >= MOST {
            folded += fold(std::mem::take(&mut second), &mut output)?;
        }
        second.push(line);
        Ok(())
    })?;
    folded += fold(second, &mut output)?;
    output.finish()?;
    let status = run.finish()?;
    if folded > 0 {
        let _ = writeln!(anstream::stderr(), "copies folded into others: {folded}");
    }
    Ok(status)
}

/// An id without braces and case, hashed.
fn key(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    bare(id).hash(&mut hasher);
    // Nought is that of a record without an id.
    hasher.finish().max(1)
}

fn bare(id: &str) -> String {
    id.trim_matches(['{', '}']).to_ascii_lowercase()
}

fn seconds(time: i128) -> i128 {
    if time == UNDATED { UNDATED } else { time.div_euclid(1_000_000_000) }
}

/// Prints the events of a second. Of those with one id only the one that tells most, which names the others; exports write the
/// fraction of a second with more digits or fewer, so their times may differ.
fn fold(lines: Vec<Line>, output: &mut Output) -> io::Result<u64> {
    let mut keys: HashSet<u64> = HashSet::with_capacity(lines.len());
    if lines.iter().all(|line| line.key == 0 || keys.insert(line.key)) {
        lines.into_iter().try_for_each(|line| output.write_text(line.text))?;
        return Ok(0);
    }
    let mut events: Vec<Value> = Vec::new();
    let mut kept: HashMap<String, usize> = HashMap::new();
    let mut folded = 0;
    for line in lines {
        let mut event: Value = serde_json::from_str(&line.text)?;
        event["also"] = json!([]);
        let id = event["id"].as_str().map(bare);
        match id.as_ref().and_then(|id| kept.get(id)) {
            None => {
                if let Some(id) = id {
                    kept.insert(id, events.len());
                }
                events.push(event);
            }
            Some(&index) => {
                folded += 1;
                if filled(&event) > filled(&events[index]) {
                    std::mem::swap(&mut event, &mut events[index]);
                    let earlier = event["also"].take();
                    events[index]["also"] = earlier;
                }
                let place = json!({"source": event["source"], "file": event["file"], "record": event["record"]});
                if let Some(also) = events[index]["also"].as_array_mut() {
                    also.push(place);
                }
            }
        }
    }
    events.iter().try_for_each(|event| output.write(event))?;
    Ok(folded)
}

/// Values that are there, however deep.
fn filled(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(items) => items.iter().map(filled).sum(),
        Value::Object(fields) => {
            fields.iter().filter(|(name, _)| *name != "known").map(|(_, value)| filled(value)).sum()
        }
        _ => 1,
    }
}

enum Output {
    Ndjson(BufWriter<io::Stdout>),
    Csv(Box<csv::Writer<io::Stdout>>, Formulas),
    Table(comfy_table::Table),
}

impl Output {
    fn new(format: Events, formulas: Formulas) -> io::Result<Self> {
        Ok(match format {
            Events::Csv => {
                let mut writer = csv::Writer::from_writer(io::stdout());
                writer.write_record(CSV_COLUMNS.iter().chain(&["also"]))?;
                Self::Csv(Box::new(writer), formulas)
            }
            Events::Table => Self::Table(Self::page()),
            Events::Ndjson | Events::Parquet => Self::Ndjson(BufWriter::new(io::stdout())),
        })
    }

    fn page() -> comfy_table::Table {
        let mut page = table();
        page.set_header(COLUMNS);
        page
    }

    /// Prints an event without copies, from its text.
    fn write_text(&mut self, mut text: String) -> io::Result<()> {
        if let Self::Ndjson(out) = self {
            // An event is an object with members.
            text.truncate(text.trim_end().len() - 1);
            return writeln!(out, "{text},\"also\":[]}}");
        }
        let mut event: Value = serde_json::from_str(&text)?;
        event["also"] = json!([]);
        self.write(&event)
    }

    fn write(&mut self, event: &Value) -> io::Result<()> {
        match self {
            Self::Ndjson(out) => json_line(out, event),
            Self::Csv(writer, formulas) => {
                let mut cells = csv_cells(event, *formulas);
                let also = &event["also"];
                cells.push(if also.as_array().is_some_and(Vec::is_empty) { String::new() } else { also.to_string() });
                writer.write_record(cells).map_err(io::Error::other)
            }
            Self::Table(page) => {
                page.add_row(row(event));
                if page.row_count() >= ROWS {
                    writeln!(io::stdout(), "{}", std::mem::replace(page, Self::page()))?;
                }
                Ok(())
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Ndjson(mut out) => out.flush(),
            Self::Csv(mut writer, _) => writer.flush(),
            Self::Table(page) if page.is_empty() => Ok(()),
            Self::Table(page) => writeln!(io::stdout(), "{page}"),
        }
    }
}

/// The cells of [`COLUMNS`].
fn row(event: &Value) -> [String; 7] {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let either = |one: &Value, other: &Value| text(one).or_else(|| text(other)).unwrap_or_default();
    let time = text(&event["time"]).unwrap_or_default();
    let mut source = text(&event["source"]).unwrap_or_default();
    for also in event["also"].as_array().into_iter().flatten() {
        source += &format!(" + {}", also["source"].as_str().unwrap_or_default());
    }
    let target = &event["targets"][0];
    [
        // A second is enough for people.
        time.get(..19).map_or(time.clone(), |time| time.replace('T', " ")),
        source,
        either(&event["actor"]["name"], &event["actor"]["id"]),
        text(&event["actor"]["ip"]).unwrap_or_default(),
        text(&event["activity"]).unwrap_or_default(),
        either(&target["name"], &target["id"]),
        text(&event["outcome"]).unwrap_or_default(),
    ]
    .map(|cell| printable(&cell))
}
