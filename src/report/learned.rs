//! Learned corrections: what was learned from a workbook, and which corrections are applied.
//!
//! Those that are dropped or can't be applied are issues. Invariant: lists are cut, counts are not, and the list of
//! applied corrections depends in length on the number of columns only up to a limit.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::Timestamp;

use crate::{
    language::say,
    model::{
        CorrectionFate, Entity, JudgedCorrection, Learned, LearnedCorrection, UnlearnedReason,
    },
};

use super::{
    figures::word,
    lines::Lines,
    messages,
    style::{Style, TextRole},
    text::{cut, visible},
};

/// Learned cells that are listed.
const CELLS: usize = 20;

/// Places that are listed for each reason why changes were not learned.
const PLACES: usize = 3;

/// Columns that `check` lists.
const COLUMNS: usize = 3;

/// Corrections of a column that `check` lists.
const RECORDS: usize = 2;

/// Columns on the screen for one value.
const VALUE: usize = 20;

/// Writes what was learned, into which file, and which changes were not.
///
/// # Errors
/// The writer fails.
pub fn learned(
    out: &mut impl Write,
    learned: &Learned,
    file: &str,
    style: Style,
) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    let count = learned.learned.len();
    let verdict = match count {
        0 => say!("learned-nothing"),
        _ => say!("learned-some", count, file),
    };
    lines.paragraph(TextRole::Strong, &visible(&verdict))?;
    for (correction, place) in learned.learned.iter().take(CELLS) {
        let LearnedCorrection { entity, code, .. } = correction;
        let line = format!("{} {code}, {place}: {}", word(*entity), values(correction));
        lines.indented(2, TextRole::Plain, &visible(&line))?;
    }
    more(lines, count.saturating_sub(CELLS))?;
    if learned.unchanged > 0 {
        let sentence = say!("learned-unchanged", count = learned.unchanged);
        lines.paragraph(TextRole::Plain, &sentence)?;
    }
    refused(lines, learned)
}

/// The changes that were not learned, by reason.
fn refused(lines: &mut Lines<'_>, learned: &Learned) -> io::Result<()> {
    let mut reasons: BTreeMap<UnlearnedReason, Vec<String>> = BTreeMap::new();
    for change in &learned.refused {
        let places = reasons.entry(change.reason).or_default();
        places.push(change.place.to_string());
    }
    for (reason, places) in reasons {
        let sentence = say!("learned-not", reason = messages::unlearned(&reason));
        lines.paragraph(TextRole::Warning, &sentence)?;
        for place in places.iter().take(PLACES) {
            lines.indented(2, TextRole::Plain, &visible(place))?;
        }
        more(lines, places.len().saturating_sub(PLACES))?;
    }
    Ok(())
}

fn more(lines: &mut Lines<'_>, count: usize) -> io::Result<()> {
    match count {
        0 => Ok(()),
        count => lines.indented(2, TextRole::Dim, &say!("more", count)),
    }
}

/// Writes the learned corrections by column, each with its age.
///
/// # Errors
/// The writer fails.
pub fn corrections(
    out: &mut impl Write,
    judged: &[JudgedCorrection],
    now: Timestamp,
    style: Style,
) -> io::Result<()> {
    if judged.is_empty() {
        return Ok(());
    }
    let lines = &mut Lines::new(out, style);
    let applied = judged
        .iter()
        .filter(|one| one.fate == CorrectionFate::Applied);
    let count = judged.len();
    let heading = match applied.count() {
        all if all == count => say!("learned-all-applied", count),
        applied => say!("learned-applied", count, applied),
    };
    lines.line(TextRole::Strong, &heading)?;
    let mut columns: BTreeMap<(Entity, &str), Vec<&JudgedCorrection>> = BTreeMap::new();
    for one in judged {
        let (entity, _, column) = one.correction.cell();
        columns.entry((entity, column)).or_default().push(one);
    }
    for ((entity, column), judged) in columns.iter().take(COLUMNS) {
        let records = judged.iter().take(RECORDS);
        let records: Vec<_> = records.map(|one| record(one, now)).collect();
        let more = and_more(judged.len().saturating_sub(RECORDS));
        let line = format!("{} “{column}”: {}{more}", word(*entity), records.join("; "));
        lines.indented(2, TextRole::Plain, &visible(&line))?;
    }
    more_columns(lines, columns.len().saturating_sub(COLUMNS))?;
    lines.blank()
}

