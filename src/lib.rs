//! The schema and the catalogue of Microsoft's audit trails: what Entra ID (once Azure AD) and Purview (once AIP, MIP) can
//! log, and what their exports say.
//!
//! New here? The [guide] goes from an export to an answer in eight short programs, and has a page on each of the [ten
//! formats](guide::formats).
//!
//! - [`catalog`]: every documented activity, service, category, record type and label code as an enum, with look-ups that
//!   forgive how real records spell names.
//! - [`read`]: exports to typed records, streamed, in constant memory. A record that cannot be read costs itself.
//! - [`event`]: one view over every record: when, what, who, on what, and how it ended; and filters, summaries and drift over
//!   many of them.
//! - [`label`]: how a sensitivity label changed, on what evidence, and what it was called.
//! - [`query`]: KQL and SQL text that names labels, and finds every spelling of a name, where the rows already are.
#![cfg_attr(feature = "lint", doc = "- [`lint`]: the names that detection rules test for, against the catalogue.")]
#![cfg_attr(not(feature = "lint"), doc = "- `lint` (feature `lint`): the names that detection rules test for.")]
//!
//! # Example: from an export to label changes
//!
//! ```
//! use msaudit::event::Event;
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
//!     let event = Event::new(entry.record());
//!     if let Some(label) = event.label_event()? {
//!         let name = label.new_id().and_then(|id| book.find(id)).map(|label| label.name());
//!         println!("{:?}: {} to {name:?}", event.time()?, label.finding().change());
//!         assert_eq!(label.finding().change(), LabelChange::Downgraded);
//!         assert_eq!(name, Some("General"));
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Layout
//!
//! Each room uses only those before it, and this is also the order to read them in:
//!
//! ```text
//! catalog -> wire -> entra, unified, sentinel -> read -> label -> event
//! names      parts   records                     bytes    labels   one view
//!            of them                             to them  in them  over all
//!                                                               -> query
//!                                                                  text for engines
//!         -> lint
//!            rules
//! ```
//!
//! # Features
//!
//! `read` (default) is everything about exports; `gzip` adds those that are compressed; `lint` adds rules, and with them parsers of YAML and TOML. Without default
//! features the crate is the catalogue alone: `no_std` with `alloc`, no dependency. To that, `serde` adds reading and
//! writing of names, `strum` the iteration traits, `suggest` (needs `std`) the nearest names to an unknown one.
//!
//! # Scope
//!
//! No network, no credentials, no storage: whoever has an export can read it, getting it is another tool's work. The
//! catalogue says what is documented or was seen; it does not say that anything else is wrong.

#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "read"),
    allow(rustdoc::broken_intra_doc_links, reason = "the list of modules links those of the feature `read`")
)]

extern crate alloc;

pub mod catalog;
#[cfg(feature = "read")]
pub mod entra;
#[cfg(feature = "read")]
pub mod event;
// Documentation only: no build but that of the documentation has it.
#[cfg(feature = "read")]
#[cfg(any(doc, doctest))]
pub mod guide;
#[cfg(feature = "read")]
pub mod label;
#[cfg(feature = "lint")]
pub mod lint;
#[cfg(feature = "read")]
pub mod query;
#[cfg(feature = "read")]
pub mod read;
#[cfg(feature = "read")]
pub mod sentinel;
#[cfg(feature = "read")]
pub mod unified;
#[cfg(feature = "read")]
pub mod wire;

#[cfg(test)]
#[allow(clippy::duplicate_mod, reason = "build and library share three files on purpose")]
mod codegen;

#[cfg(all(doctest, feature = "read"))]
#[doc = include_str!("../README.md")]
struct Readme;
