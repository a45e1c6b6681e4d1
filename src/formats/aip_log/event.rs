//! Events of `InformationProtectionLogs_CL`.

use super::{AipLogRow, label};
use crate::catalog::Open;
use crate::event::{Actor, ActorKind, Gaps, Target, View, filled};
use crate::formats::Format;
use crate::label::LabelEvent;
use crate::wire::{DecodeError, Str, Time};

impl<'r> View<'r> for AipLogRow<'r> {
    // Log Analytics keeps all times in UTC; rows that were imported again say so in the column's name only.
    fn time_is_utc(&self) -> bool {
        true
    }

    fn id(&'r self) -> Option<&'r str> {
        self.identity()
    }

    fn time(&'r self) -> Option<&'r Time<'r>> {
        self.when()
    }

    fn service(&'r self) -> Option<&'r str> {
        self.service_name()
    }

    fn activity(&'r self) -> Option<&'r str> {
        self.what().map(Open::as_str)
    }

    fn is_of_directory(&'r self) -> bool {
        false
    }

    fn result(&'r self) -> Option<&'r str> {
        self.result_status.as_deref()
    }

    fn reason(&'r self) -> Option<&'r str> {
        self.error_message.as_deref()
    }

    fn actor(&'r self) -> Actor<'r> {
        // Scanners and people alike have a user principal name here, and no column tells them apart.
        Actor { kind: ActorKind::Unknown, id: None, name: self.who().map(Str::as_str), ip: filled(self.address()) }
    }

    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError> {
        Ok(Target::named(self.object_id.as_deref(), self.item_name.as_deref()).into_iter().collect())
    }

    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        Ok(label::label_event(self))
    }

    fn gaps(&'r self, gaps: &mut Gaps) {
        gaps.fields(Format::AipLog.name(), "", &self.rest);
        // Not the action source: how this log spells those is not documented.
        gaps.name(self.what());
        gaps.name(self.data_state.as_ref());
        gaps.name(self.protection_type.as_ref());
        gaps.name(self.protection_type_before.as_ref());
        gaps.code(self.platform.as_ref());
    }
}
