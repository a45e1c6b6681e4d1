//! Addresses, as text that may be none.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};

use super::Str;
use super::text::text;

/// An IP address in a record: IPv4 or IPv6, with a port, IPv4-mapped, in brackets, or other text.
///
/// ```
/// use msaudit::wire::Ip;
///
/// let ip = Ip::new("[2001:db8::7]:443");
/// assert_eq!(ip.address().map(|address| address.to_string()).as_deref(), Some("2001:db8::7"));
/// assert_eq!(ip.port(), Some(443));
/// assert_eq!(Ip::new("<null>").address(), None);
/// assert_eq!(Ip::new("<null>").as_str(), "<null>");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ip<'a>(Str<'a>);

text!(Ip);

impl Ip<'_> {
    /// The address. An IPv4-mapped IPv6 address (`::ffff:192.0.2.7`) is returned as IPv4.
    pub fn address(&self) -> Option<IpAddr> {
        self.parse().map(|(address, _)| address.to_canonical())
    }

    /// The port, if there is one.
    pub fn port(&self) -> Option<u16> {
        self.parse()?.1
    }

    /// The address in a text as text, and its port. A text that is no address stays as it is.
    pub(crate) fn split(text: &str) -> (Cow<'_, str>, Option<u16>) {
        let Some((address, port)) = parse(text) else { return (Cow::Borrowed(text), None) };
        let is_bare = port.is_none() && !text.trim().starts_with('[') && address == address.to_canonical();
        let shown = if is_bare { Cow::Borrowed(text.trim()) } else { Cow::Owned(address.to_canonical().to_string()) };
        (shown, port)
    }

    fn parse(&self) -> Option<(IpAddr, Option<u16>)> {
        parse(&self.0)
    }
}

fn parse(text: &str) -> Option<(IpAddr, Option<u16>)> {
    // One sample of the documentation has a blank before the address.
    let text = text.trim();
    if let Ok(address) = text.parse() {
        return Some((address, None));
    }
    if let Ok(socket) = text.parse::<SocketAddr>() {
        return Some((socket.ip(), Some(socket.port())));
    }
    let bare = text.strip_prefix('[')?.strip_suffix(']')?;
    bare.parse().ok().map(|address| (address, None))
}

#[cfg(test)]
mod tests {
    use super::Ip;

    #[test]
    fn every_way_of_writing_an_address_is_read() {
        for (text, address, port) in [
            ("192.0.2.7", Some("192.0.2.7"), None),
            (" 52.159.112.221", Some("52.159.112.221"), None),
            ("192.0.2.7:50123", Some("192.0.2.7"), Some(50123)),
            ("2001:db8::7", Some("2001:db8::7"), None),
            ("[2001:db8::7]", Some("2001:db8::7"), None),
            ("[2001:db8::7]:443", Some("2001:db8::7"), Some(443)),
            ("::ffff:192.0.2.7", Some("192.0.2.7"), None),
            ("[::ffff:192.0.2.7]:80", Some("192.0.2.7"), Some(80)),
            // Seen in real records, and no addresses.
            ("::2a02:cf40:1:2:3:4:5:6", None, None),
            ("ffff:10.11.0.229", None, None),
            ("<null>", None, None),
            ("", None, None),
        ] {
            let ip = Ip::new(text);
            assert_eq!(ip.address().map(|address| address.to_string()).as_deref(), address, "{text}");
            assert_eq!(ip.port(), port, "{text}");
            assert_eq!(Ip::split(text), (address.unwrap_or(text).into(), port), "{text}");
        }
    }
}
