//! One part of an export.

use std::sync::Arc;
use std::{fmt, mem};

use super::batch::Batch;
use super::block::text_of;
use super::chain::{Stand, Turn};
use super::cursor::Cursor;
use super::cutter::{End, Part, Spare};
use super::parser::{Parser, Whole};
use super::{ReadError, Report};

/// A piece of an export.
///
/// [`Chunks::in_order`](super::Chunks::in_order) gives them to threads of its own; [`Chunks::chunk`](super::Chunks::chunk) to
/// programs that have threads already.
///
/// ```
/// use std::num::NonZero;
/// use msaudit::read::{Chunks, Reader, Report};
///
/// let input = &b"{\"activityDisplayName\":\"Add user\"}\n{\"activityDisplayName\":\"Add group\"}\n"[..];
/// let mut chunks = Chunks::new(Reader::new(input)).size(NonZero::new(40).expect("40 is more than 0"));
/// let (mut lines, mut report) = (Vec::new(), Report::default());
/// while let Some(chunk) = chunks.chunk() {
///     chunk.read(&mut report, |batch| {
///         lines.extend(batch.flatten().map(|entry| entry.position().line()));
///     })?;
/// }
/// assert_eq!(lines, [1, 2]);
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
pub struct Chunk {
    pub(super) input: usize,
    pub(super) content: Result<Part, Option<ReadError>>,
    /// Nobody waits for where it ends.
    pub(super) is_alone: bool,
}

impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Chunk");
        debug.field("input", &self.input);
        if let Ok(part) = &self.content {
            debug.field("number", &part.number).field("offset", &part.offset).field("length", &part.bytes.len());
        }
        debug.finish_non_exhaustive()
    }
}

impl Drop for Chunk {
    fn drop(&mut self) {
        if let Ok(part) = &self.content {
            part.chain.give_up(part.number);
        }
    }
}

impl Chunk {
    /// The number of the input that it is a part of, from 0.
    pub fn input(&self) -> usize {
        self.input
    }

    /// Whether it is the first part of its input.
    pub fn is_first(&self) -> bool {
        self.content.as_ref().map_or(true, |part| part.number == 0)
    }

    /// Whether it is the last part of its input. Behind one that is, there may be none all the same: an input may be finished
    /// early.
    pub fn is_last(&self) -> bool {
        self.content.as_ref().map_or(true, |part| !matches!(part.end, End::Part))
    }

    /// How many bytes it holds, after decompression and decoding. Useful for progress.
    pub fn size(&self) -> usize {
        self.content.as_ref().map_or(0, |part| part.bytes.len())
    }

