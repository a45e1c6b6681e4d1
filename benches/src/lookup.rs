//! Look-up of a name: `Activity::find` against maps over the same names, and against the usual way to forgive how a
//! name is written, which is to build a normalised `String` first.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::hint::black_box;
use std::rc::Rc;

use foldhash::fast::FixedState;
use msaudit::catalog::{Activity, MatchKind, ObservedSpelling};

use crate::measure::{Claim, Clock, Goal, Id, Rounds, Way, id};
use crate::{Area, Scale};

include!(concat!(env!("OUT_DIR"), "/lookup.rs"));

/// How many queries of each kind.
const QUERIES: usize = 1 << 16;

const HIT: &str = "hit";
const MISS: &str = "miss";
const VARIANT: &str = "variant";
const VARIANT_MISS: &str = "variant of a miss";
const CASE: &str = "random case";
const DASH: &str = "en dash";
const BLANK: &str = "doubled blank";
const STOP: &str = "full stop";

const OURS: &str = "ours";
const PHF_MAP: &str = "phf";
const STD: &str = "std";
const FOLDHASH: &str = "foldhash";
const STRUM: &str = "strum";
const NORMALISED: &str = "normalised";

/// Look-up of a name.
pub const AREA: Area =
    Area { name: "lookup", clock: Clock::Thread, rounds: Rounds { quick: 15, full: 101 }, ways, claims: CLAIMS };

const CLAIMS: &[Claim] = &[
    against("exact hit", HIT, id(HIT, PHF_MAP), "phf 0.14 hit", Some(0.7), Some(0.5)),
    against("exact hit", HIT, id(HIT, FOLDHASH), "HashMap, foldhash hit", Some(1.4), None),
    against("exact hit", HIT, id(HIT, STD), "HashMap, SipHash hit", None, None),
    against("exact hit", HIT, id(HIT, STRUM), "strum EnumString hit", None, None),
    against("miss, folding included", MISS, id(MISS, PHF_MAP), "phf 0.14 miss", Some(1.2), None),
    against("miss, folding included", MISS, id(HIT, PHF_MAP), "phf 0.14 hit", Some(3.8), None),
    against("miss, folding included", MISS, id(MISS, NORMALISED), "String + HashMap", Some(0.5), None),
    against("folded hit", VARIANT, id(HIT, PHF_MAP), "phf 0.14 hit", Some(3.8), Some(2.8)),
    against("folded hit", VARIANT, id(VARIANT, NORMALISED), "String + HashMap", Some(0.5), None),
    against("- by random case", CASE, id(HIT, PHF_MAP), "phf 0.14 hit", None, None),
    against("- by en dash", DASH, id(HIT, PHF_MAP), "phf 0.14 hit", None, None),
    against("- by doubled blank", BLANK, id(HIT, PHF_MAP), "phf 0.14 hit", None, None),
    against("- by trailing full stop", STOP, id(HIT, PHF_MAP), "phf 0.14 hit", None, None),
    against("variant of a miss", VARIANT_MISS, id(HIT, PHF_MAP), "phf 0.14 hit", Some(3.8), None),
    against("variant of a miss", VARIANT_MISS, id(VARIANT_MISS, NORMALISED), "String + HashMap", Some(0.5), None),
    no_allocation("allocations, exact hit", HIT),
    no_allocation("allocations, miss", MISS),
    no_allocation("allocations, folded hit", VARIANT),
    no_allocation("allocations, variant of a miss", VARIANT_MISS),
];

const fn against(
    what: &'static str,
    kind: &'static str,
    rival: Id,
    called: &'static str,
    most: Option<f64>,
    stretch: Option<f64>,
) -> Claim {
    let goal = match most {
        Some(most) => Goal::AtMost(most),
        None => Goal::None,
    };
    Claim::Time { what, ours: id(kind, OURS), rival, called, goal, stretch }
}

const fn no_allocation(what: &'static str, kind: &'static str) -> Claim {
    let rival = id(kind, NORMALISED);
    Claim::Allocations { what, ours: id(kind, OURS), rival, called: "String + HashMap", goal: 0.0 }
}

/// Texts to look up, with what each stands for. Every text has its own memory, as if it came from a record.
type Queries = Rc<[(Box<str>, Option<Activity>)]>;

