//! Events of Microsoft Graph's `directoryAudit`.

use std::borrow::Cow;

use super::DirectoryAudit;
use crate::event::{Actor, Gaps, Target, View, text};
use crate::formats::Format;
use crate::formats::directory::{self, group_label_event};
use crate::label::LabelEvent;
use crate::wire::{DecodeError, Time};

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

    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        self.correlation_id.as_deref().map(Cow::Borrowed)
    }

    fn user_agent(&'r self) -> Option<Cow<'r, str>> {
        text(&self.user_agent).map(Cow::Borrowed)
    }

    fn actor(&'r self) -> Actor<'r> {
        self.initiated_by.as_ref().map_or(Actor::UNKNOWN, directory::actor)
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.targets()?.into_owned().into_iter().map(directory::target).collect()
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        group_label_event(self.activity_display_name.as_ref(), || self.targets())
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::Graph.name(), "", &self.rest);
    }
}
