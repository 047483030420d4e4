//! The ground floor: plain data that every room uses.
//!
//! Nothing here reads, sends, decides or prints. A type belongs here if two rooms that must not know each other both
//! need it. Invariant: of the crate this module imports only itself, the error and its place (`Origin`).

mod accepted_row;
pub mod alike;
mod argument;
mod attribute;
pub mod batch;
mod bytes;
mod call;
mod calls;
mod change;
mod checked;
mod code;
mod content;
mod damage;
mod encoding;
mod entity;
mod error;
mod excluded;
mod explanation;
mod failed;
mod figures;
mod finding;
mod fingerprint;
mod finished;
#[cfg(test)]
pub(crate) mod fixture;
mod issue;
mod letters;
mod links;
mod mapping;
mod number;
mod numbered;
mod outcome;
pub mod packed;
mod plan;
mod problem;
mod proposal;
mod record;
mod renames;
mod row_texts;
mod settings;
mod snapshot;
mod snapshot_records;
mod source;
mod stored;
mod stored_content;
mod table;
mod temporary;
pub mod text;
pub mod visible;

pub use crate::origin::Origin;
pub use accepted_row::{
    AcceptedRow, EmptySnapshot, PackedRecord, RareParts, RowContent, SnapshotLookup, TablePlace,
};
pub use argument::{
    CellText, ColumnHeader, DateFault, DecimalMark, ExcelError, FileAge, FileRows, Identity,
    Likeness, LookupName, PhoneDoubt, Privacy, RecordRef, SourceName, TargetName,
};
pub use attribute::Attribute;
pub use batch::{Batch, RowView};
pub use call::{Action, Call, CallId, Cascade, Cause, Effect, Operation};
pub use calls::{CallSource, Calls, call_id};
pub use change::{Change, Changes, Diff, Key, Moves, Note, differences, field_name};
pub use checked::Checked;
pub use code::Code;
pub use content::{Content, Value};
pub use damage::{Damage, Ending, HeldScope};
pub use encoding::{Encoding, TextEncoding};
pub use entity::Entity;
pub use excluded::{ExcludedAs, Repair, TextFault};
pub use explanation::{Explanation, PastCall, Sighting, StoredRecord};
pub use failed::{Failed, FailedRow, FailedTable, Reason, RowFault};
pub use figures::{
    ColumnMemory, Figures, FileFigure, FileMemory, FileReading, SourceFigure, SourceKey,
    SourceMemory, SourceReading, Sources, VanishedColumn, folded_header,
};
pub use finding::Finding;
pub use fingerprint::Fingerprint;
pub use finished::{RunFigures, UnsentCall};
pub use issue::{Issue, Severity};
pub use letters::lost_letters;
pub use links::Links;
pub use mapping::{DateOrder, Form, MappedColumn, Mapping, Split};
pub use number::number;
pub use numbered::Numbered;
pub use outcome::{CallState, Provenance, Settled, StopReason};
pub use packed::{Packed, PackedEntry, PackedRef};
pub use plan::{Counts, Plan, Summary, Touched};
pub use problem::{Guard, Problem};
pub use proposal::Proposal;
pub use record::{HeldRow, Record, ShapedRows};
pub use renames::{CodeChange, RenameKind, Renames};
pub use row_texts::{Difference, RowMemory, RowTexts};
pub use settings::{
    AccountId, Dialect, GuardLimits, OnExists, OnMissing, Overrides, Phones, Policy, RateLimits,
    Rename, Share,
};
pub use snapshot::{Snapshot, SnapshotRecord};
pub use snapshot_records::{SnapshotRecordRef, SnapshotRecords};
pub use source::{MaxAge, MergedCells, Pick, SheetChoice, Source, Target};
pub use stored::{CallBatch, CallHead, StoredCall, StoredEffect, StoredHead};
pub use stored_content::{ContentStore, InMemory, SpilledContents, StoredContent};
pub use table::{
    Cell, CellsBeyond, DataRow, Dated, Formatted, Header, HiddenRows, InFront, Merged, Revealed,
    RowSink, TableFacts, UnevenRows,
};
pub use temporary::{TEMPORARY, TEMPORARY_DIGITS, is_given, is_temporary};
