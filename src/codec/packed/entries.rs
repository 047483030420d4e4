//! Iterates over the entries of a packed content.
//!
//! Invariant: invalid bytes end the iteration early, without a panic.

use crate::{
    codec::bytes::{put, take, take_text},
    model::{Attribute, Entity, Numbered},
};

const FIELD: u8 = 32;
const LIST: u8 = 64;

/// One entry of a packed content.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PackedEntry<'a> {
    /// An attribute that is a text.
    Text(Attribute, &'a str),
    /// An attribute that is a list.
    List(Attribute, Vec<&'a str>),
    /// A custom field: its code, its value.
    Field(&'a str, &'a str),
}

impl PackedEntry<'_> {
    /// Whether its value is blank.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(_, text) | Self::Field(_, text) => text.is_empty(),
            Self::List(_, list) => list.is_empty(),
        }
    }
}

/// One entry as bytes. In a million contents the few references are found without reading the rest.
pub(super) enum RawEntry<'a> {
    Text(u8, &'a [u8]),
    /// The number of texts, and their bytes.
    List(u8, usize, &'a [u8]),
    Field(&'a [u8], &'a [u8]),
}

impl<'a> RawEntry<'a> {
    /// Takes the next entry; `None` at the end, and for invalid bytes.
    #[inline]
    pub fn next(bytes: &mut &'a [u8]) -> Option<Self> {
        let (key, mut rest) = bytes.split_first()?;
        let piece = match *key {
            FIELD => Self::Field(take_text(&mut rest)?, take_text(&mut rest)?),
            key @ LIST.. => {
                let count = take(&mut rest)?;
                let start = rest;
                for _ in 0..count {
                    take_text(&mut rest)?;
                }
                Self::List(key - LIST, count, &start[..start.len() - rest.len()])
            }
            key => Self::Text(key, take_text(&mut rest)?),
        };
        *bytes = rest;
        Some(piece)
    }

    /// Whether its value is blank.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(_, text) | Self::Field(_, text) => text.is_empty(),
            Self::List(_, count, _) => *count == 0,
        }
    }

    /// The lookup record that it refers to.
    pub fn reference(self) -> Option<(Entity, &'a str)> {
        match self {
            Self::Text(number, text) => {
                Some((Attribute::numbered(number)?.refers_to()?, read(text)?))
            }
            Self::Field(code, _) => Some((Entity::Field, read(code)?)),
            Self::List(..) => None,
        }
    }

    fn read(self) -> Option<PackedEntry<'a>> {
        Some(match self {
            Self::Text(number, text) => {
                PackedEntry::Text(Attribute::numbered(number)?, read(text)?)
            }
            Self::List(number, count, mut bytes) => {
                let texts = (0..count)
                    .map(|_| take(&mut bytes))
                    .collect::<Option<_>>()?;
                PackedEntry::List(Attribute::numbered(number)?, texts)
            }
            Self::Field(code, value) => PackedEntry::Field(read(code)?, read(value)?),
        })
    }
}

fn read(text: &[u8]) -> Option<&str> {
    std::str::from_utf8(text).ok()
}

/// The entries of a packed content; ends early at invalid bytes.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    pub(super) bytes: &'a [u8],
}

impl<'a> Iterator for Entries<'a> {
    type Item = PackedEntry<'a>;

    fn next(&mut self) -> Option<PackedEntry<'a>> {
        let mut rest = self.bytes;
        let entry = RawEntry::next(&mut rest)?.read()?;
        self.bytes = rest;
        Some(entry)
    }
}

/// Writes an attribute that is a text. The caller keeps the order.
pub fn put_text(bytes: &mut Vec<u8>, attribute: Attribute, text: &str) {
    bytes.push(attribute.number());
    put(bytes, text);
}

/// Writes an attribute that is a list of this number of texts. The caller keeps the order.
pub fn put_list<'a>(
    bytes: &mut Vec<u8>,
    attribute: Attribute,
    count: usize,
    texts: impl Iterator<Item = &'a str>,
) {
    bytes.push(attribute.number() + LIST);
    put(bytes, &count);
    texts.for_each(|text| put(bytes, text));
}

/// Writes a custom field. The caller keeps the order.
pub fn put_field(bytes: &mut Vec<u8>, code: &str, value: &str) {
    bytes.push(FIELD);
    put(bytes, code);
    put(bytes, value);
}
