//! `report`: a page for people.

use std::io::{self, Write};

use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use msaudit::report::ReportBuilder;

use crate::Status;
use crate::args::Report;
use crate::departments;
use crate::outfile::OutFile;
use crate::parallel::Work;
use crate::run::{Run, book};

pub(crate) fn report(args: &Report) -> io::Result<Status> {
    let book = book(args.labels.as_deref())?;
    // Begun first: whoever waited for a large export wants to know at once that the page cannot be written.
    let inputs = [args.exports.files.as_slice(), args.labels.as_slice()].concat();
    let mut out = OutFile::create(&args.out, args.exports.force, &inputs)?;
    let mut report = ReportBuilder::new().title(&args.title);
    if !args.section.is_empty() {
        report = report.sections(args.section.iter().flat_map(|sections| sections.0.iter().copied()));
    }
    if let Some(path) = &args.departments {
        report = report.departments(departments::read(path)?);
    }
    let (filter, empty) = (args.filters.filter(), report);
    let (run, parts) = Run::new(&args.exports, book.as_ref(), &filter, || empty.clone(), |()| Ok(()))?;
    let mut report = empty;
    parts.into_iter().for_each(|part| report.merge(part));
    report.add_read(run.report());
    out.write_all(report.render().as_bytes())?;
    out.finish()?;
    let status = run.finish()?;
    if args.exports.quiet {
        return Ok(status);
    }
    let _ = writeln!(anstream::stderr(), "report written: {}, {} events", args.out.display(), report.events());
    Ok(status)
}

impl Work for ReportBuilder {
    type Made = ();

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, (): &mut ()) -> io::Result<()> {
        self.add(decoded);
        Ok(())
    }
}
