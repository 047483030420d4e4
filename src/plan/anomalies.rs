//! What looks like a mistake of the whole sheet: one column changed in nearly every row.
//!
//! It only warns; whether the plan is sent is the guards' to say. A column that moved to another header, or
//! an export with another format of dates, shows here even where many updates are allowed.

use std::collections::BTreeMap;

use crate::model::{Call, Cause, Entity, Figures, Issue, Operation, Plan, Value, number};

/// Of so many rows in a hundred.
const PERCENT: usize = 90;

/// Fewer records than this change together easily.
const FEWEST: usize = 20;

/// A warning for each column that changed in nearly all of its entity's records.
#[must_use]
pub fn anomalies(plan: &Plan, figures: &Figures) -> Vec<Issue> {
    let mut columns: BTreeMap<(Entity, &str), Column> = BTreeMap::new();
    for call in plan.calls.iter().filter(|call| counts(call)) {
        for (name, [_, new]) in &call.changes {
            let column = columns.entry((call.entity, name)).or_default();
            column.changed += 1;
            column.cleared += usize::from(new.as_ref().is_none_or(Value::is_blank));
        }
    }
    let known = |entity| figures.known.get(&entity).copied().unwrap_or_default();
    columns
        .into_iter()
        .filter_map(|((entity, name), column)| column.told(name, entity, known(entity)))
        .collect()
}

fn counts(call: &Call) -> bool {
    call.cause == Cause::Row && call.action.operation() == Operation::Update
}

#[derive(Default)]
struct Column {
    changed: usize,
    cleared: usize,
}

impl Column {
    fn told(&self, name: &str, entity: Entity, known: usize) -> Option<Issue> {
        if known < FEWEST || self.changed * 100 < known * PERCENT {
            return None;
        }
        let (verb, count) = if self.cleared * 100 < known * PERCENT {
            ("changed", self.changed)
        } else {
            ("was cleared", self.cleared)
        };
        let percent = count * 100 / known;
        let known = number(known);
        let message = format!(
            "`{name}` {verb} in {percent} % of {known} rows of {entity}: is it still read from the right column, and written as before?"
        );
        Some(Issue::warning("plan.whole_column", message, None))
    }
}
