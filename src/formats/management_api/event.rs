//! Events of the unified audit log.

use std::borrow::Cow;

use super::{AuditRecord, label};
use crate::catalog::{Code, LabelEffect, LabelOperation, RecordType};
use crate::event::{Actor, App, Gaps, Target, View, text};
use crate::formats::Format;
use crate::formats::unified::{UnifiedFields, label_operation};
use crate::label::{LabelEvent, SensitiveInfoType};
use crate::wire::{DecodeError, Time};

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

    fn workload(&'r self) -> Option<&'r str> {
        self.service()
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
        self.fields().result()
    }

    fn reason(&'r self) -> Option<&'r str> {
        self.logon_error.as_deref()
    }

    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        self.fields().correlation()
    }

    fn session_id(&'r self) -> Option<Cow<'r, str>> {
        self.fields().session()
    }

    fn tenant_id(&'r self) -> Option<&'r str> {
        self.organization_id.as_deref()
    }

    fn user_agent(&'r self) -> Option<Cow<'r, str>> {
        self.fields().agent()
    }

    fn app(&'r self) -> Option<App<'r>> {
        let of_client = || {
            let common = self.aip_common().ok().flatten()?;
            let owned = |text: Option<String>| text.filter(|text| !text.is_empty()).map(Cow::Owned);
            let id = common.application_id.as_deref().map(str::to_owned);
            App::named(owned(id), owned(common.application_name.as_deref().map(str::to_owned)))
        };
        self.fields().app().or_else(of_client)
    }

    fn actor(&'r self) -> Actor<'r> {
        self.fields().actor()
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.fields().targets()
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
    /// Where it is called, so that the fields that are not asked for are not looked at.
    #[inline(always)]
    fn fields(&'r self) -> UnifiedFields<'r> {
        let changes_label = || {
            let record_type = self.record_type.as_ref().and_then(Code::known);
            let effect = label_operation(record_type, text(&self.operation)).map(LabelOperation::effect);
            effect.is_some_and(|effect| {
                !matches!(
                    effect,
                    LabelEffect::Accessed | LabelEffect::Discovered | LabelEffect::Opened | LabelEffect::Renamed
                )
            })
        };
        UnifiedFields {
            record_type: self.record_type.as_ref(),
            operation: text(&self.operation),
            result_status: text(&self.result_status),
            user_type: self.user_type.as_ref(),
            user_id: text(&self.user_id),
            user_key: text(&self.user_key),
            address: text(&self.client_ip).or(text(&self.client_ip_address)).or(text(&self.actor_ip_address)),
            inter_systems_id: text(&self.inter_systems_id),
            correlation_id: text(&self.correlation_id),
            session_id: text(&self.session_id),
            app_access_context: self.app_access_context.as_ref(),
            user_agent: text(&self.user_agent),
            client_info_string: text(&self.client_info_string),
            app_ids: [text(&self.app_id), text(&self.client_app_id), text(&self.application_id)],
            app_name: text(&self.application_display_name).or(text(&self.application)),
            extended_properties: self.extended_properties.as_ref(),
            device_properties: self.device_properties.as_ref(),
            object_id: text(&self.object_id),
            item_type: self.item_type.as_ref(),
            item_kind: None,
            object_names: [text(&self.source_file_name), text(&self.item_name)],
            label_id: text(&self.sensitivity_label_id).or(text(&self.label_id)).filter(|_| !changes_label()),
            target: self.target.as_ref(),
            modified_properties: self.modified_properties.as_ref(),
            parameters: self.parameters.as_ref(),
            item: self.item.as_ref(),
            affected_items: self.affected_items.as_ref(),
            folders: self.folders.as_ref(),
            mailbox_guid: text(&self.mailbox_guid),
            mailbox_owner_upn: text(&self.mailbox_owner_upn),
            shared_with: [text(&self.target_user_or_group_name), text(&self.user_shared_with)],
            shared_with_kind: text(&self.target_user_or_group_type),
            copilot_event_data: self.copilot_event_data.as_ref(),
            alert_id: text(&self.alert_id),
            alert_entity: text(&self.alert_entity_id),
            alert_entity_kind: text(&self.entity_type),
            setting: [self.name.as_ref(), self.old_value.as_ref(), self.new_value.as_ref()],
            team: [text(&self.team_guid), text(&self.team_name)],
            channel: [text(&self.channel_guid), text(&self.channel_name)],
            members: self.members.as_ref(),
            rest: Some(&self.rest),
        }
    }
}
