//! What `--help` says beyond the options: examples for each command, and the exit statuses.

use clap::{Command, CommandFactory};

use crate::args::Args;

/// Examples of each command, as they are typed.
const EXAMPLES: [(&str, &str); 20] = [
    (
        "activities",
        "  msaudit activities --service 'Core Directory' --category RoleManagement\n  msaudit activities --edition entra-2024-10 --format tsv",
    ),
    ("aip-activities", "  msaudit aip-activities --columns activity,description"),
    ("categories", "  msaudit categories --format json"),
    ("completions", "  msaudit completions bash > ~/.local/share/bash-completion/completions/msaudit"),
    ("drift", "  msaudit drift exports/ --sort -count"),
    ("editions", "  msaudit editions --wide"),
    ("enrich", "  msaudit enrich AuditLogs.csv --labels labels.json --out named.csv"),
    ("label-operations", "  msaudit label-operations --columns record_type,operation,effect"),
    ("labels", "  msaudit labels labels.json --sort order"),
    (
        "lint",
        "  msaudit lint rules/\n  msaudit lint rules/ --baseline known.json --format github\n  msaudit lint --explain case",
    ),
    ("lookup", "  msaudit lookup 'Add member to role.'\n  msaudit lookup - --format json < names.txt"),
    ("man", "  msaudit man --out /usr/local/share/man/man1"),
    ("operations", "  msaudit operations --workload Exchange --sort operation"),
    (
        "read",
        "  msaudit read exports/ --labels labels.json --format csv > events.csv\n  msaudit read export.csv --actor ana@contoso.com --from 2025-03-01 --format table\n  msaudit read export.json --columns time,actor.name,activity --sort -time",
    ),
    ("record-types", "  msaudit record-types --columns code,name"),
    ("report", "  msaudit report exports/ --labels labels.json --from 2024-01-01 --to 2024-12-31 --out year.html"),
    ("services", "  msaudit services --sort -activities"),
    ("summary", "  msaudit summary exports/\n  msaudit summary export.json --category RoleManagement --format json"),
    (
        "timeline",
        "  msaudit timeline exports/ --around 2025-03-03T09:40:00Z --within 30m\n  msaudit timeline exports/ --session 0f1e2d3c --format html --out session.html",
    ),
    ("workloads", "  msaudit workloads --sort -operations"),
];

/// The commands, with what is said of each.
pub(crate) fn command() -> Command {
    let command = EXAMPLES.into_iter().fold(Args::command(), |command, (name, examples)| {
        command.mut_subcommand(name, |command| command.after_help(format!("Examples:\n{examples}")))
    });
    command.after_help(
        "Exit statuses: `msaudit help exit`. What is written for machines, and what for people: `msaudit help output`.",
    )
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES, command};

    #[test]
    fn every_command_has_examples_that_can_be_typed() {
        let with_parts = ["kql", "sql", "help", "exit", "output"];
        for command in command().get_subcommands().filter(|command| !with_parts.contains(&command.get_name())) {
            assert!(command.get_after_help().is_some(), "{}", command.get_name());
        }
        for line in EXAMPLES.iter().flat_map(|(_, examples)| examples.lines()) {
            let line =
                line.split(" > ").next().and_then(|line| line.split(" < ").next()).expect("there is a first part");
            let words = shlex::split(line).expect("quotes are closed");
            command().try_get_matches_from(&words).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }
}
