//! Objects that single workloads name in fields of their own.

use std::borrow::Cow;

use serde::Deserialize;

use super::objects::{decode, decode_one, filled, text};
use crate::event::Target;
use crate::wire::{DecodeError, Raw, Rest};

/// A kind of object, the fields that hold its id and those that hold its name; the first that is filled counts.
struct Named {
    kind: &'static str,
    ids: &'static [&'static str],
    names: &'static [&'static str],
}

const fn named(kind: &'static str, ids: &'static [&'static str], names: &'static [&'static str]) -> Named {
    Named { kind, ids, names }
}

/// Source: the tables of the schema page, section by section; Power BI's and Skype's from records.
const OBJECTS: [Named; 34] = [
    // Power BI
    named("Report", &["ReportId"], &["ReportName"]),
    named("Dashboard", &["DashboardId"], &["DashboardName"]),
    named("Dataset", &["DatasetId"], &["DatasetName"]),
    named("Dataflow", &["DataflowId"], &["DataflowName"]),
    named("Workspace", &["WorkspaceId"], &["WorkSpaceName", "WorkspaceName"]),
    named("Capacity", &["CapacityId"], &["CapacityName"]),
    // Defender, quarantine, encrypted messages, Teams and Viva Engage
    named("Message", &["InternetMessageId", "NetworkMessageId", "MessageId"], &["Subject"]),
    named("Url", &["Url", "URL"], &[]),
    named("Investigation", &["InvestigationId"], &["InvestigationName"]),
    named("Campaign", &["CampaignId"], &[]),
    named("Submission", &["SubmissionId"], &[]),
    named("Chat", &["ChatThreadId"], &["ChatName"]),
    named("Meeting", &["MeetingId"], &[]),
    named("AddOn", &["AddOnGuid"], &["AddOnName"]),
    named("File", &["FileId"], &["FileName"]),
    named("Group", &[], &["GroupName"]),
    named("User", &["TargetUserId"], &[]),
    // eDiscovery
    named("Case", &["CaseId"], &["CaseName", "Case"]),
    named("Object1", &["Object1Id"], &["Object1Name"]),
    named("Object2", &["Object2Id"], &["Object2Name"]),
    named("Query", &["QueryId"], &["QueryText"]),
    // Forms, Planner, Project, Dynamics, eSignature, Viva
    named("Form", &["FormId"], &["FormName"]),
    named("Plan", &["PlanId"], &[]),
    named("Project", &["ProjectId"], &[]),
    named("Task", &["TaskId", "TaskID"], &[]),
    named("Roadmap", &["RoadmapId", "RoadmapItemId"], &[]),
    named("Entity", &["EntityId"], &["EntityName"]),
    named("Agreement", &["AgreementId"], &[]),
    named("Pulse", &["PulseId"], &[]),
    // Policies, backup, updates, Skype for Business
    named("Policy", &["PolicyId", "PolicyID"], &["PolicyName"]),
    named("Configuration", &["ConfigId"], &["ConfigName"]),
    named("Profile", &[], &["ProfileName"]),
    named("Object", &[], &["ObjectName"]),
    named("BackupItem", &["BackupItemID", "BackupItemId"], &[]),
];

/// The file of a policy match or a verdict: `SharePointMetaData`, `DocumentMetaData`, `FileData`.
#[derive(Deserialize)]
struct File {
    #[serde(default, rename = "FilePathUrl", alias = "FilePath")]
    path: Option<Raw<'static>>,
    #[serde(default, rename = "UniqueId", alias = "DocumentId")]
    id: Option<Raw<'static>>,
    #[serde(default, rename = "FileName")]
    name: Option<Raw<'static>>,
}

impl From<File> for Target<'_> {
    fn from(file: File) -> Self {
        let id = text(file.path).or(text(file.id));
        Target { kind: Some(Cow::Borrowed("File")), id, name: text(file.name), ..Target::default() }
    }
}

/// The message of a policy match: `ExchangeMetaData`.
#[derive(Deserialize)]
struct Message {
    #[serde(default, rename = "MessageID", alias = "MessageId")]
    id: Option<Raw<'static>>,
    #[serde(default, rename = "Subject")]
    subject: Option<Raw<'static>>,
}

impl From<Message> for Target<'_> {
    fn from(message: Message) -> Self {
        let (id, name) = (text(message.id), text(message.subject));
        Target { kind: Some(Cow::Borrowed("Message")), id, name, ..Target::default() }
    }
}

/// The objects in fields of their own, in the order of the table, then those in objects.
pub(super) fn named_objects<'r>(rest: &'r Rest<'r>) -> Result<Vec<Target<'r>>, DecodeError> {
    let unknown = rest.unknown();
    if unknown.is_empty() {
        return Ok(Vec::new());
    }
    let raw = |name: &str| unknown.iter().find(|(field, _)| field.as_str() == name).map(|(_, value)| value);
    let first = |names: &[&str]| {
        let values = names.iter().filter_map(|name| raw(name)).filter(|value| !value.is_empty());
        values.map(|value| value.text()).find(|text| !text.is_empty())
    };
    let of_table = OBJECTS.iter().filter_map(|object| {
        let kind = Some(Cow::Borrowed(object.kind));
        filled(Target { kind, id: first(object.ids), name: first(object.names), ..Target::default() })
    });
    let mut objects: Vec<Target<'r>> = of_table.collect();
    for name in ["SharePointMetaData", "DocumentMetaData", "FileData"] {
        let file: Option<File> = decode_one(raw(name))?;
        objects.extend(file.map(Target::from).and_then(filled));
    }
    let message: Option<Message> = decode_one(raw("ExchangeMetaData"))?;
    objects.extend(message.map(Target::from).and_then(filled));
    let recipient =
        |name| Target { kind: Some(Cow::Borrowed("Recipient")), name: text(Some(name)), ..Target::default() };
    let recipients = decode::<Raw<'static>>(raw("Recipients"))?;
    objects.extend(recipients.into_iter().map(recipient).filter_map(filled));
    Ok(objects)
}
