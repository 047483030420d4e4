//! Calls that read what was done to a customer, the members, and the balance.
//!
//! Invariant: a timeline has the newest entry first.

use serde_json::{Value as Json, json};

use super::{
    context::CallContext,
    customer::TimelineEntry,
    data::{AccountData, CODE, MEMBER, not_found},
    page,
};
use crate::sandbox::{
    answer::{RuleResult, SandboxAnswer},
    dialect::v3::parameters::Parameters,
};

/// What a timeline can be asked for; the account has only entries of the first kind.
const KINDS: [&str; 6] = ["CUSTOMER", "NOTE", "HISTORY_CALL", "TICKET", "TODO", "ALL"];

/// A page of a customer's timeline.
pub fn timeline(
    data: &AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let page = page::page(entries(data, parameters)?, &context.rules.v3, parameters)?;
    let shown = page.into_iter().map(|entry| {
        json!({
            "create_at": entry.at,
            "member_no": entry.member,
            "type": "CUSTOMER",
            "type_sub": entry.kind,
            "content": "",
            "customer_code": parameters.text(CODE),
        })
    });
    Ok(shown.collect())
}

/// The number of entries in a customer's timeline.
pub fn timeline_count(data: &AccountData, parameters: &Parameters) -> RuleResult {
    Ok(Json::from(entries(data, parameters)?.len()))
}

fn entries<'a>(
    data: &'a AccountData,
    parameters: &Parameters,
) -> RuleResult<Vec<&'a TimelineEntry>> {
    let (_, customer) = data.customer(parameters.text(CODE))?;
    let kind = match parameters.text("type") {
        "" => "ALL",
        kind => kind,
    };
    if !KINDS.contains(&kind) {
        return Err(SandboxAnswer::wrong_shape("type", &KINDS.join(", ")));
    }
    let bound = |key| parameters.integer(key).filter(|bound| *bound != -1);
    let (from, to) = (bound("from"), bound("to"));
    let entries = customer.timeline.iter().rev().filter(|entry| {
        ["ALL", "CUSTOMER"].contains(&kind)
            && from.is_none_or(|from| entry.at >= from)
            && to.is_none_or(|to| entry.at <= to)
    });
    Ok(entries.collect())
}

/// A page of the members.
pub fn members(
    data: &AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let members: Vec<_> = data.members.iter().collect();
    let page = page::page(members, &context.rules.v3, parameters)?;
    Ok(page
        .into_iter()
        .map(|(code, name)| member_shown(code, name))
        .collect())
}

/// The number of members.
pub fn member_count(data: &AccountData) -> Json {
    Json::from(data.members.len())
}

/// One member.
pub fn member(data: &AccountData, parameters: &Parameters) -> RuleResult {
    let code = parameters.text(MEMBER);
    let name = data.members.get(code);
    let name = name.ok_or_else(|| not_found("thành viên", code))?;
    Ok(member_shown(code, name))
}

fn member_shown(code: &str, name: &str) -> Json {
    json!({
        "member_name": name, "member_type": 1, "member_color": "#FFFFFF",
        "member_ext_number": code, "member_no": code, "member_status": 1,
        "member_money": 0, "expiration_date": null,
    })
}
