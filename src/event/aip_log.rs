//! Events of `InformationProtectionLogs_CL`.

use std::borrow::Cow;

use super::unified::one_target;
use super::view::{View, filled};
use super::{Actor, ActorKind, Target};
use crate::catalog::Open;
use crate::sentinel::AipLogRow;
use crate::wire::{DecodeError, Str, Time};

impl<'r> View<'r> for &'r AipLogRow<'r> {
    // Log Analytics keeps all times in UTC; rows that were imported again say so in the column's name only.
    const TIME_IS_UTC: bool = true;

    fn id(self) -> Option<&'r str> {
        self.identity()
    }

    fn time(self) -> Option<&'r Time<'r>> {
        self.when()
    }

    fn service(self) -> Option<&'r str> {
        self.service_name()
    }

    fn activity(self) -> Option<&'r str> {
        self.what().map(Open::as_str)
    }

    fn is_of_directory(self) -> bool {
        false
    }

    fn result(self) -> Option<&'r str> {
        self.result_status.as_deref()
    }

    fn reason(self) -> Option<&'r str> {
        self.error_message.as_deref()
    }

    fn actor(self) -> Actor<'r> {
        // Scanners and people alike have a user principal name here, and no column tells them apart.
        Actor { kind: ActorKind::Unknown, id: None, name: self.who().map(Str::as_str), ip: filled(self.address()) }
    }

    fn all_targets(self) -> Result<Vec<Target<'r>>, DecodeError> {
        let name = filled(self.item_name.as_deref()).map(Cow::Borrowed);
        let target = Target { kind: None, id: None, name, changes: Vec::new() };
        Ok(one_target(target, self.object_id.as_deref(), Cow::default()))
    }
}
