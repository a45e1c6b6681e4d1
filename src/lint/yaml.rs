//! YAML as a tree whose scalars know where they stand.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

use super::passage::{Escapes, Passage};

/// A value.
#[derive(Debug)]
pub(super) enum Node<'t> {
    Scalar(Passage<'t>),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
    Alias,
}

impl<'t> Node<'t> {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        self.scalar().map(Passage::text)
    }

    pub(super) fn scalar(&self) -> Option<&Passage<'t>> {
        match self {
            Self::Scalar(passage) => Some(passage),
            _ => None,
        }
    }

    /// The entries of a map, none of anything else.
    pub(super) fn entries(&self) -> &[(Self, Self)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list, none of anything else.
    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The value under a key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    fn push(&mut self, child: Self, key: &mut Option<Self>) {
        match self {
            Self::List(list) => list.push(child),
            Self::Map(entries) => match key.take() {
                Some(key) => entries.push((key, child)),
                None => *key = Some(child),
            },
            Self::Scalar(_) | Self::Alias => {}
        }
    }
}

/// A place where the text is no YAML, and why.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) message: String,
}

/// The documents of a text, as far as it is YAML. A broken document costs itself.
pub(super) fn documents(text: &str) -> (Vec<Node<'_>>, Vec<Broken>) {
    let mut parser = Parser::new_from_str(text);
    let (mut documents, mut broken) = (Vec::new(), Vec::new());
    loop {
        match document(&mut parser, text) {
            Ok(Some(node)) => documents.push(node),
            Ok(None) => break,
            Err(error) => {
                broken.push(Broken { at: error.marker().byte_offset().unwrap_or(0), message: error.info() });
                match parser.proceed_next_document() {
                    Ok(true) => {}
                    Ok(false) | Err(_) => break,
                }
            }
        }
    }
    (documents, broken)
}

/// The next document. The parser bounds how deep it is.
fn document<'t>(parser: &mut Parser<'t, StrInput<'t>>, text: &'t str) -> Result<Option<Node<'t>>, ScanError> {
    // Open collections, and the keys of maps that wait for their values.
    let mut open: Vec<(Node<'t>, Option<Node<'t>>)> = Vec::new();
    let mut root = None;
    while let Some(event) = parser.next_event() {
        let (event, span) = event?;
        let node = match event {
            Event::Scalar(value, style, ..) => {
                let span = span.byte_range().unwrap_or_default();
                let (span, escapes) = inside(text, span, style);
                Node::Scalar(Passage::decoded(value, text, span, escapes))
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => Node::Alias,
            Event::SequenceStart(..) => {
                open.push((Node::List(Vec::new()), None));
                continue;
            }
            Event::MappingStart(..) => {
                open.push((Node::Map(Vec::new()), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some((node, _)) => node,
                None => continue,
            },
            Event::DocumentEnd => return Ok(Some(root.unwrap_or(Node::Alias))),
            _ => continue,
        };
        match open.last_mut() {
            Some((parent, key)) => parent.push(node, key),
            None => root = Some(node),
        }
    }
    Ok(root)
}

/// The span of a scalar without quotation marks or the header of a block.
fn inside(text: &str, span: Range<usize>, style: ScalarStyle) -> (Range<usize>, Escapes) {
    let source = text.get(span.clone()).unwrap_or_default();
    match style {
        ScalarStyle::Plain => (span, Escapes::None),
        ScalarStyle::SingleQuoted => (unquoted(source, span, 1), Escapes::Doubled),
        ScalarStyle::DoubleQuoted => (unquoted(source, span, 1), Escapes::Backslash),
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let header =
                if source.starts_with(['|', '>']) { source.find('\n').map_or(source.len(), |end| end + 1) } else { 0 };
            (span.start + header..span.end, Escapes::None)
        }
    }
}

/// The span without `marks` bytes of quotation marks at each end.
pub(super) fn unquoted(source: &str, span: Range<usize>, marks: usize) -> Range<usize> {
    if source.len() < 2 * marks { span } else { span.start + marks..span.end - marks }
}
