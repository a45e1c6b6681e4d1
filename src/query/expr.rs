//! The one tree that every query is printed from.

/// An expression over the columns of a row.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    Text(String),
    Integer(i64),
    Column(&'static str),
    Lower(Box<Self>),
    /// Without blanks and braces at both ends.
    Bare(Box<Self>),
    /// The first condition that holds gives the value; otherwise the last one.
    Case(Vec<(Self, Self)>, Box<Self>),
    Compare(Box<Self>, Comparison, Box<Self>),
    /// Whether it is one of these texts or numbers.
    In(Box<Self>, Vec<Self>),
    /// Whether it is no text, or one without characters.
    IsEmpty(Box<Self>),
    /// Whether it is a text with characters.
    IsFilled(Box<Self>),
    /// Whether a number is missing.
    IsNull(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
    /// A function that only KQL has.
    Call(&'static str, Vec<Self>),
    /// A value within one that was parsed from JSON; only KQL has it.
    Member(Box<Self>, Vec<Self>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Different,
    Less,
    Greater,
}

impl Comparison {
    /// As KQL writes it.
    pub(super) const fn kql(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Different => "!=",
            Self::Less => "<",
            Self::Greater => ">",
        }
    }

    /// As SQL writes it.
    pub(super) const fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Different => "<>",
            Self::Less => "<",
            Self::Greater => ">",
        }
    }
}

impl Expr {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn lower(self) -> Self {
        Self::Lower(Box::new(self))
    }

    pub(super) fn bare(self) -> Self {
        Self::Bare(Box::new(self))
    }

    pub(super) fn compare(self, how: Comparison, with: Self) -> Self {
        Self::Compare(Box::new(self), how, Box::new(with))
    }

    pub(super) fn equals(self, text: &str) -> Self {
        self.compare(Comparison::Equal, Self::text(text))
    }

    pub(super) fn differs(self, text: &str) -> Self {
        self.compare(Comparison::Different, Self::text(text))
    }

    pub(super) fn one_of(self, texts: &[&str]) -> Self {
        Self::In(Box::new(self), texts.iter().map(|text| Self::text(*text)).collect())
    }

    pub(super) fn empty(self) -> Self {
        Self::IsEmpty(Box::new(self))
    }

    pub(super) fn filled(self) -> Self {
        Self::IsFilled(Box::new(self))
    }

    pub(super) fn missing(self) -> Self {
        Self::IsNull(Box::new(self))
    }

    pub(super) fn case(arms: Vec<(Self, Self)>, otherwise: Self) -> Self {
        Self::Case(arms, Box::new(otherwise))
    }

    pub(super) fn member(self, path: Vec<Self>) -> Self {
        Self::Member(Box::new(self), path)
    }
}

/// Conditions with a word between them, in brackets where they are joined themselves. Without any, `none` is the answer.
pub(super) fn joined(
    parts: &[Expr],
    (word, none): (&str, &str),
    line: &str,
    print: impl Fn(&Expr) -> String,
) -> String {
    let is_joined = |part: &Expr| matches!(part, Expr::All(inner) | Expr::Any(inner) if inner.len() > 1);
    let bracketed = |part: &Expr| if is_joined(part) { format!("({})", print(part)) } else { print(part) };
    match parts {
        [] => none.to_owned(),
        [only] => print(only),
        _ => {
            let before = if parts.iter().any(is_joined) { line } else { " " };
            parts.iter().map(bracketed).collect::<Vec<_>>().join(&format!("{before}{word} "))
        }
    }
}

/// What is done to the rows of a table, in order.
#[derive(Debug)]
pub(super) struct Plan {
    /// The labels that `Step::Lookup` finds.
    pub(super) labels: Labels,
    pub(super) table: String,
    pub(super) steps: Vec<Step>,
}

#[derive(Debug)]
pub(super) enum Step {
    /// Adds columns, or gives one another value.
    Extend(Vec<(&'static str, Expr)>),
    /// Adds name, path and rank of the label whose id a column holds, or nothing.
    Lookup { key: &'static str, name: &'static str, path: &'static str, rank: &'static str },
    /// Takes away columns that were only means.
    Drop(Vec<&'static str>),
}

/// The labels of a book, as literal rows or where else they are.
#[derive(Debug)]
pub(super) enum Labels {
    Rows(Vec<LabelRow>),
    Watchlist(String),
}

#[derive(Debug, Clone)]
pub(super) struct LabelRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) path: String,
    pub(super) rank: Option<i64>,
}
