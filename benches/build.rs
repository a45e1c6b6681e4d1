//! Generates the rivals that are built ahead of time from the library's own names: a `phf` map, and an enum for
//! strum's `EnumString`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use msaudit::catalog::{Activity, ObservedSpelling};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut spellings: BTreeMap<Activity, Vec<&'static str>> = BTreeMap::new();
    let observed = Activity::all().flat_map(Activity::observed_spellings).map(ObservedSpelling::text);
    for text in Activity::all().flat_map(Activity::spellings).chain(observed) {
        let activity = Activity::find(text).expect("the catalogue finds its own spellings");
        let texts = spellings.entry(activity).or_default();
        if !texts.contains(&text) {
            texts.push(text);
        }
    }

    let mut map = phf_codegen::Map::new();
    for (activity, texts) in &spellings {
        for text in texts {
            map.entry(*text, format!("Activity::{activity:?}"));
        }
    }
    let mut source = format!("static PHF: phf::Map<&'static str, Activity> = {};\n\n", map.build());

    // Same variants in the same order, so that both enums number their values alike.
    source.push_str("#[derive(Clone, Copy, strum::EnumString)]\nenum Derived {\n");
    for activity in Activity::all() {
        let attributes: Vec<String> = spellings[&activity].iter().map(|text| format!("serialize = {text:?}")).collect();
        let _ = writeln!(source, "    #[strum({})]\n    {activity:?},", attributes.join(", "));
    }
    source.push_str("}\n");

    let directory = env::var_os("OUT_DIR").expect("cargo sets it for every build script");
    fs::write(Path::new(&directory).join("lookup.rs"), source).expect("the build directory can be written to");
}
