//! Exports to events: the one way from files to events, for every command that takes exports.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use msaudit::analysis::{Counts, Dedup, Filter, Tally, UnknownLabels};
use msaudit::event::DecodedEvent;
use msaudit::label::LabelBook;
use msaudit::read::{Entry, ErrorKind, ReadError, Reader, Report};
use time::format_description::well_known::Rfc3339;

use crate::Status;
use crate::args::Exports;
use crate::output::{json_line, printable};

/// The label book, if one is named.
pub(crate) fn book(path: Option<&Path>) -> io::Result<Option<LabelBook>> {
    path.map(LabelBook::open).transpose().map_err(io::Error::other)
}

pub(crate) fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

/// Exports being read: the one way from files to events, for every command that takes exports.
pub(crate) struct Run<'a> {
    book: Option<&'a LabelBook>,
    filter: Filter,
    errors: Box<dyn Write>,
    report: Report,
    tally: Tally,
    /// Events that the filter let through.
    wanted: u64,
    dedup: Option<Dedup>,
    /// The files, as the copies are numbered.
    files: &'a [PathBuf],
    /// Copies that were passed over.
    duplicates: u64,
    /// Parts of records that could not be decoded.
    problems: u64,
    status: Status,
}

/// What a command does with each event.
type Each<'e> = &'e mut dyn FnMut(&DecodedEvent<'_>, &Entry<'_>) -> io::Result<()>;

impl<'a> Run<'a> {
    /// Reads exports and hands on every event that the filter lets through. What is wrong with the others is reported all
    /// the same: a record that cannot be judged must not vanish.
    pub(crate) fn new(
        exports: &'a Exports,
        book: Option<&'a LabelBook>,
        filter: Filter,
        mut each: impl FnMut(&DecodedEvent<'_>, &Entry<'_>) -> io::Result<()>,
    ) -> io::Result<Self> {
        let errors: Box<dyn Write> = match &exports.errors {
            Some(path) => Box::new(BufWriter::new(named(path, File::create(path))?)),
            None => Box::new(BufWriter::new(anstream::stderr())),
        };
        let dedup = exports.dedup.then(|| copies(&exports.files)).transpose()?;
        let mut run = Self {
            book,
            filter,
            errors,
            report: Report::default(),
            tally: Tally::default(),
            wanted: 0,
            dedup,
            files: &exports.files,
            duplicates: 0,
            problems: 0,
            status: Status::Clean,
        };
        for (input, path) in exports.files.iter().enumerate() {
            run.file(input, path, &mut each)?;
        }
        Ok(run)
    }

    /// Whether there was no record that could be read.
    #[cfg(feature = "parquet")]
    pub(crate) fn is_empty(&self) -> bool {
        self.report.read() == 0
    }

    /// Says on standard error what became of the records, and how the command ended.
    pub(crate) fn finish(mut self) -> io::Result<Status> {
        self.errors.flush()?;
        self.counts();
        Ok(self.status.max(ended(&self.report, self.problems)))
    }

    fn file(&mut self, number: usize, path: &Path, each: Each<'_>) -> io::Result<()> {
        if path == Path::new("-") {
            return self.input(Reader::new(io::stdin().lock()).named("-"), number, None, each);
        }
        match Reader::open(path) {
            Ok(reader) => self.input(reader, number, size(path), each),
            Err(error) => self.fail(&error),
        }
    }

    fn input<R: io::Read>(
        &mut self,
        mut reader: Reader<R>,
        number: usize,
        size: Option<u64>,
        each: Each<'_>,
    ) -> io::Result<()> {
        let broken_off = drain(&mut reader, size, |entry| match entry {
            Ok(entry) => self.entry(&entry, number, each),
            Err(error) => self.error(&error),
        })?;
        if let Some(error) = broken_off {
            self.fail(&error)?;
        }
        self.report.merge(reader.report());
        self.errors.flush()
    }

    fn entry(&mut self, entry: &Entry<'_>, number: usize, each: Each<'_>) -> io::Result<()> {
        let decoded = entry.decode(self.book);
        if let Some(copy) = self.dedup.as_ref().and_then(|dedup| dedup.judge(number, &decoded)) {
            self.duplicates += 1;
            let kept = self.files[copy.kept_input()].display();
            let message = format!("a copy of record {} of `{kept}`: {copy}", copy.kept_record());
            return self.error(&entry.error(ErrorKind::Duplicate, message));
        }
        if self.filter.matches(&decoded) {
            self.wanted += 1;
            each(&decoded, entry)?;
            self.tally.add(&decoded);
        }
        if let Some(warning) = entry.warning() {
            self.error(warning)?;
        }
        for problem in decoded.problems() {
            self.problems += 1;
            self.error(&entry.error(ErrorKind::WrongType, problem.to_string()))?;
        }
        Ok(())
    }

