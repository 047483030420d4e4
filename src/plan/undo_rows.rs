//! The rows that undo a run, to be compared with the snapshot and planned like those of sheets.
//!
//! So an undo passes the same guards and is ordered in the same way. It sends nothing. Invariant: a record that anyone
//! has changed since the run stays as it is, and is named.

use std::collections::BTreeSet;

use super::{
    run_effects::{ChangedRecord, RecordEffect, RemovedRecord, RunEffects},
    undo_input::UndoInput,
};
use crate::{
    codec::{AcceptedRow, Diff, Packed, PackedRecord, RareParts, ShapedRows, SnapshotRecords},
    error::Result,
    model::{Code, Content, Entity, Issue, LookupName, Origin, Problem, RecordRef, TablePlace},
};

/// The rows that undo a run.
#[derive(Debug)]
pub struct UndoRows {
    /// The records to compare them with: those that change have a mark as their identity, which only their rows have.
    pub known: SnapshotRecords,
    /// The rows.
    pub shaped: ShapedRows,
    /// The names by which customers may refer to the records afterwards; `None` if there are none, so that any will do.
    pub names: Option<BTreeSet<String>>,
}

/// What becomes of a record.
enum Fate {
    Same,
    Removed,
    Restored(Code, Content),
}

impl RunEffects {
    /// The rows of an entity that undo the run.
    ///
    /// # Errors
    /// The snapshot can't be read.
    pub fn rows(&self, input: UndoInput<'_>) -> Result<UndoRows> {
        let entity = input.entity;
        let origin = Origin {
            file: format!("run {}", self.run).into(),
            ..Origin::default()
        };
        let table = TablePlace {
            origin,
            ..TablePlace::default()
        };
        let mut rows = UndoRows {
            known: SnapshotRecords::default(),
            shaped: ShapedRows {
                tables: vec![table.into()],
                ..ShapedRows::default()
            },
            names: (!input.known.is_empty()).then(BTreeSet::new),
        };
        let followers = followers(input)?;
        for number in input.known.numbers() {
            let mut record = input.known.get(number);
            let code = Code::from(record.code);
            let mark = mark(&code);
            match self.fate(input, (number, &code), &mut rows.shaped.issues)? {
                // A record that is created again with this code is another one.
                Fate::Removed => record.identity = Some(mark.as_str()),
                Fate::Restored(to, content) => {
                    if entity == Entity::Field && to != code {
                        let record = RecordRef::new(entity, &code);
                        let code = to.clone();
                        let problem = Problem::UndoFieldMoved { record, code };
                        rows.shaped.issues.push(Issue::new(problem, None));
                    }
                    (record.identity, record.previous_no) = (Some(mark.as_str()), None);
                    rows.note_name(input, (&to, &content), Some(&code))?;
                    rows.push(input, to, Some(mark.clone()), &content)?;
                }
                Fate::Same => {
                    rows.note_name(input, (&code, &Content::default()), Some(&code))?;
                    if record.unsettled || followers.contains(&number) {
                        let same = ChangedRecord::unchanged(code.clone());
                        let content = input.content(&code, &same)?;
                        rows.push(input, code, None, &content)?;
                    } else {
                        rows.shaped.rows.push(AcceptedRow::Unchanged {
                            known: number,
                            table: 0,
                            row: 0,
                        });
                    }
                }
            }
            rows.known.push(record);
        }
        self.name_gone(input, &mut rows.shaped.issues);
        for removed in self.removed.iter().filter(|gone| gone.entity == entity) {
            self.recreate(input, removed, &mut rows)?;
        }
        Ok(rows)
    }

    /// Removes the marks from the changes, so that none is stored.
    pub fn unmark(diff: &mut Diff) {
        let records = diff.changes.iter_mut();
        let records = records.filter_map(|change| change.new.as_mut()?.rest.as_mut());
        records.for_each(|rest| rest.identity = None);
    }

    fn fate(
        &self,
        input: UndoInput<'_>,
        (number, code): (u32, &Code),
        issues: &mut Vec<Issue>,
    ) -> Result<Fate> {
        let entity = input.entity;
        let Some(effect) = self.effects.get(&(entity, code.clone())) else {
            return Ok(Fate::Same);
        };
        let record = RecordRef::new(entity, code);
        let last = input.last_runs[number as usize];
        let problem = match effect {
            _ if last != self.run => Problem::UndoChangedSince { record, run: last },
            RecordEffect::TakenOver => Problem::UndoTakenOver { record },
            RecordEffect::Created => return Ok(Fate::Removed),
            RecordEffect::Changed(changed) => {
                // An update sends the whole record.
                let content = input.content(code, changed)?;
                match obstacle(input, record, &content) {
                    Some(problem) => problem,
                    None if self.is_free(input, code, &changed.code) => {
                        return Ok(Fate::Restored(changed.code.clone(), content));
                    }
                    None => Problem::UndoCodeTaken {
                        record: RecordRef::new(entity, code),
                        code: changed.code.clone(),
                    },
                }
            }
        };
        issues.push(Issue::new(problem, None));
        Ok(Fate::Same)
    }

