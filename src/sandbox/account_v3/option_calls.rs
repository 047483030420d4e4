//! The calls of options and of their groups.
//!
//! Invariant: an option never changes its type or its group.

use serde_json::{Value as Json, json};

use super::{
    context::CallContext,
    data::{AccountData, not_found},
    field::{Field, FieldOption},
    field_calls::in_use,
    page, value,
};
use crate::{
    model::{Code, FieldType},
    sandbox::{
        answer::{RuleResult, SandboxAnswer},
        dialect::v3::parameters::Parameters,
    },
};

const FIELD: &str = "customer_field_code";
const OPTION: &str = "customer_field_option_code";
const NEW_CODE: &str = "customer_field_option_code_new";
const PARENT: &str = "customer_field_option_group_code";

/// A page of the options that the parameters ask for.
pub fn page(data: &AccountData, context: &CallContext<'_>, parameters: &Parameters) -> RuleResult {
    let rules = &context.rules.v3;
    let mut found = found(data, parameters)?;
    page::arrange(&mut found, rules, context.request, |(code, option)| {
        (option.id, *code)
    });
    let page = page::page(found, rules, parameters)?;
    Ok(page
        .into_iter()
        .map(|(code, option)| shown(code, option))
        .collect())
}

/// The number of the options that the parameters ask for.
pub fn count(data: &AccountData, parameters: &Parameters) -> RuleResult {
    Ok(Json::from(found(data, parameters)?.len()))
}

/// One option.
pub fn detail(data: &AccountData, parameters: &Parameters) -> RuleResult {
    let field = data.field(parameters.text(FIELD))?;
    let code = parameters.text(OPTION);
    Ok(shown(code, option(field, code)?))
}

/// Whether an option of the field has the code.
pub fn exists(data: &AccountData, parameters: &Parameters) -> RuleResult {
    let field = data.field(parameters.text(FIELD))?;
    Ok(Json::Bool(
        field.options.contains_key(parameters.text(OPTION)),
    ))
}

/// Makes an option or a group.
pub fn insert(
    data: &mut AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let code = parameters.code(OPTION);
    value::check_code(OPTION, &code)?;
    for key in ["color", "text_color"] {
        value::check_color(key, parameters.text(key))?;
    }
    let field_code = parameters.code(FIELD);
    let field = data.field(&field_code)?;
    if !field.kind.has_options() {
        return Err(SandboxAnswer::wrong_shape(FIELD, "trường có lựa chọn"));
    }
    let mut made = FieldOption {
        created: context.at,
        is_group: is_group(field, parameters)?,
        group: parent(field, parameters)?,
        ..FieldOption::plain("")
    };
    if field.options.contains_key(&code) {
        return Err(exists_already(&code));
    }
    overwrite(&mut made, parameters);
    data.put_option(&field_code, code.clone(), made);
    Ok(Json::from(code.as_str()))
}

/// Changes the looks of an option.
pub fn update(data: &mut AccountData, parameters: &Parameters) -> RuleResult {
    let code = parameters.code(OPTION);
    value::check_color("color", parameters.text("color"))?;
    if let Some(color) = parameters.given("text_color") {
        value::check_color("text_color", color)?;
    }
    let field = data.field_mut(parameters.text(FIELD))?;
    let found = field.options.get_mut(&code);
    overwrite(found.ok_or_else(|| missing(&code))?, parameters);
    Ok(Json::from(code.as_str()))
}

/// Changes an option's code. Customers follow if the rules have them; otherwise they keep the old code.
pub fn update_code(
    data: &mut AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let (from, to) = (parameters.code(OPTION), parameters.code(NEW_CODE));
    let field_code = parameters.text(FIELD);
    let field = data.field_mut(field_code)?;
    let moved = option(field, &from)?.clone();
    value::check_code(NEW_CODE, &to)?;
    if from != to && field.options.contains_key(&to) {
        return Err(exists_already(&to));
    }
    field.options.remove(&from);
    field.options.insert(to.clone(), moved);
    for child in field.options.values_mut() {
        if child.group.as_ref() == Some(&from) {
            child.group = Some(to.clone());
        }
    }
    if context.rules.cascade {
        let field_code = Code::from(field_code);
        for customer in data.customers.values_mut() {
            if customer.values.get(&field_code) == Some(from.as_str()) {
                customer.values.set(&field_code, &to);
            }
        }
    }
    Ok(Json::Bool(true))
}