fn more_columns(lines: &mut Lines<'_>, count: usize) -> io::Result<()> {
    match count {
        0 => Ok(()),
        count => lines.indented(2, TextRole::Dim, &say!("learned-more-columns", count)),
    }
}

/// How many there are behind those that are listed.
fn and_more(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => format!(" {}", say!("learned-more", count)),
    }
}

fn record(judged: &JudgedCorrection, now: Timestamp) -> String {
    let LearnedCorrection { code, learned, .. } = &judged.correction;
    let values = values(&judged.correction);
    let age = age(learned.timestamp(), now);
    let dropped = if judged.fate.is_dropped() {
        format!(", {}", say!("learned-dropped"))
    } else {
        String::new()
    };
    format!("{code} {values} ({age}{dropped})")
}

fn values(correction: &LearnedCorrection) -> String {
    let quoted = |text: &str| match text {
        "" => say!("part-blank"),
        text => format!("“{}”", cut(text, VALUE)),
    };
    let (seen, value) = (quoted(&correction.seen), quoted(&correction.value));
    format!("{seen} → {value}")
}

/// `2 corrections are dropped from FILE: …`, for the log.
#[must_use]
pub fn dropped(corrections: &[LearnedCorrection], file: &str) -> String {
    let cells = corrections.iter().take(CELLS);
    let cells = cells.map(
        |LearnedCorrection {
             entity,
             code,
             column,
             ..
         }| format!("{} {code} “{column}”", word(*entity)),
    );
    let cells = cells.collect::<Vec<_>>().join(", ");
    let more = and_more(corrections.len().saturating_sub(CELLS));
    let cells = cells + &more;
    say!(
        "learned-dropped-cells",
        count = corrections.len(),
        file,
        cells
    )
}

/// `learned 12 days ago`; a day has 24 hours.
fn age(learned: Timestamp, now: Timestamp) -> String {
    match now.duration_since(learned).as_hours() / 24 {
        ..1 => say!("learned-today"),
        1 => say!("learned-yesterday"),
        days => say!("learned-ago", days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;

    /// So many corrections in so many columns, the last of them done.
    fn judged(records: usize, columns: usize) -> Vec<JudgedCorrection> {
        let cells =
            (0..columns).flat_map(|column| (0..records).map(move |record| (column, record)));
        let judged = cells.map(|(column, record)| JudgedCorrection {
            correction: LearnedCorrection {
                entity: Entity::Customer,
                code: Code::from(&*format!("KH{record}")),
                column: format!("Cột {column}"),
                seen: String::new(),
                value: "a long value of a cell, cut".to_owned(),
                learned: "2026-11-19T07:00:00+07:00[+07:00]"
                    .parse()
                    .expect("a moment"),
            },
            fate: CorrectionFate::Applied,
            place: None,
        });
        let mut judged: Vec<_> = judged.collect();
        if let Some(last) = judged.last_mut() {
            last.fate = CorrectionFate::Done;
        }
        judged
    }

    fn listed(judged: &[JudgedCorrection]) -> String {
        let mut out = Vec::new();
        let style = Style {
            colour: false,
            width: 100,
        };
        let now = "2026-12-01T00:00:00Z".parse().expect("a moment");
        corrections(&mut out, judged, now, style).expect("memory accepts everything");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn corrections_are_listed_by_column_in_a_few_lines() {
        assert_eq!(
            listed(&judged(1, 1)),
            "1 learned correction, 0 applied\n  customer “Cột 0”: KH0 blank → “a long value of a c…” (learned 12 days ago, will be dropped)\n\n"
        );
        let many = listed(&judged(400, 9));
        assert!(
            many.starts_with("3,600 learned corrections, 3,599 applied\n"),
            "{many}"
        );
        assert!(many.contains(" and 398 more"), "{many}");
        assert!(many.ends_with("  … and 6 more columns\n\n"), "{many}");
        assert!(many.lines().count() <= 12, "{many}");
        assert_eq!(listed(&[]), "");
    }

    #[test]
    fn an_age_is_in_whole_days() {
        let at = |text: &str| text.parse().expect("a moment");
        let age = |learned| age(at(learned), at("2026-12-01T00:00:00Z"));
        assert_eq!(age("2026-12-01T07:00:00+07:00"), "learned today");
        assert_eq!(age("2026-11-29T23:59:59Z"), "learned 1 day ago");
        assert_eq!(age("2026-11-19T00:00:00Z"), "learned 12 days ago");
        // A clock that was set back.
        assert_eq!(age("2026-12-24T00:00:00Z"), "learned today");
    }
}
