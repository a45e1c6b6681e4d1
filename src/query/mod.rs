//! Queries that carry a label book or the spellings of a name into an engine: KQL, and SQL that DuckDB and DataFusion both
//! run.
//!
//! A record names labels by id only. [`LabelQueries`] turns a [`LabelBook`](crate::label::LabelBook) into text that adds
//! their names, and the [`LabelChange`](crate::label::LabelChange), to every row of a table where the rows already are.
//! The rules are those of the library; they are written once, as one tree of expressions with a printer for each language.
//!
//! | shape | for | limit |
//! |---|---|---|
//! | [query](LabelQueries::query) | a scheduled rule, a workbook | 10,000 characters |
//! | [function](LabelQueries::function) | a book that is larger, or many queries | |
//! | [watchlist](LabelQueries::watchlist) | a book that changes, or that not everybody may read | |
//! | [transformation](LabelQueries::transformation) | rows as they are ingested | 15,360 characters |
//! | [SQL](LabelQueries::sql) | an export in DuckDB, DataFusion, Ballista | |
//!
//! # What differs from the library
//!
//! A query takes braces and blanks off both ends of an id whether or not a GUID is between them, and compares ids that are
//! no GUIDs without case. A transformation takes off braces only. A row that tells of no label has an empty `LabelChange`.
//!
//! # How far to trust it
//!
//! `.ci/queries` has Microsoft's parser accept every shape, and compares the answers of engines that stand in for Kusto with
//! those of the library. Nothing here was run in a workspace of Microsoft's.

mod classify;
mod error;
mod expr;
mod function;
mod kql;
mod labels;
mod names;
mod sql;

pub use error::{QueryError, QueryErrorKind};
pub use function::KqlFunction;
#[cfg(feature = "export")]
pub(crate) use kql::literal;
pub use labels::{LabelQueries, LabelTable, LabelWatchlist};
pub use names::name_list;
