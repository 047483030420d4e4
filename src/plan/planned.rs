//! The calls of a plan, each made from its change when it is needed.
//!
//! It is not the order itself, which is in `order`. Invariant: making a call twice gives the same call; nothing here
//! changes after planning.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    call_maker::{CallMaker, UnnumberedCall},
    draft::{Draft, DraftCalls, Drafts},
    order::Order,
};
use crate::{
    codec::{
        CallBatch, CallHead, CallSource, Change, Diff, PlanDigest, StoredCall, StoredEffect,
        StoredHead, call_id,
    },
    error::Result,
    model::{Call, Cause, Code, Entity, Operation},
};

/// The drafts in their order, with the changes of customers that the call groups consist of.
#[derive(Debug)]
pub(super) struct PlannedCalls {
    order: Order,
    drafts: Vec<Draft>,
    maker: CallMaker,
    customers: Vec<Change>,
    /// The lane of the first change.
    first: usize,
}

impl PlannedCalls {
    pub fn new(drafts: Drafts, order: Order, diffs: BTreeMap<Entity, Diff>) -> Self {
        let (mut customers, mut first) = (Vec::new(), 0);
        for (entity, diff) in diffs {
            match entity {
                Entity::Customer => customers = diff.changes,
                _ => first += diff.changes.len(),
            }
        }
        Self {
            order,
            drafts: drafts.all,
            maker: drafts.maker,
            customers,
            first,
        }
    }

    /// The calls by the kinds of their drafts, each with its cause.
    pub fn kinds(&self) -> impl Iterator<Item = (Entity, Operation, impl Iterator<Item = Cause>)> {
        self.drafts.iter().map(|draft| {
            let (one, lanes) = match &draft.work {
                DraftCalls::One(made) => (Some(made.cause), &[][..]),
                DraftCalls::Many { lanes, .. } => (None, lanes.as_slice()),
            };
            let many = lanes.iter().map(|lane| self.customer(*lane).cause);
            (draft.entity, draft.operation, one.into_iter().chain(many))
        })
    }

    fn customer(&self, lane: u32) -> &Change {
        &self.customers[lane as usize - self.first]
    }

    /// One call of a group.
    fn made(&self, lane: u32, cleared: &[Code]) -> Result<UnnumberedCall> {
        let mut made = self.maker.alone(self.customer(lane))?;
        for field in cleared {
            made.clear_under(field);
        }
        Ok(made)
    }
}

impl CallSource for PlannedCalls {
    fn count(&self) -> usize {
        self.order.units.len()
    }

    fn head(&self, at: usize) -> Result<CallHead<'_>> {
        let unit = self.order.units[at];
        let number = unit.draft as usize;
        let draft = &self.drafts[number];
        let cause = match &draft.work {
            DraftCalls::One(made) => made.cause,
            DraftCalls::Many { .. } => self.customer(unit.lane).cause,
        };
        Ok(CallHead {
            id: call_id(at)?,
            entity: draft.entity,
            operation: draft.operation,
            cause,
            last: self.order.last[number],
            cycle: draft.cycle,
            after: Cow::Borrowed(&self.order.after[number]),
            waits: Cow::Borrowed(&self.order.waits[number]),
        })
    }

    fn call(&self, at: usize) -> Result<Call> {
        let unit = self.order.units[at];
        let made = match &self.drafts[unit.draft as usize].work {
            DraftCalls::One(made) => UnnumberedCall::clone(made),
            DraftCalls::Many { cleared, .. } => self.made(unit.lane, cleared)?,
        };
        let head = self.head(at)?;
        Ok(Call {
            id: head.id,
            entity: head.entity,
            action: made.action,
            after: head.after.into_owned(),
            waits: head.waits.into_owned(),
            changes: made.changes,
            origin: made.origin,
            cause: made.cause,
            cycle: head.cycle,
            last: head.last,
            effect: made.effect,
            cascade: made.cascade,
        })
    }

    /// A customer of a call group is hashed as its change, without making the call: a rename of a group may change
    /// every customer.
    fn digest(&self, at: usize, digest: &mut PlanDigest) -> Result<()> {
        let unit = self.order.units[at];
        let DraftCalls::Many { cleared, .. } = &self.drafts[unit.draft as usize].work else {
            return digest.call(&self.call(at)?);
        };
        digest.add(&(self.head(at)?, cleared))?;
        digest.change(self.customer(unit.lane))
    }

    /// A create or a delete is stored directly from its record, without making the call: a first night consists of
    /// creates, and its undo of deletes.
    fn store(&self, at: usize, batch: &mut CallBatch) -> Result<()> {
        let unit = self.order.units[at];
        let change = match self.drafts[unit.draft as usize].work {
            DraftCalls::Many { .. } => self.customer(unit.lane),
            DraftCalls::One(_) => return batch.add(&self.call(at)?),
        };
        let start = |code| -> Result<StoredHead<'_>> {
            let (head, new_code) = (self.head(at)?, None);
            Ok(StoredHead {
                head,
                code,
                new_code,
            })
        };
        match (change.old.as_deref(), &change.new) {
            (None, Some(record)) if self.maker.lookups.is_none() => {
                let content = change.new_pack()?.unwrap_or_default();
                batch.push(&StoredCall {
                    start: start(&record.code)?,
                    content: content.pack(),
                    effect: StoredEffect::Put {
                        code: &record.code,
                        content: None,
                        identity: record.identity(),
                        previous_no: record.previous_no().map(Code::as_str),
                    },
                    origin: Some(Cow::Owned(record.origin())),
                    cascade: None,
                    changes: None,
                })
            }
            (Some((code, content)), None) => batch.push(&StoredCall {
                start: start(code)?,
                content: content.packed()?.pack(),
                effect: StoredEffect::Remove { code },
                origin: None,
                cascade: None,
                changes: None,
            }),
            _ => batch.add(&self.call(at)?),
        }
    }
}
