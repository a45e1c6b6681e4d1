//! An input that can be had a second time.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

use crate::input::{Input, Limits};

/// Decodes an input, and keeps what it gives until that is taken from the other end.
#[derive(Debug)]
pub(super) struct Tap<R> {
    input: Input<R>,
    kept: Rc<RefCell<VecDeque<u8>>>,
}

impl<R: Read> Tap<R> {
    /// The input, and what it has given.
    pub(super) fn new(input: R, limits: &Limits) -> (Self, Rc<RefCell<VecDeque<u8>>>) {
        let kept = Rc::default();
        let mut input = Input::new(input);
        input.set_expansion(limits.expansion);
        (Self { input, kept: Rc::clone(&kept) }, kept)
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.kept.borrow_mut().extend(&buffer[..read]);
        Ok(read)
    }
}
