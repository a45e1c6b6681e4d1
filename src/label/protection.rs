//! How the protection of the content changed.

use std::borrow::Cow;

use crate::named::named;

named! {
    "protection change";
    /// What happened to the protection of the content, apart from its label.
    ///
    /// ```
    /// use msaudit::label::ProtectionChange;
    ///
    /// assert_eq!(ProtectionChange::Removed.name(), "removed");
    /// ```
    pub enum ProtectionChange {
        /// The content was not protected before and is now.
        Applied = "applied",
        /// The content was protected and still is, with another owner, kind or template, or with a change that the record reports.
        Changed = "changed",
        /// The content was protected before and no longer is.
        Removed = "removed",
    }
}

impl ProtectionChange {
    /// What follows from whether the content was and is protected, and by whom. Silent where one of the two is not said.
    fn between(before: &Said<'_>, after: &Said<'_>) -> Option<Self> {
        match (before.0?, after.0?) {
            (false, true) => Some(Self::Applied),
            (true, false) => Some(Self::Removed),
            (true, true) => {
                let (old, new) = (before.1.as_ref()?.trim(), after.1.as_ref()?.trim());
                (!old.eq_ignore_ascii_case(new)).then_some(Self::Changed)
            }
            (false, false) => None,
        }
    }
}

/// The protection of the content before and after an event, as far as the record says.
///
/// ```
/// use msaudit::label::ProtectionChange;
/// use msaudit::read::Reader;
///
/// let json = br#"{"RecordType":94,"Operation":"SensitivityLabelUpdated","SensitivityLabelEventData":{"SensitivityLabelId":"b"},
///     "ProtectionEventData":{"IsProtected":true,"IsProtectedBefore":false,"ProtectionOwner":"ann@contoso.com"}}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let event = entry.event().label_event()?.expect("it tells of a label");
/// let protection = event.protection();
/// assert_eq!(protection.change(), Some(ProtectionChange::Applied));
/// assert_eq!((protection.before(), protection.after()), (Some(false), Some(true)));
/// assert_eq!((protection.owner(), protection.template_id()), (Some("ann@contoso.com"), None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protection<'r> {
    change: Option<ProtectionChange>,
    before: Option<bool>,
    after: Option<bool>,
    owner: Option<Cow<'r, str>>,
    template_id: Option<Cow<'r, str>>,
}

/// Whether the content is protected, and by whom if that is more than blanks.
pub(crate) type Said<'r> = (Option<bool>, Option<Cow<'r, str>>);

impl<'r> Protection<'r> {
    pub(crate) fn new(before: &Said<'_>, after: Said<'r>, template_id: Option<Cow<'r, str>>) -> Self {
        let change = ProtectionChange::between(before, &after);
        Self { change, before: before.0, after: after.0, owner: after.1, template_id }
    }

    /// What happened to it.
    pub fn change(&self) -> Option<ProtectionChange> {
        self.change
    }

    /// Whether the content was protected.
    pub fn before(&self) -> Option<bool> {
        self.before
    }

    /// Whether it is protected.
    pub fn after(&self) -> Option<bool> {
        self.after
    }

    /// Who owns the protection.
    pub fn owner(&self) -> Option<&str> {
        self.owner.as_deref()
    }

    /// The id of the template.
    pub fn template_id(&self) -> Option<&str> {
        self.template_id.as_deref()
    }

    /// The same, with what else tells of a change if the parts do not.
    pub(crate) fn or_changed(self, change: impl FnOnce() -> Option<ProtectionChange>) -> Self {
        Self { change: self.change.or_else(change), ..self }
    }
}
