//! What the sources were read as: tonight's figures for the guards, and what is remembered of them.
//!
//! Plain numbers and names of columns; no row and no cell is in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Entity;

/// One source, tonight and at the last successful run.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct SourceFigure {
    /// What its rows are.
    pub entity: Entity,
    /// The source, as the configuration writes it.
    pub name: String,
    /// Its rows, or why it could not be read to its end.
    pub rows: Result<usize, String>,
    /// Its rows at the last successful run.
    pub before: Option<usize>,
    /// Columns that were mapped at the last successful run and are not there now.
    pub vanished: Vec<String>,
}

/// Everything that the guards compare the plan with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct Figures {
    /// Records in the snapshot, by entity.
    pub known: BTreeMap<Entity, usize>,
    /// The sources that were read.
    pub sources: Vec<SourceFigure>,
}

/// What was read of each source, by source key.
pub type Sources = BTreeMap<String, (Entity, SourceMemory)>;

/// What the guards compare tonight's source with.
#[derive(Clone, Debug, Default, Eq, PartialEq, Deserialize, Serialize)]
pub struct SourceMemory {
    /// Rows that were not blank.
    pub rows: usize,
    /// The mapped columns that were found: attributes, and custom fields by their code.
    pub columns: BTreeSet<String>,
}
