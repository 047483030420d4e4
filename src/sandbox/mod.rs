//! The project's own VBot server, with the rules of the real one.
//!
//! It has three parts: `account` has the rules and nothing else, `faults` decides what goes wrong, and `server`
//! carries out both on a loopback socket. It serves the tests as their oracle, `demo`, and rehearsals; it copies only
//! what VBot's documentation promises. Invariant: whatever fault strikes, the account changes by whole calls only.

mod account;
mod faults;
mod server;

pub use account::{Account, Endpoint, Rules, SandboxAnswer};
pub use faults::{Fault, Faults};
pub use server::{Arrival, Options, Server};
