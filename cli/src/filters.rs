//! The flags that choose events.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use msaudit::analysis::{Filter, TimeBound};
use msaudit::catalog::{Category, Service, Workload};
use msaudit::event::Outcome;
use msaudit::formats::Format;
use msaudit::label::LabelChange;

/// Which events are wanted. Each flag but the first two may be given several times; then any of its values will do.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct Filters {
    /// Events at this time or later; a date begins at its midnight, UTC
    #[arg(long, value_name = "TIME")]
    from: Option<TimeBound>,
    /// Events before this time; a date is included to its end
    #[arg(long, value_name = "TIME")]
    to: Option<TimeBound>,
    /// Events of a service, by any of its names
    #[arg(long, value_name = "SERVICE")]
    service: Vec<Service>,
    /// Events of a category, by any of its names
    #[arg(long, value_name = "CATEGORY")]
    category: Vec<Category>,
    /// Events of an activity, by any of its names
    #[arg(long, value_name = "ACTIVITY")]
    activity: Vec<String>,
    /// Events of a workload of the unified audit log
    #[arg(long, value_name = "WORKLOAD")]
    workload: Vec<Workload>,
    /// Events of an operation of the unified audit log, in any spelling
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
    /// Events that ended so
    #[arg(long, value_name = "OUTCOME", value_parser = one_of(Outcome::all, Outcome::name))]
    outcome: Vec<Outcome>,
    /// Events by an actor whose id, name or address contains this
    #[arg(long, value_name = "TEXT")]
    actor: Vec<String>,
    /// Events on a target whose id or name contains this
    #[arg(long, value_name = "TEXT")]
    target: Vec<String>,
    /// Events from this address
    #[arg(long, value_name = "ADDRESS")]
    ip: Vec<String>,
    /// Events of the sign-in session with this id
    #[arg(long, value_name = "ID")]
    session: Vec<String>,
    /// Events with this correlation id
    #[arg(long, value_name = "ID")]
    correlation: Vec<String>,
    /// Events that changed a label so
    #[arg(long, value_name = "KIND", value_parser = one_of(LabelChange::all, LabelChange::name))]
    pub(crate) label_change: Vec<LabelChange>,
    /// Events of exports in this format
    #[arg(long, value_name = "FORMAT", value_parser = one_of(Format::all, Format::name))]
    source: Vec<Format>,
}

impl Filters {
    pub(crate) fn filter(&self) -> Filter {
        let mut filter = Filter::new();
        if let Some(from) = self.from {
            filter = filter.from(from);
        }
        if let Some(to) = self.to {
            filter = filter.to(to);
        }
        filter = self.service.iter().copied().fold(filter, Filter::service);
        filter = self.category.iter().copied().fold(filter, Filter::category);
        filter = self.activity.iter().map(String::as_str).fold(filter, Filter::activity);
        filter = self.workload.iter().copied().fold(filter, Filter::workload);
        filter = self.operation.iter().map(String::as_str).fold(filter, Filter::operation);
        filter = self.outcome.iter().copied().fold(filter, Filter::outcome);
        filter = self.actor.iter().map(String::as_str).fold(filter, Filter::actor);
        filter = self.target.iter().map(String::as_str).fold(filter, Filter::target);
        filter = self.ip.iter().map(String::as_str).fold(filter, Filter::ip);
        filter = self.session.iter().map(String::as_str).fold(filter, Filter::session);
        filter = self.correlation.iter().map(String::as_str).fold(filter, Filter::correlation);
        filter = self.label_change.iter().copied().fold(filter, Filter::label_change);
        self.source.iter().copied().fold(filter, Filter::source)
    }
}

/// Takes the names of a small enum, and shows them in the help.
fn one_of<T, I>(all: fn() -> I, name: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Clone + Send + Sync + 'static,
    I: Iterator<Item = T> + 'static,
{
    PossibleValuesParser::new(all().map(name)).map(move |text| {
        all().find(|one| name(one.clone()) == text).expect("the parser has compared it with the same list")
    })
}
