//! Rows that can't have what they want: a code or a group name whose owner stays, or a value to keep
//! that was never there.
//!
//! Each call sees one state of the pairing; a refusal changes it, so the caller asks until nobody is
//! refused any more.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{book::Book, matching::Matching};
use crate::model::{Attribute, Code, Entity, Issue, Key, Policy, Record};

/// The rows to reject now, each with what to say about it.
pub(super) fn refused(
    book: &Book,
    matching: &Matching,
    group_names: &[Option<String>],
    policy: &Policy,
) -> Vec<(usize, Issue)> {
    let stays = Staying {
        book,
        matching,
        keeps_all: !policy.deletes || book.unreadable(),
    };
    let names = stays.names(group_names);
    let doubles = doubled_claims(book);
    let mut refused = Vec::new();
    for (row, record) in book.accepted() {
        let why = stays
            .code_of(row, record)
            .or_else(|| stays.record_of(record))
            .or_else(|| doubles.get(&row).cloned())
            .or_else(|| name_taken(row, record, matching, &names))
            .or_else(|| nothing_to_keep(row, record, matching));
        if let Some((rule, message)) = why {
            refused.push((
                row,
                Issue::error(rule, message, Some(record.origin.clone())),
            ));
        }
    }
    refused.extend(behind(book, matching, &refused));
    refused
}

/// The rows that want the codes which refused rows would have freed, and so on down the chain: asked for
/// one at a time, a long chain would take forever.
fn behind(book: &Book, matching: &Matching, refused: &[(usize, Issue)]) -> Vec<(usize, Issue)> {
    let mut open: Vec<usize> = refused.iter().map(|(row, _)| *row).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let rows: HashMap<&Code, usize> = book.accepted().map(|(at, row)| (&row.code, at)).collect();
    let mut met: HashSet<usize> = open.iter().copied().collect();
    let mut behind = Vec::new();
    while let Some(row) = open.pop() {
        let Some(known) = matching.of_row[row].map(|known| &book.known[known]) else {
            continue;
        };
        if let Some(next) = rows.get(&known.code).filter(|next| met.insert(**next)) {
            let record = &book.rows[*next];
            let message = code_taken(record, "is held");
            let origin = Some(record.origin.clone());
            behind.push((*next, Issue::error("row.code_taken", message, origin)));
            open.push(*next);
        }
    }
    behind
}

fn code_taken(record: &Record, why: &str) -> String {
    format!(
        "{} code “{}” still belongs to a record that {why}",
        record.entity, record.code
    )
}

type Why = (&'static str, String);

/// The snapshot's records that keep their code and name whatever the rows say.
struct Staying<'a> {
    book: &'a Book,
    matching: &'a Matching,
    keeps_all: bool,
}

impl Staying<'_> {
    fn stays(&self, known: usize) -> bool {
        self.book.is_held(known) || (self.keeps_all && self.matching.of_known[known].is_none())
    }

    /// The row wants a code that a record which stays still has.
    fn code_of(&self, row: usize, record: &Record) -> Option<Why> {
        let owner = self.book.at(&record.code)?;
        let taken = self.matching.of_row[row] != Some(owner) && self.stays(owner);
        let why = if self.book.is_held(owner) {
            "is held"
        } else {
            "is kept"
        };
        taken.then(|| ("row.code_taken", code_taken(record, why)))
    }

    /// The row says that it is a record which is held because of another row.
    fn record_of(&self, record: &Record) -> Option<Why> {
        let identified = self.book.identified(record);
        let claimed = identified.or_else(|| self.book.previous(record))?;
        let held = self.book.is_held(claimed);
        let code = &self.book.known[claimed].code;
        held.then(|| ("row.record_held", format!("it is the record “{code}”, which is held because another row about it was rejected")))
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
    row: usize,
    record: &Record,
    matching: &Matching,
    names: &HashMap<&str, usize>,
) -> Option<Why> {
    let name = record
        .content
        .text(Attribute::GroupName)
        .filter(|_| record.entity == Entity::Group)?;
    let owner = names
        .get(name)
        .filter(|owner| matching.of_row[row] != Some(**owner));
    owner.map(|_| {
        (
            "row.group_name",
            format!("the group name “{name}” still belongs to a record that stays as it is"),
        )
    })
}

/// Two rows that both say they were the same record.
fn doubled_claims(book: &Book) -> BTreeMap<usize, Why> {
    let mut claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, record) in book
        .accepted()
        .filter(|(_, record)| book.identified(record).is_none())
    {
        if let Some(known) = book.previous(record) {
            claims.entry(known).or_default().push(row);
        }
    }
    let doubled = claims.into_iter().filter(|(_, rows)| rows.len() > 1);
    let why = |known: usize| {
        (
            "row.previous",
            format!(
                "more than one row says that it was “{}”",
                book.known[known].code
            ),
        )
    };
    doubled
        .flat_map(|(known, rows)| rows.into_iter().map(move |row| (row, why(known))))
        .collect()
}

/// `blank = "keep"` on a required attribute of a record that was never sent.
fn nothing_to_keep(row: usize, record: &Record, matching: &Matching) -> Option<Why> {
    if matching.of_row[row].is_some() {
        return None;
    }
    let required = |key: &&Key| matches!(key, Key::Attribute(attribute) if attribute.is_required());
    let key = record.kept.iter().find(required)?;
    Some((
        "row.required",
        format!("{key} is blank, and nothing was sent before that could be kept"),
    ))
}
