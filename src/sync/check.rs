//! How the tables were read, and what is wrong with their rows.
//!
//! It makes the same plan as `propose`, without guards. Invariant: nothing is sent and nothing is written.

use super::{
    compare,
    compare_input::{CompareInput, stored_sources},
};
use crate::{
    codec::Plan,
    config::Config,
    error::{Error, Result},
    model::Checked,
    observe::Observer,
    plan,
    store::Store,
};

/// The result of `check`.
#[derive(Debug)]
pub struct CheckResult {
    /// Every table, in the order in which it was read.
    pub tables: Vec<Checked>,
    /// The plan that would follow; its issues are the problems of the rows.
    pub plan: Plan,
    /// Sources that can't be used; issues of rows may then be mere consequences.
    pub errors: Vec<Error>,
}

/// Reads, shapes and compares, and reports how the tables were read and what is wrong with the rows.
///
/// # Errors
/// The snapshot can't be read.
pub fn check(
    config: &Config,
    snapshot: Option<&Store>,
    observer: &dyn Observer,
) -> Result<CheckResult> {
    let memory = stored_sources(snapshot)?;
    let input = CompareInput {
        memory: &memory,
        ..CompareInput::new(config, snapshot, observer)
    };
    let compared = compare::compare(input)?;
    let errors = compared.readings.errors();
    let tables = compared.readings.tables();
    let plan = plan::plan(compared.diffs, input.snapshot, &config.policy, observer)?;
    let rejected = |mut checked: Checked| {
        // If a lookup's source can't be read, rows that refer to the lookup are rejected without a fault of their
        // own.
        if let (Ok(facts), []) = (&checked.table, errors.as_slice()) {
            checked.rejected = facts.rejected(&plan.issues);
        }
        checked
    };
    Ok(CheckResult {
        tables: tables.into_iter().map(rejected).collect(),
        plan,
        errors,
    })
}
