//! Messages and folders, as records of mailboxes hold them.

use std::borrow::Cow;

use serde::Deserialize;

use super::objects::{filled, text};
use crate::event::Target;
use crate::wire::Raw;

/// A message, of `Item`, `AffectedItems` or `FolderItems`.
#[derive(Deserialize)]
pub(super) struct Item {
    #[serde(default, rename = "Id")]
    id: Option<Raw<'static>>,
    #[serde(default, rename = "InternetMessageId")]
    internet_message_id: Option<Raw<'static>>,
    #[serde(default, rename = "Subject")]
    subject: Option<Raw<'static>>,
    #[serde(default, rename = "ParentFolder")]
    parent_folder: Option<ParentFolder>,
}

#[derive(Deserialize)]
struct ParentFolder {
    #[serde(default, rename = "Path")]
    path: Option<Raw<'static>>,
    #[serde(default, rename = "Name")]
    name: Option<Raw<'static>>,
}

/// A folder with the messages in it that were reached.
#[derive(Deserialize)]
pub(super) struct Folder {
    #[serde(default, rename = "Id")]
    id: Option<Raw<'static>>,
    #[serde(default, rename = "Path")]
    path: Option<Raw<'static>>,
    #[serde(default, rename = "FolderItems")]
    items: Option<Vec<Item>>,
}

impl From<Item> for Target<'_> {
    /// By the id that is the same in every mailbox, or else by the one of the store.
    fn from(item: Item) -> Self {
        let folder = item.parent_folder.and_then(|folder| text(folder.path).or(text(folder.name)));
        Target {
            kind: Some(Cow::Borrowed("Message")),
            id: text(item.internet_message_id).or(text(item.id)),
            name: text(item.subject),
            folder,
            ..Target::default()
        }
    }
}

impl Folder {
    /// The messages in it; of a folder that names none, itself.
    pub(super) fn messages<'r>(self) -> Vec<Target<'r>> {
        let path = text(self.path);
        let items = self.items.unwrap_or_default();
        if items.is_empty() {
            let folder = Target { kind: Some(Cow::Borrowed("Folder")), id: text(self.id), ..Target::default() };
            return filled(Target { name: path, ..folder }).into_iter().collect();
        }
        let in_folder = |item: Item| {
            let message = Target::from(item);
            Target { folder: message.folder.or(path.clone()), ..message }
        };
        items.into_iter().map(in_folder).collect()
    }
}
