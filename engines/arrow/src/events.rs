//! The columns of events.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_schema::Fields;
use msaudit::catalog::{Activity, Category, Code, MatchKind, Operation, RecordType, Service, Workload};
use msaudit::event::{Actor, App, DecodedEvent, KnownNames, Part};
use msaudit::read::{Entry, Wrapper};
use time::OffsetDateTime;

use crate::column::{Flags, Idents, Integers, Lists, Names, Optional, Structs, Texts, Times};
use crate::label::Labels;
use crate::schema;
use crate::targets::Targets;

/// All columns but `original`, in the order of the schema.
#[derive(Default)]
pub(crate) struct Events {
    source: Names,
    file: Names,
    record: Integers,
    id: Texts,
    time: Times,
    service: Names,
    category: Names,
    activity: Names,
    known: KnownColumns,
    record_type: Optional<RecordTypes>,
    operation_type: Names,
    outcome: Names,
    reason: Texts,
    actor: Actors,
    targets: Lists<Targets>,
    label: Optional<Labels>,
    informational: Flags,
    workload: Names,
    correlation_id: Texts,
    session_id: Texts,
    tenant_id: Names,
    user_agent: Texts,
    app: Optional<Apps>,
    wrapped_in: Names,
}

impl Events {
    /// Gives the number of values that are not of the type of their column, and are null there.
    pub(crate) fn push(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>) -> u64 {
        let event = decoded.event();
        let position = entry.position();
        self.source.append_value(event.source().name());
        self.file.append_value(position.file());
        // No file has as many records as the type has numbers.
        self.record.append_value(i64::try_from(position.record()).unwrap_or(i64::MAX));
        self.id.append_option(event.id());
        self.time.append_option(decoded.instant().map(microseconds));
        self.service.append_option(event.service());
        self.category.append_option(event.category());
        self.activity.append_option(event.activity());
        self.known.push(decoded.known());
        let record_type = event.record_type();
        self.record_type.nulls.append(record_type.is_some());
        self.record_type.value.push(record_type);
        self.operation_type.append_option(event.operation_type());
        self.outcome.append_value(event.outcome().name());
        self.reason.append_option(event.reason());
        self.actor.push(event.actor());
        self.informational.append_value(event.is_informational());
        self.workload.append_option(decoded.known().workload().map(Workload::name).or(event.workload()));
        self.correlation_id.append_option(event.correlation_id());
        self.session_id.append_option(event.session_id());
        self.tenant_id.append_option(event.tenant_id());
        self.user_agent.append_option(event.user_agent());
        let app = event.app();
        self.app.nulls.append(app.is_some());
        self.app.value.push(app.as_ref());
        let wrappers: Vec<&str> = decoded.position().wrapped_in().map(Wrapper::name).collect();
        self.wrapped_in.append_option((!wrappers.is_empty()).then(|| wrappers.join("/")));
        // First asked for, then whether that could be decoded.
        let targets = decoded.targets();
        if decoded.problems().any(|problem| problem.part() == Part::Targets) {
            self.targets.push_null();
        } else {
            for target in targets {
                self.targets.items.push(target);
            }
            self.targets.end(targets.len());
        }
        match decoded.label().zip(decoded.assessment()) {
            Some((event, assessment)) => {
                self.label.nulls.append_non_null();
                self.label.value.push(decoded, event, &assessment)
            }
            None => {
                self.label.nulls.append_null();
                self.label.value.push_null();
                0
            }
        }
    }

    pub(crate) fn finish(&mut self) -> Vec<ArrayRef> {
        vec![
            self.source.array(),
            self.file.array(),
            self.record.array(),
            self.id.array(),
            self.time.array(),
            self.service.array(),
            self.category.array(),
            self.activity.array(),
            Arc::new(self.known.finish(None)),
            self.record_type.finish(),
            self.operation_type.array(),
            self.outcome.array(),
            self.reason.array(),
            Arc::new(self.actor.finish(None)),
            self.targets.finish(),
            self.label.finish(),
            self.informational.array(),
            self.workload.array(),
            self.correlation_id.array(),
            self.session_id.array(),
            self.tenant_id.array(),
            self.user_agent.array(),
            self.app.finish(),
            self.wrapped_in.array(),
        ]
    }
}

/// Microseconds since 1970, the rest of the fraction cut off.
fn microseconds(time: OffsetDateTime) -> i64 {
    time.unix_timestamp() * 1_000_000 + i64::from(time.microsecond())
}

#[derive(Default)]
struct KnownColumns {
    service: Idents<Service>,
    category: Idents<Category>,
    activity: Idents<Activity>,
    matched: Names,
    listed: Flags,
    workload: Idents<Workload>,
    operation: Idents<Operation>,
    name: Names,
}

impl KnownColumns {
    fn push(&mut self, known: KnownNames) {
        self.service.push(known.service(), Service::ident);
        self.category.push(known.category(), Category::ident);
        self.activity.push(known.activity(), Activity::ident);
        self.matched.append_value(known.matched().map_or("none", MatchKind::name));
        self.listed.append_option(known.is_listed());
        self.workload.push(known.workload(), Workload::ident);
        self.operation.push(known.operation(), Operation::ident);
        self.name.append_option(known.name());
    }
}

impl Structs for KnownColumns {
    fn fields() -> Fields {
        schema::known()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        vec![
            self.service.finish(),
            self.category.finish(),
            self.activity.finish(),
            self.matched.array(),
            self.listed.array(),
            self.workload.finish(),
            self.operation.finish(),
            self.name.array(),
        ]
    }
}

#[derive(Default)]
struct RecordTypes {
    code: Integers,
    name: Names,
    written: Names,
}

impl RecordTypes {
    fn push(&mut self, code: Option<&Code<'_, RecordType>>) {
        let known = code.and_then(Code::known);
        let number = code.and_then(Code::as_number).or(known.map(|known| known.code().into()));
        self.code.append_option(number);
        self.name.append_option(known.map(RecordType::name));
        match code {
            // A number that is no integer is no code, and kept as it is all the same.
            Some(code) if code.as_text().is_none() && number.is_none() => self.written.append_value(code.to_string()),
            code => self.written.append_option(code.and_then(Code::as_text)),
        }
    }
}

impl Structs for RecordTypes {
    fn fields() -> Fields {
        schema::record_type()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        vec![self.code.array(), self.name.array(), self.written.array()]
    }
}

#[derive(Default)]
struct Actors {
    kind: Names,
    id: Texts,
    name: Texts,
    ip: Texts,
    port: Integers,
}

impl Actors {
    fn push(&mut self, actor: Actor<'_>) {
        self.kind.append_value(actor.kind().name());
        self.id.append_option(actor.id());
        self.name.append_option(actor.name());
        self.ip.append_option(actor.ip());
        self.port.append_option(actor.port().map(i64::from));
    }
}

impl Structs for Actors {
    fn fields() -> Fields {
        schema::actor()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        vec![self.kind.array(), self.id.array(), self.name.array(), self.ip.array(), self.port.array()]
    }
}

#[derive(Default)]
struct Apps {
    id: Names,
    name: Names,
}

impl Apps {
    fn push(&mut self, app: Option<&App<'_>>) {
        self.id.append_option(app.and_then(App::id));
        self.name.append_option(app.and_then(App::name));
    }
}

impl Structs for Apps {
    fn fields() -> Fields {
        schema::app()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        vec![self.id.array(), self.name.array()]
    }
}
