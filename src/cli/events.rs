//! Events for programs: one JSON object a line, as they happen.

use std::io::Write;

use vbot_sync::observe::Event;

/// One event a line; the last line, `finished`, is the command's.
pub fn json(event: &Event<'_>) {
    let value = match event {
        Event::Read { name, rows } => {
            serde_json::json!({"event": "read", "source": name, "rows": rows})
        }
        Event::Started { run, calls, rate } => {
            serde_json::json!({"event": "started", "run": run, "calls": calls, "rate": rate})
        }
        Event::Settled {
            call,
            entity,
            operation,
            code,
            state,
            message,
            origin,
        } => serde_json::json!({
            "event": "call", "id": call, "entity": entity, "op": operation, "code": code,
            "state": state, "message": message, "origin": origin,
        }),
        Event::Retrying {
            code,
            attempt,
            reason,
            wait,
        } => serde_json::json!({
            "event": "retry", "code": code, "attempt": attempt, "reason": reason, "wait": wait.as_secs_f64(),
        }),
        Event::Paused { wait } => {
            serde_json::json!({"event": "paused", "wait": wait.as_secs_f64()})
        }
        Event::Resting { calls, wait } => {
            serde_json::json!({"event": "resting", "calls": calls, "wait": wait.as_secs_f64()})
        }
        Event::Stopping { reason, in_flight } => {
            serde_json::json!({"event": "stopping", "reason": reason, "in_flight": in_flight})
        }
        _ => return,
    };
    // A reader that has gone away does not end the run; the exit code still tells.
    let _gone = writeln!(std::io::stdout().lock(), "{value}");
}
