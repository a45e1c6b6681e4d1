//! Events of Microsoft's audit trails as Arrow record batches and Parquet files.
//!
//! - [`schema`] is the one schema.
//! - [`Batches`] reads an export as batches of it, and is an ordinary Arrow reader; [`EventBuilder`] makes batches of
//!   single events.
//! - [`EventWriter`] writes events to Parquet files, in bounded memory (feature `parquet`, on by default).
//! - [`ObjectWriter`] writes JSON objects, such as events in the schemas of others, to a Parquet file (the same feature).
//!
//! Arrow is of the major that DataFusion uses, and re-exported: [`arrow_array`], [`arrow_schema`], `parquet`.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod batches;
mod column;
mod error;
mod event_builder;
#[cfg(feature = "parquet")]
mod event_set;
#[cfg(feature = "parquet")]
mod event_writer;
mod events;
mod label;
#[cfg(feature = "parquet")]
mod object_set;
#[cfg(feature = "parquet")]
mod object_writer;
#[cfg(feature = "parquet")]
mod part;
mod schema;
#[cfg(feature = "parquet")]
mod shape;
#[cfg(feature = "parquet")]
mod share;
mod targets;
mod weight;
#[cfg(feature = "parquet")]
mod write_error;
#[cfg(feature = "parquet")]
mod write_options;
#[cfg(feature = "parquet")]
mod written;

pub use arrow_array;
pub use arrow_schema;
#[cfg(feature = "parquet")]
pub use parquet;

pub use batches::Batches;
pub use error::EventTooLarge;
pub use event_builder::EventBuilder;
#[cfg(feature = "parquet")]
pub use event_set::EventSet;
#[cfg(feature = "parquet")]
pub use event_writer::EventWriter;
#[cfg(feature = "parquet")]
pub use object_set::ObjectSet;
#[cfg(feature = "parquet")]
pub use object_writer::ObjectWriter;
pub use schema::{Original, schema};
#[cfg(feature = "parquet")]
pub use write_error::{WriteError, WriteErrorKind};
#[cfg(feature = "parquet")]
pub use write_options::{Codec, Partition, WriteOptions};
#[cfg(feature = "parquet")]
pub use written::{Written, WrittenFile};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
