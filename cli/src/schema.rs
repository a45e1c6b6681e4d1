//! `read --schema`: events as others have them.

use std::io::{self, Write};
use std::marker::PhantomData;

use clap::ValueEnum;
use msaudit::event::DecodedEvent;
use msaudit::export::{ExportReport, Exporter, Schema};
use msaudit::label::LabelBook;
use msaudit::read::Entry;
use serde_json::{Map, Value};

use crate::Status;
use crate::args::Read;
use crate::formats::Events;
use crate::output::push_json_line;
use crate::parallel::Work;
use crate::parquet;
use crate::run::{Run, book};

/// The schema of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EventSchema {
    /// The fields of msaudit
    Own,
    /// The Open Cybersecurity Schema Framework, as JSON lines or Parquet
    Ocsf,
    /// The Advanced Security Information Model of Microsoft Sentinel, as JSON lines or Parquet
    Asim,
}

impl EventSchema {
    /// The schema, if it is that of others.
    pub(crate) fn of_others(self) -> Option<Schema> {
        match self {
            Self::Own => None,
            Self::Ocsf => Some(Schema::Ocsf),
            Self::Asim => Some(Schema::Asim),
        }
    }
}

pub(crate) fn read(args: &Read, schema: Schema) -> io::Result<Status> {
    if !matches!(args.format, Events::Ndjson | Events::Parquet) {
        return Err(io::Error::other(format!(
            "events in the schema `{schema}` are JSON lines or Parquet: expected `--format ndjson` or `--format parquet`"
        )));
    }
    if args.raw_data && schema != Schema::Ocsf {
        return Err(io::Error::other(format!("`{schema}` has no place for a record: expected `--schema ocsf`")));
    }
    if !args.layout.look.columns.is_empty() || args.layout.sort.is_some() {
        let message =
            format!("`--columns` and `--sort` know the fields of msaudit, not those of `{schema}`: expected neither");
        return Err(io::Error::other(message));
    }
    let book = book(args.labels.as_deref())?;
    let (status, report) = if args.format == Events::Parquet {
        parquet::read_schema(args, schema, book.as_ref())?
    } else {
        let write = |lines: Vec<u8>| io::stdout().write_all(&lines);
        let (run, report) = objects(args, schema, book.as_ref(), |object, made| push_json_line(made, &object), write)?;
        (run.finish()?, report)
    };
    if !args.exports.quiet {
        print(&report);
    }
    Ok(status)
}

/// Makes an object of the schema of each event.
struct Objects<F, M> {
    exporter: Exporter,
    has_raw_data: bool,
    make: F,
    made: PhantomData<fn() -> M>,
}

impl<M: Default + Send, F: Fn(Map<String, Value>, &mut M) -> io::Result<()> + Send> Work for Objects<F, M> {
    type Made = M;

    const ASKS_FOR_TARGETS: bool = true;

    fn event(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>, made: &mut M) -> io::Result<()> {
        let mut object = self.exporter.export(decoded);
        if self.has_raw_data {
            object.insert("raw_data".to_owned(), Value::from(entry.text()));
        }
        (self.make)(object, made)
    }
}

/// Hands on, in order, what `make` makes of each event as an object of the schema.
pub(crate) fn objects<M: Default + Send>(
    args: &Read,
    schema: Schema,
    book: Option<&LabelBook>,
    make: impl Fn(Map<String, Value>, &mut M) -> io::Result<()> + Send + Sync,
    each: impl FnMut(M) -> io::Result<()>,
) -> io::Result<(Run, ExportReport)> {
    let work =
        || Objects { exporter: Exporter::new(schema), has_raw_data: args.raw_data, make: &make, made: PhantomData };
    let (run, parts) = Run::new(&args.exports, book, &args.filters.filter(), work, each)?;
    let mut report = ExportReport::default();
    parts.into_iter().for_each(|part| report.merge(part.exporter.into_report()));
    Ok((run, report))
}

fn print(report: &ExportReport) {
    let mut out = anstream::stderr().lock();
    for (class, count) in report.classes().by_frequency() {
        let _ = writeln!(out, "{class}: {count}");
    }
    for (what, count) in [
        ("that no rule places", report.generic()),
        ("that lack what their class asks for", report.incomplete()),
        ("without a time, which the schema asks for", report.undated()),
    ] {
        if count > 0 {
            let _ = writeln!(out, "events {what}: {count}");
        }
    }
}
