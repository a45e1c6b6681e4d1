//! The records of one block of JSON text.

use serde_json::error::Category;
use serde_json::value::RawValue;

use super::cursor::{Around, Cursor, Passing};
use super::frame::{self, Extent, Opening, Scan};
use super::{Entry, ErrorKind, ReadError};
use crate::formats::{Format, Record};
use crate::input::Limits;

/// No record that was read on the quick road is as deep as this: it declines values that are deeper than 64, and no format
/// documents more than a few levels around them.
const QUICK_DEPTH: usize = 72;

/// Lists within lists that are followed; deeper is no export.
const DEEPEST: usize = 16;

#[derive(Debug)]
pub(super) struct Objects<'b> {
    pub(super) text: &'b str,
    pub(super) is_last: bool,
    pub(super) limits: &'b Limits,
    pub(super) cursor: &'b mut Cursor,
}

impl<'b> Iterator for Objects<'b> {
    type Item = Result<Entry<'b>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.cursor.pass(self.text);
        loop {
            let at = frame::skip_blanks(self.text, self.cursor.at);
            self.cursor.at = at;
            let around = self.cursor.around.last().copied();
            match (self.text.as_bytes().get(at), around) {
                (None, _) => return self.end_of_text(),
                // A comma between records is part of a list; between lists or objects it harms nobody.
                (Some(b','), _) => self.cursor.at += 1,
                (Some(b'['), _) if self.cursor.around.len() < DEEPEST => self.open(Around::List, at + 1),
                (Some(b']'), Some(Around::List)) => {
                    self.cursor.around.pop();
                    self.cursor.at += 1;
                }
                (Some(b']'), Some(Around::Page)) => match frame::closing(self.text, at + 1, self.limits.depth) {
                    None if !self.is_last && self.text.len() - at <= self.limits.record => return self.want_more(),
                    None if self.is_last => return self.end_of_text(),
                    // What follows the list is longer than any record: it is looked at as the rest of the file.
                    None => {
                        self.cursor.around.pop();
                        self.cursor.at += 1;
                    }
                    Some(closing) => {
                        self.cursor.around.pop();
                        self.cursor.at = closing.end;
                        if let Some((start, end)) = closing.error {
                            return Some(Err(self.page_error(start, end)));
                        }
                    }
                },
                (Some(b'{'), _) => {
                    // The first object of all is looked at closely: it tells what kind of file this is.
                    match frame::opening(self.text, at, self.cursor.records == 0, self.limits.depth) {
                        Opening::List(begin) if self.cursor.around.len() < DEEPEST => self.open(Around::Page, begin),
                        Opening::Error(end) => {
                            self.cursor.at = end;
                            return Some(Err(self.page_error(at, end)));
                        }
                        Opening::Incomplete if !self.is_last && self.text.len() - at <= self.limits.record => {
                            return self.want_more();
                        }
                        _ => return self.record(at),
                    }
                }
                (Some(_), None) => return self.skip_lines(at),
                (Some(_), Some(_)) => {
                    let message = "no record: expected an object".to_owned();
                    return self.skip(at, ErrorKind::NotARecord, at, message);
                }
            }
        }
    }
}

impl<'b> Objects<'b> {
    fn open(&mut self, around: Around, begin: usize) {
        self.cursor.around.push(around);
        self.cursor.at = begin;
    }

