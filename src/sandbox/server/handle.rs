//! One request to the API over HTTP: what arrives is admitted, and what comes back is written.
//!
//! It decides nothing; `delivery` carries the request out. Invariant: a connection without an answer sends no byte of
//! one.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    Json,
    body::Bytes,
    extract::{ConnectInfo, Query, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use jiff::Timestamp;
use serde_json::Value;

use super::{
    connection::ConnectionHandle,
    delivery::{self, DeliveredAnswer, DeliveredContent, Delivery, RetryAfter},
    state::SharedState,
};

/// Handles every path that has no route of its own.
pub(super) async fn request(
    State(desk): State<Arc<SharedState>>,
    ConnectInfo(line): ConnectInfo<ConnectionHandle>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(form) = desk.dialect().form(uri.path()) else {
        desk.note(uri.path(), Value::Null, None);
        return page(StatusCode::NOT_FOUND, "404 Not Found");
    };
    if method != form.method {
        desk.note(uri.path(), Value::Null, None);
        return page(StatusCode::METHOD_NOT_ALLOWED, "405 Method Not Allowed");
    }
    let body = match form.method {
        "GET" => in_query(&uri),
        _ => serde_json::from_slice(&body).ok(),
    };
    let header = |name: &str| headers.get(name)?.to_str().ok();
    let token = desk.dialect().credential(&header);
    let call = Arc::new(desk.admit((uri.path(), form), token, body));
    match delivery::deliver(&desk, &call).await {
        Delivery::Whole(answer) => response(answer),
        Delivery::Cut(answer) => {
            line.cut();
            response(answer)
        }
        Delivery::Nothing => {
            line.silence();
            // The answer on a silenced connection is never sent, so its content does not matter.
            Response::default()
        }
    }
}

/// The parameters in a URL, all of them text; a key that is given twice has the last of its values.
fn in_query(uri: &Uri) -> Option<Value> {
    let query = Query::<BTreeMap<String, String>>::try_from_uri(uri).ok()?;
    Some(query.0.into_iter().collect())
}

fn response(answer: DeliveredAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = match answer.content {
        DeliveredContent::Json(body) => (status, Json(body)).into_response(),
        DeliveredContent::Page(heading) => page(status, heading),
    };
    let wait = answer.retry_after.map(retry_after);
    if let Some(Ok(value)) = wait.as_deref().map(HeaderValue::from_str) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn retry_after(RetryAfter { wait, dated }: RetryAfter) -> String {
    let date = dated.then(|| http_date(Timestamp::now(), wait)).flatten();
    date.unwrap_or_else(|| wait.as_secs().to_string())
}

/// The form of RFC 9110; fractions are cut off, so a second is added to make the client wait long enough. `None` if
/// the date is beyond the calendar.
fn http_date(now: Timestamp, wait: Duration) -> Option<String> {
    let wait = wait.checked_add(Duration::from_secs(1))?;
    let then = now.checked_add(wait).ok()?;
    Some(then.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
}

fn page(status: StatusCode, text: &str) -> Response {
    let html =
        format!("<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>");
    (status, Html(html)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_http_wants_it() {
        let date = http_date(Timestamp::UNIX_EPOCH, Duration::from_secs(7));
        assert_eq!(date.as_deref(), Some("Thu, 01 Jan 1970 00:00:08 GMT"));
        assert_eq!(http_date(Timestamp::MAX, Duration::MAX), None);
    }
}
