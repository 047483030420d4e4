//! What the account has to be once every call of a plan has been acknowledged.
//!
//! It follows the effects of the calls, not the account's answers. Contents are not kept, since there may be a million:
//! it notes where each one comes from. Invariant: a record that no call concerns stays as the snapshot has it, but for
//! the lookups that are renamed with their customers.

use hashbrown::{HashMap, HashSet};

use super::{stage_account::StageAccount, trusted_lookups::StageRecord};
use crate::{
    codec::{Calls, Snapshot},
    error::Result,
    model::{CallId, Cascade, Code, Content, Effect, Entity, Fingerprint, RecordRef},
};

/// Records that are shown.
const SHOWN: usize = 5;

/// Where the final content of a record comes from.
#[derive(Clone, Debug, Eq, PartialEq)]
enum ContentOrigin {
    /// The record is gone.
    Gone,
    /// A call puts it.
    Call(CallId),
    /// It was there before, with this code.
    Before(Box<Code>),
}

/// The account as the sheets want it.
pub(super) struct WantedAccount<'a> {
    calls: &'a Calls,
    snapshot: &'a dyn Snapshot,
    trusted: &'a [StageRecord],
    /// The records that calls concern.
    changed: HashMap<Fingerprint, ContentOrigin>,
    /// The renames that customers follow, each with its call.
    cascades: Vec<(CallId, Entity, Cascade)>,
}

/// The comparison of an account with the wanted one.
#[derive(Debug, Default)]
pub(super) struct ComparedAccount {
    /// Whether every record is as it has to be, and there is no other one.
    pub is_equal: bool,
    /// The first records that are not.
    pub differing: Vec<RecordRef>,
    /// Records that were compared and are as they have to be.
    equal: usize,
    /// Records that no call concerns.
    unchanged: usize,
}

impl ComparedAccount {
    fn add(&mut self, entity: Entity, code: &Code, is_equal: bool) {
        if is_equal {
            self.equal += 1;
        } else if self.differing.len() < SHOWN {
            self.differing.push(RecordRef::new(entity, code));
        }
    }
}

impl<'a> WantedAccount<'a> {
    /// Follows the calls of a plan.
    pub fn of(
        calls: &'a Calls,
        snapshot: &'a dyn Snapshot,
        trusted: &'a [StageRecord],
    ) -> Result<Self> {
        let mut wanted = Self {
            calls,
            snapshot,
            trusted,
            changed: HashMap::new(),
            cascades: Vec::new(),
        };
        for call in calls.iter() {
            let call = call?;
            wanted.follow(call.id, call.entity, call.effect);
            // Without `renames_cascade` the stage leaves customers as they are, and the plan sends them again.
            let cascade = call.cascade.filter(|cascade| cascade.certain);
            wanted
                .cascades
                .extend(cascade.map(|cascade| (call.id, call.entity, cascade)));
        }
        Ok(wanted)
    }

    fn follow(&mut self, id: CallId, entity: Entity, effect: Effect) {
        match effect {
            Effect::Put { code, .. } => {
                self.changed
                    .insert(key(entity, &code), ContentOrigin::Call(id));
            }
            Effect::Remove { code } => {
                self.changed.insert(key(entity, &code), ContentOrigin::Gone);
            }
            Effect::Move { from, to, .. } => {
                let left = self.changed.insert(key(entity, &from), ContentOrigin::Gone);
                let moved = left.filter(|origin| *origin != ContentOrigin::Gone);
                let moved = moved.unwrap_or_else(|| ContentOrigin::Before(Box::new(from)));
                self.changed.insert(key(entity, &to), moved);
            }
        }
    }

