//! Parses phone numbers from a cell: splits them, drops notes, and normalises them.
//!
//! A number is judged by its digits only, and none is dropped for being unusual. Invariant: a normalised number does
//! not change when it is parsed again.

use std::{borrow::Cow, iter, mem};

use unicode_normalization::UnicodeNormalization;

use super::dialled::{DialledNumber, NO_PHONE};
use super::landlines::{self, Landline};
use super::phone_list::PhoneList;
use super::repair::without_point_zero;
use crate::model::text::clean;
use crate::model::{PhoneDoubt, Phones, Policy, Repair};

/// The least digits of a number beside others; a shorter one is an extension or a remark.
const SHORTEST_AMONG_NOTES: usize = 7;

/// The least digits of any number, as in 113.
const FEWEST: usize = 3;

/// E.164 allows 15 digits; a longer run can only be two numbers with a blank between them.
const LONGEST: usize = 15;

/// Adds every phone in a cell to those of the record. A numeric cell has one number, which may have lost its leading
/// zero.
pub fn read(cell: &str, numeric: bool, policy: Policy, list: &mut PhoneList) {
    let text = compatible(cell, policy);
    let is_wide = |letter: char| ('\u{ff10}'..='\u{ff19}').contains(&letter);
    if !cell.is_ascii() && cell.contains(is_wide) {
        list.repairs.push(Repair::FullWidth);
    }
    let separates = |letter| !numeric && matches!(letter, ';' | ',' | '/' | '|' | '\n' | '\r');
    for chunk in text.split(separates) {
        let chunk = clean(chunk);
        // A single dash or dot means a blank cell.
        if chunk.chars().any(char::is_alphanumeric) {
            read_chunk(&chunk, numeric, policy, list);
        }
    }
}

/// The numbers in a text in one form, to compare numbers however they are written.
#[must_use]
pub fn comparable_phones(text: &str) -> Vec<String> {
    let policy = Policy {
        phones: Phones::National,
        upgrade_old_mobile: true,
        ..Policy::default()
    };
    let mut list = PhoneList::default();
    read(text, false, policy, &mut list);
    list.numbers().map(str::to_owned).collect()
}

fn read_chunk(chunk: &str, numeric: bool, policy: Policy, list: &mut PhoneList) {
    // Most chunks are one number and nothing else, which needs no search.
    let is_number = (SHORTEST_AMONG_NOTES..=LONGEST).contains(&chunk.len()) && is_dialled(chunk);
    if is_number && policy.phones != Phones::Raw {
        return read_number(chunk, chunk, numeric, policy, list);
    }
    // If there is a leading zero and no phone without the digits after the point, the point separates digits.
    let is_number = |whole: &&str| {
        let is_whole = !whole.starts_with('0') || DialledNumber::of(whole, false).is_valid();
        whole.len() >= SHORTEST_AMONG_NOTES && is_whole
    };
    if let Some(whole) = without_point_zero(chunk).filter(is_number) {
        list.repairs.push(Repair::PointZero);
        return read_chunk(whole, true, policy, list);
    }
    if policy.phones == Phones::Raw {
        let doubt = doubt_of_raw(chunk, numeric);
        return list.push([chunk, "", ""], chunk, doubt);
    }
    if numeric && digits(chunk) >= FEWEST {
        return read_number(chunk, chunk, numeric, policy, list);
    }
    match ChunkKind::of(chunk) {
        ChunkKind::Numbers(shortest) => {
            for number in numbers(chunk, shortest) {
                read_number(number, chunk, false, policy, list);
            }
        }
        ChunkKind::Unclear => list.push([chunk, "", ""], chunk, NO_PHONE),
        ChunkKind::Nothing => list.leave_out(chunk, PhoneDoubt::NoPhone),
    }
}

fn doubt_of_raw(chunk: &str, numeric: bool) -> Option<PhoneDoubt> {
    let ChunkKind::Numbers(shortest) = ChunkKind::of(chunk) else {
        return NO_PHONE;
    };
    let mut room = String::new();
    numbers(chunk, shortest)
        .find_map(|number| DialledNumber::of(dial(number, &mut room), numeric).doubt())
}

fn read_number(number: &str, chunk: &str, numeric: bool, policy: Policy, list: &mut PhoneList) {
    let old = (!is_dialled(number)).then(|| landlines::of_written(number));
    match old.flatten() {
        Some(Landline::Renewed(number)) => {
            list.repairs.push(Repair::OldLandline);
            push_number(&number, chunk, None, numeric, policy, list);
        }
        Some(Landline::Unclear) => {
            let doubt = Some(PhoneDoubt::MayBeLandline);
            push_number(number, chunk, doubt, numeric, policy, list);
        }
        None => push_number(number, chunk, None, numeric, policy, list),
    }
}

