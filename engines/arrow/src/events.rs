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
    wanted: Wanted,
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

/// The places of the columns that weigh most.
pub(crate) const TARGETS: usize = 14;
pub(crate) const LABEL: usize = 15;

/// Which columns are made, by their places in the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted(u32);

impl Default for Wanted {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl Wanted {
    pub(crate) fn none() -> Self {
        Self(0)
    }

    pub(crate) fn add(&mut self, place: usize) {
        self.0 |= 1 << place;
    }

    pub(crate) fn has(self, place: usize) -> bool {
        self.0 >> place & 1 == 1
    }

    /// Answers for one column after the other.
    fn in_order(self) -> impl FnMut() -> bool {
        let mut places = 0..;
        move || places.next().is_some_and(|place| self.has(place))
    }
}

impl Events {
    /// No column but these.
    pub(crate) fn of(wanted: Wanted) -> Self {
        Self { wanted, ..Self::default() }
    }

    pub(crate) fn wanted(&self) -> Wanted {
        self.wanted
    }

    /// Gives the number of values that are not of the type of their column, and are null there.
    pub(crate) fn push(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>) -> u64 {
        let event = decoded.event();
        let position = entry.position();
        let mut odd = 0;
        // In the order of the schema.
        let mut is_wanted = self.wanted.in_order();
        let mut column = |push: &mut dyn FnMut()| {
            if is_wanted() {
                push();
            }
        };
        column(&mut || self.source.append_value(event.source().name()));
        column(&mut || self.file.append_value(position.file()));
        // No file has as many records as the type has numbers.
        column(&mut || self.record.append_value(i64::try_from(position.record()).unwrap_or(i64::MAX)));
        column(&mut || self.id.append_option(event.id()));
        column(&mut || self.time.append_option(decoded.instant().map(microseconds)));
        column(&mut || self.service.append_option(event.service()));
        column(&mut || self.category.append_option(event.category()));
        column(&mut || self.activity.append_option(event.activity()));
        column(&mut || self.known.push(decoded.known()));
        column(&mut || {
            let record_type = event.record_type();
            self.record_type.nulls.append(record_type.is_some());
            self.record_type.value.push(record_type);
        });
        column(&mut || self.operation_type.append_option(event.operation_type()));
        column(&mut || self.outcome.append_value(event.outcome().name()));
        column(&mut || self.reason.append_option(event.reason()));
        column(&mut || self.actor.push(event.actor()));
        column(&mut || {
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
        });
        column(&mut || match decoded.label().zip(decoded.assessment()) {
            Some((event, assessment)) => {
                self.label.nulls.append_non_null();
                odd = self.label.value.push(decoded, event, &assessment);
            }
            None => {
                self.label.nulls.append_null();
                self.label.value.push_null();
            }
        });
        column(&mut || self.informational.append_value(event.is_informational()));
        column(&mut || {
            self.workload.append_option(decoded.known().workload().map(Workload::name).or(event.workload()));
        });
        column(&mut || self.correlation_id.append_option(event.correlation_id()));
        column(&mut || self.session_id.append_option(event.session_id()));
        column(&mut || self.tenant_id.append_option(event.tenant_id()));
        column(&mut || self.user_agent.append_option(event.user_agent()));
        column(&mut || {
            let app = event.app();
            self.app.nulls.append(app.is_some());
            self.app.value.push(app.as_ref());
        });
        column(&mut || {
            let wrappers: Vec<&str> = decoded.position().wrapped_in().map(Wrapper::name).collect();
            self.wrapped_in.append_option((!wrappers.is_empty()).then(|| wrappers.join("/")));
        });
        odd
    }

    pub(crate) fn finish(&mut self) -> Vec<ArrayRef> {
        let all: [ArrayRef; 24] = [
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
        ];
        let mut is_wanted = self.wanted.in_order();
        all.into_iter().filter(|_| is_wanted()).collect()
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
