//! Events of the table `AuditLogs`.

use super::graph::{self, name};
use super::view::{View, text};
use super::{Actor, Target};
use crate::entra::{AuditLogsRow, InitiatedByColumn};
use crate::wire::{DecodeError, Time};

impl<'r> View<'r> for &'r AuditLogsRow<'r> {
    // Log Analytics keeps all times in UTC, and its portal writes that into the name of the column.
    const TIME_IS_UTC: bool = true;

    fn id(self) -> Option<&'r str> {
        text(&self.id)
    }

    fn time(self) -> Option<&'r Time<'r>> {
        let times = [&self.activity_date_time, &self.time_generated];
        times.into_iter().flatten().find(|time| !time.as_str().is_empty())
    }

    fn service(self) -> Option<&'r str> {
        name(&self.logged_by_service)
    }

    fn category(self) -> Option<&'r str> {
        // The page of the table knows only this one, the name of the log.
        name(&self.category).filter(|category| *category != "Audit")
    }

    fn activity(self) -> Option<&'r str> {
        name(&self.activity_display_name).or(name(&self.operation_name))
    }

    fn is_of_directory(self) -> bool {
        true
    }

    fn operation_type(self) -> Option<&'r str> {
        text(&self.aad_operation_type)
    }

    fn result(self) -> Option<&'r str> {
        text(&self.result).or(text(&self.result_type))
    }

    fn reason(self) -> Option<&'r str> {
        text(&self.result_reason).or(text(&self.result_description))
    }

    fn correlation_id(self) -> Option<&'r str> {
        text(&self.correlation_id)
    }

    fn actor(self) -> Actor<'r> {
        let by = self.initiated_by.as_ref().and_then(InitiatedByColumn::get);
        let actor = by.map_or(Actor::UNKNOWN, graph::actor);
        Actor { name: actor.name.or(text(&self.identity)), ..actor }
    }

    fn all_targets(self) -> Result<Vec<Target<'r>>, DecodeError> {
        self.targets()?.into_owned().into_iter().map(graph::target).collect()
    }
}
