//! Entries of a label book on their way to labels: doubles merged, parents found, ranks and paths worked out.

use std::collections::HashMap;

use super::book_error::{BookProblem, What};
use super::{Label, LabelId, LabelState};

/// An entry as a shape gives it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// Its number in the text, from 1.
    pub(super) entry: usize,
    /// `None` where the entry has no id at all.
    pub(super) id: Option<LabelId>,
    pub(super) name: String,
    pub(super) order: Option<i64>,
    pub(super) parent: Option<LabelId>,
    /// The parent's name, where the shape gives no id for it.
    pub(super) parent_name: Option<String>,
    pub(super) state: Option<LabelState>,
    /// It stands within another entry, as a parent or below one; seeing it again there is nothing odd.
    pub(super) nested: bool,
}

impl Draft {
    pub(super) fn new(entry: usize, id: &str, name: &str) -> Self {
        // Blanks around a name are those of the export: no shape keeps them. Blanks alone are no id.
        let (id, name) = (id.trim(), name.trim().to_owned());
        let id = (!id.is_empty()).then(|| LabelId::new(id));
        Self { entry, id, name, order: None, parent: None, parent_name: None, state: None, nested: false }
    }
}

/// The labels, in the order of the drafts, and what is odd about them.
pub(super) fn resolve(drafts: Vec<Draft>) -> (Vec<Label>, Vec<BookProblem>) {
    let mut problems = Vec::new();
    let (mut drafts, by_id) = merge(drafts, &mut problems);
    find_parents(&mut drafts, &by_id, &mut problems);
    let mut labels: Vec<Label> = Vec::with_capacity(drafts.len());
    for index in 0..drafts.len() {
        let above = ancestors(index, &drafts, &by_id);
        if above.is_none() {
            let draft = &drafts[index];
            let id = draft.id.clone().unwrap_or_else(|| LabelId::new(""));
            problems.push(BookProblem::new(draft.entry, What::Circle { id }));
        }
        // Nearest first. In a circle nothing is above.
        let above = above.unwrap_or_default();
        let draft = &drafts[index];
        let mut names: Vec<&str> = above.iter().rev().map(|&index| drafts[index].name.as_str()).collect();
        names.push(&draft.name);
        let path = names.join(" \\ ");
        let top = above.last().map_or(draft, |&top| &drafts[top]);
        labels.push(Label {
            id: draft.id.clone().unwrap_or_else(|| LabelId::new("")),
            name_at: path.len() - draft.name.len(),
            path,
            parent: above.first().and_then(|&parent| drafts[parent].id.clone()),
            order: draft.order,
            // A book may give the order of the sublabels only.
            rank: top.order.or(if above.is_empty() { draft.order } else { None }),
            state: draft.state,
        });
    }
    problems.sort_by_key(BookProblem::entry);
    (labels, problems)
}

/// One draft for each id: the first word holds, later ones only add what it lacks.
fn merge(drafts: Vec<Draft>, problems: &mut Vec<BookProblem>) -> (Vec<Draft>, HashMap<LabelId, usize>) {
    let mut merged: Vec<Draft> = Vec::new();
    let mut by_id: HashMap<LabelId, usize> = HashMap::new();
    for draft in drafts {
        let Some(id) = draft.id.clone() else {
            problems.push(BookProblem::new(draft.entry, What::NoId));
            continue;
        };
        let Some(&index) = by_id.get(&id) else {
            if draft.name.is_empty() {
                problems.push(BookProblem::new(draft.entry, What::NoName { id: id.clone() }));
            }
            by_id.insert(id, merged.len());
            merged.push(draft);
            continue;
        };
        let kept = &mut merged[index];
        let mut odd = |what| problems.push(BookProblem::new(draft.entry, what));
        let mut differs = false;
        if !draft.name.is_empty() && draft.name != kept.name {
            differs = true;
            odd(What::TwoNames { id: id.clone(), kept: kept.name.clone(), other: draft.name });
        }
        if let (Some(before), Some(order)) = (kept.order, draft.order)
            && before != order
        {
            differs = true;
            odd(What::TwoOrders { id: id.clone(), kept: before, other: order });
        }
        if !differs && !draft.nested && !kept.nested {
            odd(What::Twice { id, first: kept.entry });
        }
        kept.nested &= draft.nested;
        kept.order = kept.order.or(draft.order);
        kept.parent = kept.parent.take().or(draft.parent);
        kept.parent_name = kept.parent_name.take().or(draft.parent_name);
        kept.state = kept.state.or(draft.state);
    }
    (merged, by_id)
}

/// Gives parents that are known by name their id, and reports those that the book lacks.
fn find_parents(drafts: &mut [Draft], by_id: &HashMap<LabelId, usize>, problems: &mut Vec<BookProblem>) {
    // Only labels at the top have others below them, and their names are unique.
    let tops = drafts.iter().filter(|draft| draft.parent.is_none() && draft.parent_name.is_none());
    let tops: HashMap<String, LabelId> =
        tops.filter_map(|draft| Some((draft.name.to_lowercase(), draft.id.clone()?))).collect();
    for draft in drafts {
        let (Some(id), named) = (&draft.id, draft.parent_name.take()) else { continue };
        let orphan = |parent: String| BookProblem::new(draft.entry, What::Orphan { id: id.clone(), parent });
        match (&draft.parent, named) {
            (Some(parent), _) if by_id.contains_key(parent) => {}
            (Some(parent), _) => problems.push(orphan(parent.to_string())),
            (None, Some(name)) => match tops.get(&name.to_lowercase()) {
                Some(parent) => draft.parent = Some(parent.clone()),
                None => problems.push(orphan(name)),
            },
            (None, None) => {}
        }
    }
}

/// The drafts above one, nearest first; `None` if that goes round in a circle.
fn ancestors(index: usize, drafts: &[Draft], by_id: &HashMap<LabelId, usize>) -> Option<Vec<usize>> {
    // Microsoft's labels have two levels. More than this many is a circle, or no label book.
    const DEEPEST: usize = 16;

    let mut above = Vec::new();
    let mut at = index;
    while let Some(&parent) = drafts[at].parent.as_ref().and_then(|parent| by_id.get(parent)) {
        if parent == index || above.len() == DEEPEST {
            return None;
        }
        above.push(parent);
        at = parent;
    }
    Some(above)
}
