//! Events of Microsoft's audit trails as Arrow record batches and Parquet files.
//!
//! [`schema`] is the one schema.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod schema;

pub use arrow_array;
pub use arrow_schema;

pub use schema::{Original, schema};
