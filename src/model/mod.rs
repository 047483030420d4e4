//! The ground floor: plain data that every room uses.
//!
//! Nothing here reads, sends, decides or prints, and nothing is bytes: packed forms are in [`crate::codec`]. A type
//! belongs here if two rooms that must not know each other both need it. Invariant: of the crate this module imports
//! only itself and the place of a value (`Origin`).

mod account_form;
mod account_id;
mod account_side;
mod adopted_counts;
pub mod alike;
mod argument;
mod attribute;
mod attribute_spec;
mod call;
mod canary;
mod cause;
mod certificate;
mod changes;
mod checked;
mod code;
mod colour;
mod content;
mod counts;
mod customer_fields;
mod damage;
mod dialect;
mod drift;
mod encoding;
mod entity;
mod entity_spec;
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
pub mod held_rows;
mod issue;
mod key;
mod learned;
mod letters;
mod mapping;
pub mod meaning;
mod moves;
mod note;
mod notifications;
mod number;
mod numbered;
mod outcome;
mod plan_id;
mod privacy;
mod problem;
mod proposed_lookups;
mod record;
mod rehearsal;
mod renames;
mod row_fates;
mod row_texts;
mod run_summary;
mod selection;
mod settings;
mod severity;
mod snapshot_record;
mod source;
mod source_key;
mod table;
mod table_place;
mod target;
mod temporary;
pub mod text;
mod value;
pub mod visible;

pub use crate::origin::Origin;
pub use account_form::{AccountForm, FormField};
pub use account_id::AccountId;
pub use account_side::{AccountSide, AccountState};
pub use adopted_counts::AdoptedCounts;
pub use argument::{
    CellText, ColumnHeader, DateFault, DecimalMark, FileAge, FileRows, Identity, Likeness,
    LookupName, PhoneDoubt, RecordRef, SourceName, TargetName,
};
pub use attribute::Attribute;
pub use attribute_spec::AttributeSpec;
pub use call::{ANY_VALUE, Action, Call, CallId, Cascade, Effect, Operation};
pub use canary::Canary;
pub use cause::Cause;
pub use certificate::{
    Certificate, CertificateCheck, CertificateFault, CertifiedSnapshot, CertifiedSource,
    CustomerCounts, EarlierCertificates, SnapshotState,
};
pub use changes::{Changes, differences};
pub use checked::Checked;
pub use code::Code;
pub use colour::Colour;
pub use content::Content;
pub use counts::{Counts, Summary, Touched};
pub use customer_fields::{CustomerFields, FieldType, PHONE};
pub use damage::{Damage, Ending, HeldScope};
pub use dialect::Dialect;
pub use drift::{DriftCounts, DriftReport, DriftSample, DriftState, DriftedRecord};
pub use encoding::{Encoding, TextEncoding};
pub use entity::Entity;
pub use entity_spec::{EntitySpec, ReferredBy};
pub use excel_error::ExcelError;
pub use excluded::{ExcludedAs, Repair, TextFault};
pub use explanation::{Explanation, FoundRecord, KeptValue, PastCall, Sighting, StoredRecord};
pub use failed::{Failed, FailedRow, FailedTable, Reason, RowFault};
pub use figures::{
    ColumnMemory, Figures, FileFigure, FileMemory, FileReading, SourceFigure, SourceMemory,
    SourceReading, Sources, VanishedColumn, folded_header,
};
pub use finding::Finding;
pub use fingerprint::Fingerprint;
pub use finished::{RunFigures, UnsentCall};
pub use held_rows::HeldRows;
pub use issue::Issue;
pub use key::{Key, field_name};
pub use learned::{
    CorrectionFate, JudgedCorrection, Learned, LearnedCorrection, UnlearnedChange, UnlearnedReason,
};
pub use letters::lost_letters;
pub use mapping::{DateOrder, Form, MappedColumn, Mapping, Split, WriteRule};
pub use moves::Moves;
pub use note::Note;
pub use notifications::{
    ChatId, HiddenUrl, NotifyOn, NotifySettings, UrlPlace, Webhook, WebhookForm,
};
pub use number::number;
pub use numbered::Numbered;
pub use outcome::{CallState, Provenance, Settled, StopReason};
pub use plan_id::{NoPlanId, PlanId};
pub use privacy::Privacy;
pub use problem::{Guard, Problem};
pub use proposed_lookups::{ProposedLookup, ProposedLookups};
pub use record::{HeldPlace, HeldRow, Record};
pub use rehearsal::{Rehearsal, StageRule, StageRules};
pub use renames::{CodeChange, RenameKind, Renames};
pub use row_fates::{FateCounts, PlannedRows, RowCall, RowFates, RowTable, TableRows};
pub use row_texts::{Difference, RowTexts};
pub use run_summary::{HeldRecord, Moment, RecordedIssue, RunEnding, RunSummary, SourceRead};
pub use selection::{RowCondition, SelectedKind, SelectedRows, Selection};
pub use settings::{
    CodeComparison, GuardLimits, KnownFaults, Metrics, OnExists, OnMissing, Overrides, Phones,
    Policy, RateLimits, Rename, RunPolicy, Share,
};
pub use severity::Severity;
pub use snapshot_record::SnapshotRecord;
pub use source::{MaxAge, MergedCells, Pick, SheetChoice, Source};
pub use source_key::SourceKey;
pub use table::{
    Cell, CellsBeyond, DataRow, Dated, Formatted, Header, HiddenRows, InFront, Merged, Revealed,
    TableFacts, UnevenRows,
};
pub use table_place::TablePlace;
pub use target::Target;
pub use temporary::{TEMPORARY, TEMPORARY_DIGITS, is_given, is_temporary};
pub use value::Value;
