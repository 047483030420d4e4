//! What a customer of a v3 account can have: its fields, with their options.
//!
//! Plain data, as an account was read. Invariant: a field's code occurs once, and an option's code once in its field.

use serde::{Deserialize, Serialize};

use super::{Code, CustomerFields, FieldType};

/// The fields of an account, in their order there.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct AccountForm {
    /// All of them, the default ones among them.
    pub fields: Vec<FormField>,
}

/// One field.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct FormField {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its type, if it is a known one.
    pub kind: Option<FieldType>,
    /// The account has it by itself, and it can't be changed.
    pub is_default: bool,
    /// A customer without a value of it is refused.
    pub is_required: bool,
    /// Its options, as code and name; none if its type has none.
    pub options: Vec<(String, String)>,
}

impl FormField {
    /// Whether its values are codes of options.
    #[must_use]
    pub fn has_options(&self) -> bool {
        self.kind.is_some_and(FieldType::has_options)
    }
}

impl AccountForm {
    /// The field of that code.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<&FormField> {
        self.fields.iter().find(|field| *field.code == *code)
    }

    /// The fields that are neither of every account nor named in `[api.v3]`.
    pub fn custom<'f>(&'f self, named: &'f CustomerFields) -> impl Iterator<Item = &'f FormField> {
        let fields = self.fields.iter();
        fields.filter(|field| !field.is_default && !named.names(&field.code))
    }
}
