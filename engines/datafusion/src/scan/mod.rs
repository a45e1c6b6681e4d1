//! Exports as tables.

mod files;
mod function;
mod partition;
mod table;

pub use function::Exports;
pub use table::ExportTable;
