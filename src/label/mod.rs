//! Sensitivity labels: what a record says about a label, how the label changed and on what evidence, and what labels are
//! called.
//!
//! A [`LabelEvent`] is what one record says. A [`LabelBook`] has the names and the order of a tenant's labels. A
//! [`LabelAssessment`] combines both into a [`LabelChange`], with its evidence.

mod book;
mod book_error;
mod change;
mod draft;
mod entry;
mod event;
mod id;

mod pairs;
mod protection;
mod sensitive_info;
mod shape;

pub use book::{LabelBook, LabelBookBuilder};
pub use book_error::{BookError, BookProblem};
pub use change::{Agreement, AssessmentSource, LabelAssessment, LabelChange};
pub use entry::{Label, LabelState};
pub use event::{LabelEvent, LabelMethod};
pub use id::LabelId;
pub use protection::{Protection, ProtectionChange};
pub use sensitive_info::SensitiveInfoType;

pub(crate) use event::{nonblank, nonblank_ref};
