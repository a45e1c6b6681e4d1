//! Events as OCSF has them.

use std::net::IpAddr;

use serde_json::{Map, Value, json};

use super::OCSF_VERSION;
use super::exporter::activity;
use super::rules::{Class, RULES, Signs};
use crate::event::{ActorKind, Change, DecodedEvent, Outcome, Target};

/// The object, the caption of its class, and whether the event lacks what its class asks for.
pub(super) fn object(
    decoded: &DecodedEvent<'_>,
    signs: &Signs<'_>,
    class: &Class,
) -> (Map<String, Value>, String, bool) {
    let fallback = RULES.named("api_activity");
    let about = about(decoded, signs, class);
    let mut lacks = about.is_none();
    let (class, about) = match about {
        Some(about) => (class, about),
        None => (fallback, about_call(decoded, signs)),
    };
    let (activity_id, activity_name) = activity(class, signs);
    let event = decoded.event();
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            object.insert(name.to_owned(), value);
        }
    };
    put("class_uid", json!(class.uid));
    put("class_name", json!(class.caption));
    put("category_uid", json!(class.category_uid));
    put("category_name", json!(class.category));
    put("activity_id", json!(activity_id));
    put("activity_name", json!(activity_name));
    put("type_uid", json!(class.uid * 100 + activity_id));
    put("type_name", json!(format!("{}: {}", class.caption, if activity_id == 99 { "Other" } else { activity_name })));
    put("time", json!(decoded.instant().map(|time| (time.unix_timestamp_nanos() / 1_000_000) as i64)));
    // Findings have a severity that these records do not tell.
    let (severity_id, severity) = if class.category_uid == 2 { (0, "Unknown") } else { (1, "Informational") };
    put("severity_id", json!(severity_id));
    put("severity", json!(severity));
    let (status_id, status) = match event.outcome() {
        Outcome::Success => (1, "Success"),
        Outcome::Failure => (2, "Failure"),
        Outcome::Unknown => (0, "Unknown"),
        other => (99, other.name()),
    };
    // Of a finding it is how far its handling is.
    if class.category_uid != 2 {
        put("status_id", json!(status_id));
        put("status", json!(status));
    }
    put("status_detail", json!(event.reason()));
    put("message", json!(event.activity()));
    put("metadata", metadata(decoded));
    let actor = actor(decoded);
    let needs_actor = ["api_activity", "file_hosting"].contains(&class.key);
    if needs_actor && actor.is_null() {
        // Nobody is named, so the service that logged it speaks for them.
        lacks = true;
        put("actor", json!({"app_name": product(decoded)}));
    } else if !["email_activity", "detection_finding"].contains(&class.key) {
        put("actor", actor);
    }
    match endpoint(decoded) {
        endpoint if !endpoint.is_null() && class.key != "detection_finding" => put("src_endpoint", endpoint),
        _ if needs_actor => put("src_endpoint", json!({"svc_name": product(decoded)})),
        _ => {}
    }
    if !["email_activity", "detection_finding", "data_security_finding"].contains(&class.key) {
        put("http_request", event.user_agent().map_or(Value::Null, |agent| json!({"user_agent": agent})));
    }
    about.into_iter().for_each(|(name, value)| put(name, value));
    put("unmapped", unmapped(decoded));
    (object, class.caption.to_owned(), lacks)
}

