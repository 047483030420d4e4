//! All snapshot records of an entity in the least memory, since there may be millions.
//!
//! It has no contents, only their fingerprints. Invariant: records are numbered in the order of their codes, and a
//! number always refers to the same record.

use std::{
    hash::BuildHasher,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::model::{Code, Fingerprint, SnapshotRecord};

/// Concatenated texts.
#[derive(Clone, Debug, Default)]
struct TextColumn {
    all: String,
    ends: Vec<usize>,
}

/// Numbers by text. The hash table is built at the first lookup that does not follow the one before.
#[derive(Debug)]
struct TextIndex {
    table: OnceLock<NumbersByText>,
    /// The number that was found last.
    last: AtomicU32,
}

#[derive(Debug, Default)]
struct NumbersByText {
    hasher: DefaultHashBuilder,
    numbers: HashTable<u32>,
}

impl Default for TextIndex {
    fn default() -> Self {
        Self {
            table: OnceLock::new(),
            last: AtomicU32::new(u32::MAX),
        }
    }
}

/// The fields that few records have.
#[derive(Clone, Debug)]
struct RareFacts {
    number: u32,
    previous_no: Option<Code>,
    temporary_for: Option<Code>,
    unsettled: bool,
}

/// One record, borrowed; as in [`SnapshotRecord`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "as the fields of `SnapshotRecord`")]
pub struct SnapshotRecordRef<'a> {
    pub code: &'a str,
    pub identity: Option<&'a str>,
    pub fingerprint: Fingerprint,
    pub previous_no: Option<&'a str>,
    pub temporary_for: Option<&'a str>,
    pub unsettled: bool,
}

/// All records of one entity.
#[derive(Debug, Default)]
pub struct SnapshotRecords {
    codes: TextColumn,
    fingerprints: Vec<Fingerprint>,
    by_code: TextIndex,
    /// Blank for a record without one; empty if no record has one.
    identities: TextColumn,
    by_identity: TextIndex,
    /// By number.
    rare: Vec<RareFacts>,
}

impl TextColumn {
    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.all.get(start..end)
    }
}

impl TextIndex {
    fn find(&self, texts: &TextColumn, text: &str) -> Option<u32> {
        if texts.ends.is_empty() {
            return None;
        }
        let is_it = |number: &u32| texts.get(at(*number)) == Some(text);
        // Sheets often have their rows in the order of the codes.
        let next = self.last.load(Relaxed).wrapping_add(1);
        let found = if is_it(&next) {
            Some(next)
        } else {
            let table = self.table.get_or_init(|| NumbersByText::of(texts));
            let hash = table.hasher.hash_one(text);
            table.numbers.find(hash, is_it).copied()
        };
        self.last.store(found?, Relaxed);
        found
    }
}

impl NumbersByText {
    /// All texts that are not blank; of records with the same text the last one is found.
    fn of(texts: &TextColumn) -> Self {
        let hasher = DefaultHashBuilder::default();
        let text = |number: &u32| texts.get(at(*number)).unwrap_or_default();
        let mut numbers = HashTable::with_capacity(texts.ends.len());
        for number in (0..texts.ends.len()).filter_map(|number| u32::try_from(number).ok()) {
            let own = text(&number);
            if !own.is_empty() {
                let entry = numbers.entry(
                    hasher.hash_one(own),
                    |other| text(other) == own,
                    |other| hasher.hash_one(text(other)),
                );
                entry.and_modify(|other| *other = number).or_insert(number);
            }
        }
        Self { hasher, numbers }
    }
}

const fn at(number: u32) -> usize {
    number as usize
}

