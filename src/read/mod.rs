//! From bytes to records: what kind of export it is, where its records are, and what is wrong with it.
//!
//! A [`Reader`] finds the records of an input; each is a [`Record`] of one [`Format`]. A record that cannot be read costs
//! itself: the [`ReadError`] says where and why, and reading goes on behind it. The [`Report`] counts both. [`Chunks`] give
//! several threads a reader each.
//!
//! All of a record is checked to be JSON; what its lists and raw values hold is checked when somebody asks for it, or at
//! once if the reader is to [decode lists](Reader::decode_lists).

mod batch;
mod block;
mod cell;
mod chunks;
mod cursor;
mod entry;
mod error;
mod format;
mod frame;
#[cfg(feature = "gzip")]
mod gzip;
mod input;
mod limits;
mod objects;
mod queue;
mod reader;
mod record;
mod report;
mod rows;
mod table;
mod tap;

pub use batch::Batch;
pub use chunks::{Chunk, Chunks};
pub use entry::Entry;
pub use error::{ErrorKind, Position, ReadError};
pub use format::{Format, UnknownFormat};
pub use limits::Limits;
pub use reader::Reader;
pub use record::Record;
pub use report::Report;

pub(crate) use block::SUBSTITUTE;
pub(crate) use cell::{quoted, raw_cells};
pub(crate) use frame::members;
pub(crate) use input::Input;
pub(crate) use table::plain_table;
pub(crate) use tap::Tap;
