//! One request to the API, from arrival to answer, including its fault.
//!
//! It decides nothing. A call is applied when it arrives and its answer is delayed, and not the other way round, so
//! that a client that hangs up early does not change what was applied. Invariant: every fault does exactly what its
//! name in `Fault` promises.

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
use tokio::time::sleep;

use super::{
    connection::ConnectionHandle,
    state::{Admitted, SharedState},
};
use crate::sandbox::{Fault, SandboxAnswer};

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
    let answer = carry_out(&desk, &call, &line).await;
    pause(desk.options.latency).await;
    if answer.is_some() {
        desk.answered(&call);
    }
    // The answer on a silenced connection is never sent, so its content does not matter.
    answer.unwrap_or_default()
}

/// The answer, or `None` if the connection is silenced.
async fn carry_out(
    desk: &Arc<SharedState>,
    call: &Arc<Admitted>,
    line: &ConnectionHandle,
) -> Option<Response> {
    let ask = || desk.lock().ask(call);
    match call.fault {
        // The token was revoked on arrival, so the request is refused without further action.
        None | Some(Fault::TokenExpiry) => Some(respond(desk, &ask())),
        Some(Fault::DropBefore) => hang_up(line),
        Some(Fault::ApplyDrop) => {
            ask();
            hang_up(line)
        }
        Some(Fault::ApplyLate) => {
            apply_late(desk, call);
            let hold = desk.lock().faults.hold;
            pause(hold).await;
            hang_up(line)
        }
        Some(Fault::Error500 { http }) => {
            ask();
            Some(server_error(desk, http))
        }
        Some(Fault::Http429 { date }) => Some(later(desk, StatusCode::TOO_MANY_REQUESTS, date)),
        Some(Fault::Http503 { date }) => Some(later(desk, StatusCode::SERVICE_UNAVAILABLE, date)),
        Some(Fault::Html200 { applied }) => {
            applied.then(ask);
            Some(page(StatusCode::OK, "Hệ thống đang bảo trì"))
        }
        Some(Fault::Html502 { applied }) => {
            applied.then(ask);
            Some(page(StatusCode::BAD_GATEWAY, "502 Bad Gateway"))
        }
        Some(Fault::CutBody) => {
            line.cut();
            Some(respond(desk, &ask()))
        }
        Some(Fault::Slow) => {
            let answer = ask();
            let slow = desk.lock().faults.slow;
            pause(slow).await;
            Some(respond(desk, &answer))
        }
        Some(Fault::Duplicate) => {
            let (first, second) = (ask(), ask());
            let answer = if desk.lock().faults.second_answer {
                second
            } else {
                first
            };
            Some(respond(desk, &answer))
        }
    }
}

/// Applies the request later, whatever becomes of its connection.
fn apply_late(desk: &Arc<SharedState>, call: &Arc<Admitted>) {
    let (desk, call) = (Arc::clone(desk), Arc::clone(call));
    let mut state = desk.lock();
    state.late += 1;
    let wait = state.faults.late;
    drop(state);
    tokio::spawn(async move {
        pause(wait).await;
        desk.lock().ask_late(&call);
    });
}

fn hang_up(line: &ConnectionHandle) -> Option<Response> {
    line.silence();
    None
}

/// A timer takes up to a millisecond even for a wait of zero.
async fn pause(wait: Duration) {
    if !wait.is_zero() {
        sleep(wait).await;
    }
}

/// The parameters in a URL, all of them text; a key that is given twice has the last of its values.
fn in_query(uri: &Uri) -> Option<Value> {
    let query = Query::<BTreeMap<String, String>>::try_from_uri(uri).ok()?;
    Some(query.0.into_iter().collect())
}

fn respond(desk: &SharedState, answer: &SandboxAnswer) -> Response {
    let status = desk.dialect().http_status(&desk.options.rules, answer);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(desk.dialect().envelope(answer))).into_response()
}

fn server_error(desk: &SharedState, http: bool) -> Response {
    let answer = SandboxAnswer::refusal(500, "Lỗi hệ thống");
    let mut response = respond(desk, &answer);
    if http {
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    }
    response
}

fn later(desk: &SharedState, status: StatusCode, date: bool) -> Response {
    let wait = desk.lock().faults.retry_after;
    let dated = date.then(|| http_date(Timestamp::now(), wait)).flatten();
    let value = dated.unwrap_or_else(|| wait.as_secs().to_string());
    let mut response = page(status, "Quá nhiều yêu cầu, vui lòng thử lại sau");
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
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
