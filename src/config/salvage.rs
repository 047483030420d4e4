//! What can still be read of a configuration that is refused: where the snapshot is, and who is notified.
//!
//! It never makes such a configuration usable: a failed command is recorded and reported with it. Invariant: a section
//! that is not valid by itself gives nothing.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::de::DeTable;

use super::{
    notify::WrittenNotify, page::ConfigText, run::WrittenRun, state::WrittenState, syntax, text_of,
    unknown_keys,
};
use crate::{
    error::Result,
    model::{NotifySettings, RunPolicy},
};

/// The valid sections of a refused configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SalvagedConfig {
    /// `[state] path`, or its default.
    pub state: Option<PathBuf>,
    /// `[run]`.
    pub run: Option<RunPolicy>,
    /// `[notify]`.
    pub notify: Option<NotifySettings>,
    /// `project_code` as it is written.
    pub project: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct StateSection {
    state: WrittenState,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RunSection {
    run: WrittenRun,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NotifySection {
    notify: WrittenNotify,
}

/// Reads what is valid in a file; nothing if it is no TOML.
#[must_use]
pub fn salvage(path: &Path) -> SalvagedConfig {
    let text = text_of(path).unwrap_or_default();
    let page = ConfigText::new(&text, path);
    let Ok(document) = syntax::parse(&page) else {
        return SalvagedConfig::default();
    };
    if document.is_empty() {
        return SalvagedConfig::default();
    }
    SalvagedConfig {
        state: state(&page, &document).ok(),
        run: run(&page, &document).ok(),
        notify: notify(&page, &document).ok(),
        project: project(&document),
    }
}

fn state(page: &ConfigText<'_>, document: &DeTable<'_>) -> Result<PathBuf> {
    let StateSection { state } = syntax::read(page, document)?;
    unknown_keys::refuse_in_section(page, document, "state")?;
    state.validated(page)
}

fn run(page: &ConfigText<'_>, document: &DeTable<'_>) -> Result<RunPolicy> {
    let RunSection { run } = syntax::read(page, document)?;
    unknown_keys::refuse_in_section(page, document, "run")?;
    run.validated(page)
}

fn notify(page: &ConfigText<'_>, document: &DeTable<'_>) -> Result<NotifySettings> {
    let NotifySection { notify } = syntax::read(page, document)?;
    unknown_keys::refuse_in_section(page, document, "notify")?;
    notify.validated(page)
}

fn project(document: &DeTable<'_>) -> Option<String> {
    let api = document.get("api")?.get_ref().as_table()?;
    let project = api.get("project_code")?.get_ref().as_str()?;
    Some(project.to_owned())
}
