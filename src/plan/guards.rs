//! Guards: a plan that looks like an accident is not sent unless a person confirms the number.
//!
//! Each guard compares the plan with known numbers; none looks at single rows. Invariant: an empty list is the only
//! permission to send.

use std::collections::BTreeMap;

use crate::{
    codec::Plan,
    model::{
        ColumnHeader, Entity, Figures, FileAge, FileFigure, FileRows, Guard, GuardLimits, Origin,
        Overrides, Share, SourceFigure, SourceName, TargetName,
    },
};

/// A percentage always allows this many deletes, or a small sheet could lose no row without a refusal.
const DELETES_ALLOWED: usize = 5;
/// A percentage always allows this many updates, for the same reason.
const UPDATES_ALLOWED: usize = 20;
/// A percentage always allows this many changes of code, for the same reason.
const RENAMES_ALLOWED: usize = 5;

/// Missing files that are listed by name; the rest are counted.
const NAMED: usize = 10;

/// Every reason not to send the plan; an empty list means that it may be sent.
#[must_use]
pub fn guards(
    plan: &Plan,
    figures: &Figures,
    safety: &GuardLimits,
    overrides: &Overrides,
) -> Vec<Guard> {
    let mut guards = Vec::new();
    for entity in Entity::ALL {
        let known = figures.known.get(&entity).copied().unwrap_or_default();
        let check = GuardCheck {
            plan,
            entity,
            known,
            overrides,
        };
        guards.extend(check.deletes(safety.max_deletes));
        guards.extend(check.updates(safety.max_updates));
        guards.extend(check.renames(safety.max_renames));
        let sources = figures.sources.iter();
        for source in sources.filter(|source| source.entity == entity) {
            guards.extend(check.source(source, safety.min_rows));
        }
    }
    guards
}

struct GuardCheck<'a> {
    plan: &'a Plan,
    entity: Entity,
    known: usize,
    overrides: &'a Overrides,
}

impl GuardCheck<'_> {
    /// Whether a person has allowed this many.
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

    fn renames(&self, most: Share) -> Option<Guard> {
        let (entity, known) = (self.entity, self.known);
        let renames = self.plan.renames.get(&entity)?;
        let allowed = most_of(most, known, RENAMES_ALLOWED);
        let count = renames.count;
        if count <= allowed || self.is_allowed(count, &self.overrides.max_rename) {
            return None;
        }
        Some(Guard::TooManyRenames {
            entity,
            renames: count,
            known,
            allowed,
            limit: most,
            first: renames.first.clone(),
            kind: renames.kind.clone(),
        })
    }

    /// Whether a person has confirmed this low number of rows.
    fn may_have(&self, rows: usize) -> bool {
        let least = self.overrides.min_rows.get(&self.entity);
        least.is_some_and(|least| rows >= *least)
    }

    fn source(&self, source: &SourceFigure, least: Share) -> Vec<Guard> {
        if let Some(guard) = self.emptiness(source) {
            return if self.may_have(0) {
                Vec::new()
            } else {
                vec![guard]
            };
        }
        let mut guards = Vec::new();
        guards.extend(self.gone(source));
        let short = source.files.iter();
        guards.extend(short.filter_map(|file| self.rows(file, least)));
        guards.extend(self.all_rows(source, least));
        guards.extend(self.columns(source));
        guards.extend(source.files.iter().filter_map(|file| self.age(file)));
        guards
    }

    /// A source without a file or a row, unless it had no row at the last successful run.
    fn emptiness(&self, source: &SourceFigure) -> Option<Guard> {
        let (entity, known) = (self.entity, self.known);
        let name = SourceName::new(&source.name);
        if source.files.is_empty() {
            let source = name;
            return Some(Guard::SourceMissing {
                entity,
                source,
                known,
            });
        }
        let is_empty = source.files.iter().all(|file| file.rows == 0);
        let is_usual = source.had_rows() == Some(0);
        (is_empty && !is_usual && known > 0).then_some(Guard::SourceEmpty {
            entity,
            source: name,
            known,
        })
    }

    fn gone(&self, source: &SourceFigure) -> Option<Guard> {
        if source.gone.is_empty() || self.may_have(0) {
            return None;
        }
        let named = source.gone.iter().take(NAMED);
        let first = named.map(|(file, rows)| FileRows::new(file, *rows));
        Some(Guard::FilesMissing {
            entity: self.entity,
            source: SourceName::new(&source.name),
            count: source.gone.len(),
            first: first.collect(),
        })
    }

    fn rows(&self, file: &FileFigure, least: Share) -> Option<Guard> {
        let (rows, before) = (file.rows, file.before?);
        let is_short = rows < least_of(least, before) && !self.may_have(rows);
        is_short.then(|| Guard::TooFewRows {
            entity: self.entity,
            place: file.place.clone(),
            rows,
            before,
            follows: file.follows.as_ref().map(SourceName::new),
        })
    }

    /// Compares the rows of all files together, if they were not stored file by file.
    fn all_rows(&self, source: &SourceFigure, least: Share) -> Option<Guard> {
        let whole = FileFigure {
            place: Origin {
                file: source.name.as_str().into(),
                ..Origin::default()
            },
            rows: source.files.iter().map(|file| file.rows).sum(),
            before: source.before,
            ..FileFigure::default()
        };
        self.rows(&whole, least)
    }

    /// Lists each column once, whether it is missing from one file or from all.
    fn columns(&self, source: &SourceFigure) -> Vec<Guard> {
        let mut guards: BTreeMap<&str, Guard> = BTreeMap::new();
        for file in &source.files {
            let vanished = file.vanished.iter();
            for column in vanished.filter(|column| !self.overrides.drops(self.entity, &column.name))
            {
                let guard = guards
                    .entry(&column.name)
                    .or_insert_with(|| Guard::ColumnVanished {
                        entity: self.entity,
                        place: file.place.clone(),
                        target: TargetName::new(&column.name),
                        headers: column.headers.iter().map(ColumnHeader::new).collect(),
                        files: 0,
                    });
                if let Guard::ColumnVanished { files, .. } = guard {
                    *files += 1;
                }
            }
        }
        guards.into_values().collect()
    }

    fn age(&self, file: &FileFigure) -> Option<Guard> {
        let (age, limit) = file.stale?;
        let allowed = self.overrides.stale.get(&self.entity);
        if allowed.is_some_and(|allowed| age <= *allowed) {
            return None;
        }
        Some(Guard::SourceStale {
            entity: self.entity,
            place: file.place.clone(),
            age: FileAge(age),
            limit: FileAge(limit),
        })
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
