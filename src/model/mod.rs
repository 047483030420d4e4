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
mod cause;
mod change;
mod changes;
mod checked;
mod code;
mod content;
mod damage;
mod dialect;
mod encoding;
mod entity;
mod entity_spec;
mod error;
mod excel_error;
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
mod key;
mod letters;
mod links;
mod mapping;
mod moves;
mod note;
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
mod severity;
mod snapshot;
mod snapshot_record;
mod snapshot_records;
mod source;
mod source_key;
mod stored;
mod stored_content;
mod table;
mod target;
mod temporary;
pub mod text;
mod value;
pub mod visible;

pub use crate::origin::Origin;
pub use accepted_row::{
    AcceptedRow, EmptySnapshot, PackedRecord, RareParts, RowContent, SnapshotLookup, TablePlace,
};
pub use argument::{
    CellText, ColumnHeader, DateFault, DecimalMark, FileAge, FileRows, Identity, Likeness,
    LookupName, PhoneDoubt, Privacy, RecordRef, SourceName, TargetName,
};
pub use attribute::Attribute;
pub use batch::{Batch, RowView};
pub use call::{Action, Call, CallId, Cascade, Effect, Operation};
pub use calls::{CallSource, Calls, call_id};
pub use cause::Cause;
pub use change::{Change, Diff};
pub use changes::{Changes, differences};
pub use checked::Checked;
pub use code::Code;
pub use content::Content;
pub use damage::{Damage, Ending, HeldScope};
pub use dialect::Dialect;
pub use encoding::{Encoding, TextEncoding};
pub use entity::Entity;
pub use excel_error::ExcelError;
pub use excluded::{ExcludedAs, Repair, TextFault};
pub use explanation::{Explanation, PastCall, Sighting, StoredRecord};
pub use failed::{Failed, FailedRow, FailedTable, Reason, RowFault};
pub use figures::{
    ColumnMemory, Figures, FileFigure, FileMemory, FileReading, SourceFigure, SourceMemory,
    SourceReading, Sources, VanishedColumn, folded_header,
};
pub use finding::Finding;
pub use fingerprint::Fingerprint;
pub use finished::{RunFigures, UnsentCall};
pub use issue::Issue;
pub use key::{Key, field_name};
pub use letters::lost_letters;
pub use links::Links;
pub use mapping::{DateOrder, Form, MappedColumn, Mapping, Split};
pub use moves::Moves;
pub use note::Note;
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
    AccountId, GuardLimits, OnExists, OnMissing, Overrides, Phones, Policy, RateLimits, Rename,
    Share,
};
pub use severity::Severity;
pub use snapshot::Snapshot;
pub use snapshot_record::SnapshotRecord;
pub use snapshot_records::{SnapshotRecordRef, SnapshotRecords};
pub use source::{MaxAge, MergedCells, Pick, SheetChoice, Source};
pub use source_key::SourceKey;
pub use stored::{CallBatch, CallHead, StoredCall, StoredEffect, StoredHead};
pub use stored_content::{ContentStore, InMemory, SpilledContents, StoredContent};
pub use table::{
    Cell, CellsBeyond, DataRow, Dated, Formatted, Header, HiddenRows, InFront, Merged, Revealed,
    RowSink, TableFacts, UnevenRows,
};
pub use target::Target;
pub use temporary::{TEMPORARY, TEMPORARY_DIGITS, is_given, is_temporary};
pub use value::Value;
