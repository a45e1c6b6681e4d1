//! The application that acted.

use std::borrow::Cow;

/// The application through which the actor acted, or that acted itself.
///
/// ```
/// use msaudit::read::Reader;
///
/// let json = br#"{"RecordType":50,"Operation":"MailItemsAccessed","CreationTime":"2024-10-05T07:11:12",
///     "AppId":"00000002-0000-0ff1-ce00-000000000000"}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let app = entry.event().app().expect("it is named");
/// assert_eq!((app.id(), app.name()), (Some("00000002-0000-0ff1-ce00-000000000000"), None));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct App<'r> {
    pub(crate) id: Option<Cow<'r, str>>,
    pub(crate) name: Option<Cow<'r, str>>,
}

impl<'r> App<'r> {
    /// An application that a record names by id or name, or by both.
    pub(crate) fn named(id: Option<Cow<'r, str>>, name: Option<Cow<'r, str>>) -> Option<Self> {
        (id.is_some() || name.is_some()).then_some(Self { id, name })
    }

    /// Its application (client) id, as written.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Its display name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}
