//! `timeline`: the events of all sources in one order, copies folded.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::sync::Arc;

use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use msaudit::report::TablePage;
use serde_json::{Value, json};

use crate::Status;
use crate::args::Timeline;
use crate::columns::{Rank, of_events, value};
use crate::events::EventWriter;
use crate::formats::TimelineFormat;
use crate::outfile::OutFile;
use crate::output::json_text;
use crate::parallel::{Work, threads};
use crate::run::{Run, book};
use crate::sorter::{Line, Sorter, UNDATED, instant};
use crate::view::{Stream, View};

/// Events of one second among which copies are looked for; of more, those behind are not compared with those before.
const MOST: usize = 5_000;

/// The columns of the table.
const COLUMNS: [&str; 7] = ["time", "sources", "actor", "address", "activity", "target", "outcome"];

pub(crate) fn timeline(args: &Timeline) -> io::Result<Status> {
    let book = book(args.labels.as_deref())?;
    // Begun first: whoever waits for large exports wants to know at once what cannot be written.
    let mut output = Ordered::new(args)?;
    let mut sorter = Sorter::new();
    let add = |lines: Vec<(i128, u64, String)>| {
        lines.into_iter().try_for_each(|(time, key, line)| sorter.add(time, key, line))
    };
    let (run, _) = Run::new(&args.exports, book.as_ref(), &args.filter(), || Timed, add)?;
    let mut second: Vec<Line<i128>> = Vec::new();
    let mut folded = 0;
    sorter.merge(|line| {
        let is_same = second.first().is_some_and(|first| seconds(first.rank) == seconds(line.rank));
        if !is_same || second.len() >= MOST {
            folded += fold(std::mem::take(&mut second), &mut output)?;
        }
        second.push(line);
        Ok(())
    })?;
    folded += fold(second, &mut output)?;
    output.finish()?;
    let status = run.finish()?;
    if folded > 0 && !args.exports.quiet {
        let _ = writeln!(anstream::stderr(), "copies folded into others: {folded}");
    }
    Ok(status)
}

/// Each event as a line of JSON, with its time and the hash of its id.
struct Timed;

impl Work for Timed {
    type Made = Vec<(i128, u64, String)>;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, made: &mut Self::Made) -> io::Result<()> {
        made.push((instant(decoded.instant()), decoded.event().id().map_or(0, key), json_text(decoded)?));
        Ok(())
    }
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
fn fold(lines: Vec<Line<i128>>, output: &mut Ordered) -> io::Result<u64> {
    let mut keys: HashSet<u64> = HashSet::with_capacity(lines.len());
    if lines.iter().all(|line| line.key == 0 || keys.insert(line.key)) {
        lines.into_iter().try_for_each(|line| output.add_text(line.text))?;
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
    events.iter().try_for_each(|event| output.add(json_text(event)?))?;
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

/// Events in the order of time, or put in another before they are printed.
struct Ordered {
    output: Output,
    order: Option<(String, bool)>,
    sorter: Sorter<Rank>,
}

impl Ordered {
    fn new(args: &Timeline) -> io::Result<Self> {
        let order = args.layout.order(&of_events())?;
        Ok(Self { output: Output::new(args)?, order, sorter: Sorter::new() })
    }

    /// Takes an event in that has no copies, from its text.
    fn add_text(&mut self, mut text: String) -> io::Result<()> {
        // An event is an object with members.
        text.pop();
        text.push_str(",\"also\":[]}");
        self.add(text)
    }

    fn add(&mut self, line: String) -> io::Result<()> {
        let Some((column, reversed)) = &self.order else { return self.output.write(line) };
        let event: Value = serde_json::from_str(&line)?;
        let rank = Rank::new(value(&event, column).into_owned(), *reversed);
        self.sorter.add(rank, 0, line)
    }

    fn finish(mut self) -> io::Result<()> {
        self.sorter.merge(|line| self.output.write(line.text))?;
        self.output.finish()
    }
}

enum Output {
    Stream(EventWriter),
    Html { page: TablePage, view: View, out: OutFile },
}

impl Output {
    fn new(args: &Timeline) -> io::Result<Self> {
        let look = &args.layout.look;
        let (format, columns) = match args.format {
            TimelineFormat::Ndjson => (Stream::Ndjson, COLUMNS.to_vec()),
            TimelineFormat::Csv => (Stream::Csv, COLUMNS.to_vec()),
            TimelineFormat::Table => (Stream::Table, COLUMNS.to_vec()),
            // A page has room for more of a table than a terminal has.
            TimelineFormat::Html => (Stream::Table, [COLUMNS.as_slice(), &["reason", "file", "record"]].concat()),
        };
        let view = View::new(format, args.formulas, look, &columns, &["also"])?;
        if args.format != TimelineFormat::Html {
            return EventWriter::new(Arc::new(view), threads(args.exports.jobs)).map(Self::Stream);
        }
        let path = args.out.as_deref().expect("clap asks for it with this format");
        let inputs = [args.exports.files.as_slice(), args.labels.as_slice()].concat();
        let out = OutFile::create(path, args.exports.force, &inputs)?;
        Ok(Self::Html { page: TablePage::new("Timeline", view.columns()), view, out })
    }

    /// Prints an event, given as a line of JSON.
    fn write(&mut self, line: String) -> io::Result<()> {
        match self {
            Self::Stream(events) => events.line(line),
            Self::Html { page, view, .. } => {
                page.push(view.cells(&serde_json::from_str(&line)?));
                Ok(())
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Stream(events) => events.finish(),
            Self::Html { page, mut out, .. } => {
                out.write_all(page.render().as_bytes())?;
                out.finish()
            }
        }
    }
}
