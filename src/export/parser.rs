//! The model as functions of Kusto, over the tables that a workspace has.

use std::collections::BTreeSet;

use super::asim_table::AsimTable;
use super::exporter::activity;
use super::rules::{RULES, Signs};
use crate::catalog::{Activity, LabelOperation, Operation, fold};
use crate::named::named;
use crate::query::{KqlFunction, QueryError, QueryErrorKind, literal};

named! {
    "schema of ASIM";
    /// A schema of the Advanced Security Information Model.
    ///
    /// ```
    /// assert_eq!("user-management".parse(), Ok(msaudit::export::AsimSchema::UserManagement));
    /// ```
    pub enum AsimSchema {
        /// `AuditEvent`: changes of configuration, and whatever the other schemas do not have.
        AuditEvent = "audit-event",
        /// `UserManagement`: changes of users and groups.
        UserManagement = "user-management",
        /// `Authentication`: sign-ins.
        Authentication = "authentication",
    }
}

impl AsimSchema {
    /// What Microsoft calls it, and `EventSchema` holds.
    pub const fn title(self) -> &'static str {
        match self {
            Self::AuditEvent => "AuditEvent",
            Self::UserManagement => "UserManagement",
            Self::Authentication => "Authentication",
        }
    }
}

/// A parser of ASIM: a function of Kusto that gives the rows of one table that belong to one schema, in its columns.
///
/// Names of the catalogue get the type of event that an [`Exporter`](super::Exporter) gives them; a name that the catalogue lacks
/// is an `AuditEvent` of type `Other`, where the exporter goes by its words. Of `TargetResources` the first eight targets are looked
/// at, and of a record of the unified audit log the one object that its columns name.
///
/// ```
/// use msaudit::export::{AsimSchema, AsimTable, asim_parser};
///
/// let parser = asim_parser(AsimTable::AuditLogs, AsimSchema::UserManagement)?;
/// assert!(parser.body().contains("\"disable account\", \"UserDisabled\""));
/// assert!(parser.command("ASimUserManagementEntra").starts_with(".create-or-alter function ASimUserManagementEntra() {\n"));
/// # Ok::<(), msaudit::query::QueryError>(())
/// ```
///
/// # Errors
///
/// If no name that the table holds belongs to the schema.
pub fn asim_parser(table: AsimTable, schema: AsimSchema) -> Result<KqlFunction, QueryError> {
    let signs = signs(table);
    let rows = names(&signs, schema);
    if rows.is_empty() {
        let (schema, table) = (schema.title(), table.title());
        return Err(QueryError::new(QueryErrorKind::NoSuchEvents { schema, table }));
    }
    let pairs: BTreeSet<&String> = signs.iter().map(|(key, _)| key).filter(|key| key.contains('|')).collect();
    let pairs: Vec<String> = pairs.into_iter().map(|key| literal(key)).collect();
    let mut body = match pairs.is_empty() {
        true => String::new(),
        // Names that are placed by their category, and the categories.
        false => format!("let Pairs = dynamic([\n    {}\n]);\n", pairs.join(",\n    ")),
    };
    body += &format!("let Names = datatable({}) [\n{}];\n", names_columns(schema), rows.concat());
    body += table.title();
    body += "\n";
    for step in table.steps().iter().chain(&[placed(table, schema)]).chain(&columns(table, schema)) {
        body += &format!("| {step}\n");
    }
    Ok(KqlFunction::new(body))
}

/// The names that a table holds: each with the key of a row, and the signs of events with it. A name of the directory that is
/// placed by its category has a key for each.
fn signs(table: AsimTable) -> Vec<(String, Signs<'static>)> {
    let of_label = |row: &LabelOperation| match Activity::find(row.operation()) {
        Some(activity) => Some(Signs::of_activity(activity)),
        None => Operation::find(row.operation()).map(Signs::of_operation),
    };
    let alone = |signs: Signs<'static>| (fold(signs.name), signs);
    match table {
        AsimTable::AuditLogs => Activity::all().flat_map(of_directory).collect(),
        AsimTable::OfficeActivity => {
            // The log copies the directory's, whose names come first where both list one.
            let names = Activity::all().map(Signs::of_activity);
            names
                .chain(Operation::all().filter(|one| Activity::find(one.name()).is_none()).map(Signs::of_operation))
                .map(alone)
                .collect()
        }
        AsimTable::Mpip => {
            let signs = LabelOperation::all().iter().filter_map(of_label);
            signs.map(|signs| alone(Signs { source: "mpip", ..signs })).collect()
        }
    }
}

