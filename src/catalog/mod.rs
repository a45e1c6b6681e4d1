//! What can be logged: the documented vocabularies as enums, and look-ups that forgive how real records spell them.
//!
//! Everything here is generated from the tables in the repository's `catalog/` folder, whose README names the source of
//! each. The tables are static: nothing is built at run time, and no look-up allocates.
//!
//! # Example: from the text of a record to what the documentation says of it
//!
//! ```
//! use msaudit::catalog::{Activity, Edition, Service};
//!
//! // The unified audit log ends its names with a full stop.
//! let activity = Activity::find("Add member to role.").expect("it is documented");
//! assert_eq!(activity.name(), "Add member to role");
//!
//! for listing in activity.listings() {
//!     println!("{}: {} > {}", listing.edition(), listing.service(), listing.category());
//! }
//! assert!(activity.editions().contains(Edition::Entra2024));
//! assert!(Service::CoreDirectory.activities(None).any(|other| other == activity));
//! ```
//!
//! # Names, spellings, listings
//!
//! One [`Activity`] stands for one *folded* name (see [`fold()`]), so a look-up is never ambiguous. It has a
//! [`name`](Activity::name), the spelling of the newest edition that prints it; further
//! [spellings](Activity::spellings); and [listings](Activity::listings): where each edition prints it. Some 200 names
//! are listed under several services or categories, which is why there is no `Activity::service()`.
//!
//! # The unknown
//!
//! No edition is complete. A name or code that the catalogue lacks is a normal outcome: what records carry is an
//! [`Open`] name or a [`Code`], which keep what was written and answer `known()` with `None`.

mod activity;
mod aip_activity;
mod channel;
mod code;
mod edition;
mod fold;
mod hash;
mod ident;
mod kind;
mod label_operation;
mod listing;
mod lookup;
mod name;
mod name_lookup;
mod open;
mod operation;
mod question;
mod record_type;
#[cfg(feature = "serde")]
mod serde_names;
mod service;
mod table;
mod unknown_name;
mod vocabulary;
mod workload;

pub use activity::{ObservedSpelling, Rename};
pub use aip_activity::AipReport;
pub use channel::Channel;
pub use code::Code;
pub use edition::EditionSet;
pub use fold::fold;
pub use label_operation::LabelOperation;
pub use listing::{Listing, is_listed};
pub use lookup::Lookup;
pub use name::{Name, NameStatus};
pub use name_lookup::NameLookup;
pub use open::Open;
pub use operation::{OperationListing, is_cmdlet_name};
pub use question::QuestionRow;
pub use table::MatchKind;
pub use unknown_name::UnknownName;
pub use vocabulary::{Coded, Ident, Vocabulary};

use code::coded;
use edition::EditionRow;
use kind::KindRow;
use listing::Context;
use record_type::RecordTypeRow;
use table::Table;
#[cfg(feature = "read")]
pub(crate) use vocabulary::find as find_match;
use vocabulary::{CodeRow, find, sealed, vocabulary};
use workload::{SectionRow, WorkloadRow};

#[cfg(feature = "lint")]
pub(crate) use lookup::nearest_of;

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

vocabulary!(Activity, ACTIVITY_VALUES, ACTIVITY_TABLE, activity::search);
vocabulary!(AipActivity, AIP_ACTIVITY_VALUES, AIP_ACTIVITY_TABLE, Table::find);
vocabulary!(Category, CATEGORY_VALUES, CATEGORY_TABLE, Table::find);
vocabulary!(Edition, EDITION_VALUES, EDITION_TABLE, Table::find);
vocabulary!(Operation, OPERATION_VALUES, OPERATION_TABLE, Table::find);
vocabulary!(RecordType, RECORD_TYPE_VALUES, RECORD_TYPE_TABLE, Table::find);
vocabulary!(Section, SECTION_VALUES, SECTION_TABLE, Table::find);
vocabulary!(Service, SERVICE_VALUES, SERVICE_TABLE, Table::find);
vocabulary!(Workload, WORKLOAD_VALUES, WORKLOAD_TABLE, Table::find);
coded!(RecordType, RECORD_TYPE_CODES);

/// The enums of `enums.tsv` and `words.tsv`: the same methods, and `code()` where they have numbers.
macro_rules! enums {
    ($($name:ident $values:ident $table:ident $($codes:ident)?;)*) => {$(
        vocabulary!($name, $values, $table, Table::find);
        $(coded!($name, $codes);)?
    )*};
}

enums! {
    ActivityKind ACTIVITY_KIND_VALUES ACTIVITY_KIND_TABLE;
    ActionSource ACTION_SOURCE_VALUES ACTION_SOURCE_TABLE ACTION_SOURCE_CODES;
    ActionSourceDetail ACTION_SOURCE_DETAIL_VALUES ACTION_SOURCE_DETAIL_TABLE ACTION_SOURCE_DETAIL_CODES;
    AipApplication AIP_APPLICATION_VALUES AIP_APPLICATION_TABLE;
    AipPlatform AIP_PLATFORM_VALUES AIP_PLATFORM_TABLE;
    AipRestriction AIP_RESTRICTION_VALUES AIP_RESTRICTION_TABLE;
    AipSubject AIP_SUBJECT_VALUES AIP_SUBJECT_TABLE;
    ApplicationMode APPLICATION_MODE_VALUES APPLICATION_MODE_TABLE;
    ArtifactType ARTIFACT_TYPE_VALUES ARTIFACT_TYPE_TABLE ARTIFACT_TYPE_CODES;
    AssignmentMethod ASSIGNMENT_METHOD_VALUES ASSIGNMENT_METHOD_TABLE ASSIGNMENT_METHOD_CODES;
    AuditLogScope AUDIT_LOG_SCOPE_VALUES AUDIT_LOG_SCOPE_TABLE AUDIT_LOG_SCOPE_CODES;
    Confidence CONFIDENCE_VALUES CONFIDENCE_TABLE;
    DataState DATA_STATE_VALUES DATA_STATE_TABLE;
    EventSource EVENT_SOURCE_VALUES EVENT_SOURCE_TABLE EVENT_SOURCE_CODES;
    Evidence EVIDENCE_VALUES EVIDENCE_TABLE;
    IdentityType IDENTITY_TYPE_VALUES IDENTITY_TYPE_TABLE;
    ItemType ITEM_TYPE_VALUES ITEM_TYPE_TABLE ITEM_TYPE_CODES;
    KindSource KIND_SOURCE_VALUES KIND_SOURCE_TABLE;
    LabelEffect LABEL_EFFECT_VALUES LABEL_EFFECT_TABLE;
    LabelEventType LABEL_EVENT_TYPE_VALUES LABEL_EVENT_TYPE_TABLE LABEL_EVENT_TYPE_CODES;
    LabelRole LABEL_ROLE_VALUES LABEL_ROLE_TABLE;
    Location LOCATION_VALUES LOCATION_TABLE;
    OperationType OPERATION_TYPE_VALUES OPERATION_TYPE_TABLE;
    Platform PLATFORM_VALUES PLATFORM_TABLE PLATFORM_CODES;
    ProtectionType PROTECTION_TYPE_VALUES PROTECTION_TYPE_TABLE;
    Question QUESTION_VALUES QUESTION_TABLE;
    Reporter REPORTER_VALUES REPORTER_TABLE;
    UserType USER_TYPE_VALUES USER_TYPE_TABLE USER_TYPE_CODES;
}
