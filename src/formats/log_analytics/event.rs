//! Events of the table `AuditLogs`.

use std::borrow::Cow;

use super::{AuditLogsRow, InitiatedByColumn};
use crate::event::{Actor, Gaps, Target, View, text};
use crate::formats::Format;
use crate::formats::directory::{self, group_label_event};
use crate::label::LabelEvent;
use crate::wire::{DecodeError, Time};

impl<'r> View<'r> for AuditLogsRow<'r> {
    // Log Analytics keeps all times in UTC, and its portal writes that into the name of the column.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        text(&self.id)
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        let times = [&self.activity_date_time, &self.time_generated];
        times.into_iter().flatten().find(|time| !time.as_str().is_empty())
    }

    fn service(&'r self) -> Option<&'r str> {
        text(&self.logged_by_service)
    }

    fn category(&'r self) -> Option<&'r str> {
        // The page of the table knows only this one, the name of the log.
        text(&self.category).filter(|category| *category != "Audit")
    }

    fn activity(&'r self) -> Option<&'r str> {
        text(&self.activity_display_name).or(text(&self.operation_name))
    }

    fn is_of_directory(&'r self) -> bool {
        true
    }

    fn operation_type(&'r self) -> Option<&'r str> {
        text(&self.aad_operation_type)
    }

    fn result(&'r self) -> Option<&'r str> {
        text(&self.result).or(text(&self.result_type))
    }

    fn reason(&'r self) -> Option<&'r str> {
        text(&self.result_reason).or(text(&self.result_description))
    }

    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        text(&self.correlation_id).map(Cow::Borrowed)
    }

    fn tenant_id(&'r self) -> Option<&'r str> {
        text(&self.aad_tenant_id)
    }

    fn actor(&'r self) -> Actor<'r> {
        let by = self.initiated_by.as_ref().and_then(InitiatedByColumn::get);
        let actor = by.map_or(Actor::UNKNOWN, directory::actor);
        Actor { name: actor.name.or(text(&self.identity)), ..actor }
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.targets()?.into_owned().into_iter().map(directory::target).collect()
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        group_label_event(self.activity_display_name.as_ref().or(self.operation_name.as_ref()), || self.targets())
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::LogAnalytics.name(), "", &self.rest);
    }
}
