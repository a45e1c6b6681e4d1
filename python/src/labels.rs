//! Label books.

use std::path::PathBuf;
use std::sync::Arc;

use msaudit::label;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::errors::other;

/// A label book: names and order of sensitivity labels.
///
/// `LabelBook.open(path)` reads the output of `Get-Label` as JSON or CSV, a page of Graph or ARM, rows of `Labels_CL`, a watchlist,
/// the map of a KQL query, or `{"<id>": "<name>"}`.
#[pyclass(frozen, module = "msaudit")]
pub(crate) struct LabelBook {
    pub(crate) book: Arc<label::LabelBook>,
}

#[pymethods]
impl LabelBook {
    /// Reads a book from a file.
    #[staticmethod]
    fn open(path: PathBuf) -> PyResult<Self> {
        label::LabelBook::open(path).map(|book| Self { book: Arc::new(book) }).map_err(other)
    }

    /// Reads a book from text.
    #[staticmethod]
    fn from_text(text: &str) -> PyResult<Self> {
        label::LabelBook::from_text(text).map(|book| Self { book: Arc::new(book) }).map_err(other)
    }

    /// The label with an id, or None: `id`, `name`, `path`, `order`.
    fn find<'py>(&self, py: Python<'py>, id: &str) -> PyResult<Option<Bound<'py, PyDict>>> {
        self.book.find(id).map(|label| described(py, label)).transpose()
    }

    /// All labels.
    fn labels<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        self.book.labels().map(|label| described(py, label)).collect()
    }

    fn __len__(&self) -> usize {
        self.book.labels().len()
    }

    fn __repr__(&self) -> String {
        format!("<msaudit.LabelBook of {} labels>", self.book.labels().len())
    }
}

fn described<'py>(py: Python<'py>, label: &label::Label) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("id", label.id().to_string())?;
    dict.set_item("name", label.name())?;
    dict.set_item("path", label.path())?;
    dict.set_item("order", label.order())?;
    Ok(dict)
}

/// A book, or the path of one.
pub(crate) fn book(labels: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Arc<label::LabelBook>>> {
    let Some(labels) = labels else { return Ok(None) };
    if let Ok(book) = labels.cast::<LabelBook>() {
        return Ok(Some(Arc::clone(&book.get().book)));
    }
    let path: PathBuf = labels.extract()?;
    label::LabelBook::open(path).map(|book| Some(Arc::new(book))).map_err(other)
}
