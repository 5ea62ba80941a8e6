//! Which requests are answered: reading ones, for this preview by its own name, for plain paths.
//!
//! A website on the internet can make a browser ask this computer. It cannot read the answer unless its
//! own name leads here, so requests under other names are refused. No answer may be used by another
//! site's pages, and none may be framed by them.

use std::collections::BTreeSet;
use std::net::IpAddr;

use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use percent_encoding::percent_decode_str;

/// The names under which the preview may be asked.
#[derive(Debug, Clone)]
pub struct Hosts {
    names: BTreeSet<String>,
    /// Any address in numbers will do: the preview listens on all of this computer's.
    any_number: bool,
}

impl Hosts {
    /// The names of a preview that was asked to listen on `name` and does on `address`.
    pub fn of(name: &str, address: IpAddr) -> Self {
        let number = match address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        let mut names = BTreeSet::from([name.to_ascii_lowercase(), number]);
        if address.is_loopback() || address.is_unspecified() {
            names.extend(["localhost", "127.0.0.1", "[::1]"].map(str::to_owned));
        }
        Self { names, any_number: address.is_unspecified() }
    }

    /// Whether a host with or without a port is one of them.
    fn admit(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
            _ => host,
        };
        let name = name.to_ascii_lowercase();
        self.names.contains(&name) || (self.any_number && is_number(&name))
    }
}

fn is_number(name: &str) -> bool {
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    bare.parse::<IpAddr>().is_ok()
}

/// Why a request was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It asks for another host.
    Host,
    /// It wants to change something.
    Method,
    /// Its path is none of a website.
    Path,
    /// It is too long, or no request at all.
    Form,
}

/// A request that is not answered, and what is said of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub reason: Reason,
    /// The answer's status.
    pub status: StatusCode,
    /// What is said to the one who asks, and to the one who started the preview.
    pub message: String,
}

impl Refused {
    fn new(reason: Reason, status: StatusCode, message: impl Into<String>) -> Self {
        Self { reason, status, message: message.into() }
    }
}

