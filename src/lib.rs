//! The schema and the catalogue of Microsoft's audit trails.
#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "std"), no_std)]
extern crate alloc;

pub mod catalog;

#[cfg(test)]
#[allow(clippy::duplicate_mod, reason = "build and library share three files on purpose")]
mod codegen;
