//! `timeline`: the events of all sources in one order, copies folded.

use std::io::{self, Write};
use std::sync::Arc;

use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use msaudit::report::TablePage;

use crate::Status;
use crate::args::Timeline;
use crate::cells::Cells;
use crate::columns::{ALSO, Rank, of_events};
use crate::events::EventWriter;
use crate::fold::{Waiting, fold, key, waiting};
use crate::formats::TimelineFormat;
use crate::outfile::OutFile;
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
        lines.into_iter().try_for_each(|(time, key, text)| sorter.add(time, key, text))
    };
    let view = Arc::clone(&output.view);
    let order = output.order.as_ref().map(|(column, _)| column.clone());
    let work = || Timed { view: &view, cells: view.cells(order.as_deref()) };
    let (run, _) = Run::new(&args.exports, book.as_ref(), &args.filter(), work, add)?;
    let mut second: Vec<Line<i128>> = Vec::new();
    let mut folded = 0;
    sorter.merge(|line| {
        let is_same = second.first().is_some_and(|first| seconds(first.rank) == seconds(line.rank));
        if !is_same || second.len() >= MOST {
            folded += fold(&second, |event| output.add(&event))?;
            second.clear();
        }
        second.push(line);
        Ok(())
    })?;
    folded += fold(&second, |event| output.add(&event))?;
    output.finish()?;
    let status = run.finish()?;
    if folded > 0 && !args.exports.quiet {
        let _ = writeln!(anstream::stderr(), "copies folded into others: {folded}");
    }
    Ok(status)
}

/// The text of each event that waits, with its time and what its copies have in common with it.
struct Timed<'v> {
    view: &'v View,
    cells: Cells,
}

impl Work for Timed<'_> {
    type Made = Vec<(i128, u64, String)>;

    const ASKS_FOR_TARGETS: bool = true;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, made: &mut Self::Made) -> io::Result<()> {
        self.cells.fill(decoded)?;
        made.push((instant(decoded.instant()), key(decoded), waiting(self.view, decoded, &self.cells)?));
        Ok(())
    }
}

fn seconds(time: i128) -> i128 {
    if time == UNDATED { UNDATED } else { time.div_euclid(1_000_000_000) }
}

/// Events in the order of time, or put in another before they are printed.
struct Ordered {
    view: Arc<View>,
    output: Output,
    order: Option<(String, bool)>,
    sorter: Sorter<Rank>,
}

impl Ordered {
    fn new(args: &Timeline) -> io::Result<Self> {
        let order = args.layout.order(&of_events())?;
        let look = &args.layout.look;
        let (format, columns) = match args.format {
            TimelineFormat::Ndjson => (Stream::Ndjson, COLUMNS.to_vec()),
            TimelineFormat::Csv => (Stream::Csv, COLUMNS.to_vec()),
            TimelineFormat::Table => (Stream::Table, COLUMNS.to_vec()),
            // A page has room for more of a table than a terminal has.
            TimelineFormat::Html => (Stream::Table, [COLUMNS.as_slice(), &["reason", "file", "record"]].concat()),
        };
        let view = Arc::new(View::new(format, args.formulas, look, &columns, &[ALSO])?);
        Ok(Self { output: Output::new(args, &view)?, view, order, sorter: Sorter::new() })
    }

    fn add(&mut self, event: &Waiting<'_>) -> io::Result<()> {
        let parts = event.parts(&self.view)?;
        let Some((column, reversed)) = &self.order else { return self.output.write(&parts) };
        let rank = Rank::new(event.rank(column)?, *reversed);
        self.sorter.add(rank, 0, parts.into_owned())
    }

    fn finish(mut self) -> io::Result<()> {
        self.sorter.merge(|line| self.output.write(&line.text))?;
        self.output.finish()
    }
}

enum Output {
    Stream(EventWriter),
    Html { page: TablePage, out: OutFile },
}

impl Output {
    fn new(args: &Timeline, view: &Arc<View>) -> io::Result<Self> {
        if args.format != TimelineFormat::Html {
            return EventWriter::new(Arc::clone(view), threads(args.exports.jobs)).map(Self::Stream);
        }
        let path = args.out.as_deref().expect("clap asks for it with this format");
        let inputs = [args.exports.files.as_slice(), args.labels.as_slice()].concat();
        let out = OutFile::create(path, args.exports.force, &inputs)?;
        Ok(Self::Html { page: TablePage::new("Timeline", view.columns()), out })
    }

    /// Prints an event, of whose line there are the parts.
    fn write(&mut self, parts: &str) -> io::Result<()> {
        match self {
            Self::Stream(events) => events.parts(parts),
            Self::Html { page, .. } => {
                page.push(parts.split('\t'));
                Ok(())
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Stream(events) => events.finish(),
            Self::Html { page, mut out } => {
                out.write_all(page.render().as_bytes())?;
                out.finish()
            }
        }
    }
}
