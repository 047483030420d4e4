//! What was learned of how the account behaves where its documentation is silent.
//!
//! It decides nothing: the caller knows the names and the values. Invariant: a trait has one value at a time.

use rusqlite::{OptionalExtension, params};

use super::Store;
use crate::{
    error::Result,
    model::{AccountForm, Entity, Key},
};

/// The name of the trait with the fields and options.
const FORM: &str = "form";

/// The name of the trait that an account was read as a whole, with the values of that key.
pub(super) fn was_read(entity: Entity, key: &Key) -> String {
    format!("read {entity}.{}", key.name(entity))
}

impl Store {
    /// Notes that the whole account was read, with the values of these keys.
    ///
    /// # Errors
    /// The snapshot can't be written.
    pub fn note_read<'k>(
        &mut self,
        entity: Entity,
        keys: impl IntoIterator<Item = &'k Key>,
    ) -> Result<()> {
        for key in keys {
            self.note_account_trait(&was_read(entity, key), "")?;
        }
        Ok(())
    }

    /// Remembers the account's fields and options.
    ///
    /// # Errors
    /// The snapshot can't be written.
    pub fn note_account_form(&mut self, form: &AccountForm) -> Result<()> {
        let text = serde_json::to_string(form).unwrap_or_default();
        self.note_account_trait(FORM, &text)
    }

    /// The account's fields and options, as they were read last. What can't be understood counts as never read.
    pub(super) fn remembered_form(&self) -> Result<Option<AccountForm>> {
        let text = self.account_trait(FORM)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// The value of a trait, if it is known.
    ///
    /// # Errors
    /// The snapshot can't be read.
    pub fn account_trait(&self, name: &str) -> Result<Option<String>> {
        self.read(|connection| {
            let sql = "SELECT value FROM account_trait WHERE name = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let value = statement.query_row([name], |row| row.get(0));
            Ok(value.optional()?)
        })
    }

    /// Stores the value of a trait.
    ///
    /// # Errors
    /// The snapshot can't be written.
    pub fn note_account_trait(&mut self, name: &str, value: &str) -> Result<()> {
        self.write(|transaction| {
            let sql = "INSERT INTO account_trait (name, value) VALUES (?1, ?2)
                       ON CONFLICT (name) DO UPDATE SET value = ?2";
            transaction.execute(sql, params![name, value])?;
            Ok(())
        })
    }
}
