//! A simple script: Python's requests with one session, one call after the other.
//!
//! Its processor time is not measured. Invariant: without Python or requests the line is left out.

use std::process::Command;

use vbot_sync::{
    model::{Action, Dialect, Entity},
    send,
};

use crate::{Amount, body};

const SCRIPT: &str = "
import json, sys, requests
url, calls, body = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])
with requests.Session() as session:
    for _ in range(calls):
        assert session.post(url, json=body).json()['error'] == 0
";

pub fn run(url: &str, amount: Amount) {
    let action = Action::Create {
        code: body::code(1),
        content: body::content(1),
    };
    let body = send::body(
        &vbot_sync::model::AccountId::unnamed(Dialect::V1),
        Entity::Customer,
        &action,
    )
    .to_string();
    let calls = (amount.calls / 10).clamp(1, 2_000).to_string();
    let url = format!("{url}/api/crm/customer/create");
    let mut python = Command::new("python3");
    // Requests to this machine must not use a proxy.
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        python.env_remove(name);
    }
    let status = python.args(["-c", SCRIPT, &url, &calls, &body]).status();
    let ran = status.is_ok_and(|status| status.success());
    assert!(ran, "python3 with requests must be installed");
    println!("{calls} calls, one after the other");
}
