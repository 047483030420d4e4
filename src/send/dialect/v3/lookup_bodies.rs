//! The bodies of the calls of fields and options.
//!
//! Invariant: what an update has to repeat is repeated as it was read.

use serde_json::Value as Json;

use super::option_field;
use crate::{
    model::{Action, Attribute, Content},
    send::dialect::{WireCall, crm::CallBody},
};

/// The colours of a new field or option: black on white, as the documentation's defaults.
const COLOURS: [(&str, &str); 2] = [("color", "#FFFFFF"), ("text_color", "#000000")];

/// What an update repeats of a field or option, so that it does not change it.
const REPEATED: [&str; 3] = ["number", "is_required", "is_unique"];

/// The body of a call of an option.
pub fn write_option(call: &WireCall<'_>, body: &mut CallBody) {
    let field = option_field(call.account, call.entity);
    let name = |content: &Content| {
        let name = content.text(call.entity.name_attribute());
        name.unwrap_or_default().to_owned()
    };
    match call.action {
        Action::Create { code, content } => {
            body.put("customer_field_option_code", code);
            body.put("customer_field_code", &field);
            body.put("name", &name(content));
            for (key, colour) in COLOURS {
                body.put(key, colour);
            }
            body.put("type", "OPTION");
        }
        Action::Update { code, content, .. } => {
            body.put("customer_field_option_code", code);
            body.put("customer_field_code", &field);
            body.put("name", &name(content));
            repeat(call, body, &["number"]);
        }
        Action::UpdateNo { from, to, .. } => {
            body.put("customer_field_code", &field);
            body.put("customer_field_option_code", from);
            body.put("customer_field_option_code_new", to);
        }
        Action::Delete { code, .. } => {
            body.put("customer_field_code", &field);
            body.put("customer_field_option_code", code);
        }
    }
}

/// The body of a call of a field.
pub fn write_field(call: &WireCall<'_>, body: &mut CallBody) {
    let text = |content: &Content, attribute| {
        let text = content.text(attribute);
        text.unwrap_or_default().to_owned()
    };
    match call.action {
        Action::Create { code, content } | Action::Update { code, content, .. } => {
            body.put("customer_field_code", code);
            body.put("name", &text(content, Attribute::FieldName));
            let kind = text(content, Attribute::FieldType);
            body.put("type", &kind.trim().to_uppercase());
            let description = content.attributes.get(&Attribute::FieldDescription);
            let is_create = matches!(call.action, Action::Create { .. });
            match description {
                Some(value) if !is_create || !value.is_blank() => {
                    body.put("description", &value.shown());
                }
                _ => {}
            }
            if is_create {
                for (key, colour) in COLOURS {
                    body.put(key, colour);
                }
            } else {
                repeat(call, body, &REPEATED);
            }
        }
        Action::UpdateNo { from, to, .. } => {
            body.put("customer_field_code", from);
            body.put("customer_field_code_new", to);
        }
        Action::Delete { code, .. } => body.put("customer_field_code", code),
    }
}

/// Repeats what an update would change otherwise. A plan is shown before anything is read, and has none of it.
fn repeat(call: &WireCall<'_>, body: &mut CallBody, keys: &[&str]) {
    let Some(read) = call.read else {
        return;
    };
    for (key, colour) in COLOURS {
        let own = read.get(key).and_then(Json::as_str);
        let own = own.filter(|colour| !colour.is_empty());
        body.put(key, own.unwrap_or(colour));
    }
    for key in keys {
        if let Some(value) = read.get(*key).filter(|value| !value.is_null()) {
            body.insert(key, value.clone());
        }
    }
}
