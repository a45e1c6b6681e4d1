//! Writes what each target begins with to `seeds`.

use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.parent().expect("the package is in a folder of the repository");
    for (target, _) in msaudit_fuzz::TARGETS {
        let folder = here.join("seeds").join(target);
        fs::create_dir_all(&folder)?;
        let seeds = msaudit_fuzz::seeds::of(target, root);
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(number.to_string()), seed)?;
        }
        println!("{target}: {} seeds", seeds.len());
    }
    Ok(())
}
