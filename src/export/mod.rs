//! Events in the schemas of others: OCSF, and ASIM of Microsoft Sentinel.
//!
//! An [`Exporter`] turns a [`DecodedEvent`] into one JSON object. Tables in `catalog/mappings` say which class an event has, by
//! record type, section, category or words of its name, and which activity of the class it is; a name that no document lists is
//! placed by the same rules. What a schema has no field for stands in `unmapped` (OCSF) or `AdditionalFields` (ASIM).
//!
//! ```
//! use msaudit::export::{Exporter, Schema};
//! use msaudit::read::Reader;
//!
//! let export = br#"{"RecordType":6,"Workload":"SharePoint","Operation":"FileDownloaded","Id":"1","UserId":"ana@contoso.com",
//!     "ClientIP":"203.0.113.7","ObjectId":"https://contoso.sharepoint.com/plan.docx","CreationTime":"2025-03-03T10:00:00"}"#;
//! let mut reader = Reader::new(&export[..]);
//! let entry = reader.records().next().expect("there is one")?;
//! let mut exporter = Exporter::new(Schema::Ocsf);
//! let event = exporter.export(&entry.decode(None));
//! assert_eq!((event["class_name"].as_str(), event["activity_name"].as_str()), (Some("File Hosting Activity"), Some("Download")));
//! assert_eq!(event["file"]["name"], "plan.docx");
//! assert_eq!(exporter.report().classes().get("File Hosting Activity"), 1);
//! # Ok::<(), msaudit::read::ReadError>(())
//! ```

mod asim;
mod asim_table;
mod exporter;
mod ocsf;
mod parser;
mod rules;

pub use asim_table::AsimTable;
pub use exporter::{Coverage, ExportReport, Exporter, Schema};
pub use parser::{AsimSchema, asim_parser};

/// The version of OCSF that events are written in.
pub const OCSF_VERSION: &str = "1.7.0";

#[cfg(doc)]
use crate::event::DecodedEvent;
