//! Events of rows with a record inside: the record's word first, then the row's.

use std::borrow::Cow;

use super::{AuditData, SearchRow};
use crate::catalog::{Code, RecordType};
use crate::event::{Actor, ActorKind, App, Gaps, Target, View};
use crate::formats::Format;
use crate::formats::management_api::AuditRecord;
use crate::label::{LabelEvent, SensitiveInfoType};
use crate::wire::{DecodeError, Time};

fn record<'r>(row: &'r SearchRow<'r>) -> Option<&'r AuditRecord<'r>> {
    row.audit_data.as_ref().and_then(AuditData::record)
}

impl<'r> View<'r> for SearchRow<'r> {
    // `CreationTime` of the record is. The row's own time is read only where the record is cut off; the portal's is UTC,
    // PowerShell's is what `Get-Date` would write.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        record(self).and_then(View::id).or(self.record_id.as_deref())
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        record(self).and_then(View::time).or(self.creation_date.as_ref())
    }

    fn service(&'r self) -> Option<&'r str> {
        record(self).and_then(View::service)
    }

    fn workload(&'r self) -> Option<&'r str> {
        record(self).and_then(View::workload)
    }

    fn activity(&'r self) -> Option<&'r str> {
        record(self).and_then(View::activity).or(self.operation.as_deref())
    }

    fn is_of_directory(&'r self) -> bool {
        match record(self) {
            Some(record) => record.is_of_directory(),
            None => self.record_type().and_then(Code::known) == Some(RecordType::AzureActiveDirectory),
        }
    }

    fn record_type(&'r self) -> Option<&'r Code<'r, RecordType>> {
        record(self).and_then(View::record_type).or(self.record_type.as_ref())
    }

    fn result(&'r self) -> Option<&'r str> {
        record(self).and_then(View::result)
    }

    fn reason(&'r self) -> Option<&'r str> {
        record(self).and_then(View::reason)
    }

    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        record(self).and_then(View::correlation_id)
    }

    fn session_id(&'r self) -> Option<Cow<'r, str>> {
        record(self).and_then(View::session_id)
    }

    fn tenant_id(&'r self) -> Option<&'r str> {
        record(self).and_then(View::tenant_id)
    }

    fn user_agent(&'r self) -> Option<Cow<'r, str>> {
        record(self).and_then(View::user_agent)
    }

    fn app(&'r self) -> Option<App<'r>> {
        record(self).and_then(View::app)
    }

    fn actor(&'r self) -> Actor<'r> {
        record(self).map_or_else(
            || Actor { kind: ActorKind::Unknown, name: self.user_id.as_deref(), ..Actor::UNKNOWN },
            View::actor,
        )
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        record(self).map_or_else(|| Ok(Vec::new()), View::all_targets)
    }

    fn sensitive_info_types(&'r self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        record(self).map_or_else(|| Ok(Cow::default()), View::sensitive_info_types)
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        record(self).map_or(Ok(None), View::label_event)
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::AuditSearch.name(), "", &self.rest);
        if let Some(record) = record(self) {
            record.gaps(gaps);
        }
    }
}
