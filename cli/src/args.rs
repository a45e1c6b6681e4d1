//! What can be asked for.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use msaudit::catalog::{Category, Edition, Service};

use crate::filters::Filters;

/// Microsoft's audit trails: what can be logged, and what an export says.
#[derive(Debug, Parser)]
#[command(name = "msaudit", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The activities that the documentation lists, one row for each place
    Activities(Activities),
    /// The services that log activities
    Services(Listing),
    /// The categories of activities
    Categories(Listing),
    /// The editions of the documentation
    Editions(Listing),
    /// The record types of the unified audit log
    RecordTypes(Listing),
    /// The operations of sensitivity-label events, by record type
    LabelOperations(Listing),
    /// The activities of the Azure Information Protection log
    AipActivities(Listing),
    /// What a name is: documented, historical, observed or unknown
    Lookup(Lookup),
    /// A label book as it is read
    Labels(Labels),
    /// Every record of an export, as an event
    Read(Read),
    /// The same export with label names added to each record
    Enrich(Enrich),
    /// Names that detection rules test for, against the catalogue
    Lint(Lint),
    /// What an export holds: counts, and answers to the questions that audit logs are kept for
    Summary(Summary),
    /// What an export has and the catalogue lacks: names, codes and fields
    Drift(Drift),
    /// Text for KQL: a label book as a query, the spellings of a name
    #[command(subcommand)]
    Kql(crate::query::Kql),
    /// Text for SQL: a label book as a query
    #[command(subcommand)]
    Sql(crate::query::Sql),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Activities {
    /// Only those of a service, by any of its names
    #[arg(long, value_name = "SERVICE")]
    pub(crate) service: Option<Service>,
    /// Only those of a category, by any of its names
    #[arg(long, value_name = "CATEGORY")]
    pub(crate) category: Option<Category>,
    /// Only those of an edition, such as `entra-2024-10`
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<Edition>,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Listing {
    /// How to print it
    #[arg(long, value_enum, default_value_t = Sheet::Table)]
    pub(crate) format: Sheet,
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sheet {
    /// Columns that fit the terminal
    Table,
    /// Tab-separated, with a header
    Tsv,
    /// One JSON object a line
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Lookup {
    /// Names of activities; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Text::Text)]
    pub(crate) format: Text,
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Text {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Labels {
    /// The label book: `Get-Label` as JSON or CSV, a page of Graph or ARM, rows of `Labels_CL`, a watchlist, the map of a
    /// KQL query, or `{"<id>": "<name>"}`
    #[arg(value_name = "BOOK")]
    pub(crate) book: PathBuf,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Exports {
    /// Exports to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Take one copy of each event, the one that tells most; files are read twice
    #[arg(long)]
    pub(crate) dedup: bool,
    /// Write errors to a file, one JSON object a line, rather than to standard error
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) exports: Exports,
    /// Name labels by this label book, and tell by its order how they changed
    #[arg(long, value_name = "BOOK")]
    pub(crate) labels: Option<PathBuf>,
    /// How to print the events
    #[arg(long, value_enum, default_value_t = Events::Ndjson)]
    pub(crate) format: Events,
    /// What becomes of text in CSV that a spreadsheet would run as a formula
    #[arg(long, value_enum, default_value_t = Formulas::Escape)]
    pub(crate) formulas: Formulas,
    #[command(flatten)]
    pub(crate) parquet: Parquet,
    // Last: its heading would be that of what follows.
    #[command(flatten)]
    pub(crate) filters: Filters,
}

/// What only Parquet files need to know.
#[derive(Debug, clap::Args)]
pub(crate) struct Parquet {
    /// Write Parquet files to a folder, which is made if it is not there; no file is overwritten
    #[arg(long, value_name = "DIR", required_if_eq("format", "parquet"))]
    pub(crate) out: Option<PathBuf>,
    /// One folder for each of these, as Hive does: `day=2024-10-05`; with Parquet only
    #[arg(long, value_enum, value_name = "BY", requires = "out")]
    pub(crate) partition: Option<By>,
    /// Keep the text of each record in a column `original`; with Parquet only
    #[arg(long, requires = "out")]
    pub(crate) original: bool,
}

/// What folders stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The day of the event, UTC
    Day,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Summary {
    #[command(flatten)]
    pub(crate) exports: Exports,
    /// Tell by the order of this label book how labels changed, and count the ids that it lacks
    #[arg(long, value_name = "BOOK")]
    pub(crate) labels: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Text::Text)]
    pub(crate) format: Text,
    // Last: its heading would be that of what follows.
    #[command(flatten)]
    pub(crate) filters: Filters,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Drift {
    #[command(flatten)]
    pub(crate) exports: Exports,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Enrich {
    /// The export; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The label book that names the labels and orders them
    #[arg(long, value_name = "BOOK")]
    pub(crate) labels: PathBuf,
    /// Write to a file rather than to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// How events are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Events {
    /// One JSON object a line
    Ndjson,
    /// Comma-separated, with a header
    Csv,
    /// The list view of the portal; if labels are asked for, what changed them
    Table,
    /// Parquet files in the folder that `--out` names
    #[cfg_attr(not(feature = "parquet"), doc = "(not in this build: `cargo install msaudit-cli --features parquet`)")]
    Parquet,
}

/// What becomes of text in CSV that begins as a formula does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Formulas {
    /// An apostrophe is put before it
    Escape,
    /// It stays as the record has it, for programs
    Keep,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Lint {
    /// Rule files, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Findings::Text)]
    pub(crate) format: Findings,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Findings {
    /// One line for each that is worth a look
    Text,
    /// One JSON object a line for every name, documented ones too
    Json,
    /// A SARIF 2.1.0 log for code scanning
    Sarif,
}
