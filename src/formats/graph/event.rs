//! Events of Microsoft Graph's `directoryAudit`.

use std::borrow::Cow;

use super::{DirectoryAudit, InitiatedBy, ModifiedProperty, TargetResource, group_label_event};
use crate::event::{Actor, ActorKind, Change, Gaps, PropertyValue, Target, View, text};
use crate::formats::Format;
use crate::label::LabelEvent;
use crate::wire::{DecodeError, Object, Str, Time};

impl<'r> View<'r> for DirectoryAudit<'r> {
    // The resource page says so of `activityDateTime`, and some tools that write it on drop the zone.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        self.id.as_deref()
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        self.activity_date_time.as_ref()
    }

    fn service(&'r self) -> Option<&'r str> {
        self.logged_by_service.as_deref()
    }

    fn category(&'r self) -> Option<&'r str> {
        self.category.as_deref()
    }

    fn activity(&'r self) -> Option<&'r str> {
        self.activity_display_name.as_deref()
    }

    fn is_of_directory(&'r self) -> bool {
        true
    }

    fn operation_type(&'r self) -> Option<&'r str> {
        self.operation_type.as_deref()
    }

    fn result(&'r self) -> Option<&'r str> {
        self.result.as_deref()
    }

    fn reason(&'r self) -> Option<&'r str> {
        self.result_reason.as_deref()
    }

    fn correlation_id(&'r self) -> Option<&'r str> {
        self.correlation_id.as_deref()
    }

    fn actor(&'r self) -> Actor<'r> {
        self.initiated_by.as_ref().map_or(Actor::UNKNOWN, actor)
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.targets()?.into_owned().into_iter().map(target).collect()
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        group_label_event(self.activity_display_name.as_ref(), || self.targets())
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::Graph.name(), "", &self.rest);
    }
}

pub(crate) fn actor<'r>(by: &'r InitiatedBy<'_>) -> Actor<'r> {
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

pub(crate) fn target<'r>(target: TargetResource<'r>) -> Result<Target<'r>, DecodeError> {
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

pub(crate) fn change<'r>(property: ModifiedProperty<'r>) -> Change<'r> {
    Change {
        property: property.display_name.map_or(Cow::Borrowed(""), Cow::from),
        old: PropertyValue::kept(property.old_value.as_ref()),
        new: PropertyValue::kept(property.new_value.as_ref()),
    }
}
