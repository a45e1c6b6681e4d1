//! Protection of the content in records of the unified audit log.

use std::borrow::Cow;

use super::ProtectionEventData;
use crate::catalog::{Open, ProtectionType};
use crate::label::{Protection, ProtectionChange, nonblank};
use crate::wire::Raw;

/// What `ProtectionEventData` says.
impl<'r> From<ProtectionEventData<'r>> for Protection<'r> {
    fn from(data: ProtectionEventData<'r>) -> Self {
        let flag = |raw: Option<Raw<'_>>| raw.as_ref().and_then(Raw::as_bool);
        Self::new(
            &(flag(data.is_protected_before), nonblank(data.previous_protection_owner)),
            (flag(data.is_protected), nonblank(data.protection_owner)),
            nonblank(data.template_id),
        )
    }
}

/// What `PreviousProtectionType` and `CurrentProtectionType` say.
///
/// Their parts are not documented, nor what stands in them where there is no protection. So they speak only if both name a
/// documented kind of protection, and then only of a change from one to the other.
pub(crate) fn protection_by_type(before: Option<&Raw<'_>>, after: Option<&Raw<'_>>) -> Option<ProtectionChange> {
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
