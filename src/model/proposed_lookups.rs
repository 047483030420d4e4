//! Lookup records that customers' sheets refer to, proposed for a catalogue that a person completes.
//!
//! They are in no sheet of their own yet. Invariant: within an entity no code and no name occurs twice.

use super::Entity;

/// The proposed records of one entity.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProposedLookups {
    /// The entity.
    pub entity: Entity,
    /// Its records, the most frequent first; fields are in the order of their columns.
    pub records: Vec<ProposedLookup>,
}

/// One proposed record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProposedLookup {
    /// A code that is made up, or the text itself if it can be a code.
    pub code: String,
    /// The text of the customers' sheets, in the spelling seen first.
    pub name: String,
    /// The type of a field.
    pub field_type: Option<&'static str>,
    /// The number of rows that have it.
    pub rows: usize,
}
