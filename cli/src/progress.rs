//! How far the reading of all inputs is: a bar on a terminal, nothing elsewhere.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Exports;
use crate::inputs::Input;
use crate::output::printable;

/// One bar over all inputs, with the name of the one that is read.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new(inputs: &[Input], exports: &Exports) -> Self {
        // Of standard input, and of what is in an archive, nobody knows.
        let sizes: Option<u64> = inputs.iter().map(Input::size).sum();
        // Copies are looked for in a pass of their own.
        let passes = if exports.dedup { 2 } else { 1 };
        let bar = if exports.quiet { ProgressBar::hidden() } else { bar(sizes.map(|size| size * passes)) };
        Self { bar }
    }

    /// The inputs are read once more than was thought.
    pub(crate) fn add_pass(&self, inputs: &[Input]) {
        if let Some(sizes) = inputs.iter().map(Input::size).sum() {
            self.bar.inc_length(sizes);
        }
    }

    /// Goes on to the next input.
    pub(crate) fn next(&self, name: &str) {
        self.bar.set_message(printable(name));
    }

    /// So many bytes more were read.
    pub(crate) fn add(&self, bytes: usize) {
        self.bar.inc(bytes as u64);
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// A bar over so many bytes.
pub(crate) fn bar(size: Option<u64>) -> ProgressBar {
    const TEMPLATE: &str = "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta} {wide_msg}";

    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = match (size, ProgressStyle::with_template(TEMPLATE)) {
        (Some(size), Ok(style)) => ProgressBar::new(size).with_style(style),
        _ => ProgressBar::new_spinner(),
    };
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
