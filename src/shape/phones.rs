//! Phone numbers out of a cell: split, freed of notes, in one way of writing.
//!
//! No number is judged by anything but its digits, and none is dropped for looking odd. Invariant: a
//! number that came out of here comes out unchanged when it goes in again.

use std::{borrow::Cow, mem};

use unicode_normalization::UnicodeNormalization;

use super::text::{clean, is_blank};
use crate::model::{PhoneDoubt, Phones, Policy};

/// The fewest digits a number has when others stand beside it; below it is an extension or a remark.
const SHORTEST_AMONG_NOTES: usize = 7;

/// The fewest digits that are taken for a number at all, as in 113.
const FEWEST: usize = 3;

/// E.164 allows 15 digits; a run of more is two numbers with a blank between them, if it is any.
const LONGEST: usize = 15;

/// The mobile prefixes of 11 digits that Vietnam retired in 2018, and those of 10 that took their place.
const RETIRED: [(&str, &str); 21] = [
    ("0120", "070"),
    ("0121", "079"),
    ("0122", "077"),
    ("0123", "083"),
    ("0124", "084"),
    ("0125", "085"),
    ("0126", "076"),
    ("0127", "081"),
    ("0128", "078"),
    ("0129", "082"),
    ("0162", "032"),
    ("0163", "033"),
    ("0164", "034"),
    ("0165", "035"),
    ("0166", "036"),
    ("0167", "037"),
    ("0168", "038"),
    ("0169", "039"),
    ("0186", "056"),
    ("0188", "058"),
    ("0199", "059"),
];

/// One stretch of a cell that was taken for a phone number.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Phone {
    /// As it stands in the sheet.
    pub text: String,
    /// As it is sent; `None` where there is no number in it.
    pub number: Option<String>,
    /// What is wrong with it.
    pub doubt: Option<PhoneDoubt>,
}

/// Every phone in one cell. A numeric cell holds one number, and may have lost its leading zero.
pub fn read(cell: &str, numeric: bool, policy: Policy) -> Vec<Phone> {
    let text = compatible(cell, policy);
    let chunks = text.split(|letter| !numeric && is_separator(letter));
    let chunks = chunks.map(clean).filter(|chunk| has_content(chunk));
    chunks
        .flat_map(|chunk| phones_in(&chunk, numeric, policy))
        .collect()
}

/// Full-width digits and signs become plain ones, except where the sheet's writing is kept.
fn compatible(cell: &str, policy: Policy) -> Cow<'_, str> {
    match policy.phones {
        _ if cell.is_ascii() => Cow::Borrowed(cell),
        Phones::Raw => Cow::Owned(cell.nfc().collect()),
        _ => Cow::Owned(cell.nfkc().collect()),
    }
}

fn is_separator(letter: char) -> bool {
    matches!(letter, ';' | ',' | '/' | '|' | '\n' | '\r')
}

/// A lone dash or dot in a cell is a way of leaving it blank.
fn has_content(chunk: &str) -> bool {
    chunk.chars().any(char::is_alphanumeric)
}

fn phones_in(chunk: &str, numeric: bool, policy: Policy) -> Vec<Phone> {
    if policy.phones == Phones::Raw {
        return vec![phone(
            chunk,
            Some(chunk.to_owned()),
            doubt_of_raw(chunk, numeric),
        )];
    }
    if numeric && digits(chunk) >= FEWEST {
        return vec![written(chunk, &dialled(chunk), true, policy)];
    }
    match numbers(chunk) {
        Numbers::Some(numbers) => numbers
            .iter()
            .map(|number| written(chunk, number, false, policy))
            .collect(),
        Numbers::Unclear => vec![phone(chunk, Some(chunk.to_owned()), NO_PHONE)],
        Numbers::None => vec![phone(chunk, None, NO_PHONE)],
    }
}

fn doubt_of_raw(chunk: &str, numeric: bool) -> Option<PhoneDoubt> {
    match numbers(chunk) {
        Numbers::Some(numbers) => numbers
            .iter()
            .find_map(|number| doubt(&national(number, numeric))),
        _ => NO_PHONE,
    }
}

fn phone(text: &str, number: Option<String>, doubt: Option<PhoneDoubt>) -> Phone {
    Phone {
        text: text.to_owned(),
        number,
        doubt,
    }
}

fn written(chunk: &str, number: &str, numeric: bool, policy: Policy) -> Phone {
    let mut plain = national(number, numeric);
    if policy.upgrade_old_mobile {
        plain = upgraded(&plain).unwrap_or(plain);
    }
    let doubt = doubt(&plain);
    let number = match policy.phones {
        Phones::E164 if has_international_form(&plain) => format!("+84{}", &plain[1..]),
        _ => plain,
    };
    phone(chunk, Some(number), doubt)
}

/// What a chunk of a cell holds besides remarks.
enum Numbers {
    Some(Vec<String>),
    /// Digits and letters that nobody can tell apart: sent as they stand.
    Unclear,
    None,
}

