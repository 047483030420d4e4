//! `field_search`: which customers a page or a count has, and which fields a page brings.
//!
//! Invariant: a filter with `is_search: false` lets every customer through.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};
use serde_json::Value as Json;

use super::{
    customer::Customer,
    data::{AccountData, CODE},
    value,
};
use crate::{
    model::{Code, FieldType},
    sandbox::{
        answer::{RuleResult, SandboxAnswer},
        dialect::v3::parameters::Parameters,
        rules_v3::RulesV3,
    },
};

/// The time of creation, which can be searched like a field.
const CREATED: &str = "create_at";

const KEYS: [&str; 4] = ["customer_field_code", "value", "type", "is_search"];

/// One filter.
pub struct FieldFilter {
    pub field: Code,
    test: FilterTest,
}

enum FilterTest {
    /// The field is only brought.
    Any,
    Equal(String),
    EqualNumber(i128),
    Contains(String),
    Numbers(i128, i128),
    Dates(Date, Date),
    Created(Date, Date),
}

/// Reads the filters of a request.
pub fn read(
    data: &AccountData,
    rules: &RulesV3,
    parameters: &Parameters,
) -> RuleResult<Vec<FieldFilter>> {
    let list = parameters.list("field_search").iter();
    list.map(|given| filter(data, rules, given)).collect()
}

fn filter(data: &AccountData, rules: &RulesV3, given: &Json) -> RuleResult<FieldFilter> {
    let wrong = |key: &str| SandboxAnswer::wrong_shape(key, "đúng như tài liệu");
    let object = given.as_object().ok_or_else(|| wrong("field_search"))?;
    if let Some(key) = object.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(SandboxAnswer::unknown_key(key));
    }
    let given_text = |key: &str| {
        object
            .get(key)
            .and_then(Json::as_str)
            .ok_or_else(|| wrong(key))
    };
    let (code, value, kind) = (
        given_text("customer_field_code")?,
        given_text("value")?,
        given_text("type")?,
    );
    let is_search = object.get("is_search").and_then(Json::as_bool);
    let is_search = is_search.ok_or_else(|| wrong("is_search"))?;
    let field = data.fields.get(code);
    let test = match (is_search, code, field) {
        (true, CREATED, _) if kind == "RANGER" => created(value)?,
        (true, CREATED, _) => return Err(wrong("type")),
        (_, code, None) => return Err(value::unknown(rules, "trường thông tin", code)),
        (false, ..) => FilterTest::Any,
        (true, _, Some(field)) => filter_test(field.kind, kind, value)?,
    };
    let field = Code::from(code);
    Ok(FieldFilter { field, test })
}

fn filter_test(kind: FieldType, test: &str, value: &str) -> RuleResult<FilterTest> {
    let wrong = |key: &str| SandboxAnswer::wrong_shape(key, "đúng với kiểu của trường");
    match (test, kind) {
        ("EQUAL" | "CONTAIN" | "RANGER", FieldType::Text) => Err(wrong("type")),
        ("EQUAL", FieldType::Number) => {
            let number = value::number(value).ok_or_else(|| wrong("value"))?;
            Ok(FilterTest::EqualNumber(number))
        }
        ("EQUAL", _) => Ok(FilterTest::Equal(value.to_owned())),
        ("CONTAIN", FieldType::String) => Ok(FilterTest::Contains(value.to_lowercase())),
        ("RANGER", FieldType::Number) => {
            let (from, to) = range(value, value::number)?;
            Ok(FilterTest::Numbers(from, to))
        }
        ("RANGER", FieldType::Date) => {
            let (from, to) = range(value, value::date)?;
            Ok(FilterTest::Dates(from, to))
        }
        _ => Err(wrong("type")),
    }
}

fn created(value: &str) -> RuleResult<FilterTest> {
    let (from, to) = range(value, value::date)?;
    Ok(FilterTest::Created(from, to))
}

/// `min|max`, with or without blanks: the table has them, the example has not.
fn range<T>(value: &str, read: impl Fn(&str) -> Option<T>) -> RuleResult<(T, T)> {
    let ends = value.split_once('|');
    let ends = ends.and_then(|(from, to)| Some((read(from.trim())?, read(to.trim())?)));
    ends.ok_or_else(|| SandboxAnswer::wrong_shape("value", "min|max"))
}

impl FieldFilter {
    /// Whether a customer passes.
    pub fn lets_through(&self, customer: &Customer) -> bool {
        let value = match self.field.as_str() {
            CODE => Some(customer.code.as_str()),
            field => customer.values.get(field),
        };
        match &self.test {
            FilterTest::Any => true,
            FilterTest::Equal(wanted) => value == Some(wanted),
            FilterTest::EqualNumber(wanted) => value.and_then(value::number) == Some(*wanted),
            FilterTest::Contains(part) => {
                value.is_some_and(|value| value.to_lowercase().contains(part))
            }
            FilterTest::Numbers(from, to) => {
                let number = value.and_then(value::number);
                number.is_some_and(|number| (*from..=*to).contains(&number))
            }
            FilterTest::Dates(from, to) => {
                let date = value.and_then(value::date);
                date.is_some_and(|date| (*from..=*to).contains(&date))
            }
            FilterTest::Created(from, to) => {
                day(customer.created).is_some_and(|date| (*from..=*to).contains(&date))
            }
        }
    }
}

/// The day in Vietnam: the documentation names no time zone.
fn day(at: i64) -> Option<Date> {
    let at = Timestamp::from_millisecond(at).ok()?;
    Some(TimeZone::fixed(Offset::constant(7)).to_datetime(at).date())
}
