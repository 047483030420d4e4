//! A content as one byte string, for storing millions of them.
//!
//! [`Content`] is for working on one record; this is for storing and comparing many. Invariant: equal contents have
//! equal bytes, and the format is the same in every version, because fingerprints are made of the bytes.
//!
//! An entry is a key and a value, attributes first by their number, then fields by their code:
//!
//! | byte | then |
//! |---|---|
//! | the attribute's number | the text |
//! | the number + 64 | a list of texts |
//! | 32 | the field's code, its value |
//!
//! Texts and lists are in the postcard format (<https://postcard.jamesmunns.com/wire-format>).

mod entries;

use std::fmt;

use crate::model::{Attribute, Code, Content, Entity, Fingerprint, Value};

use entries::RawEntry;

pub use entries::{Entries, PackedEntry, put_field, put_list, put_text};

/// A content, packed.
#[derive(Clone, Default, Eq, Hash, PartialEq)]
pub struct Packed(Box<[u8]>);

/// The same, borrowed.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct PackedRef<'a>(&'a [u8]);

impl Packed {
    /// Packs a content.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let mut bytes = Vec::new();
        for (attribute, value) in &content.attributes {
            match value {
                Value::Text(text) => put_text(&mut bytes, *attribute, text),
                Value::List(list) => {
                    let texts = list.iter().map(String::as_str);
                    put_list(&mut bytes, *attribute, list.len(), texts);
                }
            }
        }
        for (code, value) in &content.fields {
            put_field(&mut bytes, code, value);
        }
        Self(bytes.into())
    }

    /// Checks bytes of a packed content; `None` if they are invalid.
    #[must_use]
    pub fn checked(bytes: &[u8]) -> Option<Self> {
        PackedRef::checked(bytes).map(PackedRef::owned)
    }

    /// Borrowed.
    #[must_use]
    pub fn pack(&self) -> PackedRef<'_> {
        PackedRef(&self.0)
    }
}

impl<'a> PackedRef<'a> {
    /// Wraps bytes that were written by this module, without a check.
    #[must_use]
    pub const fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Checks bytes of a packed content; `None` if they are invalid.
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

    /// As an owned value.
    #[must_use]
    pub fn owned(self) -> Packed {
        Packed(self.0.into())
    }

    /// As an owned value, without the custom fields that are blank.
    #[must_use]
    pub fn without_blank_fields(self) -> Packed {
        self.only(|piece| !matches!(piece, RawEntry::Field(_, [])))
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
                PackedEntry::Text(attribute, text) => {
                    content.attributes.insert(attribute, Value::from(text));
                }
                PackedEntry::List(attribute, list) => {
                    let list = list.into_iter().map(str::to_owned).collect();
                    content.attributes.insert(attribute, Value::List(list));
                }
                PackedEntry::Field(code, value) => {
                    content.fields.insert(Code::from(code), value.to_owned());
                }
            }
        }
        content
    }

    /// The text of an attribute; `None` if it is absent, blank or a list.
    #[must_use]
    pub fn text(self, wanted: Attribute) -> Option<&'a str> {
        self.entries()
            .find_map(|entry| match entry {
                PackedEntry::Text(attribute, text) if attribute == wanted => Some(text),
                _ => None,
            })
            .filter(|text| !text.is_empty())
    }

    /// Every lookup record that this customer refers to, as in [`Content::references`].
    pub fn references(self) -> impl Iterator<Item = (Entity, &'a str)> {
        let filled = self.pieces().filter(|piece| !piece.is_blank());
        filled.filter_map(RawEntry::reference)
    }

    /// Every lookup record that [`Content::renamed`] may find in it: a field also if it is blank.
    pub fn names(self) -> impl Iterator<Item = (Entity, &'a str)> {
        self.pieces().filter_map(RawEntry::reference)
    }

    /// The fingerprint of all values that are not blank.
    #[must_use]
    pub fn fingerprint(self) -> Fingerprint {
        if !self.pieces().any(|piece| piece.is_blank()) {
            return Fingerprint::of_bytes(self.0);
        }
        Fingerprint::of_bytes(self.only(|entry| !entry.is_blank()).pack().0)
    }

    fn pieces(self) -> impl Iterator<Item = RawEntry<'a>> {
        let mut bytes = self.0;
        std::iter::from_fn(move || RawEntry::next(&mut bytes))
    }

    /// Some of the entries.
    fn only(self, is_wanted: impl Fn(&RawEntry<'_>) -> bool) -> Packed {
        let mut kept = Vec::with_capacity(self.0.len());
        let (mut before, mut rest) = (self.0, self.0);
        while let Some(piece) = RawEntry::next(&mut rest) {
            if is_wanted(&piece) {
                kept.extend_from_slice(&before[..before.len() - rest.len()]);
            }
            before = rest;
        }
        Packed(kept.into())
    }
}

impl Content {
    /// The 128-bit fingerprint of all values that are not blank; it does not include the code.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Packed::of(self).pack().fingerprint()
    }
}

impl fmt::Debug for Packed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pack().fmt(formatter)
    }
}

impl fmt::Debug for PackedRef<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.entries()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::{
        collection::{btree_map, vec},
        prelude::*,
    };

    use super::*;
    use crate::model::Numbered;

    fn content_strategy() -> impl Strategy<Value = Content> {
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
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..40)) {
            if let Some(packed) = Packed::checked(&bytes) {
                drop(packed.pack().open());
            }
        }
    }

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
        assert_eq!(format!("{number:032x}"), "51ba5b0267212950200288036ab7bf96");
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
