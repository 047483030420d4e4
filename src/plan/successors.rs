//! Which of today's files replaces which file of the last successful run.
//!
//! It only looks at names. Invariant: a file has at most one predecessor and at most one successor.

use std::collections::{BTreeMap, BTreeSet};

/// For each of today's files the position of its predecessor among the earlier ones.
///
/// The predecessor is the file of the same name; otherwise one that is gone and whose name differs only in runs of
/// digits, the one that differs in the fewest: `branch1_20261129.csv` follows `branch1_20261128.csv` and not
/// `branch2_20261128.csv`.
#[must_use]
pub fn predecessors(before: &[&str], tonight: &[&str]) -> Vec<Option<usize>> {
    let places: BTreeMap<&str, usize> = before.iter().copied().zip(0..).collect();
    let same = tonight.iter().map(|name| places.get(name).copied());
    let mut found: Vec<Option<usize>> = same.collect();
    let kept: BTreeSet<usize> = found.iter().flatten().copied().collect();
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    for (at, name) in before
        .iter()
        .enumerate()
        .filter(|(at, _)| !kept.contains(at))
    {
        let (frame, digits) = parts(name);
        families.entry(frame).or_default().gone.push((at, digits));
    }
    for (at, name) in tonight
        .iter()
        .enumerate()
        .filter(|(at, _)| found[*at].is_none())
    {
        let (frame, digits) = parts(name);
        if let Some(family) = families.get_mut(&frame) {
            family.new.push((at, digits));
        }
    }
    for (new, gone) in families.into_values().flat_map(Family::pairs) {
        found[new] = Some(gone);
    }
    found
}

/// A file's position and the runs of digits in its name.
type Member<'n> = (usize, Vec<&'n str>);

/// Files whose names differ only in digits.
#[derive(Default)]
struct Family<'n> {
    gone: Vec<Member<'n>>,
    new: Vec<Member<'n>>,
}

impl Family<'_> {
    /// New files with their predecessors, the most similar pairs first.
    fn pairs(mut self) -> Vec<(usize, usize)> {
        let runs = self.gone.first().map_or(0, |(_, digits)| digits.len());
        let mut pairs = Vec::new();
        for most in 1..=runs {
            self.gone.retain(|(gone, digits)| {
                let is_near = |(_, other): &Member<'_>| differing(digits, other) <= most;
                let Some(at) = self.new.iter().position(is_near) else {
                    return true;
                };
                pairs.push((self.new.remove(at).0, *gone));
                false
            });
        }
        pairs
    }
}

fn differing(one: &[&str], other: &[&str]) -> usize {
    let pairs = one.iter().zip(other);
    pairs.filter(|(one, other)| one != other).count()
}

/// A name with a placeholder for each run of digits, and the runs.
fn parts(name: &str) -> (String, Vec<&str>) {
    let (mut frame, mut digits, mut rest) = (String::new(), Vec::new(), name);
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let run = &rest[start..];
        let end = run.find(|letter: char| !letter.is_ascii_digit());
        let (run, behind) = run.split_at(end.unwrap_or(run.len()));
        frame.push_str(&rest[..start]);
        frame.push('\0');
        digits.push(run);
        rest = behind;
    }
    frame.push_str(rest);
    (frame, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_follow(before: &[&str], tonight: &[&str], expected: &[Option<&str>]) {
        let found = predecessors(before, tonight).into_iter();
        let found: Vec<_> = found.map(|at| at.map(|at| before[at])).collect();
        assert_eq!(found, expected, "{before:?} {tonight:?}");
    }

    #[test]
    fn a_file_is_its_own_predecessor() {
        assert_follow(
            &["a.csv", "b.csv"],
            &["b.csv", "c.csv"],
            &[Some("b.csv"), None],
        );
        assert_follow(
            &["kh_1.csv"],
            &["kh_1.csv", "kh_2.csv"],
            &[Some("kh_1.csv"), None],
        );
        assert_follow(&[], &["a.csv"], &[None]);
    }

    #[test]
    fn a_name_that_differs_in_digits_alone_follows() {
        let cases = [
            ("kh_20261128.csv", "kh_20261129.csv"),
            ("kh_9.csv", "kh_10.csv"),
            ("KV29112026-101500.xls", "KV30112026-093012.xls"),
            ("2026-11-28/kh.csv", "2026-11-29/kh.csv"),
        ];
        for (before, tonight) in cases {
            assert_follow(&[before], &[tonight], &[Some(before)]);
        }
        let strangers = [
            ("kh_20261128.csv", "kh_20261129.xlsx"),
            ("kh_20261128.csv", "kh-20261129.csv"),
            ("kh_20261128.csv", "kh_.csv"),
            ("kh-hn.csv", "kh-dn.csv"),
            ("kh1.csv", "1kh.csv"),
        ];
        for (before, tonight) in strangers {
            assert_follow(&[before], &[tonight], &[None]);
        }
    }

    #[test]
    fn one_file_follows_one() {
        let before = ["kh_1.csv", "kh_2.csv"];
        assert_follow(&before, &["kh_3.csv"], &[Some("kh_1.csv")]);
        let before = ["kh_1.csv"];
        assert_follow(
            &before,
            &["kh_3.csv", "kh_4.csv"],
            &[Some("kh_1.csv"), None],
        );
    }

    #[test]
    fn the_nearest_follows() {
        let before = ["branch1_20261128.csv", "branch2_20261128.csv"];
        let tonight = ["branch2_20261129.csv"];
        assert_follow(&before, &tonight, &[Some(before[1])]);
        let before = ["1_28-10.csv", "2_28-10.csv"];
        let tonight = ["2_29-11.csv", "1_29-11.csv"];
        assert_follow(&before, &tonight, &[Some(before[1]), Some(before[0])]);
    }
}