fn push_number(
    number: &str,
    chunk: &str,
    doubt: Option<PhoneDoubt>,
    numeric: bool,
    policy: Policy,
    list: &mut PhoneList,
) {
    let mut room = mem::take(&mut list.room);
    let plain = DialledNumber::of(dial(number, &mut room), numeric);
    let renewed = plain.renewed().filter(|_| policy.upgrade_old_mobile);
    let number = renewed.unwrap_or(plain);
    let international = number.front.strip_prefix('0');
    let international = international.filter(|_| number.has_international_form());
    let parts = match international {
        Some(front) if policy.phones == Phones::E164 => ["+84", front, number.rest],
        _ => [number.front, number.rest, ""],
    };
    list.push(parts, chunk, doubt.or(number.doubt()));
    list.room = room;
}

/// Full-width digits and signs become plain ones, except if the sheet's notation is kept.
fn compatible(cell: &str, policy: Policy) -> Cow<'_, str> {
    match policy.phones {
        _ if cell.is_ascii() => Cow::Borrowed(cell),
        Phones::Raw => Cow::Owned(cell.nfc().collect()),
        _ => Cow::Owned(cell.nfkc().collect()),
    }
}

/// The content of a chunk, without remarks.
enum ChunkKind {
    /// Its runs of at least this many digits are numbers.
    Numbers(usize),
    /// Digits and letters that can't be separated: sent unchanged.
    Unclear,
    Nothing,
}

impl ChunkKind {
    fn of(chunk: &str) -> Self {
        let (mut count, mut most) = (0, 0);
        for digits in runs(chunk).map(digits) {
            (count, most) = (count + 1, most.max(digits));
        }
        match (most, count) {
            (SHORTEST_AMONG_NOTES.., _) => Self::Numbers(SHORTEST_AMONG_NOTES),
            (FEWEST.., 1) => Self::Numbers(FEWEST),
            (FEWEST.., _) => Self::Unclear,
            _ => Self::Nothing,
        }
    }
}

/// The numbers in a chunk, as written.
fn numbers(chunk: &str, shortest: usize) -> impl Iterator<Item = &str> {
    let runs = runs(chunk).filter(move |run| digits(run) >= shortest);
    runs.flat_map(apart)
}

/// Runs of digits with other signs between them: letters, a colon and the sign of an extension end a run, a plus
/// begins one.
fn runs(chunk: &str) -> impl Iterator<Item = &str> {
    let mut rest = chunk;
    let all = iter::from_fn(move || {
        let start = rest.find(|letter: char| letter.is_ascii_digit() || letter == '+')?;
        let run = &rest[start..];
        let ends = |letter: char| {
            matches!(letter, '+' | ':' | '#' | '*')
                || (letter.is_alphanumeric() && !letter.is_ascii_digit())
        };
        let end = run[1..].find(ends).map_or(run.len(), |end| end + 1);
        let (run, behind) = run.split_at(end);
        rest = behind;
        Some(run)
    });
    all.filter(|run| digits(run) > 0)
}

fn digits(run: &str) -> usize {
    run.bytes().filter(u8::is_ascii_digit).count()
}

/// Two numbers with only a sign between them, if each by itself is one; else the whole run.
fn apart(run: &str) -> impl Iterator<Item = &str> {
    let apart = if digits(run) > LONGEST {
        several(run)
    } else {
        Vec::new()
    };
    let whole = apart.is_empty().then_some(run);
    apart.into_iter().chain(whole)
}

fn several(run: &str) -> Vec<&str> {
    let (mut found, mut start, mut room) = (Vec::new(), 0, String::new());
    let is_sign = |letter: char| !letter.is_ascii_digit() && letter != '+';
    let ends = run.match_indices(is_sign).map(|(end, _)| end);
    for end in ends.chain([run.len()]) {
        let dialled = dial(&run[start..end], &mut room);
        if DialledNumber::of(dialled, false).is_valid() {
            found.push(&run[start..end]);
            start = end;
        }
    }
    if digits(&run[start..]) > 0 {
        found.clear();
    }
    found
}

/// Only the characters that are dialled: the digits, and a leading plus.
fn dial<'t>(text: &'t str, room: &'t mut String) -> &'t str {
    if is_dialled(text) {
        return text;
    }
    room.clear();
    let first = text.find(|letter: char| letter.is_ascii_digit() || letter == '+');
    room.extend(
        first
            .filter(|first| text[*first..].starts_with('+'))
            .map(|_| '+'),
    );
    room.extend(text.chars().filter(char::is_ascii_digit));
    room
}

fn is_dialled(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
