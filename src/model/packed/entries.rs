//! The entries of a packed content, one after the other.
//!
//! Invariant: bytes that are none end the walk early and are never a panic.

use crate::model::{
    Attribute,
    bytes::{number, put, put_number, run, text},
};

pub(super) const FIELD: u8 = 32;
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

impl Packing<'_> {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(_, text) | Self::Field(_, text) => text.is_empty(),
            Self::List(_, list) => list.is_empty(),
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
        let entry = if *key == FIELD {
            Packing::Field(text(&mut rest)?, text(&mut rest)?)
        } else if *key >= LIST {
            let count = number(&mut rest)?;
            let texts = (0..count).map(|_| text(&mut rest));
            Packing::List(
                Attribute::numbered(*key - LIST)?,
                texts.collect::<Option<_>>()?,
            )
        } else {
            Packing::Text(Attribute::numbered(*key)?, text(&mut rest)?)
        };
        self.bytes = rest;
        Some(entry)
    }
}

/// An entry at whose letters nobody has looked: most questions don't need them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    Text(u8, &'a [u8]),
    /// How many texts there are.
    List(usize),
    Field(&'a [u8], &'a [u8]),
}

impl Piece<'_> {
    pub const fn is_blank(&self) -> bool {
        match self {
            Self::Text(_, text) | Self::Field(_, text) => text.is_empty(),
            Self::List(count) => *count == 0,
        }
    }
}

/// The pieces of a packed content, each with its bytes.
#[derive(Clone, Debug)]
pub(super) struct Pieces<'a>(pub &'a [u8]);

impl<'a> Iterator for Pieces<'a> {
    type Item = (Piece<'a>, &'a [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (key, mut rest) = self.0.split_first()?;
        let piece = if *key == FIELD {
            Piece::Field(run(&mut rest)?, run(&mut rest)?)
        } else if *key >= LIST {
            let count = number(&mut rest)?;
            for _ in 0..count {
                run(&mut rest)?;
            }
            Piece::List(count)
        } else {
            Piece::Text(*key, run(&mut rest)?)
        };
        let whole = &self.0[..self.0.len() - rest.len()];
        self.0 = rest;
        Some((piece, whole))
    }
}

/// Writes an attribute that is a text. The caller keeps the order.
pub fn put_text(bytes: &mut Vec<u8>, attribute: Attribute, text: &str) {
    bytes.push(attribute.number());
    put(bytes, text);
}

/// Writes an attribute that is a list. The caller keeps the order.
pub fn put_list(bytes: &mut Vec<u8>, attribute: Attribute, list: &[impl AsRef<str>]) {
    let texts = list.iter().map(AsRef::as_ref);
    put_each(bytes, attribute, list.len(), texts);
}

/// Writes an attribute that is a list of so many texts. The caller keeps the order.
pub fn put_each<'a>(
    bytes: &mut Vec<u8>,
    attribute: Attribute,
    count: usize,
    texts: impl Iterator<Item = &'a str>,
) {
    bytes.push(attribute.number() + LIST);
    put_number(bytes, count);
    texts.for_each(|text| put(bytes, text));
}

/// Writes a custom field. The caller keeps the order.
pub fn put_field(bytes: &mut Vec<u8>, code: &str, value: &str) {
    bytes.push(FIELD);
    put(bytes, code);
    put(bytes, value);
}