/// Members that a class asks for; none if the event does not tell them.
type About = Vec<(&'static str, Value)>;

fn about(decoded: &DecodedEvent<'_>, signs: &Signs<'_>, class: &Class) -> Option<About> {
    let targets = decoded.targets();
    let of_kind =
        |kind: &str| targets.iter().find(|target| target.kind().is_some_and(|it| it.eq_ignore_ascii_case(kind)));
    let first = || targets.iter().find(|target| called(target).is_some());
    let id = || decoded.event().id().filter(|id| !id.is_empty());
    Some(match class.key {
        "account_change" => {
            let user = of_kind("User").filter(|target| called(target).is_some()).or_else(first)?;
            vec![("user", user_of(user))]
        }
        "group_management" => {
            let group =
                of_kind("Group").and_then(named).or_else(|| group_told(decoded)).or_else(|| first().and_then(named))?;
            vec![
                ("group", group),
                ("user", of_kind("User").filter(|it| called(it).is_some()).map_or(Value::Null, user_of)),
            ]
        }
        "user_access" => {
            let privileges = privileges(decoded);
            let user = ["User", "ServicePrincipal"].iter().find_map(|kind| of_kind(kind)).or_else(first)?;
            if privileges.is_empty() || called(user).is_none() {
                return None;
            }
            vec![("user", user_of(user)), ("privileges", json!(privileges))]
        }
        "entity_management" => {
            let target = first()?;
            let mut entity = json!({"name": target.name(), "uid": target.id(), "type": target.kind()});
            strip(&mut entity);
            let mut result = entity.clone();
            let [old, new] = [true, false].map(|old| changes(target, old));
            if !old.is_empty() {
                entity["data"] = Value::Object(old);
            }
            let has_result = !new.is_empty();
            result["data"] = Value::Object(new);
            vec![("entity", entity), ("entity_result", if has_result { result } else { Value::Null })]
        }
        "authentication" => {
            let event = decoded.event();
            let actor = event.actor();
            let user = match (actor.name(), actor.id()) {
                (None, None) => user_of(first()?),
                (name, id) => user(name, id),
            };
            let app = event.app().and_then(|app| app.name().or(app.id()).map(str::to_owned));
            vec![("user", user), ("service", json!({"name": app.unwrap_or_else(|| product(decoded))}))]
        }
        "file_hosting" => vec![("file", file(first()?, signs)?)],
        "email_activity" => {
            let from =
                decoded.event().actor().name().filter(|name| name.contains('@') && !name.contains(' '))?.to_owned();
            vec![("email", json!({"from": from})), ("direction_id", json!(0)), ("direction", json!("Unknown"))]
        }
        "detection_finding" | "data_security_finding" => {
            vec![("finding_info", json!({"uid": id()?, "title": decoded.event().activity()}))]
        }
        _ => about_call(decoded, signs),
    })
}

/// What a call of an interface asks for, which every event tells.
fn about_call(decoded: &DecodedEvent<'_>, signs: &Signs<'_>) -> About {
    let operation = if signs.name.is_empty() { "unknown" } else { signs.name };
    let resources: Vec<Value> = decoded
        .targets()
        .iter()
        .filter(|target| called(target).is_some())
        .map(|target| {
            let mut resource = json!({"name": target.name(), "uid": target.id(), "type": target.kind()});
            strip(&mut resource);
            resource
        })
        .collect();
    let resources = if resources.is_empty() { Value::Null } else { Value::Array(resources) };
    vec![("api", json!({"operation": operation, "service": {"name": product(decoded)}})), ("resources", resources)]
}

fn called<'t>(target: &'t Target<'_>) -> Option<&'t str> {
    target.name().or(target.id()).filter(|text| !text.trim().is_empty())
}

fn user_of(target: &Target<'_>) -> Value {
    user(target.name(), target.id())
}

fn user(name: Option<&str>, id: Option<&str>) -> Value {
    let mut user = json!({"name": name, "uid": id});
    strip(&mut user);
    user
}

fn named(target: &Target<'_>) -> Option<Value> {
    called(target)?;
    Some(user_of(target))
}

/// The group that the change of a member names: `Group.ObjectID`, `Group.DisplayName`.
fn group_told(decoded: &DecodedEvent<'_>) -> Option<Value> {
    let mut group = Map::new();
    for change in decoded.targets().iter().flat_map(Target::changes) {
        let member = match change.property() {
            "Group.ObjectID" => "uid",
            "Group.DisplayName" => "name",
            _ => continue,
        };
        if let Some(text) = change.new_value().as_text().or(change.old().as_text()) {
            group.insert(member.to_owned(), json!(text));
        }
    }
    (!group.is_empty()).then_some(Value::Object(group))
}

/// What was granted or taken: roles, permissions and scopes that changes name, or a role that is a target.
fn privileges(decoded: &DecodedEvent<'_>) -> Vec<String> {
    let tells = |property: &str| {
        ["Role.DisplayName", "AppRole.Value", "ConsentAction.Permissions", "DelegatedPermissionGrant.Scope"]
            .contains(&property)
    };
    let mut privileges: Vec<String> = Vec::new();
    for target in decoded.targets() {
        for change in target.changes().iter().filter(|change| tells(change.property())) {
            privileges.extend(change.new_value().as_text().or(change.old().as_text()).map(str::to_owned));
        }
        if target.kind().is_some_and(|kind| kind.eq_ignore_ascii_case("Role")) {
            privileges.extend(called(target).map(str::to_owned));
        }
    }
    privileges.retain(|privilege| !privilege.is_empty());
    privileges.dedup();
    privileges
}

/// The values before or after, by property.
fn changes(target: &Target<'_>, old: bool) -> Map<String, Value> {
    let value = |change: &Change<'_>| json!(if old { change.old() } else { change.new_value() });
    let changes = target.changes().iter().map(|change| (change.property().to_owned(), value(change)));
    changes.filter(|(_, value)| !value.is_null()).collect()
}

fn file(target: &Target<'_>, signs: &Signs<'_>) -> Option<Value> {
    let path = called(target)?;
    let name =
        path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or(path);
    let has = |word: &str| signs.words.iter().any(|other| other == word);
    let (type_id, kind) = match () {
        () if has("folder") => (2, "Folder"),
        () if has("file") => (1, "Regular File"),
        () => (0, "Unknown"),
    };
    let path = (path != name).then_some(path);
    let mut file = json!({"name": name, "path": path, "type_id": type_id, "type": kind, "uid": target.id().filter(|_| target.name().is_some())});
    strip(&mut file);
    Some(file)
}

/// Who acted: a user, an application, or both.
fn actor(decoded: &DecodedEvent<'_>) -> Value {
    let event = decoded.event();
    let actor = event.actor();
    let app = event.app();
    let mut object = json!({
        "app_name": app.as_ref().and_then(|app| app.name().map(str::to_owned)),
        "app_uid": app.as_ref().and_then(|app| app.id().map(str::to_owned)),
        "session": event.session_id().map(|id| json!({"uid": id})),
    });
    if actor.name().or(actor.id()).is_some() {
        let is_app = matches!(actor.kind(), ActorKind::Application | ActorKind::ServicePrincipal);
        let mut user = user(actor.name(), actor.id());
        let (type_id, kind) = match actor.kind() {
            ActorKind::User => (1, "User"),
            ActorKind::System => (3, "System"),
            _ if is_app => (4, "Service"),
            _ => (0, "Unknown"),
        };
        user["type_id"] = json!(type_id);
        user["type"] = json!(kind);
        object["user"] = user;
    }
    strip(&mut object);
    if object.as_object().is_some_and(Map::is_empty) { Value::Null } else { object }
}

/// Where from: an address, or what stands in its place.
fn endpoint(decoded: &DecodedEvent<'_>) -> Value {
    let actor = decoded.event().actor();
    match actor.ip() {
        None => Value::Null,
        Some(text) => {
            let member = if text.parse::<IpAddr>().is_ok() { "ip" } else { "name" };
            let mut endpoint = json!({member: text, "port": actor.port()});
            strip(&mut endpoint);
            endpoint
        }
    }
}

fn metadata(decoded: &DecodedEvent<'_>) -> Value {
    let event = decoded.event();
    let mut metadata = json!({
        "version": OCSF_VERSION,
        "product": {"name": product(decoded), "vendor_name": "Microsoft"},
        "uid": event.id(),
        "correlation_uid": event.correlation_id(),
        "tenant_uid": event.tenant_id(),
        "event_code": event.activity(),
        "log_name": event.source_name(),
        "original_time": decoded.time(),
    });
    strip(&mut metadata);
    metadata
}

/// What logged it.
pub(super) fn product(decoded: &DecodedEvent<'_>) -> String {
    let event = decoded.event();
    if event.is_of_directory() {
        return "Microsoft Entra ID".to_owned();
    }
    event.workload().or(event.service()).filter(|name| !name.is_empty()).unwrap_or("Microsoft 365").to_owned()
}

/// Everything that is not said elsewhere, as events have it.
pub(super) fn unmapped(decoded: &DecodedEvent<'_>) -> Value {
    let said = [
        "id",
        "time",
        "outcome",
        "reason",
        "actor",
        "correlation_id",
        "session_id",
        "tenant_id",
        "user_agent",
        "app",
        "activity",
        "source",
    ];
    match serde_json::to_value(decoded) {
        Ok(Value::Object(mut event)) => {
            event.retain(|name, value| !said.contains(&name.as_str()) && !value.is_null());
            Value::Object(event)
        }
        _ => Value::Null,
    }
}

/// Takes out the members that say nothing.
fn strip(value: &mut Value) {
    if let Value::Object(members) = value {
        members.retain(|_, member| !member.is_null() && member.as_str() != Some(""));
    }
}
