//! Counts in columns: a row per entity, and a dot for zero.
//!
//! It counts nothing itself. Invariant: the columns are aligned, whatever the counts are.

use std::io;

use crate::model::Entity;

use super::{figures::number, lines::Lines, style::TextRole, text};

/// A column's header, and the colour of its counts.
pub(super) type FigureColumn = (&'static str, TextRole);

/// The columns of the operations, in the order of [`crate::model::Operation::ALL`].
pub(super) const OPERATIONS: [FigureColumn; 4] = [
    ("create", TextRole::Create),
    ("update", TextRole::Update),
    ("updateNo", TextRole::Move),
    ("delete", TextRole::Delete),
];

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
    let widths = std::array::from_fn(|index| width(columns[index].0, total[index]));
    header(lines, columns, &widths)?;
    for (entity, counts) in &rows {
        line(lines, entity.as_str(), (columns, counts, &widths))?;
    }
    if rows.len() > 1 {
        let rule = "─".repeat(NAME + widths.iter().map(|width| width + GAP).sum::<usize>());
        let rule = lines.style.paint(TextRole::Dim, &rule);
        lines.line(TextRole::Plain, &format!("  {rule}"))?;
        line(lines, "total", (columns, &total, &widths))?;
    }
    lines.blank()
}

/// The width of the longest entity name.
const NAME: usize = 8;

const GAP: usize = 3;

/// The width of a column: no count in it is longer than its total.
fn width(header: &str, total: usize) -> usize {
    text::width(header).max(number(total).len())
}

fn header<const N: usize>(
    lines: &mut Lines<'_>,
    columns: &[FigureColumn; N],
    widths: &[usize; N],
) -> io::Result<()> {
    let mut text = " ".repeat(NAME);
    for ((name, _), width) in columns.iter().zip(widths) {
        text += &text::right(name, width + GAP);
    }
    let text = lines.style.paint(TextRole::Dim, &text);
    lines.line(TextRole::Plain, &format!("  {text}"))
}

fn line<const N: usize>(
    lines: &mut Lines<'_>,
    name: &str,
    (columns, counts, widths): (&[FigureColumn; N], &[usize; N], &[usize; N]),
) -> io::Result<()> {
    let mut text = format!("  {}", text::left(name, NAME));
    for ((count, width), (_, ink)) in counts.iter().zip(widths).zip(columns) {
        let (figure, ink) = match count {
            0 => ("·".to_owned(), TextRole::Dim),
            _ => (number(*count), *ink),
        };
        text += &lines.style.paint(ink, &text::right(&figure, width + GAP));
    }
    lines.line(TextRole::Plain, &text)
}
