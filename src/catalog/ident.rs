//! How a documented name becomes a Rust identifier.
//!
//! Compiled into the library and into the generator: the build names the variants with it, and
//! [`ident()`](super::Activity::ident) spells them again without a second table of a thousand strings.

use core::fmt::{self, Write};

/// Writes `name` in Pascal case: the pieces between characters that no identifier can hold, each with a capital
/// first letter. Nothing is invented: two names that come out equal are an error of the build.
pub(super) fn write_ident(name: &str, out: &mut impl Write) -> fmt::Result {
    for piece in name.split(|character: char| !character.is_ascii_alphanumeric()) {
        // It is ASCII, so the first byte is a character.
        if let Some(&first) = piece.as_bytes().first() {
            out.write_char(first.to_ascii_uppercase().into())?;
            out.write_str(&piece[1..])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write_ident;

    #[test]
    fn pieces_get_capitals_and_keep_the_rest() {
        for (name, ident) in [
            ("Add member to role", "AddMemberToRole"),
            ("Get Identity Provider(s)", "GetIdentityProviderS"),
            ("Process POST /authorities/:issuerId/contracts", "ProcessPOSTAuthoritiesIssuerIdContracts"),
            ("Add member to role completed (PIM activation)", "AddMemberToRoleCompletedPIMActivation"),
        ] {
            let mut written = String::new();
            write_ident(name, &mut written).expect("a string takes any text");
            assert_eq!(written, ident);
        }
    }
}
