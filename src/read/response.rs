//! Rows of the response of a query API: lists of values, named by a list of columns.

use std::borrow::Cow;

use super::ErrorKind;
use super::frame::{self, Extent};
use super::objects::{Objects, Step};
use super::recognise::{Found, Refusal, kind_of, message_of};
use crate::input::{Wrapper, Wrappers};
use crate::wire::Raw;
use crate::wire::cells::Cell;

impl<'b> Objects<'b, '_> {
    /// The row at `at`, a list of values, of the response of a query API.
    pub(super) fn row(&mut self, at: usize) -> Step<'b> {
        let end = match frame::extent(self.text, at, self.limits.depth) {
            Extent::Closed(end) => end,
            Extent::Open if !self.is_last && self.text.len() - at <= self.limits.record => {
                return Step::of(self.want_more());
            }
            _ => {
                let message = "no row: expected a list of values".to_owned();
                return Step::of(self.skip(at, ErrorKind::NotARecord, at, message));
            }
        };
        if end - at > self.limits.record {
            self.cursor.at = end;
            return Step::Given(Err(self.cursor.too_long(self.text, at, self.limits.record)));
        }
        let found = self.found_in_row(&self.text[at..end]);
        self.cursor.found(self.text, (at, end), found, self.limits).map_or(Step::On(end), Step::Given)
    }

    fn found_in_row(&self, row: &str) -> Result<Found<'b>, Refusal> {
        let refuse = |kind, message| Err(Refusal { kind, place: 0, message });
        let columns = match self.cursor.columns.as_deref() {
            Some(Ok(columns)) => columns,
            Some(Err((kind, message))) => return refuse(*kind, message.clone()),
            None => return refuse(ErrorKind::NotARecord, "a row without columns".to_owned()),
        };
        let values: Vec<Raw<'_>> = match serde_json::from_str(row) {
            Ok(values) => values,
            Err(error) => return refuse(kind_of(&error), message_of(row, &error)),
        };
        if values.len() != columns.all.len() {
            let message = format!("{} values where there are {} columns", values.len(), columns.all.len());
            return refuse(ErrorKind::CellCount, message);
        }
        let wrappers = self.cursor.around_input.with(Wrapper::QueryResponse);
        let Some(wrappers) = wrappers else {
            return refuse(ErrorKind::TooDeep, format!("more than {} wrappers within each other", Wrappers::MOST));
        };
        let texts: Vec<Cow<'_, str>> =
            values.iter().map(|value| if value.as_json() == "null" { Cow::default() } else { value.text() }).collect();
        let decodes_lists = self.cursor.decodes_lists;
        let cells = texts.iter().map(|text| Cell { text, decodes_lists });
        columns.read(cells, wrappers, decodes_lists).map(Found::into_owned)
    }
}
