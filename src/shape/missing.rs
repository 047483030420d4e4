//! References to records that do not exist and will be created: once, with the spelling of the first row.
//!
//! Invariant: names with the same folded form are one.

use std::collections::BTreeMap;

use super::context::ShapeContext;
use super::references::ReferenceResult;
use crate::model::alike::loose;
use crate::{
    codec::{Packed, PackedRef},
    model::{Entity, Value},
};

/// Names of lookup records that do not exist.
#[derive(Debug, Default)]
pub struct MissingNames {
    /// For each name, the numbers of the rows that refer to it.
    pub rows: BTreeMap<(Entity, String), Vec<usize>>,
    /// The spelling of each in its first row, by folded name.
    spellings: BTreeMap<(Entity, String), String>,
    /// By entity: how many names of the current table have another spelling, and the first row, 1-based.
    pub respelled: BTreeMap<Entity, (usize, u32)>,
}

impl MissingNames {
    /// Notes the missing references of a row with this place and number; returns whether there are any, and the row's
    /// content if it has to take the spelling of the first row.
    pub fn note(
        &mut self,
        (index, row): (usize, u32),
        packed: PackedRef<'_>,
        context: ShapeContext<'_>,
    ) -> (bool, Option<Packed>) {
        let (mut any, mut respelled) = (false, Vec::new());
        let references = packed.references();
        for (entity, name) in references.filter(|_| context.policy.create_missing) {
            if context.references.verdict(entity, name) != ReferenceResult::Missing {
                continue;
            }
            any = true;
            let first = self.spellings.entry((entity, loose(name)));
            let first = first.or_insert_with(|| name.to_owned());
            if *first != name {
                respelled.push((entity, first.clone()));
                self.respelled.entry(entity).or_insert((0, row)).0 += 1;
            }
            let rows = self.rows.entry((entity, first.clone())).or_default();
            rows.push(index);
        }
        (
            any,
            (!respelled.is_empty()).then(|| renamed(packed, respelled)),
        )
    }

    /// Removes a row's reference to one of them.
    pub fn forget(&mut self, name: &(Entity, String), index: usize) {
        if let Some(rows) = self.rows.get_mut(name) {
            rows.retain(|row| *row != index);
        }
    }
}

/// A content that refers to these lookup records.
fn renamed(packed: PackedRef<'_>, names: Vec<(Entity, String)>) -> Packed {
    let mut content = packed.open();
    for (entity, name) in names {
        for (attribute, value) in &mut content.attributes {
            if attribute.refers_to() == Some(entity) {
                *value = Value::from(name.as_str());
            }
        }
    }
    Packed::of(&content)
}
