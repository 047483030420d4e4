//! Refusals: a plan that looks like an accident is not sent unless a person says the figure.
//!
//! Each guard is a comparison of what is planned with what is known; none looks at single rows.

use std::collections::BTreeMap;

use crate::model::{
    Entity, Figures, Guard, Overrides, Plan, ReadFailure, Safety, Share, SourceFigure, SourceName,
    TargetName,
};

/// A percentage always allows this many deletes.
const DELETES_ALLOWED: usize = 5;
/// A percentage always allows this many updates.
const UPDATES_ALLOWED: usize = 20;

/// Every reason not to send the plan; none means that it may be sent.
#[must_use]
pub fn guards(
    plan: &Plan,
    figures: &Figures,
    safety: &Safety,
    overrides: &Overrides,
) -> Vec<Guard> {
    let mut guards = Vec::new();
    for entity in Entity::ALL {
        let known = figures.known.get(&entity).copied().unwrap_or_default();
        let check = Check {
            plan,
            entity,
            known,
            overrides,
        };
        guards.extend(check.deletes(safety.max_deletes));
        guards.extend(check.updates(safety.max_updates));
        for source in figures
            .sources
            .iter()
            .filter(|source| source.entity == entity)
        {
            guards.extend(check.rows(source, safety.min_rows));
            guards.extend(check.columns(source));
        }
    }
    guards
}

struct Check<'a> {
    plan: &'a Plan,
    entity: Entity,
    known: usize,
    overrides: &'a Overrides,
}

impl Check<'_> {
    /// Whether a person has allowed so many.
    fn is_allowed(&self, count: usize, most: &BTreeMap<Entity, usize>) -> bool {
        most.get(&self.entity).is_some_and(|most| count <= *most)
    }

    fn deletes(&self, most: Share) -> Option<Guard> {
        let (entity, known) = (self.entity, self.known);
        let counts = self.plan.summary.get(&entity)?;
        let deletes = counts.delete;
        if deletes == 0 || self.is_allowed(deletes, &self.overrides.max_delete) {
            return None;
        }
        let empties = deletes >= known + counts.create;
        let allowed = most_of(most, known, DELETES_ALLOWED);
        if empties {
            return Some(Guard::DeletesAll { entity, deletes });
        }
        (deletes > allowed).then_some(Guard::TooManyDeletes {
            entity,
            deletes,
            known,
            allowed,
            limit: most,
        })
    }

    fn updates(&self, most: Share) -> Option<Guard> {
        let (entity, known) = (self.entity, self.known);
        let touched = self.plan.touched.get(&entity)?;
        let count = touched.updates;
        let allowed = most_of(most, known, UPDATES_ALLOWED);
        if count <= allowed || self.is_allowed(count, &self.overrides.max_update) {
            return None;
        }
        let columns = touched.columns.iter();
        let columns = columns.map(|(column, (rows, _))| (column.as_str(), *rows));
        let most_touched = columns.max_by_key(|(_, rows)| *rows);
        Some(Guard::TooManyUpdates {
            entity,
            updates: count,
            known,
            allowed,
            limit: most,
            target: most_touched.map(|(column, _)| TargetName::new(column)),
            rows: most_touched.map_or(0, |(_, rows)| rows),
        })
    }

    fn rows(&self, source: &SourceFigure, least: Share) -> Option<Guard> {
        let rows = source.rows.as_ref().copied().unwrap_or(0);
        if self
            .overrides
            .min_rows
            .get(&self.entity)
            .is_some_and(|least| rows >= *least)
        {
            return None;
        }
        let (entity, known) = (self.entity, self.known);
        let before = source.before.unwrap_or(0);
        let name = || SourceName::new(&source.name);
        Some(match &source.rows {
            Err(why) => Guard::SourceUnread {
                entity,
                failure: ReadFailure::new(why),
            },
            Ok(0) if known > 0 => Guard::SourceEmpty {
                entity,
                source: name(),
                known,
            },
            Ok(rows) if *rows < least_of(least, before) => Guard::TooFewRows {
                entity,
                source: name(),
                rows: *rows,
                before,
            },
            Ok(_) => return None,
        })
    }

    fn columns(&self, source: &SourceFigure) -> Vec<Guard> {
        let vanished = source.vanished.iter();
        let vanished = vanished.filter(|column| !self.overrides.drops(self.entity, column));
        let guard = |column: &String| Guard::ColumnVanished {
            entity: self.entity,
            source: SourceName::new(&source.name),
            target: TargetName::new(column),
        };
        vanished.map(guard).collect()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a share of a row count is a row count"
)]
fn share_of(percent: f64, whole: usize, round: fn(f64) -> f64) -> usize {
    round(whole as f64 * percent / 100.0) as usize
}

fn most_of(share: Share, whole: usize, always: usize) -> usize {
    match share {
        Share::Percent(percent) => share_of(percent, whole, f64::floor).max(always),
        Share::Count(count) => count,
    }
}

fn least_of(share: Share, whole: usize) -> usize {
    match share {
        Share::Percent(percent) => share_of(percent, whole, f64::ceil),
        Share::Count(count) => count,
    }
}
