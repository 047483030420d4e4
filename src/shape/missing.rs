//! What rows name that is nowhere, to be created: once, as the first row spells it.
//!
//! Invariant: names that differ only as people write them again are one.

use std::collections::BTreeMap;

use super::context::ShapeContext;
use super::references::ReferenceResult;
use crate::model::alike::loose;
use crate::model::{Entity, Packed, PackedRef, Value};

/// Names of lookup records that are nowhere.
#[derive(Debug, Default)]
pub struct MissingNames {
    /// The numbers of the rows that name each.
    pub rows: BTreeMap<(Entity, String), Vec<usize>>,
    /// How the first row spells each of them, by what people don't vary.
    spellings: BTreeMap<(Entity, String), String>,
    /// Of each entity, how many names of the table that comes in are spelled otherwise, and the first row, 1-based.
    pub respelled: BTreeMap<Entity, (usize, u32)>,
}

impl MissingNames {
    /// Notes what a row, of this place and number, names that is nowhere; whether there is anything, and the row's content where it spells that
    /// otherwise than the first row that names it.
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

    /// A row no longer names one of them.
    pub fn forget(&mut self, name: &(Entity, String), index: usize) {
        if let Some(rows) = self.rows.get_mut(name) {
            rows.retain(|row| *row != index);
        }
    }
}

/// A content that names these lookup records of their entities.
fn renamed(packed: PackedRef<'_>, names: Vec<(Entity, String)>) -> Packed {
    let mut content = packed.open();
    for (entity, name) in names {
        for (attribute, value) in &mut content.attributes {
            if attribute.names() == Some(entity) {
                *value = Value::from(name.as_str());
            }
        }
    }
    Packed::of(&content)
}
