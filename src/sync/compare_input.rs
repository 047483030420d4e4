//! The input of a comparison: the configuration's sources, the snapshot, and a person's decisions.
//!
//! Plain references; it compares nothing. Invariant: all files are aged by the same moment.

use std::{
    path::Path,
    time::{Duration, SystemTime},
};

use super::{blank_snapshot::BlankSnapshot, corrections::Corrections, error::SyncError};
use crate::{
    codec::{RowContent, ShapedRows, Snapshot},
    config::Config,
    error::Result,
    model::{Code, Ending, Entity, Rename, Source, Sources},
    observe::Observer,
    read,
    shape::Shaper,
    store::Store,
};

/// The sources before the first run.
static NO_SOURCES: Sources = Sources::new();

/// The input of a comparison.
#[derive(Clone, Copy)]
pub(super) struct CompareInput<'a> {
    pub config: &'a Config,
    pub snapshot: &'a dyn Snapshot,
    /// A person's decisions on changed codes.
    pub renames: &'a [Rename],
    /// The stored sources of the last successful run.
    pub memory: &'a Sources,
    /// Rows that a person has corrected.
    pub corrections: Option<&'a Corrections>,
    pub observer: &'a dyn Observer,
    /// Receives the rows of every entity before they are compared.
    pub watch: &'a dyn Fn(Entity, &ShapedRows),
    /// The present time, for the ages of files; the same for all of them.
    pub now: SystemTime,
    /// Keep unchanged rows too (for `explain`, `failures`).
    pub watches_all: bool,
}

impl<'a> CompareInput<'a> {
    /// Input without decisions of a person and without a watcher.
    pub fn new(
        config: &'a Config,
        snapshot: Option<&'a Store>,
        observer: &'a dyn Observer,
    ) -> Self {
        Self {
            config,
            snapshot: snapshot.map_or(&BlankSnapshot, |store| store),
            renames: &[],
            memory: &NO_SOURCES,
            corrections: None,
            observer,
            watch: &|_, _| {},
            now: SystemTime::now(),
            watches_all: false,
        }
    }

    /// The time since a file was last changed; `None` if that is in the future.
    pub fn age(&self, path: &Path) -> Option<Duration> {
        let modified = read::modified(path)?;
        Some(self.now.duration_since(modified).unwrap_or_default())
    }

    /// How a file of a source ended at the last successful run, if that is stored.
    pub fn ending(&self, source: &Source, file: &str) -> Option<Ending> {
        self.memory.get(&source.key())?.ending(file)
    }

    /// Whether an unchanged row is needed.
    pub fn wants(&self, entity: Entity, row: RowContent<'_>) -> bool {
        let is_meant = |rename: &Rename| rename.entity == entity && *rename.to == *row.code;
        self.watches_all || self.renames.iter().any(is_meant)
    }

    /// Replaces rows of a source with their corrections.
    pub fn merge_corrections(&self, source: &Source, shaper: &mut Shaper<'_>) -> Result<()> {
        match self.corrections {
            Some(corrections) => corrections.merge_into(source, shaper),
            None => Ok(()),
        }
    }

    /// Applies a person's decisions on changed codes.
    pub fn rename(&self, entity: Entity, shaped: &mut ShapedRows) -> Result<()> {
        let renames = self.renames.iter();
        renames
            .filter(|rename| rename.entity == entity)
            .try_for_each(|rename| rename_in(shaped, rename, self.snapshot))
    }
}

/// The stored sources of the last successful run.
pub(super) fn stored_sources(snapshot: Option<&Store>) -> Result<Sources> {
    let memory = snapshot.map(Store::sources).transpose()?;
    Ok(memory.unwrap_or_default())
}

/// Sets the former code of a row's record. Repeating the decision after it was carried out is no mistake.
fn rename_in(shaped: &mut ShapedRows, rename: &Rename, snapshot: &dyn Snapshot) -> Result<()> {
    let Rename { entity, from, to } = rename;
    let is_known = |code: &Code| {
        let content = snapshot.content(*entity, code);
        content.map(|content| content.is_some())
    };
    if is_known(from)? {
        if !shaped.rename(rename) {
            return Err(SyncError::NoRow(rename.clone()).into());
        }
    } else if !is_known(to)? {
        return Err(SyncError::NoRecord(rename.clone()).into());
    }
    Ok(())
}
