//! What the benches work on: files of both nights, their configuration, and proposals.
//!
//! Invariant: everything is gone when the desk is.

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
pub struct Desk {
    folder: tempfile::TempDir,
}

/// How many customers there are.
pub fn rows() -> usize {
    let given = env::var("VBOT_BENCH_ROWS").ok();
    let given = given.and_then(|rows| rows.replace('_', "").parse().ok());
    given.unwrap_or(10_000)
}

/// So many rows, so that a bench tells how many it does in a second.
pub fn items() -> ItemsCount {
    ItemsCount::new(rows())
}

impl Desk {
    /// With the sheets of a night.
    pub fn new(night: Night, workbook: bool) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let desk = Self { folder };
        desk.set(night, workbook);
        desk
    }

    /// Puts the sheets of another night in the place of those that are there.
    pub fn set(&self, night: Night, workbook: bool) {
        let sheets = Sheets::new(rows(), night);
        let sheets = Sheets { workbook, ..sheets };
        sheets.write(self.folder.path()).expect("sheets");
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The configuration, understood.
    pub fn config(&self) -> Config {
        config::load(&self.path("vbot-sync.toml")).expect("a configuration")
    }

    /// The snapshot, made where there is none.
    pub fn store(&self) -> Store {
        let config = self.config();
        Store::open(&config.state, &config.tenant).expect("a snapshot")
    }

    /// What is to be done, from the files as they are.
    pub fn proposal(&self, store: Option<&Store>) -> Proposal {
        let overrides = Overrides::default();
        sync::propose(&self.config(), store, &overrides, &Silent).expect("a proposal")
    }

    /// The second night, planned against what the first one left.
    pub fn second_night() -> (Self, Store) {
        let desk = Self::new(Night::First, false);
        let mut store = desk.store();
        let proposal = desk.proposal(Some(&store));
        sync::adopt(&mut store, &proposal).expect("it is adopted");
        desk.set(Night::Second, false);
        (desk, store)
    }
}
