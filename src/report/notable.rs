//! Changes that somebody who answers for a tenant wants to see one by one.

use std::sync::LazyLock;

use super::builder::ReportSection;
use crate::catalog::{Activity, Operation};
use crate::event::DecodedEvent;

/// A group of changes: what it is called, and the names of its activities and operations.
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) section: ReportSection,
    activities: &'static [&'static str],
    operations: &'static [&'static str],
}

/// Names are those of the catalogue; a test finds each of them there.
pub(super) const GROUPS: [Group; 7] = [
    Group {
        name: "Roles",
        section: ReportSection::Directory,
        activities: &[
            "Add member to role",
            "Add eligible member to role",
            "Add scoped member to role",
            "Remove member from role",
            "Remove eligible member from role",
            "Remove scoped member from role",
            "Add role definition",
            "Update role definition",
            "Delete role definition",
        ],
        operations: &[],
    },
    Group {
        name: "Credentials",
        section: ReportSection::Directory,
        activities: &[
            "Add service principal credentials",
            "Remove service principal credentials",
            "Update application - Certificates and secrets management",
            "Reset password",
            "Reset user password",
            "Admin registered security info",
            "Admin deleted security info",
            "Admin updated security info",
        ],
        operations: &[],
    },
    Group {
        name: "Consents",
        section: ReportSection::Directory,
        activities: &[
            "Consent to application",
            "Add OAuth2PermissionGrant",
            "Add delegated permission grant",
            "Add app role assignment to service principal",
            "Add app role assignment grant to user",
        ],
        operations: &[],
    },
    Group {
        name: "Policies",
        section: ReportSection::Directory,
        activities: &[
            "Add Conditional Access policy",
            "Update Conditional Access policy",
            "Delete Conditional Access policy",
            "Add policy",
            "Update policy",
            "Delete policy",
            "Set domain authentication",
            "Set federation settings on domain",
            "Add partner to company",
        ],
        operations: &[],
    },
    Group {
        name: "Mailbox rules and forwarding",
        section: ReportSection::Mail,
        activities: &[],
        operations: &[
            "New-InboxRule",
            "Set-InboxRule",
            "UpdateInboxRules",
            "New-TransportRule",
            "Set-TransportRule",
            "Set-RemoteDomain",
        ],
    },
    Group {
        name: "Mailbox permissions",
        section: ReportSection::Mail,
        activities: &[],
        operations: &[
            "Add-MailboxPermission",
            "Add-RecipientPermission",
            "AddFolderPermissions",
            "Add-MailboxFolderPermission",
        ],
    },
    Group {
        name: "Sharing with people outside",
        section: ReportSection::Sharing,
        activities: &[],
        operations: &[
            "AnonymousLinkCreated",
            "AnonymousLinkUpdated",
            "AnonymousLinkUsed",
            "SharingInvitationCreated",
            "AddedToSecureLink",
        ],
    },
];

/// The group of each name, found once.
struct Index {
    activities: Vec<(Activity, usize)>,
    operations: Vec<(Operation, usize)>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let groups = || GROUPS.iter().enumerate();
    let activities = groups().flat_map(|(index, group)| {
        group.activities.iter().filter_map(move |name| Some((Activity::find(name)?, index)))
    });
    let operations = groups().flat_map(|(index, group)| {
        group.operations.iter().filter_map(move |name| Some((Operation::find(name)?, index)))
    });
    Index { activities: activities.collect(), operations: operations.collect() }
});

/// The group that an event belongs to, by its place in [`GROUPS`].
pub(super) fn group_of(decoded: &DecodedEvent<'_>) -> Option<usize> {
    let known = decoded.known();
    if let Some(activity) = known.activity() {
        return INDEX.activities.iter().find(|(one, _)| *one == activity).map(|&(_, group)| group);
    }
    let operation = known.operation()?;
    let group = INDEX.operations.iter().find(|(one, _)| *one == operation).map(|&(_, group)| group);
    group.or_else(|| {
        let forwards = operation == Operation::SetMailbox && decoded.targets().iter().any(forwards);
        let shares =
            operation == Operation::SharingSet && decoded.targets().iter().any(|target| target.kind() == Some("Guest"));
        match (forwards, shares) {
            (true, _) => GROUPS.iter().position(|group| group.name == "Mailbox rules and forwarding"),
            (_, true) => GROUPS.iter().position(|group| group.section == ReportSection::Sharing),
            _ => None,
        }
    })
}

/// Whether a mailbox was told to forward.
fn forwards(target: &crate::event::Target<'_>) -> bool {
    target.changes().iter().any(|change| change.property().to_ascii_lowercase().contains("forward"))
}

#[cfg(test)]
mod tests {
    use super::{Activity, GROUPS, Operation};

    #[test]
    fn every_name_is_in_the_catalogue() {
        for group in &GROUPS {
            for name in group.activities {
                assert!(Activity::find(name).is_some(), "{name}");
            }
            for name in group.operations {
                assert!(Operation::find(name).is_some(), "{name}");
            }
        }
    }
}
