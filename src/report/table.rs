//! Counts in columns: a row per entity, and a dot for zero.
//!
//! It counts nothing itself. Invariant: the columns are aligned, whatever the counts are.

use std::io;

use crate::{language::say, model::Entity};

use super::{
    figures::{number, word},
    lines::Lines,
    style::TextRole,
    text,
};

/// A column's key, which is never shown, and the colour of its counts.
pub(super) type FigureColumn = (&'static str, TextRole);

/// The columns of the operations, in the order of [`crate::model::Operation::ALL`].
pub(super) const OPERATIONS: [FigureColumn; 4] = [
    ("create", TextRole::Create),
    ("update", TextRole::Update),
    ("updateNo", TextRole::Move),
    ("delete", TextRole::Delete),
];

/// The word above a column.
pub(super) fn heading(column: &str) -> String {
    match column {
        "unchanged" => say!("column-unchanged"),
        "held" => say!("column-held"),
        "new" => say!("column-new"),
        "changed" => say!("column-changed"),
        "moved" => say!("column-moved"),
        "gone" => say!("column-gone"),
        operation => say!("operation-word", operation),
    }
}

/// The entities with any count, and their counts.
pub(super) fn rows<const N: usize>(
    counts: impl Fn(Entity) -> [usize; N],
) -> Vec<(Entity, [usize; N])> {
    let rows = Entity::ALL
        .into_iter()
        .map(|entity| (entity, counts(entity)));
    rows.filter(|(_, counts)| counts.iter().any(|count| *count > 0))
        .collect()
}

/// The sum of each column.
pub(super) fn total<const N: usize>(rows: &[(Entity, [usize; N])]) -> [usize; N] {
    std::array::from_fn(|index| rows.iter().map(|(_, counts)| counts[index]).sum())
}

/// Writes the table and a blank line, with a total if there is more than one row; nothing if there is none.
pub(super) fn write<const N: usize>(
    lines: &mut Lines<'_>,
    columns: &[FigureColumn; N],
    counts: impl Fn(Entity) -> [usize; N],
) -> io::Result<()> {
    let rows = rows(counts);
    if rows.is_empty() {
        return Ok(());
    }
    let total = total(&rows);
    let headings: [String; N] = std::array::from_fn(|index| heading(columns[index].0));
    let widths = std::array::from_fn(|index| width(&headings[index], total[index]));
    let names = rows.iter().map(|(entity, _)| text::width(&word(*entity)));
    let first = names.max().unwrap_or(0).max(NAME);
    header(lines, &headings, (first, &widths))?;
    for (entity, counts) in &rows {
        line(lines, &word(*entity), (columns, counts, (first, &widths)))?;
    }
    if rows.len() > 1 {
        let rule = "─".repeat(first + widths.iter().map(|width| width + GAP).sum::<usize>());
        let rule = lines.style.paint(TextRole::Dim, &rule);
        lines.line(TextRole::Plain, &format!("  {rule}"))?;
        line(
            lines,
            &say!("table-total"),
            (columns, &total, (first, &widths)),
        )?;
    }
    lines.blank()
}

/// The least width of the names.
const NAME: usize = 8;

const GAP: usize = 3;

/// The width of a column: no count in it is longer than its total.
fn width(header: &str, total: usize) -> usize {
    text::width(header).max(number(total).len())
}

fn header<const N: usize>(
    lines: &mut Lines<'_>,
    headings: &[String; N],
    (first, widths): (usize, &[usize; N]),
) -> io::Result<()> {
    let mut text = " ".repeat(first);
    for (name, width) in headings.iter().zip(widths) {
        text += &text::right(name, width + GAP);
    }
    let text = lines.style.paint(TextRole::Dim, &text);
    lines.line(TextRole::Plain, &format!("  {text}"))
}

fn line<const N: usize>(
    lines: &mut Lines<'_>,
    name: &str,
    (columns, counts, (first, widths)): (&[FigureColumn; N], &[usize; N], (usize, &[usize; N])),
) -> io::Result<()> {
    let mut text = format!("  {}", text::left(name, first));
    for ((count, width), (_, ink)) in counts.iter().zip(widths).zip(columns) {
        let (figure, ink) = match count {
            0 => ("·".to_owned(), TextRole::Dim),
            _ => (number(*count), *ink),
        };
        text += &lines.style.paint(ink, &text::right(&figure, width + GAP));
    }
    lines.line(TextRole::Plain, &text)
}
