//! `read`: every record as an event.

use std::io;

use msaudit::event::DecodedEvent;

use crate::Status;
use crate::args::{Events, Read};
use crate::columns::{Rank, of_events, value};
use crate::events::{CsvWork, EventWriter, LABEL_VIEW, LIST_VIEW};
use crate::output::{json_line, json_text};
use crate::parallel::{self, Work};
use crate::parquet;
use crate::run::{Run, book};
use crate::schema;
use crate::sorter::Sorter;

/// Each event as a line of JSON.
struct JsonLines;

impl Work for JsonLines {
    fn event(&mut self, decoded: &DecodedEvent<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        json_line(out, decoded)
    }
}

pub(crate) fn read(args: &Read) -> io::Result<Status> {
    if let Some(schema) = args.schema {
        return schema::read(args, schema);
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
    if is_whole && args.format != Events::Table {
        let filter = args.filters.filter();
        let run = if args.format == Events::Csv {
            // The header; what is behind it is made by several.
            EventWriter::new(stream, args.formulas, &args.layout.look, &view, &[])?.finish()?;
            parallel::read(&args.exports, book.as_ref(), &filter, || CsvWork::new(args.formulas))?.0
        } else {
            parallel::read(&args.exports, book.as_ref(), &filter, || JsonLines)?.0
        };
        return run.finish();
    }
    let mut events = EventWriter::new(stream, args.formulas, &args.layout.look, &view, &[])?;
    let filter = args.filters.filter();
    let run = match order {
        None => Run::new(&args.exports, book.as_ref(), filter, |line, _| events.write(line))?,
        Some((column, reversed)) => {
            let mut sorter = Sorter::new();
            let run = Run::new(&args.exports, book.as_ref(), filter, |line, _| {
                let event = serde_json::to_value(line)?;
                let rank = Rank::new(value(&event, &column).into_owned(), reversed);
                sorter.add(rank, 0, json_text(line)?)
            })?;
            sorter.merge(|line| events.write_line(&line.text))?;
            run
        }
    };
    events.finish()?;
    run.finish()
}
