//! One event as a row of a table.

use serde::Serialize;

use crate::event::{DecodedEvent, PropertyValue, Target};
use crate::label::{Agreement, AssessmentSource, Label, LabelChange};

/// So much of a text is shown: a record may hold a mebibyte, and a page many of them.
const LONGEST: usize = 300;

/// A change of a label.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LabelRow {
    pub(super) time: String,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) change: &'static str,
    pub(super) justification: String,
    pub(super) evidence: String,
    pub(super) place: String,
}

/// Any other event.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EventRow {
    pub(super) time: String,
    pub(super) who: String,
    pub(super) address: String,
    pub(super) activity: String,
    pub(super) what: String,
    pub(super) changes: String,
    pub(super) outcome: &'static str,
    pub(super) reason: String,
    pub(super) place: String,
}

impl LabelRow {
    pub(super) fn of(decoded: &DecodedEvent<'_>) -> Option<Self> {
        let event = decoded.label()?;
        let assessment = decoded.assessment()?;
        let [before, after] = [(event.old_id(), event.old_name()), (event.new_id(), event.new_name())]
            .map(|(id, name)| label_name(decoded, id, name));
        let mut evidence: Vec<String> = assessment
            .evidence()
            .filter(|&(_, says)| says != LabelChange::Undetermined)
            .map(|(from, says): (AssessmentSource, LabelChange)| format!("{}: {says}", from.name()))
            .collect();
        if assessment.agreement() == Agreement::Disagree {
            evidence.push("they disagree".to_owned());
        }
        Some(Self {
            time: time(decoded),
            who: who(decoded),
            what: what(decoded),
            before,
            after,
            change: assessment.change().name(),
            justification: shown(event.justification().unwrap_or_default()),
            evidence: evidence.join("; "),
            place: place(decoded),
        })
    }
}

impl EventRow {
    pub(super) fn of(decoded: &DecodedEvent<'_>) -> Self {
        let event = decoded.event();
        let changes = decoded.targets().iter().flat_map(Target::changes).map(|change| {
            let value = |value: &PropertyValue<'_>| serde_json::to_string(value).unwrap_or_default();
            let (old, new) = (value(change.old()), value(change.new_value()));
            if old == "null" {
                format!("{}: {new}", change.property())
            } else {
                format!("{}: {old} -> {new}", change.property())
            }
        });
        Self {
            time: time(decoded),
            who: who(decoded),
            address: event.actor().ip().unwrap_or_default().into_owned(),
            activity: shown(event.activity().unwrap_or_default()),
            what: what(decoded),
            changes: shown(&changes.take(20).collect::<Vec<_>>().join("; ")),
            outcome: event.outcome().name(),
            reason: shown(event.reason().unwrap_or_default()),
            place: place(decoded),
        }
    }
}

/// The path of a label in the book, or else its name, or else its id.
pub(super) fn label_name(decoded: &DecodedEvent<'_>, id: Option<&str>, name: Option<&str>) -> String {
    let path = decoded.label_in_book(id).map(Label::path);
    shown(path.or(name).or(id).unwrap_or("(none)"))
}

fn time(decoded: &DecodedEvent<'_>) -> String {
    // A page is for people: the day and the time to a second.
    decoded.time().map(|time| time.get(..19).unwrap_or(time).replace('T', " ")).unwrap_or_default()
}

fn who(decoded: &DecodedEvent<'_>) -> String {
    let actor = decoded.event().actor();
    shown(actor.name().or(actor.id()).unwrap_or_default())
}

fn what(decoded: &DecodedEvent<'_>) -> String {
    let names = decoded.targets().iter().filter_map(|target| target.name().or(target.id()));
    shown(&names.take(5).collect::<Vec<_>>().join(", "))
}

fn place(decoded: &DecodedEvent<'_>) -> String {
    let position = decoded.position();
    format!("{}: record {}", position.file(), position.record())
}

/// Text of a record as a page shows it: on one line, with what is invisible made visible, and cut.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            out.push('\u{2026}');
            break;
        }
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            _ if character.is_control() => out.push('\u{fffd}'),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                out.push('\u{fffd}');
            }
            _ => out.push(character),
        }
    }
    out
}
