//! Detects texts that no person can have typed, because digits or letters were lost on their way into the sheet.
//!
//! Nothing is repaired here, since lost characters can't be derived from the rest. Invariant: a text that a person
//! typed for this kind of column is never unreadable, except a code that is written as a date.

use std::borrow::Cow;

use super::repair::{Role, are_digits};
use crate::{codec::batch::CellKind, model::TextFault};

/// The damage of a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnreadableCell<'r> {
    pub column: usize,
    pub text: Cow<'r, str>,
    pub fault: TextFault,
}

/// The damage of a cell's text, if there is any.
pub fn fault(text: &str, kind: CellKind, role: Role) -> Option<TextFault> {
    if text.contains('\u{fffd}') {
        return Some(TextFault::Replacement);
    }
    match role {
        Role::Code | Role::Phone if kind == CellKind::Date || is_moment(text) => {
            Some(TextFault::Date)
        }
        Role::Code | Role::Phone | Role::Number if is_scientific(text) => {
            Some(TextFault::Scientific)
        }
        Role::Code if text.contains(char::is_control) => Some(TextFault::Control),
        Role::Lookup | Role::Name if text.contains(is_control) => Some(TextFault::Control),
        _ => None,
    }
}

/// A name may have several lines; no other control character belongs in it.
fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')
}

/// `9.1E+08`, `1,00001E+12`, `9.12345678E8`: as Excel, pandas and Java write large numbers. A fraction or a sign is
/// required, since `12E3` may be a code.
fn is_scientific(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let Some((number, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let power = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let is_marked = number.len() > whole.len() || power.len() < exponent.len();
    is_marked
        && whole.len() == 1
        && (1..=3).contains(&power.len())
        && are_digits([whole, fraction, power])
}

/// Excel's month names in cells where it reads `MAR1` or `1-2` as a date.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Whether it is written as a date or a time: `1/2/2024`, `2024-02-01`, `02-Jan`, `Mar-24`, `08:30`, also with a time
/// after the date.
fn is_moment(text: &str) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'/' | b'-' | b'.' | b':');
    if !text.is_ascii() || !text.bytes().any(is_sign) {
        return false;
    }
    let has_time = |(day, time): (&str, &str)| is_date(day) && is_time(time.trim_end_matches('Z'));
    is_date(text) || is_time(text) || text.split_once([' ', 'T']).is_some_and(has_time)
}

fn is_date(text: &str) -> bool {
    let Some(sign) = text
        .chars()
        .find(|letter| matches!(letter, '/' | '-' | '.'))
    else {
        return false;
    };
    let mut parts = text.splitn(4, sign);
    let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
    let is_short = |part: &str| part.len() <= 2 && are_digits([part]);
    let is_year =
        |part: &str| part.len() == 4 && part.starts_with(['1', '2']) && are_digits([part]);
    match parts {
        [Some(year), Some(month), Some(day), None] if is_year(year) => {
            is_short(month) && is_short(day)
        }
        [Some(day), Some(month), Some(year), None] => {
            let is_named = is_month(month);
            let ends = is_year(year) || (is_named && is_short(year));
            ends && is_short(day) && (is_named || is_short(month))
        }
        [Some(one), Some(other), None, None] => {
            (is_short(one) && is_month(other)) || (is_month(one) && is_short(other))
        }
        _ => false,
    }
}

/// `Jan`, and in Vietnamese `Thg1`.
fn is_month(text: &str) -> bool {
    let name = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let is_vietnamese = name.eq_ignore_ascii_case("thg");
    let is_numbered = name.len() < text.len();
    let is_known = MONTHS.iter().any(|month| month.eq_ignore_ascii_case(name));
    is_numbered == is_vietnamese && (is_known || is_vietnamese)
}

fn is_time(text: &str) -> bool {
    let text = text.trim_end_matches([' ', 'A', 'P', 'M']);
    let mut parts = text.splitn(4, ':');
    let is_part = |part: &str| part.len() <= 2 && are_digits([part]);
    match [parts.next(), parts.next(), parts.next(), parts.next()] {
        [Some(hours), Some(minutes), None, None] => is_part(hours) && is_part(minutes),
        [Some(hours), Some(minutes), Some(seconds), None] => {
            let seconds = seconds.split('.').next().unwrap_or_default();
            is_part(hours) && is_part(minutes) && is_part(seconds)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_code(text: &str) -> Option<TextFault> {
        fault(text, CellKind::Text, Role::Code)
    }

    #[test]
    fn numbers_whose_digits_are_lost_are_no_codes() {
        let lost = [
            "9.1E+08",
            "1.00001E+12",
            "1,00001E+12",
            "1E+12",
            "9.12345678E8",
            "9.12345678e+08",
            "-1E-05",
        ];
        for text in lost {
            for role in [Role::Code, Role::Phone, Role::Number] {
                let found = fault(text, CellKind::Text, role);
                assert_eq!(found, Some(TextFault::Scientific), "{text}");
            }
            assert_eq!(fault(text, CellKind::Text, Role::Text), None, "{text}");
        }
        for text in [
            "12E3", "E12", "1.5", "KH1E+05", "12.5E+03", "1E+", "3E", "1E1000",
        ] {
            assert_eq!(of_code(text), None, "{text}");
        }
    }

    #[test]
    fn dates_and_times_are_no_codes() {
        let moments = [
            "1/2/2024",
            "2024-02-01",
            "01.02.2024",
            "02-Jan",
            "Mar-24",
            "2-Thg1",
            "1-Feb-24",
            "08:30",
            "8:30:15",
            "2024-02-01 00:00:00",
            "2024-02-01T00:00:00.000",
            "1/2/2024 08:30 AM",
        ];
        for text in moments {
            assert_eq!(of_code(text), Some(TextFault::Date), "{text}");
            assert_eq!(fault(text, CellKind::Text, Role::Text), None, "{text}");
        }
        assert_eq!(
            fault("45", CellKind::Date, Role::Phone),
            Some(TextFault::Date)
        );
        let codes = [
            "2024-001",
            "1-2",
            "12/34",
            "KH-01",
            "MAR",
            "A-Jan",
            "01/02/03/2024",
            "VP:01",
            "24-May-",
            "0912/345/678",
            "0912.345.678",
            "Thg1",
            "1-2-24",
        ];
        for text in codes {
            assert_eq!(of_code(text), None, "{text}");
        }
    }

    #[test]
    fn lost_letters_and_control_characters_are_no_text() {
        assert_eq!(
            fault("Nguy\u{fffd}n", CellKind::Text, Role::Text),
            Some(TextFault::Replacement)
        );
        assert_eq!(
            fault("KH\n1", CellKind::Text, Role::Code),
            Some(TextFault::Control)
        );
        assert_eq!(
            fault("An\u{0}", CellKind::Text, Role::Name),
            Some(TextFault::Control)
        );
        assert_eq!(fault("An\nBình", CellKind::Text, Role::Name), None);
    }
}
