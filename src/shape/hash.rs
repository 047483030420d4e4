//! A fast hash of a text, to find texts that may be the same.
//!
//! It is valid for this run only. Invariant: if two hashes are equal, the texts are compared.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::model::alike::skeleton;

/// The usual limit of a code's length in bytes.
const USUAL: usize = 40;

/// The hash of a code's [`skeleton`]. That of a usual code needs no allocation, since there may be millions.
pub fn look(text: &str) -> u64 {
    let mut seen = [0; USUAL];
    if text.len() > USUAL || !text.is_ascii() {
        return plain(&skeleton(text));
    }
    let mut length = 0;
    for letter in text.bytes().filter(u8::is_ascii_graphic) {
        seen[length] = letter.to_ascii_lowercase();
        length += 1;
    }
    std::str::from_utf8(&seen[..length]).map_or(0, plain)
}

/// The hash of a text.
pub fn plain(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn texts_that_look_alike_have_the_same_hash() {
        let long = "Á".to_owned() + &"ab".repeat(100);
        for (one, other) in [
            ("KH01", "kh01"),
            ("ĐÀ", "đà"),
            (&long, &long.to_uppercase()),
        ] {
            assert_eq!(look(one), look(other), "{one}");
        }
    }

    #[test]
    fn the_hash_is_that_of_the_skeleton() {
        let long = "AB 1".repeat(20);
        for text in ["", "KH-01", " kh 0\t1 ", "Đ1", &long] {
            assert_eq!(look(text), plain(&skeleton(text)), "{text}");
        }
    }

    #[test]
    fn other_texts_have_others() {
        let codes = (0..100_000).map(|number| format!("KH{number:07}"));
        let numbers: BTreeSet<u64> = codes.map(|code| look(&code)).collect();
        assert_eq!(numbers.len(), 100_000);
        assert_ne!(plain("a\0"), plain("a"));
    }
}
