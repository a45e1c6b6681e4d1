//! Exports read by several threads. What is written, and what is told, comes in their order all the same.

use std::io::{self, Read};
use std::num::NonZero;
use std::thread;

use msaudit::analysis::{Dedup, Filter, Tally};
use msaudit::event::DecodedEvent;
use msaudit::label::LabelBook;
use msaudit::read::{Chunk, Chunks, Entry, ErrorKind, ReadError, Reader, Report};

use crate::interrupt;

/// What a command does with events, on one of several threads.
pub(crate) trait Work: Send {
    /// What it makes of the events of a piece, for whoever takes it in their order.
    type Made: Default + Send;

    /// Whether it asks each event for its targets: then they are decoded as records are read.
    const ASKS_FOR_TARGETS: bool = false;

    /// Where what is made of a piece goes.
    fn begin(&self) -> Self::Made {
        Self::Made::default()
    }

    fn event(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>, made: &mut Self::Made) -> io::Result<()>;
}

/// How records become events, the same for all threads.
pub(crate) struct Rules<'a> {
    pub(crate) book: Option<&'a LabelBook>,
    pub(crate) filter: &'a Filter,
    /// What copies are passed over, and the names of the inputs as it numbers them.
    pub(crate) dedup: Option<(&'a Dedup, &'a [String])>,
    /// Whether it is told what is wrong with events, and counted which names the catalogue lacks.
    pub(crate) tells: bool,
}

/// A thread, and what it counts.
pub(crate) struct Hand<W> {
    pub(crate) work: W,
    pub(crate) counted: Counted,
}

/// What became of events.
#[derive(Default)]
pub(crate) struct Counted {
    pub(crate) tally: Tally,
    /// Events that the filter let through.
    pub(crate) wanted: u64,
    /// Copies that were passed over.
    pub(crate) duplicates: u64,
    /// Parts of records that could not be decoded.
    pub(crate) problems: u64,
}

impl Counted {
    pub(crate) fn merge(&mut self, other: Self) {
        self.tally.merge(other.tally);
        self.wanted += other.wanted;
        self.duplicates += other.duplicates;
        self.problems += other.problems;
    }
}

/// What came of a piece of an input.
pub(crate) struct Piece<M> {
    pub(crate) input: usize,
    pub(crate) size: usize,
    pub(crate) made: M,
    /// What is wrong with records, in their order.
    pub(crate) errors: Vec<ReadError>,
    /// How many errors come before the first record that could be read, if there is one.
    pub(crate) first_record: Option<usize>,
    pub(crate) report: Report,
    /// Why the input ends here, if it should not.
    pub(crate) broken_off: Option<ReadError>,
}

/// As many threads as asked for, or as there are cores.
pub(crate) fn threads(jobs: Option<NonZero<usize>>) -> NonZero<usize> {
    jobs.unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN))
}

/// Reads inputs on so many threads, and hands on what comes of each piece, in order. Gives back the threads' hands.
pub(crate) fn read<W: Work>(
    inputs: impl Iterator<Item = Result<Reader<Box<dyn Read + Send>>, ReadError>> + Send,
    threads: NonZero<usize>,
    rules: &Rules<'_>,
    work: impl Fn() -> W + Sync,
    mut each: impl FnMut(Piece<W::Made>) -> io::Result<()>,
) -> io::Result<Vec<Hand<W>>> {
    // What is filtered out is asked for nothing.
    let decodes_lists = W::ASKS_FOR_TARGETS && rules.filter.is_empty();
    let inputs = inputs.map(|input| if decodes_lists { input.map(Reader::decode_lists) } else { input });
    Chunks::of(inputs).in_order(
        threads,
        || Hand { work: work(), counted: Counted::default() },
        |hand, chunk| hand.piece(chunk, rules),
        |piece| {
            interrupt::check()?;
            interrupt::heed_pipe(each(piece?))
        },
    )
}

impl<W: Work> Hand<W> {
    fn piece(&mut self, chunk: Chunk, rules: &Rules<'_>) -> io::Result<Piece<W::Made>> {
        interrupt::check()?;
        let (input, size) = (chunk.input(), chunk.size());
        let mut piece = Piece {
            input,
            size,
            made: self.work.begin(),
            errors: Vec::new(),
            first_record: None,
            report: Report::default(),
            broken_off: None,
        };
        let mut report = Report::default();
        let mut failed = Ok(());
        let read = chunk.read(&mut report, |batch| {
            if failed.is_ok() {
                failed = batch.try_for_each(|read| match read {
                    Ok(entry) => self.entry(entry, rules, &mut piece),
                    Err(error) => {
                        piece.errors.push(error);
                        Ok(())
                    }
                });
            }
        });
        failed?;
        (piece.report, piece.broken_off) = (report, read.err());
        Ok(piece)
    }

    fn entry(&mut self, entry: Entry<'_>, rules: &Rules<'_>, piece: &mut Piece<W::Made>) -> io::Result<()> {
        piece.first_record.get_or_insert(piece.errors.len());
        let decoded = entry.decode(rules.book);
        if let Some((dedup, names)) = rules.dedup
            && let Some(copy) = dedup.judge(piece.input, &decoded)
        {
            self.counted.duplicates += 1;
            let kept = &names[copy.kept_input()];
            let message = format!("a copy of record {} of `{kept}`: {copy}", copy.kept_record());
            piece.errors.push(entry.error(ErrorKind::Duplicate, message));
            return Ok(());
        }
        let is_wanted = rules.filter.matches(&decoded);
        if is_wanted {
            self.counted.wanted += 1;
            self.work.event(&decoded, &entry, &mut piece.made)?;
        }
        if !rules.tells {
            return Ok(());
        }
        if is_wanted {
            self.counted.tally.add(&decoded);
        }
        let problems = decoded.problems().map(|problem| entry.error(ErrorKind::WrongType, problem.to_string()));
        let problems: Vec<ReadError> = problems.collect();
        self.counted.problems += problems.len() as u64;
        piece.errors.extend(entry.into_warning());
        piece.errors.extend(problems);
        Ok(())
    }
}
