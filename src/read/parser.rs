//! The records of an input, from the text of it that is in memory.

use super::batch::{Batch, Layout};
use super::cursor::{Counts, Cursor};
use super::frame;
use super::objects::Objects;
use super::rows::Rows;
use super::table::{Header, Table};
use super::{Entry, ReadError};
use crate::input::Limits;

/// Entries that are held at once: short records must not fill the memory.
const MOST_HELD: usize = 4096;

/// What is known of an input between one block of its text and the next.
#[derive(Debug)]
pub(super) struct Parser {
    pub(super) cursor: Cursor,
    /// The table, if the input is one.
    table: Option<Box<Table>>,
    /// The input has shown what it is.
    seen: bool,
    pub(super) limits: Limits,
}

impl Parser {
    pub(super) fn new() -> Self {
        Self { cursor: Cursor::new(), table: None, seen: false, limits: Limits::new() }
    }

    /// Prepares what a batch needs. False if that takes more of the input.
    pub(super) fn is_ready(&mut self, text: &str, is_last: bool) -> bool {
        if !self.seen && !self.look(text, is_last) {
            return false;
        }
        if let Some(table) = &mut self.table {
            let cursor = &mut self.cursor;
            cursor.pass(text);
            if cursor.row >= table.sheet.rows().len() {
                let most = if cursor.passing.is_none() { cursor.rows_at_once() } else { 0 };
                table.sheet.unquote(text, cursor.at, most, is_last);
                cursor.row = 0;
            }
        }
        true
    }

    /// Looks at what the input begins with. False if that takes more of it.
    fn look(&mut self, text: &str, is_last: bool) -> bool {
        let cursor = &mut self.cursor;
        let at = frame::skip_blanks(text, cursor.at);
        cursor.at = at;
        match text.as_bytes().get(at) {
            None if is_last => cursor.finished = true,
            None => cursor.wants_more = true,
            Some(b'{' | b'[') => self.seen = true,
            Some(_) => match Header::read(text, at, is_last, &self.limits) {
                Header::Known(table, end) => {
                    self.seen = true;
                    cursor.at = end;
                    self.table = Some(table);
                }
                Header::Unknown(kind, message) => {
                    self.seen = true;
                    cursor.unknown_header = Some((kind, message));
                }
                Header::Incomplete => cursor.wants_more = true,
            },
        }
        self.seen
    }

    /// The records of the text that are next, once it is ready.
    pub(super) fn batch<'b>(&'b mut self, text: &'b str, is_last: bool) -> Batch<'b> {
        let (limits, cursor) = (&self.limits, &mut self.cursor);
        Batch(match &self.table {
            Some(table) => Layout::Rows(Rows { text, table, is_last, limits, cursor }),
            None => Layout::Objects(Objects { text, is_last, limits, cursor }),
        })
    }

    /// All records of the text at once. `None` if they can only be had one batch after the other; then this parser is of no
    /// use any more.
    pub(super) fn all<'b>(&'b mut self, text: &'b str, is_last: bool) -> Option<Whole<'b>> {
        let before = self.cursor.counts();
        if !self.seen && !self.look(text, is_last) {
            return None;
        }
        let Self { cursor, table, limits, .. } = self;
        let Some(table) = table else {
            let held: Held<'b> = Objects { text, is_last, limits, cursor: &mut *cursor }.take(MOST_HELD).collect();
            let is_whole = cursor.finished || cursor.wants_more;
            return is_whole.then_some(Whole { held, before, cursor, table: None });
        };
        cursor.row = 0;
        table.sheet.unquote(text, cursor.at, MOST_HELD, is_last);
        let (table, rows) = (&**table, table.sheet.rows().len());
        if rows == MOST_HELD {
            return None;
        }
        let held: Held<'b> = Rows { text, table, is_last, limits, cursor: &mut *cursor }.take(MOST_HELD).collect();
        // Rows that do not stand in the table as it is unquoted now were taken back.
        let is_whole =
            cursor.row == rows && if is_last { cursor.finished } else { text.len() - cursor.at <= limits.record };
        is_whole.then_some(Whole { held, before, cursor, table: Some(table) })
    }

    /// Goes on where another one has ended, and knows its table.
    pub(super) fn go_on(&mut self, cursor: Cursor, table: Option<&Table>) {
        (self.cursor, self.seen) = (cursor, true);
        if self.table.is_none() {
            self.table = table.map(|table| Box::new(table.fork()));
        }
    }

    /// A second one at this place, unless something is under way.
    pub(super) fn copy(&self) -> Option<Self> {
        self.cursor.copy().map(|cursor| self.with(cursor))
    }

    /// A second one at another place behind the first record, as if that stood next to this one.
    pub(super) fn elsewhere(&self, offset: u64) -> Option<Self> {
        self.cursor.elsewhere(offset).filter(|_| self.seen).map(|cursor| self.with(cursor))
    }

    fn with(&self, cursor: Cursor) -> Self {
        Self {
            cursor,
            table: self.table.as_ref().map(|table| Box::new(table.fork())),
            seen: self.seen,
            limits: self.limits,
        }
    }

    /// Whether reading from here on is the same as from where the other stands, but for the counts.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.seen == other.seen && self.table.is_some() == other.table.is_some() && self.cursor.is_like(&other.cursor)
    }
}

/// Records and errors, in their order.
pub(super) type Held<'b> = Vec<Result<Entry<'b>, ReadError>>;

/// A text that was read as a whole.
pub(super) struct Whole<'b> {
    pub(super) held: Held<'b>,
    /// What was counted before it.
    pub(super) before: Counts,
    pub(super) cursor: &'b mut Cursor,
    pub(super) table: Option<&'b Table>,
}
