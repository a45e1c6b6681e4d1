//! What those who read the parts of an input hand on to each other.

use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::chunk::Text;
use super::cursor::{Counts, Cursor};
use super::joint::Joint;
use super::parser::{Held, Parser, Whole};

/// Guesses that were wrong before none is made for a while.
const MOST_MISFITS: u32 = 4;

/// The readers of the parts of one input: each begins where the one before it has ended, or guesses where that will be.
#[derive(Debug)]
pub(super) struct Chain {
    links: Mutex<Links>,
    moved: Condvar,
}

#[derive(Debug)]
struct Links {
    /// The number of the part whose turn it is.
    turn: u64,
    /// Where it begins; nothing while it is read.
    stand: Option<Box<Stand>>,
    /// Where parts seem to begin.
    guess: Option<Arc<Parser>>,
    joint: Option<Joint>,
    misfits: u32,
    /// A part is missing, so nobody knows what those behind it begin with.
    is_broken: bool,
    is_finished: bool,
}

/// Where the reading of the parts so far has ended.
#[derive(Debug)]
pub(super) struct Stand {
    pub(super) parser: Parser,
    /// Text that is read and not taken: of a record, as a rule, of which the next part has the rest.
    pub(super) rest: String,
}

impl Chain {
    pub(super) fn new(parser: Parser) -> Self {
        let stand = Some(Box::new(Stand { parser, rest: String::new() }));
        let links =
            Links { turn: 0, stand, guess: None, joint: None, misfits: 0, is_broken: false, is_finished: false };
        Self { links: Mutex::new(links), moved: Condvar::new() }
    }

    fn links(&self) -> MutexGuard<'_, Links> {
        // Whoever panicked has broken the chain.
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a part seems to begin with whose turn has not come.
    pub(super) fn guess(&self, number: u64) -> Option<Arc<Parser>> {
        let links = self.links();
        links.guess.clone().filter(|_| links.turn != number && links.misfits < MOST_MISFITS)
    }

    /// What parts are cut at, if that is known.
    pub(super) fn joint(&self) -> Option<Joint> {
        self.links().joint.clone()
    }

    /// Whether nothing behind what was read is for us.
    pub(super) fn is_finished(&self) -> bool {
        self.links().is_finished
    }

    /// Waits for the turn of a part. `None` if a part before it was not read.
    pub(super) fn take(&self, number: u64) -> Option<Turn<'_>> {
        let is_waiting = |links: &mut Links| !links.is_broken && (links.turn != number || links.stand.is_none());
        let links = self.moved.wait_while(self.links(), is_waiting);
        let stand = links.unwrap_or_else(PoisonError::into_inner).stand.take();
        stand.map(|stand| Turn { chain: self, stand })
    }

    /// The part will not be read, unless it was.
    pub(super) fn give_up(&self, number: u64) {
        let mut links = self.links();
        if links.turn <= number {
            (links.is_broken, links.stand) = (true, None);
            self.moved.notify_all();
        }
    }
}

/// The turn of a part, which hands on where it ends.
pub(super) struct Turn<'c> {
    chain: &'c Chain,
    pub(super) stand: Box<Stand>,
}

impl Turn<'_> {
    /// Whether the part begins where one was guessed to.
    pub(super) fn is_as_guessed(&self, guess: &Parser) -> bool {
        self.stand.rest.is_empty() && guess.is_like(&self.stand.parser)
    }

    /// Goes on behind a text that was read as a whole, and gives what was read its numbers.
    pub(super) fn settle<'t>(&mut self, whole: Whole<'t>, text: &'t Text) -> Held<'t> {
        let Whole { mut held, before, cursor, table } = whole;
        let stand = &mut *self.stand;
        let behind = stand.parser.cursor.counts().since(before);
        if behind != Counts::default() {
            cursor.add(behind);
            held.iter_mut().for_each(|read| match read {
                Ok(entry) => entry.add(behind),
                Err(error) => error.add(behind),
            });
        }
        text.text[cursor.give_up(&text.text)..].clone_into(&mut stand.rest);
        stand.parser.go_on(mem::replace(cursor, Cursor::new()), table);
        self.learn(&held, text);
        held
    }

    /// Takes note of what parts should be cut at, unless that is known and good.
    fn learn(&self, held: &Held<'_>, text: &Text) {
        let mut links = self.chain.links();
        if links.joint.is_none() || !self.stand.rest.is_empty() {
            links.joint = Joint::of(held, &text.text, text.offset).or(links.joint.take());
        }
    }

    /// Hands on where the part has ended; `was_as_guessed` if a guess was right, or would have been.
    pub(super) fn hand_on(self, was_as_guessed: Option<bool>) {
        let Self { chain, stand } = self;
        let mut links = chain.links();
        links.misfits = match was_as_guessed {
            None => links.misfits,
            Some(true) => links.misfits.saturating_sub(1),
            Some(false) => (links.misfits + 1).min(2 * MOST_MISFITS),
        };
        links.turn += 1;
        links.is_finished = stand.parser.cursor.finished;
        if !links.guess.as_ref().is_some_and(|guess| guess.is_like(&stand.parser)) {
            links.guess = stand.parser.copy().map(Arc::new);
        }
        links.stand = Some(stand);
        drop(links);
        chain.moved.notify_all();
    }
}
