//! The records of one block of JSON text.

use std::sync::Arc;

use serde_json::error::Category;
use serde_json::value::RawValue;

use super::columns::Columns;
use super::cursor::{Around, Cursor};
use super::foreign::foreign_file;
use super::frame::{self, Extent, Scan};
use super::page::{self, List, Opening};
use super::passing::Passing;
use super::recognise::{Refusal, kind_of, message_of, place_of, recognise};
use super::unwrap::prefixed;
use super::{Entry, ErrorKind, ReadError};
use crate::formats::Record;
use crate::input::{Limits, Wrappers};

/// No record that was read on the quick road is as deep as this: it declines values that are deeper than 64, and no format
/// documents more than a few levels around them.
const QUICK_DEPTH: usize = 72;

/// Lists within lists that are followed; deeper is no export.
const DEEPEST: usize = 16;

#[derive(Debug)]
pub(super) struct Objects<'b, 'c> {
    pub(super) text: &'b str,
    pub(super) is_last: bool,
    pub(super) limits: &'b Limits,
    pub(super) cursor: &'c mut Cursor,
}

impl<'b> Iterator for Objects<'b, '_> {
    type Item = Result<Entry<'b>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.cursor.pass(self.text);
        loop {
            if let Some(inner) = self.cursor.next_inner(self.text) {
                return Some(inner);
            }
            let at = frame::skip_blanks(self.text, self.cursor.at);
            self.cursor.at = at;
            let around = self.cursor.around.last().copied();
            if self.ends_lines(at)
                && let Some(error) = self.cursor.told_lines()
            {
                return Some(Err(error));
            }
            let step = match (self.text.as_bytes().get(at), around) {
                (None, _) => return self.end_of_text(),
                // A comma between records is part of a list; between lists or objects it harms nobody. JSON text sequences
                // (RFC 7464) have a record separator before each object.
                (Some(b',' | b'\x1e'), _) => Step::On(at + 1),
                (Some(b'['), Some(Around::Rows(_))) => self.row(at),
                (Some(b'['), _) if self.cursor.around.len() < DEEPEST => self.open(Around::List, at + 1),
                (Some(b']'), Some(around)) => self.close(around, at + 1),
                (Some(b'{'), _) => self.object(at, around),
                (Some(_), None) => self.line(at),
                (Some(_), Some(_)) => {
                    let message = "no record: expected an object".to_owned();
                    Step::of(self.skip(at, ErrorKind::NotARecord, at, message))
                }
            };
            match step {
                Step::On(at) => self.cursor.at = at,
                Step::Given(given) => return Some(given),
                Step::Wait => return None,
            }
        }
    }
}

/// What became of the text at the cursor.
pub(super) enum Step<'b> {
    /// It was no record; on from here.
    On(usize),
    /// It was one.
    Given(Result<Entry<'b>, ReadError>),
    /// More of the text is wanted.
    Wait,
}

impl<'b> Step<'b> {
    pub(super) fn of(given: Option<Result<Entry<'b>, ReadError>>) -> Self {
        given.map_or(Self::Wait, Self::Given)
    }
}

