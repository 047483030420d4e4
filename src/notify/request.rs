//! One HTTP request to one URL.
//!
//! The answer's body is not read. Invariant: it returns within its time, even if a name server does not answer.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, Url, header::CONTENT_TYPE};

use super::error::NotSent;
use crate::http;

/// Requests the URL.
pub(super) fn get(url: Url, limit: Duration) -> Result<(), NotSent> {
    send(limit, url, Client::get)
}

/// Posts JSON to the URL.
pub(super) fn post(url: Url, json: Vec<u8>, limit: Duration) -> Result<(), NotSent> {
    send(limit, url, |client, url| {
        let request = client.post(url).header(CONTENT_TYPE, "application/json");
        request.body(json)
    })
}

fn send(
    limit: Duration,
    url: Url,
    request: impl FnOnce(&Client, Url) -> RequestBuilder,
) -> Result<(), NotSent> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(NotSent::System)?;
    let client = http::client(url.as_str(), limit, |builder| builder);
    let client = client.map_err(|_| NotSent::NoTls)?;
    let request = request(&client, url);
    let answer = runtime.block_on(async { tokio::time::timeout(limit, request.send()).await });
    // Otherwise it would wait for the look-up of a name.
    runtime.shutdown_background();
    match answer {
        Ok(Ok(answer)) if answer.status().is_success() => Ok(()),
        Ok(Ok(answer)) => Err(NotSent::Status(answer.status().as_u16())),
        Ok(Err(error)) => Err(NotSent::of_request(&error, limit)),
        Err(_) => Err(NotSent::NoAnswer(limit)),
    }
}
