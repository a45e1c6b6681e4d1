//! The rules by which a label changed, as expressions: those of `label`, column by column.

use super::expr::{Comparison, Expr, Step};
use crate::catalog::{LabelEffect, LabelEventType, LabelOperation, RecordType};
use crate::label::LabelChange;

// Columns that are only means. The tables themselves have few columns with an underscore in front, and none of these.
const OLD_ID: &str = "_OldLabelId";
const NEW_ID: &str = "_NewLabelId";
const OLD_RANK: &str = "_OldLabelRank";
const NEW_RANK: &str = "_NewLabelRank";
const DEED: &str = "_Deed";
const TYPE: &str = "_EventType";
const CHANGES: &str = "_Changes";

/// The names of the columns that a query adds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outputs {
    pub(super) new_name: &'static str,
    pub(super) old_name: &'static str,
    pub(super) new_path: &'static str,
    pub(super) old_path: &'static str,
    pub(super) change: &'static str,
}

pub(super) const OUTPUTS: Outputs = Outputs {
    new_name: "SensitivityLabelName",
    old_name: "OldSensitivityLabelName",
    new_path: "SensitivityLabelPath",
    old_path: "OldSensitivityLabelPath",
    change: "LabelChange",
};

/// The same with the ending that Azure Monitor asks of a column that is added to one of its own tables.
pub(super) const CUSTOM_OUTPUTS: Outputs = Outputs {
    new_name: "SensitivityLabelName_CF",
    old_name: "OldSensitivityLabelName_CF",
    new_path: "SensitivityLabelPath_CF",
    old_path: "OldSensitivityLabelPath_CF",
    change: "LabelChange_CF",
};

/// For a table with the columns of `MicrosoftPurviewInformationProtection`. It looks at the record types that `wanted` names.
pub(super) fn of_mpip(outputs: Outputs, wanted: impl Fn(RecordType) -> bool) -> Vec<Step> {
    let operations: Vec<_> = LabelOperation::all().iter().filter(|row| wanted(row.record_type())).collect();
    let written = |record_type: RecordType| vec![Expr::Integer(record_type.code().into())];
    let deed = deed(&operations, written, &Expr::Column("RecordType"));
    let id = |column| Expr::Column(column).bare().lower();
    let means = Step::Extend(vec![
        (OLD_ID, id("OldSensitivityLabelId")),
        (NEW_ID, id("SensitivityLabelId")),
        (TYPE, event_type()),
        (DEED, deed),
    ]);
    finish(vec![means], outputs, true, &[OLD_ID, NEW_ID, TYPE, DEED])
}

/// For `OfficeActivity`, which has no column for a label: the operation speaks, and of a site its changed property.
///
/// Which name that property has is not documented. So it has to be the only one that changed, and its values have to be
/// ids.
pub(super) fn of_office_activity(outputs: Outputs) -> Vec<Step> {
    // The table writes the name of a record type, or its number as text.
    let written = |record_type: RecordType| {
        vec![Expr::text(record_type.code().to_string()), Expr::text(record_type.name().to_ascii_lowercase())]
    };
    let record_type = || Expr::Column("RecordType").lower();
    let operations: Vec<_> = LabelOperation::all().iter().collect();
    let deed = deed(&operations, written, &record_type());
    let id = |value: &str| {
        let value = Expr::Column(CHANGES).member(vec![Expr::Integer(0), Expr::text(value)]);
        let value = Expr::Call("tostring", vec![value]).lower();
        let guid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        let guid = Expr::Call("extract", vec![Expr::text(format!("^{{?({guid})}}?$")), Expr::Integer(1), value]);
        let only = Expr::Call("array_length", vec![Expr::Column(CHANGES)]);
        let of_site = Expr::All(vec![
            Expr::In(Box::new(record_type()), written(RecordType::SharePoint)),
            Expr::Column(DEED).filled(),
            only.compare(Comparison::Equal, Expr::Integer(1)),
        ]);
        Expr::case(vec![(of_site, guid)], Expr::text(""))
    };
    let changes = Expr::Call("parse_json", vec![Expr::Column("ModifiedProperties")]);
    let means = vec![
        Step::Extend(vec![(DEED, deed), (CHANGES, changes)]),
        Step::Extend(vec![(OLD_ID, id("OldValue")), (NEW_ID, id("NewValue"))]),
    ];
    finish(means, outputs, false, &[OLD_ID, NEW_ID, DEED, CHANGES])
}

