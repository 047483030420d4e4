//! What looks like a mistake of the whole sheet: one column changed in nearly every row.
//!
//! It only warns; whether the plan is sent is the guards' to say. A column that moved to another header, or
//! an export with another format of dates, shows here even where many updates are allowed.

use crate::model::{Entity, Figures, Issue, Plan, Problem, TargetName};

/// Of so many rows in a hundred.
const PERCENT: usize = 90;

/// Fewer records than this change together easily.
const FEWEST: usize = 20;

/// A warning for each column that changed in nearly all of its entity's records.
#[must_use]
pub fn anomalies(plan: &Plan, figures: &Figures) -> Vec<Issue> {
    let columns = plan.touched.iter().flat_map(|(entity, touched)| {
        let columns = touched.columns.iter();
        columns.map(|(name, (changed, cleared))| {
            let (changed, cleared) = (*changed, *cleared);
            ((*entity, name), Column { changed, cleared })
        })
    });
    let known = |entity| figures.known.get(&entity).copied().unwrap_or_default();
    columns
        .filter_map(|((entity, name), column)| column.told(name, entity, known(entity)))
        .collect()
}

struct Column {
    changed: usize,
    cleared: usize,
}

impl Column {
    fn told(&self, name: &str, entity: Entity, known: usize) -> Option<Issue> {
        if known < FEWEST || self.changed * 100 < known * PERCENT {
            return None;
        }
        let target = TargetName::new(name);
        let percent = |count| count * 100 / known;
        let problem = if self.cleared * 100 < known * PERCENT {
            Problem::ColumnChanged {
                target,
                percent: percent(self.changed),
                known,
                entity,
            }
        } else {
            Problem::ColumnCleared {
                target,
                percent: percent(self.cleared),
                known,
                entity,
            }
        };
        Some(Issue::new(problem, None))
    }
}
