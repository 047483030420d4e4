//! Byte strings within a stored call, such as packed contents.
//!
//! Invariant: bytes that are read as a content are a valid one.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::codec::PackedRef;

/// Bytes that are written at once: serde writes a slice byte by byte.
pub(super) struct ByteString<'a>(pub(super) &'a [u8]);

impl Serialize for ByteString<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl Serialize for PackedRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.bytes())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for PackedRef<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        Self::checked(bytes).ok_or_else(|| D::Error::custom("bytes that are no content"))
    }
}