    /// Reads the records of the chunk, in one or more batches, and adds what became of them to a report. What is not taken of a
    /// batch is passed over.
    ///
    /// What the records are may depend on those before. If the chunk before is being read, that is guessed, found out when
    /// that chunk ends, and mended if it was wrong, all before the first batch is given. So this waits for the chunk before
    /// to be read, or being read; if that was dropped, there are no records.
    ///
    /// # Errors
    ///
    /// If the input cannot be opened, or breaks off behind the records of the chunk, which is the last one then.
    pub fn read(self, report: &mut Report, each: impl FnMut(&mut Batch<'_>)) -> Result<(), ReadError> {
        self.read_to(report, each).1
    }

    /// The same, and the place in the input up to which all is read.
    pub(crate) fn read_to(
        mut self,
        report: &mut Report,
        mut each: impl FnMut(&mut Batch<'_>),
    ) -> (u64, Result<(), ReadError>) {
        let part = match &mut self.content {
            Ok(part) => part,
            Err(error) => return (0, error.take().map_or(Ok(()), Err)),
        };
        // Nobody waits for where it ends.
        let is_alone = self.is_alone || matches!(part.end, End::Failure(_));
        let mut text = Text::new(part);
        let chain = Arc::clone(&part.chain);

        let guess = if is_alone { None } else { chain.guess(part.number) };
        let mut ahead = guess.as_ref().and_then(|guess| guess.elsewhere(text.offset));
        let whole = ahead.as_mut().and_then(|parser| text.all(parser));
        let Some(mut turn) = chain.take(part.number) else { return (0, Ok(())) };
        let was_guessed = guess.as_deref().map(|guess| turn.is_as_guessed(guess));
        let was_right = was_guessed.or((part.number > 0).then_some(turn.stand.rest.is_empty()));
        let mut again;
        let whole = match whole.filter(|_| was_guessed == Some(true)) {
            Some(whole) => Some(whole),
            None => {
                text.join(&mut turn.stand);
                again = if is_alone { None } else { turn.stand.parser.copy() };
                again.as_mut().and_then(|parser| text.all(parser))
            }
        };
        if let Some(whole) = whole {
            let table = whole.table.map(|table| &*table.layout);
            let held = turn.settle(whole, &text);
            let end = part.hand_on(turn, was_right, report);
            each(&mut Batch::of(held, table));
            return end;
        }

        let Stand { parser, rest } = &mut *turn.stand;
        text.note(&mut parser.cursor);
        parser.cursor.begin_text();
        while !parser.cursor.finished && !parser.cursor.wants_more {
            if parser.is_ready(&text.text, text.is_last) {
                let mut batch = parser.batch(&text.text, text.is_last);
                each(&mut batch);
                batch.for_each(drop);
            }
        }
        if matches!(part.end, End::Failure(_))
            && let Some(lines) = parser.cursor.told_lines()
        {
            each(&mut Batch::of(vec![Err(lines)], None));
        }
        text.text[parser.cursor.give_up(&text.text)..].clone_into(rest);
        part.hand_on(turn, was_right, report)
    }
}

/// The text of a part, and what of the part before belongs to it.
pub(super) struct Text {
    pub(super) text: String,
    /// Places in the input of bytes that are no UTF-8.
    replaced: Vec<u64>,
    pub(super) offset: u64,
    is_last: bool,
    spare: Arc<Spare>,
}

impl Drop for Text {
    fn drop(&mut self) {
        self.spare.put(mem::take(&mut self.text).into_bytes());
    }
}

impl Text {
    fn new(part: &mut Part) -> Self {
        let (text, replaced) = text_of(mem::take(&mut part.bytes), part.offset == 0);
        let replaced = replaced.into_iter().map(|at| part.offset + at as u64).collect();
        Self {
            text,
            replaced,
            offset: part.offset,
            is_last: matches!(part.end, End::Input),
            spare: Arc::clone(&part.spare),
        }
    }

    /// Puts the rest of the part before in front.
    fn join(&mut self, stand: &mut Stand) {
        if !stand.rest.is_empty() {
            self.offset -= stand.rest.len() as u64;
            self.text.insert_str(0, &mem::take(&mut stand.rest));
        }
    }

    fn note(&self, cursor: &mut Cursor) {
        self.replaced.iter().for_each(|&offset| cursor.note_replaced_at(offset));
    }

    /// All records at once, if a parser can give them so.
    fn all<'t>(&'t self, parser: &'t mut Parser) -> Option<Whole<'t>> {
        self.note(&mut parser.cursor);
        parser.all(&self.text, self.is_last)
    }
}

impl Part {
    /// Hands on where the part has ended, or broken off.
    fn hand_on(
        &mut self,
        mut turn: Turn<'_>,
        was_right: Option<bool>,
        report: &mut Report,
    ) -> (u64, Result<(), ReadError>) {
        let Stand { parser, rest } = &mut *turn.stand;
        let broken_off = match mem::replace(&mut self.end, End::Input) {
            End::Failure(error) => Err(parser.cursor.break_off(rest, error)),
            End::Part | End::Input => Ok(()),
        };
        report.merge(&mem::take(&mut parser.cursor.report));
        let place = parser.cursor.offset();
        turn.hand_on(was_right);
        (place, broken_off)
    }
}
