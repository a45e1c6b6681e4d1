//! Exports: as Arrow, as dicts, and summed up.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Mutex, PoisonError};

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_schema::SchemaRef;
use arrow_schema::ffi::FFI_ArrowSchema;
use msaudit::analysis::Summary;
use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use msaudit_arrow::{EventBuilder, Original};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use serde_json::Value;

use crate::errors::{Fault, other};
use crate::filters::filter;
use crate::inputs::{Plan, SharedLog, Work, look};
use crate::labels::book;
use crate::stream::{Background, Sender, Stream};

/// Exports as a stream of Arrow record batches: polars, pandas, pyarrow and DuckDB take it as it is.
///
/// Each use reads the inputs anew. `errors` and `report` tell of the last use, as far as it has come.
#[pyclass(module = "msaudit")]
pub(crate) struct Export {
    plan: Plan,
    original: Original,
    /// The columns asked for; all, if none are.
    columns: Option<Vec<String>>,
    log: SharedLog,
}

impl Export {
    fn open(&mut self) -> PyResult<Stream> {
        self.log = SharedLog::default();
        let schema = SchemaRef::clone(self.builder()?.schema());
        let (original, columns) = (self.original, self.columns.clone());
        let builder = move || {
            let events = EventBuilder::new(original).limits(usize::MAX, usize::MAX);
            match &columns {
                Some(columns) => events.columns(columns).expect("a builder with these columns was made before"),
                None => events,
            }
        };
        Ok(Stream::new(self.plan.clone(), self.log.clone(), schema, builder))
    }

    fn builder(&self) -> PyResult<EventBuilder> {
        let events = EventBuilder::new(self.original);
        match &self.columns {
            Some(columns) => {
                events.columns(columns).map_err(|error| PyValueError::new_err(format!("`columns`: {error}")))
            }
            None => Ok(events),
        }
    }
}

#[pymethods]
impl Export {
    /// The stream, for whoever speaks the C interface of Arrow.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &mut self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer give its own schema whatever is asked for.
        drop(requested_schema);
        let stream = FFI_ArrowArrayStream::new(Box::new(self.open()?));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    /// The schema of the stream.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.builder()?.schema().as_ref()).map_err(other)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// A polars data frame.
    fn to_polars<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.getattr("DataFrame")?.call1((slf,))
    }

    /// A pyarrow table.
    fn to_arrow<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.getattr("table")?.call1((slf,))
    }

    /// A pandas data frame.
    fn to_pandas<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_arrow(slf)?.call_method0("to_pandas")
    }

    /// What could not be read, with its place: the first 10,000 of it.
    #[getter]
    fn errors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        errors(py, &self.log)
    }

    /// Records read and skipped, and skipped by reason.
    #[getter]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        report(py, &self.log)
    }

    fn __repr__(&self) -> String {
        "<msaudit.Export>".to_owned()
    }
}

fn errors<'py>(py: Python<'py>, log: &SharedLog) -> PyResult<Bound<'py, PyList>> {
    let places =
        look(log).errors.iter().map(|fault| pythonize::pythonize(py, &fault.place)).collect::<Result<Vec<_>, _>>()?;
    PyList::new(py, places)
}

fn report<'py>(py: Python<'py>, log: &SharedLog) -> PyResult<Bound<'py, PyDict>> {
    let log = look(log);
    let dict = PyDict::new(py);
    dict.set_item("read", log.report.read())?;
    dict.set_item("skipped", log.report.skipped())?;
    dict.set_item("errors", log.count)?;
    let kinds = PyDict::new(py);
    for (kind, count) in log.report.errors() {
        kinds.set_item(kind.name(), count)?;
    }
    dict.set_item("skipped_by", kinds)?;
    Ok(dict)
}

/// The events of exports as a stream of Arrow record batches.
///
/// `input` is a path (a file, a folder, a ZIP archive), a list of paths, or bytes; `labels` a `LabelBook` or the path of one.
/// `columns` are those to make: what none of them shows is not decoded. `original=True` adds the text of each record. With `on_error="raise"` the first record that cannot be read ends the stream,
/// behind the rows before it; otherwise it costs itself and is listed in `errors`.
#[pyfunction]
#[pyo3(signature = (input, *, labels = None, columns = None, original = false, on_error = "collect", **filters))]
pub(crate) fn read(
    input: &Bound<'_, PyAny>,
    labels: Option<&Bound<'_, PyAny>>,
    columns: Option<Vec<String>>,
    original: bool,
    on_error: &str,
    filters: Option<&Bound<'_, PyDict>>,
) -> PyResult<Export> {
    let plan = Plan::new(input, book(labels)?, filter(filters)?, on_error)?;
    let original = if original { Original::Kept } else { Original::Omitted };
    let export = Export { plan, original, columns, log: SharedLog::default() };
    export.builder()?;
    Ok(export)
}

