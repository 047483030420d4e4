//! Phones that are written as nearly all are: clean numbers of today, with the usual signs between.
//!
//! Invariant: what is read here is what `phones` would read, without a doubt.

use super::write::Writer;
use crate::model::{Phones, Policy};

/// The most digits of a number that is known here.
const LONGEST: usize = 11;

/// Puts the phones of one cell ready; `None`: it is not sure what is in it.
pub fn read(cell: &str, numeric: bool, policy: Policy, out: &mut Writer) -> Option<()> {
    if !cell.is_ascii() {
        return None;
    }
    if numeric {
        return one(cell, true, policy, out);
    }
    let separators = |letter: char| matches!(letter, ';' | ',' | '/' | '|' | '\n' | '\r');
    cell.split(separators)
        .try_for_each(|chunk| one(chunk, false, policy, out))
}

fn one(chunk: &str, numeric: bool, policy: Policy, out: &mut Writer) -> Option<()> {
    let chunk = super::text::trimmed(chunk);
    let (digits, count) = digits(chunk, numeric)?;
    let digits = &digits[..count];
    if digits.is_empty() {
        return (!numeric).then_some(());
    }
    let has_plus = chunk.starts_with('+');
    let rest = rest(digits, has_plus)?;
    let start = out.phones.len();
    match policy.phones {
        Phones::Raw => out.phones.push_str(chunk),
        Phones::National => out.phones.push('0'),
        Phones::E164 => out.phones.push_str("+84"),
    }
    if policy.phones != Phones::Raw {
        out.phones
            .extend(rest.iter().map(|digit| char::from(*digit)));
    }
    settle(start, out);
    Some(())
}

/// Doubles go.
fn settle(start: usize, out: &mut Writer) {
    let (before, number) = out.phones.split_at(start);
    let starts = [0].into_iter().chain(out.phone_ends.iter().copied());
    let mut others = starts.zip(&out.phone_ends);
    if others.any(|(start, end)| &before[start..*end] == number) {
        out.phones.truncate(start);
    } else {
        out.phone_ends.push(out.phones.len());
    }
}

/// The digits of a number, however it is grouped.
fn digits(chunk: &str, numeric: bool) -> Option<([u8; LONGEST], usize)> {
    let mut digits = [0; LONGEST];
    let mut count = 0;
    for (at, byte) in chunk.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                *digits.get_mut(count)? = byte;
                count += 1;
            }
            b'+' if at == 0 && !numeric => {}
            b' ' | b'.' | b'-' | b'(' | b')' if !numeric => {}
            _ => return None,
        }
    }
    Some((digits, count))
}

/// What stands behind the zero of a mobile, or of a landline with its area.
fn rest(digits: &[u8], has_plus: bool) -> Option<&[u8]> {
    let rest = match (digits, has_plus) {
        ([b'0', rest @ ..], false) if rest.len() == 10 && rest[0] == b'2' => return Some(rest),
        ([b'0', rest @ ..] | rest, false) | ([b'8', b'4', rest @ ..], _) if rest.len() == 9 => rest,
        _ => return None,
    };
    matches!(rest[0], b'3' | b'5' | b'7' | b'8' | b'9').then_some(rest)
}
