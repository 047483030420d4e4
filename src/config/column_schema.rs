//! The JSON schema of a column: a header, a list of headers, or a table.
//!
//! What the keys mean is decided in `column.rs`, and which of them a target may have. Invariant: the keys are those of
//! `column.rs`.

use serde_json::{Map, Value, json};

use super::column::{BLANK, KEYS, LAST_PART, MARKS, NEEDS, ORDERS, WRITE, allows};
use super::json_schema::{described, filled, list, one_of, table, words};
use crate::model::{Attribute, Target};

/// The kinds of columns: the name of each definition, and a target that has it.
const KINDS: [(&str, Option<Target>); 4] = [
    ("column", None),
    ("key_column", Some(Target::Code)),
    ("required_column", Some(Target::GroupNo)),
    (
        "phone_column",
        Some(Target::Attribute(Attribute::CustomerPhones)),
    ),
];

/// The definitions that [`of`] refers to.
pub fn definitions() -> Value {
    let kinds = KINDS.map(|(name, target)| (name.to_owned(), column(target)));
    Value::Object(kinds.into_iter().collect::<Map<_, _>>())
}

/// The column of a target, or of a custom field.
pub fn of(target: Option<Target>) -> Value {
    let keys = |target| KEYS.iter().filter(move |key| allows(target, key));
    let kind = KINDS.iter().find(|(_, like)| keys(*like).eq(keys(target)));
    let (name, _) = kind.unwrap_or(&KINDS[0]);
    json!({"$ref": format!("#/$defs/{name}")})
}

fn column(target: Option<Target>) -> Value {
    let keys = KEYS.iter().filter(|key| allows(target, key));
    let keys: Vec<_> = keys.map(|key| (*key, key_schema(key))).collect();
    let needs = keys.iter().filter_map(|(key, _)| {
        let (_, needed) = NEEDS.into_iter().find(|(one, _)| one == key)?;
        Some(((*key).to_owned(), json!([needed])))
    });
    let needs: Map<_, _> = needs.collect();
    let mut table = table(keys, &[]);
    table["dependentRequired"] = Value::Object(needs);
    table["dependentSchemas"] = json!({
        "date": {"not": {"required": ["number"]}},
        "join": {"properties": {"column": {"type": "array", "minItems": 2}}},
    });
    table["if"] = json!({"required": ["constant"]});
    table["then"] = json!({"propertyNames": {"enum": ["constant", "write"]}});
    table["else"] = json!({"required": ["column"]});
    one_of([filled(), list(&filled(), 1), table])
}

fn key_schema(key: &str) -> Value {
    let text = || json!({"type": "string", "minLength": 1});
    let (about, form) = match key {
        "column" => (
            "The header, or the list of headers.",
            one_of([filled(), list(&filled(), 1)]),
        ),
        "blank" => (
            "What a blank cell does: `clear` (the default), or `keep` what was last sent.",
            words(BLANK.map(|(word, _)| word)),
        ),
        "write" => (
            "When the value is sent: `always` (the default), only with the `create` of its record, or, for customers of a v3 account, `if-empty`: only while the account has none.",
            words(WRITE.map(|(word, _)| word)),
        ),
        "constant" => (
            "The same value for every row; there is no `column` then.",
            filled(),
        ),
        "join" => (
            "The text between the texts of several headers; a blank by default.",
            json!({"type": "string"}),
        ),
        "split" => (
            "The text between the parts of a cell, of which `part` is used.",
            text(),
        ),
        "part" => (
            "The number of the part: `1` is the first, `-1` the last.",
            json!({"type": "integer", "minimum": -LAST_PART, "maximum": LAST_PART, "not": {"const": 0}}),
        ),
        "date" => (
            "The one form in which dates are sent: `%d/%m/%Y`; `%H:%M:%S` is the time.",
            json!({"type": "string", "pattern": "%"}),
        ),
        "date_from" => (
            "The order of the numbers of a date in the sheet.",
            words(ORDERS.map(|(word, _)| word)),
        ),
        "number" => ("`true`: a plain number is sent.", json!({"const": true})),
        "phone" => (
            "`true`: the code is the first phone of the cell, as it is dialled within the country.",
            json!({"const": true}),
        ),
        "decimal" => (
            "The decimal mark of numbers in the sheet.",
            words(MARKS.map(|(word, _)| word)),
        ),
        _ => return json!(true),
    };
    described(&[about], form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Entity;

    #[test]
    fn every_key_is_described() {
        for key in KEYS {
            assert!(key_schema(key).is_object(), "{key}");
        }
    }

    #[test]
    fn every_target_has_its_kind_of_column() {
        let keys = |target| KEYS.iter().filter(move |key| allows(target, key));
        for target in Entity::ALL.into_iter().flat_map(Target::all).map(Some) {
            let mut kinds = KINDS.iter();
            assert!(
                kinds.any(|(_, like)| keys(*like).eq(keys(target))),
                "{target:?}"
            );
        }
    }
}
