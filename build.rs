//! Turns `catalog/*.tsv` into the enums and tables of `msaudit::catalog`. All the work is in `src/codegen`.

#[path = "src/codegen/mod.rs"]
mod codegen;

use std::env;
use std::fs;
use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=catalog");
    println!("cargo::rerun-if-changed=src/codegen");
    let directory = |name| PathBuf::from(env::var_os(name).expect("cargo sets it for every build script"));
    match codegen::generate(&directory("CARGO_MANIFEST_DIR").join("catalog")) {
        Ok(source) => {
            if let Err(error) = fs::write(directory("OUT_DIR").join("catalog.rs"), source) {
                println!("cargo::error=cannot write the generated catalogue: {error}");
            }
        }
        Err(problems) => problems.iter().for_each(|problem| println!("cargo::error={problem}")),
    }
}
