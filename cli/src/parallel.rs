//! Inputs read side by side. What is written, and what is told, comes in their order all the same.

use std::io::{self, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use msaudit::analysis::Filter;
use msaudit::event::DecodedEvent;
use msaudit::label::LabelBook;

use crate::args::Exports;
use crate::inputs::Input;
use crate::run::{Part, Run};

/// What a command does with events, on one of several threads.
pub(crate) trait Work: Send {
    /// Takes in an event; what is to be written goes behind what `out` holds.
    fn event(&mut self, decoded: &DecodedEvent<'_>, out: &mut Vec<u8>) -> io::Result<()>;
}

/// What comes of an input, in its order.
pub(crate) enum Message {
    Out(Vec<u8>),
    /// An error, as it is shown.
    Error(String),
    /// A line for people.
    Note(String),
    /// The input is at its end, or nothing more can be read at all.
    End(Box<io::Result<Part>>),
}

/// So much is sent at a time.
const FULL: usize = 64 << 10;

/// So many messages of an input wait, eight mebibytes of them; then its thread does.
const WAITING: usize = 128;

/// The inputs that no thread has begun, and where threads say that they begin one: both under one lock, so that what comes of the
/// inputs is received in their order.
struct Line {
    inputs: std::iter::Enumerate<std::vec::IntoIter<Input>>,
    begun: Option<SyncSender<Receiver<Message>>>,
}

/// Reads exports on as many threads as asked for, one input on each. Gives what each thread has worked.
pub(crate) fn read<'a, W: Work>(
    exports: &Exports,
    book: Option<&'a LabelBook>,
    filter: &Filter,
    work: impl Fn() -> W + Sync,
) -> io::Result<(Run<'a>, Vec<W>)> {
    let (mut run, inputs) = Run::begin(exports, book, filter.clone())?;
    let cores = || thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let threads = exports.jobs.unwrap_or_else(cores).get().min(inputs.len()).max(1);
    let (begun, beginnings) = sync_channel(threads);
    let line = Mutex::new(Line { inputs: inputs.into_iter().enumerate(), begun: Some(begun) });
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..threads {
            // Each input has messages of its own.
            let reading = run.reading(filter.clone(), sync_channel(1).0);
            let (line, done, work) = (&line, &done, &work);
            scope.spawn(move || {
                let worked = several(line, reading, work());
                lock(done).push(worked);
            });
        }
        // Dropped with an error on the way out: then threads find nobody who listens, and end.
        let beginnings = beginnings;
        let mut out = io::stdout();
        for input in &beginnings {
            for message in input {
                match message {
                    Message::Out(bytes) => out.write_all(&bytes)?,
                    Message::Error(text) => run.show(&text)?,
                    Message::Note(text) => run.note(&text)?,
                    // Its thread may hold the other end until it begins another input.
                    Message::End(part) => {
                        run.merge((*part)?);
                        break;
                    }
                }
            }
        }
        out.flush()
    })?;
    run.end();
    let worked = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((run, worked))
}

/// Reads one input after the other, as long as there are any and somebody listens.
fn several<W: Work>(line: &Mutex<Line>, mut reading: Run<'_>, mut work: W) -> W {
    loop {
        let (number, mut input, messages) = {
            let mut line = lock(line);
            let Some((number, input)) = line.inputs.next() else {
                line.begun = None;
                return work;
            };
            let (messages, received) = sync_channel(WAITING);
            if line.begun.as_ref().is_none_or(|begun| begun.send(received).is_err()) {
                return work;
            }
            (number, input, messages)
        };
        let mut out = Vec::new();
        let part = reading.part(number, &mut input, &messages, &mut |decoded| {
            work.event(decoded, &mut out)?;
            if out.len() < FULL { Ok(()) } else { send(&messages, Message::Out(std::mem::take(&mut out))) }
        });
        let is_heard = send(&messages, Message::Out(out)).and_then(|()| send(&messages, Message::End(Box::new(part))));
        if is_heard.is_err() {
            return work;
        }
    }
}

/// Sends a message; if nobody listens any more, that is as if a pipe were closed.
pub(crate) fn send(messages: &SyncSender<Message>, message: Message) -> io::Result<()> {
    messages.send(message).map_err(|_| io::ErrorKind::BrokenPipe.into())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked with the lock ends the scope with it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