/// Deletes an option that no customer uses, or a group without options.
pub fn delete(
    data: &mut AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let (field_code, code) = (parameters.text(FIELD), parameters.code(OPTION));
    let field = data.field(field_code)?;
    option(field, &code)?;
    let mut options = field.options.values();
    if options.any(|child| child.group.as_ref() == Some(&code)) {
        let text = format!("Không thể xóa nhóm lựa chọn {code}: nhóm không rỗng");
        return Err(SandboxAnswer::refusal(-1, text));
    }
    let users = data.users(field_code, |value| value == code.as_str());
    if users > 0 && !context.rules.v3.delete_used {
        return Err(in_use("lựa chọn", &code, users));
    }
    data.field_mut(field_code)?.options.remove(&code);
    for customer in data.customers.values_mut() {
        if customer.values.get(field_code) == Some(code.as_str()) {
            customer.values.remove(field_code);
        }
    }
    Ok(Json::Bool(true))
}

fn option<'a>(field: &'a Field, code: &str) -> RuleResult<&'a FieldOption> {
    field.options.get(code).ok_or_else(|| missing(code))
}

fn missing(code: &str) -> SandboxAnswer {
    not_found("lựa chọn", code)
}

fn exists_already(code: &str) -> SandboxAnswer {
    SandboxAnswer::refusal(409, format!("Mã lựa chọn đã tồn tại: {code}"))
}

fn found<'a>(
    data: &'a AccountData,
    parameters: &Parameters,
) -> RuleResult<Vec<(&'a Code, &'a FieldOption)>> {
    let field = data.field(parameters.text(FIELD))?;
    let (kind, parent) = (parameters.text("type"), parameters.text(PARENT));
    if !["", "OPTION", "OPTGROUP"].contains(&kind) {
        return Err(SandboxAnswer::wrong_shape("type", "OPTION hoặc OPTGROUP"));
    }
    let wanted = parameters.text("key").to_lowercase();
    let found = field.options.iter().filter(|(_, option)| {
        (kind.is_empty() || option.kind() == kind)
            && (parent.is_empty() || option.group.as_deref() == Some(parent))
            && option.name.to_lowercase().contains(&wanted)
    });
    Ok(found.collect())
}

/// Whether the parameters want a group, which only a SELECT field has.
fn is_group(field: &Field, parameters: &Parameters) -> RuleResult<bool> {
    match parameters.text("type") {
        "OPTION" => Ok(false),
        "OPTGROUP" if field.kind == FieldType::Select => Ok(true),
        _ => Err(SandboxAnswer::wrong_shape(
            "type",
            "OPTION, hoặc OPTGROUP của trường SELECT",
        )),
    }
}

/// The group that the parameters name.
fn parent(field: &Field, parameters: &Parameters) -> RuleResult<Option<Code>> {
    let code = parameters.code(PARENT);
    if code.is_empty() {
        return Ok(None);
    }
    match field.options.get(&code) {
        Some(group) if group.is_group && parameters.text("type") == "OPTION" => Ok(Some(code)),
        Some(_) => Err(SandboxAnswer::wrong_shape(PARENT, "mã của OPTGROUP")),
        None => Err(missing(&code)),
    }
}

/// Sets what the parameters have.
fn overwrite(option: &mut FieldOption, parameters: &Parameters) {
    for (key, part) in [
        ("name", &mut option.name),
        ("color", &mut option.color),
        ("text_color", &mut option.text_color),
    ] {
        if let Some(text) = parameters.given(key) {
            text.clone_into(part);
        }
    }
    option.number = parameters.integer("number").unwrap_or(option.number);
}

fn shown(code: &str, option: &FieldOption) -> Json {
    json!({
        "create_at": option.created,
        "code": code,
        "customer_field_option_group_code": option.group.as_deref(),
        "number": option.number,
        "name": option.name,
        "color": option.color,
        "text_color": option.text_color,
        "type": option.kind(),
    })
}
