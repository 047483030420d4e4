//! Rows that can't be carried out: they want a code or a group name whose owner stays, keep a value that was never
//! sent, or have a text that has lost letters since it was sent.
//!
//! It pairs nothing. Each call sees one state of the pairing, and a refusal changes it, so the caller repeats the
//! call until no row is refused any more. Invariant: what it refuses once stays refused.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    indexed_row::IndexedRow,
    matches::Matches,
    record_index::{RecordIndex, number},
};
use crate::{
    codec::AcceptedRow,
    error::Result,
    model::{
        CellText, Content, Issue, Key, LookupName, Policy, Problem, RecordRef, TargetName,
        lost_letters,
    },
};

/// The rows to reject now, each with its problem.
pub(super) fn refused(
    book: &RecordIndex<'_>,
    matching: &Matches,
    group_names: &[Option<String>],
    policy: &Policy,
) -> Result<Vec<(usize, Issue)>> {
    let stays = StayingRecords {
        book,
        matching,
        keeps_all: !policy.deletes || book.unreadable(),
    };
    let names = stays.names(group_names);
    let doubles = doubled_claims(book);
    let mut refused = Vec::new();
    let holds_any = book.holds_any();
    let is_home = |row: &usize| {
        let same = book.same(*row);
        same.is_some() && same == matching.of_row.of(*row)
    };
    // An unchanged row that is paired with its own record takes nothing from other records.
    for row in book.places().filter(|row| holds_any || !is_home(row)) {
        let indexed = book.row(row);
        let mut why = stays
            .code_of(row, indexed)
            .or_else(|| stays.record_of(indexed))
            .or_else(|| doubles.get(&row).cloned());
        if why.is_none() && !names.is_empty() {
            why = name_taken(book, row, matching, &names)?;
        }
        if why.is_none() && indexed.is_damaged {
            why = lost_letters_since(book, row, matching)?;
        }
        if let Some(why) = why.or_else(|| nothing_to_keep(row, indexed, matching)) {
            refused.push((row, Issue::new(why, book.origin(row))));
        }
    }
    refused.extend(behind(book, matching, &refused));
    Ok(refused)
}

/// The rows that want the codes which refused rows would have freed, and so on along the chain. One call per link
/// would make a long chain quadratic.
fn behind(
    book: &RecordIndex<'_>,
    matching: &Matches,
    refused: &[(usize, Issue)],
) -> Vec<(usize, Issue)> {
    let mut open: Vec<usize> = refused.iter().map(|(row, _)| *row).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let rows: HashMap<&str, usize> = book.accepted().map(|(at, row)| (row.code, at)).collect();
    let mut met: HashSet<usize> = open.iter().copied().collect();
    let mut behind = Vec::new();
    while let Some(row) = open.pop() {
        let Some(known) = matching.of_row.of(row) else {
            continue;
        };
        let code = book.known.code(number(known));
        if let Some(next) = rows.get(code).filter(|next| met.insert(**next)) {
            let record = RecordRef::new(book.entity, code);
            let problem = Problem::CodeOfHeld { record };
            behind.push((*next, Issue::new(problem, book.origin(*next))));
            open.push(*next);
        }
    }
    behind
}

/// The snapshot's records that keep their code and name whatever the rows contain.
struct StayingRecords<'a> {
    book: &'a RecordIndex<'a>,
    matching: &'a Matches,
    keeps_all: bool,
}

impl StayingRecords<'_> {
    fn stays(&self, known: usize) -> bool {
        self.book.is_held(known) || (self.keeps_all && self.matching.of_known.of(known).is_none())
    }

    /// The row wants the code of a record that stays.
    fn code_of(&self, row: usize, indexed: IndexedRow<'_>) -> Option<Problem> {
        let owner = self.book.home(indexed)?;
        let taken = self.matching.of_row.of(row) != Some(owner) && self.stays(owner);
        let record = RecordRef::new(self.book.entity, indexed.code);
        taken.then(|| {
            if self.book.is_held(owner) {
                Problem::CodeOfHeld { record }
            } else {
                Problem::CodeOfKept { record }
            }
        })
    }

    /// The row's `previous_no` or identity is that of a record which is held because of another row.
    fn record_of(&self, indexed: IndexedRow<'_>) -> Option<Problem> {
        let identified = self.book.identified(indexed);
        let claimed = identified.or_else(|| self.book.previous(indexed))?;
        let held = self.book.is_held(claimed);
        let code = self.book.known.code(number(claimed));
        held.then(|| Problem::RecordHeld {
            record: RecordRef::new(self.book.entity, code),
        })
    }

    fn names<'n>(&self, group_names: &'n [Option<String>]) -> HashMap<&'n str, usize> {
        let staying = group_names
            .iter()
            .enumerate()
            .filter(|(known, _)| self.stays(*known));
        staying
            .filter_map(|(known, name)| Some((name.as_deref()?, known)))
            .collect()
    }
}

