//! Texts that look alike: found by a skeleton, shown with escapes.
//!
//! A skeleton is for comparison and is never sent. Invariant: texts with the same skeleton differ only in case,
//! blanks, invisible characters, dashes or letters of other scripts.

use std::fmt::Write;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{CodeComparison, text::is_blank};

/// Small letters of Cyrillic and Greek that look like Latin ones, perhaps only as capitals, and those.
const TWINS: [(&str, &str); 2] = [
    ("авсеніјкморѕтухԁԛԝһ", "abcehijkmopstyxdqwh"),
    ("αβεζηικμνορτυχ", "abezhikmnoptyx"),
];

/// The skeleton of a text: composed, in small Latin letters, without blanks and invisible characters, with one kind
/// of dash.
#[must_use]
pub fn skeleton(text: &str) -> String {
    if text.is_ascii() {
        let mut seen = text.to_ascii_lowercase();
        seen.retain(|letter| letter.is_ascii_graphic());
        return seen;
    }
    let letters = text.nfkc().filter(|letter| !is_blank(*letter));
    letters
        .flat_map(char::to_lowercase)
        .map(of_our_script)
        .collect()
}

/// The skeleton of a code, with or without case.
#[must_use]
pub fn look_of(codes: CodeComparison) -> fn(&str) -> String {
    match codes {
        CodeComparison::Strict => skeleton,
        CodeComparison::Exact => skeleton_with_case,
    }
}

/// The same, but case counts.
#[must_use]
pub fn skeleton_with_case(text: &str) -> String {
    let letters = text.nfkc().filter(|letter| !is_blank(*letter));
    letters
        .map(|letter| {
            let mut small = letter.to_lowercase();
            let small = small.next().unwrap_or(letter);
            let ours = of_our_script(small);
            if letter == small {
                ours
            } else {
                ours.to_ascii_uppercase()
            }
        })
        .collect()
}

fn of_our_script(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    if matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2212}') {
        return '-';
    }
    let twin = |(theirs, ours): &(&str, &str)| {
        let at = theirs.chars().position(|their| their == letter)?;
        ours.chars().nth(at)
    };
    TWINS.iter().find_map(twin).unwrap_or(letter)
}

/// The folded form of a name, without what varies between people: case, blanks, dashes, the place of the tone mark
/// (`Hoà`, `Hòa`), and the `.0` after a number.
#[must_use]
pub fn loose(name: &str) -> String {
    let mut loose = String::with_capacity(name.len());
    let mut tones = String::new();
    let lowered = name.to_lowercase();
    for letter in lowered.nfd() {
        match letter {
            // The tones; other marks make another vowel.
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones.push(letter),
            _ if is_combining_mark(letter) => loose.push(letter),
            _ if is_blank(letter) || matches!(letter, '-' | '_' | '\u{2010}'..='\u{2015}') => {
                loose.push_str(&std::mem::take(&mut tones));
            }
            'ð' => loose.push('đ'),
            _ => loose.push(letter),
        }
    }
    loose.push_str(&tones);
    let is_number =
        |whole: &&str| !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    match loose.strip_suffix(".0").filter(is_number) {
        Some(whole) => whole.to_owned(),
        None => loose,
    }
}

/// Two different texts, shown so that the difference is visible.
#[must_use]
pub fn told_apart(one: &str, other: &str) -> (String, String) {
    let look = |text: &str| -> String {
        let text: String = text
            .nfkc()
            .filter(|letter| !is_blank(*letter) || letter.is_whitespace())
            .collect();
        let words: Vec<String> = text.split_whitespace().map(skeleton_with_case).collect();
        words.join(" ")
    };
    if one == other || look(one) != look(other) {
        return (one.to_owned(), other.to_owned());
    }
    (escaped(one), escaped(other))
}

/// The text with `\u{…}` for characters that are invisible or look like others: invisible ones, blanks other than
/// single ones, marks that are not composed, letters of other scripts.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let is_run = letter == ' '
            && (before.is_none_or(char::is_whitespace)
                || letters.peek().is_none_or(|next| next.is_whitespace()));
        if is_run || !is_plain(letter) {
            // Writing to a text can't fail.
            let _ = write!(escaped, "\\u{{{:04X}}}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
        before = Some(letter);
    }
    escaped
}

/// Whether a letter is what it looks like: Latin, or a usual sign.
fn is_plain(letter: char) -> bool {
    let is_latin = matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    letter == ' ' || letter.is_ascii_graphic() || (is_latin && !matches!(letter, 'Ð' | 'ð' | 'Ɖ'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_alike_have_the_same_skeleton() {
        for other in [
            "kh0001",
            "KH 0001",
            "КН0001",
            "KH\u{200b}0001",
            "ＫＨ０００１",
            "ΚΗ0001",
            "KH\u{a0}0001",
        ] {
            assert_eq!(skeleton("KH0001"), skeleton(other), "{other}");
        }
        assert_eq!(skeleton("A-1"), skeleton("A–1"));
        for other in ["KH0002", "KHO001", "KH-0001", "kh00001"] {
            assert_ne!(skeleton("KH0001"), skeleton(other), "{other}");
        }
        assert_ne!(skeleton("Đà"), skeleton("Da"));
    }

    #[test]
    fn case_may_count() {
        assert_eq!(skeleton_with_case("KH01"), skeleton_with_case("КН01"));
        assert_ne!(skeleton_with_case("KH01"), skeleton_with_case("kh01"));
    }

    #[test]
    fn names_written_again_are_the_same() {
        for (one, other) in [
            ("Khánh Hoà", "Khánh Hòa"),
            ("Hà Nội", "hà  nội"),
            ("Bà Rịa - Vũng Tàu", "Bà Rịa-Vũng Tàu"),
            ("Thuỷ", "Thủy"),
            ("Hà\u{a0}Nội", "HÀ NỘI"),
            ("1", "1.0"),
        ] {
            assert_eq!(loose(one), loose(other), "{one} {other}");
        }
        for (one, other) in [
            ("Hòa", "Hóa"),
            ("Hoa", "Hòa"),
            ("Mơ", "Mo"),
            ("A+", "A"),
            ("1.0a", "1a"),
        ] {
            assert_ne!(loose(one), loose(other), "{one} {other}");
        }
    }

    #[test]
    fn texts_that_look_the_same_are_shown_differently() {
        let apart = |one, other| told_apart(one, other);
        assert_eq!(
            apart("KH0001", "KH\u{200b}0001"),
            ("KH0001".into(), r"KH\u{200B}0001".into())
        );
        assert_eq!(
            apart("Hà Nội", "Hà  Nội"),
            ("Hà Nội".into(), r"Hà\u{0020}\u{0020}Nội".into())
        );
        assert_eq!(apart("KH1", "КH1"), ("KH1".into(), r"\u{041A}H1".into()));
        assert_eq!(apart("An", "Anh"), ("An".into(), "Anh".into()));
        assert_eq!(apart("kh1", "KH1"), ("kh1".into(), "KH1".into()));
    }

    #[test]
    fn whatever_differs_is_shown_differently() {
        proptest::proptest!(|(one in "[Aа\u{200b} \u{a0}Ðđ]{0,5}", other in "[Aа\u{200b} \u{a0}Ðđ]{0,5}")| {
            let (left, right) = told_apart(&one, &other);
            proptest::prop_assert_eq!(left == right, one == other);
        });
    }
}
