//! How events are shown: in a format, with columns.

use std::io;

use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use serde_json::Value;

use crate::columns::{CSV_COLUMNS, Look, of_column, of_events, seconds};
use crate::formats::Formulas;
use crate::output::{Fields, push_json_line};
use crate::parallel::Work;
use crate::rows::Rows;
use crate::table::Table;

/// The columns of the portal's list view.
pub(crate) const LIST_VIEW: [&str; 7] = ["time", "service", "category", "activity", "outcome", "target", "actor"];

/// What is shown instead where labels are asked for.
pub(crate) const LABEL_VIEW: [&str; 7] = ["time", "activity", "target", "actor", "change", "label", "justification"];

/// Formats that are written event by event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Ndjson,
    Csv,
    Table,
}

/// A format with its columns. JSON without any shows events whole.
#[derive(Debug, Clone)]
pub(crate) struct View {
    format: Stream,
    columns: Vec<String>,
    is_wide: bool,
    formulas: Formulas,
}

impl View {
    /// `default` has the columns of a table, if no others are asked for; `more` are columns beside those that events have.
    pub(crate) fn new(
        format: Stream,
        formulas: Formulas,
        look: &Look,
        default: &[&str],
        more: &[&str],
    ) -> io::Result<Self> {
        let all = [of_events().as_slice(), more].concat();
        let columns = match format {
            Stream::Ndjson => look.choose(&all, &[])?,
            Stream::Csv => look.choose(&all, &[CSV_COLUMNS.as_slice(), more].concat())?,
            Stream::Table => look.choose(&all, default)?,
        };
        Ok(Self { format, columns, is_wide: look.wide, formulas })
    }

    /// What stands above all events.
    pub(crate) fn header(&self) -> Vec<u8> {
        let mut header = Vec::new();
        if self.format == Stream::Csv {
            Rows::new(&self.columns, self.formulas).header(&mut header);
        }
        header
    }

    /// The table of some rows.
    pub(crate) fn table(&self, rows: Vec<Vec<String>>) -> Table {
        let mut table = Table::new(&self.columns, self.is_wide);
        rows.into_iter().for_each(|row| table.push(row));
        table
    }

    /// The cells of a row for people.
    pub(crate) fn cells(&self, event: &Value) -> Vec<String> {
        let cell = |column: &String| {
            let cell = of_column(event, column);
            text(if column == "time" && !self.is_wide { seconds(&cell) } else { cell })
        };
        self.columns.iter().map(cell).collect()
    }

    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }
}

fn text(cell: Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// What some events become: bytes that are printed as they are, or the rows of tables.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Writes pages, on one of several threads.
pub(crate) struct Pages<'v> {
    view: &'v View,
    rows: Rows,
}

impl<'v> Pages<'v> {
    pub(crate) fn new(view: &'v View) -> Self {
        Self { view, rows: Rows::new(&view.columns, view.formulas) }
    }

    /// Adds an event that is there as one line of JSON.
    pub(crate) fn line(&mut self, line: &str, page: &mut Page) -> io::Result<()> {
        if self.is_whole() {
            page.bytes.extend_from_slice(line.as_bytes());
            page.bytes.push(b'\n');
            return Ok(());
        }
        self.value(&serde_json::from_str(line)?, page)
    }

    fn is_whole(&self) -> bool {
        self.view.format == Stream::Ndjson && self.view.columns.is_empty()
    }

    fn value(&mut self, event: &Value, page: &mut Page) -> io::Result<()> {
        match self.view.format {
            Stream::Ndjson => {
                let columns = self.view.columns.iter().map(|column| (column, of_column(event, column)));
                push_json_line(&mut page.bytes, &Fields(columns.collect()))?;
            }
            Stream::Csv => self.rows.json(event, &mut page.bytes),
            Stream::Table => page.rows.push(self.view.cells(event)),
        }
        Ok(())
    }
}

impl Work for Pages<'_> {
    type Made = Page;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, page: &mut Page) -> io::Result<()> {
        if self.is_whole() {
            return push_json_line(&mut page.bytes, decoded);
        }
        if self.view.format == Stream::Csv
            && let Some(written) = self.rows.event(decoded, &mut page.bytes)
        {
            return written;
        }
        self.value(&serde_json::to_value(decoded)?, page)
    }
}
