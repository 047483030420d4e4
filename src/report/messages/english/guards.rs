//! Why a plan is refused, in English.
//!
//! Invariant: every guard has its sentence here, without a full stop and without the flag that overrules it.

use super::phrases::limit;
use crate::model::Guard;

/// The sentence about a guard.
#[must_use]
pub fn guard(guard: &Guard) -> String {
    match guard {
        Guard::DeletesAll { entity, deletes } => {
            format!("all {deletes} {entity} records would be deleted and none would be left")
        }
        Guard::TooManyDeletes {
            entity,
            deletes,
            known,
            allowed,
            limit: share,
        } => format!(
            "{deletes} of {known} {entity} records would be deleted; at most {allowed} may be ({})",
            limit(*share)
        ),
        Guard::TooManyUpdates {
            entity,
            updates,
            known,
            allowed,
            limit: share,
            target,
            rows,
        } => {
            let share = limit(*share);
            let target = target.as_ref();
            let target = target.map_or("nothing".to_owned(), ToString::to_string);
            format!(
                "{updates} of {known} {entity} records would be updated; at most {allowed} may be ({share}); {target} changes in {rows} of them"
            )
        }
        Guard::SourceUnread { failure, .. } => failure.to_string(),
        Guard::SourceEmpty {
            entity,
            source,
            known,
        } => format!("{source} has no row, but {known} {entity} records are in the snapshot"),
        Guard::TooFewRows {
            source,
            rows,
            before,
            ..
        } => format!("{source} has {rows} rows; at the last successful run it had {before}"),
        Guard::ColumnVanished { source, target, .. } => format!(
            "{source} no longer has the column for {target}, which was there at the last successful run"
        ),
    }
}
