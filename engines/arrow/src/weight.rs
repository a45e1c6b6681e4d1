//! How much memory an event takes in a batch, at most.

use msaudit::event::{Change, DecodedEvent, Target};
use msaudit::label::LabelEvent;
use msaudit::read::Entry;

use crate::events::{LABEL, TARGETS, Wanted};
use crate::label::Named;
use crate::targets::shown;

/// The ends of texts, the keys of names, and flags.
const ROW: usize = 400;
const ITEM: usize = 32;

/// The bytes of all texts, and something for each field. Names count as if no two events shared one, but for
/// those of the catalogue: they are few.
pub(crate) fn weight(decoded: &DecodedEvent<'_>, entry: &Entry<'_>, wanted: Wanted, with_original: bool) -> usize {
    let event = decoded.event();
    let actor = event.actor();
    let app = event.app();
    let texts = [
        Some(entry.position().file()),
        event.id(),
        event.service(),
        event.category(),
        event.activity(),
        event.record_type().and_then(|code| code.as_text()),
        event.operation_type(),
        event.reason(),
        actor.id(),
        actor.name(),
        actor.ip().as_deref(),
        event.tenant_id(),
        event.correlation_id().as_deref(),
        event.session_id().as_deref(),
        event.user_agent().as_deref(),
        app.as_ref().and_then(|app| app.id()),
        app.as_ref().and_then(|app| app.name()),
        event.workload(),
    ]
    .iter()
    .flatten()
    .map(|text| text.len())
    .sum::<usize>();
    // What is not wanted is not decoded for its weight either.
    let targets = if wanted.has(TARGETS) { decoded.targets().iter().map(of_target).sum() } else { 0 };
    let label = if wanted.has(LABEL) { decoded.label().map_or(0, |event| of_label(decoded, event)) } else { 0 };
    let original = if with_original { entry.text().len() } else { 0 };
    ROW + texts + targets + label + original
}

fn length(texts: &[Option<&str>]) -> usize {
    texts.iter().flatten().map(|text| text.len()).sum()
}

fn of_target(target: &Target<'_>) -> usize {
    let changes: usize = target.changes().iter().map(of_change).sum();
    ITEM + length(&[target.kind(), target.id(), target.name(), target.folder(), target.label_id()]) + changes
}

fn of_change(change: &Change<'_>) -> usize {
    ITEM + length(&[Some(change.property()), shown(change.old()), shown(change.new_value())])
}

fn of_label(decoded: &DecodedEvent<'_>, event: &LabelEvent<'_>) -> usize {
    let (old, new) = (Named::old(decoded, event), Named::after(decoded, event));
    let protection = event.protection();
    let texts = [
        event.old_id(),
        old.name,
        old.path,
        event.new_id(),
        new.name,
        new.path,
        event.justification(),
        protection.owner(),
        protection.template_id(),
    ];
    let found = decoded.sensitive_info_types().iter().map(|found| {
        ITEM + length(&[found.sensitive_info_type_id.as_deref(), found.sensitive_info_type_name.as_deref()])
    });
    length(&texts) + found.sum::<usize>()
}
