//! The processes of a cluster: a scheduler, executors, and the session of a client. All on 127.0.0.1.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use ballista::prelude::{SessionConfigExt, SessionContextExt};
use ballista_core::error::Result;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::default_session_builder;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use msaudit::label::LabelBook;

use crate::codec::{LogicalCodec, PhysicalCodec};

const LOOPBACK: Ipv4Addr = Ipv4Addr::LOCALHOST;

/// Seconds after which an executor that is silent is dead. Ballista's own 180 are for networks that falter.
const DEAD_AFTER: u64 = 10;

/// What a process knows besides Ballista.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// The functions of `msaudit-datafusion`
    Functions,
    /// Nothing: Ballista as it comes
    Stock,
}

/// Where an executor listens and works.
#[derive(Debug, clap::Args)]
pub(crate) struct ExecutorHome {
    /// Its name
    #[arg(long)]
    name: String,
    /// The port that the others fetch its results from
    #[arg(long)]
    port: u16,
    /// The port that takes its tasks
    #[arg(long)]
    task_port: u16,
    /// The directory of its results
    #[arg(long)]
    work_dir: String,
}

pub(crate) async fn scheduler(kind: Kind, port: u16) -> Result<()> {
    let mut config = SchedulerConfig {
        external_host: LOOPBACK.to_string(),
        bind_host: LOOPBACK.to_string(),
        bind_port: port,
        executor_timeout_seconds: DEAD_AFTER,
        expire_dead_executor_interval_seconds: 2,
        no_executors_grace_period_seconds: DEAD_AFTER,
        ..SchedulerConfig::default()
    };
    if kind == Kind::Functions {
        config.override_session_builder = Some(Arc::new(|config| {
            let mut state = default_session_builder(config)?;
            msaudit_datafusion::register(&mut state, None)?;
            Ok(state)
        }));
        config.override_logical_codec = Some(Arc::new(LogicalCodec::default()));
        config.override_physical_codec = Some(Arc::new(PhysicalCodec::default()));
    }
    let cluster = BallistaCluster::new_from_config(&config).await?;
    start_server(cluster, SocketAddr::from((LOOPBACK, port)), Arc::new(config)).await
}

pub(crate) async fn executor(kind: Kind, scheduler: u16, executor: ExecutorHome) -> Result<()> {
    let mut config = ExecutorProcessConfig {
        executor_id: executor.name,
        bind_host: LOOPBACK.to_string(),
        external_host: Some(LOOPBACK.to_string()),
        port: executor.port,
        grpc_port: executor.task_port,
        scheduler_host: LOOPBACK.to_string(),
        scheduler_port: scheduler,
        scheduler_connect_timeout_seconds: 30,
        // One task at a time, so that a query lasts long enough to be disturbed.
        vcores: 1,
        work_dir: Some(executor.work_dir),
        executor_heartbeat_interval_seconds: 2,
        ..ExecutorProcessConfig::default()
    };
    if kind == Kind::Functions {
        let mut registry = BallistaFunctionRegistry::default();
        for function in msaudit_datafusion::functions(None) {
            registry.scalar_functions.insert(function.name().to_owned(), Arc::new(function));
        }
        config.override_function_registry = Some(Arc::new(registry));
        config.override_logical_codec = Some(Arc::new(LogicalCodec::default()));
        config.override_physical_codec = Some(Arc::new(PhysicalCodec::default()));
    }
    start_executor_process(Arc::new(config)).await
}

/// A session whose queries run on the cluster. With a label book, it has the functions.
pub(crate) async fn client(scheduler: u16, book: Option<Arc<LabelBook>>) -> datafusion::error::Result<SessionContext> {
    let mut config = SessionConfig::new_with_ballista();
    if book.is_some() {
        config = config
            .with_ballista_logical_extension_codec(Arc::new(LogicalCodec::default()))
            .with_ballista_physical_extension_codec(Arc::new(PhysicalCodec::default()));
    }
    let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
    let mut session = SessionContext::remote_with_state(&format!("df://{LOOPBACK}:{scheduler}"), state).await?;
    if let Some(book) = book {
        // Not before: making the session a remote one replaces its functions.
        msaudit_datafusion::register(&mut session, book)?;
    }
    Ok(session)
}
