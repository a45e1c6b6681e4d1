//! `msaudit`: the library's answers on the command line. Each command is a thin wrapper over the public API.

mod args;
mod batches;
mod cells;
mod columns;
mod departments;
mod drift;
mod enrich;
mod errors;
mod events;
mod filters;
mod flat;
mod fold;
mod formats;
mod help;
mod inputs;
mod inspect;
mod interrupt;
mod lint;
mod listings;
mod outfile;
mod output;
mod parallel;
mod parquet;
mod progress;
mod query;
mod read;
mod report;
mod run;
mod schema;
mod sorter;
mod summary;
mod table;
mod timeline;
mod view;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::FromArgMatches;

use args::{Args, Command, Man};

/// Threads hand on what they have made, and others free it, which the allocator of most systems is slow at.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended; becomes the exit status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// All is well.
    #[default]
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
    clap_complete::generate(shell, &mut help::command(), "msaudit", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Status::Clean)
}

fn man(args: &Man) -> io::Result<Status> {
    let command = help::command();
    match &args.out {
        Some(folder) => {
            std::fs::create_dir_all(folder)?;
            clap_mangen::generate_to(command, folder)?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page)?;
            io::stdout().write_all(&page)?;
        }
    }
    Ok(Status::Clean)
}

/// Prints what a topic of the help says.
fn topic(name: &str) -> io::Result<Status> {
    let mut command = help::command();
    let text = command.find_subcommand_mut(name).map(clap::Command::render_long_help);
    writeln!(anstream::stdout(), "{}", text.unwrap_or_default())?;
    Ok(Status::Clean)
}

fn main() -> ExitCode {
    interrupt::heed();
    let args = Args::from_arg_matches(&help::command().get_matches()).unwrap_or_else(|error| error.exit());
    let result = match args.command {
        Command::Activities(args) => listings::activities(&args),
        Command::Services(args) => listings::services(&args),
        Command::Categories(args) => listings::categories(&args),
        Command::Operations(args) => listings::operations(&args),
        Command::Workloads(args) => listings::workloads(&args),
        Command::Editions(args) => listings::editions(&args),
        Command::RecordTypes(args) => listings::record_types(&args),
        Command::LabelOperations(args) => listings::label_operations(&args),
        Command::AipActivities(args) => listings::aip_activities(&args),
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
        Command::Man(args) => man(&args),
        Command::Exit => topic("exit"),
        Command::Output => topic("output"),
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
