//! The calls of a plan, each made from its change when somebody asks for it.
//!
//! Invariant: a call that is asked for twice is the same twice; nothing here changes after it was planned.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    draft::{Draft, Drafts, Work},
    make::{Made, Maker},
    order::Order,
};
use crate::{
    error::Result,
    model::{
        Brief, Call, CallBatch, CallSource, Cause, Change, Code, Diff, Entity, Head, Link, Links,
        Operation, StoredCall, StoredEffect, StoredHead, call_id,
    },
};

/// Drafts in their order, with the customers' changes that crowds are made of.
#[derive(Debug)]
pub(super) struct Planned {
    order: Order,
    drafts: Vec<Draft>,
    /// What the calls of each draft are, unless they differ: it is asked of every call, again and again.
    briefs: Vec<Option<Brief>>,
    maker: Maker,
    customers: Vec<Change>,
    /// The lane of the first of them.
    first: usize,
}

impl Planned {
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
            briefs: drafts.all.iter().map(brief).collect(),
            drafts: drafts.all,
            maker: drafts.maker,
            customers,
            first,
        }
    }

    fn customer(&self, lane: u32) -> &Change {
        &self.customers[lane as usize - self.first]
    }

    /// One of a crowd.
    fn made(&self, lane: u32, cleared: &[Code]) -> Result<Made> {
        let mut made = self.maker.alone(self.customer(lane))?;
        for field in cleared {
            made.clear_under(field);
        }
        Ok(made)
    }
}

/// What all calls of a draft are; `None` where some are because of a row, and some follow.
fn brief(draft: &Draft) -> Option<Brief> {
    let cause = match &draft.work {
        Work::One(made) => made.cause,
        // A customer is created and deleted for its own sake.
        Work::Many { .. } if draft.operation != Operation::Update => Cause::Row,
        Work::Many { .. } => return None,
    };
    Some(Brief {
        entity: draft.entity,
        operation: draft.operation,
        cause,
    })
}

impl CallSource for Planned {
    fn count(&self) -> usize {
        self.order.units.len()
    }

    fn brief(&self, at: usize) -> Brief {
        let unit = self.order.units[at];
        self.briefs[unit.draft as usize].unwrap_or_else(|| Brief {
            entity: Entity::Customer,
            operation: Operation::Update,
            cause: self.customer(unit.lane).cause,
        })
    }

    fn call(&self, at: usize) -> Result<Call> {
        let unit = self.order.units[at];
        let number = unit.draft as usize;
        let draft = &self.drafts[number];
        let made = match &draft.work {
            Work::One(made) => Made::clone(made),
            Work::Many { cleared, .. } => self.made(unit.lane, cleared)?,
        };
        Ok(Call {
            id: call_id(at)?,
            entity: draft.entity,
            action: made.action,
            after: self.order.after[number].to_vec(),
            waits: self.order.waits[number].to_vec(),
            changes: made.changes,
            origin: made.origin,
            cause: made.cause,
            cycle: draft.cycle,
            last: self.order.last[number],
            effect: made.effect,
            ripple: made.ripple,
        })
    }

    fn links(&self) -> Result<Links> {
        let (order, mut links) = (&self.order, Links::default());
        // The calls of a draft wait for the same.
        let after: Vec<u32> = order.after.iter().map(|list| links.number(list)).collect();
        let waits: Vec<u32> = order.waits.iter().map(|list| links.number(list)).collect();
        for (id, unit) in (1..).zip(&order.units) {
            let draft = unit.draft as usize;
            let does_wait = !order.waits[draft].is_empty();
            links.add(Link {
                id,
                last: order.last[draft],
                after: after[draft],
                waits: does_wait.then(|| waits[draft]),
                cycle: self.drafts[draft].cycle,
            });
        }
        Ok(links)
    }

    /// A create is stored from its record, without making the call: a first night is made of nothing else.
    fn store(&self, at: usize, batch: &mut CallBatch) -> Result<()> {
        let unit = self.order.units[at];
        let number = unit.draft as usize;
        let draft = &self.drafts[number];
        let is_plain = draft.operation == Operation::Create && draft.cycle.is_none();
        if !is_plain || matches!(draft.work, Work::One(_)) {
            return self.call(at)?.store(batch);
        }
        let change = self.customer(unit.lane);
        let Some((record, content)) = change.new.as_ref().zip(change.new_pack()?) else {
            return self.call(at)?.store(batch);
        };
        let head = Head {
            id: call_id(at)?,
            entity: draft.entity,
            operation: draft.operation,
            cause: change.cause,
            last: self.order.last[number],
            cycle: draft.cycle,
            after: self.order.after[number].to_vec(),
            waits: self.order.waits[number].to_vec(),
        };
        batch.push(&StoredCall {
            start: StoredHead {
                head,
                code: &record.code,
                new_code: None,
            },
            content: content.pack(),
            effect: StoredEffect::Put {
                code: &record.code,
                content: None,
                identity: record.identity(),
                previous_no: record.previous_no().map(Code::as_str),
            },
            origin: Some(Cow::Owned(record.origin())),
            ripple: None,
            changes: None,
        })
    }
}
