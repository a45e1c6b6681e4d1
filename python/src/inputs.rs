//! What is read: paths, folders, archives, or bytes.

use std::collections::VecDeque;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use msaudit::analysis::Filter;
use msaudit::event::DecodedEvent;
use msaudit::label::LabelBook;
use msaudit::read::{Entry, ErrorKind, Limits, ReadError, Reader, Report, Source};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::errors::Fault;

/// Errors that are kept; of more, only the number is known.
const MOST: usize = 10_000;

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

enum Input {
    Source(Source),
    Bytes(Vec<u8>),
}

/// The events of all inputs, in their order, a batch at a time.
pub(crate) struct Inputs {
    waiting: VecDeque<Input>,
    reader: Option<Reader<Box<dyn Read + Send>>>,
    book: Option<Arc<LabelBook>>,
    filter: Filter,
    log: SharedLog,
    /// Whether the first error ends all.
    is_strict: bool,
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

    /// Everything from its beginning.
    pub(crate) fn open(&self, py: Python<'_>) -> PyResult<(Inputs, SharedLog)> {
        let log = SharedLog::default();
        let mut waiting: VecDeque<Input> = VecDeque::new();
        waiting.extend(self.bytes.iter().map(|bytes| Input::Bytes(bytes.to_vec())));
        for source in Source::below(&self.paths) {
            waiting.push_back(Input::Source(source.map_err(|error| Fault::from(&error).raise(py))?));
        }
        let inputs = Inputs {
            waiting,
            reader: None,
            book: self.book.clone(),
            filter: self.filter.clone(),
            log: Arc::clone(&log),
            is_strict: self.is_strict,
        };
        Ok((inputs, log))
    }
}

impl Inputs {
    /// Hands on the events of the next batch; false behind the last one. An error ends the stream.
    pub(crate) fn next(
        &mut self,
        mut each: impl FnMut(&DecodedEvent<'_>, &Entry<'_>) -> Result<(), String>,
    ) -> Result<bool, Fault> {
        if self.reader.is_none() {
            match self.waiting.pop_front() {
                None => return Ok(false),
                Some(Input::Bytes(bytes)) => {
                    let input: Box<dyn Read + Send> = Box::new(Cursor::new(bytes));
                    self.reader = Some(Reader::new(input).named("bytes"));
                }
                Some(Input::Source(source)) => match source.open(Limits::new()) {
                    Ok(reader) => self.reader = Some(reader),
                    Err(error) => {
                        tell(&self.log, self.is_strict, &error)?;
                        return Ok(true);
                    }
                },
            }
        }
        let Some(reader) = &mut self.reader else { return Ok(true) };
        let batch = match reader.batch() {
            Ok(batch) => batch,
            Err(error) => {
                self.finish();
                tell(&self.log, self.is_strict, &error)?;
                return Ok(true);
            }
        };
        let Some(batch) = batch else {
            self.finish();
            return Ok(true);
        };
        for entry in batch {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    tell(&self.log, self.is_strict, &error)?;
                    continue;
                }
            };
            if let Some(warning) = entry.warning() {
                tell(&self.log, self.is_strict, warning)?;
            }
            let decoded = entry.decode(self.book.as_deref());
            if self.filter.matches(&decoded)
                && let Err(message) = each(&decoded, &entry)
            {
                tell(&self.log, self.is_strict, &entry.error(ErrorKind::TooLong, message))?;
            }
            for problem in decoded.problems() {
                tell(&self.log, self.is_strict, &entry.error(ErrorKind::WrongType, problem.to_string()))?;
            }
        }
        Ok(true)
    }

    /// Ends an input.
    fn finish(&mut self) {
        if let Some(reader) = self.reader.take() {
            look(&self.log).report.merge(reader.report());
        }
    }
}

fn tell(log: &SharedLog, is_strict: bool, error: &ReadError) -> Result<(), Fault> {
    let mut log = look(log);
    log.count += 1;
    let fault = Fault::from(error);
    if log.errors.len() < MOST {
        log.errors.push(fault.clone());
    }
    if is_strict { Err(fault) } else { Ok(()) }
}
