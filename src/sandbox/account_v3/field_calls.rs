//! The calls of fields.
//!
//! Invariant: a default field never changes, and no field its type.

use serde_json::{Value as Json, json};

use super::{context::CallContext, data::AccountData, field::Field, page, value};
use crate::{
    model::{Code, FieldType},
    sandbox::{
        answer::{RuleResult, SandboxAnswer},
        dialect::v3::parameters::Parameters,
    },
};

const FIELD: &str = "customer_field_code";
const NEW_CODE: &str = "customer_field_code_new";

/// Signs that a field's name may have besides letters, digits and blanks.
const PLAIN_SIGNS: &str = " _-.,()/";

/// A page of the fields that the parameters ask for.
pub fn page(data: &AccountData, context: &CallContext<'_>, parameters: &Parameters) -> RuleResult {
    let rules = &context.rules.v3;
    let mut found = found(data, parameters);
    page::arrange(&mut found, rules, context.request, |(code, field)| {
        (field.id, *code)
    });
    let page = page::page(found, rules, parameters)?;
    Ok(page
        .into_iter()
        .map(|(code, field)| shown(code, field))
        .collect())
}

/// The number of the fields that the parameters ask for.
pub fn count(data: &AccountData, parameters: &Parameters) -> Json {
    Json::from(found(data, parameters).len())
}

/// One field.
pub fn detail(data: &AccountData, parameters: &Parameters) -> RuleResult {
    let code = parameters.code(FIELD);
    Ok(shown(&code, data.field(&code)?))
}

/// Whether a field has the code.
pub fn exists(data: &AccountData, parameters: &Parameters) -> Json {
    Json::Bool(data.fields.contains_key(parameters.text(FIELD)))
}

/// Makes a field.
pub fn insert(
    data: &mut AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let code = parameters.code(FIELD);
    value::check_code(FIELD, &code)?;
    let kind = kind(parameters)?;
    check_looks(parameters)?;
    if data.fields.contains_key(&code) {
        return Err(exists_already(&code));
    }
    let mut field = Field {
        created: context.at,
        ..Field::plain("", kind)
    };
    overwrite(&mut field, parameters);
    data.put_field(code.clone(), field);
    Ok(Json::from(code.as_str()))
}

/// Changes everything of a field but its code and its type.
pub fn update(data: &mut AccountData, parameters: &Parameters) -> RuleResult {
    let code = parameters.code(FIELD);
    kind(parameters)?;
    check_looks(parameters)?;
    check_custom(&code, data.field(&code)?)?;
    overwrite(data.field_mut(&code)?, parameters);
    Ok(Json::from(code.as_str()))
}

/// Changes a field's code. Customers keep their values if the rules have them follow; otherwise they lose them.
pub fn update_code(
    data: &mut AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let (from, to) = (parameters.code(FIELD), parameters.code(NEW_CODE));
    check_custom(&from, data.field(&from)?)?;
    value::check_code(NEW_CODE, &to)?;
    if from != to && data.fields.contains_key(&to) {
        return Err(exists_already(&to));
    }
    if let Some(field) = data.fields.remove(&from) {
        data.fields.insert(to.clone(), field);
    }
    for customer in data.customers.values_mut() {
        if let Some(value) = customer.values.remove(&from)
            && (context.rules.cascade || from == to)
        {
            customer.values.set(&to, &value);
        }
    }
    Ok(Json::Bool(true))
}

/// Deletes a field that no customer uses.
pub fn delete(
    data: &mut AccountData,
    context: &CallContext<'_>,
    parameters: &Parameters,
) -> RuleResult {
    let code = parameters.code(FIELD);
    check_custom(&code, data.field(&code)?)?;
    let users = data.users(&code, |_| true);
    if users > 0 && !context.rules.v3.delete_used {
        return Err(in_use("trường thông tin", &code, users));
    }
    data.fields.remove(&code);
    for customer in data.customers.values_mut() {
        customer.values.remove(&code);
    }
    Ok(Json::Bool(true))
}

/// The refusal to delete what customers use.
pub fn in_use(noun: &str, code: &str, users: usize) -> SandboxAnswer {
    let text = format!("Không thể xóa {noun} {code}: đang được sử dụng bởi {users} khách hàng");
    SandboxAnswer::refusal(-1, text)
}

fn exists_already(code: &str) -> SandboxAnswer {
    SandboxAnswer::refusal(409, format!("Mã trường thông tin đã tồn tại: {code}"))
}

fn found<'a>(data: &'a AccountData, parameters: &Parameters) -> Vec<(&'a Code, &'a Field)> {
    let wanted = parameters.text("key").to_lowercase();
    let bound = |key| parameters.integer(key).filter(|bound| *bound != -1);
    let (from, to) = (bound("from"), bound("to"));
    let mut found = data.sorted_fields();
    found.retain(|(code, field)| {
        let mut texts = [code.as_str(), &field.name].into_iter();
        texts.any(|text| text.to_lowercase().contains(&wanted))
            && from.is_none_or(|from| field.created >= from)
            && to.is_none_or(|to| field.created <= to)
    });
    found
}

fn kind(parameters: &Parameters) -> RuleResult<FieldType> {
    let wanted = parameters.text("type");
    let kind = FieldType::ALL
        .into_iter()
        .find(|kind| kind.as_str() == wanted);
    kind.ok_or_else(|| SandboxAnswer::wrong_shape("type", "một kiểu trường"))
}

/// Checks the name and the colours.
fn check_looks(parameters: &Parameters) -> RuleResult<()> {
    let is_plain = |letter: char| letter.is_alphanumeric() || PLAIN_SIGNS.contains(letter);
    // A letter may be written as a base and its accents.
    let is_accent = |letter: char| ('\u{300}'..='\u{36f}').contains(&letter);
    let mut letters = parameters.text("name").chars();
    if !letters.all(|letter| is_plain(letter) || is_accent(letter)) {
        return Err(SandboxAnswer::wrong_shape(
            "name",
            "chuỗi không có ký tự đặc biệt",
        ));
    }
    for key in ["color", "text_color"] {
        value::check_color(key, parameters.text(key))?;
    }
    Ok(())
}

fn check_custom(code: &str, field: &Field) -> RuleResult<()> {
    if field.is_default {
        let text = format!("Không thể thay đổi trường mặc định: {code}");
        return Err(SandboxAnswer::refusal(-1, text));
    }
    Ok(())
}

/// Sets what the parameters have.
fn overwrite(field: &mut Field, parameters: &Parameters) {
    for (key, part) in [
        ("name", &mut field.name),
        ("color", &mut field.color),
        ("text_color", &mut field.text_color),
        ("description", &mut field.description),
    ] {
        if let Some(text) = parameters.given(key) {
            text.clone_into(part);
        }
    }
    for (key, part) in [
        ("is_required", &mut field.is_required),
        ("is_unique", &mut field.is_unique),
    ] {
        *part = parameters.flag(key).unwrap_or(*part);
    }
    field.number = parameters.integer("number").unwrap_or(field.number);
}

fn shown(code: &str, field: &Field) -> Json {
    json!({
        "create_at": field.created,
        "number": field.number,
        "code": code,
        "name": field.name,
        "color": field.color,
        "text_color": field.text_color,
        "description": field.description,
        "type": field.kind.as_str(),
        "is_required": field.is_required,
        "is_unique": field.is_unique,
        "is_default": field.is_default,
    })
}
