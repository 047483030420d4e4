//! Near misses: a vanished and a new record that may be the same one under a changed code.
//!
//! They are only reported. Acting on similarity could give one customer's call history to another. Invariant: a
//! record is suggested for at most one other, and never if two are equally similar.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    codec::{Change, Diff},
    error::Result,
    model::{
        Attribute, CellText, Code, Content, Entity, Issue, Likeness, Problem, Record, RecordRef,
        Value,
    },
};

/// More suggestions than a person would read.
const MOST: usize = 1000;

/// A phone that more vanished records share, such as a switchboard's number, identifies no person, and comparing all
/// of them would be quadratic.
const COMMON: usize = 20;

/// Adds a warning for each new record that is similar to a vanished one, with the text that makes them one record.
///
/// # Errors
/// A spilled content can't be read.
pub(super) fn near_misses(diff: &mut Diff) -> Result<()> {
    let mut vanished = Vec::new();
    // The contents of a million deletes would fill the memory for nothing.
    if diff.changes.iter().all(|change| change.old.is_some()) {
        return Ok(());
    }
    for change in diff.changes.iter().filter(|change| change.new.is_none()) {
        vanished.extend(VanishedRecord::of(change)?);
    }
    let by_mark = by_mark(&vanished);
    if by_mark.is_empty() {
        return Ok(());
    }
    let mut taken = BTreeSet::new();
    let mut found = Vec::new();
    for change in diff.changes.iter().filter(|change| change.old.is_none()) {
        let Some(row) = change.new_record()? else {
            continue;
        };
        let nearest = nearest(&row, &vanished, &by_mark);
        if let Some((position, why)) = nearest
            && taken.insert(position)
        {
            found.push(suggestion(&row, vanished[position].code, why));
        }
    }
    found.truncate(MOST);
    diff.issues.extend(found);
    Ok(())
}

/// A vanished record.
struct VanishedRecord<'a> {
    code: &'a Code,
    content: Content,
}

impl<'a> VanishedRecord<'a> {
    fn of(change: &'a Change) -> Result<Option<Self>> {
        let both = change.old.as_deref().zip(change.old_content()?);
        Ok(both.map(|((code, _), content)| Self { code, content }))
    }
}

/// Indexed by each phone of a customer, or by a lookup's name.
fn by_mark<'a>(vanished: &'a [VanishedRecord<'a>]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut by_mark: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, gone) in vanished.iter().enumerate() {
        for mark in marks(&gone.content) {
            by_mark.entry(mark).or_default().push(position);
        }
    }
    by_mark.retain(|_, positions| positions.len() <= COMMON);
    by_mark
}

fn marks(content: &Content) -> impl Iterator<Item = &str> {
    let name = name(content).filter(|_| phones(content).is_empty());
    phones(content).iter().map(String::as_str).chain(name)
}

/// The most similar vanished record, if there is exactly one, and what they have in common.
fn nearest(
    row: &Record,
    vanished: &[VanishedRecord<'_>],
    by_mark: &BTreeMap<&str, Vec<usize>>,
) -> Option<(usize, Likeness)> {
    let marked = marks(&row.content).filter_map(|mark| by_mark.get(mark));
    let candidates: BTreeSet<usize> = marked.flatten().copied().collect();
    let near = candidates.into_iter();
    let near = near.filter_map(|position| {
        let kinship = kinship(&vanished[position], row)?;
        Some((kinship, position))
    });
    let near: Vec<_> = near.collect();
    let best = near.iter().max()?;
    let alone = near
        .iter()
        .filter(|(kinship, _)| *kinship == best.0)
        .count()
        == 1;
    alone.then_some((best.1, best.0.0))
}

/// How similar two records are, greatest last; then how many other values they share.
type Similarity = (Likeness, usize);

fn kinship(gone: &VanishedRecord<'_>, row: &Record) -> Option<Similarity> {
    let (old, new) = (&gone.content, &row.content);
    let same_name = name(old).is_some() && name(old) == name(new);
    let likeness = match (row.entity, same_name) {
        (Entity::Customer, _) if same_phones(old, new) => Likeness::Phones,
        (Entity::Customer, true) => Likeness::PhoneAndName,
        (_, false) => return None,
        (_, true) => Likeness::Name,
    };
    let shared = new.keys().filter(|key| old.value(key) == new.value(key));
    Some((likeness, shared.count()))
}

fn same_phones(old: &Content, new: &Content) -> bool {
    let of = |content| phones(content).iter().collect::<BTreeSet<_>>();
    !phones(old).is_empty() && of(old) == of(new)
}

fn suggestion(row: &Record, old: &Code, likeness: Likeness) -> Issue {
    let problem = Problem::CodeMayHaveChanged {
        old: RecordRef::new(row.entity, old),
        new: RecordRef::new(row.entity, &row.code),
        likeness,
    };
    Issue::new(problem, row.origin.clone())
}

/// A warning that a row with a known code seems to be another person, who would inherit the code's call history.
pub(super) fn another_person(old: &Content, row: &Record) -> Option<Issue> {
    let new = &row.content;
    let (was, is) = (name(old)?, name(new)?);
    let has_phones = !phones(old).is_empty() && !phones(new).is_empty();
    let shares = phones(new).iter().any(|phone| phones(old).contains(phone));
    if row.entity != Entity::Customer || was == is || !has_phones || shares {
        return None;
    }
    let problem = Problem::AnotherPerson {
        code: row.code.clone(),
        was: CellText::words(was),
        is: CellText::words(is),
    };
    Some(Issue::new(problem, row.origin.clone()))
}

fn name(content: &Content) -> Option<&str> {
    let names = Entity::ALL.map(Entity::name_attribute);
    names.into_iter().find_map(|name| content.text(name))
}

fn phones(content: &Content) -> &[String] {
    match content.attributes.get(&Attribute::CustomerPhones) {
        Some(Value::List(list)) => list,
        _ => &[],
    }
}