    /// Compares the account with what it has to be.
    pub fn compare(&self, account: &StageAccount<'_>) -> Result<ComparedAccount> {
        let mut compared = ComparedAccount::default();
        let mut held_records = 0;
        for entity in Entity::ALL {
            let codes = account.codes(entity);
            held_records += codes.len();
            for code in codes {
                // Those that no call concerns follow.
                if let Some(origin) = self.changed.get(&key(entity, code)) {
                    let wanted = self.content(entity, origin)?;
                    let is_equal = wanted.is_some_and(|it| account.holds(entity, code, &it));
                    compared.add(entity, code, is_equal);
                }
            }
            self.compare_unchanged(entity, account, &mut compared)?;
        }
        let changed = self.changed.values();
        let changed = changed.filter(|origin| **origin != ContentOrigin::Gone);
        let wanted = changed.count() + compared.unchanged;
        compared.is_equal = compared.equal == wanted && held_records == wanted;
        if !compared.is_equal && compared.differing.is_empty() {
            compared.differing = self.missing(account)?;
        }
        Ok(compared)
    }

    /// Compares the records that no call concerns.
    fn compare_unchanged(
        &self,
        entity: Entity,
        account: &StageAccount<'_>,
        compared: &mut ComparedAccount,
    ) -> Result<()> {
        let mut compare = |code: &Code, wanted: Content| {
            if !self.changed.contains_key(&key(entity, code)) {
                let wanted = self.cascaded(entity, 0, wanted);
                let is_equal = account.holds(entity, code, &wanted);
                compared.unchanged += 1;
                compared.add(entity, code, is_equal);
            }
        };
        if entity == Entity::Customer {
            return self
                .snapshot
                .customers(&mut |code, content| compare(&code, content));
        }
        for known in self.snapshot.known(entity)? {
            compare(
                &known.code,
                self.snapshot.known_content(entity, &known.code)?,
            );
        }
        for (_, code, content) in self.trusted.iter().filter(|(it, ..)| *it == entity) {
            compare(code, content.clone());
        }
        Ok(())
    }

    /// The first records that calls put and that the account does not have.
    fn missing(&self, account: &StageAccount<'_>) -> Result<Vec<RecordRef>> {
        let mut missing = Vec::new();
        let held = Entity::ALL.into_iter().flat_map(|entity| {
            let codes = account.codes(entity).into_iter();
            codes.map(move |code| key(entity, code))
        });
        let held: HashSet<Fingerprint> = held.collect();
        for call in self.calls.iter() {
            let call = call?;
            let (Effect::Put { code, .. } | Effect::Move { to: code, .. }) = &call.effect else {
                continue;
            };
            let origin = self.changed.get(&key(call.entity, code));
            let is_there = origin.is_some_and(|origin| *origin != ContentOrigin::Gone);
            if is_there && !held.contains(&key(call.entity, code)) {
                missing.push(RecordRef::new(call.entity, code));
            }
            if missing.len() == SHOWN {
                break;
            }
        }
        Ok(missing)
    }

    fn content(&self, entity: Entity, origin: &ContentOrigin) -> Result<Option<Content>> {
        Ok(match origin {
            ContentOrigin::Gone => None,
            ContentOrigin::Call(id) => match self.calls.get(*id)?.map(|call| call.effect) {
                Some(Effect::Put { content, .. }) => Some(self.cascaded(entity, *id, content)),
                _ => None,
            },
            ContentOrigin::Before(code) => {
                let content = self.snapshot.content(entity, code)?;
                let trusted = || {
                    let mut trusted = self.trusted.iter();
                    let found = trusted.find(|(it, known, _)| *it == entity && *known == **code);
                    found.map(|(.., content)| content.clone())
                };
                let content = content.or_else(trusted);
                content.map(|content| self.cascaded(entity, 0, content))
            }
        })
    }

    /// A content after the renames that come later than that call.
    fn cascaded(&self, entity: Entity, after: CallId, mut content: Content) -> Content {
        if entity == Entity::Customer {
            let later = self.cascades.iter().filter(|(id, ..)| *id > after);
            for (_, lookup, Cascade { from, to, .. }) in later {
                content = content.renamed(*lookup, from, to);
            }
        }
        content
    }
}

/// A record in a few bytes.
fn key(entity: Entity, code: &str) -> Fingerprint {
    Fingerprint::of_bytes(format!("{entity} {code}").as_bytes())
}
