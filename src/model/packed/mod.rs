//! A content in one run of bytes, for where contents are kept by the million.
//!
//! [`Content`] is for working on one record; this is for keeping and comparing many. Invariant: equal
//! contents have equal bytes, and the bytes mean the same in every version, because fingerprints are made
//! of them.
//!
//! An entry is a key and a value, attributes first by their number, then fields by their code:
//!
//! | byte | then |
//! |---|---|
//! | the attribute's number | the text |
//! | the number + 64 | how many texts, then each |
//! | 32 | the field's code, its value |
//!
//! A text is its length and its bytes; numbers are in base 128, the lowest digits first.

mod entries;

use std::fmt;

use super::{Attribute, Code, Content, Entity, Fingerprint, Value, bytes::put_run};
use entries::{FIELD, Piece, Pieces};

pub use entries::{Entries, Packing, put_each, put_field, put_list, put_text};

/// A content, packed.
#[derive(Clone, Default, Eq, Hash, PartialEq)]
pub struct Packed(Box<[u8]>);

/// The same, borrowed.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct Pack<'a>(&'a [u8]);

impl Packed {
    /// Packs a content.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let mut bytes = Vec::new();
        for (attribute, value) in &content.attributes {
            match value {
                Value::Text(text) => put_text(&mut bytes, *attribute, text),
                Value::List(list) => put_list(&mut bytes, *attribute, list),
            }
        }
        for (code, value) in &content.fields {
            put_field(&mut bytes, code, value);
        }
        Self(bytes.into())
    }

    /// Takes bytes for a packed content; `None` where they are none.
    #[must_use]
    pub fn checked(bytes: &[u8]) -> Option<Self> {
        Pack::checked(bytes).map(Pack::owned)
    }

    /// Without the custom fields that are blank.
    #[must_use]
    pub fn without_blank_fields(self) -> Self {
        let mut bytes = self.0.into_vec();
        let (mut read, mut kept) = (0, 0);
        while let Some((piece, whole)) = Pieces(&bytes[read..]).next() {
            let end = read + whole.len();
            if !matches!(piece, Piece::Field(_, [])) {
                if kept < read {
                    bytes.copy_within(read..end, kept);
                }
                kept += end - read;
            }
            read = end;
        }
        bytes.truncate(kept);
        Self(bytes.into())
    }

    /// Borrowed.
    #[must_use]
    pub fn pack(&self) -> Pack<'_> {
        Pack(&self.0)
    }
}

impl<'a> Pack<'a> {
    /// Takes bytes that were written by the functions of this module.
    #[must_use]
    pub const fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Takes bytes for a packed content; `None` where they are none.
    #[must_use]
    pub fn checked(bytes: &'a [u8]) -> Option<Self> {
        let mut entries = Self(bytes).entries();
        entries.by_ref().for_each(drop);
        entries.bytes.is_empty().then_some(Self(bytes))
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(self) -> &'a [u8] {
        self.0
    }

    /// On its own.
    #[must_use]
    pub fn owned(self) -> Packed {
        Packed(self.0.into())
    }

