//! Refusals: a plan that looks like an accident is not sent unless a person says the figure.
//!
//! Each guard is a comparison of what is planned with what is known; none looks at single rows.

use crate::model::{Entity, Figures, Guard, Overrides, Plan, Safety, Share, SourceFigure};

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
    fn guard(&self, rule: &str, message: String, override_flag: String) -> Guard {
        Guard {
            rule: rule.to_owned(),
            entity: self.entity,
            message,
            override_flag,
        }
    }

    fn deletes(&self, most: Share) -> Option<Guard> {
        let (entity, known) = (self.entity, self.known);
        let counts = self.plan.summary.get(&entity)?;
        let deletes = counts.delete;
        if deletes == 0
            || self
                .overrides
                .max_delete
                .get(&entity)
                .is_some_and(|allowed| deletes <= *allowed)
        {
            return None;
        }
        let empties = deletes >= known + counts.create;
        let allowed = most_of(most, known, DELETES_ALLOWED);
        let message = if empties {
            format!("all {deletes} {entity} records would be deleted and none would be left")
        } else if deletes > allowed {
            format!(
                "{deletes} of {known} {entity} records would be deleted; at most {allowed} may be ({})",
                shown(most)
            )
        } else {
            return None;
        };
        Some(self.guard(
            "guard.max_deletes",
            message,
            format!("--max-delete {entity}={deletes}"),
        ))
    }

    fn updates(&self, most: Share) -> Option<Guard> {
        let (entity, known) = (self.entity, self.known);
        let touched = self.plan.touched.get(&entity)?;
        let count = touched.updates;
        let allowed = most_of(most, known, UPDATES_ALLOWED);
        if count <= allowed
            || self
                .overrides
                .max_update
                .get(&entity)
                .is_some_and(|allowed| count <= *allowed)
        {
            return None;
        }
        let columns = touched.columns.iter();
        let columns = columns.map(|(column, (rows, _))| (column.as_str(), *rows));
        let most_touched = columns.max_by_key(|(_, rows)| *rows);
        let (column, rows) = most_touched.unwrap_or(("nothing", 0));
        let message = format!(
            "{count} of {known} {entity} records would be updated; at most {allowed} may be ({}); {column} changes in {rows} of them",
            shown(most)
        );
        Some(self.guard(
            "guard.max_updates",
            message,
            format!("--max-update {entity}={count}"),
        ))
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
        let before = source.before.unwrap_or(0);
        let (rule, message) = match &source.rows {
            Err(why) => ("guard.source_unread", why.clone()),
            Ok(0) if self.known > 0 => {
                let message = format!(
                    "{} has no row, but {} {} records are in the snapshot",
                    source.name, self.known, self.entity
                );
                ("guard.source_empty", message)
            }
            Ok(rows) if *rows < least_of(least, before) => {
                let message = format!(
                    "{} has {rows} rows; at the last successful run it had {before}",
                    source.name
                );
                ("guard.min_rows", message)
            }
            Ok(_) => return None,
        };
        Some(self.guard(rule, message, format!("--min-rows {}={rows}", self.entity)))
    }

    fn columns(&self, source: &SourceFigure) -> Vec<Guard> {
        let vanished = source
            .vanished
            .iter()
            .filter(|column| !self.overrides.drops(self.entity, column));
        let guard = |column: &String| {
            let message = format!(
                "{} no longer has the column for {column}, which was there at the last successful run",
                source.name
            );
            self.guard(
                "guard.column_vanished",
                message,
                format!("--drop-column {}.{column}", self.entity),
            )
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

fn shown(share: Share) -> String {
    match share {
        Share::Percent(percent) => format!("{percent}%"),
        Share::Count(count) => format!("limit {count}"),
    }
}
