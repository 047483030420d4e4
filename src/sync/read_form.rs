//! Reads what a customer of a v3 account can have: its fields, their options, and which of them are required.
//!
//! It writes nothing. Invariant: a list that could not be confirmed is an error, since half of it would look complete.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{
    error::SyncError,
    list_walk::{ListWalk, WalkStep, failed},
};
use crate::{
    error::Result,
    model::{AccountForm, Code, FieldType, FormField, text},
    observe::Observer,
    send::{AccountList, Engine, ListedRecord},
};

/// Reads the fields, with the options of those that `wants` names.
///
/// # Errors
/// The account can't be read, or its lists changed again and again while they were read.
pub async fn read_form(
    engine: &Engine,
    wants: &dyn Fn(&FormField) -> bool,
    observer: &dyn Observer,
) -> Result<AccountForm> {
    let listed = read_list(engine, AccountList::Fields, observer).await?;
    let mut numbered: Vec<(i64, FormField)> = listed.iter().map(field).collect();
    numbered.sort_by_key(|(number, _)| *number);
    let mut fields: Vec<FormField> = numbered.into_iter().map(|(_, field)| field).collect();
    for field in &mut fields {
        if field.has_options() && wants(field) {
            let list = AccountList::FieldOptions(field.code.clone());
            field.options = options(&read_list(engine, list, observer).await?);
        }
    }
    Ok(AccountForm { fields })
}

/// Notes which fields the account requires of a new customer.
///
/// # Errors
/// The account can't be read.
pub(super) async fn note_required(
    form: &mut AccountForm,
    engine: &Engine,
    observer: &dyn Observer,
) -> Result<()> {
    let shown = engine.form(observer).await.map_err(failed)?;
    let shown = shown.unwrap_or_default();
    for field in &mut form.fields {
        let shown = shown.field(&field.code);
        field.is_required |= shown.is_some_and(|shown| shown.is_required);
    }
    Ok(())
}

async fn read_list(
    engine: &Engine,
    list: AccountList,
    observer: &dyn Observer,
) -> Result<Vec<ListedRecord>> {
    let size = engine.account().fields.page_size();
    let mut walk = ListWalk::new((engine, observer), list, size);
    let mut found: Vec<ListedRecord> = Vec::new();
    let mut known = BTreeSet::new();
    loop {
        match walk.next().await? {
            WalkStep::Restarted => {
                found.clear();
                known.clear();
            }
            WalkStep::Records(records) => {
                let fresh = |it: &ListedRecord| known.insert(it.code.clone());
                found.extend(records.into_iter().filter(fresh));
            }
            WalkStep::Ended(true) => return Ok(found),
            WalkStep::Ended(false) => return Err(SyncError::AccountChanging.into()),
        }
    }
}

fn field(listed: &ListedRecord) -> (i64, FormField) {
    let record = &listed.record;
    let flag = |key: &str| record.kept.get(key).and_then(Json::as_bool) == Some(true);
    let field = FormField {
        code: Code::from(listed.code.as_str()),
        name: name(listed),
        kind: FieldType::from_name(&record.value("type").text),
        is_default: flag("is_default"),
        is_required: flag("is_required"),
        options: Vec::new(),
    };
    (number(listed), field)
}

fn name(listed: &ListedRecord) -> String {
    text::clean(&listed.record.value("name").text).into_owned()
}

fn number(listed: &ListedRecord) -> i64 {
    let number = listed.record.kept.get("number").and_then(Json::as_i64);
    number.unwrap_or(i64::MAX)
}

/// The options that a customer can have, in their order; a heading among them is none.
fn options(listed: &[ListedRecord]) -> Vec<(String, String)> {
    let is_option = |it: &&ListedRecord| it.record.value("type").text != "OPTGROUP";
    let mut options: Vec<&ListedRecord> = listed.iter().filter(is_option).collect();
    options.sort_by_key(|option| number(option));
    let pairs = options.into_iter().map(|it| (it.code.clone(), name(it)));
    pairs.collect()
}
