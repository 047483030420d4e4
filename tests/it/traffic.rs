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

/// A call as `operation entity code`; a read of a v3 account as `read entity code`.
pub fn call(arrival: &Arrival) -> String {
    if let Some(call) = call_v3(arrival) {
        return call;
    }
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

/// The same of v3, where a status, type or group is an option of a field.
fn call_v3(arrival: &Arrival) -> Option<String> {
    let (folder, last) = arrival
        .path
        .strip_prefix("/api/customer")?
        .rsplit_once('/')?;
    let body = &*arrival.body;
    let text = |key: &str| body[key].as_str();
    let (entity, old, new) = match folder {
        "" => (
            "customer",
            text("customer_code"),
            body["fields"]["customer_code"].as_str(),
        ),
        "field" => (
            "field",
            text("customer_field_code"),
            text("customer_field_code_new"),
        ),
        "field/option" => {
            let entity = match text("customer_field_code")? {
                "TT" => "status",
                "LOAI" => "type",
                _ => "group",
            };
            let code = text("customer_field_option_code");
            (entity, code, text("customer_field_option_code_new"))
        }
        _ => return None,
    };
    Some(match (last, old, new) {
        ("insert", ..) => format!("create {entity} {}", old.or(new)?),
        ("update" | "update-code", Some(old), Some(new)) => {
            format!("updateNo {entity} {old} {new}")
        }
        ("update" | "delete", Some(code), _) => format!("{last} {entity} {code}"),
        (_, Some(code), _) => format!("read {entity} {code}"),
        _ => format!("read {entity}"),
    })
}
