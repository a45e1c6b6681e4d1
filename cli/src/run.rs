//! Exports to events: the one way from files to events, for every command that takes exports.

use std::io::{self, Write};
use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use msaudit::analysis::{Counts, Dedup, Filter, Tally, UnknownLabels};
use msaudit::event::DecodedEvent;
use msaudit::label::LabelBook;
use msaudit::read::{Entry, ErrorKind, ReadError, Reader, Report};
use time::format_description::well_known::Rfc3339;

use crate::Status;
use crate::args::Exports;
use crate::errors::Errors;
use crate::inputs::Input;
use crate::interrupt;
use crate::output::printable;
use crate::parallel::Message;
use crate::progress::Progress;

/// So many of each list are printed; the most frequent, so that the end of a long run stays readable.
const SHOWN: usize = 10;

/// Errors of a file in a folder that are held back until it shows whether it is an export.
const MOST_HELD: usize = 1000;

/// Whether an error may mean that the whole file is of another kind.
fn is_of_another_kind(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotARecord | ErrorKind::NotOurs | ErrorKind::Encoding | ErrorKind::Syntax)
}

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
    errors: Errors,
    dedup: Option<Arc<Dedup>>,
    /// The names of the inputs, as the copies are numbered.
    names: Arc<[String]>,
    progress: Progress,
    verbose: bool,
    quiet: bool,
    part: Part,
}

/// What became of some of the inputs.
#[derive(Default)]
pub(crate) struct Part {
    report: Report,
    tally: Tally,
    /// Events that the filter let through.
    wanted: u64,
    /// Copies that were passed over.
    duplicates: u64,
    /// Parts of records that could not be decoded.
    problems: u64,
    /// Files in folders and archives that hold no audit records, and what they are.
    others: Vec<(String, String)>,
    status: Status,
}

/// What a command does with each event.
type Each<'e> = &'e mut dyn FnMut(&DecodedEvent<'_>, &Entry<'_>) -> io::Result<()>;

impl<'a> Run<'a> {
    /// Reads exports and hands on every event that the filter lets through. What is wrong with the others is reported all
    /// the same: a record that cannot be judged must not vanish.
    pub(crate) fn new(
        exports: &Exports,
        book: Option<&'a LabelBook>,
        filter: Filter,
        mut each: impl FnMut(&DecodedEvent<'_>, &Entry<'_>) -> io::Result<()>,
    ) -> io::Result<Self> {
        let (mut run, mut inputs) = Self::begin(exports, book, filter)?;
        for (number, input) in inputs.iter_mut().enumerate() {
            run.input(number, input, &mut each)?;
        }
        run.end();
        Ok(run)
    }

    /// What is read, and nothing read of it; but that copies were looked for, if that is asked for.
    pub(crate) fn begin(
        exports: &Exports,
        book: Option<&'a LabelBook>,
        filter: Filter,
    ) -> io::Result<(Self, Vec<Input>)> {
        let mut inputs = Input::all(&exports.files)?;
        let errors = Errors::new(exports)?;
        let mut progress = Progress::new(&inputs, exports);
        let dedup = exports.dedup.then(|| copies(&mut inputs, &mut progress)).transpose()?.map(Arc::new);
        let names = inputs.iter().map(Input::name).collect();
        let (verbose, quiet) = (exports.verbose, exports.quiet);
        let (report, tally, others) = (Report::default(), Tally::default(), Vec::new());
        let part = Part { report, tally, wanted: 0, duplicates: 0, problems: 0, others, status: Status::Clean };
        Ok((Self { book, filter, errors, dedup, names, progress, verbose, quiet, part }, inputs))
    }

    /// The same, to read some of the inputs on another thread, whose errors go where these messages go.
    pub(crate) fn reading(&self, filter: Filter, messages: SyncSender<Message>) -> Self {
        Self {
            book: self.book,
            filter,
            errors: Errors::Sent { to_terminal: self.errors.is_for_people(), messages },
            dedup: self.dedup.clone(),
            names: Arc::clone(&self.names),
            progress: self.progress.clone(),
            verbose: self.verbose,
            quiet: self.quiet,
            part: Part::default(),
        }
    }

