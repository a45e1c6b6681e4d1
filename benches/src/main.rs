//! Runs the areas and prints one table: `cargo bench -p msaudit-bench -- [--quick] [AREA ...]`.
#![forbid(unsafe_code)]

use std::collections::HashMap;
use std::process::{Command, ExitCode};

use msaudit_bench::measure::{Claim, Goal, Id, Times, Way};
use msaudit_bench::{AREAS, Area, Scale};

fn main() -> ExitCode {
    let mut quick = false;
    let mut bench = false;
    let mut filters = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            // `cargo bench` adds it, `cargo test` does not.
            "--bench" => bench = true,
            "--quick" => quick = true,
            area if AREAS.iter().any(|known| known.name == area) => filters.push(argument),
            other => {
                let names: Vec<&str> = AREAS.iter().map(|area| area.name).collect();
                eprintln!("unknown argument `{other}`; known are --quick and {}", names.join(", "));
                return ExitCode::from(2);
            }
        }
    }
    let wanted = |area: &&Area| filters.is_empty() || filters.iter().any(|name| name == area.name);
    if !bench {
        // Run as a test, it only shows that all ways agree: these are no times to print.
        AREAS.iter().filter(wanted).for_each(|area| (area.ways)(Scale::Test).iter().for_each(Way::run));
        return ExitCode::SUCCESS;
    }

    print_row(["what", "ours", "rival", "ratio", "goal", "met"].map(str::to_owned));
    println!("{}", "-".repeat(WIDTHS.iter().sum::<usize>() + 2 * (WIDTHS.len() - 1)));
    for area in AREAS.iter().filter(wanted) {
        let (scale, rounds) = if quick { (Scale::Quick, area.rounds.quick) } else { (Scale::Full, area.rounds.full) };
        let times = Times::measure(&(area.ways)(scale), area.clock, rounds);
        let allocations = count_allocations(area);
        area.claims.iter().for_each(|claim| print_row(row(claim, &times, &allocations)));
    }
    ExitCode::SUCCESS
}

/// Allocations an item, by kind and way. Another program counts them, see `bin/allocations.rs`.
fn count_allocations(area: &Area) -> HashMap<(String, String), f64> {
    let output = Command::new(env!("CARGO_BIN_EXE_allocations")).arg(area.name).output();
    let output = output.expect("cargo has built the program that counts");
    assert!(output.status.success(), "counting failed: {}", String::from_utf8_lossy(&output.stderr));
    let mut counts = HashMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let mut fields = line.split('\t');
        let mut next = || fields.next().expect("kind, way and allocations an item");
        let id = (next().to_owned(), next().to_owned());
        counts.insert(id, next().parse().expect("a number"));
    }
    counts
}

const WIDTHS: [usize; 6] = [34, 9, 33, 6, 14, 3];

fn print_row(cells: [String; 6]) {
    let [what, ours, rival, ratio, goal, met] = cells;
    let [a, b, c, d, e, f] = WIDTHS;
    let line = format!("{what:a$}  {ours:>b$}  {rival:>c$}  {ratio:>d$}  {goal:e$}  {met:f$}");
    println!("{}", line.trim_end());
}

fn row(claim: &Claim, times: &Times, allocations: &HashMap<(String, String), f64>) -> [String; 6] {
    let met = |met: bool| if met { "yes" } else { "no" }.to_owned();
    match *claim {
        Claim::Time { what, ours, rival, called, goal, stretch } => {
            let ratio = goal.ratio(times.ratio(ours, rival));
            let mut goals = match goal {
                Goal::AtMost(most) => format!("<= {most:.2}"),
                Goal::AtLeast(least) => format!(">= {least:.2}"),
                Goal::None => "-".to_owned(),
            };
            if let Some(stretch) = stretch {
                goals += &format!(" ({stretch:.2})");
            }
            [
                what.to_owned(),
                time(times.median(ours)),
                format!("{called} {:>9}", time(times.median(rival))),
                format!("{ratio:.2}"),
                goals,
                goal.is_met(ratio).map_or_else(|| "-".to_owned(), met),
            ]
        }
        Claim::Allocations { what, ours, rival, called, goal } => {
            let count = |id: Id| allocations[&(id.kind.to_owned(), id.by.to_owned())];
            let (ours, rival) = (count(ours), count(rival));
            [
                what.to_owned(),
                number(ours),
                format!("{called} {:>9}", number(rival)),
                "-".to_owned(),
                format!("<= {}", number(goal)),
                met(ours <= goal),
            ]
        }
    }
}

/// Nanoseconds with a fitting unit.
fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e4 => format!("{nanoseconds:.1} ns"),
        1e4..1e7 => format!("{:.1} us", nanoseconds / 1e3),
        _ => format!("{:.1} ms", nanoseconds / 1e6),
    }
}

/// Exactly 0, or with two decimals.
fn number(number: f64) -> String {
    if number == 0.0 { "0".to_owned() } else { format!("{number:.2}") }
}
