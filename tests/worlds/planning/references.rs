//! Customers with references to missing records, handled as in `shape` and `sync`.

use std::collections::{BTreeMap, BTreeSet};

use vbot_sync::{
    codec::{Change, Diff, Snapshot},
    model::{Attribute, Cause, Code, Content, Entity, HeldRow, HeldScope, Policy, Record, Value},
};

use crate::{sheet::Sheet, snapshot::TestSnapshot};

/// Holds the rows with missing references, or adds creates for the missing records.
pub fn check(
    mut customers: Sheet,
    diffs: &mut BTreeMap<Entity, Diff>,
    snapshot: &TestSnapshot,
    policy: &Policy,
) -> Sheet {
    let names: BTreeSet<(Entity, String)> = diffs
        .iter()
        .flat_map(|(entity, diff)| names(*entity, diff, snapshot))
        .collect();
    let mut missing: BTreeMap<(Entity, String), Record> = BTreeMap::new();
    let (fine, odd): (Vec<Record>, Vec<Record>) = customers.records.into_iter().partition(|row| {
        let mut all = row.content.references();
        all.all(|(entity, name)| names.contains(&(entity, name.to_owned())))
    });
    customers.records = fine;
    for row in odd {
        if !policy.create_missing {
            customers.held.push(held_row(&row));
            continue;
        }
        for (entity, name) in row.content.references() {
            let key = (entity, name.to_owned());
            if !names.contains(&key) {
                missing.entry(key).or_insert_with(|| row.clone());
            }
        }
        customers.records.push(row);
    }
    for ((entity, name), row) in missing {
        let create = create(entity, &name, row);
        diffs.entry(entity).or_default().changes.push(create);
    }
    customers
}

pub fn held_row(row: &Record) -> HeldRow {
    HeldRow {
        code: Some(row.code.clone()),
        previous_no: row.previous_no.clone(),
        identity: row.identity.clone(),
        origin: row.origin.clone(),
        name: None,
        reach: HeldScope::Own,
    }
}

fn called(entity: Entity, code: &Code, content: &Content) -> String {
    let name = content.text(Attribute::GroupName);
    match entity {
        Entity::Group => name.unwrap_or_default().to_owned(),
        _ => code.to_string(),
    }
}

/// The names to which customers may refer after the changes of the lookups, and those of deleted records.
fn names(entity: Entity, diff: &Diff, snapshot: &TestSnapshot) -> BTreeSet<(Entity, String)> {
    let known = snapshot.known(entity).expect("the snapshot can be read");
    let mut names: BTreeMap<Code, String> = known
        .into_iter()
        .map(|known| {
            let content = snapshot
                .content(entity, &known.code)
                .expect("the snapshot can be read");
            let name = called(entity, &known.code, &content.unwrap_or_default());
            (known.code, name)
        })
        .collect();
    for change in diff.changes.iter().filter(|change| change.new.is_some()) {
        if let Some((code, _)) = change.old.as_deref() {
            names.remove(code);
        }
    }
    let records = diff.changes.iter().map(Change::new_record);
    for record in records.filter_map(|record| record.expect("contents can be read")) {
        let name = called(entity, &record.code, &record.content);
        names.insert(record.code.clone(), name);
    }
    names.into_values().map(|name| (entity, name)).collect()
}

fn create(entity: Entity, name: &str, row: Record) -> Change {
    let mut content = Content::default();
    let mut put = |attribute, value| content.attributes.insert(attribute, Value::from(value));
    put(entity.name_attribute(), name);
    if entity == Entity::Field {
        put(Attribute::FieldType, "STRING");
    }
    let record = Record {
        entity,
        code: Code::from(name),
        previous_no: None,
        identity: None,
        content,
        ..row
    };
    Change {
        cause: Cause::Missing,
        ..Change::of(entity, None, Some(record))
    }
}
