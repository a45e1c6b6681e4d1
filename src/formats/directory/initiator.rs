//! Who performed an activity of the directory.

use crate::event::{Actor, ActorKind, text};
use crate::wire::{Guid, Ip, Raw, Str, record};

record! {
    /// Who performed the action. Usually exactly one of the two is set.
    ///
    /// Source: `auditactivityinitiator.md` of microsoftgraph/microsoft-graph-docs-contrib.
    ///
    /// ```
    /// use msaudit::formats::directory::InitiatedBy;
    ///
    /// let by: InitiatedBy = serde_json::from_str(r#"{"user":null,"app":{"displayName":"Sync"}}"#)?;
    /// assert_eq!(by.app.and_then(|app| app.display_name).as_deref(), Some("Sync"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct InitiatedBy<'a> {
        /// A person.
        user: UserIdentity<'a> = "user",
        /// An application.
        app: AppIdentity<'a> = "app",
    }
}

record! {
    /// A user who acted.
    ///
    /// Source: `audituseridentity.md` of microsoftgraph/microsoft-graph-docs-contrib; `roles` from the samples.
    ///
    /// ```
    /// use msaudit::formats::directory::UserIdentity;
    ///
    /// let user: UserIdentity = serde_json::from_str(r#"{"userPrincipalName":"a@contoso.com","ipAddress":null}"#)?;
    /// assert_eq!(user.user_principal_name.as_deref(), Some("a@contoso.com"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct UserIdentity<'a> {
        /// Object id; all zeros in records of some services.
        id: Str<'a> = "id",
        /// Display name.
        display_name: Str<'a> = "displayName",
        /// User principal name.
        user_principal_name: Str<'a> = "userPrincipalName",
        /// Address the user came from.
        ip_address: Ip<'a> = "ipAddress",
        /// Kind of user; null in nearly all records that were seen.
        user_type: Str<'a> = "userType",
        /// The user's own tenant.
        home_tenant_id: Guid<'a> = "homeTenantId",
        /// Its name.
        home_tenant_name: Str<'a> = "homeTenantName",
        /// Roles: a list, in some records a text.
        roles: Raw<'a> = "roles",
    }
}

record! {
    /// An application that acted.
    ///
    /// Source: `appidentity.md` of microsoftgraph/microsoft-graph-docs-contrib.
    ///
    /// ```
    /// use msaudit::formats::directory::AppIdentity;
    ///
    /// let app: AppIdentity = serde_json::from_str(r#"{"displayName":"Microsoft Substrate Management"}"#)?;
    /// assert_eq!(app.display_name.as_deref(), Some("Microsoft Substrate Management"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct AppIdentity<'a> {
        /// Application (client) id.
        app_id: Guid<'a> = "appId",
        /// Display name.
        display_name: Str<'a> = "displayName",
        /// Object id of its service principal.
        service_principal_id: Guid<'a> = "servicePrincipalId",
        /// Name of its service principal.
        service_principal_name: Str<'a> = "servicePrincipalName",
    }
}

/// The actor of an event.
pub(crate) fn actor<'r>(by: &'r InitiatedBy<'_>) -> Actor<'r> {
    if let Some(user) = &by.user {
        Actor {
            kind: ActorKind::User,
            id: text(&user.id),
            name: text(&user.user_principal_name).or(text(&user.display_name)),
            ip: text(&user.ip_address),
        }
    } else if let Some(app) = &by.app {
        Actor {
            kind: ActorKind::Application,
            id: text(&app.service_principal_id).or(text(&app.app_id)),
            name: text(&app.display_name).or(text(&app.service_principal_name)),
            ip: None,
        }
    } else {
        Actor::UNKNOWN
    }
}
