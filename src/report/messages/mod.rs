//! The sentences about problems and guards, one place for each language.
//!
//! A language is a folder beside `english` with the same functions. Invariant: a sentence is made of a problem's
//! arguments and nothing else, and nothing ever looks into one.

mod english;

use crate::model::Guard;

pub(super) use english::reason;
pub use english::{guard as refusal, problem as message};

/// What the command line has to say to overrule a guard, the same in every language.
#[must_use]
pub fn override_flag(guard: &Guard) -> String {
    match guard {
        Guard::DeletesAll { entity, deletes }
        | Guard::TooManyDeletes {
            entity, deletes, ..
        } => {
            format!("--max-delete {entity}={deletes}")
        }
        Guard::TooManyUpdates {
            entity, updates, ..
        } => format!("--max-update {entity}={updates}"),
        Guard::SourceUnread { entity, .. } | Guard::SourceEmpty { entity, .. } => {
            format!("--min-rows {entity}=0")
        }
        Guard::TooFewRows { entity, rows, .. } => format!("--min-rows {entity}={rows}"),
        Guard::ColumnVanished { entity, target, .. } => format!("--drop-column {entity}.{target}"),
    }
}
