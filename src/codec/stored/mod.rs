//! A call in its stored form, in the journal and in saved plans.
//!
//! [`crate::model::Call`] is for working on one; this borrows its texts and contents from bytes in the postcard format
//! (<https://postcard.jamesmunns.com/wire-format>). What sending needs before a call's turn comes is in front, so
//! that it can be read without the rest. Invariants: a stored call is read back equal; the order of the fields and
//! variants here is the format, so that each change of it takes a migration.

mod batch;
mod bytes;
mod call;
mod effect;
mod head;
#[cfg(test)]
mod tests;

pub use self::{
    batch::CallBatch,
    call::StoredCall,
    effect::StoredEffect,
    head::{CallHead, StoredHead},
};
