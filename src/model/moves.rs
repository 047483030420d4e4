//! The references of customers to records that have another code or name now.
//!
//! It does not know the customers. Invariant: references that swap their names are all moved at once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, Entity};

/// The codes and group names that customers may still refer to although their record has moved on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Moves {
    /// Old name to new name, of a record that continues.
    pub renamed: BTreeMap<(Entity, String), String>,
    /// Names whose record is deleted while another record takes the name.
    pub replaced: BTreeSet<(Entity, String)>,
    /// Names that a record takes.
    pub taken: BTreeSet<(Entity, String)>,
    /// Customers hold the codes of groups and not their names (v3): a group's new name is theirs without a call.
    pub groups_by_code: bool,
    /// Under `groups_by_code`: names of groups that have another code now, or have lost theirs to another group.
    pub recoded: BTreeSet<(Entity, String)>,
}

impl Moves {
    /// Whether no reference to any record has changed.
    #[must_use]
    pub fn is_still(&self) -> bool {
        self.renamed.is_empty() && self.replaced.is_empty() && self.recoded.is_empty()
    }

    /// Whether no record has that name any more, because its record was renamed.
    #[must_use]
    pub fn vacates(&self, entity: Entity, name: &str) -> bool {
        let key = (entity, name.to_owned());
        self.renamed.contains_key(&key) && !self.taken.contains(&key)
    }

    /// Whether a reference to that record has another meaning now.
    #[must_use]
    pub fn concern(&self, entity: Entity, name: &str) -> bool {
        let key = (entity, name.to_owned());
        self.renamed.contains_key(&key)
            || self.replaced.contains(&key)
            || self.recoded.contains(&key)
    }

    /// Whether an unchanged customer has to be sent again because of its references.
    #[must_use]
    pub fn must_follow(&self, acknowledged: &Content, rewrites: bool) -> bool {
        let mut references = acknowledged.references();
        references.any(|(entity, name)| self.must_be_sent(entity, name, rewrites))
    }

    /// Whether a customer's reference has to be sent again, even if its text stays.
    #[must_use]
    pub fn must_be_sent(&self, entity: Entity, name: &str, rewrites: bool) -> bool {
        let key = (entity, name.to_owned());
        if rewrites {
            self.replaced.contains(&key)
        } else if self.follows_by_itself(entity) {
            self.replaced.contains(&key) || self.recoded.contains(&key)
        } else {
            self.concern(entity, name)
        }
    }

    /// The content that a customer's row is compared with: the acknowledged one, with these renames applied if the
    /// server is known to rewrite its customers; otherwise as it was sent, except that values under a renamed field's
    /// code are moved to the new code.
    #[must_use]
    pub fn basis(&self, acknowledged: &Content, rewrites: bool) -> Content {
        if rewrites {
            return self.follow(acknowledged.clone());
        }
        let of_groups = |entity| self.follows_by_itself(entity);
        let mut basis = self.follow_some(acknowledged.clone(), of_groups);
        basis
            .fields
            .retain(|code, _| !self.vacates(Entity::Field, code));
        basis
    }

    /// References of `old` whose record is renamed, and that `new` has under the next name.
    pub fn followed<'a>(
        &'a self,
        old: &'a Content,
        new: &'a Content,
    ) -> impl Iterator<Item = (Entity, &'a str)> {
        let next = old.references().filter_map(|(entity, name)| {
            let next = self.renamed.get(&(entity, name.to_owned()))?;
            Some((entity, next.as_str()))
        });
        next.filter(|(entity, next)| new.names(*entity, next))
    }

    /// Whether a customer's references to that entity have the new name once the record has it.
    fn follows_by_itself(&self, entity: Entity) -> bool {
        self.groups_by_code && entity.is_referred_to_by_name()
    }

    /// The content of a customer after every record that it refers to has its new name.
    #[must_use]
    pub fn follow(&self, content: Content) -> Content {
        self.follow_some(content, |_| true)
    }

    /// The same for some of the entities.
    fn follow_some(&self, content: Content, follows: impl Fn(Entity) -> bool) -> Content {
        let named: Vec<_> = content
            .references()
            .filter(|(entity, _)| follows(*entity))
            .map(|(entity, name)| (entity, name.to_owned()))
            .filter_map(|key| self.renamed.get(&key).map(|new| (key, new.clone())))
            .collect();
        // Two fields may swap their codes: all values leave their old names before any takes a new one.
        let (mut moved, mut arrivals) = (content, Vec::new());
        for (number, ((entity, old), new)) in named.into_iter().enumerate() {
            let between = format!("\u{0}{number}");
            moved = moved.renamed(entity, &old, &between);
            arrivals.push((entity, between, new));
        }
        arrivals
            .into_iter()
            .fold(moved, |content, (entity, between, new)| {
                content.renamed(entity, &between, &new)
            })
    }
}
