//! Properties, changes and ids, as lists in records hold them.

use crate::wire::{Raw, Str, record};

record! {
    /// A property, as name and value.
    ///
    /// Source: `office-365-management-activity-api-schema.md` (MicrosoftDocs/office-365-management-api).
    ///
    /// ```
    /// use msaudit::formats::unified::NameValue;
    ///
    /// let property: NameValue = serde_json::from_str(r#"{"Name":"UserAgent","Value":"curl"}"#)?;
    /// assert_eq!(property.name.as_deref(), Some("UserAgent"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct NameValue<'a> {
        /// Its name.
        name: Str<'a> = "Name",
        /// Its value; JSON in text for some names.
        value: Raw<'a> = "Value",
    }
}

record! {
    /// A changed property.
    ///
    /// The directory writes its values as JSON in text, over several lines (`[\r\n  true\r\n]`), or as plain text.
    ///
    /// Source: `office-365-management-activity-api-schema.md` (MicrosoftDocs/office-365-management-api), and the records
    /// of the samples.
    ///
    /// ```
    /// use msaudit::formats::unified::ValueChange;
    ///
    /// let change: ValueChange = serde_json::from_str(r#"{"Name":"x","NewValue":"[\r\n  true\r\n]","OldValue":""}"#)?;
    /// assert_eq!(change.new_value.expect("it has one").inner(), "[\r\n  true\r\n]");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct ValueChange<'a> {
        /// Name of the property.
        name: Str<'a> = "Name",
        /// Value after.
        new_value: Raw<'a> = "NewValue",
        /// Value before.
        old_value: Raw<'a> = "OldValue",
    }
}

record! {
    /// One id of an account or object.
    ///
    /// The schema page names the kinds (see [`IdentityType`](crate::catalog::IdentityType)) but not their numbers.
    ///
    /// Source: `office-365-management-activity-api-schema.md` (MicrosoftDocs/office-365-management-api).
    ///
    /// ```
    /// use msaudit::formats::unified::IdentityValue;
    ///
    /// let id: IdentityValue = serde_json::from_str(r#"{"ID":"user@contoso.com","Type":5}"#)?;
    /// assert_eq!(id.id.as_deref(), Some("user@contoso.com"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct IdentityValue<'a> {
        /// The id.
        id: Str<'a> = "ID",
        /// What kind of id: a number.
        kind: Raw<'a> = "Type",
    }
}