    /// Nobody knows what else the export holds.
    fn fail(&mut self, error: &ReadError) -> io::Result<()> {
        self.status = Status::Failed;
        self.error(error)
    }

    fn error(&mut self, error: &ReadError) -> io::Result<()> {
        json_line(&mut self.errors, error)
    }

    fn counts(&self) {
        let mut out = anstream::stderr().lock();
        print_report(&mut out, &self.report);
        if let Some(dedup) = &self.dedup {
            let _ = writeln!(out, "duplicates: {}", self.duplicates);
            if dedup.forgotten() > 0 {
                let until = dedup.forgotten_until().and_then(|time| time.format(&Rfc3339).ok());
                let until = until.map_or_else(String::new, |until| format!(" of {until} and before"));
                let _ = writeln!(out, "events{until} that were too many to look for copies of: {}", dedup.forgotten());
            }
        }
        if !self.filter.is_empty() {
            let _ = writeln!(out, "records that the filters let through: {}", self.wanted);
        }
        if self.problems > 0 {
            let _ = writeln!(out, "parts of records that could not be decoded: {}", self.problems);
        }
        for (what, counts) in [
            ("activities not in the catalogue", self.tally.activities()),
            ("operations not in the catalogue", self.tally.operations()),
            ("cmdlets not in the catalogue", self.tally.cmdlets()),
            ("workloads not in the catalogue", self.tally.workloads()),
            ("services not in the catalogue", self.tally.services()),
            ("categories not in the catalogue", self.tally.categories()),
            ("record types not in the catalogue", self.tally.record_types()),
        ] {
            print_counts(&mut out, what, counts);
        }
        print_unknown_labels(&mut out, self.tally.labels());
    }
}

/// How a command ended that has read exports, by what became of the records and of their parts.
pub(crate) fn ended(report: &Report, problems: u64) -> Status {
    if report.read() == 0 {
        Status::Failed
    } else if problems > 0 || report.errors().next().is_some() {
        Status::Found
    } else {
        Status::Clean
    }
}

/// The first of two passes: what is there twice. What cannot be read is the second one's to report.
fn copies(files: &[PathBuf]) -> io::Result<Dedup> {
    let mut dedup = Dedup::new();
    for (number, path) in files.iter().enumerate() {
        if path == Path::new("-") {
            return Err(io::Error::other("standard input cannot be read twice, as `--dedup` has to: expected files"));
        }
        let Ok(mut reader) = Reader::open(path) else { continue };
        drain(&mut reader, size(path), |entry| {
            if let Ok(entry) = entry {
                dedup.note(number, &entry.decode(None));
            }
            Ok(())
        })?;
    }
    Ok(dedup)
}

/// Reads an export to its end, with a bar that shows how far it is. Gives the error that the input broke off with, if it did.
fn drain<R: io::Read>(
    reader: &mut Reader<R>,
    size: Option<u64>,
    mut each: impl FnMut(Result<Entry<'_>, ReadError>) -> io::Result<()>,
) -> io::Result<Option<ReadError>> {
    let bar = progress(reader.name(), size);
    let broken_off = loop {
        match reader.batch() {
            Ok(Some(mut batch)) => batch.try_for_each(&mut each)?,
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
        bar.set_position(reader.offset());
    };
    bar.finish_and_clear();
    Ok(broken_off)
}

fn size(path: &Path) -> Option<u64> {
    path.metadata().ok().map(|metadata| metadata.len())
}

/// What was read, and what was skipped by reason.
pub(crate) fn print_report(out: &mut impl Write, report: &Report) {
    let _ = writeln!(out, "records read: {}", report.read());
    let _ = writeln!(out, "records skipped: {}", report.skipped());
    for (kind, count) in report.errors() {
        let _ = writeln!(out, "  {kind}: {count}");
    }
}

/// The most frequent of them, so that the end of a long run stays readable.
fn print_counts(out: &mut impl Write, what: &str, counts: &Counts) {
    const SHOWN: usize = 10;

    if counts.is_empty() {
        return;
    }
    let all = counts.by_frequency();
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

/// The labels that the book lacks, all of them: each is a gap that somebody has to close.
pub(crate) fn print_unknown_labels(out: &mut impl Write, labels: &UnknownLabels) {
    if labels.is_empty() {
        return;
    }
    let _ = writeln!(out, "label ids not in the book: {}", labels.iter().len());
    for label in labels.iter() {
        let first = label.first_seen().and_then(|time| time.format(&Rfc3339).ok());
        let first = first.map_or_else(String::new, |time| format!(", first seen {time}"));
        let _ = writeln!(out, "  {}: {}{first}", printable(label.id()), label.count());
    }
    if labels.others() > 0 {
        let _ = writeln!(out, "  and {} times further ones", labels.others());
    }
}

/// A bar on a terminal, nothing elsewhere.
pub(crate) fn progress(name: &str, size: Option<u64>) -> ProgressBar {
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
