//! Queries as tokens: words, literals and signs of four languages.

use std::borrow::Cow;
use std::ops::Range;

use super::Dialect;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'q> {
    pub(super) kind: Kind<'q>,
    /// Where it is in the query; of a literal, what is between the quotation marks.
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'q> {
    /// A name, number or operator of letters, with `!` before and `~` after it.
    Word(&'q str),
    /// A literal, its escapes resolved.
    Text(Cow<'q, str>),
    /// Everything else, `==` and the like in one piece.
    Sign(&'q str),
}

impl Token<'_> {
    pub(super) fn is(&self, sign: &str) -> bool {
        matches!(self.kind, Kind::Sign(text) if text == sign)
    }

    pub(super) fn word(&self) -> Option<&str> {
        match self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// The signs of more than one character, longest first.
const SIGNS: [&str; 6] = ["==", "=~", "!=", "!~", "<=", ">="];

/// The tokens of a query. Text that no language allows becomes signs; a literal that does not end, ends with its line.
pub(super) fn tokens(text: &str, dialect: Dialect) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, at: 0, dialect };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next() {
        tokens.push(token);
    }
    tokens
}

struct Lexer<'q> {
    text: &'q str,
    at: usize,
    dialect: Dialect,
}

impl<'q> Lexer<'q> {
    fn rest(&self) -> &'q str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<Token<'q>> {
        self.skip_blanks();
        let rest = self.rest();
        let first = rest.chars().next()?;
        if let Some(literal) = self.literal() {
            return Some(literal);
        }
        let start = self.at;
        let length = self.word_length();
        if length > 0 {
            self.at += length;
            return Some(Token { kind: Kind::Word(&self.text[start..self.at]), range: start..self.at });
        }
        let length = SIGNS.iter().find(|sign| rest.starts_with(**sign)).map_or(first.len_utf8(), |sign| sign.len());
        self.at += length;
        Some(Token { kind: Kind::Sign(&rest[..length]), range: start..self.at })
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
            let rest = self.rest();
            let comments = !matches!(self.dialect, Dialect::Kibana | Dialect::Splunk | Dialect::Python);
            let hashes = self.dialect == Dialect::Python && rest.starts_with('#');
            self.at += if hashes || (comments && rest.starts_with("//")) {
                rest.find('\n').unwrap_or(rest.len())
            } else if comments && self.dialect != Dialect::Kusto && rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
        }
    }

    fn word_length(&self) -> usize {
        let rest = self.rest();
        if self.dialect == Dialect::Kibana {
            // A word goes on to a blank or a sign; a backslash takes the next character along.
            let mut escaped = false;
            let ends = |c: char| {
                let ends = !escaped && (c.is_whitespace() || "():\"<>{}=".contains(c));
                escaped = !escaped && c == '\\';
                ends
            };
            return rest.find(ends).unwrap_or(rest.len());
        }
        let not = usize::from(rest.starts_with('!'));
        let wild = |c: char| match self.dialect {
            Dialect::Esql => c == '*' || c == '-',
            Dialect::Splunk => matches!(c, '*' | '-' | ':'),
            _ => false,
        };
        let inner = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '@' | '#') || wild(c));
        let length = rest[not..].find(inner).unwrap_or(rest.len() - not);
        let letters = rest[not..not + length].starts_with(|c: char| c.is_alphabetic());
        if length == 0 || (not == 1 && !letters) {
            return 0;
        }
        let tilde = letters && rest[not + length..].starts_with('~');
        not + length + usize::from(tilde)
    }

    fn literal(&mut self) -> Option<Token<'q>> {
        let rest = self.rest();
        let kusto = self.dialect == Dialect::Kusto;
        // `h` hides a literal from logs, `@` takes backslashes as they are.
        let hidden = usize::from(kusto && rest.starts_with(['h', 'H']));
        let verbatim = kusto && rest[hidden..].starts_with('@');
        let prefix = hidden + usize::from(verbatim);
        let body = &rest[prefix..];
        let raw: &[&str] = match self.dialect {
            Dialect::Kusto => &["```", "~~~"],
            Dialect::Eql | Dialect::Esql => &["\"\"\""],
            Dialect::Python => &["\"\"\"", "'''"],
            Dialect::Kibana | Dialect::Splunk => &[],
        };
        let start = self.at + prefix;
        if let Some(marks) = raw.iter().find(|marks| body.starts_with(**marks)) {
            let inner = &body[marks.len()..];
            let length = inner.find(marks).unwrap_or(inner.len());
            let range = start + marks.len()..start + marks.len() + length;
            self.at = (range.end + marks.len()).min(self.text.len());
            return Some(Token { kind: Kind::Text(Cow::Borrowed(&inner[..length])), range });
        }
        let mark = body.chars().next().filter(|&c| {
            c == '"' || (c == '\'' && matches!(self.dialect, Dialect::Kusto | Dialect::Eql | Dialect::Python))
        })?;
        let inner = &body[1..];
        let end = end_of_literal(inner, mark, verbatim);
        let range = start + 1..start + 1 + end;
        self.at = range.end + usize::from(inner[end..].starts_with(mark));
        let written = &inner[..end];
        let value = match (verbatim, written.contains('\\')) {
            (true, _) if written.contains(mark) => Cow::Owned(
                written.replace([mark, mark].iter().collect::<String>().as_str(), mark.encode_utf8(&mut [0; 4])),
            ),
            (true, _) | (false, false) => Cow::Borrowed(written),
            (false, true) => Cow::Owned(unescape(written)),
        };
        Some(Token { kind: Kind::Text(value), range })
    }
}

