//! What records are made of: text, times, ids, addresses and raw JSON that stay as they were written.
//!
//! A field is decoded when it is asked for. Until then it is the text of the record, borrowed from the input where the
//! JSON needs no unescaping. That keeps reading fast, and it keeps everything: a time that nobody can parse is still
//! there, and is written back.

pub(crate) mod cells;
mod escape;
mod from_json;
pub(crate) mod guid;
mod ip;
mod json;
mod list;
mod object;
mod raw;
pub(crate) mod record;
mod rest;
pub(crate) mod text;
mod time;

pub use guid::Guid;
pub use ip::Ip;
pub use list::List;
pub use raw::{DecodeError, Raw};
pub use rest::Rest;
pub use text::Str;
pub use time::{Time, TimeError};

pub(crate) use from_json::{FromJson, from_text, from_text_with};
pub(crate) use json::Json;
pub(crate) use object::{Object, ObjectVisitor, next_value};
pub(crate) use raw::{check_list, is_json, text_of};
pub(crate) use record::{parts, record};
