//! A fingerprint of a record's content, so that a million records can be compared in memory.
//!
//! It has 128 bits, because at 64 a collision, which silently loses an update, is too likely. It is stable over
//! versions and platforms: the hashed bytes are those of [`super::Packed`], which no serialiser changes. Blank values
//! are left out, so that mapping one more empty column does not change every record.

/// The first 16 bytes of the BLAKE3 hash of a packed content.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Fingerprint(pub [u8; 16]);

impl Fingerprint {
    /// Hashes packed bytes without a blank entry.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        Self(short)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Attribute, Content, Value};

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
