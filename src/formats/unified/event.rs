//! How records of the unified audit log map to events, written once for all formats that hold them.

use std::borrow::Cow;

use super::mailbox::{Folder, Item};
use super::named::named_objects;
use super::objects::{AccessContext, CopilotData, Member, decode, decode_one};
use super::{IdentityValue, NameValue, ValueChange, changes, directory_kind, directory_object};
use crate::catalog::{Code, RecordType, UserType};
use crate::event::{Actor, ActorKind, App, Change, PropertyValue, Target};
use crate::wire::{DecodeError, List, Object, Raw, Rest};

type Text<'r> = Option<&'r str>;

/// What a record says that events are asked for, under the names of the Management Activity API. Each format fills in what
/// it holds, wherever it keeps it: as it stands, since most questions are about a few of the fields, and the compiler leaves
/// out what is not asked for, unless it must hand on the whole.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct UnifiedFields<'r> {
    pub(crate) record_type: Option<&'r Code<'r, RecordType>>,
    pub(crate) operation: Text<'r>,
    pub(crate) result_status: Text<'r>,
    pub(crate) user_type: Option<&'r Code<'r, UserType>>,
    pub(crate) user_id: Text<'r>,
    pub(crate) user_key: Text<'r>,
    /// The first address that is there.
    pub(crate) address: Text<'r>,
    pub(crate) inter_systems_id: Text<'r>,
    pub(crate) correlation_id: Text<'r>,
    pub(crate) session_id: Text<'r>,
    pub(crate) app_access_context: Option<&'r Raw<'r>>,
    pub(crate) user_agent: Text<'r>,
    pub(crate) client_info_string: Text<'r>,
    pub(crate) app_ids: [Text<'r>; 3],
    pub(crate) app_name: Text<'r>,
    pub(crate) extended_properties: Option<&'r List<'r, NameValue<'r>>>,
    pub(crate) device_properties: Option<&'r List<'r, NameValue<'r>>>,

    pub(crate) object_id: Text<'r>,
    pub(crate) item_type: Option<&'r Raw<'r>>,
    pub(crate) item_kind: Text<'r>,
    /// The names of the object, the best first.
    pub(crate) object_names: [Text<'r>; 2],
    /// The label that the object carries, where the operation is none on labels.
    pub(crate) label_id: Text<'r>,
    pub(crate) target: Option<&'r List<'r, IdentityValue<'r>>>,
    pub(crate) modified_properties: Option<&'r List<'r, ValueChange<'r>>>,
    pub(crate) parameters: Option<&'r List<'r, NameValue<'r>>>,

    pub(crate) item: Option<&'r Raw<'r>>,
    pub(crate) affected_items: Option<&'r Raw<'r>>,
    pub(crate) folders: Option<&'r Raw<'r>>,
    pub(crate) mailbox_guid: Text<'r>,
    pub(crate) mailbox_owner_upn: Text<'r>,

    pub(crate) shared_with: [Text<'r>; 2],
    pub(crate) shared_with_kind: Text<'r>,
    pub(crate) copilot_event_data: Option<&'r Raw<'r>>,
    pub(crate) alert_id: Text<'r>,
    pub(crate) alert_entity: Text<'r>,
    pub(crate) alert_entity_kind: Text<'r>,
    /// Name, value before and value after of a setting; the name is an alert's where there is one.
    pub(crate) setting: [Option<&'r Raw<'r>>; 3],
    pub(crate) team: [Text<'r>; 2],
    pub(crate) channel: [Text<'r>; 2],
    pub(crate) members: Option<&'r Raw<'r>>,
    /// Fields that only some workloads write.
    pub(crate) rest: Option<&'r Rest<'r>>,
}

impl<'r> UnifiedFields<'r> {
    /// The result. A sign-in that failed is one by its operation: its `ResultStatus` says that the request was served.
    #[inline]
    pub(crate) fn result(&self) -> Text<'r> {
        let failed = self.operation.is_some_and(|name| name.eq_ignore_ascii_case("UserLoginFailed"));
        if failed { Some("Failed") } else { self.result_status.or_else(|| success(self.rest?)) }
    }

    #[inline]
    pub(crate) fn actor(&self) -> Actor<'r> {
        // Some records put blanks around names and addresses.
        let [id, name, ip] = [self.user_key, self.user_id, self.address].map(|text| text.map(str::trim));
        Actor { kind: actor_kind(self.user_type, name), id, name, ip }
    }

    #[inline]
    pub(crate) fn correlation(&self) -> Option<Cow<'r, str>> {
        let of_context = || context(self.app_access_context)?.correlation_id;
        self.inter_systems_id.map(Cow::Borrowed).or_else(of_context).or(self.correlation_id.map(Cow::Borrowed))
    }

    #[inline]
    pub(crate) fn session(&self) -> Option<Cow<'r, str>> {
        let of_context = || context(self.app_access_context)?.session_id;
        let of_device = || property(self.device_properties, "SessionId");
        self.session_id.map(Cow::Borrowed).or_else(of_context).or_else(of_device)
    }

    #[inline]
    pub(crate) fn agent(&self) -> Option<Cow<'r, str>> {
        let extended = || property(self.extended_properties, "UserAgent");
        let text = self.user_agent.map(Cow::Borrowed).or_else(extended);
        text.or(self.client_info_string.map(Cow::Borrowed))
    }

    #[inline]
    pub(crate) fn app(&self) -> Option<App<'r>> {
        let context = context(self.app_access_context);
        let (id, name) = context.map(|context| (context.client_app_id, context.client_app_name)).unwrap_or_default();
        let own = self.app_ids.into_iter().flatten().next().map(Cow::Borrowed);
        App::named(own.or(id), self.app_name.map(Cow::Borrowed).or(name))
    }

    /// The objects of the activity: messages and their mailbox, or else the one object, followed by whom it was shared with,
    /// what Copilot read, and what an alert, a team or another workload names.
    pub(crate) fn targets(&self) -> Result<Vec<Target<'r>>, DecodeError> {
        let mut targets = self.messages()?;
        let mut changes = changes::of_properties(self.modified_properties)?;
        changes.extend(changes::of_parameters(self.parameters)?);
        if self.alert_id.is_none() {
            changes.extend(self.changed_setting());
        }
        if let Some(first) = targets.first_mut() {
            first.changes = changes;
        } else {
            targets.extend(self.object(changes)?);
        }
        let of =
            |kind, id, name| Target::named(id, name).map(|target| Target { kind: Some(Cow::Borrowed(kind)), ..target });
        targets.extend(of("Mailbox", self.mailbox_guid, self.mailbox_owner_upn));
        let shared_with = self.shared_with.into_iter().flatten().next();
        targets.extend(of(self.shared_with_kind.unwrap_or("User"), None, shared_with));
        targets.extend(self.resources()?);
        let alert_name = self.setting[0].filter(|_| self.alert_id.is_some()).map(|name| name.text().into_owned());
        targets
            .extend(of("Alert", self.alert_id, None).map(|alert| Target { name: alert_name.map(Cow::Owned), ..alert }));
        targets.extend(of(self.alert_entity_kind.unwrap_or("Entity"), None, self.alert_entity));
        targets.extend(of("Team", self.team[0], self.team[1]));
        targets.extend(of("Channel", self.channel[0], self.channel[1]));
        for member in decode::<Member>(self.members)? {
            targets.push(member.into());
        }
        // An alert's other ids are those of its policy and of the alert again.
        if let Some(rest) = self.rest.filter(|_| self.alert_id.is_none()) {
            let named = named_objects(rest)?;
            // An object of a name alone is one of those with kind and id.
            targets.retain(|one| {
                let is_bare = one.kind.is_none() && one.id.is_none() && one.changes.is_empty();
                !(is_bare && named.iter().any(|other| other.name == one.name))
            });
            targets.extend(named);
        }
        Ok(targets)
    }

    fn is_sign_in(&self) -> bool {
        matches!(
            self.record_type.and_then(Code::known),
            Some(RecordType::AzureActiveDirectoryAccountLogon | RecordType::AzureActiveDirectoryStsLogon)
        )
    }

    fn messages(&self) -> Result<Vec<Target<'r>>, DecodeError> {
        let items = decode::<Item>(self.item)?.into_iter().chain(decode::<Item>(self.affected_items)?);
        let mut messages: Vec<Target<'r>> = items.map(Target::from).collect();
        for folder in decode::<Folder>(self.folders)? {
            messages.extend(folder.messages());
        }
        Ok(messages)
    }

    /// The object of the directory, of a file or of a cmdlet; none if the record names nothing.
    fn object(&self, changes: Vec<Change<'r>>) -> Result<Option<Target<'r>>, DecodeError> {
        let ids = Object::decode_list(self.target)?;
        let mut object = if ids.is_empty() {
            let kind = self.item_type.map(Raw::text).filter(|kind| !kind.is_empty());
            let kind = kind.or(self.item_kind.map(Cow::Borrowed));
            let object = Target::named(None, self.object_names.into_iter().flatten().next());
            Target { kind, ..object.unwrap_or_default() }
        } else {
            directory_object(&ids)
        };
        if self.is_sign_in() {
            // The ids of a sign-in's target are those of the application, of which only the first is an id.
            let first = ids.iter().find_map(|id| id.id.as_deref()).map(|id| Cow::Owned(id.to_owned()));
            object.id = object.id.or(first).or(self.app_ids.into_iter().flatten().next().map(Cow::Borrowed));
            object.kind = object.kind.or(object.id.is_some().then_some(Cow::Borrowed("Application")));
        }
        if object.kind.is_none() {
            // Text that is no list tells no kind; whoever asks for the list itself is told.
            let extended = Object::decode_list(self.extended_properties).unwrap_or_default();
            object.kind = directory_kind(&extended).map(Cow::Owned);
        }
        let id = object.id.or(self.object_id.map(Cow::Borrowed));
        let object = Target { id, changes, label_id: self.label_id.map(Cow::Borrowed), ..object };
        let is_there = object.id.is_some() || object.name.is_some() || !object.changes.is_empty();
        Ok(is_there.then_some(object))
    }

    fn changed_setting(&self) -> Option<Change<'r>> {
        let [name, old, new] = self.setting;
        let is_there = |raw: &&Raw<'_>| !raw.is_empty();
        let property = Cow::Owned(name.filter(is_there)?.text().into_owned());
        (old.is_some() || new.is_some()).then(|| Change {
            property,
            old: PropertyValue::of(old).into_owned(),
            new: PropertyValue::of(new).into_owned(),
        })
    }

    fn resources(&self) -> Result<Vec<Target<'r>>, DecodeError> {
        let data: Option<CopilotData> = decode_one(self.copilot_event_data)?;
        Ok(data.map(|data| data.accessed_resources.into_iter().map(Target::from).collect()).unwrap_or_default())
    }
}

