//! What the two README files show is what the commands print.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::Assert;
use snapbox::cmd::{Command, cargo_bin};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A command, and what it prints: data, then what goes to standard error. `...` stands for lines, `[..]` for a part of one.
struct Transcript {
    command: String,
    prints: String,
}

/// Every `$ msaudit` of every block that is marked `console`.
fn transcripts(readme: &str) -> Vec<Transcript> {
    let mut transcripts: Vec<Transcript> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.strip_prefix("$ msaudit ") {
            _ if line.starts_with("```") => inside = line == "```console",
            _ if !inside => {}
            Some(command) => transcripts.push(Transcript { command: command.to_owned(), prints: String::new() }),
            None => {
                let last = transcripts.last_mut().expect("a block begins with a command");
                last.prints += line;
                last.prints.push('\n');
            }
        }
    }
    transcripts
}

#[test]
fn transcripts_hold() {
    let mut all = Vec::new();
    for page in ["README.md", "cli/README.md"] {
        let readme = fs::read_to_string(repository().join(page)).expect("the page is there");
        all.extend(transcripts(&readme));
    }
    assert!(all.len() >= 8, "the pages show commands: {}", all.len());
    // A page is written there; the target directory may be elsewhere.
    fs::create_dir_all(repository().join("target")).expect("the checkout can be written to");
    for Transcript { command, prints } in all {
        let arguments = shlex::split(&command).expect("quotes are closed");
        let output = Command::new(cargo_bin!("msaudit")).current_dir(repository()).args(arguments).output();
        let output = output.unwrap_or_else(|error| panic!("{command}: {error}"));
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8(printed).expect("output is UTF-8");
        // Paths stay as they are: a label's path is none of a file.
        Assert::new().normalize_paths(false).eq(printed.trim_end(), prints.trim_end());
    }
}
