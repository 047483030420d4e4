//! Compares every managed entity with the snapshot: lookups first, because customers refer to them.
//!
//! It plans nothing. Invariant: an entity without a source has no differences, unless `create_missing` makes some.

use std::{collections::BTreeMap, path::Path};

use super::{compare_input::CompareInput, gather::gather, judge, source_results::SourceResults};
use crate::{
    codec::{Change, Diff, EmptySnapshot, RowContent, SnapshotLookup},
    diff::{DiffInput, LazySnapshot, diff},
    error::Result,
    model::{
        Attribute, Cause, Code, Content, CustomerFields, Entity, JudgedCorrection, Moves, Origin,
        Record, Value,
    },
    plan,
    shape::References,
    spill::Spill,
};

/// The differences of every managed entity, and the results of reading its sources.
pub(super) struct Compared {
    pub diffs: BTreeMap<Entity, Diff>,
    pub known: BTreeMap<Entity, usize>,
    pub readings: SourceResults,
    pub corrections: Vec<JudgedCorrection>,
    /// The spill file for the contents of rows.
    spill: Spill,
}

/// Reads, shapes and compares everything that has a source.
pub(super) fn compare(input: CompareInput<'_>) -> Result<Compared> {
    let folder = input.config.state.parent().unwrap_or(Path::new("."));
    let mut compared = Compared {
        diffs: BTreeMap::new(),
        known: BTreeMap::new(),
        readings: SourceResults::default(),
        corrections: judge::without_source(input.config),
        spill: Spill::new(folder),
    };
    for entity in Entity::LOOKUPS {
        compared.add(input, entity, &References::new(), &Moves::default())?;
    }
    let groups_by_code = input.config.tenant.customer_fields().is_some();
    let moves = plan::moves(&compared.diffs, groups_by_code)?;
    let references = compared.references(input, &moves)?;
    compared.add(input, Entity::Customer, &references, &moves)?;
    compared.readings.close();
    Ok(compared)
}

impl Compared {
    fn add(
        &mut self,
        input: CompareInput<'_>,
        entity: Entity,
        references: &References,
        moves: &Moves,
    ) -> Result<()> {
        let mut sources = input.config.sources.iter();
        if !sources.any(|source| source.entity == entity) {
            return Ok(());
        }
        let read = || input.snapshot.records(entity);
        let watched = |row: RowContent<'_>| input.wants(entity, row);
        let memory = LazySnapshot::new(&read, moves, &watched);
        let has_any = input.snapshot.has_any(entity)?;
        let remembered: &dyn SnapshotLookup = if has_any { &memory } else { &EmptySnapshot };
        let gathered = gather(input, entity, references, (remembered, &self.spill))?;
        for reading in gathered.readings {
            self.readings.add(reading);
        }
        self.corrections.extend(gathered.corrections);
        let mut shaped = gathered.rows;
        let known = memory.known()?;
        input.observer.check_cancelled()?;
        input.rename(entity, &mut shaped)?;
        (input.watch)(entity, &shaped);
        for ((lookup, name), origin) in std::mem::take(&mut shaped.missing) {
            let change = missing(lookup, &name, origin);
            self.diffs.entry(lookup).or_default().changes.push(change);
        }
        let against = DiffInput {
            snapshot: input.snapshot,
            known,
            policy: &input.config.policy,
            moves,
            contents: &self.spill,
        };
        let mut diff = diff(entity, shaped, against)?;
        if let Some(fields) = input.config.tenant.customer_fields() {
            keep_named(&mut diff, fields);
        }
        self.known.insert(entity, diff.known);
        self.diffs.insert(entity, diff);
        Ok(())
    }

    /// What customers may refer to once the lookups are as their sheets want them. A record that is about to be
    /// deleted counts: a customer that refers to it blocks the delete.
    fn references(&self, input: CompareInput<'_>, moves: &Moves) -> Result<References> {
        let mut references = References::new();
        for entity in Entity::LOOKUPS {
            let diff = self.diffs.get(&entity);
            // With `create_missing`, a lookup without a source gets records as well.
            if diff.is_none() && !input.config.policy.create_missing {
                continue;
            }
            let mut names = BTreeMap::new();
            for known in input.snapshot.known(entity)? {
                let content = input.snapshot.known_content(entity, &known.code)?;
                names.insert(known.code, content);
            }
            let changes = || diff.into_iter().flat_map(|diff| &diff.changes);
            let moving = changes().filter(|change| change.new.is_some());
            for (code, _) in moving.filter_map(|change| change.old.as_deref()) {
                names.remove(code);
            }
            for change in changes() {
                if let Some(record) = change.new_record()? {
                    names.insert(record.code, record.content);
                }
            }
            name(&mut references, entity, &names);
        }
        if input.config.tenant.customer_fields().is_some() {
            references.hold_group_codes();
            references.group_names(known_groups(input)?);
        }
        for ((entity, old), new) in &moves.renamed {
            references.moved(*entity, old.clone(), new.clone());
        }
        Ok(references)
    }
}

/// The names of the snapshot's groups, which have no source any more; none if they have one.
fn known_groups(input: CompareInput<'_>) -> Result<BTreeMap<Code, String>> {
    let mut names = BTreeMap::new();
    let mut sources = input.config.sources.iter();
    if sources.any(|source| source.entity == Entity::Group) {
        return Ok(names);
    }
    for known in input.snapshot.known(Entity::Group)? {
        let content = input.snapshot.known_content(Entity::Group, &known.code)?;
        let name = content.text(Entity::Group.name_attribute());
        names.extend(name.map(|name| (known.code, name.to_owned())));
    }
    Ok(names)
}

/// Under v3 a field that the configuration names is never deleted, also if no sheet lists it any more.
fn keep_named(diff: &mut Diff, fields: &CustomerFields) {
    let is_kept = |change: &Change| {
        let old = change.old.as_deref().filter(|_| change.new.is_none());
        old.is_some_and(|(code, _)| change.entity == Entity::Field && fields.names(code))
    };
    for change in diff.changes.extract_if(.., |change| is_kept(change)) {
        diff.staying.extend(change.old.map(|old| old.0));
        diff.unchanged += 1;
    }
}

/// Adds the names by which customers may refer to the records of a lookup, and their display names.
fn name(references: &mut References, entity: Entity, records: &BTreeMap<Code, Content>) {
    let by_name = entity.is_referred_to_by_name();
    let called = |(code, content): (&Code, &Content)| {
        let name = content.text(entity.name_attribute());
        let called = if by_name {
            name.unwrap_or_default()
        } else {
            code.as_str()
        };
        (code.clone(), called.to_owned())
    };
    let names: BTreeMap<Code, String> = records.iter().map(called).collect();
    references.manage(entity, names.values().cloned());
    if by_name {
        return references.group_names(names);
    }
    for (code, content) in records {
        if let Some(label) = content.text(entity.name_attribute()) {
            references.label(entity, label, code);
        }
    }
}

/// A record for `create_missing`: its code and name are the customers' text.
fn missing(entity: Entity, name: &str, origin: Origin) -> Change {
    let mut content = Content::default();
    let attributes = &mut content.attributes;
    attributes.insert(entity.name_attribute(), Value::from(name));
    if entity == Entity::Field {
        attributes.insert(Attribute::FieldType, Value::from("STRING"));
    }
    let record = Record {
        entity,
        code: Code::from(name),
        previous_no: None,
        identity: None,
        content,
        kept: Vec::new(),
        origin,
    };
    Change {
        cause: Cause::Missing,
        ..Change::of(entity, None, Some(record))
    }
}
