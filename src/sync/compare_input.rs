//! What is compared with what: the configuration's sources, the snapshot, and what a person adds to them.

use std::{
    path::Path,
    time::{Duration, SystemTime},
};

use super::{BlankSnapshot, corrections::Corrections, error::SyncError};
use crate::{
    config::Config,
    error::Result,
    model::{Code, Ending, Entity, Rename, RowContent, ShapedRows, Snapshot, Source, Sources},
    observe::Observer,
    read,
    shape::Shaper,
    store::Store,
};

/// Nothing was ever read.
static NO_SOURCES: Sources = Sources::new();

/// What is compared with what, and who looks on.
#[derive(Clone, Copy)]
pub(super) struct CompareInput<'a> {
    pub config: &'a Config,
    pub snapshot: &'a dyn Snapshot,
    /// What a person says of changed codes.
    pub renames: &'a [Rename],
    /// What is remembered of the files.
    pub memory: &'a Sources,
    /// Rows that a person has corrected.
    pub corrections: Option<&'a Corrections>,
    pub observer: &'a dyn Observer,
    /// Is shown the rows of every entity before they are compared.
    pub watch: &'a dyn Fn(Entity, &ShapedRows),
    /// This moment, for the ages of files; the same for all of them.
    pub now: SystemTime,
    /// Whether the one who looks on wants to see every row, be it what is remembered or not.
    pub watches_all: bool,
}

impl<'a> CompareInput<'a> {
    /// Nothing is renamed, and nobody looks on.
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

    /// The time since a file was changed last; none at all for one of the future.
    pub fn age(&self, path: &Path) -> Option<Duration> {
        let modified = read::modified(path)?;
        Some(self.now.duration_since(modified).unwrap_or_default())
    }

    /// How a file of a source ended at the last successful run, where that is remembered.
    pub fn ending(&self, source: &Source, file: &str) -> Option<Ending> {
        self.memory.get(&source.key())?.ending(file)
    }

    /// Whether somebody has something to do with a row that says what is remembered.
    pub fn wants(&self, entity: Entity, row: RowContent<'_>) -> bool {
        let is_meant = |rename: &Rename| rename.entity == entity && *rename.to == *row.code;
        self.watches_all || self.renames.iter().any(is_meant)
    }

    /// Lays the corrected rows of a source over those that were read.
    pub fn merge_corrections(&self, source: &Source, shaper: &mut Shaper<'_>) -> Result<()> {
        match self.corrections {
            Some(corrections) => corrections.merge_into(source, shaper),
            None => Ok(()),
        }
    }

    /// Does what a person says of changed codes.
    pub fn rename(&self, entity: Entity, shaped: &mut ShapedRows) -> Result<()> {
        let renames = self.renames.iter();
        renames
            .filter(|rename| rename.entity == entity)
            .try_for_each(|rename| rename_in(shaped, rename, self.snapshot))
    }
}

/// A person says that a row's record had another code; said once more after it was done, it is no mistake.
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
