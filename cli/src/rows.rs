//! Events as rows of CSV.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use msaudit::event::DecodedEvent;
use serde_json::Value;

use crate::columns::{CSV_COLUMNS, of_column};
use crate::flat::{Cell, members};
use crate::formats::Formulas;
use crate::output::{inert, is_formula, printable, push_printable};

/// Rows of CSV, for whoever takes their bytes out of it.
pub(crate) struct Rows {
    writer: csv::Writer<Shared>,
    written: Shared,
    columns: Vec<String>,
    formulas: Formulas,
    /// Whether all columns are members of events.
    are_members: bool,
    /// The cells of a row; their memory is used again.
    cells: Vec<String>,
}

/// Bytes that a writer of CSV has written, which it would keep to itself.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        // Bytes are bytes, whoever panicked behind them.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Rows {
    pub(crate) fn new(columns: &[String], formulas: Formulas) -> Self {
        let written = Shared::default();
        let are_members = columns.iter().all(|column| CSV_COLUMNS.contains(&column.as_str()));
        Self {
            writer: csv::Writer::from_writer(written.clone()),
            written,
            columns: columns.to_vec(),
            formulas,
            are_members,
            cells: vec![String::new(); columns.len()],
        }
    }

    pub(crate) fn header(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        self.cells.clone_from(&self.columns);
        self.row(out)
    }

    /// Writes an event without a tree of it, if all columns are members; else gives back that it cannot.
    pub(crate) fn event(&mut self, decoded: &DecodedEvent<'_>, out: &mut Vec<u8>) -> Option<io::Result<()>> {
        if !self.are_members {
            return None;
        }
        self.cells.iter_mut().for_each(String::clear);
        let (columns, cells, formulas) = (&self.columns, &mut self.cells, self.formulas);
        // Members come in much the order of the columns, so that the next is looked for behind the one before.
        let mut next = 0;
        let filled = members(decoded, &mut |path, cell| {
            let (before, behind) = columns.split_at(next);
            let is_path = |column: &String| column == path;
            let found = behind.iter().position(is_path).map(|at| next + at);
            let Some(place) = found.or_else(|| before.iter().position(is_path)) else { return };
            next = place + 1;
            match cell {
                Cell::Text(text) => {
                    push_printable(&mut cells[place], text);
                    if formulas == Formulas::Escape && is_formula(&cells[place]) {
                        cells[place].insert(0, '\'');
                    }
                }
                Cell::Json(text) => push_printable(&mut cells[place], text),
            }
        });
        Some(filled.and_then(|()| self.row(out)))
    }

    /// Writes an event that is there as JSON.
    pub(crate) fn json(&mut self, event: &Value, out: &mut Vec<u8>) -> io::Result<()> {
        for (cell, column) in self.cells.iter_mut().zip(&self.columns) {
            *cell = match of_column(event, column) {
                Value::Null => String::new(),
                Value::String(text) if self.formulas == Formulas::Keep => printable(&text),
                Value::String(text) => inert(printable(&text)),
                other => printable(&other.to_string()),
            };
        }
        self.row(out)
    }

    fn row(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        self.writer.write_record(&self.cells).map_err(io::Error::other)?;
        self.writer.flush()?;
        out.append(&mut self.written.bytes());
        Ok(())
    }
}
