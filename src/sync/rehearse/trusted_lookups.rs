//! Lookups that the account must have although the snapshot does not know them: customers refer to them.
//!
//! They are not managed, or were not until now. Invariant: each is on the stage once, and never in place of a record of
//! the snapshot.

use std::collections::{BTreeMap, BTreeSet};

use super::stage_account::MEMBER;
use crate::{
    codec::{Calls, Snapshot},
    error::Result,
    model::{Action, Attribute, Code, Content, Entity, FieldType, Value},
};

/// What customers refer to: codes, or names of groups.
type LookupNames = BTreeMap<Entity, BTreeSet<String>>;

/// A record of the stage.
pub(super) type StageRecord = (Entity, Code, Content);

/// The lookups that are taken on trust: those that customers of the snapshot name and that it does not have, and of
/// entities without a sheet those that customers of the plan name.
///
/// `groups_by_code`: customers hold the codes of groups (v3).
pub(super) fn trusted(
    snapshot: &dyn Snapshot,
    calls: &Calls,
    is_managed: &dyn Fn(Entity) -> bool,
    groups_by_code: bool,
) -> Result<Vec<StageRecord>> {
    let mut named = LookupNames::new();
    snapshot.customers(&mut |_, content| note(&mut named, &content))?;
    let mut planned = LookupNames::new();
    let mut groups = Vec::new();
    for call in calls.iter() {
        let call = call?;
        match (call.entity, &call.action) {
            (Entity::Customer, Action::Create { content, .. } | Action::Update { content, .. }) => {
                note(&mut planned, content);
            }
            (Entity::Group, Action::Create { code, content }) => {
                groups.extend(group_name(content).map(|name| (name.to_owned(), code.clone())));
            }
            _ => {}
        }
    }
    for (entity, names) in planned {
        if !is_managed(entity) {
            named.entry(entity).or_default().extend(names);
        }
    }
    let mut records = Vec::new();
    if groups_by_code && let Some(fields) = named.get_mut(&Entity::Field) {
        // Every account has it.
        fields.remove(MEMBER);
    }
    for (entity, names) in named {
        for name in without_known(entity, names, snapshot)? {
            let code = match entity {
                Entity::Group if !groups_by_code => group_code(&groups, &name),
                _ => Code::from(name.as_str()),
            };
            records.push((entity, code, content(entity, &name)));
        }
    }
    Ok(records)
}

fn note(names: &mut LookupNames, content: &Content) {
    for (entity, name) in content.references() {
        let names = names.entry(entity).or_default();
        if !names.contains(name) {
            names.insert(name.to_owned());
        }
    }
}

/// The names that no record of the snapshot has.
fn without_known(
    entity: Entity,
    mut names: BTreeSet<String>,
    snapshot: &dyn Snapshot,
) -> Result<BTreeSet<String>> {
    for record in snapshot.known(entity)? {
        if entity == Entity::Group {
            let content = snapshot.known_content(entity, &record.code)?;
            names.remove(group_name(&content).unwrap_or_default());
        } else {
            names.remove(&*record.code);
        }
    }
    Ok(names)
}

/// A group's code is not known. If the plan creates a group of that name, it is probably the same one; otherwise the
/// code is one that no record has.
fn group_code(planned: &[(String, Code)], name: &str) -> Code {
    let planned = planned.iter().find(|(group, _)| group == name);
    planned.map_or_else(|| Code::new(format!("?{name}")), |(_, code)| code.clone())
}

fn group_name(content: &Content) -> Option<&str> {
    content.text(Attribute::GroupName)
}

/// A lookup of which only the code or name is known.
fn content(entity: Entity, name: &str) -> Content {
    let mut content = Content::default();
    let attribute = entity.name_attribute();
    content.attributes.insert(attribute, Value::from(name));
    if entity == Entity::Field {
        // Of all types this one accepts the most values.
        let kind = Value::from(FieldType::Text.as_str());
        content.attributes.insert(Attribute::FieldType, kind);
    }
    content
}
