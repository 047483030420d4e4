//! The packed forms of plain data: what there may be millions of, in memory and in files.
//!
//! A type of [`crate::model`] is for working on one value; a form here is for keeping, comparing and writing many of
//! them. It reads and writes no file and decides nothing. Invariant: what is packed opens as it was, and bytes that it
//! did not write are refused without a panic.

mod accepted_row;
pub mod batch;
mod by_number;
mod bytes;
mod calls;
mod change;
mod error;
#[cfg(test)]
pub(crate) mod fixture;
mod links;
pub mod packed;
mod packed_record;
mod plan;
mod plan_digest;
mod proposal;
mod row_memory;
mod row_sink;
mod selected_calls;
mod shaped_rows;
mod snapshot;
mod snapshot_lookup;
mod snapshot_records;
mod stored;
mod stored_content;

pub use accepted_row::AcceptedRow;
pub use batch::{Batch, RowView};
pub use calls::{CallSource, Calls, call_id};
pub use change::{Change, Diff};
pub use links::Links;
pub use packed::{Packed, PackedEntry, PackedRef};
pub use packed_record::{PackedRecord, RareParts};
pub use plan::Plan;
pub use plan_digest::PlanDigest;
pub use proposal::Proposal;
pub use row_memory::RowMemory;
pub use row_sink::RowSink;
pub use shaped_rows::ShapedRows;
pub use snapshot::Snapshot;
pub use snapshot_lookup::{EmptySnapshot, RowContent, SnapshotLookup};
pub use snapshot_records::{SnapshotRecordRef, SnapshotRecords};
pub use stored::{CallBatch, CallHead, StoredCall, StoredEffect, StoredHead};
pub use stored_content::{ContentStore, InMemory, SpilledContents, StoredContent};