    /// Every entry, in order.
    #[must_use]
    pub const fn entries(self) -> Entries<'a> {
        Entries { bytes: self.0 }
    }

    /// As a content to work on.
    #[must_use]
    pub fn open(self) -> Content {
        let mut content = Content::default();
        for entry in self.entries() {
            match entry {
                Packing::Text(attribute, text) => {
                    content.attributes.insert(attribute, Value::from(text));
                }
                Packing::List(attribute, list) => {
                    let list = list.into_iter().map(str::to_owned).collect();
                    content.attributes.insert(attribute, Value::List(list));
                }
                Packing::Field(code, value) => {
                    content.fields.insert(Code::from(code), value.to_owned());
                }
            }
        }
        content
    }

    /// The text of an attribute; `None` where it is absent, blank or a list.
    #[must_use]
    pub fn text(self, wanted: Attribute) -> Option<&'a str> {
        let mut texts = Pieces(self.0).filter_map(|(piece, _)| match piece {
            Piece::Text(number, text) if number == wanted.number() => Some(text),
            _ => None,
        });
        letters(texts.next()?).filter(|text| !text.is_empty())
    }

    /// Every lookup record that this customer names, as [`Content::references`] has it.
    pub fn references(self) -> impl Iterator<Item = (Entity, &'a str)> {
        Pieces(self.0).filter_map(|(piece, _)| match piece {
            Piece::Text(number, text) if !text.is_empty() => {
                Some((Attribute::numbered(number)?.names()?, letters(text)?))
            }
            Piece::Field(code, value) if !value.is_empty() => Some((Entity::Field, letters(code)?)),
            _ => None,
        })
    }

    /// Appends what tells which lookup records it names: contents that name the same append the same.
    pub fn tell_references(self, bytes: &mut Vec<u8>) {
        let names = |number| Attribute::numbered(number).and_then(Attribute::names);
        for (piece, whole) in Pieces(self.0) {
            match piece {
                Piece::Text(number, [_, ..]) if names(number).is_some() => {
                    bytes.extend_from_slice(whole);
                }
                Piece::Field(code, [_, ..]) => {
                    bytes.push(FIELD);
                    put_run(bytes, code);
                }
                _ => {}
            }
        }
    }

    /// Every lookup record that [`Content::renamed`] may find in it: a field also while it is blank.
    pub fn names(self) -> impl Iterator<Item = (Entity, &'a str)> {
        Pieces(self.0).filter_map(|(piece, _)| match piece {
            Piece::Text(number, text) => {
                Some((Attribute::numbered(number)?.names()?, letters(text)?))
            }
            Piece::Field(code, _) => Some((Entity::Field, letters(code)?)),
            Piece::List(_) => None,
        })
    }

    /// The fields that are there and blank.
    pub fn blank_fields(self) -> impl Iterator<Item = &'a str> {
        Pieces(self.0).filter_map(|(piece, _)| match piece {
            Piece::Field(code, []) => letters(code),
            _ => None,
        })
    }

    /// The fingerprint of all that is not blank.
    #[must_use]
    pub fn fingerprint(self) -> Fingerprint {
        if !Pieces(self.0).any(|(piece, _)| piece.is_blank()) {
            return Fingerprint::of_bytes(self.0);
        }
        Fingerprint::of_bytes(&self.only(|piece| !piece.is_blank()))
    }

    /// The bytes of some entries.
    fn only(self, wanted: impl Fn(&Piece<'_>) -> bool) -> Vec<u8> {
        let mut kept = Vec::with_capacity(self.0.len());
        for (_, bytes) in Pieces(self.0).filter(|(piece, _)| wanted(piece)) {
            kept.extend_from_slice(bytes);
        }
        kept
    }
}

fn letters(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

impl fmt::Debug for Packed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pack().fmt(formatter)
    }
}

impl fmt::Debug for Pack<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.entries()).finish()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::{
        collection::{btree_map, vec},
        prelude::*,
    };

    use super::*;

    pub fn content_strategy() -> impl Strategy<Value = Content> {
        let value = prop_oneof![
            ".{0,200}".prop_map(Value::Text),
            vec("[0-9]{0,12}", 0..4).prop_map(Value::List),
        ];
        let attribute =
            (1_u8..=14).prop_map(|number| Attribute::numbered(number).expect("a number"));
        let fields = btree_map(
            "[A-Z]{1,3}".prop_map(|code| Code::from(code.as_str())),
            ".{0,9}",
            0..4,
        );
        (btree_map(attribute, value, 0..8), fields)
            .prop_map(|(attributes, fields)| Content { attributes, fields })
    }

    /// The same content with a few values of another one.
    pub fn some_of(content: &Content, mut other: Content) -> Content {
        other.attributes.retain(|key, _| key.number() % 3 == 0);
        content.clone().overlaid(&other)
    }

    proptest! {
        #[test]
        fn what_is_packed_opens_as_it_was(content in content_strategy()) {
            let packed = Packed::of(&content);
            prop_assert_eq!(packed.pack().open(), content.clone());
            prop_assert_eq!(Packed::checked(packed.pack().bytes()), Some(packed.clone()));
            let references: Vec<_> = packed.pack().references().collect();
            prop_assert_eq!(references, content.references().collect::<Vec<_>>());
            let names = packed.pack().names();
            for (lookup, name) in names {
                prop_assert_ne!(content.clone().renamed(lookup, name, "\0"), content.clone());
            }
        }

        #[test]
        fn who_names_the_same_is_told_by_bytes(
            one in content_strategy(),
            other in content_strategy(),
        ) {
            let told = |content: &Content| {
                let mut bytes = Vec::new();
                Packed::of(content).pack().tell_references(&mut bytes);
                bytes
            };
            let other = some_of(&one, other);
            let references = one.references().eq(other.references());
            prop_assert_eq!(told(&one) == told(&other), references);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..40)) {
            if let Some(packed) = Packed::checked(&bytes) {
                drop(packed.pack().open());
            }
        }
    }
}
