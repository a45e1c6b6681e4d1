//! Events of the unified audit log.

use std::borrow::Cow;

use super::{AuditRecord, label};
use crate::catalog::{Code, RecordType};
use crate::event::{Actor, Gaps, Target, View, filled, trimmed};
use crate::formats::Format;
use crate::formats::unified::{actor_kind, directory_kind, directory_object, one_target};
use crate::label::{LabelEvent, SensitiveInfoType};
use crate::wire::{DecodeError, Raw, Time};

impl<'r> View<'r> for AuditRecord<'r> {
    // The schema page says so of `CreationTime`.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        self.id.as_deref()
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        self.creation_time.as_ref()
    }

    fn service(&'r self) -> Option<&'r str> {
        self.workload.as_deref()
    }

    fn activity(&'r self) -> Option<&'r str> {
        self.operation.as_deref()
    }

    fn is_of_directory(&'r self) -> bool {
        match self.record_type.as_ref().and_then(Code::known) {
            Some(record_type) => record_type == RecordType::AzureActiveDirectory,
            None => self.workload.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("AzureActiveDirectory")),
        }
    }

    fn record_type(&'r self) -> Option<&'r Code<'r, RecordType>> {
        self.record_type.as_ref()
    }

    fn result(&'r self) -> Option<&'r str> {
        self.result_status.as_deref()
    }

    fn correlation_id(&'r self) -> Option<&'r str> {
        self.inter_systems_id.as_deref()
    }

    fn actor(&'r self) -> Actor<'r> {
        Actor {
            kind: actor_kind(self.user_type.as_ref()),
            id: trimmed(&self.user_key),
            name: trimmed(&self.user_id),
            ip: trimmed(&self.client_ip).or(trimmed(&self.actor_ip_address)),
        }
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        let ids = self.target_ids()?;
        let mut target = if ids.is_empty() { self.object() } else { directory_object(&ids) };
        if target.kind.is_none() {
            target.kind = directory_kind(&self.extended()?).map(Cow::Owned);
        }
        Ok(one_target(target, self.object_id.as_deref(), self.changes()?))
    }

    fn sensitive_info_types(&'r self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        self.sensitive_info_types()
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        label::label_event(self)
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        let format = Format::ManagementApi.name();
        gaps.fields(format, "", &self.rest);
        gaps.code(self.user_type.as_ref());
        gaps.code(self.scope.as_ref());
        gaps.name(self.data_state.as_ref());
        gaps.name(self.application_mode.as_ref());
        if let Ok(Some(data)) = self.label_event_data() {
            gaps.code(data.label_event_type.as_ref());
            gaps.code(data.action_source.as_ref());
            gaps.code(data.action_source_detail.as_ref());
            gaps.fields(format, "SensitivityLabelEventData.", &data.rest);
        }
        if let Ok(Some(data)) = self.protection_event_data() {
            gaps.name(data.protection_type.as_ref());
            gaps.fields(format, "ProtectionEventData.", &data.rest);
        }
        if let Ok(Some(common)) = self.aip_common() {
            gaps.code(common.platform.as_ref());
            gaps.name(common.location.as_ref());
            gaps.fields(format, "Common.", &common.rest);
        }
    }
}

impl<'r> AuditRecord<'r> {
    /// The object of a workload other than the directory.
    fn object(&'r self) -> Target<'r> {
        let kind = self.item_type.as_ref().map(Raw::text).filter(|kind| !kind.is_empty());
        let names = [&self.source_file_name, &self.item_name];
        let name = names.into_iter().find_map(|name| filled(name.as_deref())).map(Cow::Borrowed);
        Target { kind, id: None, name, changes: Vec::new() }
    }
}