/// The length of what comes before the closing mark. Literals do not span lines, so a mark that is missing costs one line.
fn end_of_literal(inner: &str, mark: char, verbatim: bool) -> usize {
    let mut characters = inner.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\n' {
            return at;
        }
        if character == '\\' && !verbatim {
            characters.next_if(|&(_, next)| next != '\n');
        } else if character == mark && !(verbatim && characters.next_if(|&(_, next)| next == mark).is_some()) {
            return at;
        }
    }
    inner.len()
}

/// Resolves the escapes of a literal; one that no language knows stands for its character.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else { break };
        rest = &rest[escape.len_utf8()..];
        let digits = match escape {
            'u' => 4,
            'x' => 2,
            _ => 0,
        };
        let code = rest.get(..digits).filter(|_| digits > 0).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match (escape, code.and_then(char::from_u32)) {
            (_, Some(character)) => {
                out.push(character);
                rest = &rest[digits..];
            }
            ('n', _) => out.push('\n'),
            ('r', _) => out.push('\r'),
            ('t', _) => out.push('\t'),
            (other, _) => out.push(other),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Kind, tokens};

    fn texts(query: &str, dialect: Dialect) -> Vec<String> {
        let written = |kind: Kind<'_>| match kind {
            Kind::Word(word) => word.to_owned(),
            Kind::Text(text) => format!("<{text}>"),
            Kind::Sign(sign) => sign.to_owned(),
        };
        tokens(query, dialect).into_iter().map(|token| written(token.kind)).collect()
    }

    #[test]
    fn kusto() {
        assert_eq!(
            texts("A.b !in~ ('x\\'y', @\"c:\\d\"\"e\", h'z') // 'no'\n|| `", Dialect::Kusto),
            ["A.b", "!in~", "(", "<x'y>", ",", "<c:\\d\"e>", ",", "<z>", ")", "|", "|", "`"]
        );
        assert_eq!(texts("```a\n'b```'open\nnext", Dialect::Kusto), ["<a\n'b>", "<open>", "next"]);
    }

    #[test]
    fn elastic() {
        assert_eq!(
            texts("event.action:User\\ reg* or \"a\\\"b\"", Dialect::Kibana),
            ["event.action", ":", "User\\ reg*", "or", "<a\"b>"]
        );
        assert_eq!(
            texts("a like~ (\"\"\"x\"y\"\"\") /* \"z\" */ != \"\\u00e9\"", Dialect::Eql),
            ["a", "like~", "(", "<x\"y>", ")", "!=", "<\u{e9}>"]
        );
        assert_eq!(texts("from logs-azure.auditlogs-*", Dialect::Esql), ["from", "logs-azure.auditlogs-*"]);
    }
}
