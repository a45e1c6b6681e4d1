//! How the protection of the content changed.

use std::borrow::Cow;

use super::event::filled;
use crate::catalog::{Open, ProtectionType};
use crate::unified::ProtectionEventData;
use crate::wire::Raw;

/// What happened to the protection of the content, apart from its label.
///
/// ```
/// use msaudit::label::ProtectionChange;
///
/// assert_eq!(ProtectionChange::Removed.name(), "removed");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum ProtectionChange {
    /// It is protected and was not before.
    Applied,
    /// It is and was protected, but by another owner, kind or template, or the record says that it changed.
    Changed,
    /// It was protected and is not any more.
    Removed,
}

impl ProtectionChange {
    /// The name: `applied`, `changed`, `removed`.
    pub fn name(self) -> &'static str {
        self.into()
    }

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
/// use msaudit::label::{LabelEvent, ProtectionChange};
/// use msaudit::read::Reader;
///
/// let json = br#"{"RecordType":94,"Operation":"SensitivityLabelUpdated","SensitivityLabelEventData":{"SensitivityLabelId":"b"},
///     "ProtectionEventData":{"IsProtected":true,"IsProtectedBefore":false,"ProtectionOwner":"ann@contoso.com"}}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let event = LabelEvent::of(entry.record())?.expect("it tells of a label");
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
pub(super) type Said<'r> = (Option<bool>, Option<Cow<'r, str>>);

impl<'r> Protection<'r> {
    pub(super) fn new(before: &Said<'_>, after: Said<'r>, template_id: Option<Cow<'r, str>>) -> Self {
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
    pub(super) fn or_changed(self, change: impl FnOnce() -> Option<ProtectionChange>) -> Self {
        Self { change: self.change.or_else(change), ..self }
    }
}

/// What `ProtectionEventData` says.
impl<'r> From<ProtectionEventData<'r>> for Protection<'r> {
    fn from(data: ProtectionEventData<'r>) -> Self {
        let flag = |raw: Option<Raw<'_>>| raw.as_ref().and_then(Raw::as_bool);
        Self::new(
            &(flag(data.is_protected_before), filled(data.previous_protection_owner)),
            (flag(data.is_protected), filled(data.protection_owner)),
            filled(data.template_id),
        )
    }
}

/// What `PreviousProtectionType` and `CurrentProtectionType` say.
///
/// Their parts are not documented, nor what stands in them where there is no protection. So they speak only if both name a
/// documented kind of protection, and then only of a change from one to the other.
pub(super) fn protection_by_type(before: Option<&Raw<'_>>, after: Option<&Raw<'_>>) -> Option<ProtectionChange> {
    (protection(before?)? != protection(after?)?).then_some(ProtectionChange::Changed)
}

/// The kind of protection, and the template if it has one.
fn protection(raw: &Raw<'_>) -> Option<(ProtectionType, Option<String>)> {
    match raw.inner() {
        Cow::Borrowed(json) if json.starts_with('"') => Some((ProtectionType::find(&raw.text())?, None)),
        json => {
            let data: ProtectionEventData<'_> = serde_json::from_str(&json).ok()?;
            let template = data.template_id.as_ref().map(|id| id.to_ascii_lowercase());
            Some((data.protection_type.as_ref().and_then(Open::known)?, template))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ProtectionChange, protection_by_type};
    use crate::wire::Raw;

    #[test]
    fn kinds_of_protection_speak_only_of_what_is_documented() {
        let change = |before: &'static str, after: &'static str| {
            let raw = |json| serde_json::from_str::<Raw<'_>>(json).expect("the cases are JSON");
            protection_by_type(Some(&raw(before)), Some(&raw(after)))
        };
        let changed = Some(ProtectionChange::Changed);
        assert_eq!(change(r#""Template""#, r#""DoNotForward""#), changed);
        assert_eq!(change(r#"{"ProtectionType":"Template"}"#, r#""{\"ProtectionType\":\"Custom\"}""#), changed);
        assert_eq!(
            change(
                r#"{"ProtectionType":"Template","TemplateId":"A"}"#,
                r#"{"ProtectionType":"Template","TemplateId":"b"}"#
            ),
            changed
        );
        assert_eq!(
            change(
                r#"{"ProtectionType":"Template","TemplateId":"A"}"#,
                r#"{"ProtectionType":"Template","TemplateId":"a"}"#
            ),
            None
        );
        for other in ["3", "{}", r#""""#, r#"{"ProtectionType":"None"}"#, r#"{"ProtectionType":7}"#, "[]"] {
            assert_eq!(change(other, r#""Template""#), None, "{other}");
        }
    }
}
