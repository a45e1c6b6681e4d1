//! What was acted on, and what changed in it.

use arrow_array::ArrayRef;
use arrow_schema::Fields;
use msaudit::event::{Change, PropertyValue, Target};

use crate::column::{Flags, Lists, Names, Structs, Texts};
use crate::schema;

/// The column of targets.
#[derive(Default)]
pub(crate) struct Targets {
    kind: Names,
    id: Texts,
    name: Texts,
    changes: Lists<Changes>,
    folder: Texts,
    label_id: Names,
}

impl Targets {
    pub(crate) fn push(&mut self, target: &Target<'_>) {
        self.kind.append_option(target.kind());
        self.id.append_option(target.id());
        self.name.append_option(target.name());
        for change in target.changes() {
            self.changes.items.push(change);
        }
        self.changes.end(target.changes().len());
        self.folder.append_option(target.folder());
        self.label_id.append_option(target.label_id());
    }
}

impl Structs for Targets {
    fn fields() -> Fields {
        schema::target()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        vec![
            self.kind.array(),
            self.id.array(),
            self.name.array(),
            self.changes.finish(),
            self.folder.array(),
            self.label_id.array(),
        ]
    }
}

/// The column of changed properties.
#[derive(Default)]
pub(crate) struct Changes {
    property: Names,
    old: Texts,
    new: Texts,
    old_is_json: Flags,
    new_is_json: Flags,
}

impl Changes {
    fn push(&mut self, change: &Change<'_>) {
        self.property.append_value(change.property());
        for (value, text, is_json) in [
            (change.old(), &mut self.old, &mut self.old_is_json),
            (change.new_value(), &mut self.new, &mut self.new_is_json),
        ] {
            text.append_option(shown(value));
            is_json.append_value(value.as_json().is_some());
        }
    }
}

impl Structs for Changes {
    fn fields() -> Fields {
        schema::change()
    }

    fn columns(&mut self) -> Vec<ArrayRef> {
        vec![
            self.property.array(),
            self.old.array(),
            self.new.array(),
            self.old_is_json.array(),
            self.new_is_json.array(),
        ]
    }
}

/// The text of a value, or its JSON.
pub(crate) fn shown<'v>(value: &'v PropertyValue<'_>) -> Option<&'v str> {
    value.as_text().or_else(|| value.as_json())
}
