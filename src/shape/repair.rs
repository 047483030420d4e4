//! Repairs texts that were damaged on their way into the sheet, if they can only mean one thing.
//!
//! `unreadable` detects what can't be repaired. Repairs are counted by column, so that none is silent. Invariant: a
//! text that a person typed for this kind of column is not changed.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::model::Repair;
use crate::model::text::is_blank;

/// The kind of a column, which decides what counts as damage.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Role {
    /// A code, or the code of another record.
    Code,
    /// The name of a record that others refer to.
    Lookup,
    /// The name of a customer.
    Name,
    Phone,
    Number,
    #[default]
    Text,
}

impl Role {
    /// Whether a text without the general signs of damage also has none of those of its column. It is tested for
    /// every cell, and nearly always `true`.
    #[inline]
    pub fn is_surely_whole(self, text: &str) -> bool {
        match self {
            Self::Text | Self::Name => true,
            Self::Lookup => !has_blank_runs(text),
            Self::Phone if is_long_number(text) => true,
            Self::Code | Self::Phone | Self::Number => {
                let mut may_be_number = text.starts_with(|first: char| first.is_ascii_digit());
                let mut is_plain = true;
                let mut has_e = false;
                for byte in text.bytes() {
                    is_plain &= byte.is_ascii_alphanumeric();
                    has_e |= byte | 0x20 == b'e';
                }
                may_be_number &= has_e;
                is_plain && !may_be_number
            }
        }
    }
}

/// Whether it has more digits than a date, and otherwise only signs that occur in and between phone numbers.
fn is_long_number(text: &str) -> bool {
    let (mut digits, mut is_number) = (0, true);
    for byte in text.bytes() {
        digits += usize::from(byte.is_ascii_digit());
        is_number &= matches!(byte, b'0'..=b'9' | b' ' | b'(' | b')' | b'+'..=b'.' | b';');
    }
    is_number && digits > 8
}

fn has_blank_runs(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair == b"  ")
}

/// A repair, and the repaired text if there was something to repair.
type RepairResult = (Repair, fn(&str) -> Option<String>);

const OF_TEXTS: [RepairResult; 2] = [
    (Repair::Apostrophe, without_apostrophe),
    (Repair::Eth, with_d),
];
const OF_CODES: [RepairResult; 3] = [
    (Repair::Invisible, visible),
    (Repair::FullWidth, of_usual_width),
    (Repair::Blanks, with_single_blanks),
];

/// The text without what can only be damage; each repair is noted.
pub fn repaired(text: Cow<'_, str>, role: Role, mut note: impl FnMut(Repair)) -> Cow<'_, str> {
    let of_codes = match role {
        Role::Code => &OF_CODES[..],
        Role::Lookup => &[OF_CODES[0], OF_CODES[2]],
        _ => &[],
    };
    let mut text = text;
    for (repair, step) in OF_TEXTS.iter().chain(of_codes) {
        if let Some(better) = step(&text) {
            note(*repair);
            text = Cow::Owned(better);
        }
    }
    text
}

/// An apostrophe keeps Excel from reading a code as a number; before other texts it belongs to the text.
fn without_apostrophe(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['\'', '’'])?;
    let is_number = |byte: u8| byte.is_ascii_digit() || b" .,+-/".contains(&byte);
    (digits.starts_with(|first: char| first.is_ascii_digit() || first == '+')
        && digits.bytes().all(is_number))
    .then(|| digits.to_owned())
}

/// Icelandic letters that look like the Vietnamese ones.
fn with_d(text: &str) -> Option<String> {
    text.contains(['Ð', 'ð', 'Ɖ']).then(|| {
        let letters = text.chars().map(|letter| match letter {
            'Ð' | 'Ɖ' => 'Đ',
            'ð' => 'đ',
            _ => letter,
        });
        letters.collect()
    })
}

fn visible(text: &str) -> Option<String> {
    let is_invisible = |letter: char| is_blank(letter) && !letter.is_whitespace();
    text.contains(is_invisible)
        .then(|| text.replace(is_invisible, ""))
}

fn of_usual_width(text: &str) -> Option<String> {
    let is_wide =
        |letter: char| ('\u{ff01}'..='\u{ffee}').contains(&letter) || letter == '\u{3000}';
    text.contains(is_wide).then(|| text.nfkc().collect())
}

fn with_single_blanks(text: &str) -> Option<String> {
    let is_odd =
        |letter: char| letter.is_whitespace() && !matches!(letter, ' ' | '\n' | '\r' | '\t');
    (has_blank_runs(text) || text.contains(is_odd)).then(|| {
        let words: Vec<&str> = text
            .split(|letter: char| letter == ' ' || is_odd(letter))
            .collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" ")
    })
}

/// Whether each of these is digits only.
pub fn are_digits<'t>(parts: impl IntoIterator<Item = &'t str>) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let mut parts = parts.into_iter();
    parts.all(|part| !part.is_empty() && part.bytes().all(is_digit))
}

/// Whether a number has more digits than Excel keeps.
pub fn is_too_long(number: &str) -> bool {
    const KEPT: usize = 15;
    let number = number
        .trim_start_matches(['-', '0', '.'])
        .trim_end_matches('0');
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    digits > KEPT
}

/// The whole number before the `.0` that a data frame appends.
pub fn without_point_zero(text: &str) -> Option<&str> {
    let whole = text
        .strip_suffix(".0")
        .or_else(|| text.strip_suffix(".00"))?;
    are_digits([whole]).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repairs(text: &str, role: Role) -> (String, Vec<Repair>) {
        let mut noted = Vec::new();
        let text = repaired(text.into(), role, |repair| noted.push(repair));
        (text.into_owned(), noted)
    }

    #[test]
    fn certain_damage_is_repaired() {
        let cases = [
            ("'00123", Role::Code, "00123", Repair::Apostrophe),
            ("’0912345678", Role::Phone, "0912345678", Repair::Apostrophe),
            (
                "KH\u{200b}0\u{ad}1\u{202e}",
                Role::Code,
                "KH01",
                Repair::Invisible,
            ),
            ("Hà\u{a0} Nội", Role::Lookup, "Hà Nội", Repair::Blanks),
            ("KH  1", Role::Code, "KH 1", Repair::Blanks),
            ("Ðà Nẵng", Role::Text, "Đà Nẵng", Repair::Eth),
            ("ＫＨ０１", Role::Code, "KH01", Repair::FullWidth),
        ];
        for (text, role, expected, repair) in cases {
            assert_eq!(
                repairs(text, role),
                (expected.to_owned(), vec![repair]),
                "{text}"
            );
            assert_eq!(
                repairs(expected, role),
                (expected.to_owned(), vec![]),
                "{expected}"
            );
        }
    }

    #[test]
    fn a_text_that_a_person_may_have_typed_is_not_changed() {
        let cases = [
            ("'90s", Role::Text),
            ("'An", Role::Code),
            ("=A1", Role::Code),
            ("Nguyễn  Văn\u{a0}An", Role::Name),
            ("ｆｕｌｌ", Role::Text),
            ("KH 1", Role::Code),
        ];
        for (text, role) in cases {
            assert_eq!(repairs(text, role), (text.to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn only_a_whole_number_loses_its_point_and_zero() {
        assert_eq!(without_point_zero("1001.0"), Some("1001"));
        for text in ["1001", "v1.0", "1.0.0", ".0", "10.5"] {
            assert_eq!(without_point_zero(text), None, "{text}");
        }
    }
}
