//! All that the rows of one table have in common.
//!
//! It looks at no row. Invariant: what it says of every row holds for every row that is accepted.

use super::map::Layout;
use super::place::Said;
use super::references::{References, Suggestions};
use super::text::clean;
use crate::model::{Attribute, Entity, Key, Mapping, Policy, Target};

/// One table, once its header is known.
pub struct Table<'t> {
    pub entity: Entity,
    pub policy: Policy,
    pub references: &'t References,
    pub mapping: &'t Mapping,
    pub layout: Layout,
    pub suggestions: Suggestions,
}

/// What becomes of a value once keep and default have had their say.
pub enum Settled {
    Absent,
    Kept,
    Blank,
    Text(String),
}

impl Table<'_> {
    /// Everything that each of its rows says, be it that it is blank.
    pub fn keys(&self) -> Vec<Key> {
        let says = |attribute: Attribute| match attribute {
            Attribute::CustomerGroupName => {
                self.has(Target::Attribute(attribute)) || self.has(Target::GroupNo)
            }
            _ => self.has(Target::Attribute(attribute)),
        };
        let mut attributes = self.entity.attributes().to_vec();
        attributes.retain(|attribute| says(*attribute));
        attributes.sort_unstable();
        let fields = self.layout.fields.keys().cloned().map(Key::Field);
        let attributes = attributes.into_iter().map(Key::Attribute);
        attributes.chain(fields).collect()
    }

    fn has(&self, target: Target) -> bool {
        let default = self.mapping.defaults.get(&target);
        self.layout.targets.contains_key(&target)
            || default.is_some_and(|text| !clean(text).is_empty())
    }

    /// Whether a value of the row that was shaped last may have to be taken back.
    pub fn may_take_back(&self, row: u32) -> bool {
        let places = self.layout.targets.values();
        let mut places = places.chain(self.layout.fields.values());
        places.any(|place| {
            let former = place.former.as_ref();
            former.is_some_and(|former| former.may_take_back(row))
        })
    }

    pub fn column(&self, target: Target) -> Option<usize> {
        self.layout
            .targets
            .get(&target)
            .and_then(|place| place.columns.first().copied())
    }

    pub fn settled(&self, target: Target, said: Said) -> Settled {
        let place = self.layout.targets.get(&target);
        let keep = place.is_some_and(|place| place.keep);
        let default = self.mapping.defaults.get(&target).map(|text| clean(text));
        match (said, default) {
            (Said::Text(text), _) => Settled::Text(text),
            (Said::Odd(..), _) => Settled::Kept,
            (Said::Blank, _) if keep => Settled::Kept,
            (_, Some(default)) if !default.is_empty() => Settled::Text(default),
            (Said::Blank, _) => Settled::Blank,
            (Said::Nothing, _) => Settled::Absent,
        }
    }
}
