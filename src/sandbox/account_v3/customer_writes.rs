//! Calls that change customers: insert, update, delete.
//!
//! Invariant: everything is checked before anything is changed.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{
    context::CallContext,
    customer::{Customer, TimelineEntry},
    customer_values::CustomerValues,
    data::{AccountData, CODE, PHONE},
    value::{self, GivenValue},
};
use crate::{
    model::Code,
    sandbox::{
        answer::{RuleResult, SandboxAnswer},
        dialect::v3::parameters::Parameters,
    },
};

/// A customer as a request wants it.
struct WantedCustomer {
    code: Code,
    values: BTreeMap<Code, String>,
}

/// Makes a customer.
pub fn insert(
    data: &mut AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let wanted = wanted(data, context, parameters, None)?;
    let timeline = vec![entry(context, "CUSTOMER_CREATE")];
    data.put_customer(Customer {
        code: wanted.code,
        created: context.at,
        values: CustomerValues::of(wanted.values),
        timeline,
    });
    Ok(Json::Bool(true))
}

/// Changes the fields that the request has, the code among them.
pub fn update(
    data: &mut AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let (number, customer) = data.customer(parameters.text(CODE))?;
    let wanted = wanted(data, context, parameters, Some((number, customer)))?;
    let (from, to) = (parameters.code(CODE), wanted.code);
    if let Some(customer) = data.customers.get_mut(&number) {
        customer.code = to.clone();
        customer.values = CustomerValues::of(wanted.values);
        customer.timeline.push(entry(context, "CUSTOMER_UPDATE"));
    }
    data.numbers.remove(&from);
    data.numbers.insert(to, number);
    Ok(Json::Bool(true))
}

/// Deletes a customer.
pub fn delete(data: &mut AccountData, parameters: &Parameters) -> RuleResult {
    let code = parameters.code(CODE);
    let (number, _) = data.customer(&code)?;
    data.customers.remove(&number);
    data.numbers.remove(&code);
    Ok(Json::Bool(true))
}

/// The customer with the values of the request, checked.
fn wanted(
    data: &AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
    old: Option<(u64, &Customer)>,
) -> RuleResult<WantedCustomer> {
    let rules = &context.rules.v3;
    let mut wanted = WantedCustomer {
        code: old.map_or_else(|| Code::from(""), |(_, old)| old.code.clone()),
        values: old.map(|(_, old)| old.values.open()).unwrap_or_default(),
    };
    for (key, given) in parameters.object("fields") {
        if key == CODE {
            wanted.code = new_code(data, given, old.map(|(number, _)| number))?;
            continue;
        }
        let known = data.fields.get(key.as_str());
        let field = known.ok_or_else(|| value::unknown(rules, "trường thông tin", key))?;
        match value::given(rules, key, given)? {
            GivenValue::Set(_) if rules.loses.as_ref() == Some(key) => {}
            GivenValue::Set(text) => {
                let text = value::checked(data, rules, (key, field), text)?;
                let is_unique = field.is_unique || (key == PHONE && rules.unique_phones);
                if is_unique && is_taken(data, key, &text, old.map(|(number, _)| number)) {
                    let text = format!("Giá trị đã tồn tại: {key} {text}");
                    return Err(SandboxAnswer::refusal(409, text));
                }
                wanted.values.insert(Code::from(key.as_str()), text);
            }
            GivenValue::Cleared => {
                wanted.values.remove(key.as_str());
            }
            GivenValue::Ignored => {}
        }
    }
    check_required(data, &wanted)?;
    Ok(wanted)
}

fn new_code(data: &AccountData, given: &Json, number: Option<u64>) -> RuleResult<Code> {
    let text = given.as_str().unwrap_or_default();
    value::check_code(CODE, text)?;
    match data.numbers.get(text) {
        Some(holder) if Some(*holder) != number => {
            let text = format!("Mã khách hàng đã tồn tại: {text}");
            Err(SandboxAnswer::refusal(409, text))
        }
        _ => Ok(Code::from(text)),
    }
}

fn check_required(data: &AccountData, wanted: &WantedCustomer) -> RuleResult<()> {
    let required = data.fields.iter().filter(|(_, field)| field.is_required);
    let missing: Vec<&str> = required
        .map(|(code, _)| code.as_str())
        .filter(|code| match *code {
            CODE => wanted.code.is_empty(),
            code => !wanted.values.contains_key(code),
        })
        .collect();
    match missing.as_slice() {
        [] => Ok(()),
        missing => Err(SandboxAnswer::missing_keys(missing)),
    }
}

/// Whether another customer has that value.
pub fn is_taken(data: &AccountData, field: &str, text: &str, except: Option<u64>) -> bool {
    if field == CODE {
        return data.numbers.get(text).is_some_and(|it| Some(*it) != except);
    }
    let mut customers = data.customers.iter();
    customers.any(|(number, customer)| {
        Some(*number) != except && customer.values.get(field) == Some(text)
    })
}

fn entry(context: &CallContext<'_>, kind: &'static str) -> TimelineEntry {
    TimelineEntry {
        at: context.at,
        member: context.member.map(Box::from),
        kind,
    }
}
