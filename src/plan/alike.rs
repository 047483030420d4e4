//! Creates of customers by what they name: several threads look at them, since there may be a million.
//!
//! It makes nothing of it. Invariant: creates of one kind name the same records.

use std::{
    num::{NonZero, NonZeroU16},
    thread,
};

use hashbrown::HashMap;

use crate::{
    error::{self, Error, Result},
    model::Change,
};

/// Fewer changes are soon looked at by one thread.
const MANY: usize = 10_000;

/// Threads, at most: they take turns at the contents.
const THREADS: usize = 4;

/// Kinds, at most: where hardly anybody is like another, nothing is to be had from telling them apart.
const MOST: u16 = 10_000;

/// The number of a kind.
pub(super) type Kind = NonZeroU16;

/// By change, its kind; `None` where it is no create, or of one kind too many.
pub(super) fn kinds(changes: &[Change]) -> Result<Vec<Option<Kind>>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = if changes.len() < MANY { 1 } else { threads };
    let share = changes.len().div_ceil(threads.clamp(1, THREADS)).max(1);
    let found = thread::scope(|scope| {
        let (first, others) = changes.split_at(share.min(changes.len()));
        let others = others.chunks(share);
        let others: Vec<_> = others
            .map(|changes| scope.spawn(|| Found::of(changes)))
            .collect();
        let first = std::iter::once(Found::of(first));
        let others = others
            .into_iter()
            .map(|other| other.join().unwrap_or_else(|_| Err(broken())));
        first.chain(others).collect::<Result<Vec<_>>>()
    })?;
    Ok(merged(found))
}

/// What one thread has found.
#[derive(Default)]
struct Found {
    numbers: HashMap<Vec<u8>, Kind>,
    kinds: Vec<Option<Kind>>,
}

impl Found {
    fn of(changes: &[Change]) -> Result<Self> {
        let (mut found, mut told) = (Self::default(), Vec::new());
        found.kinds.reserve(changes.len());
        for change in changes {
            let created = change.new.as_ref().filter(|_| change.old.is_none());
            let kind = match created {
                Some(record) => {
                    told.clear();
                    let content = record.content.packed()?;
                    content.pack().tell_references(&mut told);
                    number(&mut found.numbers, &told)
                }
                None => None,
            };
            found.kinds.push(kind);
        }
        Ok(found)
    }
}

fn number(numbers: &mut HashMap<Vec<u8>, Kind>, told: &[u8]) -> Option<Kind> {
    if let Some(number) = numbers.get(told) {
        return Some(*number);
    }
    let next = u16::try_from(numbers.len() + 1).ok()?;
    let next = Kind::new(next).filter(|_| next <= MOST)?;
    numbers.insert(told.to_vec(), next);
    Some(next)
}

/// With the numbers of the first.
fn merged(found: Vec<Found>) -> Vec<Option<Kind>> {
    let mut found = found.into_iter();
    let mut all = found.next().unwrap_or_default();
    for other in found {
        let mut next: Vec<Option<Kind>> = vec![None; other.numbers.len() + 1];
        for (told, own) in &other.numbers {
            next[usize::from(own.get())] = number(&mut all.numbers, told);
        }
        let kinds = other.kinds.into_iter();
        all.kinds
            .extend(kinds.map(|own| next[usize::from(own?.get())]));
    }
    all.kinds
}

fn broken() -> Error {
    Error::by_panic(error::Kind::Input, "the plan could not be made")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Entity,
        fixture::{customer, row},
    };

    /// Creates that name one of so many statuses, in turn, with an update among them.
    fn changes(count: usize, statuses: usize) -> Vec<Change> {
        let create = |at: usize| {
            let content = customer("An", "0912345678", &format!("S{}", at % statuses));
            let record = row(Entity::Customer, &format!("KH{at}"), content);
            let old = (at == 7).then(|| (record.code.clone(), record.content.clone()));
            Change::of(Entity::Customer, old, Some(record))
        };
        (0..count).map(create).collect()
    }

    #[test]
    fn several_threads_find_what_one_finds() {
        let changes = changes(2 * MANY + 1, 13);
        let (many, one) = (kinds(&changes), Found::of(&changes));
        let (many, one) = (many.expect("at hand"), one.expect("at hand").kinds);
        assert_eq!((many.len(), many[7]), (changes.len(), None));
        // Their numbers may differ.
        let mut pairs: Vec<_> = many.into_iter().zip(one).collect();
        pairs.sort_unstable();
        pairs.dedup();
        assert_eq!(pairs.len(), 13 + 1);
    }

    #[test]
    fn where_nobody_is_like_another_most_are_of_no_kind() {
        let most = usize::from(MOST);
        let kinds = kinds(&changes(2 * most, 2 * most)).expect("at hand");
        assert_eq!(kinds.iter().flatten().count(), most);
    }
}
