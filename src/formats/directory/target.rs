//! What an activity of the directory affected.

use std::borrow::Cow;

use crate::event::{Change, PropertyValue, Target};
use crate::wire::{DecodeError, Ip, List, Object, Raw, Str, parts, record};

record! {
    /// A resource that an activity affected.
    ///
    /// Source: `targetresource.md` and, for `Type`, `directoryaudit-list.md` of microsoftgraph/microsoft-graph-docs-contrib.
    ///
    /// ```
    /// use msaudit::formats::directory::TargetResource;
    ///
    /// // Some documents write `Type`.
    /// let target: TargetResource = serde_json::from_str(r#"{"id":"7","Type":"Group"}"#)?;
    /// assert_eq!(target.kind.as_deref(), Some("Group"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct TargetResource<'a> {
        /// Object id.
        id: Str<'a> = "id",
        /// Display name.
        display_name: Str<'a> = "displayName",
        /// `User`, `Group`, `Application`, `ServicePrincipal`, `Device`, `Role`, `Policy`, `N/A`, ...
        kind: Str<'a> = "type" | "Type",
        /// User principal name, of a user.
        user_principal_name: Str<'a> = "userPrincipalName",
        /// Address, of a user.
        ip_address: Ip<'a> = "ipAddress",
        /// `unifiedGroups`, `azureAD`, `unknownFutureValue`; of a group.
        group_type: Str<'a> = "groupType",
        /// The changed properties. See [`changes`](Self::changes).
        modified_properties: List<'a, ModifiedProperty<'a>> = "modifiedProperties",
        /// Administrative units; diagnostic settings only, and empty there.
        administrative_units: Raw<'a> = "administrativeUnits",
    }
}

parts! {
    TargetResource:
    /// The changed properties.
    list changes: ModifiedProperty = modified_properties;
}

record! {
    /// A changed property.
    ///
    /// Old and new value are texts that hold JSON, as a rule: `"\"Global Administrator\""`. See [`Raw::inner`].
    ///
    /// Source: `targetresource.md` of microsoftgraph/microsoft-graph-docs-contrib, and the records of the samples.
    ///
    /// ```
    /// use msaudit::formats::directory::ModifiedProperty;
    ///
    /// let property: ModifiedProperty = serde_json::from_str(r#"{"displayName":"Name","newValue":"[\"x\"]"}"#)?;
    /// assert_eq!(property.new_value.expect("it has one").inner(), r#"["x"]"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ModifiedProperty<'a> {
        /// Name of the property; `Name` in diagnostic settings of early 2018.
        display_name: Str<'a> = "displayName" | "DisplayName" | "Name",
        /// Value before.
        old_value: Raw<'a> = "oldValue" | "OldValue",
        /// Value after.
        new_value: Raw<'a> = "newValue" | "NewValue",
    }
}

record! {
    /// A detail of an event.
    ///
    /// Source: `directoryaudit.md` of microsoftgraph/microsoft-graph-docs-contrib.
    ///
    /// ```
    /// use msaudit::formats::directory::KeyValue;
    ///
    /// let detail: KeyValue = serde_json::from_str(r#"{"key":"User-Agent","value":"curl"}"#)?;
    /// assert_eq!(detail.key.as_deref(), Some("User-Agent"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct KeyValue<'a> {
        /// Its name.
        key: Str<'a> = "key",
        /// Its value.
        value: Raw<'a> = "value",
    }
}

/// A target of an event, with its changes.
pub(crate) fn target<'r>(target: TargetResource<'r>) -> Result<Target<'r>, DecodeError> {
    let changes = match target.modified_properties {
        None => Vec::new(),
        Some(list) => ModifiedProperty::take_list(list)?.into_iter().map(change).collect(),
    };
    let text = |text: Option<Str<'r>>| text.map(Cow::from).filter(|text| !text.is_empty());
    Ok(Target {
        kind: text(target.kind),
        id: text(target.id),
        name: text(target.display_name).or(text(target.user_principal_name)),
        changes,
        ..Target::default()
    })
}

/// A change of a target.
pub(crate) fn change<'r>(property: ModifiedProperty<'r>) -> Change<'r> {
    Change {
        property: property.display_name.map_or(Cow::Borrowed(""), Cow::from),
        old: PropertyValue::kept(property.old_value.as_ref()),
        new: PropertyValue::kept(property.new_value.as_ref()),
    }
}
