//! The pieces of a JSON schema: texts, numbers, words, tables.
//!
//! It knows no key and no section. Invariant: each piece says the type of its value, so that no other type is accepted.

use serde_json::{Map, Value, json};

/// A text that is not blank.
pub fn filled() -> Value {
    json!({"type": "string", "pattern": r"\S"})
}

/// A text that matches a pattern from its first letter to its last.
pub fn pattern(pattern: &str) -> Value {
    json!({"type": "string", "pattern": format!(r"^\s*({pattern})\s*$")})
}

/// One of a few words.
pub fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    let words: Vec<&str> = words.into_iter().collect();
    json!({"type": "string", "enum": words})
}

/// A whole number.
pub fn whole(least: i64, most: i64) -> Value {
    json!({"type": "integer", "minimum": least, "maximum": most})
}

/// One of several forms.
pub fn one_of<const N: usize>(forms: [Value; N]) -> Value {
    json!({"anyOf": Vec::from(forms)})
}

/// A list whose entries have that form.
pub fn list(entry: &Value, least: usize) -> Value {
    json!({"type": "array", "minItems": least, "items": entry})
}

/// A table with the keys of its properties, and no others.
pub fn table(properties: Vec<(&str, Value)>, needed: &[&str]) -> Value {
    let properties = properties.into_iter();
    let properties: Map<_, _> = properties
        .map(|(key, form)| (key.to_owned(), form))
        .collect();
    let mut table = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !needed.is_empty() {
        table["required"] = json!(needed);
    }
    table
}

/// A table with keys that the account or the sheet defines.
pub fn open_table(entry: &Value) -> Value {
    json!({"type": "object", "propertyNames": {"pattern": r"\S"}, "additionalProperties": entry})
}

/// The same form, with a description from the lines of a doc comment. It replaces one that is there.
pub fn described(lines: &[&str], form: Value) -> Value {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let mut all = Map::new();
    all.insert("description".to_owned(), lines.join(" ").trim().into());
    if let Value::Object(keys) = form {
        all.extend(keys.into_iter().filter(|(key, _)| key != "description"));
    }
    Value::Object(all)
}
