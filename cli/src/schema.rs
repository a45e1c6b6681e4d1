//! `read --schema`: events as others have them.

use std::io::{self, Write};

use msaudit::export::{Exporter, Schema};
use serde_json::Value;

use crate::Status;
use crate::args::{Events, Read};
use crate::output::Lines;
use crate::run::{Run, book};

pub(crate) fn read(args: &Read, schema: Schema) -> io::Result<Status> {
    if args.format != Events::Ndjson {
        return Err(io::Error::other(format!(
            "events in the schema `{schema}` are JSON lines: expected `--format ndjson`"
        )));
    }
    if args.raw_data && schema != Schema::Ocsf {
        return Err(io::Error::other(format!("`{schema}` has no place for a record: expected `--schema ocsf`")));
    }
    let book = book(args.labels.as_deref())?;
    let mut exporter = Exporter::new(schema);
    let mut out = Lines::new();
    let run = Run::new(&args.exports, book.as_ref(), args.filters.filter(), |decoded, entry| {
        let mut object = exporter.export(decoded);
        if args.raw_data {
            object.insert("raw_data".to_owned(), Value::from(entry.text()));
        }
        out.json(&object)
    })?;
    out.flush()?;
    let status = run.finish()?;
    if !args.exports.quiet {
        print(&exporter);
    }
    Ok(status)
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
