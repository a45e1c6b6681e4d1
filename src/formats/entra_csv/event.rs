//! Events of the CSV download of the Entra admin centre.

use std::borrow::Cow;

use super::PortalRow;
use crate::event::{Actor, ActorKind, Gaps, Target, View, text};
use crate::formats::Format;
use crate::formats::directory::{self, group_label_event};
use crate::label::LabelEvent;
use crate::wire::{DecodeError, Time};

impl<'r> View<'r> for PortalRow<'r> {
    // The column says so: `Date (UTC)`.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        None
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        self.date.as_ref().filter(|time| !time.as_str().is_empty())
    }

    fn service(&'r self) -> Option<&'r str> {
        text(&self.service)
    }

    fn category(&'r self) -> Option<&'r str> {
        text(&self.category)
    }

    fn activity(&'r self) -> Option<&'r str> {
        text(&self.activity)
    }

    fn is_of_directory(&'r self) -> bool {
        true
    }

    fn result(&'r self) -> Option<&'r str> {
        text(&self.result)
    }

    fn reason(&'r self) -> Option<&'r str> {
        text(&self.result_reason)
    }

    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        text(&self.correlation_id).map(Cow::Borrowed)
    }

    fn user_agent(&'r self) -> Option<Cow<'r, str>> {
        text(&self.user_agent).map(Cow::Borrowed)
    }

    fn actor(&'r self) -> Actor<'r> {
        let kind = match text(&self.actor_type) {
            Some("User") => ActorKind::User,
            Some("ServicePrincipal") => ActorKind::ServicePrincipal,
            // `Application` or `App`: readers of these files look no further.
            Some(kind) if kind.starts_with("Ap") => ActorKind::Application,
            _ => ActorKind::Unknown,
        };
        Actor {
            kind,
            id: text(&self.actor_object_id).or(text(&self.actor_service_principal_id)),
            name: text(&self.actor_user_principal_name)
                .or(text(&self.actor_display_name))
                .or(text(&self.actor_service_principal_name)),
            ip: text(&self.ip_address),
        }
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.targets()?.into_iter().map(directory::target).collect()
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        group_label_event(self.activity.as_ref(), || self.targets().map(Cow::Owned))
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        // The record type declares no numbered columns, since there is no end to them, and reads them all the same.
        let columns = self.rest.unknown().iter().filter(|(name, _)| !Self::is_numbered(name));
        gaps.some_fields(Format::EntraCsv.name(), "", columns);
    }
}
