//! Addresses on the web that a publication names: its own, and that of its licence.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::plan::json::as_text;

/// An absolute `http:` or `https:` address (RFC 3986), safe to be written as a link: ASCII without white space, quotes,
/// angle brackets and backslashes, without credentials, at most [`WebAddress::AT_MOST`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(String);

/// What is not allowed behind the host. Everything else that is not ASCII is percent-encoded.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ');

impl WebAddress {
    /// The longest address, in bytes.
    pub const AT_MOST: usize = 500;
    /// What an address begins with, as a regular expression.
    pub const PATTERN: &str = "^https?://[a-z0-9.-]+(:[0-9]{1,5})?/[!#-&(-;=?-\\[\\]_a-z~]*$";

    /// Reads an address. Scheme and host are written in lower case; letters outside ASCII behind the host are
    /// percent-encoded. Returns `None` for everything else: other schemes, relative addresses, credentials, hosts outside
    /// ASCII.
    pub fn new(text: &str) -> Option<WebAddress> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return None;
        }
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if !is_authority(authority) || path.chars().any(is_forbidden) {
            return None;
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        let path = utf8_percent_encode(path, ENCODED);
        let address = format!("{scheme}://{}{slash}{path}", authority.to_ascii_lowercase());
        (address.len() <= WebAddress::AT_MOST).then_some(WebAddress(address))
    }

    /// Returns the folder of a publication that is named by this address or that of its `index.html`: it ends with `/`. Returns
    /// `None` if the address has a query or a fragment.
    pub fn as_folder(&self) -> Option<WebAddress> {
        let WebAddress(address) = self;
        if address.contains(['?', '#']) {
            return None;
        }
        let folder = address.strip_suffix("index.html").filter(|rest| rest.ends_with('/')).unwrap_or(address);
        let slash = if folder.ends_with('/') { "" } else { "/" };
        WebAddress::new(&format!("{folder}{slash}"))
    }

    /// Returns the address as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address of a file in this folder.
    pub fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

as_text!(WebAddress, WebAddress::new, "not a web address");

/// Whether a host, with or without a port, is written as it is looked up.
fn is_authority(text: &str) -> bool {
    let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let is_port = |port: &str| port.parse::<u16>().is_ok() && port.bytes().all(|byte| byte.is_ascii_digit());
    let labels = host.split('.').all(|label| !label.is_empty());
    !host.is_empty() && labels && host.chars().all(is_host) && port.is_none_or(is_port)
}

/// Whether a character ends an address wherever one is written, or hides where it leads.
fn is_forbidden(c: char) -> bool {
    let is_unseen = c.is_control() || crate::plan::is_bidi_control(c) || (c.is_whitespace() && c != ' ');
    is_unseen || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<String> {
        WebAddress::new(text).map(|address| address.to_string())
    }

    #[test]
    fn addresses_of_the_web_are_read_in_one_form() {
        for (text, expected) in [
            ("https://www.city.example.jp/plan/", "https://www.city.example.jp/plan/"),
            (" HTTPS://WWW.City.example.jp ", "https://www.city.example.jp/"),
            ("http://localhost:8080/a?b=c#d", "http://localhost:8080/a?b=c#d"),
            ("https://example.jp?a", "https://example.jp/?a"),
            ("https://example.jp/施策 1/", "https://example.jp/%E6%96%BD%E7%AD%96%201/"),
            ("https://example.jp/%E6%96%BD/", "https://example.jp/%E6%96%BD/"),
        ] {
            let address = read(text);
            assert_eq!(address.as_deref(), Some(expected), "{text}");
            assert_eq!(read(expected), address, "what is written is read back");
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_is_none() {
        let long = format!("https://example.jp/{}", "a".repeat(WebAddress::AT_MOST));
        for text in [
            "",
            "www.city.example.jp/plan/",
            "/plan/",
            "//example.jp/",
            "javascript:alert(1)",
            "javascript://example.jp/%0aalert(1)",
            "JavaScript://example.jp/",
            "data:text/html,<script>",
            "data://example.jp/",
            "file:///etc/passwd",
            "ftp://example.jp/",
            "https:example.jp",
            "https:///plan/",
            "https://",
            "https://a..b/",
            "https://www.city.example.jp@evil.example/",
            "https://user:secret@example.jp/",
            "https://example.jp:99999/",
            "https://example.jp:+80/",
            "https://例え.jp/",
            "https://exa mple.jp/",
            "https://example.jp/\"onclick=\"",
            "https://example.jp/<script>",
            "https://example.jp/a\nb",
            "https://example.jp/a\u{202e}b",
            "https://example.jp\\@evil.example/",
            "java\tscript://example.jp/",
            &long,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_safe_as_a_link_and_read_back_as_itself(
            scheme in "https?|HTTPS|javascript|data|",
            separator in "://|:|//|:/",
            rest in "[a-zA-Z0-9.:@/?#%&'\"<>\\\\ \\n\u{202e}施-]{0,40}",
        ) {
            let text = format!("{scheme}{separator}{rest}");
            if let Some(address) = read(&text) {
                let (scheme, rest) = address.split_once("://").unwrap();
                prop_assert!(matches!(scheme, "http" | "https"), "{text:?}");
                let (host, _) = rest.split_once('/').unwrap();
                prop_assert!(!host.is_empty() && !host.contains(['@', '?', '#', '%']), "{text:?}");
                prop_assert!(address.chars().all(|c| c.is_ascii_graphic() && !"\"'<>\\".contains(c)), "{text:?}");
                prop_assert_eq!(read(&address), Some(address));
            }
        }
    }

    #[test]
    fn a_folder_ends_with_a_slash() {
        for (text, expected) in [
            ("https://example.jp", Some("https://example.jp/")),
            ("https://example.jp/plan", Some("https://example.jp/plan/")),
            ("https://example.jp/plan/index.html", Some("https://example.jp/plan/")),
            ("https://example.jp/my-index.html", Some("https://example.jp/my-index.html/")),
            ("https://example.jp/plan/?a", None),
            ("https://example.jp/plan/#/policy/3-10", None),
            ("javascript:alert(1)", None),
        ] {
            let folder = WebAddress::new(text).and_then(|address| address.as_folder());
            assert_eq!(folder.as_ref().map(WebAddress::as_str), expected, "{text}");
        }
        let folder = WebAddress::new("https://example.jp/plan/").unwrap();
        assert_eq!(folder.of("data/values.csv"), "https://example.jp/plan/data/values.csv");
    }
}