fn of_directory(activity: Activity) -> Vec<(String, Signs<'static>)> {
    let signs = Signs::of_activity(activity);
    let mut spellings: Vec<String> = std::iter::once(activity.name()).chain(activity.spellings()).map(fold).collect();
    spellings.sort_unstable();
    spellings.dedup();
    let mut all = Vec::new();
    for spelling in spellings {
        for &category in &signs.categories {
            let of_category = Signs { categories: vec![category], ..signs.clone() };
            if row(AsimSchema::AuditEvent, &of_category) != row(AsimSchema::AuditEvent, &signs)
                || row(AsimSchema::UserManagement, &of_category) != row(AsimSchema::UserManagement, &signs)
            {
                let written = std::iter::once(category.name()).chain(category.spellings());
                all.extend(
                    written.map(|name| (format!("{spelling}|{}", name.to_ascii_lowercase()), of_category.clone())),
                );
            }
        }
        all.push((spelling, signs.clone()));
    }
    all
}

/// The names of a schema, with the type of event of each.
fn names(signs: &[(String, Signs<'_>)], schema: AsimSchema) -> Vec<String> {
    let row = |(key, signs): &(String, Signs<'_>)| Some(format!("    {}, {},\n", literal(key), row(schema, signs)?));
    let mut rows: Vec<String> = signs.iter().filter_map(row).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// What a schema has of a name; nothing if it is none of its names. `AuditEvent` has what is nowhere else, so there the names of
/// the others are listed, too.
fn row(schema: AsimSchema, signs: &Signs<'_>) -> Option<String> {
    let (class, is_generic) = RULES.class(signs);
    let (_, caption) = activity(class, signs);
    let (found, event_type) = RULES.asim(class, caption);
    let is_here = found == schema.title();
    match schema {
        AsimSchema::AuditEvent if is_here => {
            (!is_generic).then(|| format!("\"{event_type}\", \"{}\", false", class.object_type()))
        }
        AsimSchema::AuditEvent => {
            let (_, event_type) = RULES.asim(RULES.named("api_activity"), caption);
            Some(format!("\"{event_type}\", \"{}\", true", class.object_type()))
        }
        AsimSchema::UserManagement | AsimSchema::Authentication => {
            is_here.then(|| format!("\"{event_type}\", {}", class.key == "group_management"))
        }
    }
}

const fn names_columns(schema: AsimSchema) -> &'static str {
    match schema {
        AsimSchema::AuditEvent => "_Key: string, EventType: string, _ObjectType: string, _Elsewhere: bool",
        AsimSchema::UserManagement | AsimSchema::Authentication => "_Key: string, EventType: string, _OfGroup: bool",
    }
}

/// The rows of the schema, and only these.
fn placed(table: AsimTable, schema: AsimSchema) -> String {
    let object_type = match table {
        AsimTable::AuditLogs => "\"Configuration Atom\"",
        AsimTable::OfficeActivity => {
            "iff(OfficeWorkload in~ (\"SharePoint\", \"OneDrive\"), \"Cloud Resource\", \"Configuration Atom\")"
        }
        AsimTable::Mpip => "\"Cloud Resource\"",
    };
    match schema {
        AsimSchema::AuditEvent => format!(
            "lookup kind=leftouter Names on _Key\n| extend EventType = coalesce(EventType, \"Other\"),\n    \
             _ObjectType = coalesce(_ObjectType, {object_type})\n\
             | where isempty(tostring(_Elsewhere)) or not(_Elsewhere) or isempty(ActorUsername)"
        ),
        // A change of users asks who made it.
        AsimSchema::UserManagement => "lookup kind=inner Names on _Key\n| where isnotempty(ActorUsername)".to_owned(),
        AsimSchema::Authentication => "lookup kind=inner Names on _Key".to_owned(),
    }
}

/// The target of a kind, of the first eight.
fn target_of(kind: &str, otherwise: &str) -> String {
    let arms = (0..8)
        .map(|at| format!("tostring(TargetResources[{at}].type) =~ \"{kind}\", TargetResources[{at}],\n        "));
    format!("case(\n        {}{otherwise})", arms.collect::<String>())
}

fn columns(table: AsimTable, schema: AsimSchema) -> Vec<String> {
    let mut steps = Vec::new();
    // Text that is no JSON is what it is.
    let value = |path: &str| format!("coalesce(tostring(parse_json(tostring({path}))), tostring({path}))");
    let (objects, own): (Vec<String>, &[&str]) = match (schema, table) {
        (AsimSchema::AuditEvent, AsimTable::AuditLogs) => (
            vec![
                "extend _Target = TargetResources[0]".to_owned(),
                "extend OriginalObjectType = tostring(_Target.type), ObjectId = tostring(_Target.id),\n    \
                 _ObjectName = coalesce(tostring(_Target.displayName), tostring(_Target.userPrincipalName), tostring(_Target.id))"
                    .to_owned(),
                format!(
                    "extend OldValue = {}, NewValue = {}",
                    value("_Target.modifiedProperties[0].oldValue"),
                    value("_Target.modifiedProperties[0].newValue")
                ),
            ],
            &["OldValue", "NewValue"],
        ),
        (AsimSchema::AuditEvent, AsimTable::OfficeActivity) => (
            vec!["extend OriginalObjectType = ItemType, ObjectId = OfficeObjectId,\n    \
                  _ObjectName = coalesce(SourceFileName, ItemName, OfficeObjectId)".to_owned()],
            &["HttpUserAgent"],
        ),
        (AsimSchema::AuditEvent, AsimTable::Mpip) => (
            vec!["extend OriginalObjectType = \"\", _ObjectName = coalesce(ItemName, ObjectId)".to_owned()],
            &[],
        ),
        (AsimSchema::UserManagement, AsimTable::AuditLogs) => (
            vec![
                format!(
                    "extend _User = {},\n    _Group = {}",
                    target_of("User", "iff(_OfGroup, dynamic(null), TargetResources[0])"),
                    target_of("Group", "iff(_OfGroup, TargetResources[0], dynamic(null))")
                ),
                "extend _Change = iff(isnotempty(tostring(_User)), _User.modifiedProperties[0], _Group.modifiedProperties[0])".to_owned(),
                format!(
                    "extend TargetUserId = tostring(_User.id), GroupId = tostring(_Group.id),\n    \
                     TargetUsername = coalesce(tostring(_User.displayName), tostring(_User.userPrincipalName), tostring(_User.id)),\n    \
                     GroupName = coalesce(tostring(_Group.displayName), tostring(_Group.userPrincipalName)),\n    \
                     UpdatedPropertyName = tostring(_Change.displayName),\n    PreviousPropertyValue = {}, NewPropertyValue = {}",
                    value("_Change.oldValue"),
                    value("_Change.newValue")
                ),
            ],
            &[
                "TargetUsername",
                "TargetUserId",
                "GroupName",
                "GroupId",
                "UpdatedPropertyName",
                "PreviousPropertyValue",
                "NewPropertyValue",
            ],
        ),
        (AsimSchema::UserManagement, AsimTable::OfficeActivity) => (
            vec!["extend TargetUsername = coalesce(TargetUserOrGroupName, UserSharedWith), GroupName = TeamName, GroupId = TeamGuid".to_owned()],
            &["TargetUsername", "GroupName", "GroupId"],
        ),
        (AsimSchema::UserManagement | AsimSchema::Authentication, _) => (Vec::new(), &[]),
    };
    steps.extend(objects);
    let version = super::asim::version(schema.title());
    let mut last = format!(
        "extend TimeGenerated = _Time, EventStartTime = _Time, EventEndTime = _Time, EventCount = 1,\n    \
         EventSchema = \"{}\", EventSchemaVersion = \"{version}\", EventSeverity = \"Informational\", EventVendor = \"Microsoft\",\n    \
         Dvc = EventProduct, EventOriginalUid = EventUid,\n    _NameType = iff(ActorUsername contains \"@\", \"UPN\", iff(isempty(ActorUsername), \"\", \"Simple\"))",
        schema.title()
    );
    let mut shown: Vec<&str> = vec![
        "TimeGenerated",
        "EventStartTime",
        "EventEndTime",
        "EventCount",
        "EventSchema",
        "EventSchemaVersion",
        "EventType",
        "EventResult",
        "EventOriginalResultDetails",
        "EventSeverity",
        "EventVendor",
        "EventProduct",
        "Dvc",
        "EventUid",
        "EventOriginalUid",
        "EventOriginalType",
        "SrcIpAddr",
        "ActorScopeId",
    ];
    match schema {
        AsimSchema::Authentication => {
            last += ",\n    TargetUsername = ActorUsername, TargetUserId = ActorUserId, TargetAppName = EventProduct";
            last += "\n| extend TargetUsernameType = _NameType";
            shown.extend(["TargetUsername", "TargetUsernameType", "TargetUserId", "TargetAppName"]);
        }
        AsimSchema::AuditEvent | AsimSchema::UserManagement => {
            last += "\n| extend ActorUsernameType = _NameType";
            shown.extend(["ActorUsername", "ActorUsernameType", "ActorUserId", "ActorUserType"]);
        }
    }
    if schema == AsimSchema::AuditEvent {
        last += ", Operation = coalesce(EventOriginalType, \"unknown\"), Object = coalesce(_ObjectName, EventProduct),\n    \
                 ObjectType = iff(OriginalObjectType contains \"policy\" or OriginalObjectType contains \"rule\", \"Policy Rule\", _ObjectType),\n    \
                 TargetAppName = EventProduct";
        shown.extend(["Operation", "Object", "ObjectId", "ObjectType", "OriginalObjectType", "TargetAppName"]);
    }
    shown.extend(own);
    steps.push(last);
    // Others read these names for the same.
    let aliases = match schema {
        AsimSchema::AuditEvent | AsimSchema::UserManagement => ", User = ActorUsername, IpAddr = SrcIpAddr",
        AsimSchema::Authentication => ", User = TargetUsername, IpAddr = SrcIpAddr",
    };
    steps.push(format!("project {}{aliases}", shown.join(", ")));
    steps
}