    /// Reads one input, and gives what became of it.
    pub(crate) fn part(
        &mut self,
        number: usize,
        input: &mut Input,
        messages: &SyncSender<Message>,
        each: &mut dyn FnMut(&DecodedEvent<'_>) -> io::Result<()>,
    ) -> io::Result<Part> {
        self.errors = Errors::Sent { to_terminal: self.errors.is_for_people(), messages: messages.clone() };
        self.input(number, input, &mut |decoded, _| each(decoded))?;
        Ok(mem::take(&mut self.part))
    }

    /// Adds what became of another input.
    pub(crate) fn merge(&mut self, part: Part) {
        self.part.report.merge(&part.report);
        self.part.tally.merge(part.tally);
        self.part.wanted += part.wanted;
        self.part.duplicates += part.duplicates;
        self.part.problems += part.problems;
        self.part.others.extend(part.others);
        self.part.status = self.part.status.max(part.status);
    }

    /// Writes an error that another thread has put into words.
    pub(crate) fn show(&mut self, error: &str) -> io::Result<()> {
        self.errors.show(error)
    }

    pub(crate) fn note(&mut self, text: &str) -> io::Result<()> {
        self.errors.note(text)
    }

    /// All inputs are read.
    pub(crate) fn end(&self) {
        self.progress.end();
    }

    /// What became of the records.
    pub(crate) fn report(&self) -> &Report {
        &self.part.report
    }

    /// Whether there was no record that could be read.
    #[cfg(feature = "parquet")]
    pub(crate) fn is_empty(&self) -> bool {
        self.part.report.read() == 0
    }

    /// Says on standard error what became of the records, and how the command ended.
    pub(crate) fn finish(mut self) -> io::Result<Status> {
        self.errors.end()?;
        if !self.quiet {
            self.counts();
        }
        self.errors.finish()?;
        Ok(self.part.status.max(ended(&self.part.report, self.part.problems)))
    }

    fn input(&mut self, number: usize, input: &mut Input, each: Each<'_>) -> io::Result<()> {
        let is_found = input.is_found();
        self.progress.next(input);
        // Lent to the reading of this file, as errors are told meanwhile.
        let progress = self.progress.clone();
        let mut reader = match input.open() {
            Ok(reader) => reader,
            Err(error) => return self.fail(&error, is_found),
        };
        // In a folder there may be anything: as long as nothing looks like a record, it is no export with faults in it.
        let mut held = is_found.then(Vec::new);
        let broken_off = drain(&mut reader, &progress, |entry| match (entry, &mut held) {
            (Err(error), Some(errors)) if is_of_another_kind(error.kind()) && errors.len() < MOST_HELD => {
                errors.push(error);
                Ok(())
            }
            (entry, held) => {
                for error in held.take().into_iter().flatten() {
                    self.error(&error)?;
                }
                match entry {
                    Ok(entry) => self.entry(&entry, number, each),
                    Err(error) => self.error(&error),
                }
            }
        })?;
        match (held, broken_off) {
            (Some(errors), None) => {
                let what = errors.first().map_or("it is empty", |error| error.message()).to_owned();
                self.part.others.push((reader.name().to_owned(), what));
                // The first error says what it is; there is no use in the others.
                errors.first().map_or(Ok(()), |error| self.error(error))
            }
            (held, broken_off) => {
                for error in held.into_iter().flatten() {
                    self.error(&error)?;
                }
                if let Some(error) = broken_off {
                    self.fail(&error, is_found)?;
                }
                self.part.report.merge(reader.report());
                self.errors.flush()?;
                if self.verbose {
                    let (name, report) = (printable(reader.name()), reader.report());
                    let (read, skipped) = (report.read(), report.skipped());
                    self.errors.note(&format!("{name}: {read} records read, {skipped} skipped"))?;
                }
                Ok(())
            }
        }
    }

    fn entry(&mut self, entry: &Entry<'_>, number: usize, each: Each<'_>) -> io::Result<()> {
        let decoded = entry.decode(self.book);
        if let Some(copy) = self.dedup.as_ref().and_then(|dedup| dedup.judge(number, &decoded)) {
            self.part.duplicates += 1;
            let kept = &self.names[copy.kept_input()];
            let message = format!("a copy of record {} of `{kept}`: {copy}", copy.kept_record());
            return self.error(&entry.error(ErrorKind::Duplicate, message));
        }
        if self.filter.matches(&decoded) {
            self.part.wanted += 1;
            each(&decoded, entry)?;
            self.part.tally.add(&decoded);
        }
        if let Some(warning) = entry.warning() {
            self.error(warning)?;
        }
        for problem in decoded.problems() {
            self.part.problems += 1;
            self.error(&entry.error(ErrorKind::WrongType, problem.to_string()))?;
        }
        Ok(())
    }

    /// Nobody knows what else the export holds. One of many in a folder does not end the whole so.
    fn fail(&mut self, error: &ReadError, is_found: bool) -> io::Result<()> {
        self.part.status = self.part.status.max(if is_found { Status::Found } else { Status::Failed });
        self.error(error)
    }

    fn error(&mut self, error: &ReadError) -> io::Result<()> {
        self.errors.write(error)
    }

    fn counts(&self) {
        let mut out = anstream::stderr().lock();
        print_report(&mut out, &self.part.report);
        if !self.part.others.is_empty() {
            let _ = writeln!(out, "files without audit records: {}", self.part.others.len());
            for (name, what) in self.part.others.iter().take(SHOWN) {
                // What would have been expected is the same for all.
                let what = what.split("; ").next().unwrap_or_default();
                let _ = writeln!(out, "  {}: {}", printable(name), printable(what));
            }
            if self.part.others.len() > SHOWN {
                let _ = writeln!(out, "  and {} more", self.part.others.len() - SHOWN);
            }
        }
        if let Some(dedup) = &self.dedup {
            let _ = writeln!(out, "duplicates: {}", self.part.duplicates);
            if dedup.forgotten() > 0 {
                let until = dedup.forgotten_until().and_then(|time| time.format(&Rfc3339).ok());
                let until = until.map_or_else(String::new, |until| format!(" of {until} and before"));
                let _ = writeln!(out, "events{until} that were too many to look for copies of: {}", dedup.forgotten());
            }
        }
        if !self.filter.is_empty() {
            let _ = writeln!(out, "records that the filters let through: {}", self.part.wanted);
        }
        if self.part.problems > 0 {
            let _ = writeln!(out, "parts of records that could not be decoded: {}", self.part.problems);
        }
        for (what, counts) in [
            ("activities not in the catalogue", self.part.tally.activities()),
            ("operations not in the catalogue", self.part.tally.operations()),
            ("cmdlets not in the catalogue", self.part.tally.cmdlets()),
            ("workloads not in the catalogue", self.part.tally.workloads()),
            ("services not in the catalogue", self.part.tally.services()),
            ("categories not in the catalogue", self.part.tally.categories()),
            ("record types not in the catalogue", self.part.tally.record_types()),
        ] {
            print_counts(&mut out, what, counts);
        }
        print_unknown_labels(&mut out, self.part.tally.labels());
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

/// The passes before the last: what is there twice, and which copy tells most. What cannot be read is the last one's to report.
fn copies(inputs: &mut [Input], progress: &mut Progress) -> io::Result<Dedup> {
    if inputs.iter().any(|input| matches!(input, Input::Stdin)) {
        return Err(io::Error::other("standard input cannot be read twice, as `--dedup` has to: expected files"));
    }
    let mut dedup = Dedup::default();
    pass(inputs, progress, |number, decoded| dedup.note(number, decoded))?;
    if dedup.has_copies() {
        progress.add_pass(inputs);
        pass(inputs, progress, |number, decoded| dedup.weigh(number, decoded))?;
    }
    Ok(dedup)
}

fn pass(
    inputs: &mut [Input],
    progress: &mut Progress,
    mut each: impl FnMut(usize, &DecodedEvent<'_>),
) -> io::Result<()> {
    for (number, input) in inputs.iter_mut().enumerate() {
        if matches!(input, Input::Failed(..)) {
            continue;
        }
        progress.next(input);
        let Ok(mut reader) = input.open() else { continue };
        drain(&mut reader, progress, |entry| {
            if let Ok(entry) = entry {
                each(number, &entry.decode(None));
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Reads an export to its end, with a bar that shows how far it is. Gives the error that the input broke off with, if it did.
fn drain<R: io::Read>(
    reader: &mut Reader<R>,
    progress: &Progress,
    mut each: impl FnMut(Result<Entry<'_>, ReadError>) -> io::Result<()>,
) -> io::Result<Option<ReadError>> {
    let broken_off = loop {
        interrupt::check()?;
        match reader.batch() {
            Ok(Some(mut batch)) => batch.try_for_each(&mut each)?,
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
        progress.set(reader.offset());
    };
    Ok(broken_off)
}

/// What was read, and what was skipped by reason.
pub(crate) fn print_report(out: &mut impl Write, report: &Report) {
    let _ = writeln!(out, "records read: {}", report.read());
    let _ = writeln!(out, "records skipped: {}", report.skipped());
    for (kind, count) in report.errors() {
        let _ = writeln!(out, "  {kind}: {count}");
    }
}

fn print_counts(out: &mut impl Write, what: &str, counts: &Counts) {
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
