//! Queries for other engines.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use msaudit::catalog::{Activity, Name, NameLookup, UnknownName};
use msaudit::export::{AsimSchema, AsimTable, asim_parser};
use msaudit::label::LabelBook;
use msaudit::query::{LabelQueries, LabelTable, name_list};

use crate::Status;

#[derive(Debug, Subcommand)]
pub(crate) enum Kql {
    /// Name the labels of every row, and say how each changed
    Labels {
        /// The label book
        #[arg(value_name = "BOOK")]
        book: PathBuf,
        /// Where the labels go
        #[arg(long, value_enum, default_value_t = Shape::Query)]
        shape: Shape,
        /// The table that is asked
        #[arg(long, value_enum, default_value_t = Table::Mpip)]
        table: Table,
        /// What the function or the watchlist is called
        #[arg(long, value_name = "NAME", default_value = "SensitivityLabels")]
        name: String,
    },
    /// A parser of the Advanced Security Information Model: the rows of a table in the columns of a schema
    Asim {
        /// The table that is read
        #[arg(long, value_enum, default_value_t = Source::AuditLogs)]
        table: Source,
        /// The schema
        #[arg(long, value_enum, default_value_t = Schema::AuditEvent)]
        schema: Schema,
        /// How it is saved
        #[arg(long, value_enum, default_value_t = Saved::FunctionBody)]
        shape: Saved,
        /// What the function is called; else after the schema and the table, as `ASimAuditEventAuditLogs`
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Every spelling of an activity or operation, as a list for `in~`
    Names {
        /// Activities and operations, by any of their names
        #[arg(required = true, value_name = "NAME", value_parser = activity_or_operation)]
        names: Vec<Name>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Sql {
    /// Name the labels of every row, and say how each changed; runs in DuckDB and DataFusion
    Labels {
        /// The label book
        #[arg(value_name = "BOOK")]
        book: PathBuf,
        /// The table that is asked, with the columns of `MicrosoftPurviewInformationProtection`
        #[arg(long, value_name = "NAME", default_value = LabelTable::Mpip.name())]
        table: String,
    },
}

/// Where a query has its labels from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// From itself; fits a scheduled rule up to some eighty labels
    Query,
    /// From itself, as the command that saves it as a function
    Function,
    /// From itself, as the body of a function of a workspace
    FunctionBody,
    /// From a watchlist
    Watchlist,
    /// The watchlist itself, to be uploaded
    WatchlistCsv,
    /// From itself, as a transformation of a data collection rule
    Transformation,
}

/// A table of a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Source {
    /// `AuditLogs`, the directory's audit log
    AuditLogs,
    /// `OfficeActivity`, the unified audit log of Exchange, SharePoint and Teams
    OfficeActivity,
    /// `MicrosoftPurviewInformationProtection`, events of labels
    Mpip,
}

/// A schema of the Advanced Security Information Model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Schema {
    /// Changes of configuration, and whatever the others do not have
    AuditEvent,
    /// Changes of users and groups
    UserManagement,
    /// Sign-ins
    Authentication,
}

/// How a function is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Saved {
    /// As the body of a function of a workspace
    FunctionBody,
    /// As the command of a cluster
    Function,
}

impl From<Source> for AsimTable {
    fn from(table: Source) -> Self {
        match table {
            Source::AuditLogs => Self::AuditLogs,
            Source::OfficeActivity => Self::OfficeActivity,
            Source::Mpip => Self::Mpip,
        }
    }
}

impl From<Schema> for AsimSchema {
    fn from(schema: Schema) -> Self {
        match schema {
            Schema::AuditEvent => Self::AuditEvent,
            Schema::UserManagement => Self::UserManagement,
            Schema::Authentication => Self::Authentication,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Table {
    /// `MicrosoftPurviewInformationProtection`
    Mpip,
    /// `OfficeActivity`, which has ids of labels only for sites
    OfficeActivity,
}

impl From<Table> for LabelTable {
    fn from(table: Table) -> Self {
        match table {
            Table::Mpip => Self::Mpip,
            Table::OfficeActivity => Self::OfficeActivity,
        }
    }
}

pub(crate) fn kql(args: &Kql) -> io::Result<Status> {
    match args {
        Kql::Labels { book, shape, table, name } => {
            let labels = labels(book)?.over((*table).into());
            print(&match shape {
                Shape::Query => labels.query().map_err(io::Error::other)?,
                Shape::Function => labels.function().command(name),
                Shape::FunctionBody => labels.function().body().to_owned(),
                Shape::Watchlist => labels.watchlist(name).query().to_owned(),
                Shape::WatchlistCsv => labels.watchlist(name).csv().to_owned(),
                Shape::Transformation => labels.transformation().map_err(io::Error::other)?,
            })
        }
        Kql::Asim { table, schema, shape, name } => {
            let (table, schema) = (AsimTable::from(*table), AsimSchema::from(*schema));
            let parser = asim_parser(table, schema).map_err(io::Error::other)?;
            print(&match shape {
                Saved::FunctionBody => parser.body().to_owned(),
                Saved::Function => {
                    let own = || format!("ASim{}{}", schema.title(), table.title());
                    parser.command(&name.clone().unwrap_or_else(own))
                }
            })
        }
        Kql::Names { names } => print(&name_list(names)),
    }
}

/// A name that a query can look for in the records of a log.
fn activity_or_operation(text: &str) -> Result<Name, UnknownName> {
    match NameLookup::new(text).name() {
        Some(name @ (Name::Activity(_) | Name::Operation(_))) => Ok(name),
        // The text of the error is that of activities: it names the nearest.
        _ => text.parse::<Activity>().map(Name::Activity),
    }
}

pub(crate) fn sql(args: &Sql) -> io::Result<Status> {
    match args {
        Sql::Labels { book, table } => print(&labels(book)?.sql(table).map_err(io::Error::other)?),
    }
}

fn labels(book: &Path) -> io::Result<LabelQueries> {
    let read = LabelBook::open(book).map_err(io::Error::other)?;
    LabelQueries::new(&read).map_err(|error| io::Error::other(format!("{}: {error}", book.display())))
}

fn print(text: &str) -> io::Result<Status> {
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Status::Clean)
}
