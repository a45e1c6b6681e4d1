//! Who acted.

use std::borrow::Cow;

use crate::named::named;
use crate::wire::Ip;

named! {
    "kind of actor";
    /// The kind of actor.
    ///
    /// ```
    /// use msaudit::event::ActorKind;
    ///
    /// assert_eq!(ActorKind::ServicePrincipal.name(), "service-principal");
    /// ```
    pub enum ActorKind {
        /// A person.
        User = "user",
        /// An application.
        Application = "application",
        /// A service principal.
        ServicePrincipal = "service-principal",
        /// The service itself, or a policy of it.
        System = "system",
        /// A person without an account in the tenant, who followed a sharing link.
        Guest = "guest",
        /// The record does not tell.
        Unknown = "unknown",
    }
}

/// Who performed an activity, as the record identifies them.
///
/// ```
/// use msaudit::event::ActorKind;
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Add user","initiatedBy":{"user":{"userPrincipalName":"a@contoso.com"}}}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let actor = entry.event().actor();
/// assert_eq!((actor.kind(), actor.name()), (ActorKind::User, Some("a@contoso.com")));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor<'r> {
    pub(crate) kind: ActorKind,
    pub(crate) id: Option<&'r str>,
    pub(crate) name: Option<&'r str>,
    pub(crate) ip: Option<&'r str>,
}

impl<'r> Actor<'r> {
    pub(crate) const UNKNOWN: Self = Self { kind: ActorKind::Unknown, id: None, name: None, ip: None };

    /// The kind of actor.
    pub fn kind(&self) -> ActorKind {
        self.kind
    }

    /// Its id, as written.
    pub fn id(&self) -> Option<&'r str> {
        self.id
    }

    /// Its user principal name, or else its display name.
    pub fn name(&self) -> Option<&'r str> {
        self.name
    }

    /// The address it came from, without port and brackets; an IPv4-mapped one as IPv4. Text that is no address is returned
    /// as written.
    pub fn ip(&self) -> Option<Cow<'r, str>> {
        self.ip.map(|text| Ip::split(text).0)
    }

    /// The port it came from.
    ///
    /// ```
    /// use msaudit::read::Reader;
    ///
    /// let json = br#"{"RecordType":1,"Operation":"Set-Mailbox","CreationTime":"2024-10-05T07:11:12",
    ///     "ClientIP":"[::ffff:203.0.113.7]:51234"}"#;
    /// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
    /// let actor = entry.event().actor();
    /// assert_eq!((actor.ip().as_deref(), actor.port()), (Some("203.0.113.7"), Some(51234)));
    /// # Ok::<(), msaudit::read::ReadError>(())
    /// ```
    pub fn port(&self) -> Option<u16> {
        self.ip.and_then(|text| Ip::split(text).1)
    }
}
