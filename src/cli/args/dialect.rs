//! The argument that names a dialect of the API.
//!
//! The names are in the model. Invariant: exactly the names of the dialects are accepted.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use vbot_sync::model::Dialect;

/// Parses the name of a dialect.
pub fn dialect() -> impl TypedValueParser<Value = Dialect> {
    let names = Dialect::ALL.map(Dialect::as_str);
    PossibleValuesParser::new(names).try_map(|name| Dialect::from_name(&name).ok_or(name))
}
