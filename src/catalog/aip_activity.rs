//! Activities of the Azure Information Protection audit log.

use super::{AIP_REPORTS, AipActivity, AipApplication, AipPlatform, AipRestriction, AipSubject, Reporter};

impl AipActivity {
    /// Who reports this activity, on which platforms and under what conditions.
    ///
    /// ```
    /// use msaudit::catalog::{AipActivity, Reporter};
    ///
    /// let mut reports = AipActivity::AccessDenied.reports().iter();
    /// assert!(reports.all(|report| report.reported_by() == [Reporter::RmsService]));
    /// ```
    pub fn reports(self) -> &'static [AipReport] {
        let start = AIP_REPORTS.partition_point(|row| row.activity < self);
        let end = AIP_REPORTS.partition_point(|row| row.activity <= self);
        &AIP_REPORTS[start..end]
    }
}

/// One row of the AIP edition: a group of reporters for which an activity means the same.
///
/// Source: the Azure Information Protection audit log reference of 2021-10-03.
///
/// ```
/// use msaudit::catalog::{AipActivity, AipApplication, AipSubject, Reporter};
///
/// let sdk = AipActivity::DowngradeLabel.reports().iter().find(|row| row.reported_by().contains(&Reporter::MipSdk));
/// let sdk = sdk.expect("applications built with the SDK report it");
/// assert_eq!(sdk.application(), AipApplication::ThirdParty);
/// assert_eq!(sdk.subject(), AipSubject::Label);
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct AipReport {
    pub(super) activity: AipActivity,
    pub(super) reported_by: &'static [Reporter],
    pub(super) platforms: &'static [AipPlatform],
    pub(super) application: AipApplication,
    pub(super) subject: AipSubject,
    pub(super) restrictions: &'static [AipRestriction],
    pub(super) description: &'static str,
}

impl AipReport {
    /// The activity reported.
    pub fn activity(&self) -> AipActivity {
        self.activity
    }

    /// Who reports it.
    pub fn reported_by(&self) -> &'static [Reporter] {
        self.reported_by
    }

    /// On which platforms.
    pub fn platforms(&self) -> &'static [AipPlatform] {
        self.platforms
    }

    /// From which kind of application.
    pub fn application(&self) -> AipApplication {
        self.application
    }

    /// Whether it is about a label, a protection or the content.
    pub fn subject(&self) -> AipSubject {
        self.subject
    }

    /// The conditions, all of which hold where it is reported.
    pub fn restrictions(&self) -> &'static [AipRestriction] {
        self.restrictions
    }

    /// When it is reported, in a few words.
    pub fn description(&self) -> &'static str {
        self.description
    }
}
