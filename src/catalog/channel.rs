//! The spellings of an activity, by where they are met.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Activity, ObservedSpelling};

/// Where a spelling of an activity occurs.
///
/// ```
/// use msaudit::catalog::Channel;
///
/// assert_eq!(Channel::UnifiedAuditLog.title(), "with the full stop of the unified audit log");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Channel {
    /// The editions of the documentation print it.
    Documentation,
    /// Records, rules or other documents have it, or it is likely by analogy.
    Observed,
    /// Portals show a dash between words as an en dash.
    Portal,
    /// The unified audit log ends the names of directory operations with a full stop.
    UnifiedAuditLog,
}

impl Channel {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Documentation, Self::Observed, Self::Portal, Self::UnifiedAuditLog];

    /// The name: `documentation`, `observed`, `portal`, `unified-audit-log`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documentation => "documentation",
            Self::Observed => "observed",
            Self::Portal => "portal",
            Self::UnifiedAuditLog => "unified-audit-log",
        }
    }

    /// A few words for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Documentation => "as documented",
            Self::Observed => "as observed elsewhere",
            Self::Portal => "with the en dash of portals",
            Self::UnifiedAuditLog => "with the full stop of the unified audit log",
        }
    }
}

impl Activity {
    /// The spellings in a channel, ignoring case, without those of earlier channels.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, Channel};
    ///
    /// let update = Activity::UpdateDomain;
    /// assert_eq!(update.spellings_for(Channel::Documentation), ["Update domain"]);
    /// assert_eq!(update.spellings_for(Channel::UnifiedAuditLog), ["Update domain."]);
    /// ```
    pub fn spellings_for(self, channel: Channel) -> Vec<String> {
        let mut known: Vec<String> = Vec::new();
        for at in Channel::ALL {
            let before = known.len();
            for spelling in self.candidates(at, &known) {
                if !known.iter().any(|other| other.eq_ignore_ascii_case(&spelling)) {
                    known.push(spelling);
                }
            }
            if at == channel {
                return known.split_off(before);
            }
        }
        Vec::new()
    }

    fn candidates(self, channel: Channel, known: &[String]) -> Vec<String> {
        match channel {
            Channel::Documentation => {
                // Some were only observed; their name is all there is.
                self.spellings().filter(|_| self.evidence().is_none()).map(str::to_owned).collect()
            }
            Channel::Observed => {
                let name = self.evidence().map(|_| self.name());
                let others = self.observed_spellings().map(ObservedSpelling::text);
                name.into_iter().chain(others).map(str::to_owned).collect()
            }
            Channel::Portal => known.iter().map(|name| name.replace(" - ", " \u{2013} ")).collect(),
            Channel::UnifiedAuditLog => known.iter().map(|name| format!("{}.", name.trim_end())).collect(),
        }
    }
}
