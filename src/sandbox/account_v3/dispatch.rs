//! Which function carries out which call.
//!
//! It decides nothing. Invariant: a call that reads gets the records as they are, and can't change them.

use serde_json::Value as Json;

use super::{
    context::CallContext, customer_reads, customer_writes, data::AccountData, field_calls,
    option_calls, other_reads, replica::PastWrite,
};
use crate::sandbox::{
    answer::{RuleResult, SandboxAnswer},
    dialect::v3::{calls::V3Call, parameters::Parameters},
    rules::Rules,
};

/// Carries out a call that changes the account.
pub fn repeat(data: &mut AccountData, rules: &Rules, past: &PastWrite) -> RuleResult {
    let parameters = &past.parameters;
    let context = CallContext {
        rules,
        member: past.member.as_deref(),
        at: past.at,
        request: past.request,
    };
    match past.call {
        V3Call::CustomerInsert => customer_writes::insert(data, &context, parameters),
        V3Call::CustomerUpdate => customer_writes::update(data, &context, parameters),
        V3Call::CustomerDelete => customer_writes::delete(data, parameters),
        V3Call::FieldInsert => field_calls::insert(data, &context, parameters),
        V3Call::FieldUpdate => field_calls::update(data, parameters),
        V3Call::FieldUpdateCode => field_calls::update_code(data, &context, parameters),
        V3Call::FieldDelete => field_calls::delete(data, &context, parameters),
        V3Call::OptionInsert => option_calls::insert(data, &context, parameters),
        V3Call::OptionUpdate => option_calls::update(data, parameters),
        V3Call::OptionUpdateCode => option_calls::update_code(data, &context, parameters),
        V3Call::OptionDelete => option_calls::delete(data, &context, parameters),
        read_only => read(data, read_only, &context, parameters),
    }
}

/// Carries out a call that reads the account.
pub fn read(
    data: &AccountData,
    call: V3Call,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    match call {
        V3Call::CustomerDetail => customer_reads::detail(data, context, parameters),
        V3Call::CustomerValueExists => customer_reads::value_exists(data, context, parameters),
        V3Call::CustomerPage => customer_reads::page(data, context, parameters),
        V3Call::CustomerCount => customer_reads::count(data, context, parameters),
        V3Call::FieldPage => field_calls::page(data, context, parameters),
        V3Call::FieldCount => Ok(field_calls::count(data, parameters)),
        V3Call::FieldDetail => field_calls::detail(data, parameters),
        V3Call::FieldExists => Ok(field_calls::exists(data, parameters)),
        V3Call::OptionPage => option_calls::page(data, context, parameters),
        V3Call::OptionCount => option_calls::count(data, parameters),
        V3Call::OptionDetail => option_calls::detail(data, parameters),
        V3Call::OptionExists => option_calls::exists(data, parameters),
        V3Call::TimelinePage => other_reads::timeline(data, context, parameters),
        V3Call::TimelineCount => other_reads::timeline_count(data, parameters),
        V3Call::MemberPage => other_reads::members(data, context, parameters),
        V3Call::MemberCount => Ok(other_reads::member_count(data)),
        V3Call::MemberDetail => other_reads::member(data, parameters),
        V3Call::Balance => Ok(Json::from(0)),
        _ => Err(SandboxAnswer::no_path("")),
    }
}
