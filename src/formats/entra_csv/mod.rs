#![doc = include_str!("README.md")]

mod event;
mod record;

pub use record::PortalRow;

use super::format::RecordFormat;

impl RecordFormat for PortalRow<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[
        &["Activity", "ActorType"],
        &["Activity", "Date (UTC)"],
        &["ActivityDisplayName", "ActorType"],
        &["ActivityDisplayName", "TargetUPN"],
        &["Actividad", "Fecha (UTC)"],
        &["Activity", "Data (UTC)"],
    ];

    fn is_plausible(&self) -> bool {
        self.activity.is_some()
    }
}
