//! Customers and fields as `/sandbox/state` and the tests see them.
//!
//! It changes nothing. Invariant: nothing that the account holds of them is left out.

use serde_json::{Map, Value as Json, json};

use super::{customer::Customer, field::Field};

pub fn customer_state(customer: &Customer) -> Json {
    let values = customer.values.iter();
    let values = values.map(|(code, value)| (code.to_owned(), Json::from(value)));
    Json::Object(values.collect())
}

pub fn field_state(field: &Field) -> Json {
    let options = field.options.iter().map(|(code, option)| {
        let state = json!({
            "name": option.name, "color": option.color, "text_color": option.text_color,
            "number": option.number, "type": option.kind(), "group": option.group.as_deref(),
        });
        (code.to_string(), state)
    });
    json!({
        "name": field.name, "type": field.kind.as_str(), "color": field.color,
        "text_color": field.text_color, "description": field.description,
        "is_required": field.is_required, "is_unique": field.is_unique,
        "is_default": field.is_default, "number": field.number,
        "options": options.collect::<Map<_, _>>(),
    })
}
