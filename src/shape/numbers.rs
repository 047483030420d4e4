//! Parses numbers from texts, with any grouping and decimal marks.
//!
//! A single mark before three digits is a grouping mark, be it a point or a comma, as amounts are written in Vietnam;
//! the ambiguity is reported. Invariant: a text that is understood only in part is no number.

use crate::model::text::is_blank;

/// A number, and its evidence for the column's notation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ParsedNumber {
    /// `-1234567.89`: no grouping mark, a decimal point, no surplus zeros.
    pub plain: String,
    /// Its evidence.
    pub shows: NumberStyle,
}

/// The evidence of a number for its column.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NumberStyle {
    /// None: it has no mark, or the marks are configured.
    Nothing,
    /// This is the decimal mark.
    Decimal(char),
    /// This mark was read as grouping, and might be the decimal one.
    Either(char),
}

/// Signs and words before or after an amount.
const CURRENCIES: [&str; 13] = [
    "vnđ", "vnd", "đồng", "dong", "đ", "₫", "d", "usd", "us$", "$", "eur", "€", "¥",
];

/// Parses a text; `decimal` is the decimal mark, if it is configured.
pub fn read(text: &str, decimal: Option<char>) -> Option<ParsedNumber> {
    let (is_negative, digits) = unsigned(text)?;
    let marks: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (fraction, shows) = match decimal {
        Some(mark) => (marks.contains(&mark).then_some(mark), NumberStyle::Nothing),
        None => judged(&digits, &marks),
    };
    let (whole, fraction) = match fraction {
        Some(mark) => digits.split_once(mark)?,
        None => (digits.as_str(), ""),
    };
    let whole = ungrouped(whole)?;
    let is_plain = fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| ParsedNumber {
        plain: plain(is_negative, &whole, fraction),
        shows,
    })
}

/// A number as a workbook has it: its decimal mark is a point, and it has no other mark.
pub fn from_cell(text: &str) -> Option<String> {
    read(text, Some('.')).map(|found| found.plain)
}

/// Whether it is negative, and the digits with their marks: blanks and apostrophes become the same mark, since both
/// group digits.
fn unsigned(text: &str) -> Option<(bool, String)> {
    let lowered = text.to_lowercase();
    let bracketed = lowered.strip_prefix('(');
    let bracketed = bracketed.and_then(|rest| rest.strip_suffix(')'));
    let mut is_negative = bracketed.is_some();
    let mut rest = without_currency(bracketed.unwrap_or(&lowered));
    if let Some(positive) = rest.strip_prefix(['-', '\u{2212}', '+']) {
        is_negative |= !rest.starts_with('+');
        rest = without_currency(positive);
    }
    let is_group = |letter: char| is_blank(letter) || matches!(letter, '\'' | '\u{2019}');
    let marked = |letter| if is_group(letter) { ' ' } else { letter };
    let digits: String = rest.trim_matches(is_blank).chars().map(marked).collect();
    let is_known = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' ');
    let has_digits = digits.contains(|letter: char| letter.is_ascii_digit());
    (has_digits && digits.chars().all(is_known)).then_some((is_negative, digits))
}

fn without_currency(text: &str) -> &str {
    let text = text.trim_matches(is_blank);
    let mut names = CURRENCIES.iter();
    let bare = names.find_map(|name| text.strip_suffix(name).or_else(|| text.strip_prefix(name)));
    bare.unwrap_or(text).trim_matches(is_blank)
}

/// The decimal mark by the number alone.
fn judged(digits: &str, marks: &[char]) -> (Option<char>, NumberStyle) {
    let Some(last) = marks.last().copied().filter(|mark| *mark != ' ') else {
        return (None, NumberStyle::Nothing);
    };
    let count = marks.iter().filter(|mark| **mark == last).count();
    if count > 1 {
        return (None, NumberStyle::Decimal(other(last)));
    }
    let (whole, behind) = digits.split_once(last).unwrap_or_default();
    let could_group =
        behind.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if marks.len() == 1 && could_group {
        return (None, NumberStyle::Either(last));
    }
    (Some(last), NumberStyle::Decimal(last))
}

/// The decimal mark if this one groups digits.
pub const fn other(mark: char) -> char {
    if mark == '.' { ',' } else { '.' }
}

/// The digits of groups of three with one kind of mark between them.
fn ungrouped(whole: &str) -> Option<String> {
    let mark = whole.chars().find(|letter| !letter.is_ascii_digit());
    let Some(mark) = mark else {
        return Some(whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(mark).collect();
    let is_full = |group: &&str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let begins = (1..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit());
    (begins && rest.iter().all(is_full)).then(|| groups.concat())
}

fn plain(is_negative: bool, whole: &str, fraction: &str) -> String {
    let (whole, fraction) = (
        whole.trim_start_matches('0'),
        fraction.trim_end_matches('0'),
    );
    let sign = if is_negative && !(whole.is_empty() && fraction.is_empty()) {
        "-"
    } else {
        ""
    };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

#[cfg(test)]
mod tests;
