//! Records against the snapshot: what is new, what differs, what has moved and what has vanished.
//!
//! It decides who is who (`matching`), whether two contents differ (`compare`) and which row can't have
//! the code it wants (`occupancy`); it makes no calls and orders nothing. Invariant: a record whose row
//! was rejected is neither changed nor taken for vanished.

mod book;
mod compare;
mod matching;
mod occupancy;
mod suggest;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::{
    error::Result,
    model::{
        Acknowledged, Cause, Change, Code, Content, Diff, Entity, Issue, Known, Moves, Note,
        Policy, Record, Shaped, differences,
    },
};
use book::Book;
use matching::Matching;

/// Compares the rows of one entity with the snapshot.
///
/// `moves` tells which codes and group names have changed hands among the lookups; it is empty while
/// the lookups themselves are compared.
///
/// # Errors
/// The snapshot can't be read.
pub fn diff(
    entity: Entity,
    shaped: Shaped,
    snapshot: &dyn Acknowledged,
    policy: &Policy,
    moves: &Moves,
) -> Result<Diff> {
    let mut issues = shaped.issues;
    let mut book = Book::new(entity, snapshot.known(entity)?, shaped.records, shaped.held);
    let group_names = group_names(&book, snapshot)?;
    let matching = loop {
        let matching = Matching::of(&book, policy);
        let refused = occupancy::refused(&book, &matching, &group_names, policy);
        if refused.is_empty() {
            break matching;
        }
        issues.extend(book.refuse(refused));
    };
    let fields = compare::doubtful(&book, snapshot, moves)?;
    let found = Diff {
        held: book.held_rows(),
        known: book.known.len(),
        issues,
        ..Diff::default()
    };
    Sorter {
        entity,
        snapshot,
        policy,
        moves,
        fields,
        found,
    }
    .sort(book, &matching)
}

/// The names of the groups in the snapshot, by position; other entities' names need not be unique.
fn group_names(book: &Book, snapshot: &dyn Acknowledged) -> Result<Vec<Option<String>>> {
    if book.entity != Entity::Group {
        return Ok(Vec::new());
    }
    let name = |known: &Known| {
        let content = snapshot
            .content(Entity::Group, &known.code)?
            .unwrap_or_default();
        Ok(content
            .text(Entity::Group.name_attribute())
            .map(str::to_owned))
    };
    book.known.iter().map(name).collect()
}

/// Puts every record where it belongs: changed, unchanged, vanished or staying.
struct Sorter<'a> {
    entity: Entity,
    snapshot: &'a dyn Acknowledged,
    policy: &'a Policy,
    moves: &'a Moves,
    /// Under which fields a customer may have a value that nobody knows of.
    fields: BTreeSet<Code>,
    found: Diff,
}

