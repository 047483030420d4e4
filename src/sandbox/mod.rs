//! The project's own VBot server, with the rules of the real one.
//!
//! `account` has the records and the rules, `dialect` what its calls and answers look like, `faults` decides what goes
//! wrong, and `server` carries out all of it on a loopback socket. It serves the tests as their oracle, `demo`, and
//! rehearsals; it copies only what VBot's documentation promises. Invariant: whatever fault strikes, the account
//! changes by whole calls only.

mod account;
mod account_v3;
mod answer;
mod dialect;
mod faults;
mod rules;
mod rules_v3;
mod rules_v3_parse;
mod scramble;
mod served;
mod server;

pub use account::Account;
pub use account_v3::AccountV3;
pub use answer::SandboxAnswer;
pub use dialect::envelope;
pub use faults::{Fault, FaultScope, Faults};
pub use rules::Rules;
pub use rules_v3::{
    BroughtFields, ClearedBy, OverSize, PageOrder, RulesV3, UnknownCustomer, UnsetValue,
};
pub use served::ServedAccount;
pub use server::{
    Arrival, DeliveredAnswer, DeliveredContent, Delivery, Options, RetryAfter, Server, Stage,
};
