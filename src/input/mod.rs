//! The bytes of an input: decompressed and decoded to UTF-8, cut into cells where it is a table, and bounded.
//!
//! Nothing here knows what a record is. [`read`](crate::read) finds records in an input, and a
//! [`LabelBook`](crate::label::LabelBook) is loaded from one.

#[cfg(feature = "zip")]
mod archive;
#[cfg(feature = "avro")]
mod capture;
mod cell;
mod decode;
#[cfg(feature = "gzip")]
mod expand;
mod limits;
mod position;
mod quotes;
mod sheet;
mod wrapper;

pub use limits::Limits;
pub use position::Position;
pub use wrapper::Wrapper;

#[cfg(feature = "zip")]
pub(crate) use archive::{Member, is_archive, members};
pub(crate) use cell::{quoted, raw_cells};
pub(crate) use decode::Input;
#[cfg(feature = "gzip")]
pub(crate) use expand::Expanded;
pub(crate) use sheet::{DELIMITERS, Row, Sheet, plain_table};
pub(crate) use wrapper::Wrappers;
