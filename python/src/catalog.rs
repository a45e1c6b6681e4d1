//! The catalogue, and the check of rules.

use std::path::PathBuf;

use msaudit::catalog::{Activity, Category, Edition, NameLookup, Operation, Section, Service, Workload};
use msaudit::lint::check;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::errors::other;

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(text: Option<&str>) -> PyResult<Option<T>> {
    text.map(|text| text.parse().map_err(|error: T::Err| PyValueError::new_err(error.to_string()))).transpose()
}

/// What a name is: the JSON of `msaudit lookup`, with `verdict` one of documented, historical, observed, unknown.
#[pyfunction]
pub(crate) fn lookup<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    pythonize::pythonize(py, &NameLookup::new(name)).map_err(PyErr::from)
}

/// Documented activities of the directory, one dict for each service and category: `edition`, `service`, `category`, `activity`,
/// `ident`.
#[pyfunction]
#[pyo3(signature = (*, service = None, category = None, edition = None))]
pub(crate) fn activities<'py>(
    py: Python<'py>,
    service: Option<&str>,
    category: Option<&str>,
    edition: Option<&str>,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let (service, category, edition) =
        (parsed::<Service>(service)?, parsed::<Category>(category)?, parsed::<Edition>(edition)?);
    let mut rows = Vec::new();
    for activity in Activity::all() {
        for listing in activity.listings() {
            if service.is_none_or(|service| listing.service() == service)
                && category.is_none_or(|category| listing.category() == category)
                && edition.is_none_or(|edition| listing.edition() == edition)
            {
                let row = PyDict::new(py);
                row.set_item("edition", listing.edition().name())?;
                row.set_item("service", listing.service_as_printed())?;
                row.set_item("category", listing.category_as_printed())?;
                row.set_item("activity", listing.activity_as_printed())?;
                row.set_item("ident", activity.ident().to_string())?;
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// Operations of the unified audit log, cmdlets included, one dict for each section: `edition`, `section`, `operation`,
/// `friendly_name`, `ident`.
#[pyfunction]
#[pyo3(signature = (*, workload = None, section = None, edition = None))]
pub(crate) fn operations<'py>(
    py: Python<'py>,
    workload: Option<&str>,
    section: Option<&str>,
    edition: Option<&str>,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let (workload, section, edition) =
        (parsed::<Workload>(workload)?, parsed::<Section>(section)?, parsed::<Edition>(edition)?);
    let mut rows = Vec::new();
    for operation in Operation::all() {
        for listing in operation.listings() {
            if workload.is_none_or(|workload| listing.section().workloads().contains(&workload))
                && section.is_none_or(|section| listing.section() == section)
                && edition.is_none_or(|edition| listing.edition() == edition)
            {
                let row = PyDict::new(py);
                row.set_item("edition", listing.edition().name())?;
                row.set_item("section", listing.section().name())?;
                row.set_item("operation", listing.operation_as_printed())?;
                row.set_item("friendly_name", listing.friendly_name())?;
                row.set_item("ident", operation.ident().to_string())?;
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// Checks the names that a detection rule tests for: one dict for every name found, as `msaudit lint --format json` prints them.
///
/// `file` is the path of a rule, or with `text` just its name, whose end says what the text is.
#[pyfunction]
#[pyo3(signature = (file, text = None))]
#[expect(clippy::needless_pass_by_value, reason = "Python hands its values over")]
pub(crate) fn lint<'py>(py: Python<'py>, file: PathBuf, text: Option<&str>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let read;
    let text = match text {
        Some(text) => text,
        None => {
            read = std::fs::read_to_string(&file).map_err(|error| other(format!("{}: {error}", file.display())))?;
            &read
        }
    };
    let report = py.detach(|| check(&file.display().to_string(), text));
    report.findings().iter().map(|finding| pythonize::pythonize(py, finding).map_err(PyErr::from)).collect()
}
