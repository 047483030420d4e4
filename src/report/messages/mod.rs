//! The sentences about problems and guards.
//!
//! Their words are in `locales/`. Invariant: a sentence is made of a problem's arguments and nothing else, and nothing
//! ever looks into one.

/// A table of sentences, one for each variant of an enum.
macro_rules! sentences {
    (
        $(#[$attribute:meta])*
        $function:ident($enum:ident):
        $($variant:ident $arguments:tt => $sentence:expr;)*
    ) => {
        $(#[$attribute])*
        #[must_use]
        pub fn $function(of: &$enum) -> String {
            match of {
                $($enum::$variant $arguments => $sentence,)*
            }
        }
    };
}

mod damage;
mod guards;
mod parts;
mod problems;
mod words;

use crate::model::Guard;

pub use guards::guard as refusal;
pub use problems::problem as message;
pub(super) use problems::{reason, unlearned};

sentences! {
    /// What the command line has to say to overrule a guard, the same in every language.
    override_flag(Guard):

    DeletesAll { entity, deletes } => format!("--max-delete {entity}={deletes}");
    TooManyDeletes { entity, deletes, .. } => format!("--max-delete {entity}={deletes}");
    TooManyUpdates { entity, updates, .. } => format!("--max-update {entity}={updates}");
    TooManyRenames { entity, renames, .. } => format!("--max-rename {entity}={renames}");
    SourceMissing { entity, .. } => format!("--min-rows {entity}=0");
    SourceEmpty { entity, .. } => format!("--min-rows {entity}=0");
    FilesMissing { entity, .. } => format!("--min-rows {entity}=0");
    TooFewRows { entity, rows, .. } => format!("--min-rows {entity}={rows}");
    ColumnVanished { entity, target, .. } => format!("--drop-column {entity}.{target}");
    Undone { .. } => "--again".to_owned();
    // The file is a little older already when the command is typed again.
    SourceStale { entity, age, .. } => format!("--stale {entity}={hours}h", hours = age.0.as_secs().div_ceil(3600) + 1);
}
