//! `read`: every record as an event.

use std::io;

use crate::Status;
use crate::args::{Events, Read};
use crate::events::EventWriter;
use crate::parquet;
use crate::run::{Run, book};

pub(crate) fn read(args: &Read) -> io::Result<Status> {
    if args.format == Events::Parquet {
        return parquet::read(args);
    }
    if let Some(out) = &args.parquet.out {
        let message = format!("`--out {}` is for Parquet: expected `--format parquet`", out.display());
        return Err(io::Error::other(message));
    }
    let book = book(args.labels.as_deref())?;
    let mut events =
        EventWriter::new(args.format, args.formulas, book.is_some() || !args.filters.label_change.is_empty())?;
    let run = Run::new(&args.exports, book.as_ref(), args.filters.filter(), |line, _| events.write(line))?;
    events.finish()?;
    run.finish()
}
