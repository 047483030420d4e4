//! What a reading of a list asks for next.
//!
//! Plain data. Invariant: after the end nothing is asked.

/// The next request, or the end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ListStep {
    /// Ask for the number of records.
    Count,
    /// Ask for a page.
    Page {
        /// Its number.
        page: u32,
        /// How many records to ask for.
        size: u32,
        /// Its records are known already: only their codes are needed.
        again: bool,
    },
    /// There is nothing left to ask; whether everything was read is confirmed or not.
    Ended {
        /// Every record of the list was read, and no other.
        confirmed: bool,
    },
}
