//! The integration tests: they use real sockets and real files.
//!
//! `contract` and `wire` test sandbox and client against the page's `facts`; the others run the real binary
//! in a `Fixture`, with the sandbox in this process.

mod adopt;
mod answers;
#[path = "../../src/read/tests/archive.rs"]
#[expect(dead_code, reason = "the tests of `read` use the rest of it")]
mod archive;
mod attempts;
mod brief;
mod canary;
mod canary_v3;
mod catalogue;
mod certify;
mod certify_harm;
mod check;
mod codes;
mod contacts;
mod contract;
mod corrections;
mod create_missing;
mod create_only;
#[cfg(unix)]
mod documented;
mod drift;
mod example;
mod expected;
mod explain;
mod explain_v3;
mod export;
mod exports;
mod facts;
mod failures;
mod files;
mod first_hour;
mod fixture;
mod fonts;
mod generated;
mod guards;
mod held;
mod history;
mod hostile_text;
mod if_empty;
mod inbox;
mod init;
mod init_questions;
mod init_samples;
mod init_v3;
#[cfg(unix)]
mod interrupt;
mod intervened;
mod json;
mod kill;
mod learned;
mod learned_name;
mod log;
mod looking;
mod merged;
mod metrics;
#[cfg(unix)]
mod migration;
mod nights;
mod notify;
#[cfg(unix)]
mod notify_command;
mod one_sheet;
#[cfg(unix)]
mod operations;
mod pace;
mod pace_v3;
mod plan_id;
mod previous;
mod program;
#[cfg(unix)]
mod pty;
mod read_account;
mod redirected;
mod refused;
mod rehearse;
mod rehearse_v3;
mod remarks;
mod repeated;
mod reports;
mod run_files;
mod run_folder;
mod run_folder_form;
mod run_folder_harm;
mod saved;
mod secrets;
mod shared_sandbox;
mod snapshot;
#[cfg(unix)]
mod stopped;
mod stray;
mod stub;
mod stuck;
mod support;
mod taken;
mod template;
mod tenants;
mod texts;
mod tls;
mod traffic;
mod twins;
mod undo;
mod unreleased;
#[cfg(unix)]
mod unwritable;
mod v3;
mod v3_absurd;
mod v3_account;
mod v3_bad_input;
mod v3_doubts;
mod v3_exact;
mod v3_guards;
mod v3_options;
mod values;
mod waiting;
mod waves;
mod window;
mod wire;
mod wire_bytes;
mod wire_v3;
mod workbook;
mod written;
