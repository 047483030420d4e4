//! The project's own VBot server, with the rules a real one has.
//!
//! Three parts: `account` holds the rules and nothing else, `faults` decides what goes wrong, and
//! `server` carries both out on a loopback socket. It is the oracle of the tests and the stage of
//! `demo` and of a rehearsal; it is no copy of VBot, only of what VBot's page promises. Invariant:
//! whatever fault strikes, the account changes by whole calls only.

mod account;
mod faults;
mod server;

pub use account::{Account, Endpoint, Rules, SandboxAnswer};
pub use faults::{Fault, Faults};
pub use server::{Arrival, Options, Server};
