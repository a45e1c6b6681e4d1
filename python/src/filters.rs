//! Filters, as keyword arguments.

use std::str::FromStr;

use msaudit::analysis::{Filter, TimeBound};
use msaudit::formats::Format;
use msaudit::label::LabelChange;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// The names of the arguments.
const NAMES: [&str; 14] = [
    "since",
    "until",
    "service",
    "category",
    "activity",
    "workload",
    "operation",
    "outcome",
    "actor",
    "target",
    "ip",
    "session",
    "correlation",
    "label_change",
];

/// The filter that the arguments ask for. Each may be one text or several; then any of them will do.
pub(crate) fn filter(arguments: Option<&Bound<'_, PyDict>>) -> PyResult<Filter> {
    let mut filter = Filter::new();
    let Some(arguments) = arguments else { return Ok(filter) };
    for (name, value) in arguments.iter() {
        let name: String = name.extract()?;
        if value.is_none() {
            continue;
        }
        for text in texts(&name, &value)? {
            filter = match name.as_str() {
                "since" => filter.from(parsed::<TimeBound>(&name, &text)?),
                "until" => filter.to(parsed::<TimeBound>(&name, &text)?),
                "service" => filter.service(parsed(&name, &text)?),
                "category" => filter.category(parsed(&name, &text)?),
                "activity" => filter.activity(&text),
                "workload" => filter.workload(parsed(&name, &text)?),
                "operation" => filter.operation(&text),
                "outcome" => filter.outcome(parsed(&name, &text)?),
                "actor" => filter.actor(&text),
                "target" => filter.target(&text),
                "ip" => filter.ip(&text),
                "session" => filter.session(&text),
                "correlation" => filter.correlation(&text),
                "label_change" => filter.label_change(parsed::<LabelChange>(&name, &text)?),
                "source" => filter.source(parsed::<Format>(&name, &text)?),
                _ => {
                    let names = NAMES.join("`, `");
                    return Err(PyTypeError::new_err(format!(
                        "there is no filter `{name}`; expected one of `{names}`, `source`"
                    )));
                }
            };
        }
    }
    Ok(filter)
}

/// One text, several, or dates.
fn texts(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if let Ok(text) = value.extract::<String>() {
        return Ok(vec![text]);
    }
    // Of `datetime`: a date, or a time with or without a zone.
    if let Ok(iso) = value.call_method0("isoformat") {
        return Ok(vec![iso.extract()?]);
    }
    value
        .extract::<Vec<String>>()
        .map_err(|_| PyTypeError::new_err(format!("`{name}`: expected a text or a list of texts")))
}

fn parsed<T: FromStr<Err: std::fmt::Display>>(name: &str, text: &str) -> PyResult<T> {
    text.parse().map_err(|error| PyValueError::new_err(format!("`{name}`: {error}")))
}
