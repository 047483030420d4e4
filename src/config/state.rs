//! `[state]`: where the snapshot is.

use std::path::PathBuf;

use super::page::{ConfigText, Setting};
use super::section::section;
use super::values::{Filled, ValueRule};
use crate::error::Result;

section! {
    /// The snapshot: what vbot-sync remembers of the account.
    WrittenState needs [] {
        /// The file of the snapshot, relative to the folder of this file; the default is `vbot-sync.db`. Back it up.
        path: Setting<String> => Filled.schema();
    }
}

impl WrittenState {
    /// The snapshot's path, resolved against the configuration's folder.
    pub fn validated(&self, page: &ConfigText<'_>) -> Result<PathBuf> {
        let path = Filled.setting(page, "path", self.path.as_ref())?;
        Ok(page.resolve(path.as_deref().unwrap_or("vbot-sync.db")))
    }
}
