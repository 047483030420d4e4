//! What a header says without its additions: a remark in brackets or on a second line, a star, the kind of record in
//! front (`Person - Name`), the kind of entry behind (`Phone - Work`).
//!
//! It knows no target. Invariant: the first form is the header itself, and one about another person has no other form.

use super::header_words;
use crate::model::text::key;

/// Kinds of record that exports write before each header.
const KINDS: &[&str] = &[
    "person",
    "people",
    "contact",
    "contacts",
    "customer",
    "client",
    "lead",
    "account",
    "khachhang",
    "kh",
    "lienhe",
    "thongtinkhachhang",
    "thongtinlienhe",
];

/// Kinds of entry that exports write behind a header.
const ENTRIES: &[&str] = &[
    "work", "home", "mobile", "main", "primary", "other", "value", "personal", "business",
    "coquan", "nharieng", "didong", "chinh", "phu", "canhan",
];

const SEPARATORS: [&str; 4] = [" - ", " – ", ": ", " / "];

const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('（', '）')];

/// The header, and what it is without each addition; `prefix` is one that most headers of the table have.
pub(super) fn forms(header: &str, prefix: Option<&str>) -> Vec<String> {
    let mut forms = vec![header.to_owned()];
    if header_words::is_about_others(header) {
        return forms;
    }
    let mut add = |form: &str| {
        if !key(form).is_empty() && !forms.iter().any(|one| one == form) {
            forms.push(form.to_owned());
        }
    };
    let plain = plain(header);
    add(&plain);
    let unprefixed = split(&plain)
        .filter(|(before, _)| Some(*before) == prefix || KINDS.contains(&key(before).as_str()));
    let named = unprefixed.map_or(&*plain, |(_, rest)| rest);
    add(named);
    if let Some((name, entry)) = split(named)
        && ENTRIES.contains(&key(entry).as_str())
    {
        add(name);
    }
    forms
}

/// What stands before the first separator of more than half of the headers.
pub(super) fn common_prefix<'h>(headers: impl Iterator<Item = &'h str> + Clone) -> Option<&'h str> {
    let prefixes = headers.clone().filter_map(|header| Some(split(header)?.0));
    let count = |prefix: &str| prefixes.clone().filter(|one| *one == prefix).count();
    let best = prefixes.clone().max_by_key(|prefix| count(prefix))?;
    (2 * count(best) > headers.count() && count(best) > 1).then_some(best)
}

fn split(header: &str) -> Option<(&str, &str)> {
    let places = SEPARATORS
        .iter()
        .filter_map(|one| Some((header.find(one)?, one.len())));
    let (at, length) = places.min()?;
    let (before, after) = (header[..at].trim(), header[at + length..].trim());
    (!before.is_empty() && !after.is_empty()).then_some((before, after))
}

/// The first line, without brackets, stars and signs at its ends.
fn plain(header: &str) -> String {
    let mut lines = header.lines().map(str::trim);
    let line = lines.find(|line| !key(&unbracketed(line)).is_empty());
    let plain = unbracketed(line.unwrap_or(header));
    let words: Vec<&str> = plain.split_whitespace().collect();
    let is_sign = |sign: char| sign.is_whitespace() || "*:.,;!-–".contains(sign);
    words.join(" ").trim_matches(is_sign).to_owned()
}

fn unbracketed(text: &str) -> String {
    let mut closing = None;
    let outside = text.chars().filter(|sign| {
        if let Some(end) = closing {
            closing = (*sign != end).then_some(end);
            return false;
        }
        let opened = BRACKETS.iter().find(|(start, _)| start == sign);
        closing = opened.map(|(_, end)| *end);
        closing.is_none()
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn additions_are_taken_off_one_by_one() {
        let last = |header: &str| forms(header, None).pop().expect("the header itself");
        for (header, said) in [
            ("Mã khách hàng (*)", "Mã khách hàng"),
            ("Điện thoại\n(bắt buộc)", "Điện thoại"),
            ("(*)\nĐiện thoại", "Điện thoại"),
            ("SĐT 2 (nếu có)", "SĐT 2"),
            ("Person - Name", "Name"),
            ("Person - Phone - Work", "Phone"),
            ("Khách hàng: Địa chỉ", "Địa chỉ"),
            ("Họ tên *", "Họ tên"),
            ("Organization - Name", "Organization - Name"),
            ("Phone 1 - Label", "Phone 1 - Label"),
            ("SĐT (người thân)", "SĐT (người thân)"),
            ("(*)", "(*)"),
        ] {
            assert_eq!(last(header), said);
        }
    }

    #[test]
    fn a_prefix_is_one_of_most_headers() {
        let common = |headers: &[&'static str]| common_prefix(headers.iter().copied());
        assert_eq!(
            common(&["Guest - Name", "Guest - Phone", "ID"]),
            Some("Guest")
        );
        assert_eq!(common(&["Guest - Name", "Phone", "ID"]), None);
        assert_eq!(
            forms("Guest - Name", Some("Guest")),
            ["Guest - Name", "Name"]
        );
    }
}
