//! Parts of records that only some workloads write, as far as events are asked for them.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::event::Target;
use crate::wire::{DecodeError, Raw};

/// `AppAccessContext`: how the application reached the service.
#[derive(Deserialize)]
struct AccessContextJson {
    #[serde(default, rename = "AADSessionId")]
    session_id: Option<Raw<'static>>,
    #[serde(default, rename = "ClientAppId")]
    client_app_id: Option<Raw<'static>>,
    #[serde(default, rename = "ClientAppName")]
    client_app_name: Option<Raw<'static>>,
    #[serde(default, rename = "CorrelationId")]
    correlation_id: Option<Raw<'static>>,
}

/// The same, with what is empty left out.
#[derive(Deserialize)]
#[serde(from = "AccessContextJson")]
pub(super) struct AccessContext {
    pub(super) session_id: Option<Cow<'static, str>>,
    pub(super) client_app_id: Option<Cow<'static, str>>,
    pub(super) client_app_name: Option<Cow<'static, str>>,
    pub(super) correlation_id: Option<Cow<'static, str>>,
}

impl From<AccessContextJson> for AccessContext {
    fn from(json: AccessContextJson) -> Self {
        Self {
            session_id: text(json.session_id),
            client_app_id: text(json.client_app_id),
            client_app_name: text(json.client_app_name),
            correlation_id: text(json.correlation_id),
        }
    }
}

/// `CopilotEventData`.
#[derive(Deserialize)]
pub(super) struct CopilotData {
    #[serde(default, rename = "AccessedResources")]
    pub(super) accessed_resources: Vec<Resource>,
}

/// What Copilot read for its answer.
#[derive(Deserialize)]
pub(super) struct Resource {
    #[serde(default, rename = "ID", alias = "Id")]
    id: Option<Raw<'static>>,
    #[serde(default, rename = "SiteUrl")]
    site_url: Option<Raw<'static>>,
    #[serde(default, rename = "Name")]
    name: Option<Raw<'static>>,
    #[serde(default, rename = "Type")]
    kind: Option<Raw<'static>>,
    #[serde(default, rename = "SensitivityLabelId")]
    label_id: Option<Raw<'static>>,
}

impl From<Resource> for Target<'_> {
    fn from(resource: Resource) -> Self {
        Target {
            kind: text(resource.kind),
            id: text(resource.id).or(text(resource.site_url)),
            name: text(resource.name),
            label_id: text(resource.label_id),
            ..Target::default()
        }
    }
}

/// A member of a team, chat or group.
#[derive(Deserialize)]
pub(super) struct Member {
    #[serde(default, rename = "UPN")]
    upn: Option<Raw<'static>>,
    #[serde(default, rename = "DisplayName")]
    display_name: Option<Raw<'static>>,
}

impl From<Member> for Target<'_> {
    fn from(member: Member) -> Self {
        let (id, name) = (text(member.upn), text(member.display_name));
        Target { kind: Some(Cow::Borrowed("User")), id, name, ..Target::default() }
    }
}

/// The elements of a list, one alone, or the text of either; nothing where the field is missing or empty.
pub(super) fn decode<T: DeserializeOwned>(raw: Option<&Raw<'_>>) -> Result<Vec<T>, DecodeError> {
    let Some(raw) = raw.filter(|raw| !raw.is_empty()) else { return Ok(Vec::new()) };
    let json = raw.inner();
    let is_list = json.trim_start().starts_with('[');
    let decoded = if is_list { serde_json::from_str(&json) } else { serde_json::from_str(&json).map(|one| vec![one]) };
    decoded.map_err(DecodeError::new)
}

/// The value, or the text of it.
pub(super) fn decode_one<T: DeserializeOwned>(raw: Option<&Raw<'_>>) -> Result<Option<T>, DecodeError> {
    Ok(decode(raw)?.into_iter().next())
}

/// The text of a value that is there and not empty.
pub(super) fn text<'r>(raw: Option<Raw<'_>>) -> Option<Cow<'r, str>> {
    raw.filter(|raw| !raw.is_empty()).map(|raw| Cow::Owned(raw.text().into_owned()))
}

/// A target that says which it is.
pub(super) fn filled(target: Target<'_>) -> Option<Target<'_>> {
    (target.id.is_some() || target.name.is_some()).then_some(target)
}
