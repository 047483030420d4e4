//! Both sides of the comparison with their indexes: the snapshot's records and the rows.
//!
//! It answers "who has this code" and "is this record held"; it pairs nobody.

use std::collections::HashMap;

use crate::model::{Code, Entity, Held, Issue, Known, Record};

/// Rows and snapshot records of one entity, addressed by position.
pub(super) struct Book {
    pub entity: Entity,
    /// The snapshot's records, by code.
    pub known: Vec<Known>,
    /// The accepted rows, in the order of the sheets.
    pub rows: Vec<Record>,
    /// For each snapshot record: whether a rejected row speaks of it.
    pub held: Vec<bool>,
    /// For each row: whether it has been rejected after all.
    pub refused: Vec<bool>,
    by_code: HashMap<Code, usize>,
    by_identity: HashMap<String, usize>,
    /// Records that were left at a temporary code, by the code that they are on their way to.
    bound: HashMap<Code, usize>,
    rejected: Vec<Held>,
}

impl Book {
    pub fn new(entity: Entity, known: Vec<Known>, rows: Vec<Record>, rejected: Vec<Held>) -> Self {
        let mut by_code: HashMap<Code, usize> = HashMap::with_capacity(known.len());
        let mut by_identity = HashMap::new();
        for (position, record) in known.iter().enumerate() {
            by_code.insert(record.code.clone(), position);
            if let Some(identity) = &record.identity {
                by_identity.insert(identity.clone(), position);
            }
        }
        let bound = known.iter().enumerate();
        let bound = bound.filter_map(|(at, record)| Some((record.temporary_for.clone()?, at)));
        let bound = bound.collect();
        let (held, refused) = (vec![false; known.len()], vec![false; rows.len()]);
        let mut book = Self {
            entity,
            known,
            rows,
            held,
            refused,
            by_code,
            by_identity,
            bound,
            rejected: Vec::new(),
        };
        for row in rejected {
            book.hold(row);
        }
        book
    }

    /// The snapshot record that was left at a temporary code on its way to that one.
    pub fn bound_for(&self, code: &Code) -> Option<usize> {
        self.bound.get(code).copied()
    }

    /// The snapshot record with that code.
    pub fn at(&self, code: &Code) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The snapshot record that the row's identity names.
    pub fn identified(&self, row: &Record) -> Option<usize> {
        self.by_identity.get(row.identity.as_ref()?).copied()
    }

    /// The snapshot record that the row says it was, if it has not been acted on before.
    pub fn previous(&self, row: &Record) -> Option<usize> {
        let previous = row.previous_no.as_ref()?;
        let acted = self
            .at(&row.code)
            .is_some_and(|at| self.known[at].previous_no.as_ref() == Some(previous));
        if acted { None } else { self.at(previous) }
    }

    /// Whether row and record can be the same as far as identity tells: it decides where both have one.
    pub fn compatible(&self, row: usize, known: usize) -> bool {
        match (&self.rows[row].identity, &self.known[known].identity) {
            (Some(row), Some(known)) => row == known,
            _ => true,
        }
    }

    pub fn is_held(&self, known: usize) -> bool {
        self.held[known]
    }

    /// Whether a rejected row might be any record at all.
    pub fn unreadable(&self) -> bool {
        self.rejected.iter().any(|row| row.code.is_none())
    }

    pub fn held_rows(&self) -> usize {
        self.rejected.len()
    }

    /// The rows that are still accepted, with their positions.
    pub fn accepted(&self) -> impl Iterator<Item = (usize, &Record)> {
        self.rows
            .iter()
            .enumerate()
            .filter(|(position, _)| !self.refused[*position])
    }

    /// Rejects rows that can't have what they want; their records are held from now on.
    pub fn refuse(&mut self, refused: Vec<(usize, Issue)>) -> Vec<Issue> {
        let mut issues = Vec::with_capacity(refused.len());
        for (position, issue) in refused {
            self.refused[position] = true;
            let row = &self.rows[position];
            self.hold(Held {
                code: Some(row.code.clone()),
                previous_no: row.previous_no.clone(),
                identity: row.identity.clone(),
                origin: row.origin.clone(),
            });
            issues.push(issue);
        }
        issues
    }

    /// Everything that a rejected row could be speaking of is held.
    fn hold(&mut self, row: Held) {
        let identified = row
            .identity
            .as_ref()
            .and_then(|identity| self.by_identity.get(identity).copied());
        let at = row.code.as_ref().and_then(|code| self.at(code));
        let acted = at.is_some_and(|at| self.known[at].previous_no == row.previous_no);
        let previous = row
            .previous_no
            .as_ref()
            .filter(|_| !acted)
            .and_then(|code| self.at(code));
        let bound = row.code.as_ref().and_then(|code| self.bound_for(code));
        for position in [identified, at, previous, bound].into_iter().flatten() {
            self.held[position] = true;
        }
        self.rejected.push(row);
    }
}
