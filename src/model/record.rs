//! A row that has been understood, and a row that has been set aside.

use std::collections::BTreeMap;

use super::{Code, Content, Entity, Issue, Key, Origin, Rename};

/// What one row of the sheets wants the account to hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// Which kind of record.
    pub entity: Entity,
    /// Its code from now on.
    pub code: Code,
    /// Its code before this change, where the sheet says so.
    pub previous_no: Option<Code>,
    /// A stable id that survives a change of code, for example the legacy CRM's row id.
    pub identity: Option<String>,
    /// Its attributes and custom fields; what is not mapped is absent.
    pub content: Content,
    /// Mapped with `blank = "keep"` and blank in this row: what was last sent stays.
    pub kept: Vec<Key>,
    /// The row.
    pub origin: Origin,
}

/// A rejected row: no call is made for its record, and the record is not taken for deleted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Held {
    /// Its code; `None` when even that can't be read, which withholds every delete of the entity.
    pub code: Option<Code>,
    /// The code before this change, where the row has one.
    pub previous_no: Option<Code>,
    /// Its identity, where the row has one.
    pub identity: Option<String>,
    /// The row.
    pub origin: Origin,
}

/// All rows of one entity, understood or set aside, with every complaint about them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Shaped {
    /// One record a code, in the order of the sheets.
    pub records: Vec<Record>,
    /// The rejected rows.
    pub held: Vec<Held>,
    /// Complaints, in the order of the sheets.
    pub issues: Vec<Issue>,
    /// With `create_missing`: what customers name, that is managed and nowhere, and the first row naming
    /// it; a group by its name, the others by code.
    pub missing: BTreeMap<(Entity, String), Origin>,
}

impl Shaped {
    /// Lets the row of the new code say which code its record had; whether there is such a row.
    pub fn rename(&mut self, rename: &Rename) -> bool {
        let is_meant = |record: &&mut Record| record.code == rename.to;
        let row = self.records.iter_mut().find(is_meant);
        row.is_some_and(|row| {
            row.previous_no = Some(rename.from.clone());
            true
        })
    }
}
