//! The JSON of a [`DecodedEvent`]: a contract, field by field in this order.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::{Actor, Change, DecodedEvent, PropertyValue, Target};
use crate::catalog::{Activity, Category, Code, Ident, MatchKind, Operation, RecordType, Service, Workload};
use crate::label::{Label, LabelAssessment, LabelEvent, LabelMethod, ProtectionChange, SensitiveInfoType};
use crate::wire::Raw;

#[derive(Serialize)]
struct EventJson<'l> {
    source: &'static str,
    file: &'l str,
    record: u64,
    id: Option<&'l str>,
    time: Option<&'l str>,
    service: Option<&'l str>,
    category: Option<&'l str>,
    activity: Option<&'l str>,
    known: KnownJson,
    record_type: Option<RecordTypeJson<'l>>,
    operation_type: Option<&'l str>,
    outcome: &'static str,
    reason: Option<&'l str>,
    actor: ActorJson<'l>,
    targets: Vec<TargetJson<'l>>,
    label: Option<LabelJson<'l>>,
    informational: bool,
    workload: Option<&'l str>,
    correlation_id: Option<Cow<'l, str>>,
    session_id: Option<Cow<'l, str>>,
    tenant_id: Option<&'l str>,
    user_agent: Option<Cow<'l, str>>,
    app: Option<AppJson<'l>>,
    wrapped_in: Option<String>,
}

#[derive(Serialize)]
struct AppJson<'l> {
    id: Option<Cow<'l, str>>,
    name: Option<Cow<'l, str>>,
}

#[derive(Serialize)]
struct KnownJson {
    service: Option<Ident>,
    category: Option<Ident>,
    activity: Option<Ident>,
    #[serde(rename = "match")]
    matched: &'static str,
    listed: Option<bool>,
    workload: Option<Ident>,
    operation: Option<Ident>,
    name: Option<&'static str>,
}

#[derive(Serialize)]
struct RecordTypeJson<'l> {
    code: &'l Code<'l, RecordType>,
    name: Option<&'static str>,
}

#[derive(Serialize)]
struct ActorJson<'l> {
    kind: &'static str,
    id: Option<&'l str>,
    name: Option<&'l str>,
    ip: Option<Cow<'l, str>>,
    port: Option<u16>,
}

#[derive(Serialize)]
struct TargetJson<'l> {
    kind: Option<&'l str>,
    id: Option<&'l str>,
    name: Option<&'l str>,
    changes: Vec<ChangeJson<'l>>,
    folder: Option<&'l str>,
    label_id: Option<&'l str>,
}

#[derive(Serialize)]
struct ChangeJson<'l> {
    property: &'l str,
    old: &'l PropertyValue<'l>,
    new: &'l PropertyValue<'l>,
}

#[derive(Serialize)]
struct LabelJson<'l> {
    change: &'static str,
    old_id: Option<&'l str>,
    old_name: Option<&'l str>,
    old_path: Option<&'l str>,
    new_id: Option<&'l str>,
    new_name: Option<&'l str>,
    new_path: Option<&'l str>,
    evidence: Vec<EvidenceJson>,
    agreement: &'static str,
    justification: Option<&'l str>,
    how: Option<&'static str>,
    protection: Option<&'static str>,
    protected_before: Option<bool>,
    protected_after: Option<bool>,
    protection_owner: Option<&'l str>,
    template_id: Option<&'l str>,
    sensitive_info_types: Vec<SensitiveInfoJson<'l>>,
}

#[derive(Serialize)]
struct SensitiveInfoJson<'l> {
    id: Option<&'l str>,
    name: Option<&'l str>,
    count: Option<&'l Raw<'l>>,
    confidence: Option<&'l Raw<'l>>,
}

#[derive(Serialize)]
struct EvidenceJson {
    from: &'static str,
    says: &'static str,
}

impl Serialize for DecodedEvent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let event = self.event();
        let known = self.known();
        EventJson {
            source: event.source_name(),
            file: self.position().file(),
            record: self.position().record(),
            id: event.id(),
            time: self.time(),
            service: event.service(),
            category: event.category(),
            activity: event.activity(),
            known: KnownJson {
                service: known.service().map(Service::ident),
                category: known.category().map(Category::ident),
                activity: known.activity().map(Activity::ident),
                matched: known.matched().map_or("none", MatchKind::name),
                listed: known.is_listed(),
                workload: known.workload().map(Workload::ident),
                operation: known.operation().map(Operation::ident),
                name: known.name(),
            },
            record_type: event
                .record_type()
                .map(|code| RecordTypeJson { code, name: code.known().map(RecordType::name) }),
            operation_type: event.operation_type(),
            outcome: event.outcome().name(),
            reason: event.reason(),
            actor: actor(event.actor()),
            targets: self.targets().iter().map(target).collect(),
            label: self.label().zip(self.assessment()).map(|(event, assessment)| label(self, event, &assessment)),
            informational: event.is_informational(),
            workload: known.workload().map(Workload::name).or(event.workload()),
            correlation_id: event.correlation_id(),
            session_id: event.session_id(),
            tenant_id: event.tenant_id(),
            user_agent: event.user_agent(),
            app: event.app().map(|app| AppJson { id: app.id, name: app.name }),
            wrapped_in: self.position().wrapped_in_name(),
        }
        .serialize(serializer)
    }
}

fn actor(actor: Actor<'_>) -> ActorJson<'_> {
    ActorJson { kind: actor.kind().name(), id: actor.id(), name: actor.name(), ip: actor.ip(), port: actor.port() }
}

fn target<'l>(target: &'l Target<'_>) -> TargetJson<'l> {
    let change =
        |change: &'l Change<'_>| ChangeJson { property: change.property(), old: change.old(), new: change.new_value() };
    TargetJson {
        kind: target.kind(),
        id: target.id(),
        name: target.name(),
        changes: target.changes().iter().map(change).collect(),
        folder: target.folder(),
        label_id: target.label_id(),
    }
}

fn label<'l>(decoded: &'l DecodedEvent<'_>, event: &'l LabelEvent<'_>, assessment: &LabelAssessment) -> LabelJson<'l> {
    let (old, new) = (decoded.label_in_book(event.old_id()), decoded.label_in_book(event.new_id()));
    let evidence = assessment.evidence().map(|(from, says)| EvidenceJson { from: from.name(), says: says.name() });
    LabelJson {
        change: assessment.change().name(),
        old_id: event.old_id(),
        old_name: old.map(Label::name).or(event.old_name()),
        old_path: old.map(Label::path),
        new_id: event.new_id(),
        new_name: new.map(Label::name).or(event.new_name()),
        new_path: new.map(Label::path),
        evidence: evidence.collect(),
        agreement: assessment.agreement().name(),
        justification: event.justification(),
        how: event.how().map(LabelMethod::name),
        protection: event.protection().change().map(ProtectionChange::name),
        protected_before: event.protection().before(),
        protected_after: event.protection().after(),
        protection_owner: event.protection().owner(),
        template_id: event.protection().template_id(),
        sensitive_info_types: decoded.sensitive_info_types().iter().map(sensitive_info).collect(),
    }
}

fn sensitive_info<'l>(found: &'l SensitiveInfoType<'_>) -> SensitiveInfoJson<'l> {
    SensitiveInfoJson {
        id: found.sensitive_info_type_id.as_deref(),
        name: found.sensitive_info_type_name.as_deref(),
        count: found.count.as_ref(),
        confidence: found.confidence.as_ref(),
    }
}
