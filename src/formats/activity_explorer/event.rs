//! Events of the activity explorer.

use std::borrow::Cow;

use super::{ExplorerRow, label};
use crate::event::{Actor, Gaps, Target, View, filled, trimmed};
use crate::formats::Format;
use crate::formats::unified::actor_kind;
use crate::label::{LabelEvent, SensitiveInfoType};
use crate::wire::{DecodeError, Time};

impl<'r> View<'r> for ExplorerRow<'r> {
    // `Export-ActivityExplorerData.md` says so of `Happened`.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        self.record_identity.as_deref()
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        self.happened.as_ref()
    }

    fn service(&'r self) -> Option<&'r str> {
        self.workload.as_deref()
    }

    fn activity(&'r self) -> Option<&'r str> {
        self.activity.as_deref()
    }

    fn is_of_directory(&'r self) -> bool {
        false
    }

    fn result(&'r self) -> Option<&'r str> {
        None
    }

    fn actor(&'r self) -> Actor<'r> {
        Actor {
            kind: actor_kind(self.user_type.as_ref(), self.user.as_deref()),
            id: None,
            name: trimmed(&self.user),
            ip: trimmed(&self.client_ip),
        }
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        Ok(Target::named(filled(self.file_path.as_deref()).or(self.full_url.as_deref()), self.subject.as_deref())
            .into_iter()
            .collect())
    }

    fn sensitive_info_types(&'r self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        self.sensitive_info_types()
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        Ok(label::label_event(self))
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::ActivityExplorer.name(), "", &self.rest);
        // Not how a label was applied: how the explorer spells that is not documented.
        gaps.code(self.user_type.as_ref());
        gaps.code(self.platform.as_ref());
        gaps.code(self.label_event_type.as_ref());
        gaps.name(self.data_state.as_ref());
        gaps.name(self.protection_type.as_ref());
    }
}
