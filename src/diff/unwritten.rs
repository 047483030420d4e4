//! Which values of a row are not written: those that only a create sends, and those of which the account has one.
//!
//! It changes no row. Invariant: a value that the account may have, and of which nothing was read, is never replaced
//! by a column with `write = "if-empty"`.

use std::collections::{BTreeMap, btree_map::Entry};

use super::content::ContentAccess;
use crate::{
    error::Result,
    model::{
        Code, Content, Entity, Issue, Key, Origin, Problem, Record, RecordRef, TablePlace,
        TargetName,
    },
};

/// The values of one row that are not written.
#[derive(Debug, Default)]
pub(super) struct UnwrittenValues {
    /// Their keys.
    pub keys: Vec<Key>,
    /// Those of `write = "if-empty"` where the row has another value, and whether the account's is unknown.
    pub kept: Vec<(Key, bool)>,
}

/// The values of a row that are not written for that record of the snapshot, which has `sent`.
pub(super) fn unwritten(
    row: &Record,
    code: &str,
    table: &TablePlace,
    (contents, sent): (&ContentAccess<'_>, &Content),
) -> Result<UnwrittenValues> {
    let mut found = UnwrittenValues {
        keys: table.create_only.clone(),
        kept: Vec::new(),
    };
    for key in &table.if_empty {
        let (own, theirs) = (row.content.value(key), sent.value(key));
        let is_given = own.as_ref().is_some_and(|value| !value.is_blank());
        let is_unknown = theirs.is_none()
            && is_given
            && !contents
                .snapshot
                .is_known(row.entity, &Code::from(code), key)?;
        let has_value = theirs.as_ref().is_some_and(|value| !value.is_blank());
        if has_value || is_unknown {
            found.keys.push(key.clone());
            if is_given && own != theirs {
                found.kept.push((key.clone(), is_unknown));
            }
        }
    }
    Ok(found)
}

/// How often each value was not written, with the first row.
#[derive(Debug, Default)]
pub(super) struct KeptValues(BTreeMap<(Key, bool), (usize, RecordRef, Origin)>);

impl KeptValues {
    /// Counts those of a row.
    pub fn add(&mut self, row: &Record, kept: Vec<(Key, bool)>) {
        for value in kept {
            match self.0.entry(value) {
                Entry::Occupied(mut counted) => counted.get_mut().0 += 1,
                Entry::Vacant(first) => {
                    let record = RecordRef::new(row.entity, &row.code);
                    first.insert((1, record, row.origin.clone()));
                }
            }
        }
    }

    /// One issue for each column.
    pub fn issues(self, entity: Entity) -> impl Iterator<Item = Issue> {
        self.0.into_iter().map(move |((key, unknown), counted)| {
            let (rows, first, origin) = counted;
            let target = TargetName::new(key.name(entity));
            let problem = if unknown {
                Problem::ValuesUnread {
                    target,
                    rows,
                    first,
                }
            } else {
                Problem::ValuesKept {
                    target,
                    rows,
                    first,
                }
            };
            Issue::new(problem, Some(origin))
        })
    }
}
