//! Rows of the CSV download of the Entra admin centre.

use std::collections::BTreeMap;

use crate::catalog::{Activity, Category, Open, Service};
use crate::formats::directory::{KeyValue, ModifiedProperty, TargetResource};
use crate::wire::{DecodeError, Guid, Ip, Raw, Str, Time, record};

record! {
    /// One row of the audit log that the Entra admin centre downloads as CSV: the columns before the targets, and the
    /// targets of an older layout. What was acted on and further details stand in numbered columns, in `rest`; ask
    /// [`targets`](Self::targets) and [`details`](Self::details) for them.
    ///
    /// A row is less than the event: it has no id and no type of operation, and the download ends after three targets, five
    /// properties of each and six details. More would be read.
    ///
    /// See [the page on its format](crate::formats::entra_csv).
    ///
    /// Source: no page of Microsoft lists the columns. They are as readers of such files expect them, headers in Spanish
    /// and Italian included.
    ///
    /// ```
    /// use msaudit::formats::entra_csv::PortalRow;
    ///
    /// let json = r#"{"Date (UTC)":"2024-10-05T07:11:12+00:00","Activity":"Add user","ActorType":"User",
    ///     "Target1Type":"User","Target1UserPrincipalName":"b@contoso.com","Target2Type":""}"#;
    /// let row: PortalRow = serde_json::from_str(json)?;
    /// let targets = row.targets()?;
    /// assert_eq!(targets.len(), 1);
    /// assert_eq!(targets[0].user_principal_name.as_deref(), Some("b@contoso.com"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct PortalRow<'a> {
        /// When, in UTC.
        date: Time<'a> = "Date (UTC)" | "ActivityDateTime" | "Fecha (UTC)" | "Data (UTC)",
        /// Shared by the events of one operation; a GUID.
        correlation_id: Guid<'a> = "CorrelationId",
        /// Which service logged it.
        service: Open<'a, Service> = "Service" | "LoggedByService" | "Servicio",
        /// What kind of resource was acted on.
        category: Open<'a, Category> = "Category" | "Categoría",
        /// The name of the activity.
        activity: Open<'a, Activity> = "Activity" | "ActivityDisplayName" | "Actividad",
        /// `success`, `failure` or `timeout`.
        result: Str<'a> = "Result" | "Resultado",
        /// The reason; filled on success too.
        result_reason: Str<'a> = "ResultReason",
        /// The actor's user agent.
        user_agent: Str<'a> = "User Agent" | "Agente de usuario",
        /// `User` or `Application`.
        actor_type: Str<'a> = "ActorType",
        /// Display name of the actor.
        actor_display_name: Str<'a> = "ActorDisplayName" | "ActorName",
        /// Object id of the actor.
        actor_object_id: Guid<'a> = "ActorObjectId",
        /// User principal name of the actor.
        actor_user_principal_name: Str<'a> = "ActorUserPrincipalName",
        /// Address the actor came from.
        ip_address: Ip<'a> = "IPAddress" | "IpAddress",
        /// The actor's own tenant.
        actor_home_tenant_id: Guid<'a> = "ActorHomeTenantId",
        /// Its name.
        actor_home_tenant_name: Str<'a> = "ActorHomeTenantName",
        /// Object id of the actor's service principal.
        actor_service_principal_id: Guid<'a> = "ActorServicePrincipalId",
        /// Name of the actor's service principal.
        actor_service_principal_name: Str<'a> = "ActorServicePrincipalName",

        /// Kind of the target; older layout.
        target_type: Str<'a> = "TargetType",
        /// Display name of the target; older layout.
        target_name: Str<'a> = "TargetName",
        /// User principal name of the target; older layout.
        target_upn: Str<'a> = "TargetUPN",
        /// What changed in the target, as JSON; older layout.
        modified_properties: Raw<'a> = "ModifiedProperties",
    }
}

