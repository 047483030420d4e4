//! The plan as a value: sorted, shown, journalled and executed, and never changed in between.

use std::collections::BTreeMap;

use super::Calls;
use crate::model::{
    Counts, Entity, Guard, HeldPlace, Issue, PlanId, PlannedRows, Renames, Summary, Touched,
};

/// A plan, in an order that allows executing it one call at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Its id, over account, calls and the contents before them.
    pub id: PlanId,
    /// The run that it undoes, if it undoes one.
    pub undoes: Option<i64>,
    /// The calls, numbered from 1.
    pub calls: Calls,
    /// Counts per entity.
    pub summary: Summary,
    /// The calls that a person does not want to send now, by their counts per entity; empty if none were left out.
    pub left_out: Summary,
    /// Issues of rows, and of changes that can't be made.
    pub issues: Vec<Issue>,
    /// The rows that are held: no call is made for them.
    pub held_rows: Vec<HeldPlace>,
    /// The rows that are left out or equal another one, for the certificate.
    pub rows: PlannedRows,
    /// The reasons why it must not be sent, if any.
    pub guards: Vec<Guard>,
    /// The number of updates that only follow a renamed code or group, by entity.
    pub follows: BTreeMap<Entity, usize>,
    /// The changes in the updates that rows require, by entity.
    pub touched: BTreeMap<Entity, Touched>,
    /// The changes of code, for each entity that has any.
    pub renames: BTreeMap<Entity, Renames>,
}

impl Plan {
    /// Calls that are left out, over all entities.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out.values().map(Counts::calls).sum()
    }

    /// Rejected rows, over all entities.
    #[must_use]
    pub fn held(&self) -> usize {
        self.summary.values().map(|counts| counts.held).sum()
    }
}
