//! JSON text, read by a cursor: the quick road into records.
//!
//! serde reads every record that this road declines, and says what is wrong with it. So the quick road needs no errors, and
//! may give up on whatever is rare; but what it accepts, it reads as serde would, and it lets nothing pass that serde would
//! not. It is quicker because it knows its input to be UTF-8, keeps no stack of calls, and looks at sixty-four bytes of a
//! string at once.

use std::borrow::Cow;

use super::escape::{check_escapes, escaped, unescape};
use crate::block::{BLOCK, block_at, equal, string_ends};

/// A cursor over JSON text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Json<'a> {
    text: &'a str,
    at: usize,
    lines: usize,
    /// Where the block of bytes begins that was looked at last.
    block: usize,
    /// Of that block, what ends a string: quotes that are not escaped, and what no string may hold.
    ends: u64,
    backslashes: u64,
    /// The byte behind the block is escaped.
    carries: bool,
    decodes_lists: bool,
}

impl<'a> Json<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, lines: 0, block: usize::MAX, ends: 0, backslashes: 0, carries: false, decodes_lists: false }
    }

    /// Has every [`List`](super::List) decoded on the way.
    pub(crate) fn decoding_lists(self, decodes_lists: bool) -> Self {
        Self { decodes_lists, ..self }
    }

    pub(crate) fn decodes_lists(&self) -> bool {
        self.decodes_lists
    }

    /// The text from here to where `later` is.
    pub(super) fn up_to(&self, later: &Self) -> &'a str {
        &self.text[self.at..later.at]
    }

    /// How much of the text is read.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// How many line breaks were passed.
    pub(crate) fn lines(&self) -> usize {
        self.lines
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// The next byte that is no blank, without taking it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        match *self.text.as_bytes().get(self.at)? {
            byte @ b'!'.. => Some(byte),
            _ => {
                let lines;
                (self.at, lines) = pass_blanks(self.text.as_bytes(), self.at);
                self.lines += lines;
                self.text.as_bytes().get(self.at).copied()
            }
        }
    }

    /// Takes `byte`.
    #[inline]
    pub(crate) fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Takes `byte` if it is next.
    #[inline]
    fn took(&mut self, byte: u8) -> Option<bool> {
        let took = self.peek()? == byte;
        self.at += usize::from(took);
        Some(took)
    }

    /// Takes `null` if it is next.
    #[inline]
    pub(crate) fn took_null(&mut self) -> Option<bool> {
        if self.peek()? != b'n' {
            return Some(false);
        }
        self.word("null").map(|()| true)
    }

    /// Reads the members of an object: `each` reads the name of one and its value.
    #[inline]
    pub(crate) fn members(&mut self, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(b'{')?;
        if self.took(b'}')? {
            return Some(());
        }
        loop {
            each(self)?;
            if !self.took(b',')? {
                return self.take(b'}');
            }
        }
    }

    /// Takes the name of a member and the colon, if they are next and written like this.
    #[inline]
    pub(crate) fn took_name(&mut self, written: &str) -> Option<bool> {
        self.peek()?;
        let took = self.text.as_bytes()[self.at..].starts_with(written.as_bytes());
        self.at += if took { written.len() } else { 0 };
        Some(took)
    }

    /// Reads the name of a member.
    #[inline]
    pub(crate) fn member_name(&mut self) -> Option<Cow<'a, str>> {
        let name = self.text()?;
        self.take(b':')?;
        Some(name)
    }

    /// Reads the elements of a list: `each` reads one.
    #[inline]
    pub(crate) fn elements(&mut self, mut each: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(b'[')?;
        if self.took(b']')? {
            return Some(());
        }
        loop {
            each(self)?;
            if !self.took(b',')? {
                return self.take(b']');
            }
        }
    }

    /// Reads a string.
    #[inline(always)]
    pub(crate) fn text(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"')?;
        let start = self.at;
        let has_escapes = self.string()?;
        let content = &self.text[start..self.at - 1];
        if has_escapes { unescape(content) } else { Some(Cow::Borrowed(content)) }
    }

    /// Passes over a value, and gives its text.
    #[inline]
    pub(crate) fn value(&mut self) -> Option<&'a str> {
        let first = self.peek()?;
        let start = self.at;
        if first == b'"' {
            self.at += 1;
            self.string()?;
        } else {
            self.skip()?;
        }
        Some(&self.text[start..self.at])
    }

    /// Reads an integer of up to 18 digits.
    #[inline]
    pub(crate) fn integer(&mut self) -> Option<i64> {
        let text = self.value().filter(|text| text.len() <= 18)?;
        // To serde, a negative zero is no integer.
        text.parse().ok().filter(|&number| number != 0 || text == "0")
    }

    /// Passes over the content of a string and the quote that ends it. Gives whether there are escapes in it.
    #[inline]
    fn string(&mut self) -> Option<bool> {
        // Most strings are short, and end in the block they begin in.
        let before = self.at % BLOCK;
        if self.at - before == self.block {
            let ends = self.ends >> before;
            if ends != 0 {
                return self.end_string(ends, self.backslashes >> before);
            }
        }
        self.rest_of_string()
    }

    #[inline(never)]
    fn rest_of_string(&mut self) -> Option<bool> {
        self.content()
    }

    /// The same as [`string`](Self::string), in one piece.
    #[inline(always)]
    fn content(&mut self) -> Option<bool> {
        let mut has_escapes = false;
        let mut before = self.at % BLOCK;
        // No text between strings may hold a backslash, so only a string that goes on brings one along from the block before.
        let mut carried = false;
        if self.at - before == self.block {
            let (ends, backslashes) = (self.ends >> before, self.backslashes >> before);
            if ends != 0 {
                return self.end_string(ends, backslashes);
            }
            has_escapes = backslashes != 0;
            carried = self.carries;
            self.at += BLOCK - before;
            before = 0;
        }
        loop {
            self.block = self.at - before;
            (self.ends, self.backslashes, self.carries) = look_at(self.text.as_bytes(), self.block, carried)?;
            let (ends, backslashes) = (self.ends >> before, self.backslashes >> before);
            if ends != 0 {
                return self.end_string(ends, backslashes).map(|more| has_escapes | more);
            }
            has_escapes |= backslashes != 0;
            carried = self.carries;
            self.at += BLOCK - before;
            before = 0;
        }
    }

    /// The end of the string that the first of these bits stands for, if it is a quote; the bits begin here.
    #[inline(always)]
    fn end_string(&mut self, ends: u64, backslashes: u64) -> Option<bool> {
        let end = self.at + ends.trailing_zeros() as usize;
        self.at = end + 1;
        let has_escapes = backslashes & (ends - 1) & !ends != 0;
        (self.text.as_bytes().get(end) == Some(&b'"')).then_some(has_escapes)
    }

    #[inline]
    fn word(&mut self, word: &str) -> Option<()> {
        self.text.as_bytes()[self.at..].starts_with(word.as_bytes()).then(|| self.at += word.len())
    }

    /// Passes over a value. Lists and objects are checked without a stack of calls: `open` has a bit for each that is
    /// open, set for an object.
    fn skip(&mut self) -> Option<()> {
        // By value, so that where it stands is kept in registers.
        let mut json = *self;
        json.skip_to_end()?;
        *self = json;
        Some(())
    }

    #[inline(always)]
    fn skip_to_end(&mut self) -> Option<()> {
        let (mut open, mut depth) = (0_u64, 0);
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    self.content()?;
                }
                bracket @ (b'{' | b'[') => {
                    self.at += 1;
                    let is_object = bracket == b'{';
                    // Both brackets are closed by what stands two behind them.
                    if !self.took(bracket + 2)? {
                        if depth == u64::BITS {
                            return None;
                        }
                        depth += 1;
                        open = open << 1 | u64::from(is_object);
                        if is_object {
                            self.name()?;
                        }
                        continue;
                    }
                }
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                _ => self.number()?,
            }
            loop {
                if depth == 0 {
                    return Some(());
                }
                let is_object = open & 1 == 1;
                match self.peek()? {
                    b',' => {
                        self.at += 1;
                        if is_object {
                            self.name()?;
                        }
                        break;
                    }
                    bracket if bracket == if is_object { b'}' } else { b']' } => {
                        self.at += 1;
                        open >>= 1;
                        depth -= 1;
                    }
                    _ => return None,
                }
            }
        }
    }

    /// Passes over a member's name and the colon.
    #[inline(always)]
    fn name(&mut self) -> Option<()> {
        self.take(b'"')?;
        self.content()?;
        self.take(b':')
    }

    /// Passes over a number.
    fn number(&mut self) -> Option<()> {
        let rest = &self.text.as_bytes()[self.at..];
        let digits =
            |from: usize| rest.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
        let mut end = usize::from(rest.first() == Some(&b'-'));
        let whole = digits(end);
        if whole == 0 || whole > 1 && rest[end] == b'0' {
            return None;
        }
        end += whole;
        if rest.get(end) == Some(&b'.') {
            let fraction = digits(end + 1);
            end += 1 + fraction;
            (fraction > 0).then_some(())?;
        }
        if matches!(rest.get(end), Some(b'e' | b'E')) {
            end += 1 + usize::from(matches!(rest.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end);
            end += exponent;
            (exponent > 0).then_some(())?;
        }
        self.at += end;
        Some(())
    }
}

