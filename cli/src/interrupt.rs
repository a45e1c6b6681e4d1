//! Being asked to end: work stops between two blocks, so that whatever is half written is removed.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

static ASKED: AtomicBool = AtomicBool::new(false);
/// Files under way, for the case that work waits for input and cannot stop by itself.
static PARTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The exit status after a signal, as shells have it for `SIGINT`.
pub(crate) const STATUS: u8 = 130;

/// How long work has to stop by itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// Has signals that ask the program to end heeded from now on.
pub(crate) fn heed() {
    let asked = || {
        if ASKED.swap(true, Ordering::Relaxed) {
            leave(STATUS);
        }
        leave_soon(STATUS);
    };
    // Without a handler the program ends as it always did, which is no reason not to work.
    let _ = ctrlc::set_handler(asked);
}

/// Ends the program in a while, unless it ends by itself: a thread may be waiting for input that nobody wants any more.
fn leave_soon(status: u8) {
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        leave(status);
    });
}

/// Ends the program in a while if whoever reads its output has gone.
pub(crate) fn heed_pipe<T>(written: io::Result<T>) -> io::Result<T> {
    if written.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        leave_soon(0);
    }
    written
}

fn leave(status: u8) -> ! {
    for part in parts().drain(..) {
        let _ = fs::remove_file(part);
    }
    std::process::exit(status.into());
}

fn parts() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    // A list of paths is whole whoever panicked while holding it.
    PARTS.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Whether somebody asked.
pub(crate) fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// The error that ends the work if somebody asked.
pub(crate) fn check() -> io::Result<()> {
    if is_asked() { Err(io::Error::other("interrupted")) } else { Ok(()) }
}

pub(crate) fn remember(part: &Path) {
    parts().push(part.to_owned());
}

pub(crate) fn forget(part: &Path) {
    parts().retain(|other| other != part);
}

/// An input that ends with an error once somebody asked.
pub(crate) struct Interruptible<R>(pub(crate) R);

impl<R: Read> Read for Interruptible<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        check()?;
        self.0.read(buffer)
    }
}

/// An output of which the other end may be closed while the work waits for its input.
pub(crate) struct Heeded<W>(pub(crate) W);

impl<W: Write> Write for Heeded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        heed_pipe(self.0.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        heed_pipe(self.0.flush())
    }
}
