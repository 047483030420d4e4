//! What only all rows together can show: doubles, clashes, and what customers miss.
//!
//! It runs once, after the last row. Invariant: every row ends up as a record, held, or merged with
//! the same row before it; of rows that contradict each other none wins.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::references::{References, Verdict};
use crate::model::{Attribute, Code, Entity, Held, Issue, Origin, Policy, Record, Shaped};

/// Every row so far with every complaint, each under the number of its row.
#[derive(Debug, Default)]
pub struct Heap {
    /// By number, in the order of the sheets.
    pub entries: Vec<Entry>,
    /// Complaints under the number of the row that they belong to.
    pub issues: Vec<(usize, Issue)>,
}

impl Heap {
    /// Sorts the rows out.
    pub fn finish(self, references: &References, policy: Policy) -> Shaped {
        let mut sorter = Sorter {
            entries: self.entries.into_iter().map(Some).collect(),
            issues: self.issues,
            clashing: BTreeSet::new(),
        };
        sorter.merge_repeated();
        sorter.find_clashes("row.duplicate", "the code", code);
        sorter.find_clashes("row.identity", "the identity", identity);
        sorter.find_clashes("row.group_name", "the group name", group_name);
        sorter.compare_case();
        let mut shaped = sorter.shaped();
        if policy.create_missing {
            shaped.missing = missing(&shaped.records, references);
        }
        shaped
    }
}

struct Sorter {
    /// `None` where a row has been merged with an earlier one.
    entries: Vec<Option<Entry>>,
    issues: Vec<(usize, Issue)>,
    clashing: BTreeSet<usize>,
}

impl Sorter {
    /// The same record with the same content twice is one.
    fn merge_repeated(&mut self) {
        let mut repeated = Vec::new();
        for group in groups(&self.entries, code) {
            let mut kept: Vec<(usize, &Record)> = Vec::new();
            for (index, record) in group.iter().filter_map(|index| self.record(*index)) {
                match kept.iter().find(|(_, before)| is_same(before, record)) {
                    Some((_, before)) => repeated.push((index, repeats(record, before))),
                    None => kept.push((index, record)),
                }
            }
        }
        for (index, issue) in repeated {
            self.entries[index] = None;
            self.issues.push((index, issue));
        }
    }

    fn record(&self, index: usize) -> Option<(usize, &Record)> {
        match self.entries.get(index)? {
            Some(Entry::Record(record)) => Some((index, record)),
            _ => None,
        }
    }

    /// Rows that share what must be unique: none of them can be believed, so all are held.
    fn find_clashes(&mut self, rule: &str, what: &str, shared: fn(&Entry) -> Option<&str>) {
        let mut found = Vec::new();
        for group in groups(&self.entries, shared) {
            // Where every row of the group is rejected already, there is nothing more to hold back.
            if !group.iter().any(|index| self.record(*index).is_some()) {
                continue;
            }
            for (place, index) in group.iter().enumerate() {
                let other = group[usize::from(place == 0)];
                found.extend(self.clash(rule, what, shared, (*index, other)));
            }
        }
        for (index, issue) in found {
            self.clashing.insert(index);
            self.issues.push((index, issue));
        }
    }

    fn clash(
        &self,
        rule: &str,
        what: &str,
        shared: fn(&Entry) -> Option<&str>,
        (index, other): (usize, usize),
    ) -> Option<(usize, Issue)> {
        let (entry, other) = (self.entries[index].as_ref()?, self.entries[other].as_ref()?);
        let text = shared(entry)?;
        let message = format!(
            "{what} `{text}` stands again in {}, with other content",
            other.origin()
        );
        let issue = Issue::error(rule, message, Some(entry.origin().clone()));
        Some((index, issue))
    }

    /// Codes are case-sensitive, but people are not.
    fn compare_case(&mut self) {
        let mut seen: BTreeMap<String, (&Code, &Origin)> = BTreeMap::new();
        for index in 0..self.entries.len() {
            let Some(Some(Entry::Record(record))) = self.entries.get(index) else {
                continue;
            };
            let (code, origin) = seen
                .entry(record.code.to_lowercase())
                .or_insert((&record.code, &record.origin));
            if **code != record.code {
                let message = format!(
                    "the code `{}` differs only in case from `{code}` in {origin}",
                    record.code
                );
                let issue = Issue::warning("row.case", message, Some(record.origin.clone()));
                self.issues.push((index, issue));
            }
        }
    }

    fn shaped(mut self) -> Shaped {
        let mut shaped = Shaped::default();
        for (index, entry) in self.entries.into_iter().enumerate() {
            match entry {
                Some(Entry::Record(record)) if self.clashing.contains(&index) => {
                    shaped.held.push(set_aside(record));
                }
                Some(Entry::Record(record)) => shaped.records.push(record),
                Some(Entry::Held(held)) => shaped.held.push(held),
                None => {}
            }
        }
        self.issues.sort_by_key(|(index, _)| *index);
        shaped.issues = self.issues.into_iter().map(|(_, issue)| issue).collect();
        shaped
    }
}

/// The numbers of the rows that share a text, where more than one does, in the order of the sheets.
fn groups(
    entries: &[Option<Entry>],
    shared: fn(&Entry) -> Option<&str>,
) -> impl Iterator<Item = Vec<usize>> {
    let numbered = entries.iter().enumerate();
    let mut texts: Vec<(&str, usize)> = numbered
        .filter_map(|(index, entry)| Some((shared(entry.as_ref()?)?, index)))
        .collect();
    texts.sort_unstable();
    let groups = texts.chunk_by(|(one, _), (other, _)| one == other);
    let groups = groups.filter(|group| group.len() > 1);
    let groups: Vec<Vec<usize>> = groups
        .map(|group| group.iter().map(|(_, index)| *index).collect())
        .collect();
    groups.into_iter()
}

fn code(entry: &Entry) -> Option<&str> {
    entry.code().map(Code::as_str)
}

fn identity(entry: &Entry) -> Option<&str> {
    match entry {
        Entry::Record(record) => record.identity.as_deref(),
        Entry::Held(held) => held.identity.as_deref(),
    }
}

fn group_name(entry: &Entry) -> Option<&str> {
    match entry {
        Entry::Record(record) => record.content.text(Attribute::GroupName),
        Entry::Held(_) => None,
    }
}

fn is_same(one: &Record, other: &Record) -> bool {
    one.code == other.code
        && one.identity == other.identity
        && one.previous_no == other.previous_no
        && one.content == other.content
        && one.kept == other.kept
}

fn repeats(record: &Record, before: &Record) -> Issue {
    let message = format!(
        "the record `{}` stands in {} already, with the same content",
        record.code, before.origin
    );
    Issue::warning("row.repeated", message, Some(record.origin.clone()))
}

fn set_aside(record: Record) -> Held {
    Held {
        code: Some(record.code),
        previous_no: record.previous_no,
        identity: record.identity,
        origin: record.origin,
    }
}

/// What records name that is managed and nowhere, with the first row that names it.
fn missing(records: &[Record], references: &References) -> BTreeMap<(Entity, String), Origin> {
    let mut missing = BTreeMap::new();
    for record in records {
        for (entity, name) in record.content.references() {
            if references.verdict(entity, name) == Verdict::Missing {
                missing
                    .entry((entity, name.to_owned()))
                    .or_insert_with(|| record.origin.clone());
            }
        }
    }
    missing
}
