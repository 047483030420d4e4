//! Recognises the shape of a single text: a phone number, an e-mail address, a date, a number, a name.
//!
//! The results are hints for inference and validate nothing. Invariant: each depends on the text alone.

use crate::model::text::unaccented;

/// The family names of nearly all Vietnamese, without accents.
const SURNAMES: &[&str] = &[
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do",
    "ho", "ngo", "duong", "ly", "dao", "doan", "vuong", "trinh", "truong", "dinh", "lam", "mai",
    "cao", "luong", "luu", "ta", "ton", "thai", "chu", "quach", "to", "ha", "la", "tang", "kieu",
    "trieu", "nghiem", "chau", "giang", "phung", "tong", "khuat", "nong", "mac", "tieu", "thach",
    "van", "bach", "diep", "kim",
];

/// The beginnings of company names, without accents.
const FIRMS: &[&str] = &[
    "cong ty",
    "cty",
    "tnhh",
    "cua hang",
    "dai ly",
    "doanh nghiep",
    "co so",
    "nha thuoc",
    "shop",
    "tap doan",
    "ho kinh doanh",
    "hkd",
    "dntn",
    "htx",
    "truong",
    "benh vien",
];

/// A cell may have several phones; the first decides.
pub(super) fn is_phone(text: &str) -> bool {
    let first = text
        .split([';', ',', '/', '|', ':', '\n'])
        .next()
        .unwrap_or_default();
    let first = first.trim();
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let others = first.chars().all(|one| {
        one.is_ascii_digit() || matches!(one, '+' | ' ' | '.' | '-' | '(' | ')' | '\u{a0}')
    });
    let starts = first.trim_start_matches('(').starts_with(['0', '+']) || first.starts_with("84");
    let lost_its_zero = digits == 9 && first.starts_with(['3', '5', '7', '8', '9']);
    others && !is_date(first) && ((starts && (9..=15).contains(&digits)) || lost_its_zero)
}

pub(super) fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let whole = !text.contains(char::is_whitespace);
    parts.is_some_and(|(name, host)| whole && !name.is_empty() && host.contains('.'))
}

/// Day, month and year in any order; a time may follow.
pub(super) fn is_date(text: &str) -> bool {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let [first, second, third] = numbers[..] else {
        return false;
    };
    let is_year =
        |number: u32| (1900..=2100).contains(&number) || (number < 100 && day.contains('/'));
    parts.len() == 3 && (1..=31).contains(&second) && (is_year(first) || is_year(third))
}

/// Whether a date has its month first; `None` if it fits both orders. With the year first it is as clear as day first.
pub(super) fn is_month_first(text: &str) -> Option<bool> {
    let day = text.split(' ').next().filter(|_| is_date(text))?;
    let mut numbers = day.split(['/', '-', '.']).map(str::parse::<u32>);
    let (Some(Ok(first)), Some(Ok(second))) = (numbers.next(), numbers.next()) else {
        return None;
    };
    match (first, second) {
        (1000.., _) | (13..=31, 1..=12) => Some(false),
        (1..=12, 13..=31) => Some(true),
        _ => None,
    }
}

/// Whether a date has a time that is not midnight.
pub(super) fn has_time(text: &str) -> bool {
    let time = text.split_once([' ', 'T']).map(|(_, time)| time);
    is_date(text)
        && time.is_some_and(|time| {
            time.contains(':') && time.contains(|one: char| ('1'..='9').contains(&one))
        })
}

/// Digits with the separators of amounts.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim_start_matches('-');
    text.starts_with(|first: char| first.is_ascii_digit())
        && text
            .chars()
            .all(|one| one.is_ascii_digit() || matches!(one, '.' | ',' | ' '))
}

/// A person's full name, or that of a company.
pub(super) fn is_name(text: &str) -> bool {
    let plain = unaccented(text);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is_person =
        (2..=6).contains(&words.len()) && words.first().is_some_and(|word| SURNAMES.contains(word));
    let letters = !plain.contains(|one: char| one.is_ascii_digit());
    (is_person && letters) || FIRMS.iter().any(|firm| plain.starts_with(firm))
}

/// A family name alone.
pub(super) fn is_surname(text: &str) -> bool {
    let plain = unaccented(text);
    let first = plain.split_whitespace().next();
    first.is_some_and(|word| SURNAMES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_distinguished_from_dates_and_amounts() {
        for phone in [
            "0912 345 678",
            "+84 912.345.678",
            "(028) 38 123 456",
            "912345678",
            "0912345678; 0987654321",
        ] {
            assert!(is_phone(phone), "{phone}");
        }
        for other in ["01/02/1990", "2024-01-31", "150000", "KH0001", "", "12"] {
            assert!(!is_phone(other), "{other}");
        }
    }

    #[test]
    fn dates_have_a_year() {
        assert!(is_date("21/05/1972") && is_date("2024-01-31 08:00:00") && is_date("3/4/85"));
        assert!(!is_date("1.200.000") && !is_date("12-3") && !is_date("0912-345-678"));
    }

    #[test]
    fn the_order_of_a_date_is_seen_where_it_can_be() {
        assert_eq!(is_month_first("25/12/1990"), Some(false));
        assert_eq!(is_month_first("12/25/90 08:00"), Some(true));
        assert_eq!(is_month_first("1/2/1990"), None);
        assert_eq!(is_month_first("1990-12-25"), Some(false));
        assert!(has_time("2024-01-31 08:00:00") && !has_time("2024-01-31 00:00:00"));
    }

    #[test]
    fn names_are_people_and_firms() {
        assert!(is_name("Nguyễn Văn An") && is_name("Công ty TNHH Minh Anh"));
        assert!(!is_name("Hà Nội 1") && !is_name("Nguyễn") && !is_name("Khách lẻ"));
        assert!(is_surname("Trần Thị"));
    }

    #[test]
    fn addresses_of_e_mail_have_a_host() {
        assert!(
            is_email("an@example.com") && !is_email("canh.dsa") && !is_email("a b@example.com")
        );
    }
}
