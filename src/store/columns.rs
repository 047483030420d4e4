//! How the model's values stand in SQLite's columns: names and times as text, plans as JSON.
//!
//! Reading goes through each type's serialised name, so that no second list of names has to be kept
//! in step. Invariant: what was written reads back equal, and what can't be read is an error, never
//! a default.

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{
    Deserialize, Serialize,
    de::{
        DeserializeOwned,
        value::{Error as NameError, StrDeserializer},
    },
};

use super::{Fault, RunState};
use crate::model::{CallState, Code, Entity, Fingerprint, Operation, Provenance};

macro_rules! by_name {
    ($($named:ty),*) => {$(
        impl ToSql for $named {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl FromSql for $named {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let name = StrDeserializer::<NameError>::new(value.as_str()?);
                Self::deserialize(name).map_err(FromSqlError::other)
            }
        }
    )*};
}

by_name!(CallState, Entity, Operation, Provenance, RunState);

impl ToSql for Code {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for Code {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Self::from)
    }
}

impl ToSql for Fingerprint {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_slice().into())
    }
}

impl FromSql for Fingerprint {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value).map(Self)
    }
}

/// A moment, as ISO 8601 text in UTC.
pub(super) struct Moment(pub(super) Timestamp);

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let moment = value.as_str()?.parse().map_err(FromSqlError::other)?;
        Ok(Self(moment))
    }
}

/// Anything that is kept as JSON text.
pub(super) struct Json<T>(pub(super) T);

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let parsed = serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)?;
        Ok(Self(parsed))
    }
}

/// The JSON text of a value.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, Fault> {
    Ok(serde_json::to_string(value)?)
}

/// A count or limit as SQLite counts; no file holds more than that.
pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
