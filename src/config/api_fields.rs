//! `[api.v3]`: which fields of the account have what the sheets know as attributes.
//!
//! Whether the fields exist is only known once the account is asked. Invariant: no field has two meanings.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::error::ConfigError;
use super::json_schema::{list, pattern};
use super::page::{ConfigText, Setting};
use super::section::section;
use super::values::{ValueRule, Whole, whole};
use crate::error::Result;
use crate::model::{Code, CustomerFields, Entity, PHONE};

/// The form of a field's code.
const CODE: &str = "[A-Za-z0-9_-]+";

/// The largest page that may be asked for.
const PAGE_SIZE: Whole<u32> = whole(10_000);

section! {
    /// Under v3: which fields of the account have what the sheets know as attributes.
    WrittenApiFields needs [] {
        /// The code of the SELECT field whose options are the statuses.
        status: Setting<String> => pattern(CODE);
        /// The code of the SELECT field whose options are the types.
        r#type: Setting<String> => pattern(CODE);
        /// The code of the SELECT field whose options are the groups.
        group: Setting<String> => pattern(CODE);
        /// The code of the STRING field with the address.
        address: Setting<String> => pattern(CODE);
        /// The code of the STRING field with the e-mail address.
        email: Setting<String> => pattern(CODE);
        /// The codes of the fields with the phones, the first phone first: `["phone"]` (the default), or further PHONE
        /// fields after it.
        phones: Vec<Spanned<String>> => list(&pattern(CODE), 0);
        /// How many records a page of a list is asked for, 1 to 10000; the default is 100.
        page_size: Setting<i64> => PAGE_SIZE.schema();
    }
}

impl WrittenApiFields {
    /// The named fields.
    pub fn validated(&self, page: &ConfigText<'_>) -> Result<CustomerFields> {
        let mut reader = FieldReader {
            page,
            seen: BTreeSet::new(),
        };
        let options = [
            (Entity::Status, &self.status),
            (Entity::Type, &self.r#type),
            (Entity::Group, &self.group),
        ];
        let mut named = BTreeMap::new();
        for (entity, written) in options {
            if let Some(code) = reader.setting(written.as_ref())? {
                named.insert(entity, code);
            }
        }
        let (address, email) = (
            reader.setting(self.address.as_ref())?,
            reader.setting(self.email.as_ref())?,
        );
        let mut phones = Vec::new();
        for written in &self.phones {
            phones.push(reader.code(written)?);
        }
        if phones.is_empty() {
            phones.push(Code::from(PHONE));
        }
        Ok(CustomerFields {
            options: named,
            address,
            email,
            phones,
            page_size: PAGE_SIZE.setting(page, "page_size", self.page_size.as_ref())?,
        })
    }
}

/// Reads the codes of fields, each of which may have one meaning.
struct FieldReader<'a> {
    page: &'a ConfigText<'a>,
    seen: BTreeSet<Code>,
}

impl FieldReader<'_> {
    fn setting(&mut self, written: Option<&Spanned<String>>) -> Result<Option<Code>> {
        written.map(|written| self.code(written)).transpose()
    }

    fn code(&mut self, written: &Spanned<String>) -> Result<Code> {
        let text = written.get_ref().trim();
        let is_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-');
        if text.is_empty() || !text.chars().all(is_sign) {
            let error = ConfigError::FieldCode(text.to_owned());
            return Err(self.page.wrong_in(written, error));
        }
        let code = Code::from(text);
        if !self.seen.insert(code.clone()) {
            let error = ConfigError::FieldTwice(text.to_owned());
            return Err(self.page.wrong_in(written, error));
        }
        Ok(code)
    }
}