impl Sorter<'_> {
    fn sort(mut self, book: Book, matching: &Matching) -> Result<Diff> {
        let withheld = book.unreadable();
        for (position, known) in book.known.iter().enumerate() {
            if book.is_held(position) {
                self.found.staying.insert(known.code.clone());
            }
        }
        let Book {
            known,
            rows,
            held,
            refused,
            ..
        } = book;
        for (position, row) in rows
            .into_iter()
            .enumerate()
            .filter(|(position, _)| !refused[*position])
        {
            self.row(
                row,
                matching.of_row[position].map(|position| &known[position]),
            )?;
        }
        let vanished: Vec<&Known> = known
            .iter()
            .enumerate()
            .filter(|(position, _)| matching.of_known[*position].is_none() && !held[*position])
            .map(|(_, known)| known)
            .collect();
        self.vanish(&vanished, withheld)?;
        suggest::near_misses(&mut self.found);
        Ok(self.found)
    }

    fn row(&mut self, mut row: Record, known: Option<&Known>) -> Result<()> {
        let Some(known) = known else {
            compare::complete(&mut row, None, &BTreeSet::new());
            self.change(None, Some(row), true, Cause::Row);
            return Ok(());
        };
        let stays = known.code == row.code;
        if stays && self.is_surely_unchanged(&row, known) {
            self.unchanged(&row, known);
            return Ok(());
        }
        let old = self
            .snapshot
            .content(self.entity, &known.code)?
            .unwrap_or_default();
        let followed = self.moves.follow(old.clone());
        let basis = self.moves.basis(&old, self.policy.renames_cascade);
        let settled = BTreeSet::new();
        let doubtful = if known.unsettled {
            &self.fields
        } else {
            &settled
        };
        compare::complete(&mut row, Some((&basis, &followed)), doubtful);
        let differs = !differences(&basis, &row.content).is_empty();
        let follows = differences(&followed, &row.content).is_empty();
        let follow = self.moves.must_follow(&old, self.policy.renames_cascade);
        let sends = differs || known.unsettled || follow;
        if stays && !sends {
            self.unchanged(&row, known);
        } else {
            let cause = if follows { Cause::Follows } else { Cause::Row };
            // An identity that both have says that it is the same person.
            let unsure = stays && (row.identity.is_none() || known.identity.is_none());
            let another = unsure.then(|| suggest::another_person(&old, &row));
            self.found.issues.extend(another.flatten());
            self.change(Some((known, old)), Some(row), sends, cause);
        }
        Ok(())
    }

    /// Told by the fingerprint alone, without reading the content.
    fn is_surely_unchanged(&self, row: &Record, known: &Known) -> bool {
        row.kept.is_empty()
            && !known.unsettled
            && row.content.fingerprint() == known.fingerprint
            && !row
                .content
                .references()
                .any(|(entity, name)| self.moves.concern(entity, name))
    }

    fn change(
        &mut self,
        old: Option<(&Known, Content)>,
        new: Option<Record>,
        sends: bool,
        cause: Cause,
    ) {
        let unsettled = old.as_ref().is_some_and(|(known, _)| known.unsettled);
        let old = old.map(|(known, content)| (known.code.clone(), content));
        self.found.changes.push(Change {
            entity: self.entity,
            old,
            new,
            sends,
            cause,
            unsettled,
        });
    }

    fn unchanged(&mut self, row: &Record, known: &Known) {
        self.found.unchanged += 1;
        let identity = row
            .identity
            .clone()
            .filter(|_| row.identity != known.identity);
        let previous_no = row
            .previous_no
            .clone()
            .filter(|_| row.previous_no != known.previous_no);
        if identity.is_some() || previous_no.is_some() {
            let (entity, code) = (self.entity, known.code.clone());
            self.found.notes.push(Note {
                entity,
                code,
                identity,
                previous_no,
            });
        }
    }

    fn vanish(&mut self, vanished: &[&Known], withheld: bool) -> Result<()> {
        if self.policy.deletes && !withheld {
            for known in vanished {
                let content = self
                    .snapshot
                    .content(self.entity, &known.code)?
                    .unwrap_or_default();
                self.change(Some((known, content)), None, false, Cause::Row);
            }
            return Ok(());
        }
        self.found
            .staying
            .extend(vanished.iter().map(|known| known.code.clone()));
        if !vanished.is_empty() {
            self.found
                .issues
                .push(kept(self.entity, vanished, withheld));
        }
        Ok(())
    }
}

/// Says that vanished records are kept, and why.
fn kept(entity: Entity, vanished: &[&Known], withheld: bool) -> Issue {
    let first: Vec<&str> = vanished
        .iter()
        .take(5)
        .map(|known| known.code.as_str())
        .collect();
    let more = if vanished.len() > first.len() {
        ", …"
    } else {
        ""
    };
    let why = if withheld {
        "the code of a rejected row can't be read"
    } else {
        "`deletes = false`"
    };
    let message = format!(
        "{} {entity} record(s) are no longer in the sheets and are kept, because {why}: {}{more}",
        vanished.len(),
        first.join(", "),
    );
    Issue::warning(
        if withheld {
            "delete.withheld"
        } else {
            "delete.kept"
        },
        message,
        None,
    )
}