/// What Power BI writes instead of a result.
fn success(rest: &Rest<'_>) -> Option<&'static str> {
    let is_success = rest.unknown().iter().find(|(name, _)| name.as_str() == "IsSuccess")?.1.as_bool()?;
    Some(if is_success { "Success" } else { "Failed" })
}

/// `AppAccessContext`. What does not decode is the concern of whoever asks for the field itself.
fn context(raw: Option<&Raw<'_>>) -> Option<AccessContext> {
    decode_one(raw).ok().flatten()
}

/// The value of a property in a list of them. A list that does not decode has none; whoever asks for the list is told.
fn property(list: Option<&List<'_, NameValue<'_>>>, name: &str) -> Option<Cow<'static, str>> {
    let list = Object::decode_list(list).ok()?;
    let found = list.iter().find(|property| property.name.as_deref() == Some(name))?;
    Some(Cow::Owned(found.value.as_ref()?.text().into_owned()))
}

/// The kind of actor, by the kind of account and by the forms that `UserId` has for others than users.
pub(crate) fn actor_kind(user_type: Option<&Code<'_, UserType>>, user_id: Text<'_>) -> ActorKind {
    // Sources: the schema page on `UserId` (`SHAREPOINT\system`, `app@sharepoint`, `NT AUTHORITY\SYSTEM`), records of
    // public samples for the rest.
    const SYSTEM: [&str; 5] = ["NT AUTHORITY\\", "SHAREPOINT\\system", "S-1-5-18", "S-1-5-19", "S-1-5-20"];
    const OTHERS: [(&str, ActorKind); 3] = [
        ("urn:spo:", ActorKind::Guest),
        ("ServicePrincipal_", ActorKind::ServicePrincipal),
        ("app@sharepoint", ActorKind::Application),
    ];

    let starts = |form: &str| {
        let start = user_id.and_then(|id| id.as_bytes().get(..form.len()));
        start.is_some_and(|start| start.eq_ignore_ascii_case(form.as_bytes()))
    };
    if let Some((_, kind)) = OTHERS.into_iter().find(|(form, _)| starts(form)) {
        return kind;
    }
    match user_type.and_then(Code::known) {
        Some(UserType::Application) => ActorKind::Application,
        Some(UserType::ServicePrincipal) => ActorKind::ServicePrincipal,
        Some(UserType::System | UserType::CustomPolicy | UserType::SystemPolicy) => ActorKind::System,
        _ if SYSTEM.into_iter().any(starts) => ActorKind::System,
        Some(_) => ActorKind::User,
        None => ActorKind::Unknown,
    }
}