impl PortalRow<'_> {
    /// What was acted on: the target of the older layout, then the numbered ones by their number. A target whose columns
    /// are all empty is none.
    ///
    /// # Errors
    ///
    /// Only if a value is no JSON, which the value of a record always is.
    pub fn targets(&self) -> Result<Vec<TargetResource<'_>>, DecodeError> {
        let mut numbered: BTreeMap<u32, NumberedTarget<'_>> = BTreeMap::new();
        for (name, value) in self.filled() {
            if let Some((number, column)) = target_column(name) {
                numbered.entry(number).or_default().take(column, value);
            }
        }
        let numbered = numbered.into_values().filter(|target| *target != NumberedTarget::default());
        let older = self.older_target().into_iter().map(Ok);
        older.chain(numbered.map(NumberedTarget::finish)).collect()
    }

    /// Further details, by their number.
    pub fn details(&self) -> Vec<KeyValue<'_>> {
        let mut numbered: BTreeMap<u32, KeyValue<'_>> = BTreeMap::new();
        for (name, value) in self.filled() {
            match split_number(name, "AdditionalDetail") {
                Some((number, "Key")) => numbered.entry(number).or_default().key = Some(Str::new(value.text())),
                Some((number, "Value")) => numbered.entry(number).or_default().value = Some(value.clone()),
                _ => {}
            }
        }
        numbered.into_values().collect()
    }

    /// Whether a column is one of the numbered ones that this reads.
    pub(crate) fn is_numbered(name: &str) -> bool {
        let is_detail = split_number(name, "AdditionalDetail").is_some_and(|(_, part)| matches!(part, "Key" | "Value"));
        is_detail
            || target_column(name).is_some_and(|(_, column)| {
                let (value, mut target) = (Raw::of_text("x"), NumberedTarget::default());
                target.take(column, &value);
                target != NumberedTarget::default()
            })
    }

    /// The undocumented columns that hold something.
    fn filled(&self) -> impl Iterator<Item = (&str, &Raw<'_>)> {
        let all = self.rest.unknown().iter().map(|(name, value)| (name.as_str(), value));
        all.filter(|(_, value)| !matches!(value.as_json(), "null" | "\"\""))
    }

    fn older_target(&self) -> Option<TargetResource<'_>> {
        fn text<'r>(text: &'r Option<Str<'_>>) -> Option<Str<'r>> {
            text.as_deref().filter(|text| !text.is_empty()).map(Str::new)
        }
        let target = TargetResource {
            kind: text(&self.target_type),
            display_name: text(&self.target_name),
            user_principal_name: text(&self.target_upn),
            modified_properties: self.modified_properties.clone().filter(|raw| !raw.is_empty()).map(Into::into),
            ..TargetResource::default()
        };
        (target != TargetResource::default()).then_some(target)
    }
}

/// What the columns of one number say.
#[derive(Default, PartialEq)]
struct NumberedTarget<'r> {
    target: TargetResource<'r>,
    properties: BTreeMap<u32, ModifiedProperty<'r>>,
}

impl<'r> NumberedTarget<'r> {
    fn take(&mut self, column: &str, value: &'r Raw<'_>) {
        let text = || Some(Str::new(value.text()));
        match column {
            "Type" => self.target.kind = text(),
            "DisplayName" => self.target.display_name = text(),
            "ObjectId" => self.target.id = text(),
            "UserPrincipalName" | "NombrePrincipalDeUsuario" => self.target.user_principal_name = text(),
            _ => {
                let Some((number, column)) = split_number(column, "ModifiedProperty") else { return };
                let properties = &mut self.properties;
                match column {
                    "Name" => properties.entry(number).or_default().display_name = text(),
                    "OldValue" => properties.entry(number).or_default().old_value = Some(value.clone()),
                    "NewValue" => properties.entry(number).or_default().new_value = Some(value.clone()),
                    _ => {}
                }
            }
        }
    }

    /// The target as every other format has it, its properties as JSON within it.
    fn finish(mut self) -> Result<TargetResource<'r>, DecodeError> {
        if !self.properties.is_empty() {
            let properties: Vec<ModifiedProperty<'_>> = self.properties.into_values().collect();
            let json = serde_json::to_string(&properties).map_err(DecodeError::new)?;
            let raw: Raw<'_> = serde_json::from_str(&json).map_err(DecodeError::new)?;
            self.target.modified_properties = Some(raw.into_owned().into());
        }
        Ok(self.target)
    }
}

