#![doc = include_str!("guide.md")]

#[doc = include_str!("label_changes.md")]
///
#[doc = include_str!("../label/truth_table.md")]
pub mod label_changes {}

#[doc = include_str!("workloads.md")]
pub mod workloads {}

#[cfg(feature = "lint")]
#[doc = include_str!("rules.md")]
pub mod rules {}
