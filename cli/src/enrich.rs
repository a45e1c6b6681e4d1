//! An export with label names added.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use msaudit::enrich::{EnrichError, Enriched, Enricher};
use msaudit::label::LabelBook;
use msaudit::read::ErrorKind;

use crate::Status;
use crate::args::Enrich;
use crate::interrupt::{Heeded, Interruptible};
use crate::outfile::OutFile;
use crate::output::{json_line, printable};
use crate::parallel::threads;
use crate::progress;
use crate::run::{ended, named, print_report, print_unknown_labels};

pub(crate) fn enrich(args: &Enrich) -> io::Result<Status> {
    let book = LabelBook::open(&args.labels).map_err(io::Error::other)?;
    let path = &*args.file;
    let (input, size): (Box<dyn Read + Send>, _) = if path == Path::new("-") {
        (Box::new(io::stdin()), None)
    } else {
        let file = named(path, File::open(path))?;
        let size = file.metadata().ok().map(|metadata| metadata.len());
        (Box::new(file), size)
    };
    let mut file = match &args.out {
        Some(out) => Some(OutFile::create(out, args.force, std::slice::from_ref(&args.file))?),
        None => None,
    };
    let name = path.display().to_string();
    let bar = progress::bar(size);
    bar.set_message(printable(&name));
    let mut errors = BufWriter::new(anstream::stderr());
    let mut problems = 0_u64;
    let output: &mut dyn Write = match &mut file {
        Some(file) => file,
        None => &mut BufWriter::new(Heeded(io::stdout().lock())),
    };
    let enriched = Enricher::new(&book).named(&name).threads(threads(args.jobs)).run(
        Interruptible(bar.wrap_read(input)),
        output,
        |error| {
            problems += u64::from(error.kind() == ErrorKind::WrongType);
            // Nobody is left to tell if standard error is closed.
            let _ = json_line(&mut errors, &error);
        },
    );
    bar.finish_and_clear();
    errors.flush()?;
    let enriched = enriched.map_err(|error| match error {
        EnrichError::Write(error) => error,
        error => io::Error::other(error),
    })?;
    if let Some(file) = file {
        file.finish()?;
    }
    summary(&enriched);
    Ok(ended(enriched.report(), problems))
}

fn summary(enriched: &Enriched) {
    let mut out = anstream::stderr().lock();
    print_report(&mut out, enriched.report());
    let _ = writeln!(out, "records that tell of a label: {}", enriched.enriched());
    if enriched.unplaced() > 0 {
        let _ = writeln!(out, "of those, without a place for their names, and unchanged: {}", enriched.unplaced());
    }
    print_unknown_labels(&mut out, enriched.unknown());
    if enriched.kept().len() > 0 {
        let _ = writeln!(out, "fields that say something else than the book, and were kept: {}", enriched.kept().len());
    }
    for kept in enriched.kept() {
        let (written, in_book) = (printable(kept.written()), printable(kept.in_book()));
        let (field, count, line) = (kept.field(), kept.count(), kept.first().line());
        let _ = writeln!(out, "  {field}: `{written}`, in the book `{in_book}`: {count}, first on line {line}");
    }
    if enriched.others() > 0 {
        let _ = writeln!(out, "  and {} times further ones", enriched.others());
    }
}
