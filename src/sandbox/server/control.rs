//! Everything that is not the API itself: the token request, and the views into the sandbox.
//!
//! `/sandbox/…` needs no token: any process that reaches the loopback interface may read and reset. Invariant: no
//! fault strikes here, so that a test can always see what happened.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Query, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use super::{Arrival, handle, state::SharedState};
use crate::model::Dialect;

/// All paths: the few that are listed here, and the API for the rest.
pub(super) fn router(desk: Arc<SharedState>) -> Router {
    let router = match desk.options.rules.dialect {
        Dialect::V1 | Dialect::V2 => Router::new().route("/token", post(token)),
        Dialect::V3 => Router::new(),
    };
    router
        .route("/sandbox/state", get(state))
        .route("/sandbox/log", get(log))
        .route("/sandbox/reset", post(reset))
        .route("/sandbox/key/enable", post(enable_key))
        .route("/sandbox/key/disable", post(disable_key))
        .route("/sandbox/other", post(other))
        .fallback(handle::request)
        // A request that is too long would not be logged.
        .layer(DefaultBodyLimit::disable())
        .with_state(desk)
}

async fn state(State(desk): State<Arc<SharedState>>) -> Json<Value> {
    Json(desk.lock().account.state())
}

async fn log(State(desk): State<Arc<SharedState>>) -> Json<Value> {
    Json(desk.lock().log.values().map(Arrival::to_json).collect())
}

async fn reset(State(desk): State<Arc<SharedState>>) -> StatusCode {
    desk.reset();
    StatusCode::NO_CONTENT
}

async fn enable_key(State(desk): State<Arc<SharedState>>) -> StatusCode {
    desk.enable_key(true);
    StatusCode::NO_CONTENT
}

async fn disable_key(State(desk): State<Arc<SharedState>>) -> StatusCode {
    desk.enable_key(false);
    StatusCode::NO_CONTENT
}

/// A call of another member, `{"path", "body"}`: a change that the client does not know of.
async fn other(State(desk): State<Arc<SharedState>>, Json(call): Json<Value>) -> Json<Value> {
    let path = call["path"].as_str().unwrap_or_default();
    let answer = desk.call_by_other(path, &call["body"]);
    Json(desk.dialect().envelope(&answer))
}

/// RFC 6749, as in VBot's documentation: form in, JSON out, 400 with an `error` on refusal.
async fn token(State(desk): State<Arc<SharedState>>, body: String) -> Response {
    match desk.grant(&form(&body)) {
        Ok(granted) => Json(granted).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({"error": error}))).into_response(),
    }
}

/// A form's body has the syntax of a URL's query; any other body has no parameters.
fn form(body: &str) -> BTreeMap<String, String> {
    let address = format!("/?{}", body.trim()).parse::<Uri>().ok();
    let query = address.and_then(|address| Query::try_from_uri(&address).ok());
    query.map(|Query(form)| form).unwrap_or_default()
}
