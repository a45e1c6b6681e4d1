//! `read`: every record as an event.

use std::io;
use std::sync::Arc;

use msaudit::event::DecodedEvent;
use msaudit::read::Entry;

use crate::Status;
use crate::args::Read;
use crate::cells::Cells;
use crate::columns::{Rank, of_events};
use crate::events::EventWriter;
use crate::parallel::{Work, threads};
use crate::parquet;
use crate::run::{Run, book};
use crate::schema;
use crate::sorter::Sorter;
use crate::view::{LABEL_VIEW, LIST_VIEW, Lines, View};

/// The parts of each event's line, with what it is sorted by.
struct Ranked<'v> {
    view: &'v View,
    /// With the column that is sorted by behind those of the view.
    cells: Cells,
    reversed: bool,
}

impl Work for Ranked<'_> {
    type Made = Vec<(Rank, String)>;

    const ASKS_FOR_TARGETS: bool = true;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, made: &mut Vec<(Rank, String)>) -> io::Result<()> {
        self.cells.fill(decoded)?;
        let value = self.cells.get(self.view.columns().len()).value()?;
        made.push((Rank::new(value, self.reversed), self.view.parts(decoded, &self.cells)?));
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
    let view = if of_labels { &LABEL_VIEW } else { &LIST_VIEW };
    let view = Arc::new(View::new(stream, args.formulas, &args.layout.look, view, &[])?);
    let order = args.layout.order(&of_events())?;
    let (exports, book, filter) = (&args.exports, book.as_ref(), args.filters.filter());
    let mut events = EventWriter::new(Arc::clone(&view), threads(exports.jobs))?;
    let run = match order {
        None => Run::new(exports, book, &filter, || Lines::new(&view), |lines| events.lines(&lines))?.0,
        Some((column, reversed)) => {
            let mut sorter = Sorter::new();
            let add =
                |lines: Vec<(Rank, String)>| lines.into_iter().try_for_each(|(rank, line)| sorter.add(rank, 0, line));
            let work = || Ranked { view: &view, cells: view.cells(Some(&column)), reversed };
            let (run, _) = Run::new(exports, book, &filter, work, add)?;
            sorter.merge(|line| events.parts(&line.text))?;
            run
        }
    };
    events.finish()?;
    run.finish()
}
