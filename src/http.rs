//! An HTTP client with this program's TLS, proxies and manners.
//!
//! It sends nothing itself. Invariant: no client of it follows a redirect or retries by itself, since a redirected POST
//! becomes a GET that "succeeds", and a repeated request would be one that nothing counts.

use std::time::Duration;

use reqwest::{Certificate, Client, ClientBuilder};

/// Connecting takes no longer than this.
const CONNECTING: Duration = Duration::from_secs(10);

/// A client for requests to that URL; `timeout` is for one request. `more` adds settings.
///
/// # Errors
/// TLS can't be set up at all.
pub(crate) fn client(
    url: &str,
    timeout: Duration,
    more: impl Fn(ClientBuilder) -> ClientBuilder,
) -> reqwest::Result<Client> {
    // A second installation fails, and the first one is equally good.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let is_local = url.contains("//127.0.0.1") || url.contains("//localhost");
    let builder = || {
        let builder = Client::builder()
            .timeout(timeout)
            .connect_timeout(timeout.min(CONNECTING))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .user_agent(concat!("vbot-sync/", env!("CARGO_PKG_VERSION")));
        more(if is_local {
            builder.no_proxy()
        } else {
            builder
        })
    };
    // Mozilla's root certificates are the fallback for a system without its own.
    builder()
        .build()
        .or_else(|_| builder().tls_certs_only(mozilla()).build())
}

fn mozilla() -> Vec<Certificate> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    roots
        .filter_map(|root| Certificate::from_der(root).ok())
        .collect()
}
