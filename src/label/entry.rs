//! A label, and whether it can be used.

use super::LabelId;
use crate::named::named;

/// A label of a [`LabelBook`](super::LabelBook).
///
/// ```
/// use msaudit::label::{LabelBook, LabelState};
///
/// let book = LabelBook::from_text(r#"{"value": [{"id": "6a10f3c2-a682-44ba-a911-52dcca64e78d", "name": "Secret",
///     "sensitivity": 7, "isActive": false}]}"#)?;
/// let label = book.labels().next().expect("there is one");
/// assert_eq!((label.name(), label.order(), label.state()), ("Secret", Some(7), Some(LabelState::Disabled)));
/// # Ok::<(), msaudit::label::BookError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub(super) id: LabelId,
    pub(super) path: String,
    /// Where in the path its own name begins.
    pub(super) name_at: usize,
    pub(super) parent: Option<LabelId>,
    pub(super) order: Option<i64>,
    pub(super) rank: Option<i64>,
    pub(super) state: Option<LabelState>,
}

named! {
    "state of a label";
    /// Whether a label can be used.
    ///
    /// ```
    /// use msaudit::label::LabelState;
    ///
    /// assert_eq!(LabelState::Disabled.name(), "disabled");
    /// ```
    pub enum LabelState {
        /// Users and policies can apply it.
        Active = "active",
        /// It can no longer be applied, but content may still carry it.
        Disabled = "disabled",
        /// It only groups other labels; content carries one of those.
        Group = "group",
    }
}

impl Label {
    /// Its id.
    pub fn id(&self) -> &LabelId {
        &self.id
    }

    /// Its name, without those of its parents.
    pub fn name(&self) -> &str {
        &self.path[self.name_at..]
    }

    /// Its name below those of its parents: `Parent \ Child`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The id of the label above it.
    pub fn parent(&self) -> Option<&LabelId> {
        self.parent.as_ref()
    }

    /// Its own place in the tenant's order; higher is more sensitive.
    pub fn order(&self) -> Option<i64> {
        self.order
    }

    /// The order by which it compares: that of the topmost label above it. Labels below one label are equally sensitive.
    ///
    /// Source: `sensitivity-labels.md` (MicrosoftDocs/microsoft-365-docs), on label priority.
    pub fn rank(&self) -> Option<i64> {
        self.rank
    }

    /// Whether it can be used, if the book tells.
    pub fn state(&self) -> Option<LabelState> {
        self.state
    }
}
