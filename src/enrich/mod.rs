//! The same export with label names added to its records: an [`Enricher`] copies an export byte for byte and adds fields.

mod enricher;
mod splice;
mod tap;

pub use enricher::{EnrichError, Enriched, Enricher, Kept};
