//! One vocabulary: the enum, the list of its values, and the table that its look-ups search.

use std::fmt::Write;

use super::super::hash::hash;
use super::super::model::Enum;
use super::super::names::{Names, derived_ident};
use super::constant;

pub(super) fn emit(out: &mut String, name: &str, doc: &str, names: &Names, codes: Option<&[i32]>) {
    let size = if names.values.len() <= 256 { "u8" } else { "u16" };
    let mut text = String::from(doc);
    text.push_str("#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n");
    let _ = writeln!(text, "#[repr({size})]\n#[non_exhaustive]\npub enum {name} {{");
    for (index, value) in names.values.iter().enumerate() {
        // rustdoc shows the number of the variant, which a reader would take for the code.
        let code = codes.map_or_else(String::new, |codes| format!(", code {}", codes[index]));
        let note = if value.note.is_empty() { String::new() } else { format!(": {}", value.note) };
        let _ = writeln!(text, "    /// `{}`{code}{note}", value.name);
        let _ = writeln!(text, "    {},", value.ident);
    }
    text.push_str("}\n\n");

    let values = constant(name, "values");
    let _ = writeln!(text, "static {values}: [{name}; {}] = [", names.values.len());
    for value in &names.values {
        let _ = writeln!(text, "    {name}::{},", value.ident);
    }
    text.push_str("];\n\n");
    let _ = writeln!(
        text,
        "const _: () = {{\n    let mut index = 0;\n    while index < {name}::COUNT {{\n        \
         assert!({values}[index] as usize == index);\n        index += 1;\n    }}\n}};\n"
    );

    let mut blob = String::new();
    let mut ends = Vec::new();
    for spelling in names.texts() {
        blob.push_str(spelling);
        ends.push(blob.len());
    }
    let texts: Vec<&str> = names.texts().collect();
    let mut indices: Vec<usize> = (0..names.documented()).collect();
    indices
        .extend(names.folded_keys().into_iter().map(|(_, index)| index).filter(|&index| index >= names.documented()));
    let keys: Vec<_> = indices.into_iter().map(|index| (index, texts[index].as_bytes().to_vec())).collect();
    let idents = names.values.iter().enumerate().filter(|(_, value)| value.ident != derived_ident(&value.name));
    let _ = writeln!(text, "static {}: Table = Table {{", constant(name, "table"));
    let _ = writeln!(text, "    kind: {:?},", names.kind);
    let _ = writeln!(text, "    values: {},", names.values.len());
    let _ = writeln!(text, "    documented: {},", names.documented());
    let _ = writeln!(text, "    text: {blob:?},");
    let _ = writeln!(text, "    ends: &{ends:?},");
    let _ = writeln!(text, "    owners: &{:?},", names.others.iter().map(|other| other.value).collect::<Vec<_>>());
    let evidence = names.others.iter().map(|other| match &other.evidence {
        Some(word) => format!("Some(Evidence::{})", derived_ident(word)),
        None => "None".to_owned(),
    });
    let _ = writeln!(text, "    evidence: &[{}],", evidence.collect::<Vec<_>>().join(", "));
    let _ = writeln!(text, "    slots: &{:?},", slots(&keys));
    let idents = idents.map(|(index, value)| format!("({index}, {:?})", value.ident));
    let _ = writeln!(text, "    idents: &[{}],\n}};\n", idents.collect::<Vec<_>>().join(", "));
    out.push_str(&text);
}

/// Documentation of an enum of `enums.tsv`, with an example made from its first value.
pub(super) fn enum_doc(one: &Enum) -> String {
    let name = &one.name;
    let value = &one.names.values[0];
    let mut doc = format!("/// {}\n///\n", one.doc);
    if one.codes.is_some() {
        doc.push_str(
            "/// The number behind a variant means nothing; its code on the wire stands below its name.\n///\n",
        );
    }
    let sources: Vec<String> = one.sources.iter().map(|source| format!("`{source}`")).collect();
    let _ = writeln!(doc, "/// Source: {}.\n///", sources.join(", "));
    let _ = writeln!(doc, "/// ```\n/// use msaudit::catalog::{name};\n///");
    let _ = writeln!(doc, "/// assert_eq!({name}::find({:?}), Some({name}::{}));", value.name, value.ident);
    if let Some(codes) = &one.codes {
        let _ = writeln!(doc, "/// assert_eq!({name}::from_code({}), Some({name}::{}));", codes[0], value.ident);
    }
    doc.push_str("/// ```\n");
    doc
}

/// An open-addressed table at most half full: spelling index plus one, 0 for an empty slot.
fn slots(keys: &[(usize, Vec<u8>)]) -> Vec<usize> {
    let size = (keys.len() * 2).next_power_of_two();
    let mut slots = vec![0; size];
    for (index, key) in keys {
        let mut at = hash(key) as usize % size;
        while slots[at] != 0 {
            at = (at + 1) % size;
        }
        slots[at] = index + 1;
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::{hash, slots};

    #[test]
    fn every_key_is_reached_from_its_hash() {
        let keys: Vec<(usize, Vec<u8>)> = (0..100).map(|n| (n, format!("name {n}").into_bytes())).collect();
        let slots = slots(&keys);
        assert_eq!(slots.len(), 256);
        for (index, key) in &keys {
            let from = hash(key) as usize % slots.len();
            let run = slots.iter().cycle().skip(from).take_while(|&&slot| slot != 0);
            assert!(run.into_iter().any(|&slot| slot == index + 1));
        }
    }
}
