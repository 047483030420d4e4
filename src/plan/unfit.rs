//! Rows that a v3 account would refuse: a code with other characters, a value that is not of its field's type or none of
//! its options, a phone without a field, another type of a field.
//!
//! It only finds them; `blocked` holds them with everything that depends on them. Invariant: nothing is cut or dropped
//! to make a row fit.

use std::collections::BTreeMap;

use super::{
    blocked::ChangePlace,
    field_types::{FieldTypes, date, is_number},
};
use crate::{
    codec::{Diff, Snapshot},
    error::Result,
    model::{
        AccountForm, Attribute, CellText, Code, Content, CustomerFields, Entity, FieldType,
        Privacy, Problem, TargetName, Value, field_name, text::folded,
    },
};

/// The most characters of a STRING.
const LONGEST: usize = 255;

/// What stands between several options; none of them can be in a code.
const SEPARATORS: [char; 4] = [',', ';', '|', '\n'];

/// The rows that do not fit, each with its first problem.
pub(super) fn unfit(
    diffs: &BTreeMap<Entity, Diff>,
    snapshot: &dyn Snapshot,
    fields: &CustomerFields,
) -> Result<Vec<(ChangePlace, Problem)>> {
    let types = FieldTypes::of(diffs, snapshot)?;
    let form = snapshot.account_form()?.unwrap_or_default();
    let mut found = Vec::new();
    for (entity, diff) in diffs {
        for (at, change) in diff.changes.iter().enumerate() {
            let Some(record) = &change.new else {
                continue;
            };
            // A change of nothing but the code has no content to send.
            let content = change.new_content()?.filter(|_| change.sends);
            let problem = code(&record.code).or_else(|| {
                let content = content.as_ref()?;
                match entity {
                    Entity::Customer => customer(content, fields, &types),
                    Entity::Field => field(&record.code, content, fields),
                    Entity::Status | Entity::Type | Entity::Group => None,
                }
            });
            let problem = match (problem, &content) {
                (None, Some(new)) => {
                    let old = change.old_content()?;
                    match entity {
                        Entity::Field => old.and_then(|old| fixed(&record.code, &old, new)),
                        Entity::Customer => options(new, old.as_ref(), (&types, &form)),
                        _ => None,
                    }
                }
                (problem, _) => problem,
            };
            found.extend(problem.map(|problem| ((*entity, at), problem)));
        }
    }
    Ok(found)
}

fn code(code: &Code) -> Option<Problem> {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-');
    let code = code.clone();
    (!code.chars().all(is_sign)).then_some(Problem::CodeSigns { code })
}

/// The type of a field, by itself and as `[api.v3]` needs it.
fn field(code: &Code, content: &Content, fields: &CustomerFields) -> Option<Problem> {
    let text = content.text(Attribute::FieldType)?;
    let now = || CellText::words(text.to_owned());
    let Some(kind) = FieldType::from_name(text) else {
        return Some(Problem::FieldTypeUnknown { text: now() });
    };
    let mut named = fields.named();
    let (key, _, wanted) = named.find(|(_, named, wanted)| *named == code && *wanted != kind)?;
    Some(Problem::FieldTypeOfNamed {
        code: code.clone(),
        key: TargetName::new(key),
        wanted: TargetName::new(wanted.as_str()),
        now: now(),
    })
}

/// A field never changes its type.
fn fixed(code: &Code, old: &Content, new: &Content) -> Option<Problem> {
    let kinds = FieldType::of_field(old).zip(FieldType::of_field(new));
    let (was, now) = kinds.filter(|(was, now)| was != now)?;
    let words = |kind: FieldType| CellText::words(kind.as_str().to_owned());
    Some(Problem::FieldTypeFixed {
        code: code.clone(),
        was: words(was),
        now: words(now),
    })
}

fn customer(content: &Content, fields: &CustomerFields, types: &FieldTypes) -> Option<Problem> {
    for (attribute, value) in &content.attributes {
        match value {
            Value::List(list) if list.len() > fields.phones.len() => {
                return Some(Problem::PhonesWithoutField {
                    phones: list.len(),
                    fields: fields.phones.len(),
                });
            }
            Value::Text(text) if text.chars().count() > LONGEST => {
                return Some(Problem::ValueTooLong {
                    text: beginning(text, attribute.privacy()),
                    target: TargetName::new(attribute.as_str()),
                    most: LONGEST,
                });
            }
            Value::Text(_) | Value::List(_) => {}
        }
    }
    let mut values = content.fields.iter().filter(|(_, value)| !value.is_empty());
    values.find_map(|(code, value)| of_type(code, value, types.of_field(code)?))
}

