//! The sentences about problems and guards, one file for each language.
//!
//! A language is a file beside `english` with the same tables. Invariant: a sentence is made of a problem's
//! arguments and nothing else, and nothing ever looks into one.

/// A table of sentences, one for each variant of an enum. A name in braces is the argument of that name,
/// or is worded as it says behind the sentence.
macro_rules! sentences {
    (
        $(#[$attribute:meta])*
        $function:ident($enum:ident):
        $($variant:ident $arguments:tt $sentence:literal $(, $name:ident = $words:expr)*;)*
    ) => {
        $(#[$attribute])*
        #[must_use]
        pub fn $function(of: &$enum) -> String {
            match of {
                $($enum::$variant $arguments => format!($sentence $(, $name = $words)*),)*
            }
        }
    };
}

mod english;
mod english_damage;
mod english_guards;
mod english_parts;
mod words;

use crate::model::Guard;

pub use english::problem as message;
pub(super) use english::{reason, unlearned};
pub use english_guards::guard as refusal;

sentences! {
    /// What the command line has to say to overrule a guard, the same in every language.
    override_flag(Guard):

    DeletesAll { entity, deletes } "--max-delete {entity}={deletes}";
    TooManyDeletes { entity, deletes, .. } "--max-delete {entity}={deletes}";
    TooManyUpdates { entity, updates, .. } "--max-update {entity}={updates}";
    TooManyRenames { entity, renames, .. } "--max-rename {entity}={renames}";
    SourceMissing { entity, .. } "--min-rows {entity}=0";
    SourceEmpty { entity, .. } "--min-rows {entity}=0";
    FilesMissing { entity, .. } "--min-rows {entity}=0";
    TooFewRows { entity, rows, .. } "--min-rows {entity}={rows}";
    ColumnVanished { entity, target, .. } "--drop-column {entity}.{target}";
    Undone { .. } "--again";
    // The file is a little older already when the command is typed again.
    SourceStale { entity, age, .. } "--stale {entity}={hours}h", hours = age.0.as_secs().div_ceil(3600) + 1;
}
