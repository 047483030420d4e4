//! Fields of customers, and the options of those that offer a choice.
//!
//! Plain data. Invariant: only a field with a choice has options.

use std::collections::BTreeMap;

use crate::model::{Code, FieldType};

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its place in the order of creation.
    pub id: u64,
    /// When it was made, in Unix milliseconds.
    pub created: i64,
    pub name: String,
    pub kind: FieldType,
    pub color: String,
    pub text_color: String,
    pub description: String,
    pub is_required: bool,
    pub is_unique: bool,
    pub is_default: bool,
    pub number: i64,
    pub options: BTreeMap<Code, FieldOption>,
}

impl Field {
    /// A field in black on white.
    pub fn plain(name: &str, kind: FieldType) -> Self {
        Self {
            id: 0,
            created: 0,
            name: name.to_owned(),
            kind,
            color: WHITE.to_owned(),
            text_color: BLACK.to_owned(),
            description: String::new(),
            is_required: false,
            is_unique: false,
            is_default: false,
            number: 0,
            options: BTreeMap::new(),
        }
    }
}

/// An option of a field, or a group of options.
#[derive(Clone, Debug)]
pub struct FieldOption {
    /// Its place in the order of creation.
    pub id: u64,
    /// When it was made, in Unix milliseconds.
    pub created: i64,
    pub name: String,
    pub color: String,
    pub text_color: String,
    pub number: i64,
    /// It holds options and can't be chosen.
    pub is_group: bool,
    /// The group that it is in.
    pub group: Option<Code>,
}

impl FieldOption {
    /// An option in black on white, without a group.
    pub fn plain(name: &str) -> Self {
        Self {
            id: 0,
            created: 0,
            name: name.to_owned(),
            color: WHITE.to_owned(),
            text_color: BLACK.to_owned(),
            number: 0,
            is_group: false,
            group: None,
        }
    }

    /// The name of its type in the API.
    pub const fn kind(&self) -> &'static str {
        if self.is_group { "OPTGROUP" } else { "OPTION" }
    }
}

const WHITE: &str = "#FFFFFF";
const BLACK: &str = "#000000";
