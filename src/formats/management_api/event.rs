//! Events of the unified audit log.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{AuditRecord, IdentityValue, NameValue, ValueChange, label};
use crate::catalog::{Code, RecordType, UserType};
use crate::event::{Actor, ActorKind, Change, Gaps, PropertyValue, Target, View, filled, trimmed};
use crate::formats::Format;
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

/// The kind of actor that a kind of account is.
pub(crate) fn actor_kind(user_type: Option<&Code<'_, UserType>>) -> ActorKind {
    match user_type.and_then(Code::known) {
        Some(UserType::Application) => ActorKind::Application,
        Some(UserType::ServicePrincipal) => ActorKind::ServicePrincipal,
        Some(UserType::System | UserType::CustomPolicy | UserType::SystemPolicy) => ActorKind::System,
        Some(_) => ActorKind::User,
        None => ActorKind::Unknown,
    }
}

/// The kind of object: `User`, `Application`, ... The directory names it among the further properties.
pub(crate) fn directory_kind(extended: &[NameValue<'_>]) -> Option<String> {
    let property = extended.iter().find(|property| property.name.as_deref() == Some("extendedAuditEventCategory"))?;
    Some(property.value.as_ref()?.text().into_owned()).filter(|kind| !kind.is_empty())
}

/// The one target of a record, with its id, unless it has a better one, and its changes; none if the record names nothing.
pub(crate) fn one_target<'r>(
    target: Target<'r>,
    object_id: Option<&'r str>,
    changes: Cow<'r, [ValueChange<'r>]>,
) -> Vec<Target<'r>> {
    let id = target.id.or_else(|| filled(object_id).map(Cow::Borrowed));
    let target = Target { id, changes: changes.into_owned().into_iter().map(change).collect(), ..target };
    let is_there = target.id.is_some() || target.name.is_some() || !target.changes.is_empty();
    if is_there { vec![target] } else { Vec::new() }
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

/// The one object that the directory describes by several ids: its principal name or display name, its kind and its GUID
/// stand side by side, and only the first character of the kind tells it from the rest.
pub(crate) fn directory_object(ids: &[IdentityValue<'_>]) -> Target<'static> {
    // What the records of the samples and of the public ones show beside each kind of id; see `IdentityType`.
    const NAME: &str = "1";
    const OTHER: &str = "2";
    const USER_PRINCIPAL_NAME: &str = "5";

    let of = |kind: &'static str| {
        let matching = ids.iter().filter(move |id| id.kind.as_ref().is_some_and(|raw| raw.text() == kind));
        matching.filter_map(|id| id.id.as_deref()).filter(|id| !id.is_empty())
    };
    // `User_<guid>`, `<guid>`, `User`: the first joins the other two.
    let others: BTreeSet<&str> = of(OTHER).collect();
    let joined = of(OTHER).find_map(|joined| {
        let (kind, id) = joined.split_once('_')?;
        (others.contains(kind) && others.contains(id)).then_some((kind, id))
    });
    let name = of(USER_PRINCIPAL_NAME).next().or_else(|| of(NAME).next());
    Target {
        kind: joined.map(|(kind, _)| Cow::Owned(kind.to_owned())),
        id: joined.map(|(_, id)| Cow::Owned(id.to_owned())),
        name: name.map(|name| Cow::Owned(name.to_owned())),
        changes: Vec::new(),
    }
}

fn change<'r>(change: ValueChange<'r>) -> Change<'r> {
    Change {
        property: change.name.map_or(Cow::Borrowed(""), Cow::from),
        old: PropertyValue::kept(change.old_value.as_ref()),
        new: PropertyValue::kept(change.new_value.as_ref()),
    }
}
