//! Warns of what looks like a mistake of the whole sheet: one column changed in nearly every row.
//!
//! It only warns; the guards decide whether the plan may be sent. A column that moved to another header, or an export
//! with another date format, shows here even if many updates are allowed. Invariant: it never changes the plan.

use crate::{
    codec::Plan,
    model::{Entity, Figures, Issue, Problem, TargetName},
};

/// A column counts if it changed in this percentage of the records.
const PERCENT: usize = 90;

/// With fewer records than this it is no surprise if all of them change.
const FEWEST: usize = 20;

/// A warning for each column that changed in nearly all of its entity's records.
#[must_use]
pub fn anomalies(plan: &Plan, figures: &Figures) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (entity, touched) in &plan.touched {
        let known = figures.known.get(entity).copied().unwrap_or_default();
        let columns = touched.columns.iter();
        issues.extend(columns.filter_map(|(name, counts)| warning(name, *entity, known, *counts)));
    }
    issues
}

/// The warning, if enough of the known records have changed, and how many of these became blank.
fn warning(
    name: &str,
    entity: Entity,
    known: usize,
    (changed, cleared): (usize, usize),
) -> Option<Issue> {
    let is_nearly_all = |count: usize| count * 100 >= known * PERCENT;
    if known < FEWEST || !is_nearly_all(changed) {
        return None;
    }
    let target = TargetName::new(name);
    let problem = if is_nearly_all(cleared) {
        Problem::ColumnCleared {
            target,
            percent: cleared * 100 / known,
            known,
            entity,
        }
    } else {
        Problem::ColumnChanged {
            target,
            percent: changed * 100 / known,
            known,
            entity,
        }
    };
    Some(Issue::new(problem, None))
}
