//! The receiver of a table, as it is read.
//!
//! It does not know where the rows come from. Invariant: the header comes before the rows.

use super::Batch;
use crate::{error::Error, model::Header};

/// The receiver of a table: the header first, then batches of rows.
pub trait RowSink {
    /// Called once for each table.
    ///
    /// # Errors
    /// Any reason why the table is unusable, for example a missing column.
    fn header(&mut self, header: &Header) -> Result<(), Error>;

    /// Called with the rows that are not blank, in the order of the sheet. The reader clears the batch afterwards; a
    /// sink that keeps it puts an empty one in its place.
    ///
    /// # Errors
    /// Any reason to stop reading.
    fn rows(&mut self, batch: &mut Batch) -> Result<(), Error>;
}
