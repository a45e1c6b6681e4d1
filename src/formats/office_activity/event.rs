//! Events of `OfficeActivity`.

use std::borrow::Cow;

use super::{OfficeActivityRow, label};
use crate::catalog::{Code, RecordType};
use crate::event::{Actor, App, Gaps, Target, View, filled, text};
use crate::formats::Format;
use crate::formats::unified::UnifiedFields;
use crate::label::LabelEvent;
use crate::wire::{DecodeError, Time};

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

    fn workload(&'r self) -> Option<&'r str> {
        self.service()
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
        self.fields().result()
    }

    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        self.fields().correlation()
    }

    fn session_id(&'r self) -> Option<Cow<'r, str>> {
        self.fields().session()
    }

    fn tenant_id(&'r self) -> Option<&'r str> {
        text(&self.organization_id).or(text(&self.office_tenant_id))
    }

    fn user_agent(&'r self) -> Option<Cow<'r, str>> {
        self.fields().agent()
    }

    fn app(&'r self) -> Option<App<'r>> {
        self.fields().app()
    }

    fn actor(&'r self) -> Actor<'r> {
        self.fields().actor()
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.fields().targets()
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        label::label_event(self)
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::OfficeActivity.name(), "", &self.rest);
        gaps.code(self.user_type.as_ref());
    }
}

impl<'r> OfficeActivityRow<'r> {
    /// Where it is called, so that the fields that are not asked for are not looked at.
    #[inline(always)]
    fn fields(&'r self) -> UnifiedFields<'r> {
        UnifiedFields {
            record_type: self.record_type.as_ref(),
            operation: text(&self.operation),
            result_status: text(&self.result_status),
            user_type: self.user_type.as_ref(),
            user_id: text(&self.user_id),
            user_key: text(&self.user_key),
            address: text(&self.client_ip).or(text(&self.client_ip_address)).or(text(&self.actor_ip_address)),
            inter_systems_id: text(&self.inter_systems_id),
            user_agent: text(&self.user_agent),
            client_info_string: text(&self.client_info_string),
            app_ids: [text(&self.app_id), text(&self.client_app_id), text(&self.application_id)],
            app_name: text(&self.application),
            extended_properties: self.extended_properties.as_ref(),
            object_id: text(&self.office_object_id),
            item_kind: text(&self.item_type),
            object_names: [text(&self.source_file_name), text(&self.item_name)],
            target: self.aad_target.as_ref(),
            modified_properties: self.modified_properties.as_ref(),
            parameters: self.parameters.as_ref(),
            item: self.item.as_ref(),
            affected_items: self.affected_items.as_ref(),
            folders: self.folders.as_ref(),
            mailbox_guid: text(&self.mailbox_guid),
            mailbox_owner_upn: text(&self.mailbox_owner_upn),
            shared_with: [text(&self.target_user_or_group_name), text(&self.user_shared_with)],
            shared_with_kind: text(&self.target_user_or_group_type),
            team: [text(&self.team_guid), text(&self.team_name)],
            channel: [text(&self.channel_guid), text(&self.channel_name)],
            members: self.members.as_ref(),
            rest: Some(&self.rest),
            ..UnifiedFields::default()
        }
    }
}