fn name_taken(
    book: &RecordIndex<'_>,
    row: usize,
    matching: &Matches,
    names: &HashMap<&str, usize>,
) -> Result<Option<Problem>> {
    let attribute = book.entity.name_attribute();
    if keeps_as_sent(book, (row, matching), &Key::Attribute(attribute)) {
        return Ok(None);
    }
    let content = book.content(row)?;
    let name = content.pack().text(attribute);
    let owner = name.and_then(|name| names.get(name));
    let owner = owner.filter(|owner| matching.of_row.of(row) != Some(**owner));
    Ok(name.zip(owner).map(|(name, _)| {
        let name = LookupName::new(name);
        Problem::GroupNameTaken { name }
    }))
}

/// Whether only a create sends the value, and the record is there: then what the row has is never sent.
fn keeps_as_sent(book: &RecordIndex<'_>, (row, matching): (usize, &Matches), key: &Key) -> bool {
    let AcceptedRow::Changed(record) = &book.rows[row] else {
        return false;
    };
    record.table.create_only.contains(key) && matching.of_row.of(row).is_some()
}

/// A text of the row has lost letters that it had when it was last sent.
fn lost_letters_since(
    book: &RecordIndex<'_>,
    row: usize,
    matching: &Matches,
) -> Result<Option<Problem>> {
    let content = book.content(row)?.pack().open();
    let known = matching.of_row.of(row);
    let known = known.map(|known| book.known.code(number(known)));
    let before = known.map(|code| book.contents.acknowledged(book.entity, code));
    let before = before.transpose()?.unwrap_or_default();
    let fault_of = |content: &Content, key: &Key| {
        let text = content.value(key)?.shown();
        lost_letters(&text).map(|fault| (text, fault))
    };
    let damaged = |key: &Key| {
        let (text, fault) = fault_of(&content, key)?;
        let text = CellText::words(text);
        let target = TargetName::new(key.name(book.entity));
        let problem = Problem::TextDamaged {
            text,
            fault,
            target,
        };
        fault_of(&before, key).is_none().then_some(problem)
    };
    let keys = content.keys();
    let mut compared = keys.filter(|key| !keeps_as_sent(book, (row, matching), key));
    Ok(compared.find_map(|key| damaged(&key)))
}

/// Two rows that have the same `previous_no`.
fn doubled_claims(book: &RecordIndex<'_>) -> BTreeMap<usize, Problem> {
    let mut claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, indexed) in book
        .fresh()
        .filter(|(_, indexed)| indexed.previous_no.is_some() && book.identified(*indexed).is_none())
    {
        if let Some(known) = book.previous(indexed) {
            claims.entry(known).or_default().push(row);
        }
    }
    let doubled = claims.into_iter().filter(|(_, rows)| rows.len() > 1);
    let why = |known: usize| Problem::PreviousTwice {
        record: RecordRef::new(book.entity, book.known.code(number(known))),
    };
    doubled
        .flat_map(|(known, rows)| rows.into_iter().map(move |row| (row, why(known))))
        .collect()
}

/// `blank = "keep"` on a required attribute of a record that was never sent.
fn nothing_to_keep(row: usize, indexed: IndexedRow<'_>, matching: &Matches) -> Option<Problem> {
    if matching.of_row.of(row).is_some() {
        return None;
    }
    let required = |key: &Key| match key {
        Key::Attribute(attribute) if attribute.is_required() => Some(*attribute),
        _ => None,
    };
    let attribute = indexed.kept.iter().find_map(required)?;
    Some(Problem::NothingToKeep { attribute })
}
