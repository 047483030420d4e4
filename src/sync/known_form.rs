//! What is remembered of a v3 account's fields and options, so that a plan can tell a value that no option has.
//!
//! A plan never asks the server, so the account is asked before the plan that is sent, and only if something is not
//! known that the sheets have values for. Invariant: what was never read holds no row.

use std::collections::BTreeSet;

use super::{
    account_content::AccountForms, list_walk::failed, read_account::AccountReader,
    read_form::read_form, run_context::RunContext,
};
use crate::{
    codec::{Proposal, Snapshot},
    config::Config,
    error::Result,
    model::{AccountForm, Code, Entity, FieldType, FormField, Operation, Problem},
    observe::Observer,
    send::Engine,
    store::Store,
};

/// Whether a field of the account has to be read before this plan can be trusted: its type or its options are not
/// known, or a row is held since its option was not there when it was read.
///
/// # Errors
/// The snapshot can't be read.
pub fn needs_form(config: &Config, store: &Store, proposal: &Proposal) -> Result<bool> {
    if config.tenant.customer_fields().is_none() {
        return Ok(false);
    }
    let is_unknown = |problem: &Problem| matches!(problem, Problem::OptionUnknown { .. });
    if proposal
        .plan
        .issues
        .iter()
        .any(|it| is_unknown(&it.problem))
    {
        return Ok(true);
    }
    let counts = proposal.plan.summary.get(&Entity::Customer);
    let count = |operation| counts.map_or(0, |counts| counts.of(operation));
    if count(Operation::Create) + count(Operation::Update) == 0 {
        return Ok(false);
    }
    let form = store.account_form()?.unwrap_or_default();
    let created = created(proposal)?;
    // A field that the plan makes has no options yet.
    for code in mapped(config).filter(|code| !created.contains(code)) {
        let options = form.field(&code).map(|field| !field.options.is_empty());
        match kind(store, &form, &code)? {
            Some(kind) if !kind.has_options() => {}
            Some(_) if options == Some(true) => {}
            _ => return Ok(true),
        }
    }
    Ok(false)
}

/// The fields that the plan makes.
fn created(proposal: &Proposal) -> Result<BTreeSet<Code>> {
    let mut created = BTreeSet::new();
    for call in proposal.plan.calls.of_entity(Entity::Field) {
        let action = call?.action;
        if action.operation() == Operation::Create {
            created.insert(action.code().clone());
        }
    }
    Ok(created)
}

/// The custom fields that customers' sources map.
fn mapped(config: &Config) -> impl Iterator<Item = Code> {
    let sources = config.sources.iter();
    sources.flat_map(|source| source.mapping.fields.keys().cloned())
}

fn kind(store: &Store, form: &AccountForm, code: &Code) -> Result<Option<FieldType>> {
    if let Some(content) = store.content(Entity::Field, code)? {
        return Ok(FieldType::of_field(&content));
    }
    Ok(form.field(code).and_then(|field| field.kind))
}

/// Reads the fields, with the options of those that are mapped, and remembers them.
///
/// # Errors
/// The account can't be read, the run is to stop, or the snapshot can't be written.
pub async fn learn_form(config: &Config, store: &mut Store, context: &RunContext) -> Result<()> {
    let mut halt = context.halt.clone();
    let before = context.engine.requests();
    let form = tokio::select! {
        form = read_mapped(config, &context.engine, &*context.observer) => form?,
        Ok(()) = halt.changed() => return context.observer.check_cancelled(),
    };
    // What a plan needs to be made is no request of its run.
    context.engine.count_from(before);
    store.note_account_form(&form)
}

/// Reads them for an account that is read as a whole, if a field with options is mapped.
pub(super) async fn read_if_any(
    config: &Config,
    forms: &AccountForms,
    reader: &AccountReader<'_>,
) -> Result<Option<AccountForm>> {
    let kind = |code: Code| forms.kinds.get(&code).copied();
    if !mapped(config).filter_map(kind).any(FieldType::has_options) {
        return Ok(None);
    }
    let form = read_mapped(config, reader.engine, reader.observer).await?;
    Ok(Some(form))
}

/// Remembers what was read.
pub(super) fn remember(store: &mut Store, form: Option<&AccountForm>) -> Result<()> {
    form.map_or(Ok(()), |form| store.note_account_form(form))
}

/// The fields of the account, with the options of those that are mapped.
async fn read_mapped(
    config: &Config,
    engine: &Engine,
    observer: &dyn Observer,
) -> Result<AccountForm> {
    if let Some(form) = engine.form(observer).await.map_err(failed)? {
        return Ok(form);
    }
    let wanted: Vec<Code> = mapped(config).collect();
    let wants = |field: &FormField| wanted.contains(&field.code);
    read_form(engine, &wants, observer).await
}
