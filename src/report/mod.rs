//! A page for people: label changes, privileged changes and failures of a set of exports, as one HTML file.
//!
//! A [`ReportBuilder`] takes events in, in any order and in bounded memory, and [renders](ReportBuilder::render) a page that needs
//! nothing beside itself: no network, no font, no picture. It opens from disk, prints, and follows the reader's colour scheme. Each
//! table sorts, filters and downloads as CSV in the page.
//!
//! ```
//! use msaudit::label::LabelBook;
//! use msaudit::read::Reader;
//! use msaudit::report::ReportBuilder;
//!
//! let book = LabelBook::builder().label("low", "General", Some(1)).label("high", "Secret", Some(5)).build();
//! let export = br#"{"RecordType":83,"Operation":"SensitivityLabelUpdated","Id":"1","UserId":"ana@contoso.com",
//!     "ObjectId":"plan.docx","CreationTime":"2025-03-03T10:00:00","SensitivityLabelEventData":{
//!     "OldSensitivityLabelId":"high","SensitivityLabelId":"low","JustificationText":"now public"}}"#;
//! let mut report = ReportBuilder::new();
//! for entry in Reader::new(&export[..]).records() {
//!     report.add(&entry?.decode(Some(&book)));
//! }
//! let page = report.render();
//! assert!(page.contains("<td>plan.docx</td>") && page.contains("now public"));
//! # Ok::<(), msaudit::read::ReadError>(())
//! ```

mod builder;
mod chart;
mod latest;
mod notable;
mod page;
mod row;
mod table;

pub use builder::{ReportBuilder, ReportSection};
pub use table::TablePage;
