//! What an activity does.

use super::vocabulary::sealed::Sealed;
use super::{Activity, ActivityKind, KIND_ROWS, KindSource};

/// The kind of one activity. The generator fills an array of it.
#[derive(Debug)]
pub(super) struct KindRow {
    pub(super) value: Activity,
    pub(super) kind: Option<(ActivityKind, KindSource)>,
}

impl Activity {
    /// What this activity does: it reads, creates, updates, ...; `None` where its name does not tell and nothing else does.
    ///
    /// The kind says what the activity is for, not that it was done: see the outcome of the record.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, ActivityKind};
    ///
    /// assert_eq!(Activity::AddUser.kind(), Some(ActivityKind::Create));
    /// assert_eq!(Activity::AddMemberToGroup.kind(), Some(ActivityKind::Assign));
    /// assert_eq!(Activity::GroupGetOwners.kind(), Some(ActivityKind::Read));
    /// assert_eq!(Activity::UserReviewedSecurityInfo.kind(), Some(ActivityKind::Review));
    /// assert_eq!(Activity::IdentityProvider.kind(), None); // the verb is missing in the table
    /// ```
    pub fn kind(self) -> Option<ActivityKind> {
        self.row().kind.map(|(kind, _)| kind)
    }

    /// How the [kind](Self::kind) is known.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, KindSource};
    ///
    /// assert_eq!(Activity::AddUser.kind_source(), Some(KindSource::Verb));
    /// assert_eq!(Activity::AddDelegatedPermissionGrant.kind_source(), Some(KindSource::OperationType));
    /// ```
    pub fn kind_source(self) -> Option<KindSource> {
        self.row().kind.map(|(_, source)| source)
    }

    fn row(self) -> &'static KindRow {
        &KIND_ROWS[usize::from(self.index())]
    }
}
