//! Reports on plans and runs, for people and for scripts.
//!
//! Everything is written into the caller's `impl Write`; nothing here knows a terminal or a clock. Invariant: the
//! same plan gives the same bytes, and text from a spreadsheet can't control the terminal.

pub mod adoption;
pub mod audit;
pub mod certificate;
pub mod check;
pub mod drift;
pub mod explain;
pub mod explain_json;
pub mod export;
pub mod failures;
pub mod found;
pub mod history;
pub mod history_json;
pub mod html;
pub mod json;
pub mod learned;
pub mod metrics;
pub mod notification;
pub mod rehearsal;
pub mod status;
pub mod summary;
pub mod xlsx;

mod call_outcome;
mod changes;
mod excerpt;
mod explain_account;
mod figures;
mod hints;
mod issues;
mod lines;
mod mask;
mod messages;
mod reasons;
mod redact;
mod report_head;
mod run_end;
mod shorten;
mod shown_issue;
mod style;
mod table;
mod text;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use call_outcome::{CallOutcome, CallOutcomes, OutcomeKind, RunOutcomes, SameOutcome};
pub use figures::{duration, number, word as entity_word};
pub use messages::{message, override_flag, refusal};
pub use redact::{MASKED_ANSWER, redact, redact_answers, redact_failed};
pub use report_head::ReportHead;
pub use run_end::stopped as stop_reason;
pub use style::Style;
