//! Events of `MicrosoftPurviewInformationProtection`.

use std::borrow::Cow;

use super::unified::{actor_kind, one_target};
use super::view::{View, filled, trimmed};
use super::{Actor, Target};
use crate::catalog::{Code, RecordType};
use crate::sentinel::MpipRow;
use crate::unified::SensitiveInfoType;
use crate::wire::{DecodeError, Time};

impl<'r> View<'r> for &'r MpipRow<'r> {
    // Log Analytics keeps all times in UTC; the portal's CSV says so in the column's name only.
    const TIME_IS_UTC: bool = true;

    fn id(self) -> Option<&'r str> {
        self.id.as_deref()
    }

    fn time(self) -> Option<&'r Time<'r>> {
        self.time_generated.as_ref()
    }

    fn service(self) -> Option<&'r str> {
        self.workload.as_deref()
    }

    fn activity(self) -> Option<&'r str> {
        self.operation.as_deref()
    }

    fn is_of_directory(self) -> bool {
        self.known_record_type() == Some(RecordType::AzureActiveDirectory)
    }

    fn record_type(self) -> Option<&'r Code<'r, RecordType>> {
        // The number is what other sources have, so that comes first.
        let is_filled = |code: &&'r Code<'_, RecordType>| code.as_text() != Some("");
        [&self.record_type, &self.record_type_name].into_iter().flatten().find(is_filled)
    }

    fn result(self) -> Option<&'r str> {
        self.result_status.as_deref()
    }

    fn correlation_id(self) -> Option<&'r str> {
        self.correlation_id.as_deref()
    }

    fn actor(self) -> Actor<'r> {
        Actor {
            kind: actor_kind(self.user_type.as_ref()),
            id: trimmed(&self.user_key),
            name: trimmed(&self.user_id),
            ip: trimmed(&self.client_ip),
        }
    }

    fn all_targets(self) -> Result<Vec<Target<'r>>, DecodeError> {
        let name = filled(self.item_name.as_deref()).map(Cow::Borrowed);
        let target = Target { kind: None, id: None, name, changes: Vec::new() };
        Ok(one_target(target, self.object_id.as_deref(), Cow::default()))
    }

    fn sensitive_info_types(self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        self.sensitive_info_types()
    }
}
