//! Events on standard output.

use std::io::{self, BufWriter, Write};

use comfy_table::Table;
use msaudit::event::DecodedEvent;
use msaudit::label::{AssessmentSource, Label, LabelAssessment, LabelChange, LabelEvent};

use crate::args::{Events, Formulas};
use crate::output::{inert, json_line, printable, table};

/// The columns of the portal's list view.
const LIST_VIEW: [&str; 7] = ["time", "service", "category", "activity", "outcome", "target", "actor"];

/// What is shown instead where labels are asked for.
const LABEL_VIEW: [&str; 7] = ["time", "activity", "target", "actor", "change", "label", "justification"];

/// A table is printed when it has this many rows, and another begun, so that no export fills the memory.
const ROWS: usize = 1000;

/// Rows for people, a page of them at a time.
pub(crate) struct View {
    page: Table,
    labels: bool,
}

impl View {
    fn new(labels: bool) -> Self {
        let mut page = table();
        page.set_header(if labels { LABEL_VIEW } else { LIST_VIEW });
        Self { page, labels }
    }

    fn add(&mut self, decoded: &DecodedEvent<'_>) -> io::Result<()> {
        let event = decoded.event();
        let target = decoded.targets().first().and_then(|target| target.name().or(target.id()));
        let actor = event.actor().name().or(event.actor().id());
        let (change, label);
        let cells = if self.labels {
            change = decoded.assessment().map(|assessment| disputed(&assessment));
            label = labels(decoded);
            let justification = decoded.label().and_then(LabelEvent::justification);
            [decoded.time(), event.activity(), target, actor, change.as_deref(), label.as_deref(), justification]
        } else {
            let outcome = Some(event.outcome().name());
            [decoded.time(), event.service(), event.category(), event.activity(), outcome, target, actor]
        };
        self.page.add_row(cells.map(|cell| printable(cell.unwrap_or_default())));
        if self.page.row_count() < ROWS {
            return Ok(());
        }
        std::mem::replace(self, Self::new(self.labels)).print()
    }

    fn print(&self) -> io::Result<()> {
        if self.page.is_empty() {
            return Ok(());
        }
        writeln!(io::stdout().lock(), "{}", self.page)
    }
}

/// The change, with who says otherwise.
fn disputed(assessment: &LabelAssessment) -> String {
    let otherwise =
        |&(_, says): &(AssessmentSource, LabelChange)| says != assessment.change() && says != LabelChange::Undetermined;
    let others = assessment.evidence().filter(otherwise).map(|(who, says)| format!(" ({}: {says})", who.name()));
    std::iter::once(assessment.change().to_string()).chain(others).collect()
}

/// The label after, behind the one before it: the path, else the name, else the id.
fn labels(decoded: &DecodedEvent<'_>) -> Option<String> {
    let event = decoded.label()?;
    let called = |id: Option<&str>, name: Option<&str>| {
        let path = decoded.label_in_book(id).map(Label::path);
        path.or(name).or(id).map(str::to_owned)
    };
    let old = called(event.old_id(), event.old_name());
    let new = called(event.new_id(), event.new_name());
    match (old, new) {
        (Some(old), Some(new)) => Some(format!("{old} -> {new}")),
        (Some(old), None) => Some(format!("{old} ->")),
        (None, new) => new,
    }
}

/// The fields of the JSON of an event, those of nested objects joined to their names by a full stop. Lists hold JSON.
pub(crate) const CSV_COLUMNS: [&str; 53] = [
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
    "label.old_path",
    "label.new_id",
    "label.new_name",
    "label.new_path",
    "label.evidence",
    "label.agreement",
    "label.justification",
    "label.how",
    "label.protection",
    "label.protected_before",
    "label.protected_after",
    "label.protection_owner",
    "label.template_id",
    "label.sensitive_info_types",
    "informational",
    "workload",
    "known.workload",
    "known.operation",
    "known.name",
    "correlation_id",
    "session_id",
    "tenant_id",
    "user_agent",
    "app.id",
    "app.name",
    "actor.port",
    "wrapped_in",
];

/// Events in the format asked for.
pub(crate) enum EventWriter {
    Ndjson(Box<dyn Write>),
    Csv(Box<csv::Writer<Box<dyn Write>>>, Formulas),
    Table(Box<View>),
}

impl EventWriter {
    pub(crate) fn new(format: Events, formulas: Formulas, labels: bool) -> io::Result<Self> {
        let out: Box<dyn Write> = Box::new(BufWriter::new(io::stdout().lock()));
        Ok(match format {
            Events::Ndjson => Self::Ndjson(out),
            Events::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(CSV_COLUMNS)?;
                Self::Csv(Box::new(writer), formulas)
            }
            Events::Table => Self::Table(Box::new(View::new(labels))),
            Events::Parquet => unreachable!("it has a road of its own: it is no stream"),
        })
    }

    pub(crate) fn write(&mut self, decoded: &DecodedEvent<'_>) -> io::Result<()> {
        match self {
            Self::Ndjson(out) => json_line(out, decoded),
            Self::Csv(writer, formulas) => {
                // The conversion that csv offers would hide that a pipe was closed.
                writer.write_record(csv_row(decoded, *formulas)?).map_err(|error| match error.into_kind() {
                    csv::ErrorKind::Io(error) => error,
                    other => io::Error::other(format!("{other:?}")),
                })
            }
            Self::Table(view) => view.add(decoded),
        }
    }

    pub(crate) fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Ndjson(out) => out.flush(),
            Self::Csv(writer, _) => writer.flush(),
            Self::Table(view) => view.print(),
        }
    }
}

/// The cells of [`CSV_COLUMNS`], taken from the JSON of the line by their names.
fn csv_row(decoded: &DecodedEvent<'_>, formulas: Formulas) -> io::Result<Vec<String>> {
    Ok(csv_cells(&serde_json::to_value(decoded)?, formulas))
}

/// The same from the JSON of an event.
pub(crate) fn csv_cells(json: &serde_json::Value, formulas: Formulas) -> Vec<String> {
    let cell = |column: &&str| {
        let value = column.split('.').fold(json, |value, name| &value[name]);
        match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) if formulas == Formulas::Keep => printable(text),
            serde_json::Value::String(text) => inert(printable(text)),
            other => printable(&other.to_string()),
        }
    };
    CSV_COLUMNS.iter().map(cell).collect()
}
