//! What events say of a label.

use arrow_array::ArrayRef;
use arrow_schema::Fields;
use msaudit::event::{DecodedEvent, Part};
use msaudit::label::SensitiveInfoType;
use msaudit::label::{Label, LabelAssessment, LabelEvent, LabelMethod, ProtectionChange};
use msaudit::wire::Raw;

use crate::column::{Flags, Integers, Lists, Names, Structs, Texts};
use crate::schema;

/// The column of labels. Most events have none.
#[derive(Default)]
pub(crate) struct Labels {
    change: Names,
    old: Side,
    new: Side,
    evidence: Lists<Evidence>,
    agreement: Names,
    justification: Texts,
    how: Names,
    protection: Names,
    protected_before: Flags,
    protected_after: Flags,
    protection_owner: Texts,
    template_id: Names,
    sensitive_info_types: Lists<SensitiveInfoTypes>,
}

/// A label before or after, as an event and the book have it.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Named<'l> {
    id: Option<&'l str>,
    pub(crate) name: Option<&'l str>,
    pub(crate) path: Option<&'l str>,
}

impl<'l> Named<'l> {
    pub(crate) fn old(decoded: &'l DecodedEvent<'_>, event: &'l LabelEvent<'_>) -> Self {
        Self::new(decoded, event.old_id(), event.old_name())
    }

    pub(crate) fn after(decoded: &'l DecodedEvent<'_>, event: &'l LabelEvent<'_>) -> Self {
        Self::new(decoded, event.new_id(), event.new_name())
    }

    fn new(decoded: &'l DecodedEvent<'_>, id: Option<&'l str>, written: Option<&'l str>) -> Self {
        let label = decoded.label_in_book(id);
        Self { id, name: label.map(Label::name).or(written), path: label.map(Label::path) }
    }
}

#[derive(Default)]
struct Side {
    id: Names,
    name: Names,
    path: Names,
}

impl Side {
    fn push(&mut self, label: Named<'_>) {
        self.id.append_option(label.id);
        self.name.append_option(label.name);
        self.path.append_option(label.path);
    }

    fn columns(&mut self) -> [ArrayRef; 3] {
        [self.id.array(), self.name.array(), self.path.array()]
    }
}

impl Labels {
    /// Gives the number of values that are not of the type of their column, and are null there.
    pub(crate) fn push(
        &mut self,
        decoded: &DecodedEvent<'_>,
        event: &LabelEvent<'_>,
        assessment: &LabelAssessment,
    ) -> u64 {
        self.change.append_value(assessment.change().name());
        self.old.push(Named::old(decoded, event));
        self.new.push(Named::after(decoded, event));
        let mut witnesses = 0;
        for (from, says) in assessment.evidence() {
            self.evidence.items.from.append_value(from.name());
            self.evidence.items.says.append_value(says.name());
            witnesses += 1;
        }
        self.evidence.end(witnesses);
        self.agreement.append_value(assessment.agreement().name());
        self.justification.append_option(event.justification());
        self.how.append_option(event.how().map(LabelMethod::name));
        let protection = event.protection();
        self.protection.append_option(protection.change().map(ProtectionChange::name));
        self.protected_before.append_option(protection.before());
        self.protected_after.append_option(protection.after());
        self.protection_owner.append_option(protection.owner());
        self.template_id.append_option(protection.template_id());
        if decoded.problems().any(|problem| problem.part() == Part::SensitiveInfo) {
            self.sensitive_info_types.push_null();
            return 0;
        }
        let found = decoded.sensitive_info_types();
        let odd = found.iter().map(|found| self.sensitive_info_types.items.push(found)).sum();
        self.sensitive_info_types.end(found.len());
        odd
    }

    pub(crate) fn push_null(&mut self) {
        self.change.append_null();
        self.old.push(Named::default());
        self.new.push(Named::default());
        self.evidence.push_null();
        self.agreement.append_null();
        self.justification.append_null();
        self.how.append_null();
        self.protection.append_null();
        self.protected_before.append_null();
        self.protected_after.append_null();
        self.protection_owner.append_null();
        self.template_id.append_null();
        self.sensitive_info_types.push_null();
    }
}

impl Structs for Labels {
    fn fields() -> Fields {
        schema::label()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        let mut columns = vec![self.change.array()];
        columns.extend(self.old.columns());
        columns.extend(self.new.columns());
        columns.extend([
            self.evidence.finish(),
            self.agreement.array(),
            self.justification.array(),
            self.how.array(),
            self.protection.array(),
            self.protected_before.array(),
            self.protected_after.array(),
            self.protection_owner.array(),
            self.template_id.array(),
            self.sensitive_info_types.finish(),
        ]);
        columns
    }
}

#[derive(Default)]
struct Evidence {
    from: Names,
    says: Names,
}

impl Structs for Evidence {
    fn fields() -> Fields {
        schema::evidence()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        vec![self.from.array(), self.says.array()]
    }
}

#[derive(Default)]
struct SensitiveInfoTypes {
    id: Names,
    name: Names,
    count: Integers,
    confidence: Integers,
}

impl SensitiveInfoTypes {
    fn push(&mut self, found: &SensitiveInfoType<'_>) -> u64 {
        self.id.append_option(found.sensitive_info_type_id.as_deref());
        self.name.append_option(found.sensitive_info_type_name.as_deref());
        let mut odd = 0;
        for (raw, column) in [(&found.count, &mut self.count), (&found.confidence, &mut self.confidence)] {
            let number = raw.as_ref().and_then(integer);
            odd += u64::from(number.is_none() && raw.as_ref().is_some_and(|raw| !raw.is_empty()));
            column.append_option(number);
        }
        odd
    }
}

impl Structs for SensitiveInfoTypes {
    fn fields() -> Fields {
        schema::sensitive_info_type()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        vec![self.id.array(), self.name.array(), self.count.array(), self.confidence.array()]
    }
}

/// An integer, also where it is written as text.
fn integer(raw: &Raw<'_>) -> Option<i64> {
    raw.text().trim().parse().ok()
}
