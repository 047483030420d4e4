//! Completes a row's content with what was sent before.
//!
//! It does not look at codes of records, and does not compare contents, which `model::differences` does. Invariant: a
//! value of the row that is not blank is never changed, unless it is not written (`unwritten`).

use std::collections::BTreeSet;

use super::record_index::RecordIndex;
use crate::{
    codec::Snapshot,
    error::Result,
    model::{Code, Content, Entity, Key, Moves, Record},
};

/// Fills in the attributes that the row leaves unchanged and the `unwritten` ones, and drops custom fields that are blank
/// and were never sent or have been cleared since.
///
/// The two contents are the one that was sent, and the same with the new names of everything that it refers to: the
/// account may have either. If a run was stopped in between, even that is unknown: any of the `doubtful` fields may
/// have a value then, so a blank one is cleared.
pub(super) fn complete(
    row: &mut Record,
    unwritten: &[Key],
    (old, followed): (&Content, &Content),
    doubtful: &BTreeSet<Code>,
) {
    for key in unwritten {
        forget(&mut row.content, key, followed);
    }
    let kept = std::mem::take(&mut row.kept);
    for key in kept.iter().chain(unwritten) {
        let Some(value) = followed.value(key) else {
            continue;
        };
        match key {
            Key::Code => {}
            Key::Attribute(attribute) => drop(row.content.attributes.insert(*attribute, value)),
            Key::Field(code) => drop(row.content.fields.insert(code.clone(), value.shown())),
        }
    }
    let sent = |code: &Code| {
        let mut values = [old, followed].into_iter();
        values.any(|content| content.names(Entity::Field, code))
    };
    row.content
        .fields
        .retain(|code, value| !value.is_empty() || sent(code) || doubtful.contains(code));
}

/// Removes the row's own value. A value that was never sent is then not sent by an update either, unless the API
/// requires it.
fn forget(content: &mut Content, key: &Key, sent: &Content) {
    match key {
        Key::Code => {}
        Key::Attribute(attribute) if attribute.is_required() && sent.value(key).is_none() => {}
        Key::Attribute(attribute) => drop(content.attributes.remove(attribute)),
        Key::Field(code) => drop(content.fields.remove(code)),
    }
}

/// All present and future fields, for a customer that may not have the references of the snapshot.
pub(super) fn doubtful(
    book: &RecordIndex<'_>,
    snapshot: &dyn Snapshot,
    moves: &Moves,
) -> Result<BTreeSet<Code>> {
    if book.entity != Entity::Customer || !book.known.any_unsettled() {
        return Ok(BTreeSet::new());
    }
    let known = snapshot.known(Entity::Field)?.into_iter();
    let stay = known
        .map(|field| field.code)
        .filter(|code| !moves.vacates(Entity::Field, code));
    let taken = moves
        .taken
        .iter()
        .filter(|(entity, _)| *entity == Entity::Field);
    let taken = taken.map(|(_, code)| Code::from(code.as_str()));
    Ok(stay.chain(taken).collect())
}
