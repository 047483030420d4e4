//! The ground floor: plain data that every room speaks in.
//!
//! Nothing here reads, sends, decides or prints. A type belongs here when two rooms that must not know each
//! other both need it. Invariant: of the crate this module imports only itself, the error and its place
//! (`Origin`).

pub mod alike;
mod argument;
mod attribute;
pub mod batch;
mod body;
mod bytes;
mod call;
mod calls;
mod change;
mod checked;
mod code;
mod content;
mod damage;
mod doubt;
mod encoding;
mod entity;
mod error;
mod explanation;
mod failed;
mod figures;
mod finding;
mod fingerprint;
mod finished;
#[cfg(test)]
pub(crate) mod fixture;
mod issue;
mod known;
mod letters;
mod links;
mod listing;
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
mod source;
mod stored;
mod table;
mod temporary;
pub mod text;
pub mod visible;

pub use crate::origin::Origin;
pub use argument::{
    CellText, ColumnHeader, DateFault, DecimalMark, ExcelError, FileAge, FileRows, Identity,
    Likeness, LookupName, PhoneDoubt, Privacy, RecordRef, SourceName, TargetName,
};
pub use attribute::Attribute;
pub use batch::{Batch, RowView};
pub use body::{AtHand, Body, Keeper, Shelf};
pub use call::{Action, Call, CallId, Cause, Effect, Operation, Ripple};
pub use calls::{CallSource, Calls, call_id};
pub use change::{Change, Changes, Diff, Key, Moves, Note, differences, field_name};
pub use checked::Checked;
pub use code::Code;
pub use content::{Content, Value};
pub use damage::{Damage, Ending, Reach};
pub use doubt::{LeftOut, Repair, TextFault};
pub use encoding::{Encoding, TextEncoding};
pub use entity::Entity;
pub use explanation::{Explanation, Past, Sighting, Stored};
pub use failed::{Failed, FailedRow, FailedTable, Fault, Reason};
pub use figures::{
    ColumnMemory, Figures, FileFigure, FileMemory, FileReading, SourceFigure, SourceKey,
    SourceMemory, SourceReading, Sources, VanishedColumn, folded_header,
};
pub use finding::Finding;
pub use fingerprint::Fingerprint;
pub use finished::{Failure, Finished};
pub use issue::{Issue, Severity};
pub use known::{KnownRecords, KnownRef};
pub use letters::lost_letters;
pub use links::Links;
pub use listing::{Forgotten, Listing, PackedRecord, Remembered, Rest, Said, TablePlace};
pub use mapping::{Column, DateOrder, Form, Mapping, Split};
pub use number::number;
pub use numbered::Numbered;
pub use outcome::{CallState, Provenance, Settled, StopReason};
pub use packed::{Pack, Packed, Packing};
pub use plan::{Counts, Plan, Summary, Touched};
pub use problem::{Guard, Problem};
pub use proposal::Proposal;
pub use record::{Held, Record, Shaped};
pub use renames::{CodeChange, RenameKind, Renames};
pub use row_texts::{Difference, RowMemory, RowTexts};
pub use settings::{
    Dialect, Limits, OnExists, OnMissing, Overrides, Phones, Policy, Rename, Safety, Share, Tenant,
};
pub use snapshot::{Acknowledged, Known};
pub use source::{MaxAge, MergedCells, Pick, Sheet, Source, Target};
pub use stored::{CallBatch, Head, StoredCall, StoredEffect, StoredHead};
pub use table::{
    Cell, CellsBeyond, Dated, Formatted, Header, HiddenRows, InFront, Merged, Revealed, Row,
    RowSink, TableFacts, UnevenRows,
};
pub use temporary::{TEMPORARY, TEMPORARY_DIGITS, is_given, is_temporary};
