//! The calls of a small plan as a list, and how a call is printed.

use vbot_sync::{codec::Plan, model::Call};

/// All calls of a plan.
pub fn calls(plan: &Plan) -> Vec<Call> {
    plan.calls.list().expect("contents can be read")
}

/// Prints one call in a run of a single seed.
pub fn print_call(call: &Call) {
    let Call {
        id,
        entity,
        action,
        after,
        waits,
        cause,
        cycle,
        last,
        ..
    } = call;
    let (operation, code, new) = (
        action.operation().as_str(),
        action.code(),
        action.new_code(),
    );
    println!(
        "  {id} {operation} {entity} {code} {new:?} after {after:?} waits {waits:?} {cause:?} {cycle:?} {last} {:?}",
        call.changes
    );
}
