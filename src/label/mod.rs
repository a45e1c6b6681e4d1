//! Sensitivity labels: what a record says of them, how a label changed and how that is known, and what it was called.

mod book;
mod change;
mod event;
mod id;

pub use book::{BookError, Label, LabelBook};
pub use change::{Agreement, Finding, LabelChange, Witness};
pub use event::{How, LabelEvent, ProtectionChange};
pub use id::LabelId;
