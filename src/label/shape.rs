//! The shapes in which a list of labels comes, told by content. [`LabelBook`](super::LabelBook) lists them.

#![allow(unreachable_pub, reason = "records are public elsewhere")]

use serde::Deserialize;

use super::book_error::BookError;
use super::draft::Draft;
use super::{LabelId, LabelState};
use crate::input::{Limits, plain_table};
use crate::wire::{Object, Raw, Str, guid, record};

record! {
    /// An entry of any shape, with the names that each shape has for the same thing.
    pub struct Entry<'a> {
        /// `Get-Label` and what is made of it.
        guid: Str<'a> = "Guid" | "Guid_g" | "guid" | "GUID" | "LabelId" | "LabelGuid",
        /// The same id, in the same outputs.
        immutable_id: Str<'a> = "ImmutableId" | "ImmutableId_g" | "immutableId",
        /// Graph and ARM. In `Get-Label` something else, and only asked for last.
        id: Str<'a> = "id" | "Id" | "ID" | "Id_g",
        /// The name, or an internal one.
        name: Str<'a> = "name" | "Name" | "Name_s" | "LabelName",
        /// The name as users see it.
        display_name: Str<'a> = "displayName" | "DisplayName" | "DisplayName_s",
        /// Higher is more sensitive, in every shape.
        order: Raw<'a> = "sensitivity" | "priority" | "Priority" | "Priority_d" | "Priority_s" | "order" | "Order",
        /// An object, or the id.
        parent: Raw<'a> = "parent" | "Parent",
        /// The id of the parent.
        parent_id: Str<'a> = "ParentId" | "parentId" | "ParentId_g" | "ParentId_s",
        /// The name of the parent.
        parent_name: Str<'a> = "ParentLabelDisplayName" | "ParentLabelDisplayName_s" | "parentLabelDisplayName",
        /// Labels below it.
        sublabels: Raw<'a> = "sublabels" | "subLabels" | "Sublabels",
        /// Whether it can be used.
        is_active: Raw<'a> = "isActive" | "isEnabled" | "IsActive",
        /// Whether it cannot.
        disabled: Raw<'a> = "Disabled" | "disabled" | "Disabled_b" | "Disabled_s",
        /// Whether content can bear it; false for one with others below it.
        is_appliable: Raw<'a> = "isAppliable",
        /// Whether it only groups others.
        is_label_group: Raw<'a> = "IsLabelGroup" | "isLabelGroup",
        /// Of the canonical JSON.
        state: Str<'a> = "state",
    }
}

/// The entries of a text, in order.
pub(super) fn drafts(text: &str, limits: &Limits) -> Result<Vec<Draft>, BookError> {
    if text.len() > limits.book {
        return Err(BookError::new(format!("it is longer than the limit of {} bytes", limits.book)));
    }
    let drafts = match text.trim_start().as_bytes().first() {
        None => return Err(BookError::new("the text is empty")),
        Some(b'{' | b'[') => from_json(text, limits),
        // A name in a table may hold the words that tell a query.
        Some(_) => match from_table(text, limits) {
            Err(_) if text.contains("parse_json") || text.contains("labelsMap") => from_kql(text),
            drafts => drafts,
        },
    }?;
    check_count(drafts.len(), limits)?;
    match drafts.iter().find(|draft| draft.name.len() > LONGEST) {
        Some(Draft { entry, .. }) => {
            Err(BookError::new(format!("entry {entry}: the name is longer than the limit of {LONGEST} bytes")))
        }
        None => Ok(drafts),
    }
}

/// The longest name of a label, in bytes. Microsoft allows 64 characters; and each name stands in the path of every label
/// below it, so that one long name would be copied as often as there are others.
const LONGEST: usize = 1000;

fn check_count(labels: usize, limits: &Limits) -> Result<(), BookError> {
    if labels > limits.labels {
        return Err(BookError::new(format!("it has more than the limit of {} labels", limits.labels)));
    }
    Ok(())
}

