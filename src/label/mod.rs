//! Sensitivity labels: what a record says of them, how a label changed and how that is known, and what it was called.

mod book;
mod book_error;
mod change;
mod draft;
mod event;
mod from_entra;
mod from_sentinel;
mod from_unified;
mod id;
mod pairs;
mod protection;
mod shape;

pub use book::{Label, LabelBook, LabelBookBuilder, LabelState};
pub use book_error::{BookError, BookProblem};
pub use change::{Agreement, Finding, LabelChange, Witness};
pub use event::{How, LabelEvent};
pub use id::LabelId;
pub use protection::{Protection, ProtectionChange};
