//! What a value must be like, by the type of its field, and how it is stored and returned.
//!
//! It looks at no other customer. Invariant: a value that passes is returned with the same meaning.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::{
    data::{AccountData, MEMBER},
    field::Field,
};
use crate::model::FieldType;
use crate::sandbox::{
    answer::{RuleResult, SandboxAnswer},
    rules_v3::{ClearedBy, RulesV3},
};

/// The most characters of a STRING.
const LONGEST_STRING: usize = 255;
/// The most digits of a NUMBER, with its decimals.
const MOST_DIGITS: usize = 18;
/// The most decimals of a NUMBER.
const DECIMALS: usize = 6;

/// What a request wants of a field.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GivenValue<'a> {
    /// It becomes this value.
    Set(&'a str),
    /// It loses its value.
    Cleared,
    /// It stays as it is.
    Ignored,
}

/// Reads a value of a request.
pub fn given<'a>(rules: &RulesV3, field: &str, value: &'a Json) -> RuleResult<GivenValue<'a>> {
    match (value, rules.cleared_by) {
        // Documented for this field alone.
        (Json::String(text), _) if text.is_empty() && field == MEMBER => Ok(GivenValue::Cleared),
        (Json::String(text), ClearedBy::Blank) if text.is_empty() => Ok(GivenValue::Cleared),
        (Json::String(text), ClearedBy::SilentNull) if text.is_empty() => Ok(GivenValue::Ignored),
        (Json::Null, ClearedBy::Null | ClearedBy::SilentNull) => Ok(GivenValue::Cleared),
        (Json::String(text), _) if !text.is_empty() => Ok(GivenValue::Set(text)),
        _ => Err(SandboxAnswer::wrong_shape(field, "chuỗi ký tự")),
    }
}

/// Checks a value, and returns it as it is stored.
pub fn checked(
    data: &AccountData,
    rules: &RulesV3,
    (code, field): (&str, &Field),
    text: &str,
) -> RuleResult<String> {
    let wrong = |wanted: &str| Err(SandboxAnswer::wrong_shape(code, wanted));
    match field.kind {
        FieldType::String if text.chars().count() > LONGEST_STRING => {
            return wrong("chuỗi không quá 255 ký tự");
        }
        FieldType::Number if number(text).is_none() => {
            return wrong("số không quá 18 chữ số và 6 chữ số thập phân");
        }
        FieldType::Date if date(text).is_none() => return wrong("ngày dd/MM/yyyy"),
        kind if kind.has_options() => {
            let option = field.options.get(text).filter(|option| !option.is_group);
            if option.is_none() {
                return Err(unknown(rules, &format!("lựa chọn của {code}"), text));
            }
        }
        _ => {}
    }
    if code == MEMBER && !data.members.contains_key(text) {
        return Err(unknown(rules, "thành viên", text));
    }
    let international = text.strip_prefix("+84");
    Ok(match international {
        Some(rest) if field.kind == FieldType::Phone && rules.national_phones => format!("0{rest}"),
        _ => text.to_owned(),
    })
}

/// The refusal of something unknown that a customer refers to.
pub fn unknown(rules: &RulesV3, noun: &str, code: &str) -> SandboxAnswer {
    let error = if rules.unknown_is_404 { 404 } else { -1 };
    SandboxAnswer::refusal(error, format!("Không tìm thấy {noun}: {code}"))
}

/// A value as it is returned.
pub fn shown(rules: &RulesV3, field: &Field, text: &str) -> String {
    if field.kind != FieldType::Number || !rules.six_decimals {
        return text.to_owned();
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}.{decimals:0<DECIMALS$}")
}

/// A NUMBER in millionths.
pub fn number(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    if !is_number(whole) || !is_number(decimals) || decimals.len() > DECIMALS || count > MOST_DIGITS
    {
        return None;
    }
    let millionths: i128 = format!("{whole}{decimals:0<DECIMALS$}").parse().ok()?;
    Some(if text.starts_with('-') {
        -millionths
    } else {
        millionths
    })
}

/// A DATE, `dd/MM/yyyy`.
pub fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    let mut part = |length: usize| {
        let part = parts.next()?;
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok()).flatten()
    };
    let (day, month, year) = (part(2)?, part(2)?, part(4)?);
    let is_whole = parts.next().is_none();
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?);
    date.ok().filter(|_| is_whole)
}

/// Checks the code of a record: letters, digits, `_` and `-`.
pub fn check_code(key: &str, code: &str) -> RuleResult<()> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !code.is_empty() && code.bytes().all(fits) {
        return Ok(());
    }
    let text = "chữ cái, chữ số, _ hoặc -";
    Err(SandboxAnswer::wrong_shape(key, text))
}

/// Checks a colour: `#` and six hexadecimal digits.
pub fn check_color(key: &str, color: &str) -> RuleResult<()> {
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    Err(SandboxAnswer::wrong_shape(key, "mã màu #RRGGBB"))
}