fn finish(means: Vec<Step>, outputs: Outputs, has_event_type: bool, used: &[&'static str]) -> Vec<Step> {
    let mut steps = means;
    steps.push(Step::Lookup { key: NEW_ID, name: outputs.new_name, path: outputs.new_path, rank: NEW_RANK });
    steps.push(Step::Lookup { key: OLD_ID, name: outputs.old_name, path: outputs.old_path, rank: OLD_RANK });
    steps.push(Step::Extend(vec![(outputs.change, change(has_event_type))]));
    steps.push(Step::Drop(used.iter().copied().chain([OLD_RANK, NEW_RANK]).collect()));
    steps
}

fn word(change: LabelChange) -> Expr {
    Expr::text(change.name())
}

/// What the operation says of the label: a word of `LabelChange`, or `changed`, or nothing.
fn deed(operations: &[&LabelOperation], written: impl Fn(RecordType) -> Vec<Expr>, record_type: &Expr) -> Expr {
    let says = |row: &LabelOperation| match row.effect() {
        LabelEffect::Applied => "applied",
        LabelEffect::Removed => "removed",
        LabelEffect::Changed => "changed",
        _ => "unchanged",
    };
    let arm = |deed: &str| {
        let rows = operations.iter().filter(|row| says(row) == deed);
        // One condition for all record types that write the same operations.
        let mut groups: Vec<(Vec<String>, Vec<Expr>)> = Vec::new();
        let mut of_type: Vec<(RecordType, Vec<String>)> = Vec::new();
        for row in rows {
            let name = row.operation().to_ascii_lowercase();
            let mut names = vec![name];
            // The unified audit log ends these names with a full stop.
            if row.record_type() == RecordType::AzureActiveDirectory {
                names.push(format!("{}.", names[0]));
            }
            match of_type.iter_mut().find(|(record_type, _)| *record_type == row.record_type()) {
                Some((_, others)) => others.extend(names),
                None => of_type.push((row.record_type(), names)),
            }
        }
        for (record_type, names) in of_type {
            match groups.iter_mut().find(|(others, _)| *others == names) {
                Some((_, types)) => types.extend(written(record_type)),
                None => groups.push((names, written(record_type))),
            }
        }
        let any = groups.into_iter().map(|(names, types)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let operation = Expr::Column("Operation").lower().one_of(&names);
            Expr::All(vec![Expr::In(Box::new(record_type.clone()), types), operation])
        });
        (Expr::Any(any.collect()), Expr::text(deed))
    };
    Expr::case(["applied", "removed", "changed", "unchanged"].map(arm).into(), Expr::text(""))
}

/// What the event itself says of the label: a word of `LabelChange`, or `none`, or nothing. It writes the name, or the
/// number as text.
fn event_type() -> Expr {
    let arm = |event_type: LabelEventType| {
        let name = event_type.name().to_ascii_lowercase();
        let says = match event_type {
            LabelEventType::LabelUpgraded => LabelChange::Upgraded.name(),
            LabelEventType::LabelDowngraded => LabelChange::Downgraded.name(),
            LabelEventType::LabelRemoved => LabelChange::Removed.name(),
            LabelEventType::LabelChangedSameOrder => LabelChange::SameOrder.name(),
            LabelEventType::None => "none",
        };
        let written = Expr::Column("LabelEventType").lower().one_of(&[&name, &event_type.code().to_string()]);
        (written, Expr::text(says))
    };
    Expr::case(LabelEventType::all().map(arm).collect(), Expr::text(""))
}

/// What happened to the label: by the event's own word, then by the operation, then by the ranks of both labels.
fn change(has_event_type: bool) -> Expr {
    let old = || Expr::Column(OLD_ID);
    let new = || Expr::Column(NEW_ID);
    let deed = || Expr::Column(DEED);
    let event_type = || Expr::Column(TYPE);
    let mut nothing = vec![old().empty(), new().empty(), deed().one_of(&["", "unchanged"])];
    if has_event_type {
        nothing.push(event_type().equals(""));
    }
    let mut arms = vec![(Expr::All(nothing), Expr::text(""))];
    if has_event_type {
        // A first label is reported as an upgrade, as a change of the same order, or as none.
        let first = vec![
            event_type().one_of(&["none", "upgraded", "same-order"]),
            old().empty(),
            new().filled(),
            deed().differs("unchanged"),
        ];
        arms.push((Expr::All(first), word(LabelChange::Applied)));
        arms.push((event_type().one_of(&["upgraded", "downgraded", "removed", "same-order"]), event_type()));
    }
    let rank = |how| Expr::Column(NEW_RANK).compare(how, Expr::Column(OLD_RANK));
    let unknown = Expr::Any(vec![Expr::Column(OLD_RANK).missing(), Expr::Column(NEW_RANK).missing()]);
    arms.extend([
        (deed().one_of(&["applied", "removed", "unchanged"]), deed()),
        (Expr::All(vec![new().filled(), old().compare(Comparison::Equal, new())]), word(LabelChange::Unchanged)),
        // An unknown label has no order; it is not the least sensitive one.
        (unknown, word(LabelChange::Undetermined)),
        (rank(Comparison::Greater), word(LabelChange::Upgraded)),
        (rank(Comparison::Less), word(LabelChange::Downgraded)),
    ]);
    Expr::case(arms, word(LabelChange::SameOrder))
}
