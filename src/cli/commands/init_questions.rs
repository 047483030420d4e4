//! The questions of `init` on a terminal: the account, columns that are in doubt, values that no column has.
//!
//! It decides nothing itself. Invariant: nothing is written before the last answer, and what is left blank stays to be
//! filled in.

use vbot_sync::{
    config,
    infer::{Decisions, KnownAccount, Meaning, OfferedColumn, Question},
    language::say,
    model::{Entity, Target, visible::visible},
};

use crate::cli::{error::CliError, prompts::Prompts};

/// Asks for what is unknown of the account.
pub fn account(prompts: &Prompts, account: &mut KnownAccount) -> Result<(), CliError> {
    let unknown = account.unknown();
    if unknown.is_empty() {
        return Ok(());
    }
    prompts.say(&say!("init-ask-begin"))?;
    for key in unknown {
        let anything = |_: &str| None;
        match key {
            "base_url" => {
                let is_wrong = |text: &str| config::check_base_url(text).err();
                account.base_url = prompts.text(&say!("init-ask-url"), None, is_wrong)?;
            }
            "vbot_id" => {
                account.vbot_id = prompts.text(&say!("init-ask-vbot-id"), None, anything)?;
            }
            _ => {
                let question = say!("init-ask-project");
                account.project_code = prompts.text(&question, None, anything)?;
            }
        }
    }
    Ok(())
}

/// Asks about columns and missing values, and adds the answers to the decisions.
pub fn columns(
    prompts: &Prompts,
    questions: &[Question],
    decisions: &mut Decisions,
) -> Result<(), CliError> {
    for question in questions {
        match question {
            Question::Column {
                target,
                columns,
                has_default,
            } => column(prompts, (*target, columns, *has_default), decisions)?,
            Question::Fields(columns) => fields(prompts, columns, decisions)?,
        }
    }
    Ok(())
}

fn column(
    prompts: &Prompts,
    (target, columns, has_default): (Target, &[OfferedColumn], bool),
    decisions: &mut Decisions,
) -> Result<(), CliError> {
    let name = target.name(Entity::Customer);
    let is_decided = |one: &&OfferedColumn| {
        let mut decided = decisions.columns.iter();
        decided.any(|(header, _)| *header == one.header)
    };
    let columns: Vec<&OfferedColumn> = columns.iter().filter(|one| !is_decided(one)).collect();
    let mut items: Vec<String> = columns.iter().map(|one| shown(one)).collect();
    let what = described(target);
    if items.is_empty() && !has_default {
        return Ok(());
    }
    let for_all = items.len();
    if has_default {
        items.push(say!("init-ask-for-all"));
    }
    items.push(say!("init-ask-later"));
    let question = say!("init-ask-column", what, name);
    let answer = prompts.choose(&question, &items)?;
    if let Some(column) = columns.get(answer) {
        let meaning = Meaning::Attribute(name.to_owned());
        decisions.columns.push((column.header.clone(), meaning));
    } else if has_default && answer == for_all {
        let question = say!("init-ask-default", what, name);
        let value = prompts.text(&question, None, |_| None)?;
        decisions
            .defaults
            .extend(value.map(|value| (target, value)));
    }
    Ok(())
}

/// Which columns are custom fields, and the code of each.
fn fields(
    prompts: &Prompts,
    columns: &[(OfferedColumn, String)],
    decisions: &mut Decisions,
) -> Result<(), CliError> {
    let is_decided = |header: &str| decisions.columns.iter().any(|(one, _)| one == header);
    let columns: Vec<_> = columns
        .iter()
        .filter(|(column, _)| !is_decided(&column.header))
        .collect();
    if columns.is_empty() {
        return Ok(());
    }
    let items: Vec<String> = columns.iter().map(|(column, _)| shown(column)).collect();
    for chosen in prompts.some(&say!("init-ask-fields"), &items)? {
        let (column, code) = columns[chosen];
        let header = visible(&column.header);
        let code = prompts.text(&say!("init-ask-code", header), Some(code), |_| None)?;
        if let Some(code) = code {
            let meaning = Meaning::Field(code);
            decisions.columns.push((column.header.clone(), meaning));
        }
    }
    Ok(())
}

fn shown(column: &OfferedColumn) -> String {
    visible(&format!("{}  ({})", column.header, column.examples))
}

/// An attribute in the words of the reader.
fn described(target: Target) -> String {
    let name = target.name(Entity::Customer);
    match name {
        "customer_no" => say!("init-what-code"),
        "customer_name" => say!("init-what-name"),
        "customer_phones" => say!("init-what-phones"),
        "customer_email" => say!("init-what-email"),
        "customer_address" => say!("init-what-address"),
        "customer_status_code" => say!("init-what-status"),
        "customer_type_code" => say!("init-what-type"),
        "customer_group_name" => say!("init-what-group"),
        _ => name.to_owned(),
    }
}
