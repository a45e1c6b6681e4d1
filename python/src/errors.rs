//! Exceptions.

use std::fmt;

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use serde_json::Value;

create_exception!(msaudit, MsauditError, PyException, "What msaudit cannot do.");
create_exception!(
    msaudit,
    ReadError,
    MsauditError,
    "A record or an input that cannot be read. Has `file`, `record`, `line`, `offset`, `kind`, `message` and `excerpt`."
);

/// An error about an input, and its place.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    text: String,
    pub(crate) place: Value,
}

impl From<&msaudit::read::ReadError> for Fault {
    fn from(error: &msaudit::read::ReadError) -> Self {
        Self { text: error.to_string(), place: serde_json::to_value(error).unwrap_or_default() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Fault {}

impl Fault {
    /// The exception, which has the place.
    pub(crate) fn raise(&self, py: Python<'_>) -> PyErr {
        let raised = ReadError::new_err(self.text.clone());
        let value = raised.value(py);
        for name in ["file", "record", "line", "offset", "kind", "message", "excerpt"] {
            // An exception without its place is better than none.
            if let Ok(member) = pythonize::pythonize(py, &self.place[name]) {
                let _ = value.setattr(name, member);
            }
        }
        raised
    }
}

/// Any other error.
pub(crate) fn other(error: impl std::fmt::Display) -> PyErr {
    MsauditError::new_err(error.to_string())
}
