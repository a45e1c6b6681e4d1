//! Commands and options.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use msaudit::analysis::{Filter, TimeBound};
use msaudit::catalog::{Category, Edition, RecordType, Section, Service, Workload};
use msaudit::lint::{Kind, Severity};
use msaudit::report::ReportSection;

use crate::columns::Layout;
use crate::filters::Filters;
use crate::formats::{By, Events, Findings, Formulas, Sheet, Text, TimelineFormat};
use crate::schema::EventSchema;

/// Read Microsoft's audit logs, look up what they can contain, and see how sensitivity labels changed
#[derive(Debug, Parser)]
#[command(name = "msaudit", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List documented activities, one row per service and category
    Activities(Activities),
    /// List the services that log activities
    Services(Listing),
    /// List the categories of activities
    Categories(Listing),
    /// List operations of the unified audit log, cmdlets included, one row per section
    Operations(Operations),
    /// List the workloads of the unified audit log
    Workloads(Listing),
    /// List the editions of the documentation
    Editions(Listing),
    /// List the record types of the unified audit log
    RecordTypes(Listing),
    /// List the operations of sensitivity-label events, by record type
    LabelOperations(Listing),
    /// List the activities of the Azure Information Protection log
    AipActivities(Listing),
    /// Tell whether a name is documented, historical, observed or unknown
    Lookup(Lookup),
    /// Show a label book as msaudit reads it
    Labels(Labels),
    /// Print the records of exports as events
    Read(Read),
    /// Copy an export and add label names to its records
    Enrich(Enrich),
    /// Check the activity names used in detection rules
    Lint(Lint),
    /// Count events and answer common questions about them
    Summary(Summary),
    /// Print the events of all exports in the order of their times, copies folded
    Timeline(Timeline),
    /// Write a page for people: label changes, privileged changes, failures
    Report(Report),
    /// List names, codes and fields in an export that the catalogue does not know
    Drift(Drift),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual, or write a page for each command
    Man(Man),
    /// What the exit status says
    ///
    /// 0: all is well.
    ///
    /// 1: it ended, but something was skipped, such as a record that could not be read, or found, such as a name that a rule
    /// misspells. `lint --fail-on` sets from which severity on a finding counts.
    ///
    /// 2: it could not run: a mistake in the command, a file that is missing, no record at all.
    ///
    /// 130: it was interrupted.
    #[command(hide = true, help_template = "{about-with-newline}")]
    Exit,
    /// What is written where
    ///
    /// Data goes to standard output, everything else to standard error. JSON is one object per line. On a terminal, tables fit its
    /// width (`--wide` shows them whole), outcomes are coloured (`NO_COLOR` turns that off, `CLICOLOR_FORCE=1` on, as for
    /// `less -R`), progress is shown, and errors are lines for people. Elsewhere errors are JSON lines, and there is no progress.
    ///
    /// Control characters of records are escaped in every format.
    #[command(hide = true, help_template = "{about-with-newline}")]
    Output,
    /// Generate KQL: label names for rows in Sentinel, all spellings of an activity
    #[command(subcommand)]
    Kql(crate::query::Kql),
    /// Generate SQL: label names for rows in DuckDB or DataFusion
    #[command(subcommand)]
    Sql(crate::query::Sql),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Activities {
    /// Only activities of this service, in any spelling
    #[arg(long, value_name = "SERVICE")]
    pub(crate) service: Option<Service>,
    /// Only activities of this category, in any spelling
    #[arg(long, value_name = "CATEGORY")]
    pub(crate) category: Option<Category>,
    /// Only activities of this edition, such as `entra-2024-10`
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<Edition>,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Operations {
    /// Only operations that this workload logs, such as `Exchange`
    #[arg(long, value_name = "WORKLOAD")]
    pub(crate) workload: Option<Workload>,
    /// Only operations of records of this type, such as `ExchangeItem`
    #[arg(long, value_name = "TYPE")]
    pub(crate) record_type: Option<RecordType>,
    /// Only operations of this section of the documentation, in any spelling
    #[arg(long, value_name = "SECTION")]
    pub(crate) section: Option<Section>,
    /// Only operations of this edition, such as `purview-2023-06`
    #[arg(long, value_name = "EDITION")]
    pub(crate) edition: Option<Edition>,
    #[command(flatten)]
    pub(crate) listing: Listing,
}

#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Listing {
    /// Output format
    #[arg(long, value_enum, default_value_t = Sheet::Table)]
    pub(crate) format: Sheet,
    #[command(flatten)]
    pub(crate) layout: Layout,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Lookup {
    /// Names to look up; `-` reads them from standard input, one per line
    #[arg(required = true, value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Text::Text)]
    pub(crate) format: Text,
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
    /// Exports to read: files, folders with everything below them, ZIP archives, patterns, `@FILE` for a list of paths, `-` for
    /// standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) files: Vec<PathBuf>,
    /// Keep one copy of each event, the most complete one; reads the files twice
    #[arg(long)]
    pub(crate) dedup: bool,
    /// Write errors to this file instead of standard error, one JSON object per line
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Replace output files that are there already
    #[arg(long)]
    pub(crate) force: bool,
    /// Read on so many threads; as many as there are cores, if not given
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZero<usize>>,
    /// Say of each file what became of its records
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// Say nothing of what was read, and show no progress; errors are still told
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) exports: Exports,
    /// Label book that supplies label names and order
    #[arg(long, value_name = "BOOK")]
    pub(crate) labels: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Events::Ndjson)]
    pub(crate) format: Events,
    /// Write events in this schema
    #[arg(long, value_enum, default_value_t = EventSchema::Own)]
    pub(crate) schema: EventSchema,
    /// Add the text of each record as `raw_data`; with `--schema ocsf` only
    #[arg(long)]
    pub(crate) raw_data: bool,
    /// How to write CSV cells that a spreadsheet would execute as a formula
    #[arg(long, value_enum, default_value_t = Formulas::Escape)]
    pub(crate) formulas: Formulas,
    #[command(flatten)]
    pub(crate) layout: Layout,
    #[command(flatten)]
    pub(crate) parquet: Parquet,
    // Last: its heading would be that of what follows.
    #[command(flatten)]
    pub(crate) filters: Filters,
}

