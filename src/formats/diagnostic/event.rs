//! Events of diagnostic settings.

use std::borrow::Cow;

use super::{DiagnosticProperties, DiagnosticRecord};
use crate::event::{Actor, ActorKind, Gaps, Target, View, filled, text};
use crate::formats::Format;
use crate::formats::directory::{self, group_label_event};
use crate::label::LabelEvent;
use crate::wire::{DecodeError, Raw, Time};

impl<'r> View<'r> for DiagnosticRecord<'r> {
    // `time` is documented to be UTC.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        text(&self.properties.as_ref()?.id)
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        let filled = |time: &&Time<'_>| !time.as_str().is_empty();
        let of_event = || self.properties.as_ref()?.activity_date_time.as_ref();
        self.time.as_ref().filter(filled).or_else(of_event).filter(filled)
    }

    fn service(&'r self) -> Option<&'r str> {
        text(&self.properties.as_ref()?.logged_by_service)
    }

    fn category(&'r self) -> Option<&'r str> {
        // Never that of the envelope: it is the name of the log.
        let properties = self.properties.as_ref()?;
        text(&properties.category).or(text(&properties.audit_event_category))
    }

    fn activity(&'r self) -> Option<&'r str> {
        let of_event = self.properties.as_ref().and_then(|properties| text(&properties.activity_display_name));
        of_event.or(text(&self.operation_name))
    }

    fn is_of_directory(&'r self) -> bool {
        self.not_ours().is_none()
    }

    fn operation_type(&'r self) -> Option<&'r str> {
        text(&self.properties.as_ref()?.operation_type)
    }

    fn result(&'r self) -> Option<&'r str> {
        let of_event = self.properties.as_ref().and_then(|properties| plain(properties.result.as_ref()?));
        of_event.or(text(&self.result_type))
    }

    fn reason(&'r self) -> Option<&'r str> {
        let of_event = self.properties.as_ref();
        let of_event = of_event.and_then(|event| text(&event.result_reason).or(text(&event.result_description)));
        // Early 2018 writes `None` for nothing.
        of_event.or(text(&self.result_description).filter(|reason| *reason != "None"))
    }

    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        let of_event = self.properties.as_ref().and_then(|properties| text(&properties.correlation_id));
        of_event.or(text(&self.correlation_id)).map(Cow::Borrowed)
    }

    fn tenant_id(&'r self) -> Option<&'r str> {
        self.tenant()
    }

    fn user_agent(&'r self) -> Option<Cow<'r, str>> {
        self.properties.as_ref().and_then(|properties| text(&properties.user_agent)).map(Cow::Borrowed)
    }

    fn actor(&'r self) -> Actor<'r> {
        let properties = self.properties.as_ref();
        let by = properties.and_then(|properties| properties.initiated_by.as_ref());
        let actor = by.map_or(Actor::UNKNOWN, directory::actor);
        let is_user = properties.is_some_and(|properties| properties.identity_type.as_deref() == Some("UPN"));
        Actor {
            kind: if by.is_none() && is_user { ActorKind::User } else { actor.kind },
            name: actor.name.or(text(&self.identity).filter(|identity| *identity != "NA")),
            ip: actor.ip.or(text(&self.caller_ip_address).filter(|address| *address != "<null>")),
            ..actor
        }
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        let Some(properties) = &self.properties else { return Ok(Vec::new()) };
        if properties.target_resources.is_some() {
            return properties.targets()?.into_owned().into_iter().map(directory::target).collect();
        }
        Ok(target_of_2018(properties)?.into_iter().collect())
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        let Some(properties) = &self.properties else { return Ok(None) };
        let activity = properties.activity_display_name.as_ref().or(self.operation_name.as_ref());
        group_label_event(activity, || properties.targets())
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        let format = Format::Diagnostic.name();
        gaps.fields(format, "", &self.rest);
        if let Some(properties) = &self.properties {
            gaps.fields(format, "properties.", &properties.rest);
        }
    }
}

/// The one target of early 2018, which is several texts joined.
fn target_of_2018<'r>(properties: &'r DiagnosticProperties<'_>) -> Result<Option<Target<'r>>, DecodeError> {
    let part = |wanted: &str| {
        let mut parts = properties.target_parts();
        parts.find(|(kind, value)| *kind == wanted && !value.is_empty()).map(|(_, value)| Cow::Borrowed(value))
    };
    let changes = properties.updated_properties()?.into_owned().into_iter().map(directory::change).collect::<Vec<_>>();
    let id = part("ObjectID");
    let mut name = part("UPN").or_else(|| part("Name"));
    if id.is_none() && name.is_none() {
        name = text(&properties.target_resource_name).map(Cow::Borrowed);
    }
    let is_there = id.is_some() || name.is_some() || !changes.is_empty();
    Ok(is_there.then(|| Target { kind: part("ObjectClass"), id, name, changes, ..Target::default() }))
}

/// The text of a value, which no result needs an escape for.
fn plain<'r>(raw: &'r Raw<'_>) -> Option<&'r str> {
    match raw.text() {
        Cow::Borrowed(text) => filled(Some(text)),
        Cow::Owned(_) => None,
    }
}
