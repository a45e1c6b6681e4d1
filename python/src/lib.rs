//! msaudit for Python. The package `msaudit` re-exports what is here; its stubs have the types.

// Not `forbid`: what binds Rust to Python is generated, and unsafe inside.
#![deny(unsafe_code)]

mod catalog;
mod errors;
mod export;
mod filters;
mod inputs;
mod labels;
mod stream;

use pyo3::prelude::*;

/// Microsoft's audit exports as Arrow, and the catalogue of what they can hold.
#[pymodule]
fn _msaudit(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("MsauditError", py.get_type::<errors::MsauditError>())?;
    module.add("ReadError", py.get_type::<errors::ReadError>())?;
    module.add_class::<export::Export>()?;
    module.add_class::<export::Events>()?;
    module.add_class::<labels::LabelBook>()?;
    module.add_function(wrap_pyfunction!(export::read, module)?)?;
    module.add_function(wrap_pyfunction!(export::events, module)?)?;
    module.add_function(wrap_pyfunction!(export::summary, module)?)?;
    module.add_function(wrap_pyfunction!(catalog::lookup, module)?)?;
    module.add_function(wrap_pyfunction!(catalog::activities, module)?)?;
    module.add_function(wrap_pyfunction!(catalog::operations, module)?)?;
    module.add_function(wrap_pyfunction!(catalog::lint, module)?)?;
    Ok(())
}