/// The first place from `at` on that holds no blank, and the line breaks before it.
#[inline(never)]
fn pass_blanks(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut lines = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' => lines += 1,
            b'\t' | b'\r' => {}
            // Indentation, eight blanks at a time.
            b' ' => {
                if let Some(&eight) = bytes[at..].first_chunk() {
                    let others = u64::from_le_bytes(eight) ^ u64::from_le_bytes(*b"        ");
                    at += others.trailing_zeros() as usize / 8;
                    continue;
                }
            }
            _ => break,
        }
        at += 1;
    }
    (at, lines)
}

/// Looks at the block of bytes from `start` on, in which a string begins or goes on; `carried` says that its first byte is
/// escaped. Gives the bits of what ends a string, those of backslashes, and whether the byte behind the block is escaped.
/// `None` if there is no block, or an escape in it is none.
#[inline(always)]
fn look_at(bytes: &[u8], start: usize, carried: bool) -> Option<(u64, u64, bool)> {
    let block = block_at(bytes, start)?;
    // What pads the last block is a control character, so no string goes on in it.
    let (ends, backslashes) = (string_ends(&block), equal(&block, b'\\'));
    if backslashes == 0 && !carried {
        return Some((ends, 0, false));
    }
    let (escaped, carries) = escaped(backslashes, carried);
    check_escapes(&bytes[start..], escaped).then_some((ends & !escaped, backslashes, carries))
}
