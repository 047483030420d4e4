//! Turns calls into requests, and answers into outcomes.
//!
//! `dialect` writes bodies and reads replies; `settle` decides, as a pure function, what an answer means, and
//! `outage` whether the run waits for the server; `send_gate`, `limiter`, `client`, `transport`, `token_manager` and
//! `breaker` do the sending; `worker` takes one call to its end and `pool` a plan. It knows no database: what must be durable goes
//! to a [`Ledger`]. Invariant: a call is in the ledger as in flight before its first byte is sent.

mod account_connection;
mod account_list;
mod account_lists;
mod account_reader;
mod adopted;
mod answer;
mod asked;
mod attempts;
mod backoff;
mod breaker;
mod client;
mod comparison;
mod cooldown;
mod credentials;
mod dependency_lists;
mod dialect;
mod echo;
mod engine;
mod envelope;
mod error;
#[cfg(test)]
mod fixture;
mod graph;
mod http_transport;
mod late_requests;
mod ledger;
mod life;
mod limiter;
mod list_reading;
mod list_step;
mod outage;
mod overheard;
mod pool;
mod prefetcher;
mod read_decision;
mod reading;
mod received;
mod redirect;
mod remote_record;
mod results;
mod secrets;
mod send_gate;
mod settle;
mod settle_by_reading;
mod settle_step;
mod side_by_side;
mod step_request;
mod stuck;
mod tls;
mod token_manager;
mod token_reply;
mod transport;
mod wire_values;
mod worker;
mod worker_context;

pub use account_list::{AccountList, LastChange, ListPage, ListedRecord};
pub use account_lists::{AccountRecordReading, drawn};
pub use account_reader::{AccountField, ReadFailure};
pub use answer::Answer;
pub use asked::wait as asked;
pub use attempts::Attempts;
pub use backoff::seed_waits;
pub use comparison::{look_reply, look_request};
pub use cooldown::Cooldown;
pub use credentials::{Credentials, exposed};
pub use dialect::{body, path, read, sealed, sealed_repeating};
pub use engine::Engine;
pub use graph::CallGraph;
pub use ledger::Ledger;
pub use list_reading::ListReading;
pub use list_step::ListStep;
pub use outage::{Outage, OutageNotice, SendDecision};
pub use overheard::is_overheard;
pub use pool::{CallsToSend, Report, run};
pub use read_decision::BETWEEN_READS;
pub use reading::next_of_attempts;
pub use remote_record::{RemoteRecord, RemoteValue};
pub use secrets::Secrets;
pub use settle::{give_up, next};
pub use settle_by_reading::{ClearsBy, learned};
pub use settle_step::{
    Asked, CallProgress, Look, LookAt, NextAction, SettleStep, UnexplainedRefusal,
};
pub use side_by_side::{SideBySide, all};
pub use step_request::request;
pub use stuck::stuck;
pub use transport::{Exchange, NoReply, OutgoingRequest, Reply, RequestContent, Transport};
pub use wire_values::Seen;
