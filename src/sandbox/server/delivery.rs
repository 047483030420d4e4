//! What comes back of a request to the API, including its fault, whatever carries it: a socket, or the process itself.
//!
//! It decides nothing. A call is applied when it arrives and its answer is delayed, and not the other way round, so
//! that a client that hangs up early does not change what was applied. Invariant: every fault does exactly what its
//! name in `Fault` promises.

use std::{sync::Arc, time::Duration};

use serde_json::Value as Json;
use tokio::time::sleep;

use super::state::{Admitted, SharedState};
use crate::sandbox::{Fault, SandboxAnswer};

/// What the client gets to see.
pub enum Delivery {
    /// The whole answer.
    Whole(DeliveredAnswer),
    /// An answer that breaks off in its body.
    Cut(DeliveredAnswer),
    /// Nothing: the connection is closed.
    Nothing,
}

/// An answer before it is HTTP.
pub struct DeliveredAnswer {
    /// The HTTP status.
    pub status: u16,
    /// How long it asks to wait.
    pub retry_after: Option<RetryAfter>,
    /// The body.
    pub content: DeliveredContent,
}

/// The body of an answer.
pub enum DeliveredContent {
    /// The API's JSON.
    Json(Json),
    /// A page of HTML with this heading.
    Page(&'static str),
}

/// The header of that name.
#[derive(Clone, Copy)]
pub struct RetryAfter {
    /// The wait.
    pub wait: Duration,
    /// As a date, or as a number of seconds.
    pub dated: bool,
}

impl DeliveredAnswer {
    /// A page of HTML.
    pub(super) const fn page(status: u16, heading: &'static str) -> Self {
        Self {
            status,
            retry_after: None,
            content: DeliveredContent::Page(heading),
        }
    }
}

/// Carries out a request that has arrived.
pub(super) async fn deliver(desk: &Arc<SharedState>, call: &Arc<Admitted>) -> Delivery {
    let delivery = carry_out(desk, call).await;
    pause(desk.options.latency).await;
    if !matches!(delivery, Delivery::Nothing) {
        desk.answered(call);
    }
    delivery
}

async fn carry_out(desk: &Arc<SharedState>, call: &Arc<Admitted>) -> Delivery {
    let ask = || desk.lock().ask(call);
    let answer = match call.fault {
        // The token was revoked on arrival, so the request is refused without further action.
        None | Some(Fault::TokenExpiry) => written(desk, &ask()),
        Some(Fault::DropBefore) => return Delivery::Nothing,
        Some(Fault::ApplyDrop) => {
            ask();
            return Delivery::Nothing;
        }
        Some(Fault::ApplyLate) => {
            apply_late(desk, call);
            let hold = desk.lock().faults.hold;
            pause(hold).await;
            return Delivery::Nothing;
        }
        Some(Fault::Error500 { http }) => {
            ask();
            server_error(desk, http)
        }
        Some(Fault::Http429 { date }) => later(desk, 429, date),
        Some(Fault::Http503 { date }) => later(desk, 503, date),
        Some(Fault::Html200 { applied }) => {
            applied.then(ask);
            DeliveredAnswer::page(200, "Hệ thống đang bảo trì")
        }
        Some(Fault::Html502 { applied }) => {
            applied.then(ask);
            DeliveredAnswer::page(502, "502 Bad Gateway")
        }
        Some(Fault::CutBody) => return Delivery::Cut(written(desk, &ask())),
        Some(Fault::Slow) => {
            let answer = ask();
            let slow = desk.lock().faults.slow;
            pause(slow).await;
            written(desk, &answer)
        }
        Some(Fault::Duplicate) => {
            let (first, second) = (ask(), ask());
            let is_second = desk.lock().faults.second_answer;
            written(desk, if is_second { &second } else { &first })
        }
    };
    Delivery::Whole(answer)
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

/// A timer takes up to a millisecond even for a wait of zero.
async fn pause(wait: Duration) {
    if !wait.is_zero() {
        sleep(wait).await;
    }
}

/// An answer in the form of the dialect.
pub(super) fn written(desk: &SharedState, answer: &SandboxAnswer) -> DeliveredAnswer {
    DeliveredAnswer {
        status: desk.dialect().http_status(&desk.options.rules, answer),
        retry_after: None,
        content: DeliveredContent::Json(desk.dialect().envelope(answer)),
    }
}

fn server_error(desk: &SharedState, http: bool) -> DeliveredAnswer {
    let answer = written(desk, &SandboxAnswer::refusal(500, "Lỗi hệ thống"));
    let status = if http { 500 } else { answer.status };
    DeliveredAnswer { status, ..answer }
}

fn later(desk: &SharedState, status: u16, dated: bool) -> DeliveredAnswer {
    let wait = desk.lock().faults.retry_after;
    DeliveredAnswer {
        retry_after: Some(RetryAfter { wait, dated }),
        ..DeliveredAnswer::page(status, "Quá nhiều yêu cầu, vui lòng thử lại sau")
    }
}
