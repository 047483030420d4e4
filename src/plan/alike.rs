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

/// The thread has panicked, and has said so itself.
fn broken() -> Error {
    Error::new(
        error::Kind::Snapshot,
        "the plan could not be made, by a fault of the program",
    )
    .hint("nothing was sent; please report it, with what was printed before")
}
