//! The entries of a packed content, one after the other.
//!
//! Invariant: bytes that are none end the walk early and are never a panic.

use crate::model::{
    Attribute, Entity, Numbered,
    bytes::{put, take},
};

const FIELD: u8 = 32;
const LIST: u8 = 64;

/// One entry of a packed content.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Packing<'a> {
    /// An attribute that is a text.
    Text(Attribute, &'a str),
    /// An attribute that is a list.
    List(Attribute, Vec<&'a str>),
    /// A custom field: its code, its value.
    Field(&'a str, &'a str),
}

impl<'a> Packing<'a> {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(_, text) | Self::Field(_, text) => text.is_empty(),
            Self::List(_, list) => list.is_empty(),
        }
    }

    /// The lookup record that it names.
    pub(super) fn reference(self) -> Option<(Entity, &'a str)> {
        match self {
            Self::Text(attribute, text) => Some((attribute.names()?, text)),
            Self::Field(code, _) => Some((Entity::Field, code)),
            Self::List(..) => None,
        }
    }
}

/// The entries of a packed content; ends early where the bytes are none.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    pub(super) bytes: &'a [u8],
}

impl<'a> Iterator for Entries<'a> {
    type Item = Packing<'a>;

    fn next(&mut self) -> Option<Packing<'a>> {
        let (key, mut rest) = self.bytes.split_first()?;
        let entry = match *key {
            FIELD => Packing::Field(take(&mut rest)?, take(&mut rest)?),
            key @ LIST.. => Packing::List(Attribute::numbered(key - LIST)?, take(&mut rest)?),
            key => Packing::Text(Attribute::numbered(key)?, take(&mut rest)?),
        };
        self.bytes = rest;
        Some(entry)
    }
}

/// Writes an attribute that is a text. The caller keeps the order.
pub fn put_text(bytes: &mut Vec<u8>, attribute: Attribute, text: &str) {
    bytes.push(attribute.number());
    put(bytes, text);
}

/// Writes an attribute that is a list of so many texts. The caller keeps the order.
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
