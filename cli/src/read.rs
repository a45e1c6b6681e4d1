//! `read`: every record as an event.

use std::io::{self, Write};

use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use serde_json::Value;

use crate::Status;
use crate::args::{Events, Read};
use crate::columns::{Rank, of_events, value};
use crate::events::{CsvWork, EventWriter, LABEL_VIEW, LIST_VIEW};
use crate::output::{json_line, json_text};
use crate::parallel::Work;
use crate::parquet;
use crate::run::{Run, book};
use crate::schema;
use crate::sorter::Sorter;

/// Each event as a line of JSON.
struct JsonLines;

impl Work for JsonLines {
    type Made = Vec<u8>;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, made: &mut Vec<u8>) -> io::Result<()> {
        json_line(made, decoded)
    }
}

/// Each event as a value, of which columns are shown.
struct Values;

impl Work for Values {
    type Made = Vec<Value>;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, made: &mut Vec<Value>) -> io::Result<()> {
        made.push(serde_json::to_value(decoded)?);
        Ok(())
    }
}

/// Each event as a line of JSON, with what it is sorted by.
struct Ranked<'o>(&'o str, bool);

impl Work for Ranked<'_> {
    type Made = Vec<(Rank, String)>;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, made: &mut Vec<(Rank, String)>) -> io::Result<()> {
        let event = serde_json::to_value(decoded)?;
        made.push((Rank::new(value(&event, self.0).into_owned(), self.1), json_text(decoded)?));
        Ok(())
    }
}

pub(crate) fn read(args: &Read) -> io::Result<Status> {
    if let Some(schema) = args.schema.of_others() {
        return schema::read(args, schema);
    }
    if args.raw_data {
        return Err(io::Error::other("an event of msaudit has no place for a record: expected `--schema ocsf`"));
    }
    let Some(stream) = args.format.stream() else { return parquet::read(args) };
    if let Some(out) = &args.parquet.out {
        let message = format!("`--out {}` is for Parquet: expected `--format parquet`", out.display());
        return Err(io::Error::other(message));
    }
    let book = book(args.labels.as_deref())?;
    let of_labels = book.is_some() || !args.filters.label_change.is_empty();
    let view = if of_labels { LABEL_VIEW } else { LIST_VIEW };
    let order = args.layout.order(&of_events())?;
    let is_whole = order.is_none() && args.layout.look.columns.is_empty();
    let (exports, book, filter) = (&args.exports, book.as_ref(), args.filters.filter());
    let mut events = EventWriter::new(stream, args.formulas, &args.layout.look, &view, &[])?;
    let run = match order {
        None if is_whole && args.format == Events::Ndjson => {
            Run::new(exports, book, &filter, || JsonLines, |lines| io::stdout().write_all(&lines))?.0
        }
        None if is_whole && args.format == Events::Csv => {
            // The header stands before what the threads make.
            events.finish()?;
            Run::new(exports, book, &filter, || CsvWork::new(args.formulas), |rows| io::stdout().write_all(&rows))?.0
        }
        None => {
            let write = |values: Vec<Value>| values.iter().try_for_each(|value| events.write(value));
            Run::new(exports, book, &filter, || Values, write)?.0
        }
        Some((column, reversed)) => {
            let mut sorter = Sorter::new();
            let add =
                |lines: Vec<(Rank, String)>| lines.into_iter().try_for_each(|(rank, line)| sorter.add(rank, 0, line));
            let (run, _) = Run::new(exports, book, &filter, || Ranked(&column, reversed), add)?;
            sorter.merge(|line| events.write_line(&line.text))?;
            run
        }
    };
    events.finish()?;
    run.finish()
}
