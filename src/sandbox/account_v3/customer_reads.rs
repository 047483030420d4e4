//! Calls that read customers: details, pages, counts, and whether a value is taken.
//!
//! Invariant: nothing is changed.

use serde_json::{Value as Json, json};

use super::{
    context::CallContext,
    customer::Customer,
    customer_writes::is_taken,
    data::{AccountData, CODE, PHONE},
    field::Field,
    field_search::{self, FieldFilter},
    page, value,
};
use crate::{
    model::{Code, FieldType},
    sandbox::{
        answer::RuleResult,
        dialect::v3::parameters::Parameters,
        rules_v3::{BroughtFields, RulesV3, UnknownCustomer, UnsetValue},
    },
};

/// A customer with all its fields; without a code, the form: all fields without values.
pub fn detail(
    data: &AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let rules = &context.rules.v3;
    let code = parameters.text(CODE);
    if code.is_empty() {
        return Ok(details(data, rules, None));
    }
    match (data.customer(code), rules.unknown_customer) {
        (Ok((_, customer)), _) => Ok(details(data, rules, Some(customer))),
        (Err(refusal), UnknownCustomer::NotFound) => Err(refusal),
        (Err(_), UnknownCustomer::Form) => Ok(details(data, rules, None)),
        (Err(_), UnknownCustomer::NullData) => Ok(Json::Null),
    }
}

/// Whether another customer has the value; false as well if the field is not unique.
pub fn value_exists(
    data: &AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let code = parameters.text("customer_field_code");
    let field = data.field(code)?;
    let edited = match parameters.text(CODE) {
        "" => None,
        edited => Some(data.customer(edited)?.0),
    };
    let is_unique = field.is_unique || (code == PHONE && context.rules.v3.unique_phones);
    let taken = is_unique && is_taken(data, code, parameters.text("value"), edited);
    Ok(Json::Bool(taken))
}

/// The number of customers that the filters let through.
pub fn count(data: &AccountData, context: &CallContext<'_>, parameters: &Parameters) -> RuleResult {
    let filters = field_search::read(data, &context.rules.v3, parameters)?;
    let all = data.customers.values();
    let found = all.filter(|it| filters.iter().all(|filter| filter.lets_through(it)));
    Ok(Json::from(found.count()))
}

/// A page of the customers that the filters let through.
pub fn page(data: &AccountData, context: &CallContext<'_>, parameters: &Parameters) -> RuleResult {
    let rules = &context.rules.v3;
    let filters = field_search::read(data, rules, parameters)?;
    let all = data.customers.iter();
    let mut found: Vec<_> = all
        .filter(|(_, it)| filters.iter().all(|filter| filter.lets_through(it)))
        .collect();
    page::arrange(&mut found, rules, context.request, |(number, customer)| {
        (**number, &customer.code)
    });
    let fields = brought(data, rules, &filters);
    let page = page::page(found, rules, parameters)?;
    let shown = page.into_iter().map(|(_, customer)| {
        let items = fields
            .iter()
            .map(|(code, field)| item(rules, code, field, customer));
        json!({"create_at": customer.created, "customer_field_items": items.collect::<Vec<_>>()})
    });
    Ok(shown.collect())
}

/// The fields that a page brings.
fn brought<'a>(
    data: &'a AccountData,
    rules: &RulesV3,
    filters: &[FieldFilter],
) -> Vec<(&'a Code, &'a Field)> {
    let is_asked = |code: &Code| filters.iter().any(|filter| filter.field == *code);
    let any_asked = data.fields.keys().any(is_asked);
    let mut fields = data.sorted_fields();
    fields.retain(|(code, field)| {
        let is_brought = match rules.brought {
            BroughtFields::All => true,
            BroughtFields::Asked if any_asked => is_asked(code),
            _ => field.is_default || is_asked(code),
        };
        is_brought && (rules.text_in_pages || field.kind != FieldType::Text)
    });
    fields
}

fn value_of<'a>(customer: &'a Customer, code: &str) -> Option<&'a str> {
    match code {
        CODE => Some(&customer.code),
        code => customer.values.get(code),
    }
}

/// One field of a customer in a page.
fn item(rules: &RulesV3, code: &Code, field: &Field, customer: &Customer) -> Json {
    let value = value_of(customer, code);
    let unset = match rules.unset {
        UnsetValue::Blank => Json::from(""),
        UnsetValue::Documented | UnsetValue::Null => Json::Null,
    };
    let chosen = value.and_then(|value| Some((value, field.options.get(value)?)));
    let chosen = chosen.map(|(code, option)| {
        json!([{
            "code": code, "color": option.color, "text_color": option.text_color,
            "number": option.number, "value": option.name,
        }])
    });
    json!({
        "code": code.as_str(),
        "name": field.name,
        "type": field.kind.as_str(),
        "value": value.map_or(unset, |value| value::shown(rules, field, value).into()),
        "number": field.number,
        "value_option": chosen,
    })
}

fn details(data: &AccountData, rules: &RulesV3, customer: Option<&Customer>) -> Json {
    let unset = match rules.unset {
        UnsetValue::Null => Json::Null,
        UnsetValue::Documented | UnsetValue::Blank => Json::from(""),
    };
    let fields = data.sorted_fields().into_iter().map(|(code, field)| {
        let value = customer.and_then(|customer| value_of(customer, code));
        json!({
            "code": code.as_str(),
            "name": field.name,
            "type": field.kind.as_str(),
            "color": field.color,
            "text_color": field.text_color,
            "is_required": field.is_required,
            "value": value.map_or(unset.clone(), |value| value::shown(rules, field, value).into()),
            "number": field.number,
            "is_unique": field.is_unique,
            "value_options": options(field, value),
        })
    });
    let code = customer.map_or("", |customer| customer.code.as_str());
    json!({"customer_code": code, "fields": fields.collect::<Vec<_>>()})
}

/// All options of a field, and which of them is chosen.
fn options(field: &Field, chosen: Option<&str>) -> Json {
    let mut options: Vec<_> = field.options.iter().collect();
    options.sort_by_key(|(_, option)| (option.number, option.id));
    let shown = options.into_iter().map(|(code, option)| {
        json!({
            "code": code.as_str(),
            "is_select": chosen == Some(code.as_str()),
            "name": option.name,
            "color": option.color,
            "text_color": option.text_color,
            "number": option.number,
            "type": option.kind(),
            "customer_field_option_code": code.as_str(),
        })
    });
    shown.collect()
}
