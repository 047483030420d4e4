//! The sentences about problems, one place for each language.
//!
//! A language is a file beside `english` with the same functions. Invariant: a sentence is made of a problem's
//! arguments and nothing else, and nothing ever looks into one.

mod english;

pub use english::problem as message;
pub(super) use english::reason;
