//! The calls of a plan, for those who know that there are few.

use vbot_sync::{codec::Plan, model::Call};

/// All calls of a plan at once.
pub fn calls(plan: &Plan) -> Vec<Call> {
    plan.calls.list().expect("contents can be read")
}

/// Prints one call for a person who follows a single seed.
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
