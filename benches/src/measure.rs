//! Rounds, interleaving, medians, and what is claimed of them.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What a way is called: the kind of work, and who does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Id {
    /// The kind of work. All ways of one kind get the same input and must return the same check sum.
    pub kind: &'static str,
    /// Who does it.
    pub by: &'static str,
}

/// A short way to write an [`Id`].
pub const fn id(kind: &'static str, by: &'static str) -> Id {
    Id { kind, by }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.kind, self.by)
    }
}

/// One way to do a piece of work.
pub struct Way {
    /// What it is called.
    pub id: Id,
    /// How many items (look-ups, records) one run is.
    pub items: usize,
    /// The check sum that a run must return.
    pub sum: u64,
    run: Box<dyn Fn() -> u64>,
}

impl Way {
    /// `run` does the work and returns a check sum over all that it found.
    pub fn new(id: Id, items: usize, sum: u64, run: impl Fn() -> u64 + 'static) -> Self {
        Self { id, items, sum, run: Box::new(run) }
    }

    /// Runs it once, and refuses a wrong check sum.
    pub fn run(&self) {
        assert_eq!((self.run)(), self.sum, "`{}` skips work or finds something else", self.id);
    }
}

impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Way").field("id", &self.id).field("items", &self.items).finish_non_exhaustive()
    }
}

/// How many rounds to measure; in each of them every way has its turn.
///
/// Many short rounds see a machine whose speed changes at one speed each, and their ratios stay comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounds {
    /// With `--quick`; at least 5.
    pub quick: usize,
    /// Without it; at least 11.
    pub full: usize,
}

/// Nanoseconds an item, round by round.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Times(HashMap<Id, Vec<f64>>);

impl Times {
    /// Measures all ways side by side. One round before the first warms up and is not counted.
    ///
    /// Every round starts with another way, so that none always runs behind the same neighbour.
    pub fn measure(ways: &[Way], clock: Clock, rounds: usize) -> Self {
        ways.iter().for_each(Way::run);
        let mut times: HashMap<Id, Vec<f64>> = HashMap::new();
        for round in 0..rounds {
            let (last, first) = ways.split_at(round % ways.len());
            for way in first.iter().chain(last) {
                let before = clock.now();
                way.run();
                let spent = clock.now() - before;
                times.entry(way.id).or_default().push(spent.as_nanos() as f64 / way.items as f64);
            }
        }
        Self(times)
    }

    /// The median time of an item in nanoseconds.
    pub fn median(&self, id: Id) -> f64 {
        median(self.rounds(id).to_vec())
    }

    /// The median over the rounds of one time divided by another of the same round.
    pub fn ratio(&self, ours: Id, rival: Id) -> f64 {
        median(self.rounds(ours).iter().zip(self.rounds(rival)).map(|(ours, rival)| ours / rival).collect())
    }

    fn rounds(&self, id: Id) -> &[f64] {
        self.0.get(&id).unwrap_or_else(|| panic!("no way is called `{id}`"))
    }
}

/// How a ratio of two times is told, and what is good enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// Our time divided by the rival's, at most this.
    AtMost(f64),
    /// The rival's time divided by ours, at least this: so many times as fast.
    AtLeast(f64),
    /// Our time divided by the rival's; nothing is promised.
    None,
}

impl Goal {
    /// The ratio as this goal tells it, of our time divided by the rival's.
    pub fn ratio(self, ratio: f64) -> f64 {
        if matches!(self, Self::AtLeast(_)) { ratio.recip() } else { ratio }
    }

    /// Whether a ratio, as [`ratio`](Self::ratio) gives it, is good enough.
    pub fn is_met(self, ratio: f64) -> Option<bool> {
        match self {
            Self::AtMost(most) => Some(ratio <= most),
            Self::AtLeast(least) => Some(ratio >= least),
            Self::None => None,
        }
    }
}

/// Something claimed of two ways: a row of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Claim {
    /// How much CPU time an item takes, compared with a rival.
    Time {
        /// What is compared.
        what: &'static str,
        /// The library.
        ours: Id,
        /// The rival.
        rival: Id,
        /// The rival as the table calls it.
        called: &'static str,
        /// What is good enough.
        goal: Goal,
        /// The ratio that would be even better.
        stretch: Option<f64>,
    },
    /// How many allocations an item takes; a rival's count is there to compare.
    Allocations {
        /// What is counted.
        what: &'static str,
        /// The library.
        ours: Id,
        /// The rival.
        rival: Id,
        /// The rival as the table calls it.
        called: &'static str,
        /// The largest number that meets the goal.
        goal: f64,
    },
}

/// What tells the time that work takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The CPU time of the thread that measures.
    Thread,
    /// The time on the wall, for work of several threads.
    Wall,
}

impl Clock {
    fn now(self) -> Duration {
        match self {
            Self::Thread => cpu_time(),
            Self::Wall => wall_time(),
        }
    }
}

fn wall_time() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// The CPU time of this thread.
#[cfg(unix)]
fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.try_into().expect("a clock that counts from 0 is never negative")
}

/// Without a clock for the thread: the time on the wall. Nothing else should run then.
#[cfg(not(unix))]
fn cpu_time() -> Duration {
    wall_time()
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    if numbers.len() % 2 == 1 { numbers[middle] } else { f64::midpoint(numbers[middle - 1], numbers[middle]) }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Times, Way, id, median};

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
    }

    #[test]
    fn every_way_has_its_turn_in_every_round() {
        let ways = ["a", "b", "c"].map(|by| Way::new(id("nothing", by), 1, 7, || 7));
        let times = Times::measure(&ways, Clock::Thread, 5);
        assert!(ways.iter().all(|way| times.rounds(way.id).len() == 5));
    }

    #[test]
    #[should_panic(expected = "`work, lazy` skips work")]
    fn a_wrong_check_sum_is_refused() {
        Way::new(id("work", "lazy"), 1, 7, || 6).run();
    }
}
