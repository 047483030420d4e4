//! The corridor: the only module that knows every room.
//!
//! It reads like the description of the product: sheets are read and shaped, compared with the snapshot, planned and
//! guarded ([`propose`]); a plan is sent and journalled ([`execute`]); calls that a stopped run left are settled
//! ([`settle`]) or finished ([`resume`]). It decides nothing that a room could decide. Invariant: [`propose`] and
//! [`check`] send nothing and write nothing.

mod account_content;
mod account_fields;
mod adopt;
mod adopt_account;
mod blank_snapshot;
mod canary;
mod certify;
mod certify_error;
mod check;
mod check_certificate;
mod compare;
mod compare_input;
mod corrected_rows;
mod corrections;
mod doubts;
mod drift;
mod drift_repair;
mod error;
mod execute;
mod explain;
mod explain_account;
mod failures;
mod field_mapping;
mod find;
mod gather;
mod init;
#[cfg(test)]
mod init_headers;
mod journalled_run;
mod judge;
mod known_form;
mod learn;
mod learned_file;
mod ledger;
mod left_keys;
mod list_walk;
mod memories;
mod outcome;
mod pipeline;
mod planned_rows;
mod propose;
mod read_account;
mod read_back;
mod read_form;
mod recorded_issues;
mod recording;
mod rehearse;
mod run_context;
mod run_failures;
mod run_metrics;
mod sealed;
mod selected_rows;
mod sheet_rows;
mod source_results;
mod source_rows;
mod sources_read;
mod status;
mod undo;
mod unfinished;

pub use adopt::{adopt, move_account};
pub use adopt_account::{
    AccountAdoption, adopt_account, must_read, no_snapshot, read_for_adoption,
};
pub use certify::{certify, newest_to_certify};
pub use check::{CheckResult, check, check_with_rows};
pub use check_certificate::check_certificate;
pub use drift::{DriftedContent, FoundDrift, drift};
pub use drift_repair::{accept, repair};
pub use execute::execute;
pub use explain::explain;
pub use explain_account::account_side;
pub use failures::failures;
pub use init::{
    InitialConfig, config_to_read, decide, init, propose_lookups, questions, read_account_form,
    sample,
};
pub use journalled_run::JournalledRun;
pub use known_form::{learn_form, needs_form};
pub use learn::learn;
pub use learned_file::{forget, write_learned};
pub use ledger::JournalLedger;
pub use left_keys::left_keys;
pub use outcome::Outcome;
pub use pipeline::read_file;
pub use propose::propose;
pub use recording::{RecordedEnd, Recording};
pub use rehearse::rehearse;
pub use run_context::RunContext;
pub use run_failures::RunFailures;
pub use run_metrics::run_metrics;
pub use sealed::{apply_command, must_hold, seal};
pub use status::{RunningRun, Status};
pub use undo::propose_undo;
pub use unfinished::{Settling, resume, settle};
