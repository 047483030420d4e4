//! How the tables were read, and what is wrong with their rows.
//!
//! It makes the same plan as `propose`, without guards. Invariant: nothing is sent and nothing is written.

use std::cell::RefCell;

use super::{
    compare,
    compare_input::{CompareInput, stored_sources},
    failures::{self, Codes},
    field_mapping, judge,
};
use crate::{
    codec::{Plan, ShapedRows},
    config::Config,
    error::{Error, Result},
    model::{Checked, Entity, Failed, JudgedCorrection},
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
    /// The learned corrections, and what became of each.
    pub corrections: Vec<JudgedCorrection>,
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
    field_mapping::must_fit(config, snapshot)?;
    let memory = stored_sources(snapshot)?;
    let input = CompareInput {
        memory: &memory,
        ..CompareInput::new(config, snapshot, observer)
    };
    checked(input)
}

/// The same, with the rejected rows as they are in their sheets, for a workbook; none if a source can't be used.
///
/// # Errors
/// The snapshot can't be read, or a sheet can't be read again.
pub fn check_with_rows(
    config: &Config,
    snapshot: Option<&Store>,
    observer: &dyn Observer,
) -> Result<(CheckResult, Option<Failed>)> {
    field_mapping::must_fit(config, snapshot)?;
    let codes = RefCell::new(Codes::default());
    let watch = |entity: Entity, shaped: &ShapedRows| codes.borrow_mut().learn(entity, shaped);
    let memory = stored_sources(snapshot)?;
    let checked = checked(CompareInput {
        memory: &memory,
        watch: &watch,
        watches_all: true,
        ..CompareInput::new(config, snapshot, observer)
    })?;
    let rows = checked.errors.is_empty().then(|| {
        let codes = codes.borrow();
        failures::rejected(config, &checked.plan.issues, &codes)
    });
    let rows = rows.transpose()?;
    Ok((checked, rows))
}

fn checked(input: CompareInput<'_>) -> Result<CheckResult> {
    let CompareInput {
        config, observer, ..
    } = input;
    let compared = compare::compare(input)?;
    let errors = compared.readings.errors();
    let tables = compared.readings.tables();
    let mut plan = plan::plan(
        compared.diffs,
        input.snapshot,
        (&config.policy, &config.tenant),
        observer,
    )?;
    plan.issues
        .extend(judge::issues(&compared.corrections, config));
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
        corrections: compared.corrections,
    })
}
