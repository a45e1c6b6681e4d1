//! The command, where its users are.

use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, cargo_bin};

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The command in the repository: paths in its output are relative to that.
pub(crate) fn msaudit() -> Command {
    Command::new(cargo_bin!("msaudit")).current_dir(repository())
}
