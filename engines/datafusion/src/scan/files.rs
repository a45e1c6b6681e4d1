//! Paths and patterns to files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use datafusion_common::{Result, plan_datafusion_err, plan_err};

/// The files, in the order of the patterns, those of one pattern ordered by name; each once.
pub(super) fn find(patterns: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut seen: HashSet<PathBuf> = HashSet::new();
    for pattern in patterns {
        // However a path is written; what cannot be resolved is told when it is read.
        let is_new = |file: &PathBuf| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone()));
        files.extend(matching(pattern.as_ref())?.into_iter().filter(is_new));
    }
    Ok(files)
}

fn matching(pattern: &str) -> Result<Vec<PathBuf>> {
    // What is there is meant, even if its name could be a pattern.
    let path = Path::new(pattern);
    if path.is_dir() {
        return plan_err!(
            "`{pattern}` is a directory; expected a file, or a pattern such as `{}`",
            path.join("*.json").display()
        );
    }
    if path.exists() {
        return Ok(vec![path.to_owned()]);
    }
    let found = glob::glob(pattern).map_err(|error| plan_datafusion_err!("`{pattern}` is no pattern: {error}"))?;
    let found: Vec<PathBuf> =
        found.collect::<Result<_, _>>().map_err(|error| plan_datafusion_err!("`{pattern}`: {error}"))?;
    let files: Vec<PathBuf> = found.into_iter().filter(|path| !path.is_dir()).collect();
    if files.is_empty() {
        return plan_err!("no file matches `{pattern}`");
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::find;

    #[test]
    fn each_file_is_found_once_and_by_its_name_first() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = |name: &str| directory.path().join(name).display().to_string();
        for name in ["b.json", "a.json", "[a].json", "c.csv"] {
            fs::write(path(name), "").expect("it can be written");
        }
        fs::create_dir(path("d.json")).expect("it can be made");
        let found = |patterns: &[String]| {
            let found = find(patterns).map_err(|error| error.strip_backtrace())?;
            Ok(found.iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect::<Vec<_>>())
        };

        assert_eq!(found(&[path("*.json")]), Ok(["[a].json", "a.json", "b.json"].map(str::to_owned).to_vec()));
        assert_eq!(found(&[path("[a].json")]), Ok(vec!["[a].json".to_owned()]));
        assert_eq!(
            found(&[path("b*"), path("?.json"), path("./b.json")]).map(|all| all.join(" ")),
            Ok("b.json a.json".to_owned())
        );

        let message = |pattern: &str| found(&[pattern.to_owned()]).unwrap_err();
        let plan = |text: String| Ok::<_, ()>(format!("Error during planning: {text}"));
        assert_eq!(Ok(message(&path("*.xml"))), plan(format!("no file matches `{}`", path("*.xml"))));
        let expected = format!(
            "`{}` is a directory; expected a file, or a pattern such as `{}`",
            path("d.json"),
            path("d.json/*.json")
        );
        assert_eq!(Ok(message(&path("d.json"))), plan(expected));
        assert!(message("a***").starts_with("Error during planning: `a***` is no pattern: "));
    }
}