fn numbers(chunk: &str) -> Numbers {
    let runs = runs(chunk);
    let (long, short): (Vec<_>, Vec<_>) = runs
        .into_iter()
        .partition(|run| digits(run) >= SHORTEST_AMONG_NOTES);
    if !long.is_empty() {
        return Numbers::Some(long.iter().flat_map(|run| apart(run)).collect());
    }
    match short.iter().map(|run| digits(run)).max() {
        Some(FEWEST..) if short.len() == 1 => Numbers::Some(vec![dialled(&short[0])]),
        Some(FEWEST..) => Numbers::Unclear,
        _ => Numbers::None,
    }
}

/// Runs of digits: letters, a colon and a plus end one, other signs are blanks within it.
fn runs(chunk: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    for letter in chunk.chars() {
        let run = runs.last_mut().map_or(0, |run| run.len());
        match letter {
            '0'..='9' => push(&mut runs, letter),
            '+' => runs.push(String::from("+")),
            ':' => runs.push(String::new()),
            letter if letter.is_alphanumeric() => runs.push(String::new()),
            _ if run > 0 => push(&mut runs, ' '),
            _ => {}
        }
    }
    runs.retain(|run| digits(run) > 0);
    runs
}

fn push(runs: &mut [String], letter: char) {
    if let Some(run) = runs.last_mut() {
        run.push(letter);
    }
}

fn digits(run: &str) -> usize {
    run.bytes().filter(u8::is_ascii_digit).count()
}

/// Two numbers with nothing but a blank between them, where each by itself is one; else the run whole.
fn apart(run: &str) -> Vec<String> {
    if digits(run) <= LONGEST {
        return vec![dialled(run)];
    }
    let mut found = Vec::new();
    let mut open = String::new();
    for part in run.split(is_blank) {
        open.push_str(part);
        if is_valid(&national(&open, false)) {
            found.push(mem::take(&mut open));
        }
    }
    if open.is_empty() {
        return found;
    }
    vec![dialled(run)]
}

/// Only what one would dial: the digits, and a plus in front of them.
fn dialled(text: &str) -> String {
    let start = text.find(|letter: char| letter.is_ascii_digit() || letter == '+');
    let text = &text[start.unwrap_or(text.len())..];
    let plus = if text.starts_with('+') { "+" } else { "" };
    let digits = text.chars().filter(char::is_ascii_digit);
    plus.chars().chain(digits).collect()
}

/// Vietnamese numbers begin with 0 and not with the country's code; a lost zero comes back.
fn national(number: &str, numeric: bool) -> String {
    abroad(number)
        .or_else(|| bare(number))
        .or_else(|| lost_zero(number, numeric))
        .unwrap_or_else(|| number.to_owned())
}

/// `+84` or `0084`, with or without the zero that doesn't belong behind it.
fn abroad(number: &str) -> Option<String> {
    let rest = number
        .strip_prefix("+84")
        .or_else(|| number.strip_prefix("0084"))?;
    subscriber(rest)
}

fn subscriber(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix('0').unwrap_or(rest);
    (matches!(rest.len(), 9 | 10) && !rest.starts_with('0')).then(|| format!("0{rest}"))
}

/// `84` alone might begin a number of another kind, so ten digits behind it must make a phone.
fn bare(number: &str) -> Option<String> {
    let rest = number.strip_prefix("84")?;
    subscriber(rest).filter(|plain| rest.len() == 9 || has_international_form(plain))
}

fn lost_zero(number: &str, numeric: bool) -> Option<String> {
    let plain = format!("0{number}");
    let lost = (numeric || number.len() == 9) && !number.starts_with('0');
    (lost && has_international_form(&plain)).then_some(plain)
}

fn upgraded(plain: &str) -> Option<String> {
    let (_, new) = retired(plain)?;
    Some(format!("{new}{}", &plain[4..]))
}

fn retired(plain: &str) -> Option<&'static (&'static str, &'static str)> {
    let prefix = plain.get(..4).filter(|_| plain.len() == 11)?;
    RETIRED.iter().find(|(old, _)| *old == prefix)
}

const NO_PHONE: Option<PhoneDoubt> = Some(PhoneDoubt::NoPhone);

fn doubt(plain: &str) -> Option<PhoneDoubt> {
    match plain {
        plain if is_valid(plain) => None,
        plain if retired(plain).is_some() => Some(PhoneDoubt::RetiredPrefix),
        _ => NO_PHONE,
    }
}

/// Whether it can be dialled in Vietnam today: a mobile, a landline, or a hotline.
fn is_valid(plain: &str) -> bool {
    let all_digits = plain.bytes().all(|byte| byte.is_ascii_digit());
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| plain.starts_with(prefix));
    let known = match plain.len() {
        8 | 9 => starts(&["1800", "1900"]),
        10 => starts(&["03", "05", "07", "08", "09", "1800", "1900"]),
        11 => starts(&["02"]),
        _ => false,
    };
    all_digits && known
}

/// A hotline can't be called from abroad; a retired mobile has a form all the same.
fn has_international_form(plain: &str) -> bool {
    plain.starts_with('0') && (is_valid(plain) || retired(plain).is_some())
}

#[cfg(test)]
mod tests;
