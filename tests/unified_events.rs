//! Events of the unified audit log, workload by workload: who, from where, with what, on what. The records are made by hand after
//! the schema page and the samples; the same record means the same in every format that holds it.

use msaudit::event::{ActorKind, Event, Outcome, Target};
use msaudit::read::Reader;
use serde_json::{Value, json};

/// What every record has, and what one adds.
fn record(record_type: i32, workload: &str, operation: &str, more: Value) -> Value {
    let mut record = json!({"CreationTime": "2025-03-03T10:00:00", "Id": "00000000-0000-4000-8000-000000000001",
        "RecordType": record_type, "UserType": 0, "UserKey": "k", "UserId": "ana@contoso.com", "Workload": workload,
        "Operation": operation, "OrganizationId": "00000000-0000-4000-8000-000000000009"});
    let Value::Object(more) = more else { panic!("it is an object") };
    record.as_object_mut().expect("it is one").extend(more);
    record
}

fn with_event<T>(record: &Value, look: impl FnOnce(Event<'_>) -> T) -> T {
    let json = record.to_string();
    let entry = Reader::new(json.as_bytes()).records().next().expect("one record").expect("it is read");
    look(entry.event())
}

/// The changes of a target as `property=value`.
fn changes(target: &Target<'_>) -> Vec<String> {
    let value = |change: &msaudit::event::Change<'_>| serde_json::to_value(change.new_value()).expect("it is written");
    target.changes().iter().map(|change| format!("{}={}", change.property(), value(change))).collect()
}

/// Kind, id and name of each target.
fn targets(record: &Value) -> Vec<[Option<String>; 3]> {
    with_event(record, |event| {
        let targets = event.targets().expect("they decode");
        targets.iter().map(|one| [one.kind(), one.id(), one.name()].map(|text| text.map(str::to_owned))).collect()
    })
}

fn texts(texts: [&str; 3]) -> [Option<String>; 3] {
    texts.map(|text| Some(text.to_owned()).filter(|text| !text.is_empty()))
}

#[test]
fn parameters_of_a_cmdlet_are_changes_in_every_shape() {
    let list =
        json!([{"Name": "Identity", "Value": "bo"}, {"Name": "ForwardingSmtpAddress", "Value": "x@evil.example"}]);
    for parameters in
        [list.clone(), json!(list.to_string()), json!("-Identity bo -ForwardingSmtpAddress x@evil.example")]
    {
        let record = record(1, "Exchange", "Set-Mailbox", json!({"ObjectId": "bo", "Parameters": parameters}));
        with_event(&record, |event| {
            let targets = event.targets().expect("they decode");
            assert_eq!(targets.len(), 1);
            assert_eq!(targets[0].id(), Some("bo"));
            let wanted = [r#"Identity="bo""#, r#"ForwardingSmtpAddress="x@evil.example""#];
            assert_eq!(changes(&targets[0]), wanted, "{parameters}");
        });
    }
}

#[test]
fn modified_properties_are_read_as_objects_as_one_and_as_bare_names() {
    for (properties, wanted) in [
        (json!([{"Name": "Role", "OldValue": "", "NewValue": "x"}]), vec![r#"Role="x""#]),
        (json!({"Name": "Role", "OldValue": "", "NewValue": "x"}), vec![r#"Role="x""#]),
        (json!(["AttachmentCollection", "Subject"]), vec!["AttachmentCollection=null", "Subject=null"]),
        (json!("[\"Subject\"]"), vec!["Subject=null"]),
        (json!("AttachmentCollection, Subject"), vec!["AttachmentCollection=null", "Subject=null"]),
    ] {
        let record = record(2, "Exchange", "Update", json!({"ObjectId": "o", "ModifiedProperties": properties}));
        with_event(&record, |event| assert_eq!(changes(&event.targets().expect("they decode")[0]), wanted));
    }
    // What is neither is told, and costs the targets alone.
    let odd = record(2, "Exchange", "Update", json!({"ModifiedProperties": [5]}));
    with_event(&odd, |event| assert!(event.targets().is_err() && event.activity() == Some("Update")));
}

#[test]
fn a_mailbox_record_names_messages_folder_and_mailbox() {
    let folders = json!([{"Path": "\\Inbox", "FolderItems": [{"InternetMessageId": "<a@b>", "Subject": "Invoice"}]},
        {"Path": "\\Sent", "FolderItems": []}]);
    let more = json!({"Folders": folders, "MailboxOwnerUPN": "bo@contoso.com", "MailboxGuid": "g", "AppId": "app-1",
        "ClientIPAddress": "2001:db8::1", "ClientInfoString": "Client=REST;;"});
    let record = record(50, "Exchange", "MailItemsAccessed", more);
    let wanted = [
        texts(["Message", "<a@b>", "Invoice"]),
        texts(["Folder", "", "\\Sent"]),
        texts(["Mailbox", "g", "bo@contoso.com"]),
    ];
    assert_eq!(targets(&record), wanted);
    with_event(&record, |event| {
        assert_eq!(event.targets().expect("they decode")[0].folder(), Some("\\Inbox"));
        assert_eq!(event.actor().ip().as_deref(), Some("2001:db8::1"));
        assert_eq!(event.user_agent().as_deref(), Some("Client=REST;;"));
        assert_eq!(event.app().expect("it is named").id(), Some("app-1"));
        assert_eq!(event.known().name(), Some("Accessed mailbox items"));
    });
}

#[test]
fn a_sign_in_names_application_session_agent_and_outcome() {
    let more = json!({"ResultStatus": "Success", "ActorIpAddress": "203.0.113.7", "ApplicationId": "app-6",
        "Target": [{"ID": "app-6", "Type": 0}], "LogonError": "InvalidUserNameOrPassword",
        "DeviceProperties": [{"Name": "SessionId", "Value": "s-7"}],
        "ExtendedProperties": [{"Name": "UserAgent", "Value": "Mozilla/5.0"}]});
    for (operation, outcome) in [("UserLoggedIn", Outcome::Success), ("UserLoginFailed", Outcome::Failure)] {
        let record = record(15, "AzureActiveDirectory", operation, more.clone());
        assert_eq!(targets(&record), [texts(["Application", "app-6", ""])]);
        with_event(&record, |event| {
            assert_eq!(event.outcome(), outcome);
            assert_eq!(event.session_id().as_deref(), Some("s-7"));
            assert_eq!(event.user_agent().as_deref(), Some("Mozilla/5.0"));
            assert_eq!(event.tenant_id(), Some("00000000-0000-4000-8000-000000000009"));
            assert_eq!(event.reason(), Some("InvalidUserNameOrPassword"));
        });
    }
    let silent = record(25, "MicrosoftTeams", "TeamCreated", json!({}));
    with_event(&silent, |event| assert_eq!(event.outcome(), Outcome::Unknown));
}

#[test]
fn sharing_copilot_alerts_and_teams_name_what_they_are_about() {
    let url = "https://contoso.sharepoint.com/a.docx";
    let shared = json!({"ObjectId": url, "SourceFileName": "a.docx", "TargetUserOrGroupType": "Guest",
        "TargetUserOrGroupName": "x@evil.example"});
    let shared = record(14, "SharePoint", "SharingSet", shared);
    assert_eq!(targets(&shared), [texts(["", url, "a.docx"]), texts(["Guest", "", "x@evil.example"])]);

    let read = json!([{"ID": "x", "Type": "docx", "Name": "plan.docx", "SensitivityLabelId": "l-1"}]);
    let copilot = json!({"CopilotEventData": {"AccessedResources": read}});
    let copilot = record(261, "Copilot", "CopilotInteraction", copilot);
    assert_eq!(targets(&copilot), [texts(["docx", "x", "plan.docx"])]);
    with_event(&copilot, |event| assert_eq!(event.targets().expect("they decode")[0].label_id(), Some("l-1")));

    let alert = json!({"AlertId": "a-1", "Name": "Mail redirected", "AlertEntityId": "bo", "EntityType": "User"});
    let alert = record(40, "SecurityComplianceCenter", "AlertEntityGenerated", alert);
    assert_eq!(targets(&alert), [texts(["Alert", "a-1", "Mail redirected"]), texts(["User", "", "bo"])]);

    let team =
        json!({"TeamGuid": "t-1", "TeamName": "Sales", "Members": [{"UPN": "bo@contoso.com", "DisplayName": "Bo"}]});
    let team = record(25, "MicrosoftTeams", "MemberAdded", team);
    assert_eq!(targets(&team), [texts(["Team", "t-1", "Sales"]), texts(["User", "bo@contoso.com", "Bo"])]);
}

#[test]
fn application_session_and_correlation_come_from_the_context_too() {
    let context = json!({"AADSessionId": "s", "ClientAppId": "c", "ClientAppName": "Rclone", "CorrelationId": "r"});
    for context in [context.clone(), json!(context.to_string())] {
        let record = record(6, "OneDrive", "FileAccessed", json!({"AppAccessContext": context}));
        with_event(&record, |event| {
            let app = event.app().expect("it is named");
            assert_eq!((app.id(), app.name()), (Some("c"), Some("Rclone")));
            assert_eq!(event.session_id().as_deref(), Some("s"));
            assert_eq!(event.correlation_id().as_deref(), Some("r"));
        });
    }
}

#[test]
fn actors_that_are_no_users_are_told_as_such() {
    for (user, user_type, kind) in [
        ("urn:spo:guest#x@evil.example", 0, ActorKind::Guest),
        ("urn:spo:anon#aa11", 0, ActorKind::Guest),
        ("app@sharepoint", 0, ActorKind::Application),
        ("ServicePrincipal_1", 0, ActorKind::ServicePrincipal),
        ("NT AUTHORITY\\SYSTEM (w3wp)", 2, ActorKind::System),
        ("S-1-5-18", 0, ActorKind::System),
        ("ana@contoso.com", 0, ActorKind::User),
        ("ana@contoso.com", 5, ActorKind::Application),
    ] {
        let record = record(6, "SharePoint", "FileAccessed", json!({"UserId": user, "UserType": user_type}));
        with_event(&record, |event| assert_eq!(event.actor().kind(), kind, "{user}"));
    }
}

#[test]
fn rows_of_office_activity_mean_the_same() {
    let more = json!({"Parameters": [{"Name": "Name", "Value": "."}], "ClientIP": "203.0.113.7:51234"});
    let record = record(1, "Exchange", "New-InboxRule", more.clone());
    let row = json!({"TimeGenerated": "2025-03-03T10:00:00Z", "RecordType": "ExchangeAdmin", "OfficeWorkload": "Exchange",
        "Operation": "New-InboxRule", "UserId": "ana@contoso.com", "UserType": "Regular", "ClientIP": "203.0.113.7:51234",
        "Parameters": more["Parameters"].to_string(), "Type": "OfficeActivity", "OfficeId": "o"});
    let answers = |event: Event<'_>| {
        let targets = event.targets().expect("they decode");
        let actor = event.actor();
        let who =
            (actor.kind(), actor.name().map(str::to_owned), actor.ip().map(std::borrow::Cow::into_owned), actor.port());
        (event.known().operation(), event.known().workload(), who, changes(&targets[0]))
    };
    let of_record = with_event(&record, answers);
    assert_eq!(of_record.3, [r#"Name=".""#]);
    assert_eq!(with_event(&row, answers), of_record);
}

#[test]
fn an_operation_is_known_by_name_and_listed_by_workload() {
    let known = |record_type, workload, operation| {
        with_event(&record(record_type, workload, operation, json!({})), |event| event.known())
    };
    let create = known(2, "Exchange", "Create");
    assert_eq!((create.name(), create.is_listed()), (Some("Created mailbox item"), Some(true)));
    let elsewhere = known(25, "MicrosoftTeams", "Create");
    assert_eq!(
        (elsewhere.operation(), elsewhere.name()),
        (create.operation(), None),
        "the word may mean another thing"
    );
    assert_eq!(elsewhere.is_listed(), Some(false));
    assert!(known(8, "AzureActiveDirectory", "Add user.").activity().is_some());
    assert!(known(8, "AzureActiveDirectory", "Add user.").operation().is_none());
    assert_eq!(known(99_999, "Moon", "Melt").matched(), None);
}