/// Options of Parquet output.
#[derive(Debug, clap::Args)]
pub(crate) struct Parquet {
    /// Folder for Parquet files, created if needed; existing files are replaced only with `--force`
    #[arg(long, value_name = "DIR", required_if_eq("format", "parquet"))]
    pub(crate) out: Option<PathBuf>,
    /// Partition into folders as Hive does (`day=2024-10-05`); Parquet only
    #[arg(long, value_enum, value_name = "BY", requires = "out")]
    pub(crate) partition: Option<By>,
    /// Include the text of each record in a column `original`; Parquet only
    #[arg(long, requires = "out")]
    pub(crate) original: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Summary {
    #[command(flatten)]
    pub(crate) exports: Exports,
    /// Label book for assessing label changes and counting unknown label ids
    #[arg(long, value_name = "BOOK")]
    pub(crate) labels: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Text::Text)]
    pub(crate) format: Text,
    // Last: its heading would be that of what follows.
    #[command(flatten)]
    pub(crate) filters: Filters,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) exports: Exports,
    /// Label book that supplies label names and order
    #[arg(long, value_name = "BOOK")]
    pub(crate) labels: Option<PathBuf>,
    /// The HTML file to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Only these sections of the page: labels, directory, mail, sharing; or all
    #[arg(long, value_name = "SECTION", value_delimiter = ',', value_parser = sections)]
    pub(crate) section: Vec<Sections>,
    /// Tell downgrades by department too: a CSV file with the columns `userPrincipalName` and `department`
    #[arg(long, value_name = "FILE")]
    pub(crate) departments: Option<PathBuf>,
    /// The title of the page
    #[arg(long, value_name = "TEXT", default_value = "Audit report")]
    pub(crate) title: String,
    // Last: its heading would be that of what follows.
    #[command(flatten)]
    pub(crate) filters: Filters,
}

/// One section of the page, or all of them.
#[derive(Debug, Clone)]
pub(crate) struct Sections(pub(crate) Vec<ReportSection>);

fn sections(text: &str) -> Result<Sections, String> {
    if text.eq_ignore_ascii_case("all") {
        return Ok(Sections(ReportSection::all().collect()));
    }
    text.parse().map(|section| Sections(vec![section])).map_err(|error| format!("{error}, or `all`"))
}

#[derive(Debug, clap::Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    pub(crate) exports: Exports,
    /// Label book that supplies label names and order
    #[arg(long, value_name = "BOOK")]
    pub(crate) labels: Option<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = TimelineFormat::Table)]
    pub(crate) format: TimelineFormat,
    /// The HTML file to write
    #[arg(long, value_name = "FILE", required_if_eq("format", "html"))]
    pub(crate) out: Option<PathBuf>,
    /// How to write CSV cells that a spreadsheet would execute as a formula
    #[arg(long, value_enum, default_value_t = Formulas::Escape)]
    pub(crate) formulas: Formulas,
    /// Only events around this time
    #[arg(long, value_name = "TIME", conflicts_with_all = ["from", "to"])]
    pub(crate) around: Option<TimeBound>,
    /// How long before and after `--around`, such as `30m`, `2h` or `1day`
    #[arg(long, value_name = "DURATION", default_value = "30m", value_parser = humantime::parse_duration)]
    pub(crate) within: std::time::Duration,
    #[command(flatten)]
    pub(crate) layout: Layout,
    // Last: its heading would be that of what follows.
    #[command(flatten)]
    pub(crate) filters: Filters,
}

impl Timeline {
    /// The filter, with the time around which events are wanted.
    pub(crate) fn filter(&self) -> Filter {
        let filter = self.filters.filter();
        match self.around {
            Some(around) => filter.around(around, self.within),
            None => filter,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Man {
    /// Write a page for each command into this folder, which is made if need be
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
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
    /// Label book that supplies label names and order
    #[arg(long, value_name = "BOOK")]
    pub(crate) labels: PathBuf,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Replace the output file if it is there already
    #[arg(long)]
    pub(crate) force: bool,
    /// Read on so many threads; as many as there are cores, if not given
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZero<usize>>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Lint {
    /// Rule files, folders of them, patterns, `@FILE` for a list of paths; `-` is standard input
    #[arg(required_unless_present = "explain", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = Findings::Text)]
    pub(crate) format: Findings,
    /// Report only these kinds, such as `unknown,case`
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(crate) select: Vec<Kind>,
    /// Do not report these kinds
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(crate) ignore: Vec<Kind>,
    /// End with status 1 only for findings of this severity or above
    #[arg(long, value_name = "SEVERITY", default_value = "warning")]
    pub(crate) fail_on: Severity,
    /// Report only what this file does not have; it is written if it is not there
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the spelling of the logs into the rules, where a finding has one
    #[arg(long)]
    pub(crate) fix: bool,
    /// Say what a kind of finding means, and end
    #[arg(long, value_name = "KIND", exclusive = true)]
    pub(crate) explain: Option<Kind>,
}
