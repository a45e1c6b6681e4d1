//! Events of `MicrosoftPurviewInformationProtection`.

use std::borrow::Cow;

use super::{MpipRow, label};
use crate::catalog::{Code, RecordType};
use crate::event::{Actor, Gaps, Target, View, trimmed};
use crate::formats::Format;
use crate::formats::unified::actor_kind;
use crate::label::{LabelEvent, SensitiveInfoType};
use crate::wire::{DecodeError, Time};

impl<'r> View<'r> for MpipRow<'r> {
    // Log Analytics keeps all times in UTC; the portal's CSV says so in the column's name only.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        self.id.as_deref()
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        self.time_generated.as_ref()
    }

    fn service(&'r self) -> Option<&'r str> {
        self.workload.as_deref()
    }

    fn workload(&'r self) -> Option<&'r str> {
        self.service()
    }

    fn activity(&'r self) -> Option<&'r str> {
        self.operation.as_deref()
    }

    fn is_of_directory(&'r self) -> bool {
        self.known_record_type() == Some(RecordType::AzureActiveDirectory)
    }

    fn record_type(&'r self) -> Option<&'r Code<'r, RecordType>> {
        // The number is what other sources have, so that comes first.
        let is_filled = |code: &&'r Code<'_, RecordType>| code.as_text() != Some("");
        [&self.record_type, &self.record_type_name].into_iter().flatten().find(is_filled)
    }

    fn result(&'r self) -> Option<&'r str> {
        self.result_status.as_deref()
    }

    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        self.correlation_id.as_deref().map(Cow::Borrowed)
    }

    fn tenant_id(&'r self) -> Option<&'r str> {
        self.organization_id.as_deref()
    }

    fn actor(&'r self) -> Actor<'r> {
        Actor {
            kind: actor_kind(self.user_type.as_ref(), trimmed(&self.user_id)),
            id: trimmed(&self.user_key),
            name: trimmed(&self.user_id),
            ip: trimmed(&self.client_ip),
        }
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        Ok(Target::named(self.object_id.as_deref(), self.item_name.as_deref()).into_iter().collect())
    }

    fn sensitive_info_types(&'r self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        self.sensitive_info_types()
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        label::label_event(self)
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::Mpip.name(), "", &self.rest);
        gaps.code(self.user_type.as_ref());
        gaps.code(self.scope.as_ref());
        gaps.code(self.platform.as_ref());
        gaps.code(self.label_event_type.as_ref());
        gaps.code(self.action_source.as_ref());
        gaps.code(self.action_source_detail.as_ref());
        gaps.name(self.data_state.as_ref());
        gaps.name(self.application_mode.as_ref());
    }
}
