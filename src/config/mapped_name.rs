//! Resolves a name in `[source.values]` and `[source.defaults]`.
//!
//! Invariant: a name is one target or one custom field, and never both.

use super::error::ConfigError;
use crate::model::{Code, MappedColumn, Mapping, Target};

/// The meaning of a name in `[source.values]` and `[source.defaults]`.
pub(super) enum MappedName {
    Target(Target),
    Field(Code),
}

impl MappedName {
    pub fn column<'a>(&self, mapping: &'a Mapping) -> Option<&'a MappedColumn> {
        match self {
            Self::Target(target) => mapping.columns.get(target),
            Self::Field(code) => mapping.fields.get(code),
        }
    }
}

/// The reason why a column can't have a default.
pub(super) fn no_default(
    place: &MappedName,
    column: Option<&MappedColumn>,
) -> Option<fn(String) -> ConfigError> {
    let keys = [Target::Code, Target::PreviousNo, Target::Identity];
    if matches!(place, MappedName::Target(target) if keys.contains(target)) {
        return Some(ConfigError::KeyDefault);
    }
    let column = column?;
    if column.constant.is_some() {
        return Some(ConfigError::ConstantDefault);
    }
    column.keep.then_some(ConfigError::KeptDefault)
}
