//! A quick number for a text, to find texts that may be the same.
//!
//! It is for this run only and promises nothing. Invariant: whoever finds two numbers alike looks at the
//! texts.

use std::hash::{BuildHasherDefault, Hasher};

/// A table that is asked for the same few texts in every row.
pub type Table<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Quick>>;

/// Texts that are looked for in every row.
pub type Names<'t> = std::collections::HashSet<&'t str, BuildHasherDefault<Quick>>;

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Codes up to this length are lowered without asking for memory.
const SHORT: usize = 64;

/// The number of a text in lower case.
pub fn lowered(text: &str) -> u64 {
    if !text.is_ascii() {
        return plain(text.to_lowercase().as_bytes());
    }
    let mut short = [0; SHORT];
    match short.get_mut(..text.len()) {
        Some(short) => {
            short.copy_from_slice(text.as_bytes());
            short.make_ascii_lowercase();
            plain(short)
        }
        None => plain(text.to_ascii_lowercase().as_bytes()),
    }
}

/// The number of some bytes.
pub fn plain(bytes: &[u8]) -> u64 {
    let mut quick = Quick::default();
    quick.write(bytes);
    quick.finish()
}

/// Eight bytes at a time, multiplied and folded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick(u64);

impl Quick {
    fn add(&mut self, word: u64) {
        let product =
            u128::from(self.0 ^ word ^ FACTOR) * u128::from(FACTOR ^ word.rotate_left(32));
        #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
        let folded = product as u64 ^ (product >> 64) as u64;
        self.0 = folded;
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64).rotate_left(56));
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn texts_that_differ_only_in_case_have_one_number() {
        let long = "Á".to_owned() + &"ab".repeat(100);
        for (one, other) in [
            ("KH01", "kh01"),
            ("ĐÀ", "đà"),
            (&long, &long.to_uppercase()),
        ] {
            assert_eq!(lowered(one), lowered(other), "{one}");
        }
    }

    #[test]
    fn other_texts_have_others() {
        let codes = (0..100_000).map(|number| format!("KH{number:07}"));
        let numbers: BTreeSet<u64> = codes.map(|code| lowered(&code)).collect();
        assert_eq!(numbers.len(), 100_000);
        assert_ne!(plain(b"a\0"), plain(b"a"));
    }
}
