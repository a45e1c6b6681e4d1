//! Writes an export to standard output: `generate SHAPE BYTES [SEED]`.
#![forbid(unsafe_code)]

use std::io::{self, BufWriter};
use std::process::ExitCode;

use msaudit_bench::generate::{Shape, write};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let shape = arguments.next().and_then(|word| Shape::ALL.into_iter().find(|(name, _)| *name == word));
    let bytes = arguments.next().and_then(|word| word.parse().ok());
    let seed = arguments.next().map_or(Some(1), |word| word.parse().ok());
    let (Some((_, shape)), Some(bytes), Some(seed)) = (shape, bytes, seed) else {
        let shapes = Shape::ALL.map(|(name, _)| name).join("|");
        eprintln!("usage: generate {shapes} BYTES [SEED]");
        return ExitCode::from(2);
    };
    match write(shape, bytes, seed, BufWriter::new(io::stdout().lock())) {
        Ok(records) => {
            eprintln!("{records} records");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::FAILURE
        }
    }
}
