//! The argument that names a dialect of the API.
//!
//! The model has the names. Invariant: every dialect can be named, and nothing else.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use vbot_sync::model::Dialect;

/// A dialect by its name.
pub fn dialect() -> impl TypedValueParser<Value = Dialect> {
    let names = Dialect::ALL.map(Dialect::as_str);
    PossibleValuesParser::new(names).try_map(|name| Dialect::from_name(&name).ok_or(name))
}