fn ways(_: Scale) -> Vec<Way> {
    let names = names();
    let mut random = fastrand::Rng::with_seed(65_536);
    let all: Vec<&str> = names.keys().copied().collect();
    let hits: Queries = (0..QUERIES)
        .map(|_| {
            let name = random.choice(&all).expect("there are names");
            (Box::from(*name), Some(names[name]))
        })
        .collect();
    let misses: Queries = (0..QUERIES).map(|n| (miss(n, &all, &mut random), None)).collect();
    let variants_of = |kind: Option<Variant>, random: &mut fastrand::Rng| -> Queries {
        (0..QUERIES).map(|n| variant_hit(kind.unwrap_or(Variant::ALL[n % 4]), &names, &all, random)).collect()
    };
    let variants = variants_of(None, &mut random);
    let variants_by = Variant::ALL.map(|kind| (kind.name(), variants_of(Some(kind), &mut random)));
    let variant_misses: Queries = (0..QUERIES).map(|n| (variant_miss(n, &misses, &mut random), None)).collect();

    let std: HashMap<&'static str, Activity> = names.clone().into_iter().collect();
    let foldhash: HashMap<&'static str, Activity, FixedState> = names.clone().into_iter().collect();
    let normalised: HashMap<String, Activity> =
        names.iter().map(|(name, &activity)| (normalise(name), activity)).collect();
    let (std, foldhash, normalised) = (Rc::new(std), Rc::new(foldhash), Rc::new(normalised));

    let mut ways = Vec::new();
    for (kind, queries) in [(HIT, &hits), (MISS, &misses)] {
        let (std, foldhash) = (Rc::clone(&std), Rc::clone(&foldhash));
        ways.push(way(kind, PHF_MAP, queries, |text| PHF.get(text).copied()));
        ways.push(way(kind, FOLDHASH, queries, move |text| foldhash.get(text).copied()));
        ways.push(way(kind, STD, queries, move |text| std.get(text).copied()));
        ways.push(numbered_way(kind, STRUM, queries, |text| text.parse().ok().map(|name: Derived| name as u16)));
    }
    for (kind, queries) in [(HIT, &hits), (MISS, &misses), (VARIANT, &variants), (VARIANT_MISS, &variant_misses)] {
        let normalised = Rc::clone(&normalised);
        ways.push(way(kind, OURS, queries, Activity::find));
        ways.push(way(kind, NORMALISED, queries, move |text| find_normalised(&normalised, text)));
    }
    for (kind, queries) in &variants_by {
        ways.push(way(kind, OURS, queries, Activity::find));
    }
    ways
}

/// All names and spellings with what they stand for.
fn names() -> BTreeMap<&'static str, Activity> {
    let observed = Activity::all().flat_map(Activity::observed_spellings).map(ObservedSpelling::text);
    let texts = Activity::all().flat_map(Activity::spellings).chain(observed);
    texts.map(|text| (text, Activity::find(text).expect("the catalogue finds its own spellings"))).collect()
}

fn way(
    kind: &'static str,
    by: &'static str,
    queries: &Queries,
    find: impl Fn(&str) -> Option<Activity> + 'static,
) -> Way {
    numbered_way(kind, by, queries, move |text| find(text).map(|activity| activity as u16))
}

/// Looks every text up and adds the numbers of what was found.
fn numbered_way(
    kind: &'static str,
    by: &'static str,
    queries: &Queries,
    find: impl Fn(&str) -> Option<u16> + 'static,
) -> Way {
    let score = |found: Option<u16>| found.map_or(0, |number| u64::from(number) + 1);
    let sum = queries.iter().map(|(_, stands_for)| score(stands_for.map(|activity| activity as u16))).sum();
    let queries = Rc::clone(queries);
    let run = move || queries.iter().map(|(text, _)| score(find(black_box(text)))).sum();
    Way::new(id(kind, by), QUERIES, sum, run)
}

/// The usual normaliser, a step for each rule of the library's `fold`.
fn normalise(text: &str) -> String {
    let lower = text.to_lowercase();
    let dashes =
        lower.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}'], "-");
    let mut normalised = String::with_capacity(dashes.len());
    for word in dashes.split_whitespace() {
        if !normalised.is_empty() {
            normalised.push(' ');
        }
        normalised.push_str(word);
    }
    normalised.truncate(normalised.trim_end_matches(['.', ' ']).len());
    normalised
}

