//! The input of the benches: files of both nights, their configuration, and proposals.
//!
//! Invariant: every file is removed with the folder.

use std::{env, path::PathBuf};

use divan::counter::ItemsCount;
use vbot_sync::{
    codec::Proposal,
    config::{self, Config},
    model::Overrides,
    observe::Silent,
    store::Store,
    sync,
};

use super::sheets::{Night, Sheets};

/// A folder with files.
pub struct RoomFolder {
    folder: tempfile::TempDir,
}

/// The number of customers.
pub fn rows() -> usize {
    let given = env::var("VBOT_BENCH_ROWS").ok();
    let given = given.and_then(|rows| rows.replace('_', "").parse().ok());
    given.unwrap_or(10_000)
}

/// The number of rows as a counter, so that a bench prints rows per second.
pub fn items() -> ItemsCount {
    ItemsCount::new(rows())
}

impl RoomFolder {
    /// With the sheets of a night.
    pub fn new(night: Night, workbook: bool) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let folder = Self { folder };
        folder.write(night, workbook);
        folder
    }

    /// Replaces the sheets with those of another night.
    pub fn write(&self, night: Night, workbook: bool) {
        let sheets = Sheets::new(rows(), night);
        let sheets = Sheets { workbook, ..sheets };
        sheets.write(self.folder.path()).expect("sheets");
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The loaded configuration.
    pub fn config(&self) -> Config {
        config::load(&self.path("vbot-sync.toml")).expect("a configuration")
    }

    /// The snapshot, created if it does not exist.
    pub fn store(&self) -> Store {
        let config = self.config();
        Store::open(&config.state, &config.tenant).expect("a snapshot")
    }

    /// A proposal from the current files.
    pub fn proposal(&self, store: Option<&Store>) -> Proposal {
        let overrides = Overrides::default();
        sync::propose(&self.config(), store, &overrides, &Silent).expect("a proposal")
    }

    /// The sheets of the second night, and the snapshot after the first one.
    pub fn second_night() -> (Self, Store) {
        let folder = Self::new(Night::First, false);
        let mut store = folder.store();
        let proposal = folder.proposal(Some(&store));
        let account = folder.config().tenant;
        sync::adopt(&mut store, &proposal, &account).expect("the snapshot can be written");
        folder.write(Night::Second, false);
        (folder, store)
    }
}
