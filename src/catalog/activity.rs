//! Activities: their listings, spellings, and what became of them.

use super::edition::EditionSet;
use super::fold::fold_into;
use super::table::{LONGEST, MatchKind, Table};
use super::vocabulary::sealed::Sealed;
use super::{ACTIVITY_TABLE, Activity, Confidence, Evidence, LISTING_STARTS, LISTINGS, Listing, OBSERVED, RENAMES};

impl Activity {
    /// Where the editions list this activity. Empty only for some observed names.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, Category, Edition, Service};
    ///
    /// let mut listings = Activity::AddMemberToRole.listings().iter();
    /// assert!(listings.any(|listing| {
    ///     listing.edition() == Edition::Entra2024
    ///         && listing.service() == Service::CoreDirectory
    ///         && listing.category() == Category::RoleManagement
    /// }));
    /// ```
    pub fn listings(self) -> &'static [Listing] {
        let index = usize::from(self.index());
        &LISTINGS[usize::from(LISTING_STARTS[index])..usize::from(LISTING_STARTS[index + 1])]
    }

    /// The editions that list this activity. [`Edition::Observed`](super::Edition::Observed) is among them only if a
    /// record or rule names service and category too.
    pub fn editions(self) -> EditionSet {
        self.listings().iter().map(Listing::edition).collect()
    }

    /// Every spelling that an edition prints, the [name](Self::name) first.
    ///
    /// ```
    /// use msaudit::catalog::Activity;
    ///
    /// let spellings: Vec<_> = Activity::UpdateDomain.spellings().collect();
    /// assert_eq!(spellings, ["Update domain", "Update Domain"]);
    /// ```
    pub fn spellings(self) -> impl Iterator<Item = &'static str> + Clone {
        let all = ACTIVITY_TABLE.spellings(self.index());
        all.filter(|&index| index < ACTIVITY_TABLE.documented).map(|index| ACTIVITY_TABLE.spelling(index))
    }

    /// Further spellings, with the evidence for each: from records, rules, other documents, or by analogy.
    ///
    /// A spelling here may be the name of another activity. Then the two are probably one event, and a look-up of the
    /// spelling gives the other.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, Evidence};
    ///
    /// let printed = Activity::IdentityProvider; // the verb is missing in the table
    /// let likely = printed.observed_spellings().next().expect("one is recorded");
    /// assert_eq!(likely.text(), "Update Identity Provider");
    /// assert_eq!(likely.evidence(), Evidence::Inference);
    /// assert_eq!(Activity::find(likely.text()), Some(Activity::UpdateIdentityProvider));
    /// ```
    pub fn observed_spellings(self) -> impl Iterator<Item = ObservedSpelling> + Clone {
        ACTIVITY_TABLE.spellings(self.index()).skip(1).filter_map(|index| {
            let evidence = ACTIVITY_TABLE.evidence[usize::from(index - ACTIVITY_TABLE.values)]?;
            Some(ObservedSpelling { text: ACTIVITY_TABLE.spelling(index), evidence })
        })
    }

    /// How the name is known, if no edition prints it.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, Evidence};
    ///
    /// let observed = Activity::find("Update DeviceTemplate").expect("it was observed");
    /// assert_eq!(observed.evidence(), Some(Evidence::Edition));
    /// assert_eq!(Activity::AddUser.evidence(), None);
    /// ```
    pub fn evidence(self) -> Option<Evidence> {
        OBSERVED.iter().find(|(activity, _)| *activity == self).map(|&(_, evidence)| evidence)
    }

    /// The names that later editions use for this activity.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, Confidence};
    ///
    /// let after = Activity::AddOAuth2PermissionGrant.successors().next().expect("it was renamed");
    /// assert_eq!(after.after(), Activity::AddDelegatedPermissionGrant);
    /// assert_eq!(after.confidence(), Confidence::Certain);
    /// ```
    pub fn successors(self) -> impl Iterator<Item = &'static Rename> + Clone {
        RENAMES.iter().filter(move |rename| rename.before == self)
    }

    /// The names that earlier editions used for this activity.
    pub fn predecessors(self) -> impl Iterator<Item = &'static Rename> + Clone {
        RENAMES.iter().filter(move |rename| rename.after == self)
    }
}

/// A spelling that is not, or not only, printed by an edition of the tables.
///
/// ```
/// use msaudit::catalog::{Activity, Evidence};
///
/// let activity = Activity::UpdateApplicationCertificatesAndSecretsManagement;
/// let observed = activity.observed_spellings().next().expect("records spell it with an en dash");
/// assert_eq!(observed.text(), "Update application \u{2013} Certificates and secrets management ");
/// assert_eq!(observed.evidence(), Evidence::Log);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObservedSpelling {
    text: &'static str,
    evidence: Evidence,
}

impl ObservedSpelling {
    /// The spelling, blanks and all.
    pub const fn text(self) -> &'static str {
        self.text
    }

    /// How it is known.
    pub const fn evidence(self) -> Evidence {
        self.evidence
    }
}

/// One activity under two names, in different editions.
///
/// Source: `catalog/renames.tsv`, which gives the reason for each.
///
/// ```
/// use msaudit::catalog::Activity;
///
/// let before = Activity::ResetPassword.predecessors().next().expect("it was renamed");
/// assert_eq!(before.before(), Activity::ResetUserPassword);
/// assert_eq!(before.after(), Activity::ResetPassword);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rename {
    pub(super) before: Activity,
    pub(super) after: Activity,
    pub(super) confidence: Confidence,
}

impl Rename {
    /// The name in the older edition.
    pub const fn before(self) -> Activity {
        self.before
    }

    /// The name in the newer edition.
    pub const fn after(self) -> Activity {
        self.after
    }

    /// How sure the rename is; guesses are not recorded.
    pub const fn confidence(self) -> Confidence {
        self.confidence
    }
}

/// The editions print `started (bulk)` where records write `<X> - started (bulk)`, so that form is accepted wherever
/// `<X> - finished (bulk)` is listed.
pub(super) fn search(table: &Table, text: &str) -> Option<(u16, MatchKind)> {
    table.find(text).or_else(|| {
        const STARTED: &[u8] = b" - started (bulk)";
        const FINISHED: &[u8] = b" - finished (bulk)";

        // Nearly every text that is not found ends here, without being folded again.
        let end = text.trim_end_matches(|last: char| last == '.' || last.is_whitespace()).as_bytes();
        if !end.last_chunk::<6>()?.eq_ignore_ascii_case(b"(bulk)") {
            return None;
        }
        let mut buffer = [0; LONGEST + FINISHED.len()];
        let operation = fold_into(text, &mut buffer[..LONGEST])?.strip_suffix(STARTED)?.len();
        let finished = &mut buffer[..operation + FINISHED.len()];
        finished[operation..].copy_from_slice(FINISHED);
        table.find_in_folded_form(finished)?;
        Some((Activity::StartedBulk.index(), MatchKind::Alias))
    })
}
