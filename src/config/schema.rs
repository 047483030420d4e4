//! The JSON schema of `vbot-sync.toml`, for editors and for whatever writes such a file.
//!
//! It knows no key: the sections describe themselves. Invariant: it accepts every file that is valid, and refuses one
//! with an unknown or missing key, a wrong type or a wrong word. It leaves out what follows from the meaning of several
//! values. Durations, and names of encodings, have the usual spellings only.

use serde_json::{Map, Value};

use super::{column_schema, written::WrittenConfig};

/// The JSON schema of a configuration, in the form of draft 2020-12.
#[must_use]
pub fn schema() -> Value {
    let mut all = Map::new();
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    all.insert("$schema".to_owned(), dialect.into());
    all.insert("title".to_owned(), "vbot-sync.toml".into());
    if let Value::Object(keys) = WrittenConfig::schema() {
        all.extend(keys);
    }
    all.insert("$defs".to_owned(), column_schema::definitions());
    Value::Object(all)
}
