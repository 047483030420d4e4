//! Calls become requests, and answers outcomes.
//!
//! `wire` writes bodies and `answer` reads replies; `settle` decides, as a pure function, what an answer
//! means; `outage` whether the server is waited for; `departure`, `limiter`, `client`, `token` and `breaker` are the
//! machinery; `worker` takes one call to its end and `pool` takes a plan. It knows no database: what must be durable goes to a [`Ledger`]. Invariant: a
//! call is in the ledger as in flight before its first byte leaves.

mod adopted;
mod answer;
mod asked;
mod attempts;
mod backoff;
mod breaker;
mod client;
mod credentials;
mod crew;
mod departure;
mod echo;
mod engine;
mod error;
mod gates;
mod graph;
mod ledger;
mod life;
mod limiter;
mod outage;
mod overheard;
mod pool;
mod quiet;
mod redirect;
mod secrets;
mod settle;
mod stuck;
mod supply;
mod tls;
mod token;
mod wire;
mod worker;

pub use answer::{Answer, read};
pub use asked::wait as asked;
pub use credentials::{Credentials, exposed};
pub use engine::{Engine, request};
pub use graph::Graph;
pub use ledger::Ledger;
pub use outage::{Gate, News, Outage};
pub use overheard::is_overheard;
pub use pool::{Report, Work, run};
pub use quiet::Quiet;
pub use secrets::Secrets;
pub use settle::{Course, Next, Step, give_up, next};
pub use stuck::{Asked, stuck};
pub use wire::{body, path, sealed};
