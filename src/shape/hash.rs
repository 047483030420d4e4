//! A quick number for a text, to find texts that may be the same.
//!
//! It is for this run only and promises nothing. Invariant: where two numbers are alike, the texts are compared.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::model::alike::skeleton;

/// The number of what a code looks like at a glance ([`skeleton`]).
pub fn look(text: &str) -> u64 {
    plain(&skeleton(text))
}

/// The number of a text.
pub fn plain(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn texts_that_look_alike_have_one_number() {
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
    fn other_texts_have_others() {
        let codes = (0..100_000).map(|number| format!("KH{number:07}"));
        let numbers: BTreeSet<u64> = codes.map(|code| look(&code)).collect();
        assert_eq!(numbers.len(), 100_000);
        assert_ne!(plain("a\0"), plain("a"));
    }
}
