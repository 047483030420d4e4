//! The inferred configuration as a value: sources with their text, omitted tables, and tasks for a person.
//!
//! Lookups are inferred first, because customers refer to their records. Invariant: lookups come before customers,
//! and tables keep their order otherwise.

use super::{
    account::AccountFields,
    account_values,
    catalogue::Catalogues,
    columns::Chooser,
    entity,
    rank::Rank,
    seen::SampledTable,
    source::{DraftSource, source},
    task::Task,
    text::{block, shown},
};
use crate::{
    language::say,
    model::{AccountForm, Entity},
};

/// The whole draft.
#[derive(Clone, Debug, Default)]
pub struct DraftConfig {
    /// One `[[source]]` each.
    pub sources: Vec<DraftSource>,
    /// Omitted tables.
    pub left_out: Vec<SkippedTable>,
    /// What the account has, if it was read.
    pub account: Option<DraftAccount>,
}

/// The part of the draft that comes from the account.
#[derive(Clone, Debug, Default)]
pub struct DraftAccount {
    /// Its fields, and how many of them have options.
    pub fields: (usize, usize),
    /// Tasks for a person.
    pub to_do: Vec<Task>,
    /// The section `[api.v3]`.
    pub(super) named: String,
    /// What a source could have, behind a `#`; blank if there is one.
    pub(super) template: String,
}

/// A table without a source.
#[derive(Clone, Debug)]
pub struct SkippedTable {
    /// Its name.
    pub name: String,
    /// The reason, as the end of a sentence.
    pub why: String,
    /// The first of its headers, in brackets after a blank; blank if there is none.
    pub headers: String,
}

/// Infers the configuration of the tables, for an account that was read or for one that was not.
#[must_use]
pub fn infer(
    tables: &[SampledTable],
    rank: Rank<'_>,
    account: Option<&AccountForm>,
) -> DraftConfig {
    let mut draft = DraftConfig::default();
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    for table in tables {
        match entity::entity(table, rank) {
            Ok((entity, why)) => known.push((Chooser::new(table, entity, rank), why)),
            Err(why) => unknown.push((table, why)),
        }
    }
    // A configuration needs customers, so without them even tables with unknown headers are offered.
    let has_customers = known.iter().any(|(one, _)| one.entity == Entity::Customer);
    for (table, why) in unknown {
        if has_customers || !entity::is_perhaps_of_customers(table, rank) {
            draft.left_out.push(left_out(table, why, rank));
            continue;
        }
        let mut chooser = Chooser::new(table, Entity::Customer, rank);
        chooser.is_offered = true;
        known.push((chooser, say!("infer-perhaps-customers")));
    }
    known.sort_by_key(|(chooser, _)| chooser.entity);
    let mut catalogues = Catalogues::default();
    let lookups = known.iter().map(|(chooser, _)| chooser);
    lookups
        .filter(|chooser| chooser.entity.is_lookup())
        .for_each(|chooser| catalogues.add(chooser));
    if let Some(form) = account {
        let customers = known.iter().map(|(chooser, _)| chooser);
        let customers: Vec<&Chooser<'_>> = customers
            .filter(|chooser| chooser.entity == Entity::Customer)
            .collect();
        let account = AccountFields::of(form, rank, &customers);
        draft.account = Some(DraftAccount::of(&account, !known.is_empty()));
        catalogues.know(account);
    }
    let sources = known.into_iter();
    draft.sources = sources
        .map(|(chooser, why)| source(chooser, why, &catalogues))
        .collect();
    draft
}

impl DraftAccount {
    fn of(account: &AccountFields, has_sources: bool) -> Self {
        let fields = &account.form.fields;
        let with_options = fields.iter().filter(|field| field.has_options());
        let mut named = "\n".to_owned();
        block(&mut named, &account.lines);
        let mut template = String::new();
        if !has_sources {
            for section in account_values::template(account) {
                template.push('\n');
                block(&mut template, &section);
            }
        }
        Self {
            fields: (fields.len(), with_options.count()),
            to_do: account.to_do.clone(),
            named,
            template,
        }
    }
}

fn left_out(table: &SampledTable, why: String, rank: Rank<'_>) -> SkippedTable {
    let headers: Vec<String> = table.named_headers().take(8).map(shown).collect();
    let headers = match &headers[..] {
        [] => String::new(),
        // A record that was taken for the header is a person's data.
        _ if entity::value(table, rank).is_some() => String::new(),
        some => format!(" ({})", some.join(", ")),
    };
    SkippedTable {
        name: table.name(),
        why,
        headers,
    }
}
