//! The generator: `catalog/*.tsv` in, Rust source out.
//!
//! `build.rs` compiles this folder on its own, and the crate compiles it once more for its unit tests; the library does
//! not contain it. So inside it paths are relative (`super::`), only `std` is used, and the three rules that build and
//! library must share (`fold`, `hash`, `ident`) come from the library's own files.
//!
//! The way through: [`read`] tables with line numbers, [`model`] them with every reference resolved, [`emit`] data. No
//! step stops at its first problem; [`generate`] returns all that it found.

mod emit;
mod model;
mod names;
mod read;

#[allow(unreachable_pub, reason = "it is public in the library")]
#[path = "../catalog/fold.rs"]
mod fold;
#[cfg(test)]
mod tests;

#[path = "../catalog/hash.rs"]
mod hash;
#[path = "../catalog/ident.rs"]
mod ident;

use std::path::Path;

pub(crate) use read::Problem;

/// The source text of the generated module, or everything that is wrong with the tables in `directory`.
pub(crate) fn generate(directory: &Path) -> Result<String, Vec<Problem>> {
    let mut problems = Vec::new();
    let tables = read::Tables::read(directory, &mut problems);
    let catalogue = model::Catalogue::new(&tables, &mut problems);
    if problems.is_empty() { Ok(emit::source(&catalogue)) } else { Err(problems) }
}
