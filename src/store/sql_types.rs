//! How the model's values are stored in SQLite's columns: numerous values as numbers and packed bytes, the rest as
//! names, text and JSON.
//!
//! Not the tables, which are in `migrations`. Invariant: what was written reads back equal, and what can't be read is
//! an error, never a default.

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{
    Serialize,
    de::{
        DeserializeOwned,
        value::{Error as NameError, StrDeserializer},
    },
};

use super::{RunState, StoreFault};
use crate::{
    codec::Packed,
    model::{CallState, Code, Ending, Entity, Finding, Fingerprint, Numbered, Provenance},
};

/// Types that are stored as their number.
macro_rules! by_number {
    ($($named:ident),*) => {$(
        impl ToSql for $named {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.number().into())
            }
        }

        impl FromSql for $named {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let number = value.as_i64()?;
                let value = u8::try_from(number).ok().and_then(Self::numbered);
                value.ok_or(FromSqlError::OutOfRange(number))
            }
        }
    )*};
}

by_number!(CallState, Ending, Entity, Finding, Provenance);

/// A number of rows.
pub(super) struct RowCount(pub(super) usize);

impl FromSql for RowCount {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        let count = usize::try_from(number);
        count
            .map(Self)
            .map_err(|_| FromSqlError::OutOfRange(number))
    }
}

/// A value stored by its serialised name.
pub(super) struct NamedValue<T>(pub(super) T);

impl<T: DeserializeOwned> FromSql for NamedValue<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = StrDeserializer::<NameError>::new(value.as_str()?);
        T::deserialize(name).map(Self).map_err(FromSqlError::other)
    }
}

impl ToSql for RunState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

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

/// A time, as ISO 8601 text in UTC.
pub(super) struct IsoTime(pub(super) Timestamp);

impl ToSql for IsoTime {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for IsoTime {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let moment = value.as_str()?.parse().map_err(FromSqlError::other)?;
        Ok(Self(moment))
    }
}

/// A time, in nanoseconds since 1970.
pub(super) struct NanoTime(pub(super) Timestamp);

impl ToSql for NanoTime {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let far = || rusqlite::Error::ToSqlConversionFailure("a moment after 2262".into());
        let nanoseconds = i64::try_from(self.0.as_nanosecond()).map_err(|_| far())?;
        Ok(nanoseconds.into())
    }
}

impl FromSql for NanoTime {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let nanoseconds = i128::from(value.as_i64()?);
        let moment = Timestamp::from_nanosecond(nanoseconds).map_err(FromSqlError::other)?;
        Ok(Self(moment))
    }
}

/// A content, packed.
pub(super) struct PackedContent(pub(super) Packed);

impl FromSql for PackedContent {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let packed = Packed::checked(value.as_blob()?);
        packed.map(Self).ok_or(FromSqlError::InvalidType)
    }
}

/// A value stored as JSON text.
pub(super) struct Json<T>(pub(super) T);

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let parsed = serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)?;
        Ok(Self(parsed))
    }
}

/// The JSON text of a value.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, StoreFault> {
    Ok(serde_json::to_string(value)?)
}

/// A value stored as JSON, compressed with LZ4; the default if the column is empty.
pub(super) struct PackedJson<T>(pub(super) T);

impl<T: DeserializeOwned + Default> FromSql for PackedJson<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_blob()? {
            [] => Ok(Self(T::default())),
            packed => {
                let text = lz4_flex::decompress_size_prepended(packed);
                let text = text.map_err(FromSqlError::other)?;
                let parsed = serde_json::from_slice(&text).map_err(FromSqlError::other)?;
                Ok(Self(parsed))
            }
        }
    }
}

/// A value as compressed JSON.
pub(super) fn packed_json<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreFault> {
    Ok(lz4_flex::compress_prepend_size(&serde_json::to_vec(value)?))
}

/// A count or limit as SQLite's integer; no file holds more than that.
pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