impl SnapshotRecords {
    /// Adds the next record, in the order of the codes. All are added before the first lookup.
    pub fn push(&mut self, known: SnapshotRecordRef<'_>) {
        let number = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.codes.push(known.code);
        self.fingerprints.push(known.fingerprint);
        if let Some(identity) = known.identity.filter(|identity| !identity.is_empty()) {
            while self.identities.ends.len() < at(number) {
                self.identities.push("");
            }
            self.identities.push(identity);
        }
        if known.previous_no.is_some() || known.temporary_for.is_some() || known.unsettled {
            self.rare.push(RareFacts {
                number,
                previous_no: known.previous_no.map(Code::from),
                temporary_for: known.temporary_for.map(Code::from),
                unsettled: known.unsettled,
            });
        }
    }

    /// The number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fingerprints.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fingerprints.is_empty()
    }

    /// The number of the record with that code.
    #[must_use]
    pub fn with_code(&self, code: &str) -> Option<u32> {
        self.by_code.find(&self.codes, code)
    }

    /// The number of the record with that identity.
    #[must_use]
    pub fn with_identity(&self, identity: &str) -> Option<u32> {
        self.by_identity.find(&self.identities, identity)
    }

    /// Whether any record has an identity.
    #[must_use]
    pub fn have_identities(&self) -> bool {
        !self.identities.ends.is_empty()
    }

    /// Numbers of records that have a temporary code, with the code that they will get.
    pub fn bound(&self) -> impl Iterator<Item = (u32, &Code)> {
        let rare = self.rare.iter();
        rare.filter_map(|rare| Some((rare.number, rare.temporary_for.as_ref()?)))
    }

    /// Whether a record has to be sent again.
    #[must_use]
    pub fn any_unsettled(&self) -> bool {
        self.rare.iter().any(|rare| rare.unsettled)
    }

    /// The record with that number; blank if there is none.
    #[must_use]
    pub fn get(&self, number: u32) -> SnapshotRecordRef<'_> {
        let rare = self.rare.binary_search_by_key(&number, |rare| rare.number);
        let rare = rare.ok().map(|at| &self.rare[at]);
        SnapshotRecordRef {
            code: self.code(number),
            identity: self.identity(number),
            fingerprint: self.fingerprint(number),
            previous_no: rare.and_then(|rare| rare.previous_no.as_deref()),
            temporary_for: rare.and_then(|rare| rare.temporary_for.as_deref()),
            unsettled: rare.is_some_and(|rare| rare.unsettled),
        }
    }

    /// Whether a record has to be sent again.
    #[must_use]
    pub fn is_unsettled(&self, number: u32) -> bool {
        !self.rare.is_empty() && self.get(number).unsettled
    }

    /// The code of a record.
    #[must_use]
    pub fn code(&self, number: u32) -> &str {
        self.codes.get(at(number)).unwrap_or_default()
    }

    /// The identity of a record.
    #[must_use]
    pub fn identity(&self, number: u32) -> Option<&str> {
        let identity = self.identities.get(at(number));
        identity.filter(|identity| !identity.is_empty())
    }

    /// The fingerprint of a record's acknowledged content.
    #[must_use]
    pub fn fingerprint(&self, number: u32) -> Fingerprint {
        let found = self.fingerprints.get(at(number));
        found.copied().unwrap_or_default()
    }

    /// Every number.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + use<> {
        0..u32::try_from(self.len()).unwrap_or(u32::MAX)
    }
}

impl<'a> From<&'a SnapshotRecord> for SnapshotRecordRef<'a> {
    fn from(known: &'a SnapshotRecord) -> Self {
        Self {
            code: &known.code,
            identity: known.identity.as_deref(),
            fingerprint: known.fingerprint,
            previous_no: known.previous_no.as_deref(),
            temporary_for: known.temporary_for.as_deref(),
            unsettled: known.unsettled,
        }
    }
}

impl FromIterator<SnapshotRecord> for SnapshotRecords {
    fn from_iter<I: IntoIterator<Item = SnapshotRecord>>(all: I) -> Self {
        let mut records = Self::default();
        for known in all {
            records.push((&known).into());
        }
        records
    }
}
