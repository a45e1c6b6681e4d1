//! What an object or a row was found to be becomes entries: one, or as many as a wrapper holds.

use std::collections::VecDeque;

use super::cursor::Cursor;
use super::recognise::{Found, Refusal};
use super::{Entry, ErrorKind, ReadError, Reader};
use crate::formats::Record;
use crate::input::{Limits, Wrapper, Wrappers};

/// The records of a text that a wrapper holds, on their way out: each has the place of the wrapper.
#[derive(Debug)]
pub(super) struct Inner {
    place: (usize, usize),
    found: VecDeque<Given>,
}

impl Inner {
    /// Takes the text before the wrapper for gone, and says how much that is.
    pub(super) fn move_to_start(&mut self) -> usize {
        let (start, end) = self.place;
        self.place = (0, end - start);
        start
    }
}

/// A record, or why there is none, with what is around it.
type Given = Result<(Record<'static>, Wrappers), (ErrorKind, String, Wrappers)>;

impl Cursor {
    /// What the text from `start` to `end` was found to be, and on behind it. `None` if it holds several records: the
    /// [next](Self::next_inner) of them follows.
    pub(super) fn found<'b>(
        &mut self,
        text: &'b str,
        (start, end): (usize, usize),
        found: Result<Found<'b>, Refusal>,
        limits: &Limits,
    ) -> Option<Result<Entry<'b>, ReadError>> {
        self.at = end;
        let given = match found {
            Ok(Found::Record { record, wrappers, lasting, warning, restyled }) => {
                self.format = lasting.or(self.format);
                self.wrappers = wrappers;
                self.entry_behind(text, (start, end), record, (warning, restyled))
            }
            Ok(Found::Text { text: inner, field, wrappers }) => {
                self.inner =
                    Some(Inner { place: (start, end), found: self.read_inner(&inner, (&field, wrappers), limits) });
                let inner = self.inner.as_ref().filter(|inner| inner.found.is_empty())?;
                let (start, end) = inner.place;
                self.inner = None;
                // The last page of an activity explorer is an empty one.
                if wrappers.iter().last() == Some(Wrapper::ActivityExplorerPage) {
                    return None;
                }
                self.records += 1;
                let message = format!("in `{field}`: no record: expected the JSON of one");
                Err(self.error(ErrorKind::NotARecord, text, (start, start, end), message))
            }
            Err(refusal) => {
                self.records += 1;
                Err(self.error(refusal.kind, text, (start, start + refusal.place, end), refusal.message))
            }
        };
        self.wrappers = Wrappers::default();
        Some(given)
    }

    /// The next record of a text that a wrapper holds.
    pub(super) fn next_inner<'b>(&mut self, text: &'b str) -> Option<Result<Entry<'b>, ReadError>> {
        let inner = self.inner.as_mut()?;
        let (start, end) = inner.place;
        let given = match inner.found.pop_front() {
            Some(Ok((record, wrappers))) => {
                self.wrappers = wrappers;
                Some(self.entry_behind(text, (start, end), record, (None, false)))
            }
            Some(Err((kind, message, wrappers))) => {
                self.records += 1;
                self.wrappers = wrappers;
                Some(Err(self.error(kind, text, (start, start, end), message)))
            }
            None => {
                self.inner = None;
                None
            }
        };
        self.wrappers = Wrappers::default();
        given
    }

    /// Reads the text that a wrapper holds.
    fn read_inner(&self, text: &str, (field, wrappers): (&str, Wrappers), limits: &Limits) -> VecDeque<Given> {
        let mut reader = Reader::within(text.as_bytes(), wrappers, self.decodes_lists).limits(*limits);
        let records = reader.records().filter_map(|entry| match entry {
            Ok(entry) => {
                let wrappers = entry.position.wrappers;
                Some(Ok((entry.record, wrappers)))
            }
            Err(error) if error.kind().is_skip() => {
                Some(Err((error.kind(), format!("in `{field}`: {}", error.message()), error.position().wrappers)))
            }
            // What is odd about a record that was read is told when it is given.
            Err(_) => None,
        });
        records.collect()
    }
}
