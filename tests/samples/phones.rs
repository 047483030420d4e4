//! Phone numbers as people type them: most of them plainly, some with dots, blanks, `+84` or two in a cell.
//!
//! The numbers are random digits behind a mobile prefix. Invariant: a cell is never blank by chance.

use super::{random::Random, words::PREFIXES};

/// The two phone cells of a row; the second is mostly blank.
pub fn cells(random: &mut Random) -> [String; 2] {
    let first = written(random);
    match random.below(100) {
        0..=3 => [format!("{first} / {}", written(random)), String::new()],
        4..=21 => [first, written(random)],
        _ => [first, String::new()],
    }
}

/// One number in one of the usual spellings.
pub fn written(random: &mut Random) -> String {
    let number = number(random);
    let (head, middle, tail) = (&number[..4], &number[4..7], &number[7..]);
    match random.below(100) {
        0..=69 => number,
        70..=79 => format!("{head} {middle} {tail}"),
        80..=88 => format!("{head}.{middle}.{tail}"),
        89..=94 => format!("+84{}", &number[1..]),
        95..=97 => format!("+84 {} {middle} {tail}", &head[1..]),
        // Excel drops the leading zero when the export is opened and saved again.
        _ => number[1..].to_owned(),
    }
}

fn number(random: &mut Random) -> String {
    format!("{}{:07}", random.pick(PREFIXES), random.below(10_000_000))
}
