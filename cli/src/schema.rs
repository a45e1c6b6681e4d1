//! `read --schema`: events as others have them.

use std::io::{self, Write};

use msaudit::export::{Exporter, Schema};
use msaudit::label::LabelBook;
use serde_json::{Map, Value};

use crate::Status;
use crate::args::{Events, Read};
use crate::output::Lines;
use crate::parquet;
use crate::run::{Run, book};

pub(crate) fn read(args: &Read, schema: Schema) -> io::Result<Status> {
    if !matches!(args.format, Events::Ndjson | Events::Parquet) {
        return Err(io::Error::other(format!(
            "events in the schema `{schema}` are JSON lines or Parquet: expected `--format ndjson` or `--format parquet`"
        )));
    }
    if args.raw_data && schema != Schema::Ocsf {
        return Err(io::Error::other(format!("`{schema}` has no place for a record: expected `--schema ocsf`")));
    }
    let book = book(args.labels.as_deref())?;
    let mut exporter = Exporter::new(schema);
    let status = if args.format == Events::Parquet {
        parquet::read_schema(args, book.as_ref(), &mut exporter)?
    } else {
        let mut out = Lines::new();
        let run = objects(args, book.as_ref(), &mut exporter, |object| out.json(&object))?;
        out.flush()?;
        run.finish()?
    };
    if !args.exports.quiet {
        print(&exporter);
    }
    Ok(status)
}

/// Each event as an object of the schema.
pub(crate) fn objects<'a>(
    args: &'a Read,
    book: Option<&'a LabelBook>,
    exporter: &mut Exporter,
    mut write: impl FnMut(Map<String, Value>) -> io::Result<()>,
) -> io::Result<Run<'a>> {
    Run::new(&args.exports, book, args.filters.filter(), |decoded, entry| {
        let mut object = exporter.export(decoded);
        if args.raw_data {
            object.insert("raw_data".to_owned(), Value::from(entry.text()));
        }
        write(object)
    })
}

fn print(exporter: &Exporter) {
    let report = exporter.report();
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
