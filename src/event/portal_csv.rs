//! Events of the CSV download of the Entra admin centre.

use super::graph::{self, name};
use super::view::{View, text};
use super::{Actor, ActorKind, Target};
use crate::entra::PortalRow;
use crate::wire::{DecodeError, Time};

impl<'r> View<'r> for &'r PortalRow<'r> {
    // The column says so: `Date (UTC)`.
    const TIME_IS_UTC: bool = true;

    fn id(self) -> Option<&'r str> {
        None
    }

    fn time(self) -> Option<&'r Time<'r>> {
        self.date.as_ref().filter(|time| !time.as_str().is_empty())
    }

    fn service(self) -> Option<&'r str> {
        name(&self.service)
    }

    fn category(self) -> Option<&'r str> {
        name(&self.category)
    }

    fn activity(self) -> Option<&'r str> {
        name(&self.activity)
    }

    fn is_of_directory(self) -> bool {
        true
    }

    fn result(self) -> Option<&'r str> {
        text(&self.result)
    }

    fn reason(self) -> Option<&'r str> {
        text(&self.result_reason)
    }

    fn correlation_id(self) -> Option<&'r str> {
        text(&self.correlation_id)
    }

    fn actor(self) -> Actor<'r> {
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

    fn all_targets(self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.targets()?.into_iter().map(graph::target).collect()
    }
}
