//! Events on standard output.

use std::io::{self, BufWriter, Write};

use comfy_table::Table;
use msaudit::event::Line;

use crate::args::Events;
use crate::output::{printable, table};

/// The columns of the portal's list view.
const LIST_VIEW: [&str; 7] = ["time", "service", "category", "activity", "outcome", "target", "actor"];

/// A table is printed when it has this many rows, and another begun, so that no export fills the memory.
const ROWS: usize = 1000;

fn list_view() -> Table {
    let mut table = table();
    table.set_header(LIST_VIEW);
    table
}

/// The fields of the JSON line, those of nested objects joined to their names by a full stop. `targets` and `evidence` hold
/// JSON.
const CSV_COLUMNS: [&str; 34] = [
    "source",
    "file",
    "record",
    "id",
    "time",
    "service",
    "category",
    "activity",
    "known.service",
    "known.category",
    "known.activity",
    "known.match",
    "known.listed",
    "record_type.code",
    "record_type.name",
    "operation_type",
    "outcome",
    "reason",
    "actor.kind",
    "actor.id",
    "actor.name",
    "actor.ip",
    "targets",
    "label.change",
    "label.old_id",
    "label.old_name",
    "label.new_id",
    "label.new_name",
    "label.evidence",
    "label.agreement",
    "label.justification",
    "label.how",
    "label.protection",
    "informational",
];

/// Events in the format asked for.
pub(crate) enum EventWriter {
    Ndjson(Box<dyn Write>),
    Csv(Box<csv::Writer<Box<dyn Write>>>),
    Table(Box<Table>),
}

impl EventWriter {
    pub(crate) fn new(format: Events) -> io::Result<Self> {
        let out: Box<dyn Write> = Box::new(BufWriter::new(anstream::stdout().lock()));
        Ok(match format {
            Events::Ndjson => Self::Ndjson(out),
            Events::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(CSV_COLUMNS)?;
                Self::Csv(Box::new(writer))
            }
            Events::Table => Self::Table(Box::new(list_view())),
        })
    }

    pub(crate) fn write(&mut self, line: &Line<'_>) -> io::Result<()> {
        match self {
            Self::Ndjson(out) => {
                serde_json::to_writer(&mut *out, line)?;
                writeln!(out)
            }
            Self::Csv(writer) => Ok(writer.write_record(csv_row(line)?)?),
            Self::Table(table) => {
                let event = line.event();
                let target = line.targets().first().and_then(|target| target.name().or(target.id()));
                let actor = event.actor();
                let cells = [
                    line.time(),
                    event.service(),
                    event.category(),
                    event.activity(),
                    Some(event.outcome().name()),
                    target,
                    actor.name().or(actor.id()),
                ];
                table.add_row(cells.map(|cell| printable(cell.unwrap_or_default())));
                if table.row_count() < ROWS {
                    return Ok(());
                }
                let full = std::mem::replace(&mut **table, list_view());
                writeln!(anstream::stdout().lock(), "{full}")
            }
        }
    }

    pub(crate) fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Ndjson(out) => out.flush(),
            Self::Csv(writer) => writer.flush(),
            Self::Table(table) if table.is_empty() => Ok(()),
            Self::Table(table) => writeln!(anstream::stdout().lock(), "{table}"),
        }
    }
}

/// The cells of [`CSV_COLUMNS`], taken from the JSON of the line by their names.
fn csv_row(line: &Line<'_>) -> io::Result<Vec<String>> {
    let json = serde_json::to_value(line)?;
    let cell = |column: &&str| {
        let value = column.split('.').fold(&json, |value, name| &value[name]);
        match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    };
    Ok(CSV_COLUMNS.iter().map(cell).collect())
}
