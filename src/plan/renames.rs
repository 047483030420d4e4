//! How many codes a plan changes, and whether all changes are of one kind.
//!
//! A program that rewrote a column changes all codes in the same way. Invariant: a kind is reported only if every
//! change is of it.

use std::collections::BTreeMap;

use crate::{
    codec::{Change, Diff},
    model::{Code, CodeChange, Entity, RenameKind, Renames, is_given, text},
};

/// Changes that are shown as examples.
const NAMED: usize = 3;

/// The changes of code of each entity that has any. A record that comes back from a temporary code was counted when
/// it left its own.
pub(super) fn renames(diffs: &BTreeMap<Entity, Diff>) -> BTreeMap<Entity, Renames> {
    let mut all = BTreeMap::new();
    for (entity, diff) in diffs {
        let pairs: Vec<_> = diff.changes.iter().filter_map(pair).collect();
        all.extend(of(&pairs).map(|renames| (*entity, renames)));
    }
    all
}

fn pair(change: &Change) -> Option<(&Code, &Code)> {
    let (old, new) = (&change.old.as_deref()?.0, &change.new.as_ref()?.code);
    (old != new && !is_given(old)).then_some((old, new))
}

/// What these changes are together; `None` if there is none.
pub(super) fn of(pairs: &[(&Code, &Code)]) -> Option<Renames> {
    if pairs.is_empty() {
        return None;
    }
    let first = pairs.iter().take(NAMED).map(|(old, new)| CodeChange {
        old: (*old).clone(),
        new: (*new).clone(),
    });
    Some(Renames {
        count: pairs.len(),
        first: first.collect(),
        kind: kind(pairs),
    })
}

/// What all of them have in common; the simplest kind if several apply.
fn kind(pairs: &[(&Code, &Code)]) -> Option<RenameKind> {
    let (old, new) = pairs.first()?;
    let all = |is: &dyn Fn(&str, &str) -> bool| pairs.iter().all(|(old, new)| is(old, new));
    if all(&|old, new| loses_zeros(old, new)) {
        return Some(RenameKind::ZerosLost);
    }
    if all(&|old, new| loses_zeros(new, old)) {
        return Some(RenameKind::ZerosGained);
    }
    if all(&|old, new| old.to_lowercase() == new.to_lowercase()) {
        return Some(RenameKind::Case);
    }
    if all(&|old, new| seen(old) == seen(new)) {
        return Some(RenameKind::LookAlike);
    }
    let end = common_start(old.chars().rev(), new.chars().rev());
    if let Some((old, new)) = other_part(
        pairs,
        (without_end(old, end), without_end(new, end)),
        str::strip_prefix,
    ) {
        return Some(RenameKind::Prefix { old, new });
    }
    let start = common_start(old.chars(), new.chars());
    let (old, new) = other_part(pairs, (&old[start..], &new[start..]), str::strip_suffix)?;
    Some(RenameKind::Suffix { old, new })
}

/// The two other parts, if the rest of both codes is equal and not empty in every pair.
fn other_part<'p>(
    pairs: &[(&Code, &Code)],
    (old_part, new_part): (&'p str, &'p str),
    strip: for<'c> fn(&'c str, &'p str) -> Option<&'c str>,
) -> Option<(String, String)> {
    let is_other_part = |(old, new): &(&Code, &Code)| {
        let rest = strip(old, old_part).filter(|rest| !rest.is_empty());
        rest.is_some() && rest == strip(new, new_part)
    };
    let all = pairs.iter().all(is_other_part);
    all.then(|| (old_part.to_owned(), new_part.to_owned()))
}

/// How many bytes two texts share from their start.
fn common_start(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let same = one.zip(other).take_while(|(one, other)| one == other);
    same.map(|(letter, _)| letter.len_utf8()).sum()
}

fn without_end(code: &str, end: usize) -> &str {
    &code[..code.len() - end]
}

fn loses_zeros(old: &str, new: &str) -> bool {
    let digits = |code: &str| code.trim_start_matches('0').to_owned();
    old.len() > new.len() && !new.is_empty() && digits(old) == digits(new)
}

/// How a code looks to a person: without blanks, invisible characters, case and accents, in Latin letters.
fn seen(code: &str) -> String {
    const ALIKE: [(&str, &str); 2] = [
        ("авекмнорстухіјѕ", "abekmhopctyxijs"),
        ("αβεζηικμνορτυχ", "abezhikmnoptyx"),
    ];
    let latin = |letter: char| {
        let found = ALIKE.iter().find_map(|(alike, latin)| {
            let place = alike.chars().position(|other| other == letter)?;
            latin.chars().nth(place)
        });
        found.unwrap_or(letter)
    };
    text::folded(code).chars().map(latin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(pairs: &[(&str, &str)]) -> Option<RenameKind> {
        let codes: Vec<(Code, Code)> = pairs
            .iter()
            .map(|(old, new)| (Code::from(*old), Code::from(*new)))
            .collect();
        let pairs: Vec<_> = codes.iter().map(|(old, new)| (old, new)).collect();
        kind(&pairs)
    }

    #[test]
    fn a_kind_is_what_all_changes_have_in_common() {
        let prefix = |old: &str, new: &str| RenameKind::Prefix {
            old: old.into(),
            new: new.into(),
        };
        let suffix = |old: &str, new: &str| RenameKind::Suffix {
            old: old.into(),
            new: new.into(),
        };
        let cases = [
            (vec![("00001", "1"), ("00010", "10")], RenameKind::ZerosLost),
            (vec![("000", "0"), ("01", "1")], RenameKind::ZerosLost),
            (vec![("1", "0001"), ("25", "0025")], RenameKind::ZerosGained),
            (vec![("kh1", "KH1"), ("Đn2", "ĐN2")], RenameKind::Case),
            (vec![("KH 1", "KH1"), ("КН2", "KH2")], RenameKind::LookAlike),
            (vec![("KH\u{200b}1", "KH1")], RenameKind::LookAlike),
            (
                vec![("KH001", "HN001"), ("KH101", "HN101")],
                prefix("KH", "HN"),
            ),
            (vec![("1", "KH1"), ("2", "KH2")], prefix("", "KH")),
            (vec![("KH-1", "1"), ("KH-2", "2")], prefix("KH-", "")),
            (
                vec![("1001", "1001.0"), ("1002", "1002.0")],
                suffix("", ".0"),
            ),
            (
                vec![("Mã1-Ă", "Mã1-Ô"), ("Mã2-Ă", "Mã2-Ô")],
                suffix("Ă", "Ô"),
            ),
            (vec![("Ă1", "Ô1"), ("Ă2", "Ô2")], prefix("Ă", "Ô")),
        ];
        for (pairs, expected) in cases {
            assert_eq!(kind_of(&pairs), Some(expected), "{pairs:?}");
        }
    }

    #[test]
    fn changes_of_several_kinds_have_none() {
        let cases = [
            vec![("00001", "1"), ("KH2", "kh2")],
            vec![("A", "B"), ("B", "A")],
            vec![("KH1", "KH2"), ("KH2", "KH3")],
            vec![("KH1", "HN1"), ("KH2", "DN2")],
            vec![("KH1", "X")],
        ];
        for pairs in cases {
            assert_eq!(kind_of(&pairs), None, "{pairs:?}");
        }
    }
}
