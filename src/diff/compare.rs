//! What a row's content is once it is known what was sent before.
//!
//! It looks at no codes of records, and leaves telling old from new to `model::differences`.

use std::collections::BTreeSet;

use super::record_index::RecordIndex;
use crate::{
    error::Result,
    model::{Code, Content, Entity, Key, Moves, Record, Snapshot},
};

/// Fills in what the row leaves as it was, and drops custom fields that are blank and were never sent,
/// or have been cleared since.
///
/// The two contents are what was sent, as it was sent and as it reads once everything that it names has its
/// new name: the account may hold either. Where not even that is known, since a run was stopped in between, any of
/// the `doubtful` fields may have a value, and a blank one is cleared.
pub(super) fn complete(
    row: &mut Record,
    (old, followed): (&Content, &Content),
    doubtful: &BTreeSet<Code>,
) {
    for key in std::mem::take(&mut row.kept) {
        let Some(value) = followed.value(&key) else {
            continue;
        };
        match key {
            Key::Code => {}
            Key::Attribute(attribute) => drop(row.content.attributes.insert(attribute, value)),
            Key::Field(code) => drop(row.content.fields.insert(code, value.shown())),
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

/// The fields that there are and will be, where a customer is not known to name what the snapshot says.
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
