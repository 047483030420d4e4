//! `[state]`: where the snapshot is.

use std::path::PathBuf;

use serde::Deserialize;

use super::page::{ConfigText, Setting};
use super::values::filled;
use crate::error::Result;

/// `[state]`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a section")]
pub struct WrittenState {
    path: Setting<String>,
}

impl WrittenState {
    /// The snapshot's path, resolved against the configuration's folder.
    pub fn validated(&self, page: &ConfigText<'_>) -> Result<PathBuf> {
        let path = page.setting(self.path.as_ref(), |path| filled("path", path))?;
        Ok(page.resolve(path.as_deref().unwrap_or("vbot-sync.db")))
    }
}
