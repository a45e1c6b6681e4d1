//! `msaudit`: the library's answers on the command line. Each command is a thin wrapper over the public API.

mod args;
mod drift;
mod enrich;
mod errors;
mod events;
mod filters;
mod inputs;
mod inspect;
mod interrupt;
mod lint;
mod listings;
mod outfile;
mod output;
mod parquet;
mod query;
mod read;
mod report;
mod run;
mod sorter;
mod summary;
mod timeline;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Command};

/// How a command ended; becomes the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// All is well.
    Clean,
    /// It finished, but something was skipped or found.
    Found,
    /// It could not run.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

fn completions(shell: clap_complete::Shell) -> io::Result<Status> {
    // Written at once, for the generator takes a pipe that was closed for a bug.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "msaudit", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Status::Clean)
}

fn main() -> ExitCode {
    interrupt::heed();
    let result = match Args::parse().command {
        Command::Activities(args) => listings::activities(&args),
        Command::Services(args) => listings::services(args.format),
        Command::Categories(args) => listings::categories(args.format),
        Command::Operations(args) => listings::operations(&args),
        Command::Workloads(args) => listings::workloads(args.format),
        Command::Editions(args) => listings::editions(args.format),
        Command::RecordTypes(args) => listings::record_types(args.format),
        Command::LabelOperations(args) => listings::label_operations(args.format),
        Command::AipActivities(args) => listings::aip_activities(args.format),
        Command::Lookup(args) => inspect::lookup(&args),
        Command::Labels(args) => inspect::labels(&args),
        Command::Read(args) => read::read(&args),
        Command::Enrich(args) => enrich::enrich(&args),
        Command::Lint(args) => lint::lint(&args),
        Command::Summary(args) => summary::summary(&args),
        Command::Report(args) => report::report(&args),
        Command::Timeline(args) => timeline::timeline(&args),
        Command::Drift(args) => drift::drift(&args),
        Command::Completions(args) => completions(args.shell),
        Command::Kql(args) => query::kql(&args),
        Command::Sql(args) => query::sql(&args),
    };
    match result {
        Ok(status) => status.into(),
        // Who asked needs no message.
        Err(_) if interrupt::is_asked() => interrupt::STATUS.into(),
        // Whoever reads our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Clean.into(),
        Err(error) => {
            // Nobody is left to tell if standard error is closed.
            let _ = writeln!(anstream::stderr(), "msaudit: {}", output::printable(&error.to_string()));
            Status::Failed.into()
        }
    }
}
