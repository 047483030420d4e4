//! A short stand-in for a record's content, so that a million records can be compared in memory.
//!
//! 128 bits, because at 64 a collision is a silently lost update. Stable over versions and platforms:
//! the bytes that are hashed are spelled out here and don't follow any serialiser. Blank values are
//! left out, so that mapping one more empty column does not make every record look changed.

use super::{Content, Value};

/// The first 16 bytes of a BLAKE3 hash over the canonical bytes of a content.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// Hashes every non-blank attribute and custom field, each with its name and lengths.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut named: Vec<_> = content
            .attributes
            .iter()
            .map(|(key, value)| (key.as_str(), value))
            .collect();
        named.sort_unstable_by_key(|(name, _)| *name);
        for (name, value) in named.into_iter().filter(|(_, value)| !value.is_blank()) {
            match value {
                Value::Text(text) => put(&mut hasher, b'a', &[name, text]),
                Value::List(list) => {
                    put(&mut hasher, b'l', &[name]);
                    for item in list {
                        put(&mut hasher, b'i', &[item]);
                    }
                }
            }
        }
        for (code, value) in content.fields.iter().filter(|(_, value)| !value.is_empty()) {
            put(&mut hasher, b'f', &[code, value]);
        }
        let mut short = [0; 16];
        short.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(short)
    }
}

/// Each part goes in behind its length, so that no two lists of parts share their bytes.
fn put(hasher: &mut blake3::Hasher, tag: u8, parts: &[&str]) {
    hasher.update(&[tag]);
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Attribute;

    fn content(phones: &[&str]) -> Content {
        let mut content = Content::default();
        content
            .attributes
            .insert(Attribute::CustomerName, Value::from("An"));
        let phones = phones.iter().map(ToString::to_string).collect();
        content
            .attributes
            .insert(Attribute::CustomerPhones, Value::List(phones));
        content
    }

    #[test]
    fn the_bytes_are_stable_over_versions() {
        let number = u128::from_be_bytes(content(&["0912345678"]).fingerprint().0);
        assert_eq!(format!("{number:032x}"), "9e628ae874bab8ed227ceb8d755f8cf9");
    }

    #[test]
    fn a_list_is_not_its_items_joined() {
        assert_ne!(
            content(&["01", "2"]).fingerprint(),
            content(&["0", "12"]).fingerprint()
        );
    }

    #[test]
    fn a_blank_value_is_as_good_as_none() {
        let mut blank = content(&["0912345678"]);
        blank
            .attributes
            .insert(Attribute::CustomerEmail, Value::from(""));
        assert_eq!(blank.fingerprint(), content(&["0912345678"]).fingerprint());
    }
}
