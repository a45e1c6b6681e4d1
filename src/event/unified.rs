//! Events of the unified audit log.

use std::borrow::Cow;

use super::view::{View, filled};
use super::{Actor, ActorKind, Change, PropertyValue, Target};
use crate::catalog::{Code, RecordType, UserType};
use crate::unified::{AuditRecord, IdentityValue, NameValue, ValueChange};
use crate::wire::{DecodeError, Raw, Str, Time};

impl<'r> View<'r> for &'r AuditRecord<'r> {
    // The schema page says so of `CreationTime`.
    const TIME_IS_UTC: bool = true;

    fn id(self) -> Option<&'r str> {
        self.id.as_deref()
    }

    fn time(self) -> Option<&'r Time<'r>> {
        self.creation_time.as_ref()
    }

    fn service(self) -> Option<&'r str> {
        self.workload.as_deref()
    }

    fn category(self) -> Option<&'r str> {
        None
    }

    fn activity(self) -> Option<&'r str> {
        self.operation.as_deref()
    }

    fn is_of_directory(self) -> bool {
        match self.record_type.as_ref().and_then(Code::known) {
            Some(record_type) => record_type == RecordType::AzureActiveDirectory,
            None => self.workload.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("AzureActiveDirectory")),
        }
    }

    fn record_type(self) -> Option<&'r Code<'r, RecordType>> {
        self.record_type.as_ref()
    }

    fn operation_type(self) -> Option<&'r str> {
        None
    }

    fn result(self) -> Option<&'r str> {
        self.result_status.as_deref()
    }

    fn reason(self) -> Option<&'r str> {
        None
    }

    fn correlation_id(self) -> Option<&'r str> {
        self.inter_systems_id.as_deref()
    }

    fn actor(self) -> Actor<'r> {
        let kind = match self.user_type.as_ref().and_then(Code::known) {
            Some(UserType::Application) => ActorKind::Application,
            Some(UserType::ServicePrincipal) => ActorKind::ServicePrincipal,
            Some(UserType::System | UserType::CustomPolicy | UserType::SystemPolicy) => ActorKind::System,
            Some(_) => ActorKind::User,
            None => ActorKind::Unknown,
        };
        let text = |text: &'r Option<Str<'_>>| filled(text.as_deref().map(str::trim));
        Actor {
            kind,
            id: text(&self.user_key),
            name: text(&self.user_id),
            ip: text(&self.client_ip).or(text(&self.actor_ip_address)),
        }
    }

    fn all_targets(self) -> Result<Vec<Target<'r>>, DecodeError> {
        let changes: Vec<Change<'r>> = self.changes()?.iter().map(change).collect();
        let ids = self.target_ids()?;
        let mut target = if ids.is_empty() { self.object() } else { directory_object(&ids) };
        if target.kind.is_none() {
            // `User`, `Application`, ...: the directory names the kind here too.
            let named = |property: &&NameValue<'_>| property.name.as_deref() == Some("extendedAuditEventCategory");
            let kind = self
                .extended()?
                .iter()
                .find(named)
                .and_then(|property| Some(property.value.as_ref()?.text().into_owned()));
            target.kind = kind.filter(|kind| !kind.is_empty()).map(Cow::Owned);
        }
        if target.id.is_none() {
            target.id = self.object_id.as_deref().map(Cow::Borrowed).filter(|id| !id.is_empty());
        }
        let is_there = target.id.is_some() || target.name.is_some() || !changes.is_empty();
        Ok(if is_there { vec![Target { changes, ..target }] } else { Vec::new() })
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

/// The one object that the directory describes by several ids: its principal name or display name, its kind and its GUID
/// stand side by side, and only the first character of the kind tells it from the rest.
fn directory_object(ids: &[IdentityValue<'_>]) -> Target<'static> {
    // What the records of the samples and of the public ones show beside each kind of id; see `IdentityType`.
    const NAME: &str = "1";
    const OTHER: &str = "2";
    const USER_PRINCIPAL_NAME: &str = "5";

    let of = |kind: &'static str| {
        let matching = ids.iter().filter(move |id| id.kind.as_ref().is_some_and(|raw| raw.text() == kind));
        matching.filter_map(|id| id.id.as_deref()).filter(|id| !id.is_empty())
    };
    // `User_<guid>`, `<guid>`, `User`: the first joins the other two.
    let others: Vec<&str> = of(OTHER).collect();
    let joined = others.iter().find_map(|joined| {
        let (kind, id) = joined.split_once('_')?;
        (others.contains(&kind) && others.contains(&id)).then_some((kind, id))
    });
    let name = of(USER_PRINCIPAL_NAME).next().or_else(|| of(NAME).next());
    Target {
        kind: joined.map(|(kind, _)| Cow::Owned(kind.to_owned())),
        id: joined.map(|(_, id)| Cow::Owned(id.to_owned())),
        name: name.map(|name| Cow::Owned(name.to_owned())),
        changes: Vec::new(),
    }
}

fn change(change: &ValueChange<'_>) -> Change<'static> {
    let value = |raw: Option<&Raw<'_>>| PropertyValue::of(raw).into_owned();
    Change {
        property: Cow::Owned(change.name.as_deref().unwrap_or_default().to_owned()),
        old: value(change.old_value.as_ref()),
        new: value(change.new_value.as_ref()),
    }
}
