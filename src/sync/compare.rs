//! Every managed entity against the snapshot: lookups first, so that customers know what they may name.

use std::{collections::BTreeMap, path::Path};

use super::{
    error::SyncError,
    gather::{Reading, gather},
    look::Look,
};
use crate::{
    diff::{Against, Memory, diff},
    error::{Error, Result, RoomError},
    model::{
        Acknowledged, Attribute, Cause, Change, Checked, Code, Content, Diff, Entity, Figures,
        Moves, Origin, Record, Said, SourceFigure, SourceMemory, Sources, Value,
    },
    plan,
    shape::{MissingColumn, References},
    shelf::Shelf,
};

/// The differences of every managed entity, and how its sources were read.
pub(super) struct Compared {
    pub diffs: BTreeMap<Entity, Diff>,
    pub known: BTreeMap<Entity, usize>,
    readings: Vec<Reading>,
    /// Where the contents of rows are put away.
    shelf: Shelf,
}

/// Reads, shapes and compares everything that has a source.
pub(super) fn compare(look: Look<'_>) -> Result<Compared> {
    let folder = look.config.state.parent().unwrap_or(Path::new("."));
    let mut compared = Compared {
        diffs: BTreeMap::new(),
        known: BTreeMap::new(),
        readings: Vec::new(),
        shelf: Shelf::new(folder),
    };
    for entity in Entity::LOOKUPS {
        compared.add(look, entity, &References::new(), &Moves::default())?;
    }
    let moves = plan::moves(&compared.diffs)?;
    let references = compared.references(look.snapshot, &moves)?;
    compared.add(look, Entity::Customer, &references, &moves)?;
    Ok(compared)
}

impl Compared {
    fn add(
        &mut self,
        look: Look<'_>,
        entity: Entity,
        references: &References,
        moves: &Moves,
    ) -> Result<()> {
        let mut sources = look.config.sources.iter();
        if !sources.any(|source| source.entity == entity) {
            return Ok(());
        }
        let read = || look.snapshot.records(entity);
        let watched = |row: Said<'_>| look.wants(entity, row);
        let memory = Memory::new(&read, moves, &watched);
        let (mut shaped, readings) = gather(look, entity, references, (&memory, &self.shelf))?;
        self.readings.extend(readings);
        let known = memory.known()?;
        look.observer.go_on()?;
        look.rename(entity, &mut shaped)?;
        (look.watch)(entity, &shaped);
        for ((lookup, name), origin) in std::mem::take(&mut shaped.missing) {
            let change = missing(lookup, &name, origin);
            self.diffs.entry(lookup).or_default().changes.push(change);
        }
        let against = Against {
            snapshot: look.snapshot,
            known,
            policy: &look.config.policy,
            moves,
            keeper: &self.shelf,
        };
        let diff = diff(entity, shaped, against)?;
        self.known.insert(entity, diff.known);
        self.diffs.insert(entity, diff);
        Ok(())
    }

    /// What customers may name once the lookups are as their sheets want them. A record that is about to
    /// be deleted counts: whoever names it blocks the delete.
    fn references(&self, snapshot: &dyn Acknowledged, moves: &Moves) -> Result<References> {
        let mut references = References::new();
        for (entity, diff) in &self.diffs {
            let mut names = BTreeMap::new();
            for known in snapshot.known(*entity)? {
                let content = snapshot.known_content(*entity, &known.code)?;
                names.insert(known.code, content);
            }
            let moving = diff.changes.iter().filter(|change| change.new.is_some());
            for (code, _) in moving.filter_map(|change| change.old.as_deref()) {
                names.remove(code);
            }
            for change in &diff.changes {
                if let Some(record) = change.new_record()? {
                    names.insert(record.code, record.content);
                }
            }
            name(&mut references, *entity, &names);
        }
        for ((entity, old), new) in &moves.renamed {
            references.moved(*entity, old.clone(), new.clone());
        }
        Ok(references)
    }

