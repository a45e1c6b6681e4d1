//! Who works where: a table of people that a directory exports.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::run::named;

/// Headers of a person's address, as the portal, PowerShell and Graph call it.
const ADDRESS: [&str; 4] = ["userprincipalname", "mail", "emailaddress", "address"];

/// The departments of people by their addresses, in lower case.
pub(crate) fn read(path: &Path) -> io::Result<BTreeMap<String, String>> {
    named(path, parse(path))
}

fn parse(path: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(io::Error::other)?;
    let folded = |header: &str| header.trim_start_matches('\u{feff}').to_lowercase().replace([' ', '_', '-'], "");
    let headers: Vec<String> = rows.headers().map_err(io::Error::other)?.iter().map(folded).collect();
    let place = |names: &[&str]| names.iter().find_map(|name| headers.iter().position(|header| header == name));
    let (Some(address), Some(department)) = (place(&ADDRESS), place(&["department"])) else {
        return Err(io::Error::other(format!(
            "no table of people: expected the columns `userPrincipalName` and `department`, found `{}`",
            headers.join("`, `")
        )));
    };
    let mut departments = BTreeMap::new();
    for row in rows.records() {
        let row = row.map_err(io::Error::other)?;
        if let (Some(address), Some(department)) = (row.get(address), row.get(department))
            && !department.trim().is_empty()
        {
            departments.insert(address.trim().to_lowercase(), department.trim().to_owned());
        }
    }
    Ok(departments)
}