fn from_json(text: &str, limits: &Limits) -> Result<Vec<Draft>, BookError> {
    #[derive(Deserialize)]
    struct Page<'a> {
        #[serde(borrow, alias = "labels")]
        value: Vec<Raw<'a>>,
    }

    let trimmed = text.trim_start();
    let entries: Vec<Raw<'_>> = if trimmed.starts_with('[') {
        serde_json::from_str(trimmed).map_err(BookError::new)?
    } else if let Ok(page) = serde_json::from_str::<Page<'_>>(trimmed) {
        page.value
    } else if let Ok(pairs) = serde_json::from_str::<super::pairs::Pairs>(trimmed) {
        return Ok(from_pairs(pairs.0));
    } else {
        vec![serde_json::from_str(trimmed).map_err(BookError::new)?]
    };
    let mut drafts = Vec::new();
    for (index, raw) in entries.iter().enumerate() {
        let number = index + 1;
        let entry = raw.decode::<Entry<'_>>().map_err(|error| BookError::new(format!("entry {number}: {error}")))?;
        add(&mut drafts, number, &entry, 0, None, limits)?;
    }
    if drafts.iter().all(|draft| draft.id.is_none()) && !drafts.is_empty() {
        return Err(BookError::new(
            "no entry has an id; expected labels with `id` or `Guid`, or `{\"<id>\": \"<name>\"}`",
        ));
    }
    Ok(drafts)
}

fn from_pairs(pairs: Vec<(String, String)>) -> Vec<Draft> {
    let draft = |(index, (id, name)): (usize, (String, String))| {
        // Some write it the other way round.
        let (id, name) = if is_guid(&name) && !is_guid(&id) { (name, id) } else { (id, name) };
        Draft::new(index + 1, &id, &name)
    };
    pairs.into_iter().enumerate().map(draft).collect()
}

/// Labels within labels that are followed. Graph nests parents or children, never deeper than two levels.
const DEEPEST: usize = 8;

