//! Events of Microsoft Graph's `directoryAudit`.

use std::borrow::Cow;

use super::view::{View, filled, text};
use super::{Actor, ActorKind, Change, PropertyValue, Target};
use crate::catalog::Open;
use crate::entra::{DirectoryAudit, InitiatedBy, ModifiedProperty, TargetResource};
use crate::wire::{DecodeError, Str, Time};

impl<'r> View<'r> for &'r DirectoryAudit<'r> {
    // The resource page says so of `activityDateTime`, and some tools that write it on drop the zone.
    const TIME_IS_UTC: bool = true;

    fn id(self) -> Option<&'r str> {
        self.id.as_deref()
    }

    fn time(self) -> Option<&'r Time<'r>> {
        self.activity_date_time.as_ref()
    }

    fn service(self) -> Option<&'r str> {
        self.logged_by_service.as_ref().map(Open::as_str)
    }

    fn category(self) -> Option<&'r str> {
        self.category.as_ref().map(Open::as_str)
    }

    fn activity(self) -> Option<&'r str> {
        self.activity_display_name.as_ref().map(Open::as_str)
    }

    fn is_of_directory(self) -> bool {
        true
    }

    fn operation_type(self) -> Option<&'r str> {
        self.operation_type.as_deref()
    }

    fn result(self) -> Option<&'r str> {
        self.result.as_deref()
    }

    fn reason(self) -> Option<&'r str> {
        self.result_reason.as_deref()
    }

    fn correlation_id(self) -> Option<&'r str> {
        self.correlation_id.as_deref()
    }

    fn actor(self) -> Actor<'r> {
        self.initiated_by.as_ref().map_or(Actor::UNKNOWN, actor)
    }

    fn all_targets(self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.targets()?.into_owned().into_iter().map(target).collect()
    }
}

/// A name that is there and not empty.
pub(super) fn name<'r, T>(name: &'r Option<Open<'_, T>>) -> Option<&'r str> {
    filled(name.as_ref().map(Open::as_str))
}

pub(super) fn actor<'r>(by: &'r InitiatedBy<'_>) -> Actor<'r> {
    if let Some(user) = &by.user {
        Actor {
            kind: ActorKind::User,
            id: text(&user.id),
            name: text(&user.user_principal_name).or(text(&user.display_name)),
            ip: text(&user.ip_address),
        }
    } else if let Some(app) = &by.app {
        Actor {
            kind: ActorKind::Application,
            id: text(&app.service_principal_id).or(text(&app.app_id)),
            name: text(&app.display_name).or(text(&app.service_principal_name)),
            ip: None,
        }
    } else {
        Actor::UNKNOWN
    }
}

pub(super) fn target<'r>(target: TargetResource<'r>) -> Result<Target<'r>, DecodeError> {
    let changes = match target.modified_properties {
        None => Vec::new(),
        Some(list) => ModifiedProperty::take_list(list)?.into_iter().map(change).collect(),
    };
    let text = |text: Option<Str<'r>>| text.map(Cow::from).filter(|text| !text.is_empty());
    Ok(Target {
        kind: text(target.kind),
        id: text(target.id),
        name: text(target.display_name).or(text(target.user_principal_name)),
        changes,
    })
}

pub(super) fn change<'r>(property: ModifiedProperty<'r>) -> Change<'r> {
    Change {
        property: property.display_name.map_or(Cow::Borrowed(""), Cow::from),
        old: PropertyValue::kept(property.old_value.as_ref()),
        new: PropertyValue::kept(property.new_value.as_ref()),
    }
}
