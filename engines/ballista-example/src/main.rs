//! A Ballista cluster that knows activities and labels, a process for each part of it. `run` beside this crate plays it through.

mod client;
mod cluster;
mod codec;
mod events;

use std::error::Error;
use std::net::TcpListener;
use std::path::PathBuf;

use clap::Parser;

use cluster::{ExecutorHome, Kind};
use events::Data;

/// The parts of a cluster on this machine.
#[derive(Debug, Parser)]
enum Part {
    /// Print free ports
    Ports { count: usize },
    /// Make a label book, an export of label events, and the same as Parquet by day
    Prepare {
        #[command(flatten)]
        data: Data,
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=31))]
        days: u32,
        #[arg(long, default_value_t = 10_000)]
        events_a_day: u32,
    },
    /// Run the scheduler
    Scheduler {
        #[arg(long)]
        kind: Kind,
        #[arg(long)]
        port: u16,
    },
    /// Run an executor
    Executor {
        #[arg(long)]
        kind: Kind,
        /// The port of the scheduler
        #[arg(long)]
        scheduler: u16,
        #[command(flatten)]
        executor: ExecutorHome,
    },
    /// Count downgrades by label and day on the cluster, and compare
    Downgrades {
        #[command(flatten)]
        data: Data,
        /// The port of the scheduler
        #[arg(long)]
        scheduler: u16,
    },
    /// Run a query of `msaudit sql labels` on the cluster, and compare
    Portable {
        #[command(flatten)]
        data: Data,
        /// The port of the scheduler
        #[arg(long)]
        scheduler: u16,
        /// The text of the query
        query: PathBuf,
    },
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    env_logger::init();
    match Part::parse() {
        Part::Ports { count } => ports(count)?,
        Part::Prepare { data, days, events_a_day } => data.prepare(days, events_a_day).await?,
        Part::Scheduler { kind, port } => cluster::scheduler(kind, port).await?,
        Part::Executor { kind, scheduler, executor } => cluster::executor(kind, scheduler, executor).await?,
        Part::Downgrades { data, scheduler } => client::downgrades(&data, scheduler).await?,
        Part::Portable { data, scheduler, query } => client::portable(&data, scheduler, &query).await?,
    }
    Ok(())
}

/// All at once, so that none is given twice.
fn ports(count: usize) -> std::io::Result<()> {
    let listeners: Vec<TcpListener> = (0..count).map(|_| TcpListener::bind("127.0.0.1:0")).collect::<Result<_, _>>()?;
    for listener in listeners {
        println!("{}", listener.local_addr()?.port());
    }
    Ok(())
}
