//! Events of Microsoft's audit trails as Arrow record batches and Parquet files.
//!
//! [`schema`] is the one schema; [`Batches`] reads an export as batches of it, [`EventBuilder`] makes them of single events.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod batches;
mod column;
mod error;
mod event_builder;
mod events;
mod label;
mod schema;
mod targets;
mod weight;

pub use arrow_array;
pub use arrow_schema;

pub use batches::Batches;
pub use error::EventTooLarge;
pub use event_builder::EventBuilder;
pub use schema::{Original, schema};