/// A value that is sent and that no option has.
fn options(
    new: &Content,
    old: Option<&Content>,
    (types, form): (&FieldTypes, &AccountForm),
) -> Option<Problem> {
    let is_sent = |(code, value): &(&Code, &String)| {
        !value.is_empty() && old.is_none_or(|old| old.fields.get(*code) != Some(*value))
    };
    let mut sent = new.fields.iter().filter(is_sent);
    sent.find_map(|(code, value)| {
        let kind = types.of_field(code).filter(|kind| kind.has_options())?;
        let known = form.field(code).map(|field| &*field.options);
        option(code, value, kind, known.unwrap_or_default())
    })
}

/// `known`: the options of the field, none if they were never read.
fn option(
    code: &Code,
    value: &str,
    kind: FieldType,
    known: &[(String, String)],
) -> Option<Problem> {
    if known.iter().any(|(option, _)| option == value) {
        return None;
    }
    let target = TargetName::new(field_name(code));
    let text = beginning(value, Privacy::Words);
    if kind == FieldType::Checkbox && value.contains(SEPARATORS) {
        return Some(Problem::OptionsSeveral { text, target });
    }
    let mut named = known
        .iter()
        .filter(|(_, name)| folded(name) == folded(value));
    let near = named
        .next()
        .map(|(option, _)| CellText::words(option.clone()));
    (!known.is_empty()).then_some(Problem::OptionUnknown { text, target, near })
}

fn of_type(code: &Code, value: &str, kind: FieldType) -> Option<Problem> {
    let target = TargetName::new(field_name(code));
    let text = beginning(value, Privacy::Words);
    let most = LONGEST;
    match kind {
        FieldType::String if value.chars().count() > LONGEST => {
            Some(Problem::ValueTooLong { text, target, most })
        }
        FieldType::Number if !is_number(value) => Some(Problem::ValueNoNumber { text, target }),
        FieldType::Date if date(value).is_none() => Some(Problem::ValueNoDate { text, target }),
        _ => None,
    }
}

/// The beginning of a value, which may be very long.
fn beginning(text: &str, privacy: Privacy) -> CellText {
    const SHOWN: usize = 40;
    let shown = match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    CellText::new(shown, privacy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codec::{Change, fixture::FixtureSnapshot},
        model::{
            Attribute,
            fixture::{customer, row},
        },
    };

    fn rules(code: &str, content: Content) -> Vec<&'static str> {
        let mut of_type = Content::default();
        let kind = Value::from("DATE");
        of_type.attributes.insert(Attribute::FieldType, kind);
        let snapshot = FixtureSnapshot::default().with(Entity::Field, "NGAY", of_type);
        let record = row(Entity::Customer, code, content);
        let diff = Diff {
            changes: vec![Change::of(Entity::Customer, None, Some(record))],
            ..Diff::default()
        };
        let fields = CustomerFields {
            phones: vec![Code::from("phone")],
            ..CustomerFields::default()
        };
        let found = unfit(&[(Entity::Customer, diff)].into(), &snapshot, &fields);
        let found = found.expect("at hand").into_iter();
        found.map(|(_, problem)| problem.rule()).collect()
    }

    #[test]
    fn what_the_account_would_refuse_is_found() {
        let an = || customer("An", "0912345678", "S");
        let with = |code: &str, value: &str| {
            let mut content = an();
            content.fields.insert(Code::from(code), value.to_owned());
            content
        };
        assert_eq!(rules("KH_1-a", an()), [""; 0]);
        assert_eq!(rules("KH 1", an()), ["code.signs"]);
        assert_eq!(rules("Đ1", an()), ["code.signs"]);
        assert_eq!(rules("K", with("NGAY", "1990-02-01")), [""; 0]);
        assert_eq!(rules("K", with("NGAY", "31/02/1990")), ["row.value"]);
        assert_eq!(rules("K", with("KHAC", "31/02/1990")), [""; 0]);
        let long = customer(&"á".repeat(256), "0912345678", "S");
        assert_eq!(rules("K", long), ["row.value"]);
        let mut phones = an();
        let two = Value::List(vec!["0912345678".into(), "0987654321".into()]);
        phones.attributes.insert(Attribute::CustomerPhones, two);
        assert_eq!(rules("K", phones), ["row.phones"]);
    }
}
