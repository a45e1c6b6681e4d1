//! An object whose format is not told yet: a record, a record in a style of its own, a record in a wrapper, or something else.

use std::borrow::Cow;

use serde_json::error::Category;

use super::restyle::{is_styled, restyled};
use super::unwrap::{Content, Wrapped, is_sure, unwrap};
use super::{ErrorKind, frame, page};
use crate::formats::{Format, Record, field_names, foreign_record};
use crate::input::Wrappers;

/// What an object turned out to be.
pub(super) enum Found<'t> {
    Record {
        record: Record<'t>,
        wrappers: Wrappers,
        /// The format, if the records that follow are worth trying it without a look at their names.
        lasting: Option<Format>,
        warning: Option<(ErrorKind, String)>,
        restyled: bool,
    },
    /// A wrapper around a text that may hold any number of records.
    Text { text: String, field: String, wrappers: Wrappers },
}

impl Found<'_> {
    pub(super) fn into_owned(self) -> Found<'static> {
        match self {
            Self::Text { text, field, wrappers } => Found::Text { text, field, wrappers },
            Self::Record { record, wrappers, lasting, warning, restyled } => {
                Found::Record { record: record.into_owned(), wrappers, lasting, warning, restyled }
            }
        }
    }
}

/// Why an object is no record.
pub(super) struct Refusal {
    pub(super) kind: ErrorKind,
    /// Where in the object.
    pub(super) place: usize,
    pub(super) message: String,
}

/// Reads a whole object, whose format only its names tell.
pub(super) fn recognise(object: &str, around: Wrappers, decodes_lists: bool) -> Result<Found<'_>, Refusal> {
    // What a wrapper holds may be a page; outside of one, pages are told before.
    if !around.is_empty() && page::is_page(object) {
        let (text, field) = (object.to_owned(), around.to_string());
        return Ok(Found::Text { text, field, wrappers: around });
    }
    let names = field_names(object);
    if let Some(wrapped) = is_sure(&names).then(|| unwrap(object)).flatten() {
        return unwrapped(wrapped, around, decodes_lists);
    }
    let not_ours = |message: &str| Refusal { kind: ErrorKind::NotOurs, place: 0, message: message.to_owned() };
    match Format::of_names(&names) {
        Ok(format) if is_styled(&names) => styled(object, format, around, decodes_lists),
        Ok(format) => match parse(format, object, decodes_lists) {
            Ok(record) => Ok(Found::Record {
                record,
                wrappers: around,
                lasting: around.is_empty().then_some(format),
                warning: None,
                restyled: false,
            }),
            Err(error) => Err(Refusal {
                kind: kind_of(&error),
                place: place_of(object, &error),
                message: message_of(object, &error),
            }),
        },
        Err(message) => {
            if let Some(wrapped) = unwrap(object) {
                unwrapped(wrapped, around, decodes_lists)
            } else if let Some(log) = foreign_record(&names) {
                Err(not_ours(log))
            } else if let Some(format) = Format::of_names_in_any_case(&names) {
                styled(object, format, around, decodes_lists)
            } else {
                Err(Refusal { kind: ErrorKind::NotARecord, place: 0, message })
            }
        }
    }
}

fn parse(format: Format, text: &str, decodes_lists: bool) -> Result<Record<'_>, serde_json::Error> {
    match Record::parse_fast(format, text, decodes_lists) {
        Some(first) => Ok(first.value),
        None => Record::parse(format, text).map(|first| first.value),
    }
}

fn styled<'t>(object: &str, format: Format, wrappers: Wrappers, decodes_lists: bool) -> Result<Found<'t>, Refusal> {
    let text = restyled(object, format);
    let record = parse(format, &text, decodes_lists).map_err(|error| {
        // Its places are those of a text that stands nowhere.
        Refusal { kind: kind_of(&error), place: 0, message: message_of(&text, &error) }
    })?;
    let warning = cut_value(&text).map(|name| {
        let message =
            format!("`{name}` is cut, and its content missing: expected an export by `ConvertTo-Json -Depth 100`");
        (ErrorKind::Cut, message)
    });
    Ok(Found::Record { record: record.into_owned(), wrappers, lasting: None, warning, restyled: true })
}

/// The name of a member at whose depth PowerShell stopped: it writes the name of a type, or a hashtable as text.
fn cut_value(object: &str) -> Option<&str> {
    const CUTS: [&str; 4] = ["\"System.Collections.", "\"System.Object[]", "\"Microsoft.Graph.", "\"@{"];

    frame::members(object, 0).find_map(|member| {
        let value = &object[member.value.clone()];
        let inner = value.trim_start_matches(|character: char| character == '[' || character.is_ascii_whitespace());
        if CUTS.iter().any(|cut| inner.starts_with(cut)) {
            return Some(member.name);
        }
        // One level deeper; the fields that matter are no deeper.
        let is_inner_cut = value.starts_with('{')
            && frame::members(object, member.value.start)
                .any(|inner| CUTS.iter().any(|cut| object[inner.value.clone()].starts_with(cut)));
        is_inner_cut.then_some(member.name)
    })
}

fn unwrapped<'t>(wrapped: Wrapped<'t>, around: Wrappers, decodes_lists: bool) -> Result<Found<'t>, Refusal> {
    let Wrapped { wrapper, field, place, content } = wrapped;
    let Some(wrappers) = around.with(wrapper) else {
        let message = format!("in `{field}`: more than {} wrappers within each other", Wrappers::MOST);
        return Err(Refusal { kind: ErrorKind::TooDeep, place, message });
    };
    let inner = match content {
        Content::Text(text) => return Ok(Found::Text { text: text.into_owned(), field, wrappers }),
        Content::Object(Cow::Borrowed(object)) => recognise(object, wrappers, decodes_lists),
        Content::Object(Cow::Owned(object)) => recognise(&object, wrappers, decodes_lists).map(Found::into_owned),
    };
    inner.map_err(|refusal| Refusal { place, message: format!("in `{field}`: {}", refusal.message), ..refusal })
}

/// What a cell of the column that wraps the records of a table holds.
pub(super) fn in_cell<'t>(
    content: Option<Content<'_>>,
    (wrapper, field): (crate::input::Wrapper, &str),
    around: Wrappers,
    decodes_lists: bool,
) -> Result<Found<'t>, Refusal> {
    let Some(content) = content else {
        let message = format!("in `{field}`: no record: expected the JSON of one");
        return Err(Refusal { kind: ErrorKind::NotARecord, place: 0, message });
    };
    unwrapped(Wrapped { wrapper, field: field.to_owned(), place: 0, content }, around, decodes_lists)
        .map(Found::into_owned)
}

pub(super) fn kind_of(error: &serde_json::Error) -> ErrorKind {
    match error.classify() {
        Category::Eof => ErrorKind::Truncated,
        Category::Data => ErrorKind::WrongType,
        Category::Syntax | Category::Io => ErrorKind::Syntax,
    }
}

/// The message, with the field it is about and without its position, which counts from the start of `text`, the record.
pub(super) fn message_of(text: &str, error: &serde_json::Error) -> String {
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
pub(super) fn place_of(text: &str, error: &serde_json::Error) -> usize {
    let mut starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1));
    let line = starts.nth(error.line().saturating_sub(1)).unwrap_or(0);
    (line + error.column().saturating_sub(1)).min(text.len())
}
