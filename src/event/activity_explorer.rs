//! Events of the activity explorer.

use std::borrow::Cow;

use super::unified::{actor_kind, one_target};
use super::view::{View, filled, trimmed};
use super::{Actor, Target};
use crate::sentinel::ExplorerRow;
use crate::unified::SensitiveInfoType;
use crate::wire::{DecodeError, Time};

impl<'r> View<'r> for &'r ExplorerRow<'r> {
    // `Export-ActivityExplorerData.md` says so of `Happened`.
    const TIME_IS_UTC: bool = true;

    fn id(self) -> Option<&'r str> {
        self.record_identity.as_deref()
    }

    fn time(self) -> Option<&'r Time<'r>> {
        self.happened.as_ref()
    }

    fn service(self) -> Option<&'r str> {
        self.workload.as_deref()
    }

    fn activity(self) -> Option<&'r str> {
        self.activity.as_deref()
    }

    fn is_of_directory(self) -> bool {
        false
    }

    fn result(self) -> Option<&'r str> {
        None
    }

    fn actor(self) -> Actor<'r> {
        Actor {
            kind: actor_kind(self.user_type.as_ref()),
            id: None,
            name: trimmed(&self.user),
            ip: trimmed(&self.client_ip),
        }
    }

    fn all_targets(self) -> Result<Vec<Target<'r>>, DecodeError> {
        let name = filled(self.subject.as_deref()).map(Cow::Borrowed);
        let target = Target { kind: None, id: None, name, changes: Vec::new() };
        Ok(one_target(target, filled(self.file_path.as_deref()).or(self.full_url.as_deref()), Cow::default()))
    }

    fn sensitive_info_types(self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        self.sensitive_info_types()
    }
}
