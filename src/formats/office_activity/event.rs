//! Events of `OfficeActivity`.

use std::borrow::Cow;

use super::{OfficeActivityRow, label};
use crate::catalog::{Code, RecordType};
use crate::event::{Actor, Gaps, Target, View, filled, trimmed};
use crate::formats::Format;
use crate::formats::unified::{actor_kind, directory_kind, directory_object, one_target};
use crate::label::LabelEvent;
use crate::wire::{DecodeError, Str, Time};

impl<'r> View<'r> for OfficeActivityRow<'r> {
    // Log Analytics keeps all times in UTC.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        filled(self.office_id.as_deref()).or(self.source_record_id.as_deref())
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        // `Start_Time` and `ElevationTime` belong to cmdlets and to raised rights. Where a mailbox record fills them they
        // are minutes later than `TimeGenerated`, which is the time that the Management API calls `CreationTime`.
        self.time_generated.as_ref()
    }

    fn service(&'r self) -> Option<&'r str> {
        self.office_workload.as_deref()
    }

    fn activity(&'r self) -> Option<&'r str> {
        self.operation.as_deref()
    }

    fn is_of_directory(&'r self) -> bool {
        match self.record_type.as_ref().and_then(Code::known) {
            Some(record_type) => record_type == RecordType::AzureActiveDirectory,
            None => self.service().is_some_and(|name| name.eq_ignore_ascii_case("AzureActiveDirectory")),
        }
    }

    fn record_type(&'r self) -> Option<&'r Code<'r, RecordType>> {
        self.record_type.as_ref().filter(|code| code.as_text() != Some(""))
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
            ip: trimmed(&self.client_ip).or(trimmed(&self.client_ip_address)).or(trimmed(&self.actor_ip_address)),
        }
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        let text = |text: &'r Option<Str<'_>>| filled(text.as_deref()).map(Cow::Borrowed);
        let ids = self.target_ids()?;
        let mut target = if ids.is_empty() {
            let name = text(&self.source_file_name).or(text(&self.item_name));
            Target { kind: text(&self.item_type), id: None, name, changes: Vec::new() }
        } else {
            directory_object(&ids)
        };
        if target.kind.is_none() {
            target.kind = directory_kind(&self.extended()?).map(Cow::Owned);
        }
        Ok(one_target(target, self.office_object_id.as_deref(), self.changes()?))
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        label::label_event(self)
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::OfficeActivity.name(), "", &self.rest);
        gaps.code(self.user_type.as_ref());
    }
}
