//! Events as the normalized tables of Microsoft Sentinel have them.

use serde_json::{Map, Value, json};

use super::exporter::activity;
use super::ocsf::{product, unmapped};
use super::rules::{Class, RULES, Signs};
use crate::event::{ActorKind, DecodedEvent, Outcome, Target};

/// The schemas and the versions of them that the tables describe.
const VERSIONS: [(&str, &str); 3] = [("AuditEvent", "0.1"), ("UserManagement", "0.1.2"), ("Authentication", "0.1.3")];

/// The version of a schema.
pub(super) fn version(schema: &str) -> &'static str {
    VERSIONS.iter().find(|(name, _)| *name == schema).map_or("", |(_, version)| version)
}

/// The row, the name of its schema, and whether the event lacks what its class asks for.
pub(super) fn object(
    decoded: &DecodedEvent<'_>,
    signs: &Signs<'_>,
    class: &Class,
) -> (Map<String, Value>, String, bool) {
    let event = decoded.event();
    let actor = event.actor();
    let actor_name = actor.name().or(actor.id()).filter(|name| !name.is_empty());
    let (_, caption) = activity(class, signs);
    let (mut schema, mut event_type) = RULES.asim(class, caption);
    // A change of users asks who made it.
    let lacks = schema == "UserManagement" && actor_name.is_none();
    if lacks {
        (schema, event_type) = RULES.asim(RULES.named("api_activity"), caption);
    }
    let mut row = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            row.insert(name.to_owned(), value);
        }
    };
    let time = decoded.instant().and_then(|time| time.format(&time::format_description::well_known::Rfc3339).ok());
    for name in ["TimeGenerated", "EventStartTime", "EventEndTime"] {
        put(name, json!(time));
    }
    put("EventCount", json!(1));
    put("EventSchema", json!(schema));
    put("EventSchemaVersion", json!(version(schema)));
    put("EventType", json!(event_type));
    put(
        "EventResult",
        json!(match event.outcome() {
            Outcome::Success => "Success",
            Outcome::Partial => "Partial",
            Outcome::Failure | Outcome::Timeout => "Failure",
            _ => "NA",
        }),
    );
    put("EventOriginalResultDetails", json!(event.reason()));
    put("EventSeverity", json!("Informational"));
    put("EventVendor", json!("Microsoft"));
    put("EventProduct", json!(product(decoded)));
    put("Dvc", json!(product(decoded)));
    put("EventUid", json!(event.id()));
    put("EventOriginalUid", json!(event.id()));
    put("EventOriginalType", json!(event.activity()));
    put("HttpUserAgent", json!(event.user_agent()));
    put("SrcIpAddr", json!(actor.ip()));
    put("SrcPortNumber", json!(actor.port()));
    let app = event.app();
    put("ActingAppName", json!(app.as_ref().and_then(|app| app.name().map(str::to_owned))));
    put("ActingAppId", json!(app.as_ref().and_then(|app| app.id().map(str::to_owned))));
    if schema == "Authentication" {
        put("TargetUsername", json!(actor_name));
        put("TargetUsernameType", username_type(actor_name));
        put("TargetUserId", json!(actor.id()));
        put("TargetSessionId", json!(event.session_id()));
        put("TargetAppName", json!(product(decoded)));
    } else {
        put("ActorUsername", json!(actor_name));
        put("ActorUsernameType", username_type(actor_name));
        put("ActorUserId", json!(actor.id()));
        put("ActorSessionId", json!(event.session_id()));
        put(
            "ActorUserType",
            json!(match actor.kind() {
                ActorKind::User => Some("Regular"),
                ActorKind::Application => Some("Application"),
                ActorKind::ServicePrincipal => Some("Service Principal"),
                ActorKind::System => Some("System"),
                _ => None,
            }),
        );
    }
    put("ActorScopeId", json!(event.tenant_id()));
    let targets = decoded.targets();
    let of_kind =
        |kind: &str| targets.iter().find(|target| target.kind().is_some_and(|it| it.eq_ignore_ascii_case(kind)));
    match schema {
        "UserManagement" => {
            let is_of_group = class.key == "group_management";
            let user = if is_of_group { of_kind("User") } else { of_kind("User").or(targets.first()) };
            put("TargetUsername", json!(user.and_then(|user| user.name().or(user.id()))));
            put("TargetUserId", json!(user.and_then(Target::id)));
            let group = of_kind("Group").or(targets.first().filter(|_| is_of_group));
            put("GroupName", json!(group.and_then(Target::name)));
            put("GroupId", json!(group.and_then(Target::id)));
            let change = user.or(group).and_then(|target| target.changes().first());
            put("UpdatedPropertyName", json!(change.map(|change| change.property().to_owned())));
            put("PreviousPropertyValue", change.map_or(Value::Null, |change| json!(change.old())));
            put("NewPropertyValue", change.map_or(Value::Null, |change| json!(change.new_value())));
        }
        "AuditEvent" => {
            let target = targets.first();
            put("Operation", json!(event.activity().unwrap_or("unknown")));
            // An event without an object is about what logged it.
            let object =
                target.and_then(|target| target.name().or(target.id())).map_or_else(|| product(decoded), str::to_owned);
            put("Object", json!(object));
            put("ObjectId", json!(target.and_then(Target::id)));
            put("ObjectType", json!(object_type(class, target)));
            put("OriginalObjectType", json!(target.and_then(Target::kind)));
            let change = target.and_then(|target| target.changes().first());
            put("OldValue", change.map_or(Value::Null, |change| json!(change.old())));
            put("NewValue", change.map_or(Value::Null, |change| json!(change.new_value())));
            put("TargetAppName", json!(product(decoded)));
        }
        _ => {}
    }
    put("AdditionalFields", unmapped(decoded));
    (row, schema.to_owned(), lacks)
}

fn username_type(name: Option<&str>) -> Value {
    json!(name.map(|name| if name.contains('@') { "UPN" } else { "Simple" }))
}

/// `Policy Rule` for policies and rules, whatever their class is.
fn object_type(class: &Class, target: Option<&Target<'_>>) -> &'static str {
    let kind = target.and_then(Target::kind).unwrap_or_default().to_ascii_lowercase();
    if kind.contains("policy") || kind.contains("rule") { "Policy Rule" } else { class.object_type() }
}