    /// What the guards look at.
    ///
    /// # Errors
    /// A source can't be used and the snapshot knows nothing of its entity: then it is no accident that a
    /// guard has to stop, but a mistake to correct.
    pub fn figures(&self, memory: &Sources) -> Result<Figures> {
        let mut figures = Figures {
            known: self.known.clone(),
            sources: Vec::new(),
        };
        for reading in &self.readings {
            let known = self.known.get(&reading.entity).copied().unwrap_or_default();
            let before = memory.get(&reading.key).map(|(_, memory)| memory);
            let rows = match &reading.rows {
                Ok(rows) => Ok(*rows),
                Err(error) if known > 0 => Err(error.to_string()),
                Err(error) => return Err(error.clone()),
            };
            let mut vanished = Vec::new();
            if rows.is_ok() {
                let remembered = before.iter().flat_map(|before| &before.columns);
                let gone = remembered.filter(|column| !reading.mapped.contains(*column));
                vanished.extend(gone.cloned());
                let mut missing = reading.missing.iter();
                if let Some(column) = missing.find(|column| !vanished.contains(&column.name)) {
                    return Err(unknown_column(reading.entity, column));
                }
            }
            figures.sources.push(SourceFigure {
                entity: reading.entity,
                name: reading.key.clone(),
                vanished,
                rows,
                before: before.map(|before| before.rows),
            });
        }
        Ok(figures)
    }

    /// Why sources can't be used, each once.
    pub fn errors(&self) -> Vec<Error> {
        let of = |reading: &Reading| match (&reading.rows, reading.missing.first()) {
            (Err(error), _) => Some(error.clone()),
            (Ok(_), Some(column)) => Some(unknown_column(reading.entity, column)),
            (Ok(_), None) => None,
        };
        let mut errors: Vec<Error> = self.readings.iter().filter_map(of).collect();
        // Several sources may be sheets of one workbook.
        errors.dedup_by(|later, earlier| later.to_string() == earlier.to_string());
        errors
    }

    /// How every table was read, and which source could not be.
    pub fn tables(&self) -> Vec<Checked> {
        let unread = |reading: &Reading| Checked {
            entity: reading.entity,
            table: Err(reading.key.clone()),
            rejected: 0,
            guessed: Vec::new(),
            unused: Vec::new(),
        };
        let of = |reading: &Reading| {
            let unread = reading.rows.is_err().then(|| unread(reading));
            let tables = reading.tables.iter().cloned().chain(unread);
            tables.collect::<Vec<_>>()
        };
        self.readings.iter().flat_map(of).collect()
    }

    /// What is to be remembered of the sources.
    pub fn sources(&self) -> Sources {
        let read = self.readings.iter().filter_map(|reading| {
            let rows = *reading.rows.as_ref().ok()?;
            let memory = SourceMemory {
                rows,
                columns: reading.mapped.clone(),
            };
            Some((reading.key.clone(), (reading.entity, memory)))
        });
        read.collect()
    }
}

/// Tells what customers may call the records of a lookup, and what people call them.
fn name(references: &mut References, entity: Entity, records: &BTreeMap<Code, Content>) {
    let called = |(code, content): (&Code, &Content)| match entity {
        Entity::Group => (
            code.clone(),
            content
                .text(Attribute::GroupName)
                .unwrap_or_default()
                .to_owned(),
        ),
        _ => (code.clone(), code.to_string()),
    };
    let names: BTreeMap<Code, String> = records.iter().map(called).collect();
    references.manage(entity, names.values().cloned());
    if entity == Entity::Group {
        return references.group_names(names);
    }
    for (code, content) in records {
        if let Some(label) = content.text(entity.name_attribute()) {
            references.label(entity, label, code);
        }
    }
}

/// `create_missing`: the code and the name are what the customers say.
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

fn unknown_column(entity: Entity, column: &MissingColumn) -> Error {
    SyncError::MissingColumn(entity, column.clone()).at(column.origin.clone())
}
