//! Exports to events.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use msaudit::event::{Counts, Event, Line, Tally};
use msaudit::label::LabelBook;
use msaudit::read::{Entry, ReadError, Reader, Report};

use crate::Status;
use crate::args::Read;
use crate::events::EventWriter;
use crate::output::printable;

pub(crate) fn read(args: &Read) -> io::Result<Status> {
    let book = args.labels.as_ref().map(LabelBook::open).transpose().map_err(io::Error::other)?;
    let errors: Box<dyn Write> = match &args.errors {
        Some(path) => Box::new(BufWriter::new(named(path, File::create(path))?)),
        None => Box::new(BufWriter::new(anstream::stderr())),
    };
    let mut run = Run {
        book: book.as_ref(),
        events: EventWriter::new(args.format)?,
        errors,
        report: Report::default(),
        tally: Tally::default(),
        problems: 0,
        status: Status::Clean,
    };
    for path in &args.files {
        run.file(path)?;
    }
    run.events.finish()?;
    run.errors.flush()?;
    run.summary();
    if run.report.read() == 0 {
        run.status = Status::Failed;
    } else if run.problems > 0 || run.report.errors().next().is_some() {
        run.status = run.status.max(Status::Found);
    }
    Ok(run.status)
}

fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

struct Run<'a> {
    book: Option<&'a LabelBook>,
    events: EventWriter,
    errors: Box<dyn Write>,
    report: Report,
    tally: Tally,
    /// Parts of records that could not be decoded.
    problems: u64,
    status: Status,
}

impl Run<'_> {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        if path == Path::new("-") {
            return self.input(Reader::new(io::stdin().lock()).named("-"), None);
        }
        let size = path.metadata().ok().map(|metadata| metadata.len());
        match Reader::open(path) {
            Ok(reader) => self.input(reader, size),
            Err(error) => {
                self.status = Status::Failed;
                self.error(&error)
            }
        }
    }

    fn input<R: io::Read>(&mut self, mut reader: Reader<R>, size: Option<u64>) -> io::Result<()> {
        let bar = progress(reader.name(), size);
        loop {
            let batch = match reader.batch() {
                Ok(Some(batch)) => batch,
                Ok(None) => break,
                Err(error) => {
                    self.status = Status::Failed;
                    self.error(&error)?;
                    break;
                }
            };
            for entry in batch {
                match entry {
                    Ok(entry) => self.entry(&entry)?,
                    Err(error) => self.error(&error)?,
                }
            }
            bar.set_position(reader.offset());
        }
        bar.finish_and_clear();
        self.errors.flush()?;
        self.report.merge(reader.report());
        Ok(())
    }

    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let line = Line::new(Event::new(entry.record()), entry.position(), self.book);
        self.events.write(&line)?;
        self.tally.add(&line);
        if let Some(warning) = entry.warning() {
            self.error(warning)?;
        }
        for problem in line.problems() {
            self.problems += 1;
            self.error(&entry.error(problem.to_string()))?;
        }
        Ok(())
    }

    fn error(&mut self, error: &ReadError) -> io::Result<()> {
        serde_json::to_writer(&mut self.errors, error)?;
        writeln!(self.errors)
    }

    fn summary(&self) {
        let mut out = anstream::stderr().lock();
        let _ = writeln!(out, "records read: {}", self.report.read());
        let _ = writeln!(out, "records skipped: {}", self.report.skipped());
        for (kind, count) in self.report.errors() {
            let _ = writeln!(out, "  {kind}: {count}");
        }
        if self.problems > 0 {
            let _ = writeln!(out, "parts of records that could not be decoded: {}", self.problems);
        }
        for (what, counts) in [
            ("activities not in the catalogue", self.tally.activities()),
            ("services not in the catalogue", self.tally.services()),
            ("categories not in the catalogue", self.tally.categories()),
            ("record types not in the catalogue", self.tally.record_types()),
            ("label ids not in the book", self.tally.labels()),
        ] {
            print_counts(&mut out, what, counts);
        }
    }
}

/// The most frequent of them, so that the end of a long run stays readable.
fn print_counts(out: &mut impl Write, what: &str, counts: &Counts) {
    const SHOWN: usize = 10;

    if counts.is_empty() {
        return;
    }
    let mut all: Vec<(&str, u64)> = counts.iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let _ = writeln!(out, "{what}: {}", all.len());
    for (text, count) in all.iter().take(SHOWN) {
        let _ = writeln!(out, "  {}: {count}", printable(text));
    }
    if all.len() > SHOWN {
        let _ = writeln!(out, "  and {} more", all.len() - SHOWN);
    }
    if counts.others() > 0 {
        let _ = writeln!(out, "  and {} records with further ones", counts.others());
    }
}

/// A bar on a terminal, nothing elsewhere.
fn progress(name: &str, size: Option<u64>) -> ProgressBar {
    const TEMPLATE: &str = "{prefix} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}";

    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = match (size, ProgressStyle::with_template(TEMPLATE)) {
        (Some(size), Ok(style)) => ProgressBar::new(size).with_style(style),
        _ => ProgressBar::new_spinner(),
    };
    bar.set_prefix(printable(name));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
