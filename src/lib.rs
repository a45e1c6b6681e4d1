//! Microsoft's audit trails as Rust types: the catalogue of what Entra ID (formerly Azure AD) and Purview (formerly AIP
//! and MIP) can log, and readers for every export of those logs.
//!
//! The [guide] leads from an export to an answer in eight short programs. Each [format](formats) has a page of its own.
//!
//! - [`catalog`]: every documented activity, service, category, record type and label code as an enum, with look-ups that
//!   tolerate the spellings of real records.
//! - [`read`]: exports to typed records, streamed in constant memory. A bad record is reported and skipped.
//! - [`formats`]: the record types, one module for each export format.
//! - [`event`]: one set of accessors for all formats: when, what, who, on what, and how it ended.
//! - [`label`]: how a sensitivity label changed, on what evidence, and what the label is called.
//! - [`analysis`]: filters, summaries, duplicates and drift over many events.
//! - [`enrich`]: the same export with label names added.
//! - [`query`]: KQL and SQL that join label names onto rows, and list every spelling of an activity.
#![cfg_attr(feature = "report", doc = "- [`report`]: label changes, privileged changes and failures as one HTML page.")]
#![cfg_attr(
    not(feature = "report"),
    doc = "- `report` (feature `report`): label changes, privileged changes and failures as one HTML page."
)]
#![cfg_attr(feature = "export", doc = "- [`export`]: events in the schemas of others, OCSF and ASIM.")]
#![cfg_attr(
    not(feature = "export"),
    doc = "- `export` (feature `export`): events in the schemas of others, OCSF and ASIM."
)]
#![cfg_attr(feature = "lint", doc = "- [`lint`]: checks the activity names used in detection rules.")]
#![cfg_attr(
    not(feature = "lint"),
    doc = "- `lint` (feature `lint`): checks the activity names used in detection rules."
)]
//!
//! # Example: from an export to label changes
//!
//! ```
//! use msaudit::label::{LabelBook, LabelChange};
//! use msaudit::read::Reader;
//!
//! let book = LabelBook::from_text(r#"{"6a10f3c2-a682-44ba-a911-52dcca64e78d": "General"}"#)?;
//! let export = br#"[{"RecordType":94,"Operation":"SensitivityLabelUpdated",
//!     "CreationTime":"2024-10-05T07:11:12","SensitivityLabelEventData":{
//!         "SensitivityLabelId":"6a10f3c2-a682-44ba-a911-52dcca64e78d",
//!         "OldSensitivityLabelId":"6282649d-9e2a-4063-8587-32eaaa9ad68e","LabelEventType":2}}]"#;
//!
//! for entry in Reader::new(&export[..]).records() {
//!     let entry = entry?;
//!     let event = entry.event();
//!     if let Some(label) = event.label_event()? {
//!         let name = label.new_id().and_then(|id| book.find(id)).map(|label| label.name());
//!         println!("{:?}: {} to {name:?}", event.time()?, label.assessment().change());
//!         assert_eq!(label.assessment().change(), LabelChange::Downgraded);
//!         assert_eq!(name, Some("General"));
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Layout
//!
//! Each module uses only those above it. This is also a good order to read them in.
//!
//! ```text
//! catalog    vocabularies and look-ups; knows no record
//! wire       the parts of records: text, time, ids, addresses, raw JSON
//! input      bytes to UTF-8 text and cells; limits
//! label      the model of label events; LabelBook; changes with their evidence
//! event      the model that every format maps to: Event, Actor, Target, Change
//! formats    one folder for each format: record, event view, labels, guide page; the list of formats
//! read       bytes to records: detection, framing, tables, streaming, recovery
//! analysis   over many events: Filter, Summary, Dedup, Drift
//! enrich     the same export with label names added
//! query      text for other engines: KQL, SQL
//! report     a page for people
//! export     events in the schemas of others: OCSF, ASIM
//! lint       detection rules
//! ```
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `read` | yes | everything that handles records: all modules but `catalog` and `lint` |
//! | `gzip` | no | compressed exports |
//! | `zip` | no | the files in ZIP archives |
//! | `avro` | no | captures of Event Hubs, which are Avro files; depends on `apache-avro`, whose process-wide limit of allocation it sets to 64 MiB |
//! | `report` | no | a page for people; depends on a template engine |
//! | `export` | no | events as OCSF and ASIM |
//! | `lint` | no | detection rules; depends on parsers for YAML and TOML |
//! | `serde` | with `read` | `Serialize` and `Deserialize` for the enums of the catalogue |
//! | `strum` | with `read` | `EnumCount` and `VariantArray` for the enums of the catalogue |
//! | `suggest` | with `read` | the nearest names for an unknown one; needs `std` |
//!
//! Without default features the crate is the catalogue alone: `no_std` with `alloc`, and no dependencies.
//!
//! # Scope
//!
//! The crate does not access the network, hold credentials or store data; it reads exports that other tools collect. The
//! catalogue lists what is documented or was observed. An unlisted name is unknown, not wrong.

#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "read"),
    allow(rustdoc::broken_intra_doc_links, reason = "the list of modules links those of the feature `read`")
)]

extern crate alloc;

#[cfg(feature = "read")]
pub mod analysis;
#[cfg(feature = "read")]
mod block;
pub mod catalog;
#[cfg(feature = "read")]
pub mod enrich;
#[cfg(feature = "read")]
pub mod event;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "read")]
pub mod formats;
// Documentation only: no build but that of the documentation has it.
#[cfg(feature = "read")]
mod error;
#[cfg(feature = "read")]
#[cfg(any(doc, doctest))]
pub mod guide;
#[cfg(feature = "read")]
mod input;
#[cfg(feature = "read")]
pub mod label;
#[cfg(feature = "lint")]
pub mod lint;
#[cfg(feature = "read")]
mod named;
#[cfg(feature = "read")]
pub mod query;
#[cfg(feature = "read")]
pub mod read;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "read")]
pub mod wire;

#[cfg(feature = "read")]
pub use error::Error;
#[cfg(feature = "read")]
pub use named::UnknownValue;

#[cfg(test)]
#[allow(clippy::duplicate_mod, reason = "build and library share three files on purpose")]
mod codegen;

#[cfg(all(doctest, feature = "read"))]
#[doc = include_str!("../README.md")]
struct Readme;