impl<'b> Objects<'b, '_> {
    /// Whether lines that were passed over end here.
    fn ends_lines(&self, at: usize) -> bool {
        self.cursor.stray.is_some()
            && match self.text.as_bytes().get(at) {
                None => self.is_last,
                Some(b'{' | b'[' | b']') => true,
                Some(_) => {
                    let rest = &self.text[at..];
                    let line = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end]);
                    !self.cursor.around.is_empty() || prefixed(line).is_some()
                }
            }
    }

    fn open(&mut self, around: Around, begin: usize) -> Step<'b> {
        self.cursor.around.push(around);
        Step::On(begin)
    }

    /// The list that is open closes before `at`.
    fn close(&mut self, around: Around, at: usize) -> Step<'b> {
        let levels = match around {
            Around::List => {
                self.cursor.around.pop();
                return Step::On(at);
            }
            Around::Page(levels) | Around::Tables(levels) | Around::Rows(levels) => levels,
        };
        match page::closing(self.text, at, levels, self.limits.depth) {
            None if !self.is_last && self.text.len() - at < self.limits.record => Step::of(self.want_more()),
            None if self.is_last => Step::of(self.end_of_text()),
            // What follows the list is longer than any record: it is looked at as the rest of the file.
            None => {
                self.cursor.around.pop();
                Step::On(at)
            }
            Some(closing) => {
                self.cursor.around.pop();
                self.cursor.at = closing.end;
                match closing.error {
                    Some((start, end)) => Step::Given(Err(self.page_error(start, end))),
                    None => Step::On(closing.end),
                }
            }
        }
    }

    /// The object at `at`: a page, a table or a record.
    fn object(&mut self, at: usize, around: Option<Around>) -> Step<'b> {
        // The first object of all is looked at closely: it tells what kind of file this is. So is a table.
        let patient = self.cursor.records == 0 || matches!(around, Some(Around::Tables(_)));
        let has_room = self.cursor.around.len() < DEEPEST;
        match page::opening(self.text, at, patient, self.limits.depth) {
            Opening::List(List { begin, levels }) if has_room => self.open(Around::Page(levels), begin),
            Opening::Tables(List { begin, levels }) if has_room => self.open(Around::Tables(levels), begin),
            Opening::Rows(names, List { begin, levels }) if has_room => {
                self.cursor.columns = Some(Arc::new(Columns::named(names)));
                self.open(Around::Rows(levels), begin)
            }
            Opening::Error(end) => {
                self.cursor.at = end;
                Step::Given(Err(self.page_error(at, end)))
            }
            Opening::Incomplete if !self.is_last && self.text.len() - at <= self.limits.record => {
                Step::of(self.want_more())
            }
            _ => self.record(at),
        }
    }

    /// A line that begins neither an object nor a list: one that has an object behind its beginning, or one to pass over.
    fn line(&mut self, at: usize) -> Step<'b> {
        let bytes = self.text.as_bytes();
        let end = match memchr::memchr(b'\n', &bytes[at..]) {
            Some(newline) => at + newline,
            None if self.is_last => self.text.len(),
            None if self.text.len() - at <= self.limits.record => return Step::of(self.want_more()),
            None => return self.skip_lines(at),
        };
        if let (Some(what), 0) = (foreign_file(&self.text[at..end]), self.cursor.records) {
            // Nothing in it is for us, and its bytes mean nothing as text.
            self.cursor.at = self.text.len();
            self.cursor.records += 1;
            self.cursor.finished = true;
            return Step::Given(Err(self.cursor.error(ErrorKind::NotOurs, self.text, (at, at, end), what.to_owned())));
        }
        let Some((wrapper, start, stop)) = prefixed(&self.text[at..end]) else { return self.skip_lines(at) };
        if end - at > self.limits.record {
            self.cursor.at = end;
            return Step::Given(Err(self.cursor.too_long(self.text, at, self.limits.record)));
        }
        let found = match self.cursor.around_input.with(wrapper) {
            Some(wrappers) => recognise(&self.text[at + start..at + stop], wrappers, self.cursor.decodes_lists),
            None => {
                let message = format!("more than {} wrappers within each other", Wrappers::MOST);
                Err(Refusal { kind: ErrorKind::TooDeep, place: 0, message })
            }
        };
        let found = found.map_err(|refusal| Refusal { place: start + refusal.place, ..refusal });
        self.cursor.unknown_header = None;
        self.cursor.found(self.text, (at, end), found, self.limits).map_or(Step::On(end), Step::Given)
    }

    pub(super) fn want_more<T>(&mut self) -> Option<T> {
        self.cursor.wants_more = true;
        None
    }

    /// All text is taken: the input ends, or the block does.
    fn end_of_text(&mut self) -> Option<Result<Entry<'b>, ReadError>> {
        if !self.is_last {
            return self.want_more();
        }
        self.cursor.finished = true;
        let end = self.text.len();
        self.cursor.at = end;
        let open = !self.cursor.around.is_empty();
        self.cursor.around.clear();
        open.then(|| {
            let message = "the input ends before the list of records does".to_owned();
            Err(self.cursor.error(ErrorKind::Truncated, self.text, (end, end, end), message))
        })
    }

    fn page_error(&mut self, start: usize, end: usize) -> ReadError {
        let message = "the service put an error into the page, so records may be missing".to_owned();
        self.cursor.error(ErrorKind::PageError, self.text, (start, start, end), message)
    }

    /// Reads the object at `at` as a record.
    fn record(&mut self, at: usize) -> Step<'b> {
        let rest = &self.text[at..];
        let decodes_lists = self.cursor.decodes_lists;
        let quick = self.cursor.format.and_then(|format| Record::parse_fast(format, rest, decodes_lists));
        let (record, end, lines) = match quick {
            Some(first) => (Some(first.value), at + first.end, first.lines),
            None => {
                let extent = frame::extent(self.text, at, self.limits.depth);
                if let Extent::Deep(place) = extent {
                    return Step::of(self.skip(at, ErrorKind::TooDeep, place, self.depth_message()));
                }
                let may_grow = !self.is_last && rest.len() <= self.limits.record;
                // Nothing is copied of a record of which the rest is still to come.
                if may_grow && extent == Extent::Open && end_of_object(rest).is_err_and(|error| error.is_eof()) {
                    return Step::of(self.want_more());
                }
                let parsed = match self.cursor.format {
                    Some(format) => Record::parse(format, rest).map(|first| (Some(first.value), first.end)),
                    None => end_of_object(rest).map(|end| (None, end)),
                };
                match parsed {
                    Ok((record, end)) => (record, at + end, None),
                    Err(error) if error.is_eof() && may_grow => return Step::of(self.want_more()),
                    Err(error) => return self.unreadable(at, extent, &error),
                }
            }
        };
        let record = record.filter(Record::is_plausible);
        if end - at > self.limits.record {
            self.cursor.at = end;
            return Step::Given(Err(self.cursor.too_long(self.text, at, self.limits.record)));
        }
        if let Some(error) = self.beyond_limits(at, end, lines.is_some()) {
            return Step::Given(Err(error));
        }
        match record {
            Some(record) => {
                let entry = self.cursor.entry(self.text, at, end, record);
                self.cursor.count_lines(at, end, lines);
                Step::Given(entry)
            }
            None => self.recognise(at, end),
        }
    }

    /// The error about a record that breaks a limit other than that of its length. What is `quick` was read on the quick
    /// road, which declines what is deep.
    fn beyond_limits(&mut self, at: usize, end: usize, quick: bool) -> Option<ReadError> {
        // The least that a level of depth and a field can be: `[]`, `"":1,`.
        let length = end - at;
        let look = quick && self.limits.depth < QUICK_DEPTH && length / 2 > self.limits.depth;
        let (kind, place, message) = match look.then(|| frame::extent(self.text, at, self.limits.depth)) {
            Some(Extent::Deep(place)) => (ErrorKind::TooDeep, place, self.depth_message()),
            _ if length / 5 > self.limits.fields && frame::members(self.text, at).count() > self.limits.fields => {
                let message = format!("the record has more than the limit of {} fields", self.limits.fields);
                (ErrorKind::TooMany, at, message)
            }
            _ => return None,
        };
        self.cursor.at = end;
        self.cursor.records += 1;
        Some(self.cursor.error(kind, self.text, (at, place, end), message))
    }

    fn depth_message(&self) -> String {
        format!("the record is nested deeper than the limit of {} levels", self.limits.depth)
    }

    /// A whole object of which only its names can tell the format.
    fn recognise(&mut self, at: usize, end: usize) -> Step<'b> {
        let found = recognise(&self.text[at..end], self.cursor.around_input, self.cursor.decodes_lists);
        self.cursor.found(self.text, (at, end), found, self.limits).map_or(Step::On(end), Step::Given)
    }

    /// The object at `at` did not parse: an error, and on behind it.
    fn unreadable(&mut self, at: usize, extent: Extent, error: &serde_json::Error) -> Step<'b> {
        // Perhaps it is a record of another format than the last.
        if let (Category::Data, Extent::Closed(end)) = (error.classify(), extent) {
            return match self.beyond_limits(at, end, false) {
                Some(error) => Step::Given(Err(error)),
                None => self.recognise(at, end),
            };
        }
        let place = at + place_of(&self.text[at..], error);
        Step::of(self.skip(at, kind_of(error), place, message_of(&self.text[at..], error)))
    }

    /// Passes over a line that begins neither an object nor a list, and those that are indented below it. They are told with
    /// others that follow.
    fn skip_lines(&mut self, at: usize) -> Step<'b> {
        let end = match frame::next_margin(self.text, at) {
            Some(margin) => margin,
            None if self.is_last => self.text.len(),
            None if self.text.len() - at <= self.limits.record => return Step::of(self.want_more()),
            None => {
                self.cursor.passing = Some(Passing::Lines);
                self.text.len()
            }
        };
        self.cursor.pass_over_lines(self.text, at, end);
        Step::On(end)
    }

    /// An error about what begins at `at`, and on behind it.
    pub(super) fn skip(
        &mut self,
        at: usize,
        kind: ErrorKind,
        place: usize,
        message: String,
    ) -> Option<Result<Entry<'b>, ReadError>> {
        let end = match self.resume(at) {
            Some(end) => end,
            None if self.is_last => self.text.len(),
            None if self.text.len() - at > self.limits.record => return Some(Err(self.pass_over(at))),
            None => return self.want_more(),
        };
        self.cursor.at = end;
        self.cursor.records += 1;
        let last = at + self.text[at..end].trim_end().len();
        let (kind, message) = if place >= end && end < self.text.len() {
            // What is wrong stands in the next record: this one has no end of its own.
            (ErrorKind::Truncated, "the record stops short".to_owned())
        } else {
            (kind, message)
        };
        Some(Err(self.cursor.error(kind, self.text, (at, place.min(last), end), message)))
    }

    /// The place behind something that cannot be read.
    fn resume(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let brackets = matches!(bytes[at], b'{' | b'[');
        if self.cursor.around.is_empty() {
            // Between records, lines count for more than brackets: one that is missing must not take the next record.
            return match frame::extent(self.text, at, self.limits.depth) {
                Extent::Closed(end) if brackets && memchr::memchr(b'\n', &bytes[at..end]).is_none() => Some(end),
                _ => frame::next_margin(self.text, at),
            };
        }
        let end = if brackets { frame::end_of_value(self.text, at) } else { frame::end_of_plain(self.text, at) };
        end.filter(|&end| matches!(bytes.get(frame::skip_blanks(self.text, end)), Some(b',' | b']')))
    }

    /// The record at `at` is longer than the limit, and longer than the block: its rest is passed over as it comes.
    fn pass_over(&mut self, at: usize) -> ReadError {
        let passing = if self.cursor.around.is_empty() { Passing::Lines } else { Passing::Value(Scan::default()) };
        self.cursor.at = at;
        self.cursor.passing = Some(passing);
        self.cursor.pass(self.text);
        self.cursor.too_long(self.text, at, self.limits.record)
    }
}

fn end_of_object(text: &str) -> Result<usize, serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next().transpose().map(|_| values.byte_offset())
}