fn find_normalised<S: BuildHasher>(map: &HashMap<String, Activity, S>, text: &str) -> Option<Activity> {
    map.get(&normalise(text)).copied()
}

/// A text that is no name even when folded: by turns a name with one letter changed, one with a word more, and the
/// beginning of one with the end of another.
fn miss(turn: usize, names: &[&str], random: &mut fastrand::Rng) -> Box<str> {
    loop {
        let mut name = || *random.choice(names).expect("there are names");
        let (one, other) = (name(), name());
        let text = match turn % 3 {
            0 => {
                let changed = random.usize(..one.chars().count());
                let letter = random.lowercase();
                one.chars().enumerate().map(|(at, old)| if at == changed { letter } else { old }).collect()
            }
            1 => format!("{one} {}", other.split_whitespace().next().unwrap_or_default()),
            _ => {
                let middle = |text: &str| text.match_indices(' ').nth(text.matches(' ').count() / 2).map(|(at, _)| at);
                let (Some(until), Some(from)) = (middle(one), middle(other)) else { continue };
                format!("{}{}", &one[..until], &other[from..])
            }
        };
        if Activity::find(&text).is_none() {
            return text.into();
        }
    }
}

/// A difference in writing that folding removes.
#[derive(Clone, Copy)]
enum Variant {
    Case,
    Dash,
    Blank,
    Stop,
}

impl Variant {
    const ALL: [Self; 4] = [Self::Case, Self::Dash, Self::Blank, Self::Stop];

    const fn name(self) -> &'static str {
        match self {
            Self::Case => CASE,
            Self::Dash => DASH,
            Self::Blank => BLANK,
            Self::Stop => STOP,
        }
    }

    /// `text` written differently, or `None` if it has nothing that could be.
    fn of(self, text: &str, random: &mut fastrand::Rng) -> Option<String> {
        match self {
            Self::Case => {
                let mut either = |letter: char| match random.bool() {
                    true => letter.to_ascii_uppercase(),
                    false => letter.to_ascii_lowercase(),
                };
                Some(text.chars().map(&mut either).collect())
            }
            Self::Dash => text.contains('-').then(|| text.replace('-', "\u{2013}")),
            Self::Blank => {
                let blanks: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
                let &at = random.choice(&blanks)?;
                Some(format!("{} {}", &text[..at], &text[at..]))
            }
            Self::Stop => Some(format!("{text}.")),
        }
    }
}

/// A random name in another writing that no map holds.
fn variant_hit(
    variant: Variant,
    names: &BTreeMap<&'static str, Activity>,
    all: &[&str],
    random: &mut fastrand::Rng,
) -> (Box<str>, Option<Activity>) {
    loop {
        let name = *random.choice(all).expect("there are names");
        let Some(text) = variant.of(name, random) else { continue };
        if Activity::lookup(&text).matched() != Some(MatchKind::Exact) && !names.contains_key(text.as_str()) {
            return (text.into(), Some(names[name]));
        }
    }
}

fn variant_miss(turn: usize, misses: &Queries, random: &mut fastrand::Rng) -> Box<str> {
    loop {
        let (miss, _) = &misses[random.usize(..misses.len())];
        if let Some(text) = Variant::ALL[turn % 4].of(miss, random)
            && Activity::find(&text).is_none()
        {
            return text.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use msaudit::catalog::fold;

    use super::{CLAIMS, PHF, names, normalise, ways};
    use crate::Scale;
    use crate::measure::Claim;

    #[test]
    fn every_claim_names_two_ways() {
        let ids: Vec<_> = ways(Scale::Quick).iter().map(|way| way.id).collect();
        for claim in CLAIMS {
            let (Claim::Time { ours, rival, .. } | Claim::Allocations { ours, rival, .. }) = claim;
            assert!(ids.contains(ours), "{ours}");
            assert!(ids.contains(rival), "{rival}");
        }
    }

    #[test]
    fn the_rivals_know_all_names() {
        for (name, activity) in names() {
            assert_eq!(PHF.get(name), Some(&activity));
            assert_eq!(name.parse().ok().map(|name: super::Derived| name as u16), Some(activity as u16));
            assert_eq!(normalise(name), fold(name));
        }
    }

    #[test]
    fn every_way_finds_what_the_others_find() {
        ways(Scale::Test).iter().for_each(crate::measure::Way::run);
    }
}
