//! Counts the allocations of every way of an area. `main.rs` runs it and reads what it prints.
#![forbid(unsafe_code)]

use std::alloc::System;

use msaudit_bench::{AREAS, Scale};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTING: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    let name = std::env::args().nth(1).expect("the name of an area");
    let area = AREAS.iter().find(|area| area.name == name).expect("the name of an area");
    for way in (area.ways)(Scale::Quick) {
        // Whatever is set up on first use does not count.
        way.run();
        let region = Region::new(COUNTING);
        way.run();
        let change = region.change();
        let count = change.allocations + change.reallocations;
        println!("{}\t{}\t{}", way.id.kind, way.id.by, count as f64 / way.items as f64);
    }
}
