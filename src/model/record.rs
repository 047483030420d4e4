//! A record made from a row, and a row that is held.

use serde::{Deserialize, Serialize};

use super::{Code, Content, Entity, HeldScope, Key, Origin};

/// The desired content of a record, from one row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// The entity.
    pub entity: Entity,
    /// Its new code.
    pub code: Code,
    /// Its previous code, if the sheet has it.
    pub previous_no: Option<Code>,
    /// A stable id that survives a change of code, for example the legacy CRM's row id.
    pub identity: Option<String>,
    /// Its attributes and custom fields; unmapped ones are absent.
    pub content: Content,
    /// Mapped with `blank = "keep"` and blank in this row: the value in the snapshot stays.
    pub kept: Vec<Key>,
    /// The row.
    pub origin: Origin,
}

/// A held row: no call is made for its record, and the record does not count as deleted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HeldRow {
    /// Its code; `None` if it is unreadable, which withholds every delete of the entity.
    pub code: Option<Code>,
    /// The code before this change, if the row has one.
    pub previous_no: Option<Code>,
    /// Its identity, if the row has one.
    pub identity: Option<String>,
    /// The row.
    pub origin: Origin,
    /// The record's name, if the row tells it.
    pub name: Option<String>,
    /// The records that it may belong to.
    pub reach: HeldScope,
}

impl HeldRow {
    /// The row as a plan holds it.
    #[must_use]
    pub fn place(&self, entity: Entity) -> HeldPlace {
        HeldPlace {
            entity,
            code: self.code.clone(),
            name: self.name.clone(),
            origin: self.origin.clone(),
        }
    }
}

/// A row that a plan holds, with the record that it is about.
#[derive(Clone, Debug, Eq, PartialEq, Deserialize, Serialize)]
pub struct HeldPlace {
    /// The entity.
    pub entity: Entity,
    /// The record's code, if it could be read.
    pub code: Option<Code>,
    /// The record's name, if the row tells it.
    pub name: Option<String>,
    /// The row.
    pub origin: Origin,
}
