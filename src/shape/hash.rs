//! A quick number for a text, to find texts that may be the same.
//!
//! It is for this run only and promises nothing. Invariant: where two numbers are alike, the texts are compared.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

/// Texts of ASCII up to this length are lowered without an allocation.
const SHORT: usize = 64;

/// The number of a text in lower case.
pub fn lowered(text: &str) -> u64 {
    let mut short = [0; SHORT];
    match short.get_mut(..text.len()) {
        Some(short) if text.is_ascii() => {
            short.copy_from_slice(text.as_bytes());
            short.make_ascii_lowercase();
            plain(short)
        }
        _ => plain(text.to_lowercase().as_bytes()),
    }
}

/// The number of some bytes.
pub fn plain(bytes: &[u8]) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(bytes);
    hasher.finish()
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