    /// Whether the record may have its code again: no other has it that stays.
    fn is_free(&self, input: UndoInput<'_>, code: &Code, wanted: &Code) -> bool {
        if code == wanted || input.known.with_code(wanted).is_none() {
            return true;
        }
        match self.effects.get(&(input.entity, wanted.clone())) {
            Some(RecordEffect::Created) => true,
            Some(RecordEffect::Changed(other)) => other.code != *wanted,
            _ => false,
        }
    }

    /// Names the records that the run changed and that are gone.
    fn name_gone(&self, input: UndoInput<'_>, issues: &mut Vec<Issue>) {
        for ((_, code), effect) in self
            .effects
            .iter()
            .filter(|((entity, _), _)| *entity == input.entity)
        {
            let is_changed = matches!(effect, RecordEffect::Changed(_));
            if is_changed && input.known.with_code(code).is_none() {
                let record = RecordRef::new(input.entity, code);
                issues.push(Issue::new(Problem::UndoGoneSince { record }, None));
            }
        }
    }

    fn recreate(
        &self,
        input: UndoInput<'_>,
        removed: &RemovedRecord,
        rows: &mut UndoRows,
    ) -> Result<()> {
        let RemovedRecord {
            entity,
            code,
            content,
        } = removed;
        let record = RecordRef::new(*entity, code);
        let problem = if !input.recreate {
            Problem::UndoNotRecreated { record }
        } else if let Some(problem) = obstacle(input, record.clone(), content) {
            problem
        } else if self.is_free(input, &Code::from(""), code) {
            rows.note_name(input, (code, content), None)?;
            let another = mark(&Code::from(mark(code).as_str()));
            rows.push(input, code.clone(), Some(another), content)?;
            return Ok(());
        } else {
            let code = code.clone();
            Problem::UndoCodeTaken { record, code }
        };
        rows.shaped.issues.push(Issue::new(problem, None));
        Ok(())
    }
}

impl UndoRows {
    fn push(
        &mut self,
        input: UndoInput<'_>,
        code: Code,
        identity: Option<String>,
        content: &Content,
    ) -> Result<()> {
        let rest = RareParts {
            identity,
            ..RareParts::default()
        };
        let record = PackedRecord {
            code,
            content: input.contents.put(Packed::of(content).pack())?,
            table: self.shaped.tables[0].clone(),
            row: 0,
            rest: rest.identity.is_some().then(|| Box::new(rest)),
        };
        let row = AcceptedRow::Changed(Box::new(record));
        self.shaped.rows.push(row);
        Ok(())
    }

    /// Notes the name by which customers may refer to a record: its code, or an attribute that the content or else the
    /// snapshot has under its present code.
    fn note_name(
        &mut self,
        input: UndoInput<'_>,
        (code, content): (&Code, &Content),
        present: Option<&Code>,
    ) -> Result<()> {
        let entity = input.entity;
        let Some(names) = &mut self.names else {
            return Ok(());
        };
        if !entity.is_referred_to_by_name() {
            if entity.is_lookup() {
                names.insert(code.to_string());
            }
            return Ok(());
        }
        let attribute = entity.name_attribute();
        let own = content.text(attribute).map(str::to_owned);
        let name = match (own, present) {
            (None, Some(present)) => {
                let known = input.snapshot.known_content(entity, present)?;
                known.text(attribute).map(str::to_owned)
            }
            (own, _) => own,
        };
        names.extend(name);
        Ok(())
    }
}

/// The identity that only a record and its row share.
fn mark(code: &Code) -> String {
    format!("\u{0}{code}")
}

/// Why these values can't be restored: they refer to a lookup that is not there.
fn obstacle(input: UndoInput<'_>, record: RecordRef, content: &Content) -> Option<Problem> {
    let missing = input.missing(content);
    missing.map(|(entity, name)| Problem::UndoReferenceGone {
        record,
        entity,
        name: LookupName::new(name),
    })
}

/// The customers that refer to a lookup whose code or name the undo changes.
fn followers(input: UndoInput<'_>) -> Result<BTreeSet<u32>> {
    let mut followers = BTreeSet::new();
    if input.entity != Entity::Customer || input.moves.is_still() {
        return Ok(followers);
    }
    input.snapshot.customers(&mut |code, content| {
        let mut references = content.references();
        if references.any(|(entity, name)| input.moves.concern(entity, name)) {
            followers.extend(input.known.with_code(&code));
        }
    })?;
    Ok(followers)
}
