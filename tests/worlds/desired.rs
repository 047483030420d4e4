//! The desired records: a small world that changes at random from night to night.
//!
//! Each record keeps an internal id through changes of code, so that its row can have the right `previous_no` or
//! `identity`.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use vbot_sync::model::{Attribute, Code, Content, Entity, Origin, Record, Value};

use super::{
    content::{customer, lookup},
    sheet::Sheet,
};

/// One desired record.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub code: String,
    pub previous: Option<String>,
    pub content: Content,
}

/// The rows of every entity.
pub type Rows = BTreeMap<Entity, Sheet>;

/// All desired records, by their internal ids.
#[derive(Clone, Debug, Default)]
pub struct Desired {
    pub records: BTreeMap<(Entity, u32), Wanted>,
    next: u32,
    /// Whether the rows have an `identity`.
    pub identity: bool,
    /// Whether the rows have no `previous_no`, so that only their content shows a change of code.
    pub silent: bool,
    /// Whether fields may change their codes.
    pub moving_fields: bool,
    /// The number of codes, small enough that codes are often reused.
    pub codes: u32,
    /// The number of additional codes for customers.
    pub extra_customers: u32,
    /// The entities whose records do not change this night.
    pub unchanged: BTreeSet<Entity>,
}

impl Desired {
    /// `cascade`: whether the server rewrites its customers.
    pub fn new(rng: &mut Rng, cascade: bool) -> Self {
        Self {
            identity: rng.bool(),
            // A server that does not rewrite its customers keeps their values of a field code that no longer exists.
            moving_fields: cascade,
            codes: 8,
            ..Self::default()
        }
    }

    /// The next night: some records are removed, some added, some changed, some get another code.
    pub fn change(&mut self, rng: &mut Rng) {
        for entity in Entity::ALL {
            self.forget_moves(entity);
            if !self.unchanged.contains(&entity) {
                self.drop_some(entity, rng);
                self.move_some(entity, rng);
                self.add_some(entity, rng);
            }
        }
        self.refill(rng);
    }

    fn ids(&self, entity: Entity) -> Vec<u32> {
        let own = self.records.keys().filter(|(found, _)| *found == entity);
        own.map(|(_, id)| *id).collect()
    }

    fn wanted(&mut self, entity: Entity, id: u32) -> &mut Wanted {
        self.records.get_mut(&(entity, id)).expect("a record")
    }

    fn drop_some(&mut self, entity: Entity, rng: &mut Rng) {
        for id in self.ids(entity) {
            if rng.u8(..) < 40 {
                self.records.remove(&(entity, id));
            }
        }
    }

    fn forget_moves(&mut self, entity: Entity) {
        for id in self.ids(entity) {
            if let Some(wanted) = self.records.get_mut(&(entity, id)) {
                wanted.previous = None;
            }
        }
    }

    /// Gives some records random codes: chains, swaps and longer cycles.
    fn move_some(&mut self, entity: Entity, rng: &mut Rng) {
        if rng.bool() || (entity == Entity::Field && !self.moving_fields) {
            return;
        }
        let movers: Vec<u32> = self
            .ids(entity)
            .into_iter()
            .filter(|_| rng.u8(..) < 140)
            .collect();
        let stayers: BTreeSet<String> = self
            .records
            .iter()
            .filter(|((found, id), _)| *found == entity && !movers.contains(id))
            .map(|(_, wanted)| wanted.code.clone())
            .collect();
        let mut free = self.codes_of(entity);
        free.retain(|code| !stayers.contains(code));
        rng.shuffle(&mut free);
        for (id, code) in movers.into_iter().zip(free) {
            if let Some(wanted) = self.records.get_mut(&(entity, id))
                && wanted.code != code
            {
                wanted.previous = Some(std::mem::replace(&mut wanted.code, code));
            }
        }
    }

    fn add_some(&mut self, entity: Entity, rng: &mut Rng) {
        let used: BTreeSet<String> = self
            .ids(entity)
            .into_iter()
            .map(|id| self.records[&(entity, id)].code.clone())
            .collect();
        for code in self.codes_of(entity) {
            if !used.contains(&code) && rng.u8(..) < 90 {
                self.next += 1;
                let wanted = Wanted {
                    code,
                    previous: None,
                    content: Content::default(),
                };
                self.records.insert((entity, self.next), wanted);
            }
        }
    }

    /// New content for new records, for some others, and wherever a lookup has moved or gone.
    fn refill(&mut self, rng: &mut Rng) {
        if !self.unchanged.contains(&Entity::Group) {
            self.refill_groups(rng);
            self.swap_group_names(rng);
        }
        for entity in [Entity::Status, Entity::Type, Entity::Field] {
            for id in self.ids(entity) {
                let own = Value::from(format!("Tên {id}").as_str());
                let unmoved = entity == Entity::Field && !self.moving_fields;
                let unchanged = self.unchanged.contains(&entity);
                let wanted = self.wanted(entity, id);
                if wanted.content.attributes.is_empty() || (!unchanged && rng.u8(..) < 50) {
                    wanted.content = lookup(entity, rng);
                    if unmoved {
                        // A distinct name, so that no field seems to have changed its code.
                        wanted.content.attributes.insert(Attribute::FieldName, own);
                    }
                }
            }
        }
        self.refill_customers(rng);
    }

