//! Counts in columns: a row per entity, a dot where there is nothing.

use std::io::{self, Write};

use super::{
    figures::number,
    style::{Ink, Style},
    text,
};

/// A column's header, and the colour of its figures.
pub(super) type Column = (&'static str, Ink);

/// Counts under one name, in the order of the columns.
pub(super) type Row<const N: usize> = (&'static str, [usize; N]);

/// Writes the table, with a total where there is more than one row.
pub(super) fn write<const N: usize>(
    out: &mut impl Write,
    style: Style,
    columns: &[Column; N],
    rows: &[Row<N>],
) -> io::Result<()> {
    let total = total(rows);
    let widths = std::array::from_fn(|index| width(columns[index].0, total[index]));
    header(out, style, columns, &widths)?;
    for (name, counts) in rows {
        line(out, style, name, (columns, counts, &widths))?;
    }
    if rows.len() > 1 {
        let rule = "─".repeat(NAME + widths.iter().map(|width| width + GAP).sum::<usize>());
        writeln!(out, "  {}", style.paint(Ink::Dim, &rule))?;
        line(out, style, "total", (columns, &total, &widths))?;
    }
    Ok(())
}

/// The longest name of an entity.
const NAME: usize = 8;

const GAP: usize = 3;

fn total<const N: usize>(rows: &[Row<N>]) -> [usize; N] {
    std::array::from_fn(|index| rows.iter().map(|(_, counts)| counts[index]).sum())
}

/// No figure of a column is longer than its total.
fn width(header: &str, total: usize) -> usize {
    text::width(header).max(number(total).len())
}

fn header<const N: usize>(
    out: &mut impl Write,
    style: Style,
    columns: &[Column; N],
    widths: &[usize; N],
) -> io::Result<()> {
    let mut text = " ".repeat(NAME);
    for ((name, _), width) in columns.iter().zip(widths) {
        text += &text::right(name, width + GAP);
    }
    writeln!(out, "  {}", style.paint(Ink::Dim, &text))
}

fn line<const N: usize>(
    out: &mut impl Write,
    style: Style,
    name: &str,
    (columns, counts, widths): (&[Column; N], &[usize; N], &[usize; N]),
) -> io::Result<()> {
    write!(out, "  {}", text::left(name, NAME))?;
    for ((count, width), (_, ink)) in counts.iter().zip(widths).zip(columns) {
        let (figure, ink) = match count {
            0 => ("·".to_owned(), Ink::Dim),
            _ => (number(*count), *ink),
        };
        write!(
            out,
            "{}",
            style.paint(ink, &text::right(&figure, width + GAP))
        )?;
    }
    writeln!(out)
}
