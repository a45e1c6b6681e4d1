//! The formats that output can have.

use clap::ValueEnum;

use crate::view::Stream;

/// Output formats of listings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sheet {
    /// Columns, fitted to the terminal
    Table,
    /// Tab-separated values with a header
    Tsv,
    /// One JSON object per line
    Json,
}

/// Output formats of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Text {
    /// Text for people
    Text,
    /// One JSON object per line
    Json,
}

/// Output formats of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Events {
    /// One JSON object per line
    #[value(alias = "json")]
    Ndjson,
    /// Comma-separated values with a header
    Csv,
    /// The portal's list view, or label changes if a label book or `--label-change` is given
    Table,
    /// Parquet files in the folder given with `--out`
    #[cfg_attr(not(feature = "parquet"), doc = "(not in this build: `cargo install msaudit-cli --features parquet`)")]
    Parquet,
}

impl Events {
    /// The format, if events are written in it one by one.
    pub(crate) fn stream(self) -> Option<Stream> {
        match self {
            Self::Ndjson => Some(Stream::Ndjson),
            Self::Csv => Some(Stream::Csv),
            Self::Table => Some(Stream::Table),
            Self::Parquet => None,
        }
    }
}

/// Output formats of timelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimelineFormat {
    /// Columns, fitted to the terminal
    Table,
    /// One JSON object per line
    #[value(alias = "json")]
    Ndjson,
    /// Comma-separated values with a header
    Csv,
    /// A page for people in the file given with `--out`; it has the last 10,000 events
    Html,
}

/// Treatment of CSV cells that look like formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Formulas {
    /// Prefix them with an apostrophe
    Escape,
    /// Leave them as they are, for programs
    Keep,
}

/// Output formats of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Findings {
    /// One line per notable finding
    Text,
    /// One JSON object per line for every name, documented ones too
    Json,
    /// A SARIF 2.1.0 log for code scanning
    Sarif,
    /// Annotations for GitHub's checks
    Github,
}

/// Partitions of Parquet output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The day of the event, UTC
    Day,
}
