//! The typed records with serde alone, for whoever has the JSON in hand and needs no reader.
//!
//! ```text
//! cargo run --example serde_only
//! ```

use msaudit::catalog::{Activity, Open};
use msaudit::event::PropertyValue;
use msaudit::formats::graph::DirectoryAudit;

const JSON: &str = r#"{
    "activityDisplayName": "Add member to role",
    "result": "success",
    "targetResources": [{"type": "User", "userPrincipalName": "b@contoso.com", "modifiedProperties": [
        {"displayName": "Role.DisplayName", "oldValue": null, "newValue": "\"Global Administrator\""}
    ]}],
    "somethingNew": {"kept": true}
}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let audit: DirectoryAudit<'_> = serde_json::from_str(JSON)?;
    if audit.activity_display_name.as_ref().and_then(Open::known) == Some(Activity::AddMemberToRole) {
        for target in audit.targets()?.iter() {
            for change in target.changes()?.iter() {
                // Values are JSON in text; this sees through it.
                let value = PropertyValue::of(change.new_value.as_ref());
                println!("{}: {}", change.display_name.as_deref().unwrap_or("?"), value.as_text().unwrap_or("?"));
            }
        }
    }
    // Nothing is lost on the way back, known to the crate or not.
    let written: serde_json::Value = serde_json::from_str(&serde_json::to_string(&audit)?)?;
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(JSON)?);
    Ok(())
}
