//! The account that a VBot server keeps: its records, and the rules that every call has to pass.
//!
//! Pure: no socket, no clock, no randomness; the same calls in the same order give the same answers. It knows neither
//! tokens nor HTTP. Invariant: a refused call changes nothing.

mod fold;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::{
    answer::{RuleResult, SandboxAnswer, noun},
    dialect::{self, RequestedCall},
    rules::Rules,
};
use crate::{
    codec::{Packed, PackedRef},
    model::{Attribute, Code, Content, Entity, Operation, Value},
};

/// One tenant's records.
#[derive(Clone, Debug)]
pub struct Account {
    rules: Rules,
    /// Packed, since a rehearsal may have a million customers.
    records: BTreeMap<Entity, BTreeMap<Code, Packed>>,
}

impl Account {
    /// An account without records.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        let records = Entity::ALL.map(|entity| (entity, BTreeMap::new()));
        Self {
            rules,
            records: BTreeMap::from(records),
        }
    }

    /// The rules it was made with.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Answers one call; `path` is the request's path, `body` its JSON.
    ///
    /// Checked in this order: path, tenant, required keys, the record itself, its references.
    pub fn call(&mut self, path: &str, body: &Json) -> SandboxAnswer {
        self.verdict(path, body)
            .map_or_else(|refusal| refusal, SandboxAnswer::success)
    }

    /// Adds a record without checking any rule: for rehearsals that start from a snapshot.
    pub fn put(&mut self, entity: Entity, code: Code, mut content: Content) {
        content.fields.retain(|_, value| !value.is_empty());
        self.of_mut(entity).insert(code, Packed::of(&content));
    }

    /// The number of records of an entity.
    #[must_use]
    pub fn count(&self, entity: Entity) -> usize {
        self.of(entity).len()
    }

    /// A record's content.
    #[must_use]
    pub fn content(&self, entity: Entity, code: &str) -> Option<Content> {
        self.of(entity)
            .get(code)
            .map(|content| content.pack().open())
    }

    /// The codes of all records of an entity.
    pub fn codes(&self, entity: Entity) -> impl Iterator<Item = &Code> {
        self.of(entity).keys()
    }

    /// All records of an entity, by code.
    pub fn records(&self, entity: Entity) -> impl Iterator<Item = (&Code, Content)> {
        let records = self.of(entity).iter();
        records.map(|(code, content)| (code, content.pack().open()))
    }

    /// All records: `{"status": {code: {…}}, …, "customer": {code: {…, "fields": {…}}}}`.
    ///
    /// Every attribute is there under its wire name, blank if it was never given, so that two accounts with the same
    /// content are equal; custom fields without a value are left out.
    #[must_use]
    pub fn state(&self) -> Json {
        let entities = self.records.iter().map(|(entity, records)| {
            let records = records
                .iter()
                .map(|(code, content)| (code.to_string(), shown(*entity, &content.pack().open())));
            (entity.to_string(), records.collect::<Map<_, _>>().into())
        });
        Json::Object(entities.collect())
    }

    fn verdict(&mut self, path: &str, body: &Json) -> RuleResult {
        let no_path = || SandboxAnswer::no_path(path);
        let dialect = dialect::crm(self.rules.dialect).ok_or_else(no_path)?;
        let endpoint = dialect.endpoint(path).ok_or_else(no_path)?;
        let body = body.as_object().ok_or_else(SandboxAnswer::not_json)?;
        let wanted = dialect.read(&self.rules, endpoint, body)?;
        let wanted = self.folded(endpoint.entity, wanted);
        match endpoint.operation {
            Operation::Create => self.create(endpoint.entity, wanted),
            Operation::Update => self.update(endpoint.entity, wanted),
            Operation::UpdateNo => self.update_no(endpoint.entity, wanted),
            Operation::Delete => self.delete(endpoint.entity, &wanted.code),
        }
    }

    fn create(&mut self, entity: Entity, wanted: RequestedCall) -> RuleResult {
        if self.of(entity).contains_key(&wanted.code) {
            return Err(SandboxAnswer::exists(entity, &wanted.code));
        }
        self.check_names(entity, &wanted)?;
        let data = Json::from(wanted.code.as_str());
        self.put(entity, wanted.code, wanted.content);
        Ok(data)
    }

    fn update(&mut self, entity: Entity, wanted: RequestedCall) -> RuleResult {
        let old = self.existing(entity, &wanted.code)?.open();
        self.check_names(entity, &wanted)?;
        let data = Json::from(wanted.code.as_str());
        let new = old.clone().overlaid(&wanted.content);
        if let (Entity::Group, Some(from), Some(to)) = (entity, name(&old), name(&new)) {
            self.cascade(entity, from, to);
        }
        self.put(entity, wanted.code, new);
        Ok(data)
    }

    fn update_no(&mut self, entity: Entity, wanted: RequestedCall) -> RuleResult {
        let (from, to) = (
            wanted.code,
            wanted.new_code.ok_or_else(SandboxAnswer::not_json)?,
        );
        self.existing(entity, &from)?;
        if from != to && self.is_taken(entity, &from, &to) {
            return Err(SandboxAnswer::exists(entity, &to));
        }
        if let Some(content) = self.of_mut(entity).remove(&from) {
            self.of_mut(entity).insert(to.clone(), content);
        }
        if !matches!(entity, Entity::Group | Entity::Customer) {
            self.cascade(entity, &from, &to);
        }
        Ok(Json::from(to.as_str()))
    }

    fn delete(&mut self, entity: Entity, code: &Code) -> RuleResult {
        let content = self.existing(entity, code)?;
        let known_as = match entity {
            Entity::Customer => None,
            Entity::Group => content.text(Attribute::GroupName),
            _ => Some(code.as_str()),
        };
        let users = known_as.map_or(0, |known_as| self.users(entity, known_as));
        if users > 0 {
            let noun = noun(entity);
            return Err(SandboxAnswer::refusal(
                -1,
                format!("Không thể xóa {noun} {code}: đang được sử dụng bởi {users} khách hàng"),
            ));
        }
        self.of_mut(entity).remove(code);
        Ok(Json::Bool(true))
    }

    /// Checks that the records that it refers to exist, and that no other group has the group's name.
    fn check_names(&self, entity: Entity, wanted: &RequestedCall) -> RuleResult<()> {
        if entity == Entity::Group
            && let Some(name) = name(&wanted.content)
            && self.groups_named(name).any(|code| *code != wanted.code)
        {
            return Err(SandboxAnswer::refusal(
                409,
                format!("Tên nhóm đã tồn tại: {name}"),
            ));
        }
        let unknown = wanted
            .references()
            .find(|(entity, name)| !self.knows(*entity, name));
        match unknown {
            Some((entity, name)) => {
                let noun = noun(entity);
                Err(SandboxAnswer::refusal(
                    404,
                    format!("Khách hàng có {noun} không tồn tại ({entity}): {name}"),
                ))
            }
            None => Ok(()),
        }
    }

    fn knows(&self, entity: Entity, name: &str) -> bool {
        match entity {
            Entity::Group => self.groups_named(name).next().is_some(),
            _ => self.of(entity).contains_key(name),
        }
    }

    fn groups_named<'a>(&'a self, wanted: &'a str) -> impl Iterator<Item = &'a Code> {
        let groups = self.of(Entity::Group).iter();
        groups.filter_map(move |(code, content)| {
            (content.pack().text(Attribute::GroupName) == Some(wanted)).then_some(code)
        })
    }

    /// How many customers refer to it; a field counts if it has a value.
    fn users(&self, entity: Entity, name: &str) -> usize {
        let customers = self.of(Entity::Customer).values();
        customers
            .filter(|content| {
                let mut references = content.pack().references();
                references.any(|reference| reference == (entity, name))
            })
            .count()
    }

    /// Rewrites the customers that refer to it, if the rules have the server do so.
    fn cascade(&mut self, entity: Entity, from: &str, to: &str) {
        if !self.rules.cascade || from == to {
            return;
        }
        for content in self.of_mut(Entity::Customer).values_mut() {
            let refers = content.pack().names().any(|named| named == (entity, from));
            if refers {
                *content = Packed::of(&content.pack().open().renamed(entity, from, to));
            }
        }
    }

    fn existing(&self, entity: Entity, code: &Code) -> RuleResult<PackedRef<'_>> {
        let found = self.of(entity).get(code).map(Packed::pack);
        found.ok_or_else(|| {
            let text = format!("Không tìm thấy {}: {code}", noun(entity));
            SandboxAnswer::refusal(404, text)
        })
    }

    fn of(&self, entity: Entity) -> &BTreeMap<Code, Packed> {
        &self.records[&entity]
    }

    fn of_mut(&mut self, entity: Entity) -> &mut BTreeMap<Code, Packed> {
        self.records.entry(entity).or_default()
    }
}

/// A group's name.
fn name(content: &Content) -> Option<&str> {
    content.text(Attribute::GroupName)
}

fn shown(entity: Entity, content: &Content) -> Json {
    let attribute = |attribute: &Attribute| {
        let blank = match attribute {
            Attribute::CustomerPhones => Json::Array(Vec::new()),
            _ => Json::from(""),
        };
        let value = content.attributes.get(attribute).map_or(blank, json);
        (attribute.to_string(), value)
    };
    let mut object: Map<_, _> = entity.attributes().iter().map(attribute).collect();
    if entity == Entity::Customer {
        let fields = content.fields.iter();
        let fields = fields.map(|(code, value)| (code.to_string(), Json::from(value.as_str())));
        object.insert("fields".to_owned(), Json::Object(fields.collect()));
    }
    Json::Object(object)
}

fn json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::List(list) => Json::from(list.clone()),
    }
}
