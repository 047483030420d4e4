//! Refuses keys that their section does not have.
//!
//! It has no list of keys: the type of a section has them. Invariant: an unknown key is refused by its name, and its
//! value, which may be a secret, is not read.

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, Visitor, value::Error as NoValue},
    forward_to_deserialize_any,
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    api::WrittenApi, api_fields::WrittenApiFields, error::ConfigError, limits::WrittenLimits,
    metrics::WrittenMetrics, notify::WrittenNotify, page::ConfigText, run::WrittenRun,
    safety::WrittenSafety, source::WrittenSource, state::WrittenState, sync::WrittenSync,
    written::WrittenConfig,
};
use crate::error::Result;

/// Refuses the first key that its section does not have.
pub fn refuse(page: &ConfigText<'_>, document: &DeTable<'_>) -> Result<()> {
    refuse_in(page, document, ("", keys::<WrittenConfig>()))?;
    document
        .iter()
        .try_for_each(|(section, value)| refuse_in_value(page, section.get_ref(), value.get_ref()))
}

/// Refuses the first key that this section does not have.
pub fn refuse_in_section(
    page: &ConfigText<'_>,
    document: &DeTable<'_>,
    section: &str,
) -> Result<()> {
    let value = document.get(section);
    value.map_or(Ok(()), |value| {
        refuse_in_value(page, section, value.get_ref())
    })
}

fn refuse_in_value(page: &ConfigText<'_>, section: &str, value: &DeValue<'_>) -> Result<()> {
    let known = match section {
        "api" => (" in [api]", keys::<WrittenApi>()),
        "limits" => (" in [limits]", keys::<WrittenLimits>()),
        "state" => (" in [state]", keys::<WrittenState>()),
        "sync" => (" in [sync]", keys::<WrittenSync>()),
        "run" => (" in [run]", keys::<WrittenRun>()),
        "metrics" => (" in [metrics]", keys::<WrittenMetrics>()),
        "safety" => (" in [safety]", keys::<WrittenSafety>()),
        "notify" => (" in [notify]", keys::<WrittenNotify>()),
        _ => (" in [[source]]", keys::<WrittenSource>()),
    };
    let tables = match value {
        DeValue::Array(tables) => tables.iter().map(Spanned::get_ref).collect(),
        _ => vec![value],
    };
    let mut tables = tables.into_iter().filter_map(DeValue::as_table);
    tables.try_for_each(|table| {
        refuse_in(page, table, known)?;
        refuse_in_fields(page, section, table)
    })
}

/// `[api.v3]` is a section within another one.
fn refuse_in_fields(page: &ConfigText<'_>, section: &str, table: &DeTable<'_>) -> Result<()> {
    let fields = table.get("v3").filter(|_| section == "api");
    match fields.and_then(|fields| fields.get_ref().as_table()) {
        Some(fields) => refuse_in(page, fields, (" in [api.v3]", keys::<WrittenApiFields>())),
        None => Ok(()),
    }
}

/// Refuses the first key of a table that is not known.
pub fn refuse_in(
    page: &ConfigText<'_>,
    table: &DeTable<'_>,
    (place, known): (&str, &[&str]),
) -> Result<()> {
    let mut keys = table.keys();
    match keys.find(|key| !known.contains(&key.get_ref().as_ref())) {
        Some(key) => {
            let error = ConfigError::key(key.get_ref(), place.to_owned(), known.iter().copied());
            Err(page.wrong_at(&key.span(), error))
        }
        None => Ok(()),
    }
}

/// The keys of a section.
pub fn keys<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut keys: &[&str] = &[];
    // It only requests the keys: there is no value.
    drop(T::deserialize(SectionKeys(&mut keys)));
    keys
}

/// Records the keys that a struct requests.
struct SectionKeys<'k>(&'k mut &'static [&'static str]);

impl<'de> Deserializer<'de> for SectionKeys<'_> {
    type Error = NoValue;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NoValue> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, NoValue> {
        Err(NoValue::custom("there is no value"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