/// Adds an entry, its parents and its children; `level` says within how many others it stands.
fn add(
    drafts: &mut Vec<Draft>,
    number: usize,
    entry: &Entry<'_>,
    level: usize,
    above: Option<LabelId>,
    limits: &Limits,
) -> Result<(), BookError> {
    check_count(drafts.len(), limits)?;
    if level > DEEPEST {
        let message = format!("entry {number}: labels stand deeper within each other than the limit of {DEEPEST}");
        return Err(BookError::new(message));
    }
    let decode = |raw: &Raw<'_>| -> Option<Entry<'static>> { raw.decode::<Entry<'_>>().ok().map(Entry::into_owned) };
    let mut draft = draft(number, entry);
    draft.nested = level > 0;
    let parent = entry.parent.as_ref();
    let parent_entry = parent.filter(|raw| raw.as_json().starts_with('{')).and_then(decode);
    let parent_text = parent.filter(|raw| raw.as_json().starts_with('"')).map(Raw::text);
    let parent_text = parent_text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let given = parent_text.map(LabelId::new).or_else(|| filled(&entry.parent_id).map(LabelId::new));
    draft.parent = given.or(above).filter(|parent| parent.guid() != Some(0));
    if let Some(parent) = parent_entry {
        draft.parent = draft.parent.or_else(|| self::draft(number, &parent).id);
        drafts.push(draft);
        return add(drafts, number, &parent, level + 1, None, limits);
    }
    let id = draft.id.clone();
    drafts.push(draft);
    let children: Vec<Raw<'_>> = entry.sublabels.as_ref().and_then(|raw| raw.decode().ok()).unwrap_or_default();
    for child in &children {
        let child = child.decode::<Entry<'_>>().map_err(|error| BookError::new(format!("entry {number}: {error}")))?;
        add(drafts, number, &child, level + 1, id.clone(), limits)?;
    }
    Ok(())
}

fn draft(number: usize, entry: &Entry<'_>) -> Draft {
    let names = [filled(&entry.display_name), filled(&entry.name)];
    let ids = [filled(&entry.guid), filled(&entry.immutable_id), filled(&entry.id)];
    // The id is whatever is a GUID, also where it stands in the place of the name and the name in its.
    let guid = ids.into_iter().flatten().find(|id| is_guid(id));
    let guid = guid.or_else(|| names.into_iter().flatten().find(|name| is_guid(name)));
    let id = guid.or_else(|| ids.into_iter().flatten().next());
    let name = names.into_iter().flatten().find(|name| Some(*name) != guid && !is_guid(name));
    let name = name.or_else(|| ids.into_iter().flatten().find(|text| Some(*text) != id && !is_guid(text)));
    let flag = |raw: &Option<Raw<'_>>| raw.as_ref().and_then(Raw::as_bool);
    let state = match (flag(&entry.is_label_group), flag(&entry.disabled), flag(&entry.is_active)) {
        (Some(true), _, _) => Some(LabelState::Group),
        (_, Some(true), _) | (_, _, Some(false)) => Some(LabelState::Disabled),
        _ if flag(&entry.is_appliable) == Some(false) => Some(LabelState::Group),
        (_, Some(false), _) | (_, _, Some(true)) => Some(LabelState::Active),
        _ => entry.state.as_deref().and_then(|state| state.parse().ok()),
    };
    Draft {
        entry: number,
        id: id.map(LabelId::new),
        name: name.unwrap_or_default().to_owned(),
        order: entry.order.as_ref().and_then(|raw| order(&raw.text())),
        parent: None,
        parent_name: filled(&entry.parent_name).map(str::to_owned),
        state,
        nested: false,
    }
}

/// A whole number, also written as `3.0`.
fn order(text: &str) -> Option<i64> {
    let text = text.trim();
    let whole =
        text.split_once('.').map_or(text, |(whole, rest)| if rest.bytes().all(|b| b == b'0') { whole } else { text });
    whole.parse().ok()
}

fn filled<'t>(text: &'t Option<Str<'_>>) -> Option<&'t str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn is_guid(text: &str) -> bool {
    guid::parse(text.trim()).is_some()
}

/// A table with named columns, or one with an id and a name under any header.
fn from_table(text: &str, limits: &Limits) -> Result<Vec<Draft>, BookError> {
    let mut rows = plain_table(text).into_iter();
    let header = rows.next().unwrap_or_default();
    let rows: Vec<Vec<String>> = rows.collect();
    if let Some(row) = rows.iter().position(|row| row.len() != header.len()) {
        let (cells, columns) = (rows[row].len(), header.len());
        return Err(BookError::new(format!("row {}: {cells} cells where the header has {columns}", row + 1)));
    }
    let named = header.iter().any(|name| matches!(name.as_str(), "Guid" | "Guid_g" | "ImmutableId"));
    let mut drafts = Vec::new();
    if named {
        for (index, row) in rows.iter().enumerate() {
            let cells = header.iter().map(String::as_str).zip(row.iter().map(String::as_str));
            let entry =
                Entry::of_cells(cells).map_err(|error| BookError::new(format!("row {}: {error}", index + 1)))?;
            add(&mut drafts, index + 1, &entry, 0, None, limits)?;
        }
        return Ok(drafts);
    }
    let holds_ids = |column: usize| !rows.is_empty() && rows.iter().all(|row| is_guid(&row[column]));
    let Some(id) = (0..header.len()).find(|&column| holds_ids(column)) else {
        return Err(BookError::new(
            "no column holds ids of labels; expected a table with a column of GUIDs and one of names",
        ));
    };
    let Some(name) = (0..header.len()).find(|&column| column != id) else {
        return Err(BookError::new("the table has ids and no names"));
    };
    let draft = |(index, row): (usize, &Vec<String>)| Draft::new(index + 1, &row[id], &row[name]);
    Ok(rows.iter().enumerate().map(draft).collect())
}

/// The `labelsMap` of the connector's documentation: JSON put together from KQL strings, so that it can be read off them
/// part by part: `"<id>": "<name>"`.
fn from_kql(text: &str) -> Result<Vec<Draft>, BookError> {
    let mut pairs = Vec::new();
    for literal in kql_strings(text) {
        let inner = literal.trim().trim_end_matches(',').trim_start_matches('{').trim_end_matches('}').trim();
        if inner.is_empty() {
            continue;
        }
        if let Ok(found) = serde_json::from_str::<super::pairs::Pairs>(&format!("{{{inner}}}")) {
            pairs.extend(found.0);
        }
    }
    if pairs.is_empty() {
        return Err(BookError::new("no `\"<id>\": \"<name>\"` in the query's strings"));
    }
    Ok(from_pairs(pairs))
}

/// The contents of the single-quoted strings of a query, escapes resolved.
fn kql_strings(text: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\'' {
            continue;
        }
        let mut string = String::new();
        while let Some(character) = characters.next() {
            match character {
                '\'' => break,
                // KQL's own escapes: `\'` and `\\`; what else follows a backslash belongs to the JSON inside.
                '\\' => match characters.next() {
                    Some(escaped @ ('\'' | '\\')) => string.push(escaped),
                    Some(other) => string.extend(['\\', other]),
                    None => {}
                },
                other => string.push(other),
            }
        }
        strings.push(string);
    }
    strings
}
