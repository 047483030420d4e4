//! The JSON schema of a source's mapping, which depends on the source's entity.
//!
//! Invariant: a name is accepted for the entity that has it. The codes of custom fields are the account's, so any name
//! is accepted where one may be.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::column_schema;
use super::json_schema::{described, open_table, table};
use crate::model::{Entity, Target};

/// `[source.columns]` of any entity.
pub fn columns() -> Value {
    let targets = all_targets().into_iter();
    let columns = targets.map(|(name, target)| {
        (
            name,
            described(&[&about(name, target)], column_schema::of(Some(target))),
        )
    });
    table(columns.collect(), &[])
}

/// `[source.fields]`.
pub fn fields() -> Value {
    open_table(&column_schema::of(None))
}

/// `[source.values]`.
pub fn values() -> Value {
    let texts = open_table(&json!({"type": "string"}));
    named(&texts)
}

/// `[source.defaults]`.
pub fn defaults() -> Value {
    let mut defaults = named(&json!({"type": "string"}));
    let keys = all_targets().into_iter();
    let keys: Vec<&str> = keys
        .filter(|(_, target)| is_key(*target))
        .map(|(name, _)| name)
        .collect();
    defaults["propertyNames"] = json!({"not": {"enum": keys}});
    defaults
}

/// A source, with the names of its own entity only.
pub fn by_entity(mut source: Value) -> Value {
    source["dependentRequired"] = json!({"stale": ["max_age"]});
    source["allOf"] = Entity::ALL.map(own_names).to_vec().into();
    source
}

fn own_names(entity: Entity) -> Value {
    let names: Vec<&str> = Target::all(entity)
        .map(|target| target.name(entity))
        .collect();
    let own = json!({"propertyNames": {"enum": names}});
    let then = match entity {
        Entity::Customer => json!({"columns": own}),
        _ => {
            json!({"columns": own, "values": own, "defaults": own, "fields": {"maxProperties": 0}})
        }
    };
    let entity =
        json!({"required": ["entity"], "properties": {"entity": {"const": entity.as_str()}}});
    json!({"if": entity, "then": {"properties": then}})
}

/// A table whose keys are attributes, which editors propose, or codes of custom fields.
fn named(entry: &Value) -> Value {
    let names = all_targets()
        .into_iter()
        .filter(|(_, target)| !is_key(*target));
    let mut all = table(names.map(|(name, _)| (name, entry.clone())).collect(), &[]);
    all["additionalProperties"] = entry.clone();
    all
}

fn all_targets() -> BTreeMap<&'static str, Target> {
    let targets = Entity::ALL.into_iter();
    let targets =
        targets.flat_map(|entity| Target::all(entity).map(move |it| (it.name(entity), it)));
    targets.collect()
}

fn is_key(target: Target) -> bool {
    matches!(target, Target::Code | Target::PreviousNo | Target::Identity)
}

fn about(name: &str, target: Target) -> String {
    match target {
        Target::Code => "The code of a record.".to_owned(),
        Target::PreviousNo => "The code that a record had before.".to_owned(),
        Target::Identity => "An id that stays the same when the code changes.".to_owned(),
        Target::GroupNo => {
            "The code of the customer's group, for a sheet that has that instead of the name."
                .to_owned()
        }
        Target::Attribute(_) => format!("The attribute `{name}` of the API."),
    }
}
