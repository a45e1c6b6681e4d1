//! [`msaudit`] in SQL: functions for DataFusion that say what an activity or operation is, and what a label was called and how it changed.
//!
//! | function | answer |
//! |---|---|
//! | `activity_known(activity)` | whether the catalogue has an activity of this name |
//! | `activity_name(activity)` | its documented spelling |
//! | `activity_services(activity)` | the services that list it |
//! | `is_listed(service, category, activity)` | whether the documentation prints the three together |
//! | `operation_known(operation)` | whether the catalogue has an operation of the unified audit log of this name |
//! | `operation_name(operation)` | its documented spelling |
//! | `operation_friendly_name(operation)` | its name in plain words |
//! | `operation_workloads(operation)` | the workloads that are documented to log it |
//! | `label_name(id)` | what the label is called |
//! | `label_path(id)` | the same below the names of its parents |
//! | `label_change(old, new)` | how the label changed, by the order of both |
//!
//! All take text, in any of Arrow's layouts and as a dictionary; a dictionary is looked up once for each of its values. Null
//! gives null. What is unknown gives null and no error, except that two labels of which one is unknown, or has no order, make
//! an `undetermined` change, as in [`msaudit::label`]. The three functions of labels ask the label book that they were
//! made with.
//!
//! With the feature `scan`, [`Exports`](https://docs.rs/msaudit-datafusion/latest/msaudit_datafusion/struct.Exports.html) makes
//! exports tables: `SELECT * FROM msaudit('logs/*.json')`.
//!
//! ```
//! use std::sync::Arc;
//!
//! use datafusion::prelude::SessionContext;
//! use msaudit::label::LabelBook;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let book = LabelBook::from_text(r#"{"labels": [{"id": "a", "name": "General", "order": 1},
//!     {"id": "b", "name": "Secret", "order": 5}]}"#)?;
//! let mut context = SessionContext::new();
//! msaudit_datafusion::register(&mut context, Arc::new(book))?;
//!
//! let rows = context.sql("SELECT activity_name('ADD USER.'), label_change('b', 'a')").await?.collect().await?;
//! let text = datafusion::arrow::util::pretty::pretty_format_batches(&rows)?.to_string();
//! assert!(text.contains("| Add user ") && text.contains("| downgraded "));
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod documentation;
mod function;
mod question;
mod resolved;
#[cfg(feature = "scan")]
mod scan;

pub use function::{functions, label_book, register};
#[cfg(feature = "scan")]
pub use msaudit_arrow;
#[cfg(feature = "scan")]
pub use scan::{ExportTable, Exports};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
