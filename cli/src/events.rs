//! Events on standard output.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use serde_json::Value;

use crate::args::Formulas;
use crate::columns::{CSV_COLUMNS, Look, of_events, seconds, value};
use crate::flat::{Cell, members};
use crate::output::{Fields, Lines, inert, is_formula, printable, push_printable};
use crate::parallel::Work;
use crate::table::Table;

/// The columns of the portal's list view.
pub(crate) const LIST_VIEW: [&str; 7] = ["time", "service", "category", "activity", "outcome", "target", "actor"];

/// What is shown instead where labels are asked for.
pub(crate) const LABEL_VIEW: [&str; 7] = ["time", "activity", "target", "actor", "change", "label", "justification"];

/// A table is printed when it has this many rows, and another begun, so that no export fills the memory.
const ROWS: usize = 1000;

/// Formats that are written event by event.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream {
    Ndjson,
    Csv,
    Table,
}

/// Events in the format asked for.
pub(crate) enum EventWriter {
    /// With the columns asked for, if any are.
    Ndjson(Lines, Vec<String>),
    Csv(Box<Rows<io::Stdout>>),
    Table(Table, Vec<String>, bool),
}

impl EventWriter {
    /// `view` has the columns of a table, if no others are asked for; `more` are columns beside those that events have.
    pub(crate) fn new(
        format: Stream,
        formulas: Formulas,
        look: &Look,
        view: &[&str],
        more: &[&str],
    ) -> io::Result<Self> {
        let all = [of_events().as_slice(), more].concat();
        Ok(match format {
            Stream::Ndjson => Self::Ndjson(Lines::new(), look.choose(&all, &[])?),
            Stream::Csv => {
                let columns = look.choose(&all, &[CSV_COLUMNS.as_slice(), more].concat())?;
                let mut rows = Rows::new(io::stdout(), columns, formulas);
                rows.header()?;
                Self::Csv(Box::new(rows))
            }
            Stream::Table => {
                let columns = look.choose(&all, view)?;
                Self::Table(Table::new(&columns, look.wide), columns, look.wide)
            }
        })
    }

    /// Writes an event that is there as one line of JSON.
    pub(crate) fn write_line(&mut self, line: &str) -> io::Result<()> {
        match self {
            Self::Ndjson(out, columns) if columns.is_empty() => out.line(line),
            _ => self.write(&serde_json::from_str(line)?),
        }
    }

    /// Writes the columns of an event that is there as JSON.
    pub(crate) fn write(&mut self, event: &Value) -> io::Result<()> {
        match self {
            Self::Ndjson(out, columns) => {
                out.json(&Fields(columns.iter().map(|column| (column, of_column(event, column))).collect()))
            }
            Self::Csv(rows) => rows.write_json(event),
            Self::Table(table, columns, is_wide) => {
                table.push(cells(event, columns, *is_wide));
                if table.len() < ROWS {
                    return Ok(());
                }
                let full = std::mem::replace(table, Table::new(&*columns, *is_wide));
                full.print(&mut io::stdout().lock())
            }
        }
    }

    pub(crate) fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Ndjson(out, _) => out.flush(),
            Self::Csv(rows) => rows.writer.flush(),
            Self::Table(table, ..) if table.len() == 0 => Ok(()),
            Self::Table(table, ..) => table.print(&mut io::stdout().lock()),
        }
    }
}

/// The cells of a row for people.
pub(crate) fn cells(event: &Value, columns: &[String], is_wide: bool) -> Vec<String> {
    let cell = |column: &String| {
        let cell = of_column(event, column);
        text(if column == "time" && !is_wide { seconds(&cell) } else { cell })
    };
    columns.iter().map(cell).collect()
}

/// The cell of an event; a list of copies that is empty says nothing.
fn of_column(event: &Value, column: &str) -> Value {
    let cell = value(event, column).into_owned();
    if column == "also" && cell.as_array().is_some_and(Vec::is_empty) { Value::Null } else { cell }
}

fn text(cell: Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Rows of CSV, made on one of several threads.
pub(crate) struct CsvWork {
    rows: Rows<Shared>,
    made: Shared,
}

/// Bytes that a writer of CSV has written, for whoever takes them out of it.
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

impl CsvWork {
    /// All columns; their header has another place, at the top of all.
    pub(crate) fn new(formulas: Formulas) -> Self {
        let made = Shared::default();
        let columns = CSV_COLUMNS.iter().map(|&column| column.to_owned()).collect();
        Self { rows: Rows::new(made.clone(), columns, formulas), made }
    }
}

impl Work for CsvWork {
    type Made = Vec<u8>;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        self.rows.write(decoded)?;
        self.rows.writer.flush()?;
        out.append(&mut self.made.bytes());
        Ok(())
    }
}

/// Rows of CSV.
pub(crate) struct Rows<W: Write> {
    writer: csv::Writer<W>,
    columns: Vec<String>,
    formulas: Formulas,
    places: HashMap<String, usize>,
    /// The cells of a row; their memory is used again.
    cells: Vec<String>,
}

impl<W: Write> Rows<W> {
    fn new(out: W, columns: Vec<String>, formulas: Formulas) -> Self {
        let writer = csv::WriterBuilder::new().buffer_capacity(64 << 10).from_writer(out);
        let places: HashMap<String, usize> = columns.iter().cloned().zip(0..).collect();
        let cells = vec![String::new(); columns.len()];
        Self { writer, columns, formulas, places, cells }
    }

    fn header(&mut self) -> io::Result<()> {
        record(&mut self.writer, &self.columns)
    }

    /// Writes an event of which all columns are members, so that no tree of it is needed.
    fn write(&mut self, decoded: &DecodedEvent<'_>) -> io::Result<()> {
        self.cells.iter_mut().for_each(String::clear);
        let (places, cells, formulas) = (&self.places, &mut self.cells, self.formulas);
        members(decoded, &mut |path, cell| {
            let Some(&place) = places.get(path) else { return };
            match cell {
                Cell::Text(text) => {
                    push_printable(&mut cells[place], text);
                    if formulas == Formulas::Escape && is_formula(&cells[place]) {
                        cells[place].insert(0, '\'');
                    }
                }
                Cell::Json(text) => push_printable(&mut cells[place], text),
            }
        })?;
        record(&mut self.writer, &self.cells)
    }

    fn write_json(&mut self, event: &Value) -> io::Result<()> {
        for (cell, column) in self.cells.iter_mut().zip(&self.columns) {
            *cell = match of_column(event, column) {
                Value::Null => String::new(),
                Value::String(text) if self.formulas == Formulas::Keep => printable(&text),
                Value::String(text) => inert(printable(&text)),
                other => printable(&other.to_string()),
            };
        }
        record(&mut self.writer, &self.cells)
    }
}

fn record<W: Write>(writer: &mut csv::Writer<W>, cells: &[String]) -> io::Result<()> {
    // The conversion that csv offers would hide that a pipe was closed.
    writer.write_record(cells).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}