/// The number of the target that a column is about, and what it says of it.
fn target_column(name: &str) -> Option<(u32, &str)> {
    ["Target", "Objetivo"].iter().find_map(|prefix| split_number(name, prefix))
}

/// The number behind a prefix, and what follows it.
fn split_number<'n>(name: &'n str, prefix: &str) -> Option<(u32, &'n str)> {
    let rest = name.strip_prefix(prefix)?;
    let end = rest.find(|character: char| !character.is_ascii_digit())?;
    let (number, column) = rest.split_at(end);
    Some((number.parse().ok()?, column))
}

#[cfg(test)]
mod tests {
    use super::{PortalRow, split_number};
    use crate::wire::Object;

    fn row<'a>(cells: &[(&'a str, &'a str)]) -> PortalRow<'a> {
        let mut row = PortalRow::default();
        for &(name, cell) in cells {
            match PortalRow::column(name) {
                Some(column) => row.set(column, cell.into()).expect("the cells are of their kind"),
                None => row.keep(name, cell),
            }
        }
        row
    }

    #[test]
    fn numbered_columns_become_targets_and_details() {
        let row = row(&[
            ("Date (UTC)", "2024-10-05T07:11:12+00:00"),
            ("ResultReason", ""),
            ("Target12Type", "Group"),
            ("Target1ModifiedProperty2NewValue", r#""\"x\"""#),
            ("Target1ModifiedProperty2Name", "Second"),
            ("Target1ModifiedProperty1Name", "First"),
            ("Target1ModifiedProperty1OldValue", "[]"),
            ("Target1ModifiedProperty1NewValue", ""),
            ("Target1ObjectId", "7"),
            ("Target2Type", ""),
            ("Target2ModifiedProperty1Name", ""),
            ("Objetivo3NombrePrincipalDeUsuario", "b@contoso.com"),
            ("TargetShape", "round"),
            ("AdditionalDetail7Value", "curl, or so"),
            ("AdditionalDetail7Key", "User-Agent"),
            ("AdditionalDetail1Key", ""),
        ]);
        assert!(row.is_null("ResultReason"));
        let targets = row.targets().expect("they decode");
        assert_eq!(targets.len(), 3, "the second is empty");
        assert_eq!(targets[0].id.as_deref(), Some("7"));
        assert_eq!(targets[1].user_principal_name.as_deref(), Some("b@contoso.com"));
        assert_eq!(targets[2].kind.as_deref(), Some("Group"));
        let changes = targets[0].changes().expect("they decode");
        assert_eq!(changes[0].display_name.as_deref(), Some("First"));
        assert_eq!(changes[0].old_value.as_ref().map(|raw| raw.text().into_owned()).as_deref(), Some("[]"));
        assert!(changes[0].new_value.is_none());
        assert_eq!(changes[1].new_value.as_ref().map(|raw| raw.text().into_owned()).as_deref(), Some(r#""\"x\"""#));
        let details = row.details();
        assert_eq!(details.len(), 1);
        assert_eq!(details[0].key.as_deref(), Some("User-Agent"));
    }

    #[test]
    fn numbered_columns_are_told_from_others() {
        for (name, is_numbered) in [
            ("Target12Type", true),
            ("Target1ModifiedProperty2NewValue", true),
            ("Target1ModifiedProperty2Shape", false),
            ("Target1Shape", false),
            ("AdditionalDetail7Value", true),
            ("AdditionalDetail7", false),
            ("Shape", false),
        ] {
            assert_eq!(PortalRow::is_numbered(name), is_numbered, "{name}");
        }
    }

    #[test]
    fn numbers_are_read_from_names() {
        for (name, split) in [
            ("Target1Type", Some((1, "Type"))),
            ("Target4294967295Type", Some((u32::MAX, "Type"))),
            ("Target4294967296Type", None),
            ("TargetType", None),
            ("Target1", None),
            ("Target", None),
            ("", None),
        ] {
            assert_eq!(split_number(name, "Target"), split, "{name}");
        }
    }
}