/// Refuses what must not be answered.
///
/// # Errors
/// [`Refused`].
pub fn check(hosts: &Hosts, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refused> {
    check_host(hosts, uri, headers)?;
    if !matches!(*method, Method::GET | Method::HEAD) {
        let message = format!("a preview can only be read, and {method} is for more");
        return Err(Refused::new(Reason::Method, StatusCode::METHOD_NOT_ALLOWED, message));
    }
    site_path(uri).map(|_| ())
}

fn check_host(hosts: &Hosts, uri: &Uri, headers: &HeaderMap) -> Result<(), Refused> {
    let mut named = headers.get_all(HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else {
        let message = "a request names one host, and this one does not";
        return Err(Refused::new(Reason::Host, StatusCode::BAD_REQUEST, message));
    };
    let host = String::from_utf8_lossy(host.as_bytes());
    let others = uri.authority().map(Authority::as_str);
    for host in others.into_iter().chain([&*host]) {
        if !hosts.admit(host) {
            let own: Vec<&str> = hosts.names.iter().map(String::as_str).collect();
            let message =
                format!("the request is for the host `{host}`, and this preview is {}", own.join(" or "));
            return Err(Refused::new(Reason::Host, StatusCode::FORBIDDEN, message));
        }
    }
    Ok(())
}

/// The path of a request, decoded, without the `/` in front.
///
/// # Errors
/// Where it climbs (`..`), is hidden from reading (a backslash, a control character), or is no text.
pub fn site_path(uri: &Uri) -> Result<String, Refused> {
    let raw = uri.path();
    let refused = || {
        let message = format!("`{raw}` is no path of a website");
        Refused::new(Reason::Path, StatusCode::BAD_REQUEST, message)
    };
    let path = percent_decode_str(raw).decode_utf8().map_err(|_| refused())?;
    let path = path.strip_prefix('/').ok_or_else(refused)?;
    let parts: Vec<&str> = path.split('/').collect();
    let last = parts.len() - 1;
    let is_part = |(at, part): (usize, &&str)| {
        !matches!(*part, "." | "..")
            && (at == last || !part.is_empty())
            && !part.contains(|letter: char| letter.is_control() || letter == '\\')
    };
    if parts.iter().enumerate().all(is_part) { Ok(path.to_owned()) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_on_this_computer_has_three_names() {
        let hosts = Hosts::of("127.0.0.1", "127.0.0.1".parse().unwrap());
        for own in ["127.0.0.1:3000", "localhost:3000", "LOCALHOST", "[::1]:8080", "127.0.0.1"] {
            assert!(hosts.admit(own), "{own}");
        }
        for foreign in [
            "evil.example",
            "evil.example:3000",
            "localhost.evil.example",
            "127.0.0.1.evil.example:3000",
            "user@localhost:3000",
            "localhost:x",
            "192.168.1.5:3000",
            "0.0.0.0:3000",
            "",
            ":3000",
        ] {
            assert!(!hosts.admit(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_preview_for_the_network_answers_to_numbers_and_its_own_name() {
        let all = Hosts::of("0.0.0.0", "0.0.0.0".parse().unwrap());
        let one = Hosts::of("Principal.local", "192.168.1.5".parse().unwrap());
        assert!(all.admit("192.168.1.5:3000") && all.admit("[fe80::1]:3000") && all.admit("localhost:3000"));
        assert!(!all.admit("evil.example:3000"));
        assert!(one.admit("principal.local:3000") && one.admit("192.168.1.5:3000"));
        assert!(!one.admit("192.168.1.6:3000") && !one.admit("localhost:3000"));
    }

    #[test]
    fn a_path_is_decoded_once_and_leads_nowhere_else() {
        let path = |uri: &str| site_path(&uri.parse().unwrap()).ok();
        assert_eq!(path("/").as_deref(), Some(""));
        assert_eq!(path("/staff/plans/?q=%2e%2e").as_deref(), Some("staff/plans/"));
        assert_eq!(path("/staff/caf%C3%A9%20a.html").as_deref(), Some("staff/café a.html"));
        assert_eq!(path("/staff/%252e%252e/x").as_deref(), Some("staff/%2e%2e/x"), "a name like any other");
        for bad in [
            "/../Cargo.toml",
            "/staff/%2e%2e/%2e%2e/Cargo.toml",
            "/staff/.%2E/x",
            "/staff/./x",
            "/staff/..%5c..%5cCargo.toml",
            "/staff/a%00b",
            "/staff/a%0d%0aSet-Cookie:x",
            "/staff/%ff",
            "//evil.example/",
            "/staff//x",
            "*",
        ] {
            assert_eq!(path(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_request_names_one_host_and_only_reads() {
        let hosts = Hosts::of("127.0.0.1", "127.0.0.1".parse().unwrap());
        let reason = |method: Method, uri: &str, names: &[&str]| {
            let mut headers = HeaderMap::new();
            for name in names {
                headers.append(HOST, name.parse().unwrap());
            }
            check(&hosts, &method, &uri.parse().unwrap(), &headers).err().map(|refused| refused.reason)
        };
        assert_eq!(reason(Method::GET, "/", &["localhost:1"]), None);
        assert_eq!(reason(Method::HEAD, "/", &["localhost:1"]), None);
        assert_eq!(reason(Method::POST, "/", &["localhost:1"]), Some(Reason::Method));
        assert_eq!(reason(Method::OPTIONS, "/", &["localhost:1"]), Some(Reason::Method));
        assert_eq!(reason(Method::GET, "/", &[]), Some(Reason::Host));
        assert_eq!(reason(Method::GET, "/", &["localhost:1", "evil.example"]), Some(Reason::Host));
        assert_eq!(reason(Method::GET, "http://evil.example/", &["localhost:1"]), Some(Reason::Host));
        assert_eq!(reason(Method::GET, "/../x", &["localhost:1"]), Some(Reason::Path));
    }
}
