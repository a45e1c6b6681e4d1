//! What is read: paths, folders, archives, or bytes.

use std::io::{Cursor, Read};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use msaudit::analysis::Filter;
use msaudit::event::DecodedEvent;
use msaudit::label::LabelBook;
use msaudit::read::{Chunk, Chunks, Entry, ErrorKind, Limits, Reader, Report, Source};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::errors::Fault;

/// Errors that are kept; of more, only the number is known.
const MOST: usize = 10_000;

/// How many bytes of an input are a piece: a thousand records or so, as each becomes a batch.
const PIECE: NonZero<usize> = NonZero::new(1 << 20).expect("a mebibyte is not nothing");

/// What became of the records so far.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) report: Report,
    pub(crate) errors: Vec<Fault>,
    pub(crate) count: u64,
}

pub(crate) type SharedLog = Arc<Mutex<Log>>;

/// A log, whoever held it before.
pub(crate) fn look<T>(log: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is done with events, on one of several threads.
pub(crate) trait Work: Send {
    /// What is made of the events of a piece of an input.
    type Made: Send;

    fn event(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>) -> Result<(), String>;

    /// The piece is at its end.
    fn made(&mut self) -> Self::Made;
}

/// A piece of an input: what was made of it, and what is wrong with its records.
struct Piece<M> {
    made: M,
    faults: Vec<Fault>,
    report: Report,
}

/// What to read and how, so that it can be read again.
#[derive(Clone)]
pub(crate) struct Plan {
    paths: Vec<PathBuf>,
    bytes: Option<Arc<[u8]>>,
    book: Option<Arc<LabelBook>>,
    filter: Filter,
    is_strict: bool,
}

impl Plan {
    pub(crate) fn new(
        input: &Bound<'_, PyAny>,
        book: Option<Arc<LabelBook>>,
        filter: Filter,
        on_error: &str,
    ) -> PyResult<Self> {
        let is_strict = match on_error {
            "collect" => false,
            "raise" => true,
            other => {
                return Err(PyValueError::new_err(format!("`on_error`: `{other}`; expected `collect` or `raise`")));
            }
        };
        let (mut paths, mut bytes) = (Vec::new(), None);
        if let Ok(path) = input.extract::<PathBuf>() {
            paths.push(path);
        } else if let Ok(content) = input.extract::<Vec<u8>>() {
            bytes = Some(content.into());
        } else {
            paths = input.extract().map_err(|_| PyTypeError::new_err("expected a path, a list of paths, or bytes"))?;
        }
        let plan = Self { paths, bytes, book, filter, is_strict };
        // Whoever names a path that is not there learns it at once.
        for source in Source::below(&plan.paths) {
            let opened =
                source.and_then(|source| if source.is_named() { source.open(Limits::new()).map(drop) } else { Ok(()) });
            opened.map_err(|error| Fault::from(&error).raise(input.py()))?;
        }
        Ok(plan)
    }

    /// Reads everything from its beginning, on all cores, and hands on what is made of each piece, in order. Gives back what each
    /// thread has worked with. Stops where `each` gives an error, or strictly behind the first fault.
    pub(crate) fn read<W: Work, E: From<Fault>>(
        &self,
        log: &SharedLog,
        work: impl Fn() -> W + Sync,
        mut each: impl FnMut(W::Made) -> Result<(), E>,
    ) -> Result<Vec<W>, E> {
        let bytes = self.bytes.iter().map(|bytes| {
            let input: Box<dyn Read + Send> = Box::new(Cursor::new(Arc::clone(bytes)));
            Ok(Reader::new(input).named("bytes"))
        });
        let files = Source::below(&self.paths).into_iter().map(|source| source?.open(Limits::new()));
        let threads = thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        Chunks::of(bytes.chain(files)).size(PIECE).in_order(
            threads,
            work,
            |work, chunk| self.piece(work, chunk),
            |piece| {
                each(piece.made)?;
                let mut log = look(log);
                log.report.merge(&piece.report);
                log.count += piece.faults.len() as u64;
                let broken_off = if self.is_strict { piece.faults.first().cloned() } else { None };
                let room = MOST - log.errors.len();
                log.errors.extend(piece.faults.into_iter().take(room));
                broken_off.map_or(Ok(()), |fault| Err(fault.into()))
            },
        )
    }

    fn piece<W: Work>(&self, work: &mut W, chunk: Chunk) -> Piece<W::Made> {
        let (mut faults, mut report) = (Vec::new(), Report::default());
        let read = chunk.read(&mut report, |batch| {
            for read in batch {
                // What comes behind the first fault is not asked for.
                if self.is_strict && !faults.is_empty() {
                    return;
                }
                match read {
                    Ok(entry) => self.entry(work, &entry, &mut faults),
                    Err(error) => faults.push(Fault::from(&error)),
                }
            }
        });
        faults.extend(read.err().map(|error| Fault::from(&error)));
        Piece { made: work.made(), faults, report }
    }

    fn entry<W: Work>(&self, work: &mut W, entry: &Entry<'_>, faults: &mut Vec<Fault>) {
        faults.extend(entry.warning().map(Fault::from));
        if self.is_strict && !faults.is_empty() {
            return;
        }
        let decoded = entry.decode(self.book.as_deref());
        if self.filter.matches(&decoded)
            && let Err(message) = work.event(&decoded, entry)
        {
            faults.push(Fault::from(&entry.error(ErrorKind::TooLong, message)));
        }
        let problems = decoded.problems().map(|problem| entry.error(ErrorKind::WrongType, problem.to_string()));
        faults.extend(problems.map(|error| Fault::from(&error)));
    }
}
