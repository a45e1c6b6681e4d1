//! The event, and the trait through which each format answers for its records.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use time::OffsetDateTime;

use super::{Actor, App, Gaps, KnownNames, Outcome, Target};
use crate::catalog::{Code, RecordType};
use crate::input::Limits;
use crate::label::{LabelEvent, SensitiveInfoType};
use crate::wire::{DecodeError, Time, TimeError};

/// A record as an event. Each format implements this for its record type, in the file `event.rs` of its folder.
///
/// Text is returned as written; [`Event`] treats empty text as absent. Methods with a default body cover what only some
/// logs record.
pub(crate) trait View<'r>: fmt::Debug + Sync {
    fn id(&'r self) -> Option<&'r str>;
    fn time(&'r self) -> Option<&'r Time<'r>>;
    /// Whether a time without a zone is documented to be UTC.
    fn time_is_utc(&self) -> bool;
    fn service(&'r self) -> Option<&'r str>;
    fn category(&'r self) -> Option<&'r str> {
        None
    }
    fn activity(&'r self) -> Option<&'r str>;
    /// The workload, in formats of the unified audit log.
    fn workload(&'r self) -> Option<&'r str> {
        None
    }
    /// Whether the activity is one of the directory, so that the catalogue may list it.
    fn is_of_directory(&'r self) -> bool;
    fn record_type(&'r self) -> Option<&'r Code<'r, RecordType>> {
        None
    }
    fn operation_type(&'r self) -> Option<&'r str> {
        None
    }
    fn result(&'r self) -> Option<&'r str>;
    fn reason(&'r self) -> Option<&'r str> {
        None
    }
    fn correlation_id(&'r self) -> Option<Cow<'r, str>> {
        None
    }
    fn session_id(&'r self) -> Option<Cow<'r, str>> {
        None
    }
    fn tenant_id(&'r self) -> Option<&'r str> {
        None
    }
    fn user_agent(&'r self) -> Option<Cow<'r, str>> {
        None
    }
    fn app(&'r self) -> Option<App<'r>> {
        None
    }
    fn actor(&'r self) -> Actor<'r>;
    fn all_targets(&'r self) -> Result<Vec<Target<'r>>, DecodeError>;
    fn label_event(&'r self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        Ok(None)
    }
    fn sensitive_info_types(&'r self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        Ok(Cow::default())
    }
    /// Reports undeclared fields and unlisted codes. Parts that do not decode are left out: they are errors of their own.
    fn gaps(&'r self, gaps: &mut Gaps);
}

/// An audit event: a record of any format behind one set of accessors. It borrows the record and decodes on demand.
///
/// Every accessor works for every format. It returns `None` when the record omits the field or leaves it empty. Text is
/// returned as the record writes it; [`known`](Self::known) has the catalogue's entries for it. The page of each
/// [format](crate::formats) says which fields are read.
///
/// ```
/// use msaudit::event::Outcome;
/// use msaudit::read::Reader;
///
/// let json = br#"{"RecordType":8,"Operation":"Update user.","ResultStatus":"Success",
///     "CreationTime":"2022-12-12T17:28:35"}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let event = entry.event();
/// assert_eq!(event.activity(), Some("Update user."));
/// assert_eq!(event.outcome(), Outcome::Success);
/// assert_eq!(event.time()?.map(|time| time.unix_timestamp()), Some(1_670_866_115));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Event<'r> {
    view: &'r (dyn View<'r> + 'r),
    source: &'static str,
    most_targets: usize,
}

impl<'r> Event<'r> {
    /// Views a record as an event: a [`Record`](crate::formats::Record), or the record type of one format.
    ///
    /// ```
    /// use msaudit::event::Event;
    /// use msaudit::formats::graph::DirectoryAudit;
    ///
    /// let audit: DirectoryAudit = serde_json::from_str(r#"{"activityDisplayName":"Add user"}"#)?;
    /// assert_eq!(Event::new(&audit).activity(), Some("Add user"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn new(record: impl Into<Self>) -> Self {
        record.into()
    }

    /// Views a record of the format with the name `source`.
    pub(crate) fn of(view: &'r (dyn View<'r> + 'r), source: &'static str) -> Self {
        Self { view, source, most_targets: Limits::new().targets }
    }

    /// Replaces the limit on the number of [targets](Self::targets).
    #[must_use]
    pub fn within(self, limits: &Limits) -> Self {
        Self { most_targets: limits.targets, ..self }
    }

    /// The name of the format: that of [`source`](Self::source).
    pub(crate) fn source_name(&self) -> &'static str {
        self.source
    }

    /// The identity of the record, a GUID in many formats. Rows of the CSV download of the Entra admin centre have none.
    pub fn id(&self) -> Option<&'r str> {
        filled(self.view.id())
    }

    /// When the event happened, in UTC.
    ///
    /// # Errors
    ///
    /// If the text in the record is not a time in a known form.
    pub fn time(&self) -> Result<Option<OffsetDateTime>, TimeError> {
        let Some(time) = self.written_time() else { return Ok(None) };
        let utc = if self.view.time_is_utc() { time.utc_if_no_zone() } else { time.utc() };
        utc.map(Some)
    }

    /// The time as the record writes it.
    pub fn written_time(&self) -> Option<&'r Time<'r>> {
        self.view.time()
    }

    /// The service that logged the event. In the unified audit log this is the workload.
    pub fn service(&self) -> Option<&'r str> {
        filled(self.view.service())
    }

    /// The category. Only the directory's own log has one.
    pub fn category(&self) -> Option<&'r str> {
        filled(self.view.category())
    }

    /// The activity. In the unified audit log this is the operation.
    pub fn activity(&self) -> Option<&'r str> {
        filled(self.view.activity())
    }

    /// The workload, as written. Only the unified audit log has one.
    pub fn workload(&self) -> Option<&'r str> {
        filled(self.view.workload())
    }

    /// The catalogue's entries for the names in the event. What the directory logs is an activity, what another workload of
    /// the unified audit log logs is an operation: an equal name of the other kind would be a coincidence.
    pub fn known(&self) -> KnownNames {
        KnownNames::of(self)
    }

    /// Whether the record is one of the unified audit log, in any of its formats.
    pub fn is_unified(&self) -> bool {
        self.record_type().is_some() || self.workload().is_some()
    }

    /// Whether the event comes from the directory, so that the catalogue may list its activity.
    pub fn is_of_directory(&self) -> bool {
        self.view.is_of_directory()
    }

    /// The record type, in formats of the unified audit log: a number or a name, as written.
    pub fn record_type(&self) -> Option<&'r Code<'r, RecordType>> {
        self.view.record_type()
    }

    /// `Add`, `Assign`, `Update` and so on.
    pub fn operation_type(&self) -> Option<&'r str> {
        filled(self.view.operation_type())
    }

    /// How the activity ended. [`Outcome::Unknown`] if the record has no result.
    pub fn outcome(&self) -> Outcome {
        self.view.result().map_or(Outcome::Unknown, Outcome::of)
    }

    /// The reason for the outcome, in the record's words. Some services fill it on success too.
    pub fn reason(&self) -> Option<&'r str> {
        filled(self.view.reason())
    }

    /// The id that the events of one operation share, usually a GUID.
    pub fn correlation_id(&self) -> Option<Cow<'r, str>> {
        self.view.correlation_id().filter(|id| !id.is_empty())
    }

    /// The id of the sign-in session in which the actor acted.
    pub fn session_id(&self) -> Option<Cow<'r, str>> {
        self.view.session_id().filter(|id| !id.is_empty())
    }

    /// The id of the tenant.
    pub fn tenant_id(&self) -> Option<&'r str> {
        filled(self.view.tenant_id())
    }

    /// The user agent, or how else the client calls itself.
    pub fn user_agent(&self) -> Option<Cow<'r, str>> {
        self.view.user_agent().filter(|text| !text.is_empty())
    }

    /// The application that acted, or through which the actor acted.
    pub fn app(&self) -> Option<App<'r>> {
        self.view.app()
    }

    /// Who performed the activity.
    pub fn actor(&self) -> Actor<'r> {
        self.view.actor()
    }

    /// The resources that the activity affected.
    ///
    /// # Errors
    ///
    /// If the part of the record that holds the targets does not have the documented structure, or holds more of them
    /// than the [limit](Limits::targets).
    pub fn targets(&self) -> Result<Vec<Target<'r>>, DecodeError> {
        let targets = self.view.all_targets()?;
        if targets.len() > self.most_targets {
            return Err(DecodeError::beyond(format_args!("the limit of {} targets", self.most_targets)));
        }
        Ok(targets)
    }

    /// What the record says about a sensitivity label, if anything.
    ///
    /// # Errors
    ///
    /// If the part of the record that holds the label does not have the documented structure.
    pub fn label_event(&self) -> Result<Option<LabelEvent<'r>>, DecodeError> {
        self.view.label_event()
    }

    /// The sensitive information that was found in the content.
    ///
    /// # Errors
    ///
    /// If the part of the record that holds it does not have the documented structure.
    pub fn sensitive_info_types(&self) -> Result<Cow<'r, [SensitiveInfoType<'r>]>, DecodeError> {
        self.view.sensitive_info_types()
    }

    /// Whether the event is background noise: Exchange Online writing back to the directory as `Microsoft Substrate
    /// Management`, and heartbeats of clients.
    ///
    /// Sources: the overview of the audit logs of 2023-09-08; `AipHeartBeat.md`.
    pub fn is_informational(&self) -> bool {
        let heartbeat = self.record_type().and_then(Code::known) == Some(RecordType::AipHeartBeat);
        heartbeat || self.actor().name.is_some_and(|name| name == "Microsoft Substrate Management")
    }

    /// Whether nothing in the record tells of an event.
    pub(crate) fn is_hollow(&self) -> bool {
        let has_actor = || {
            let actor = self.actor();
            actor.id().is_some() || actor.name().is_some()
        };
        let has_time = || self.written_time().is_some_and(|time| !time.as_str().is_empty());
        self.id().is_none() && self.activity().is_none() && !has_time() && !has_actor()
    }

    /// Fields and codes that nothing documents.
    pub(crate) fn gaps(&self) -> Gaps {
        let mut gaps = Gaps::default();
        self.view.gaps(&mut gaps);
        gaps
    }
}

/// A text field of a record, if it is not empty.
pub(crate) fn text<T: Deref<Target = str>>(text: &Option<T>) -> Option<&str> {
    filled(text.as_deref())
}

/// A text field without surrounding blanks, which some records put around names and addresses.
pub(crate) fn trimmed<T: Deref<Target = str>>(field: &Option<T>) -> Option<&str> {
    text(field).map(str::trim)
}

/// Text that is not empty.
pub(crate) fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}
