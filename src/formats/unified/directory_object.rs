//! The object of a directory event, as the unified audit log describes it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{IdentityValue, NameValue};
use crate::event::Target;

/// The kind of object: `User`, `Application`, ... The directory names it among the further properties.
pub(crate) fn directory_kind(extended: &[NameValue<'_>]) -> Option<String> {
    let property = extended.iter().find(|property| property.name.as_deref() == Some("extendedAuditEventCategory"))?;
    Some(property.value.as_ref()?.text().into_owned()).filter(|kind| !kind.is_empty())
}

/// The one object that the directory describes by several ids: its principal name or display name, its kind and its GUID
/// stand side by side, and only the first character of the kind tells it from the rest.
pub(crate) fn directory_object(ids: &[IdentityValue<'_>]) -> Target<'static> {
    // What the records of the samples and of the public ones show beside each kind of id; see `IdentityType`.
    const NAME: &str = "1";
    const OTHER: &str = "2";
    const USER_PRINCIPAL_NAME: &str = "5";

    let of = |kind: &'static str| {
        let matching = ids.iter().filter(move |id| id.kind.as_ref().is_some_and(|raw| raw.text() == kind));
        matching.filter_map(|id| id.id.as_deref()).filter(|id| !id.is_empty())
    };
    // `User_<guid>`, `<guid>`, `User`: the first joins the other two.
    let others: BTreeSet<&str> = of(OTHER).collect();
    let joined = of(OTHER).find_map(|joined| {
        let (kind, id) = joined.split_once('_')?;
        (others.contains(kind) && others.contains(id)).then_some((kind, id))
    });
    let name = of(USER_PRINCIPAL_NAME).next().or_else(|| of(NAME).next());
    Target {
        kind: joined.map(|(kind, _)| Cow::Owned(kind.to_owned())),
        id: joined.map(|(_, id)| Cow::Owned(id.to_owned())),
        name: name.map(|name| Cow::Owned(name.to_owned())),
        ..Target::default()
    }
}