/// Events as JSON.
#[derive(Default)]
struct Values(Vec<Value>);

impl Work for Values {
    type Made = Vec<Value>;

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>) -> Result<(), String> {
        self.0.push(serde_json::to_value(decoded).map_err(|error| error.to_string())?);
        Ok(())
    }

    fn made(&mut self) -> Vec<Value> {
        mem::take(&mut self.0)
    }
}

/// Iterates the events of exports as dicts, the fields of `msaudit read`.
#[pyclass(module = "msaudit")]
pub(crate) struct Events {
    /// Behind a lock, as Python's objects are shared between threads.
    values: Mutex<Background<Vec<Value>>>,
    log: SharedLog,
    ready: VecDeque<Value>,
}

#[pymethods]
impl Events {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let values = self.values.get_mut().unwrap_or_else(PoisonError::into_inner);
        while self.ready.is_empty() {
            py.check_signals()?;
            match py.detach(|| values.next_soon()) {
                Ok(Some(Ok(more))) => self.ready.extend(more),
                Ok(Some(Err(fault))) => return Err(fault.raise(py)),
                Ok(None) => return Ok(None),
                // Nothing came yet.
                Err(_) => {}
            }
        }
        let event = self.ready.pop_front();
        event.map(|event| pythonize::pythonize(py, &event).map_err(PyErr::from)).transpose()
    }

    /// What could not be read so far, with its place.
    #[getter]
    fn errors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        errors(py, &self.log)
    }

    /// Records read and skipped so far, and skipped by reason.
    #[getter]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        report(py, &self.log)
    }
}

/// Iterates the events of exports as dicts: see `read` for the arguments.
#[pyfunction]
#[pyo3(signature = (input, *, labels = None, on_error = "collect", **filters))]
pub(crate) fn events(
    input: &Bound<'_, PyAny>,
    labels: Option<&Bound<'_, PyAny>>,
    on_error: &str,
    filters: Option<&Bound<'_, PyDict>>,
) -> PyResult<Events> {
    let plan = Plan::new(input, book(labels)?, filter(filters)?, on_error)?;
    let log = SharedLog::default();
    let of_reading = log.clone();
    let values = Background::begin(move |sender: &Sender<Vec<Value>>| {
        plan.read(&of_reading, Values::default, |values| sender.send(values)).map(drop)
    });
    Ok(Events { values: Mutex::new(values), log, ready: VecDeque::new() })
}

impl Work for Summary {
    type Made = ();

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>) -> Result<(), String> {
        self.add(decoded);
        Ok(())
    }

    fn made(&mut self) {}
}

/// An error if somebody pressed Ctrl-C.
fn interrupted() -> PyResult<()> {
    Python::attach(|py: Python<'_>| py.check_signals())
}

/// Why a summary was not made.
enum NoSummary {
    Fault(Fault),
    Interrupted(PyErr),
}

impl From<Fault> for NoSummary {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Counts the events of exports and answers common questions about them: the JSON of `msaudit summary`.
#[pyfunction]
#[pyo3(signature = (input, *, labels = None, on_error = "collect", **filters))]
pub(crate) fn summary<'py>(
    input: &Bound<'py, PyAny>,
    labels: Option<&Bound<'_, PyAny>>,
    on_error: &str,
    filters: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = input.py();
    let plan = Plan::new(input, book(labels)?, filter(filters)?, on_error)?;
    let parts = py.detach(|| {
        plan.read(&SharedLog::default(), Summary::default, |()| interrupted().map_err(NoSummary::Interrupted))
    });
    let parts = parts.map_err(|why| match why {
        NoSummary::Fault(fault) => fault.raise(py),
        NoSummary::Interrupted(error) => error,
    })?;
    let mut summary = Summary::default();
    parts.into_iter().for_each(|part| summary.merge(part));
    pythonize::pythonize(py, &summary).map_err(PyErr::from)
}
