//! Where reading stands: in the text, in the structure around the records, in the count of lines and records.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use super::columns::Columns;
use super::inner::Inner;
use super::passing::Passing;
use super::stray::Stray;
use super::table::ROWS;
use super::{Entry, ErrorKind, ReadError, Report};
use crate::event::Event;
use crate::formats::{Format, Record};
use crate::input::{Position, Wrappers};

/// What surrounds the records at this point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// A bare list.
    List,
    /// The list of a page, with further members behind it in so many objects.
    Page(u8),
    /// The same, of tables.
    Tables(u8),
    /// The same, of the rows of a table.
    Rows(u8),
}

#[derive(Debug)]
pub(super) struct Cursor {
    pub(super) file: Arc<str>,
    /// Whether the lists in records are decoded with them.
    pub(super) decodes_lists: bool,
    /// The first place in the block's text that is not taken.
    pub(super) at: usize,
    /// Lists that are open.
    pub(super) around: Vec<Around>,
    /// The columns of the rows that are open.
    pub(super) columns: Option<Arc<Result<Columns, (ErrorKind, String)>>>,
    /// Records of a wrapper that are read, and not given.
    pub(super) inner: Option<Inner>,
    /// What is around the whole input: it is the content of a wrapper.
    pub(super) around_input: Wrappers,
    /// What is around the record that is given now.
    pub(super) wrappers: Wrappers,
    /// The format of the last record.
    pub(super) format: Option<Format>,
    /// The rest of a record that is being passed over since it is too long.
    pub(super) passing: Option<Passing>,
    pub(super) report: Report,
    /// What the first line holds, where it looks like the header of a table but of none that is known.
    pub(super) unknown_header: Option<(ErrorKind, String)>,
    /// Lines that were passed over and not told yet.
    pub(super) stray: Option<Stray>,
    /// The next row of the table to give.
    pub(super) row: usize,
    /// How many rows are unquoted next.
    rows_at_once: usize,
    /// The block holds no whole record any more.
    pub(super) wants_more: bool,
    pub(super) finished: bool,
    pub(super) records: u64,
    /// Bytes of the input before the text.
    offset: u64,
    /// Lines that end before `counted`, a place in the text.
    lines: u64,
    counted: usize,
    /// Offsets of bytes that were no UTF-8, in order.
    replaced: VecDeque<u64>,
}

impl Cursor {
    pub(super) fn new() -> Self {
        Self {
            file: Arc::from(""),
            decodes_lists: false,
            at: 0,
            around: Vec::new(),
            columns: None,
            inner: None,
            around_input: Wrappers::default(),
            wrappers: Wrappers::default(),
            format: None,
            passing: None,
            report: Report::default(),
            unknown_header: None,
            stray: None,
            row: 0,
            rows_at_once: ROWS,
            wants_more: true,
            finished: false,
            records: 0,
            offset: 0,
            lines: 0,
            counted: 0,
            replaced: VecDeque::new(),
        }
    }

    /// A second one at this place, unless something is under way. It counts anew what becomes of the records.
    pub(super) fn copy(&self) -> Option<Self> {
        self.is_between().then(|| Self {
            file: Arc::clone(&self.file),
            decodes_lists: self.decodes_lists,
            at: self.at,
            around: self.around.clone(),
            columns: self.columns.clone(),
            around_input: self.around_input,
            format: self.format,
            wants_more: false,
            finished: self.finished,
            records: self.records,
            offset: self.offset,
            lines: self.lines,
            counted: self.counted,
            replaced: self.replaced.clone(),
            ..Self::new()
        })
    }

    /// A second one at another place behind the first record, as if that stood next to this one.
    pub(super) fn elsewhere(&self, offset: u64) -> Option<Self> {
        let cursor = self.copy().filter(|cursor| cursor.records > 0 && !cursor.finished)?;
        Some(Self { at: 0, counted: 0, offset, replaced: VecDeque::new(), ..cursor })
    }

    /// Whether no record and no line is begun.
    fn is_between(&self) -> bool {
        self.passing.is_none() && self.inner.is_none() && self.unknown_header.is_none() && self.stray.is_none()
    }

