//! From bytes to records: detects the format of an export, finds its records and reports what is wrong with it.
//!
//! A [`Reader`] finds the records of an input; each is a [`Record`] of one [`Format`]. A record that cannot be read does
//! not stop the reader: it yields a [`ReadError`] with place and reason, and continues with the next record. The
//! [`Report`] counts both. [`Chunks`] cuts an export into pieces for several threads.
//!
//! Every record is checked to be valid JSON. The contents of its lists and raw values are checked when they are accessed,
//! or while reading if the reader [decodes lists](Reader::decode_lists).

mod batch;
mod block;
mod chain;
mod chunk;
mod chunks;
mod columns;
mod cursor;
mod cutter;
mod entry;
mod error;
mod foreign;
mod frame;
mod inner;
mod joint;
mod objects;
mod page;
mod parser;
mod passing;
mod queue;
mod reader;
mod recognise;
mod report;
mod response;
mod restyle;
mod rows;
mod source;
mod stray;
mod table;
mod unwrap;

pub use crate::formats::{Format, Record};
pub use crate::input::{Limits, Position, Wrapper};
pub use batch::Batch;
pub use chunk::Chunk;
pub use chunks::Chunks;
pub use entry::Entry;
pub use error::{ErrorKind, ReadError};
pub use reader::Reader;
pub use report::Report;
pub use source::Source;

pub(crate) use block::SUBSTITUTE;
pub(crate) use frame::members;
