//! Whether requests to an address can be read on their way.
//!
//! It refuses nothing: a gateway that encrypts may be the next hop. Invariant: no name or address of another machine
//! is ever taken for this one.

use std::net::IpAddr;

/// Whether others on the network can read the requests: they are not encrypted, and leave this machine.
#[must_use]
pub fn is_overheard(base_url: &str) -> bool {
    let Some((scheme, rest)) = base_url.split_once("://") else {
        return false;
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let bracketed = authority.strip_prefix('[');
    let host = match bracketed.and_then(|rest| rest.split_once(']')) {
        Some((host, _)) => host,
        None => authority.split(':').next().unwrap_or_default(),
    };
    let is_here = match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    };
    scheme.eq_ignore_ascii_case("http") && !is_here
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_this_machine_unencrypted_is_overheard() {
        for url in [
            "http://crm.example.com",
            "HTTP://10.0.0.7:8080/api",
            "http://[2001:db8::1]:80",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com/localhost",
        ] {
            assert!(is_overheard(url), "{url}");
        }
        for url in [
            "https://crm.example.com",
            "http://127.0.0.1:8045",
            "http://127.8.0.1/api",
            "http://LOCALHOST",
            "http://[::1]:80",
        ] {
            assert!(!is_overheard(url), "{url}");
        }
    }
}
