//! The command, where its users are.
#![allow(dead_code, reason = "no test uses all of it")]

use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The command in the repository: paths in its output are relative to that.
pub(crate) fn msaudit() -> Command {
    Command::new(cargo_bin!("msaudit")).current_dir(repository())
}

/// JSON, one value a line.
pub(crate) fn json_lines(output: &[u8]) -> Vec<Value> {
    let text = String::from_utf8(output.to_vec()).expect("output is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// What a command that succeeds prints.
pub(crate) fn stdout(command: Command) -> Vec<u8> {
    command.assert().success().get_output().stdout.clone()
}