    fn want_more<T>(&mut self) -> Option<T> {
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
    fn record(&mut self, at: usize) -> Option<Result<Entry<'b>, ReadError>> {
        let rest = &self.text[at..];
        let decodes_lists = self.cursor.decodes_lists;
        let quick = self.cursor.format.and_then(|format| Record::parse_fast(format, rest, decodes_lists));
        let (record, end, lines) = match quick {
            Some(first) => (Some(first.value), at + first.end, first.lines),
            None => {
                let extent = frame::extent(self.text, at, self.limits.depth);
                if let Extent::Deep(place) = extent {
                    return self.skip(at, ErrorKind::TooDeep, place, self.depth_message());
                }
                let may_grow = !self.is_last && rest.len() <= self.limits.record;
                // Nothing is copied of a record of which the rest is still to come.
                if may_grow && extent == Extent::Open && end_of_object(rest).is_err_and(|error| error.is_eof()) {
                    return self.want_more();
                }
                let parsed = match self.cursor.format {
                    Some(format) => Record::parse(format, rest).map(|first| (Some(first.value), first.end)),
                    None => end_of_object(rest).map(|end| (None, end)),
                };
                match parsed {
                    Ok((record, end)) => (record, at + end, None),
                    Err(error) if error.is_eof() && may_grow => return self.want_more(),
                    Err(error) => return self.unreadable(at, extent, &error),
                }
            }
        };
        let record = record.filter(Record::is_plausible);
        if end - at > self.limits.record {
            self.cursor.at = end;
            return Some(Err(self.cursor.too_long(self.text, at, self.limits.record)));
        }
        if let Some(error) = self.beyond_limits(at, end, lines.is_some()) {
            return Some(Err(error));
        }
        Some(match record {
            Some(record) => {
                let entry = self.cursor.entry(self.text, at, end, record);
                self.cursor.count_lines(at, end, lines);
                entry
            }
            None => self.recognise(at, end),
        })
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
    fn recognise(&mut self, at: usize, end: usize) -> Result<Entry<'b>, ReadError> {
        let text = &self.text[at..end];
        let (kind, place, message) = match Format::of_object(text) {
            Ok(format) => match Record::parse_fast(format, text, self.cursor.decodes_lists)
                .map_or_else(|| Record::parse(format, text), Ok)
            {
                Ok(first) => {
                    self.cursor.format = Some(format);
                    return self.cursor.entry(self.text, at, end, first.value);
                }
                Err(error) => (kind_of(&error), place_of(text, &error), message_of(text, &error)),
            },
            Err(message) => (ErrorKind::NotARecord, 0, message),
        };
        self.cursor.at = end;
        self.cursor.records += 1;
        Err(self.cursor.error(kind, self.text, (at, at + place, end), message))
    }

    /// The object at `at` did not parse: an error, and on behind it.
    fn unreadable(
        &mut self,
        at: usize,
        extent: Extent,
        error: &serde_json::Error,
    ) -> Option<Result<Entry<'b>, ReadError>> {
        // Perhaps it is a record of another format than the last.
        if let (Category::Data, Extent::Closed(end)) = (error.classify(), extent) {
            return Some(match self.beyond_limits(at, end, false) {
                Some(error) => Err(error),
                None => self.recognise(at, end),
            });
        }
        let place = at + place_of(&self.text[at..], error);
        self.skip(at, kind_of(error), place, message_of(&self.text[at..], error))
    }

    /// Passes over lines that begin neither an object nor a list, with one error for all of them.
    fn skip_lines(&mut self, at: usize) -> Option<Result<Entry<'b>, ReadError>> {
        let bytes = self.text.as_bytes();
        let mut end = at;
        while let Some(margin) = frame::next_margin(self.text, end) {
            end = margin;
            if matches!(bytes[margin], b'{' | b'[') {
                break;
            }
        }
        if end == at || !matches!(bytes[end], b'{' | b'[') {
            // The last of the lines ends with the text, or goes on behind it.
            if !self.is_last && (end == at && self.text.len() - at <= self.limits.record) {
                return self.want_more();
            }
            end = if self.is_last || end == at { self.text.len() } else { end };
        }
        let lines = self.text[at..end].lines().filter(|line| !line.trim().is_empty()).count();
        self.cursor.at = end;
        self.cursor.records += 1;
        let mut message = self.cursor.unknown_header.take().unwrap_or_else(|| {
            "expected an object, a list of objects, or the header of a table of a known format".to_owned()
        });
        if lines > 1 {
            message += &format!("; {lines} lines are passed over");
        }
        self.cursor.report.add_many(ErrorKind::NotARecord, lines.saturating_sub(1) as u64);
        let error = self.cursor.error(ErrorKind::NotARecord, self.text, (at, at, end), message);
        self.cursor.records += lines.saturating_sub(1) as u64;
        Some(Err(error))
    }

    /// An error about what begins at `at`, and on behind it.
    fn skip(
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

fn kind_of(error: &serde_json::Error) -> ErrorKind {
    match error.classify() {
        Category::Eof => ErrorKind::Truncated,
        Category::Data => ErrorKind::WrongType,
        Category::Syntax | Category::Io => ErrorKind::Syntax,
    }
}

/// The message, with the field it is about and without its position, which counts from the start of `text`, the record.
fn message_of(text: &str, error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    if !error.is_data() {
        return what.to_owned();
    }
    // The member's value may never end; to name it, its beginning does.
    let place = place_of(text, error);
    let seen = (place + 1..text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
    let field = frame::member_at(&text[..seen], 0, place);
    field.map_or_else(|| what.to_owned(), |name| format!("`{name}`: {what}"))
}

/// Where in `text`, the record, the error is.
fn place_of(text: &str, error: &serde_json::Error) -> usize {
    let mut starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1));
    let line = starts.nth(error.line().saturating_sub(1)).unwrap_or(0);
    (line + error.column().saturating_sub(1)).min(text.len())
}
