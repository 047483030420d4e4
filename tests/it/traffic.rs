//! Requests between the binary and the sandbox: calls as short texts, and servers that stop answering.

use std::time::Duration;

use vbot_sync::sandbox::{Arrival, Fault, Faults};

/// From that request on none is answered within a minute; the two faults alternate.
pub fn unanswered(from: u64, turns: [Fault; 2]) -> Faults {
    let mut faults = Faults::none();
    faults.slow = Duration::from_mins(1);
    faults.late = Duration::from_millis(300);
    for (request, fault) in (from..from + 50).zip(turns.iter().cycle()) {
        faults = faults.at(request, *fault);
    }
    faults
}

/// A call as `operation entity code`.
pub fn call(arrival: &Arrival) -> String {
    let mut parts = arrival.path.rsplit('/');
    let (operation, entity) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let of = |suffix: &str| arrival.body[format!("{entity}_no{suffix}")].as_str();
    match (of(""), of("_old"), of("_new")) {
        (Some(code), ..) => format!("{operation} {entity} {code}"),
        (_, Some(old), Some(new)) => format!("{operation} {entity} {old} {new}"),
        _ => format!("{operation} {entity}"),
    }
}
