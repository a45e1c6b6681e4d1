//! Exports to events: the one way from files to events, for every command that takes exports.

use std::io::{self, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

use msaudit::analysis::{Counts, Dedup, Filter, Trace, UnknownLabels};
use msaudit::event::DecodedEvent;
use msaudit::label::LabelBook;
use msaudit::read::{Entry, ErrorKind, ReadError, Report};
use time::format_description::well_known::Rfc3339;

use crate::Status;
use crate::args::Exports;
use crate::errors::Errors;
use crate::inputs::Input;
use crate::output::printable;
use crate::parallel::{self, Counted, Hand, Piece, Rules, Work, threads};
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

/// Exports that were read: what became of their records.
pub(crate) struct Run {
    errors: Errors,
    dedup: Option<Dedup>,
    has_filter: bool,
    verbose: bool,
    quiet: bool,
    report: Report,
    counted: Counted,
    /// Files in folders and archives that hold no audit records, and what they are.
    others: Vec<(String, String)>,
    status: Status,
}

/// An input that is being read.
struct Current {
    number: usize,
    report: Report,
    /// Errors that are held back, as long as nothing looks like a record.
    held: Option<Vec<ReadError>>,
}

impl Run {
    /// Reads exports on as many threads as asked for. Each event that the filter lets through is worked on by one of them,
    /// and what is made of a piece of an input is handed on in order. What is wrong with other records is reported all the
    /// same: a record that cannot be judged must not vanish. Gives what each thread has worked, too.
    pub(crate) fn new<W: Work>(
        exports: &Exports,
        book: Option<&LabelBook>,
        filter: &Filter,
        work: impl Fn() -> W + Sync,
        mut each: impl FnMut(W::Made) -> io::Result<()>,
    ) -> io::Result<(Self, Vec<W>)> {
        let mut inputs = Input::all(&exports.files)?;
        let mut run = Self {
            errors: Errors::new(exports)?,
            dedup: None,
            has_filter: !filter.is_empty(),
            verbose: exports.verbose,
            quiet: exports.quiet,
            report: Report::default(),
            counted: Counted::default(),
            others: Vec::new(),
            status: Status::Clean,
        };
        let progress = Progress::new(&inputs, exports);
        let threads = threads(exports.jobs);
        let dedup = exports.dedup.then(|| copies(&mut inputs, threads, &progress)).transpose()?;
        let names: Vec<String> = inputs.iter().map(Input::name).collect();
        let is_found: Vec<bool> = inputs.iter().map(Input::is_found).collect();
        let rules = Rules { book, filter, dedup: dedup.as_ref().map(|dedup| (dedup, names.as_slice())), tells: true };
        let mut current: Option<Current> = None;
        let opened = inputs.into_iter().map(|mut input| input.open());
        let hands = parallel::read(opened, threads, &rules, work, |piece| {
            progress.add(piece.size);
            if current.as_ref().is_none_or(|current| current.number != piece.input) {
                run.end(current.take(), &names)?;
                progress.next(&names[piece.input]);
                let held = is_found[piece.input].then(Vec::new);
                current = Some(Current { number: piece.input, report: Report::default(), held });
            }
            match &mut current {
                Some(current) => each(run.piece(current, piece, is_found[current.number])?),
                None => Ok(()),
            }
        })?;
        run.end(current, &names)?;
        progress.end();
        run.dedup = dedup;
        let works = hands.into_iter().map(|Hand { work, counted }| {
            run.counted.merge(counted);
            work
        });
        let works = works.collect();
        Ok((run, works))
    }

    /// Tells what is wrong with a piece of an input, and gives what was made of it.
    fn piece<M>(&mut self, current: &mut Current, piece: Piece<M>, is_found: bool) -> io::Result<M> {
        for (index, error) in piece.errors.into_iter().enumerate() {
            // In a folder there may be anything: as long as nothing looks like a record, it is no export with faults in it.
            let has_record = piece.first_record.is_some_and(|first| first <= index);
            match &mut current.held {
                Some(held) if !has_record && is_of_another_kind(error.kind()) && held.len() < MOST_HELD => {
                    held.push(error);
                }
                held => {
                    self.tell(held)?;
                    self.errors.write(&error)?;
                }
            }
        }
        if piece.first_record.is_some() || piece.broken_off.is_some() {
            self.tell(&mut current.held)?;
        }
        current.report.merge(&piece.report);
        if let Some(error) = piece.broken_off {
            // Nobody knows what else the export holds. One of many in a folder does not end the whole so.
            self.status = self.status.max(if is_found { Status::Found } else { Status::Failed });
            self.errors.write(&error)?;
        }
        Ok(piece.made)
    }

    /// Tells errors that were held back.
    fn tell(&mut self, held: &mut Option<Vec<ReadError>>) -> io::Result<()> {
        held.take().into_iter().flatten().try_for_each(|error| self.errors.write(&error))
    }

    /// An input is at its end.
    fn end(&mut self, current: Option<Current>, names: &[String]) -> io::Result<()> {
        let Some(Current { number, report, held }) = current else { return Ok(()) };
        let name = &names[number];
        if let Some(errors) = held {
            let what = errors.first().map_or("it is empty", |error| error.message()).to_owned();
            self.others.push((name.clone(), what));
            // The first error says what it is; there is no use in the others.
            return errors.first().map_or(Ok(()), |error| self.errors.write(error));
        }
        self.report.merge(&report);
        self.errors.flush()?;
        if self.verbose {
            let (read, skipped) = (report.read(), report.skipped());
            self.errors.note(&format!("{}: {read} records read, {skipped} skipped", printable(name)))?;
        }
        Ok(())
    }

    /// What became of the records.
    pub(crate) fn report(&self) -> &Report {
        &self.report
    }

    /// Whether there was no record that could be read.
    #[cfg(feature = "parquet")]
    pub(crate) fn is_empty(&self) -> bool {
        self.report.read() == 0
    }

    /// Says on standard error what became of the records, and how the command ended.
    pub(crate) fn finish(mut self) -> io::Result<Status> {
        self.errors.end()?;
        if !self.quiet {
            self.counts();
        }
        self.errors.finish()?;
        Ok(self.status.max(ended(&self.report, self.counted.problems)))
    }

    fn counts(&self) {
        let mut out = anstream::stderr().lock();
        print_report(&mut out, &self.report);
        if !self.others.is_empty() {
            let _ = writeln!(out, "files without audit records: {}", self.others.len());
            for (name, what) in self.others.iter().take(SHOWN) {
                // What would have been expected is the same for all.
                let what = what.split("; ").next().unwrap_or_default();
                let _ = writeln!(out, "  {}: {}", printable(name), printable(what));
            }
            if self.others.len() > SHOWN {
                let _ = writeln!(out, "  and {} more", self.others.len() - SHOWN);
            }
        }
        if let Some(dedup) = &self.dedup {
            let _ = writeln!(out, "duplicates: {}", self.counted.duplicates);
            if dedup.forgotten() > 0 {
                let until = dedup.forgotten_until().and_then(|time| time.format(&Rfc3339).ok());
                let until = until.map_or_else(String::new, |until| format!(" of {until} and before"));
                let _ = writeln!(out, "events{until} that were too many to look for copies of: {}", dedup.forgotten());
            }
        }
        if self.has_filter {
            let _ = writeln!(out, "records that the filters let through: {}", self.counted.wanted);
        }
        if self.counted.problems > 0 {
            let _ = writeln!(out, "parts of records that could not be decoded: {}", self.counted.problems);
        }
        for (what, counts) in [
            ("activities not in the catalogue", self.counted.tally.activities()),
            ("operations not in the catalogue", self.counted.tally.operations()),
            ("cmdlets not in the catalogue", self.counted.tally.cmdlets()),
            ("workloads not in the catalogue", self.counted.tally.workloads()),
            ("services not in the catalogue", self.counted.tally.services()),
            ("categories not in the catalogue", self.counted.tally.categories()),
            ("record types not in the catalogue", self.counted.tally.record_types()),
        ] {
            print_counts(&mut out, what, counts);
        }
        print_unknown_labels(&mut out, self.counted.tally.labels());
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
fn copies(inputs: &mut [Input], threads: NonZero<usize>, progress: &Progress) -> io::Result<Dedup> {
    if inputs.iter().any(|input| matches!(input, Input::Stdin)) {
        return Err(io::Error::other("standard input cannot be read twice, as `--dedup` has to: expected files"));
    }
    let dedup = RwLock::new(Dedup::default());
    let looked = || dedup.read().unwrap_or_else(PoisonError::into_inner);
    let changed = || dedup.write().unwrap_or_else(PoisonError::into_inner);
    pass(
        inputs,
        threads,
        progress,
        |decoded| looked().trace(decoded),
        |input, trace| changed().note_trace(input, trace),
    )?;
    if looked().has_copies() {
        progress.add_pass(inputs);
        let weight = |decoded: &DecodedEvent<'_>| looked().weight(decoded);
        pass(inputs, threads, progress, weight, |input, trace| changed().weigh_trace(input, trace))?;
    }
    Ok(dedup.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Looks at each record on one of the threads.
struct Tracer<F>(F);

impl<F: Fn(&DecodedEvent<'_>) -> Option<Trace> + Send> Work for Tracer<F> {
    type Made = Vec<Trace>;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, made: &mut Vec<Trace>) -> io::Result<()> {
        made.extend(self.0(decoded));
        Ok(())
    }
}

fn pass(
    inputs: &mut [Input],
    threads: NonZero<usize>,
    progress: &Progress,
    trace: impl Fn(&DecodedEvent<'_>) -> Option<Trace> + Send + Sync,
    each: impl Fn(usize, Trace),
) -> io::Result<()> {
    let (names, filter): (Vec<String>, _) = (inputs.iter().map(Input::name).collect(), Filter::new());
    let rules = Rules { book: None, filter: &filter, dedup: None, tells: false };
    // What cannot be looked at is left for the last pass.
    let (numbers, inputs): (Vec<usize>, Vec<&mut Input>) =
        inputs.iter_mut().enumerate().filter(|(_, input)| !matches!(input, Input::Failed(..))).unzip();
    let opened = inputs.into_iter().map(Input::open);
    parallel::read(
        opened,
        threads,
        &rules,
        || Tracer(&trace),
        |piece| {
            let input = numbers[piece.input];
            progress.next(&names[input]);
            progress.add(piece.size);
            piece.made.into_iter().for_each(|trace| each(input, trace));
            Ok(())
        },
    )?;
    Ok(())
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
