//! Makes codes from texts: `Ngày sinh` becomes `NGAY_SINH`.
//!
//! Such a code is a proposal; the account may not have it. Invariant: it has only ASCII letters, digits and single
//! underscores, and two texts that differ only in case, accents and signs get the same one.

use std::collections::BTreeSet;

use crate::model::text::unaccented;

/// Longer codes are cut, because people have to type them.
const LONGEST: usize = 40;

/// The code of a text; blank if it has no letter and no digit.
pub(super) fn slug(text: &str) -> String {
    let plain = unaccented(text).to_uppercase();
    let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut slug = words.join("_");
    slug.truncate(LONGEST);
    slug.trim_end_matches('_').to_owned()
}

/// The code of a text that differs from those taken already, and is taken from now on.
pub(super) fn fresh(text: &str, taken: &mut BTreeSet<String>) -> String {
    let own = match slug(text) {
        slug if slug.is_empty() => "X".to_owned(),
        slug => slug,
    };
    let numbered = (2..).map(|number| format!("{own}_{number}"));
    let free = std::iter::once(own.clone()).chain(numbered);
    let mut free = free.filter(|code| !taken.contains(code));
    let code = free.next().unwrap_or(own);
    taken.insert(code.clone());
    code
}

/// Whether a text could be a code, and not a name for people.
pub(super) fn is_code(text: &str) -> bool {
    let allowed =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    !text.is_empty()
        && text.chars().all(allowed)
        && !text.chars().any(|one| one.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_ascii_in_upper_case() {
        assert_eq!(slug("Ngày sinh"), "NGAY_SINH");
        assert_eq!(slug(" Đ/c (giao hàng) "), "D_C_GIAO_HANG");
        assert_eq!(slug("…"), "");
        assert!(slug(&"dài ".repeat(40)).len() <= LONGEST);
    }

    #[test]
    fn no_code_is_given_twice() {
        let mut taken = BTreeSet::new();
        let codes = ["Nguồn", "nguon", "…"].map(|text| fresh(text, &mut taken));
        assert_eq!(codes, ["NGUON", "NGUON_2", "X"]);
    }

    #[test]
    fn names_are_no_codes() {
        assert!(is_code("KH_01") && is_code("001"));
        assert!(!is_code("Khách mới") && !is_code("Lead") && !is_code(""));
    }
}