    /// Whether what surrounds the records, and what is under way, is the same.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let same_columns = match (&self.columns, &other.columns) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            (one, two) => one.is_none() && two.is_none(),
        };
        let state = |cursor: &Self| (cursor.finished, cursor.format, cursor.at);
        self.is_between()
            && other.is_between()
            && state(self) == state(other)
            && same_columns
            && self.around == other.around
    }

    /// Records and lines before this place.
    pub(super) fn counts(&self) -> Counts {
        Counts { records: self.records, lines: self.lines }
    }

    /// Adds what was counted before.
    pub(super) fn add(&mut self, counts: Counts) {
        self.records += counts.records;
        self.lines += counts.lines;
        self.stray.iter_mut().for_each(|stray| stray.add(counts));
    }

    /// The input broke off behind the text.
    #[cold]
    pub(super) fn break_off(&mut self, text: &str, error: io::Error) -> ReadError {
        self.finished = true;
        let error = ReadError::io(self.position(text, self.at), error);
        self.report.add(error.kind());
        error
    }

    /// Another text is there.
    pub(super) fn begin_text(&mut self) {
        (self.wants_more, self.row) = (false, usize::MAX);
    }

    /// Accounts for the text that is taken, which leaves memory now, and says how much that is.
    pub(super) fn give_up(&mut self, text: &str) -> usize {
        self.give_up_to(text, self.at)
    }

    /// The same of less: all that no record needs which is still to be given.
    pub(super) fn give_up_given(&mut self, text: &str) -> usize {
        self.row = usize::MAX;
        let needed = self.inner.as_mut().map_or(self.at, Inner::move_to_start);
        self.give_up_to(text, needed)
    }

    fn give_up_to(&mut self, text: &str, taken: usize) -> usize {
        self.line(text, taken);
        self.offset += taken as u64;
        self.counted -= taken;
        self.at -= taken;
        while self.replaced.front().is_some_and(|&offset| offset < self.offset) {
            self.replaced.pop_front();
        }
        taken
    }

    /// How many rows to unquote: few where rows had to be taken back, for the others go with them.
    pub(super) fn rows_at_once(&mut self) -> usize {
        let rows = self.rows_at_once;
        self.rows_at_once = (2 * rows).min(ROWS);
        rows
    }

    /// Takes back all rows that were unquoted, to go on at another place.
    pub(super) fn take_rows_back(&mut self) {
        self.row = usize::MAX;
        self.rows_at_once = 1;
    }

    /// Bytes taken.
    pub(super) fn offset(&self) -> u64 {
        self.offset + self.at as u64
    }

    pub(super) fn is_at_start(&self) -> bool {
        self.offset == 0 && self.at == 0 && self.records == 0
    }

    /// Notes that the bytes at this place of the text are a substitute.
    pub(super) fn note_replaced(&mut self, at: usize) {
        self.note_replaced_at(self.offset + at as u64);
    }

    /// Notes that the byte at this place of the input is a substitute.
    pub(super) fn note_replaced_at(&mut self, offset: u64) {
        self.replaced.push_back(offset);
    }

    /// Whether a byte between these places was no UTF-8.
    fn is_replaced(&self, start: usize, end: usize) -> bool {
        let places = self.offset + start as u64..self.offset + end as u64;
        let first = self.replaced.partition_point(|&offset| offset < places.start);
        self.replaced.get(first).is_some_and(|offset| places.contains(offset))
    }

    /// The line of a place, from 1. Places may only rise, up to [`at`](Self::at) once that has been passed.
    fn line(&mut self, text: &str, at: usize) -> u64 {
        if at > self.counted {
            self.lines += memchr::memchr_iter(b'\n', &text.as_bytes()[self.counted..at]).count() as u64;
            self.counted = at;
        }
        self.lines + 1
    }

    /// Takes note of line breaks that were counted elsewhere, if all before them were.
    pub(super) fn count_lines(&mut self, from: usize, to: usize, lines: Option<usize>) {
        if let (true, Some(lines)) = (self.counted == from, lines) {
            self.lines += lines as u64;
            self.counted = to;
        }
    }

    /// The position of a place, in the record that is counted last.
    pub(super) fn position(&mut self, text: &str, at: usize) -> Position {
        let counted_back = memchr::memchr_iter(b'\n', &text.as_bytes()[at.min(self.counted)..self.counted]).count();
        let line = self.line(text, at) - counted_back as u64;
        let wrappers = if self.wrappers.is_empty() { self.around_input } else { self.wrappers };
        let offset = self.offset + at as u64;
        Position { file: Arc::clone(&self.file), record: self.records, line, offset, wrappers }
    }

    /// Goes on passing over a record that is too long, if there is one.
    pub(super) fn pass(&mut self, text: &str) {
        let Some(passing) = &mut self.passing else { return };
        match passing.run(text, self.at) {
            Some(end) => {
                self.at = end;
                self.passing = None;
            }
            // A line break at the end may be the one before the next record.
            None => self.at = text.len() - usize::from(text.ends_with('\n')),
        }
    }

    /// An error about the record that begins at `at`.
    pub(super) fn too_long(&mut self, text: &str, at: usize, limit: usize) -> ReadError {
        self.records += 1;
        let message = format!("the record is longer than the limit of {limit} bytes");
        self.error(ErrorKind::TooLong, text, (at, at, text.len()), message)
    }

    /// The record that the text from `start` to `end` holds, and on behind it.
    pub(super) fn entry<'b>(
        &mut self,
        text: &'b str,
        start: usize,
        end: usize,
        record: Record<'b>,
    ) -> Result<Entry<'b>, ReadError> {
        self.at = end;
        self.entry_behind(text, (start, end), record, (None, false))
    }

    /// The record that the text from `start` to `end` holds, of which some more may be left.
    pub(super) fn entry_behind<'b>(
        &mut self,
        text: &'b str,
        (start, end): (usize, usize),
        record: Record<'b>,
        (odd, restyled): (Option<(ErrorKind, String)>, bool),
    ) -> Result<Entry<'b>, ReadError> {
        self.records += 1;
        if let Some(reason) = record.not_ours() {
            return Err(self.error(ErrorKind::NotOurs, text, (start, start, end), reason.to_owned()));
        }
        if Event::from(&record).is_hollow() {
            let mut message =
                format!("a record of the format `{}` without id, time, activity and actor", record.format());
            if let Some((_, why)) = warning(&record) {
                message += "; ";
                message += &why;
            }
            return Err(self.error(ErrorKind::NothingInIt, text, (start, start, end), message));
        }
        self.report.add_read();
        let position = self.position(text, start);
        let odd = odd.or_else(|| warning(&record));
        let warning = odd.map(|(kind, message)| self.error(kind, text, (start, start, end), message));
        let shares_text = self.inner.is_some();
        let text = Cow::Borrowed(text[start..end].trim_end_matches(['\r', '\n']));
        Ok(Entry { record, text, position, warning, shares_text, restyled })
    }

    /// An error about the text from `start` to `end`, at `at`; it is counted.
    #[cold]
    pub(super) fn error(
        &mut self,
        kind: ErrorKind,
        text: &str,
        (start, at, end): (usize, usize, usize),
        message: String,
    ) -> ReadError {
        let (kind, message) = if self.is_replaced(start, end) {
            (ErrorKind::Encoding, "the bytes are no UTF-8".to_owned())
        } else {
            (kind, message)
        };
        self.report.add(kind);
        let excerpt = excerpt(text, start, at, end);
        ReadError::new(kind, self.position(text, at), message, excerpt)
    }
}

/// Records and lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) records: u64,
    pub(super) lines: u64,
}

impl Counts {
    /// How many more these are than others, which were counted before.
    pub(super) fn since(self, before: Self) -> Self {
        let (records, lines) = (self.records - before.records, self.lines - before.lines);
        Self { records, lines }
    }

    /// Adds them to a place.
    pub(super) fn add_to(self, position: &mut Position) {
        position.record += self.records;
        position.line += self.lines;
    }
}

/// What is odd about a record that was read.
fn warning(record: &Record<'_>) -> Option<(ErrorKind, String)> {
    if let Some(message) = record.broken_part() {
        return Some((ErrorKind::AuditData, message));
    }
    let name = record.rest().duplicates().first()?;
    Some((ErrorKind::DuplicateKey, format!("the name `{name}` stands more than once; the last value counts")))
}

/// Some eighty bytes around `at`, within `start..end`, cut between characters.
fn excerpt(text: &str, start: usize, at: usize, end: usize) -> &str {
    let boundary = |place: usize| (0..=place).rev().find(|&place| text.is_char_boundary(place)).unwrap_or_default();
    let from = boundary(at.saturating_sub(40).max(start));
    let to = boundary((from + 80).min(end).max(from));
    &text[from..to]
}