    fn refill_groups(&mut self, rng: &mut Rng) {
        let mut names: Vec<String> = (0..self.codes)
            .map(|number| format!("Nhóm {number}"))
            .collect();
        rng.shuffle(&mut names);
        for id in self.ids(Entity::Group) {
            let taken: BTreeSet<String> = self.names(Entity::Group).into_iter().collect();
            let wanted = self.wanted(Entity::Group, id);
            let renamed = wanted.content.attributes.is_empty() || rng.u8(..) < 60;
            if let Some(name) = names
                .iter()
                .find(|name| !taken.contains(*name))
                .filter(|_| renamed)
            {
                wanted
                    .content
                    .attributes
                    .insert(Attribute::GroupName, Value::from(name.as_str()));
            }
        }
    }

    fn swap_group_names(&mut self, rng: &mut Rng) {
        let ids = self.ids(Entity::Group);
        if ids.len() < 2 || rng.bool() {
            return;
        }
        let names: Vec<Value> = ids
            .iter()
            .map(|id| {
                self.records[&(Entity::Group, *id)].content.attributes[&Attribute::GroupName]
                    .clone()
            })
            .collect();
        for (id, name) in ids.iter().zip(names.iter().cycle().skip(1)) {
            let wanted = self.wanted(Entity::Group, *id);
            wanted
                .content
                .attributes
                .insert(Attribute::GroupName, name.clone());
        }
    }

    /// The names by which customers may refer to the records of a lookup.
    fn names(&self, entity: Entity) -> Vec<String> {
        let wanted = self
            .records
            .iter()
            .filter(|((found, _), _)| *found == entity)
            .map(|(_, wanted)| wanted);
        match entity {
            Entity::Group => wanted
                .filter_map(|wanted| wanted.content.text(Attribute::GroupName).map(str::to_owned))
                .collect(),
            _ => wanted.map(|wanted| wanted.code.clone()).collect(),
        }
    }

    fn refill_customers(&mut self, rng: &mut Rng) {
        let choices: BTreeMap<Entity, Vec<String>> = Entity::LOOKUPS
            .into_iter()
            .map(|entity| (entity, self.names(entity)))
            .collect();
        let complete = [Entity::Status, Entity::Type, Entity::Group]
            .iter()
            .all(|entity| !choices[entity].is_empty());
        let unchanged = self.unchanged.contains(&Entity::Customer);
        for id in self.ids(Entity::Customer) {
            if !complete {
                // A customer needs a status, a type and a group.
                self.records.remove(&(Entity::Customer, id));
                continue;
            }
            let wanted = self.wanted(Entity::Customer, id);
            let dangling = wanted
                .content
                .references()
                .any(|(entity, name)| !choices[&entity].iter().any(|other| other == name));
            let changes = !unchanged && rng.u8(..) < 60;
            if wanted.content.attributes.is_empty() || dangling || changes {
                wanted.content = customer(&choices, rng);
            }
        }
    }

    /// All rows.
    pub fn rows(&self) -> Rows {
        let sheet = |entity| (entity, self.sheet(entity));
        Entity::ALL.into_iter().map(sheet).collect()
    }

    /// The rows of one entity.
    pub fn sheet(&self, entity: Entity) -> Sheet {
        let wanted = self
            .records
            .iter()
            .filter(|((found, _), _)| *found == entity);
        let previous_no = |previous: &Option<String>| {
            let previous = previous.as_deref().filter(|_| !self.silent);
            previous.map(Code::from)
        };
        let record = |((_, id), wanted): (&(Entity, u32), &Wanted)| Record {
            entity,
            code: Code::from(wanted.code.as_str()),
            previous_no: previous_no(&wanted.previous),
            identity: self.identity.then(|| id.to_string()),
            content: self.mapped(entity, &wanted.content),
            kept: Vec::new(),
            origin: Origin::default(),
        };
        Sheet {
            records: wanted.map(record).collect(),
            ..Sheet::default()
        }
    }

    /// Every field has a column, so a field without a value is blank in the row.
    fn mapped(&self, entity: Entity, content: &Content) -> Content {
        let mut content = content.clone();
        if entity == Entity::Customer {
            for code in self.codes_of(Entity::Field) {
                content.fields.entry(Code::new(code)).or_default();
            }
        }
        content
    }

    fn codes_of(&self, entity: Entity) -> Vec<String> {
        let letter = entity.as_str()[..1].to_uppercase();
        let extra_customers = self.extra_customers * u32::from(entity == Entity::Customer);
        let numbers = 0..self.codes + extra_customers;
        numbers.map(|number| format!("{letter}{number}")).collect()
    }
}
