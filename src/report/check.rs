//! What `check` says: how each table was read, and what is wrong with the rows, by kind.
//!
//! The kinds are what a person corrects one after the other, so each stands once, with its figure and its
//! first places. Invariant: lists are cut, figures are not.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use crate::model::{Checked, Issue, Severity, TableFacts};

use super::{
    figures::number,
    issues,
    prose::indented,
    style::{Ink, Style},
    text::{clean, left, right, width},
};

/// Places told of each kind.
const PLACES: usize = 3;

const HEADERS: [&str; 6] = ["", "rows", "rejected", "header", "encoding", "cells by"];

/// Writes a line for each table.
///
/// # Errors
/// Nothing can be written.
pub fn tables(out: &mut impl Write, tables: &[Checked], style: Style) -> io::Result<()> {
    let lines: Vec<_> = tables.iter().map(cells).collect();
    let widths: [usize; 6] = std::array::from_fn(|column| {
        let cells = lines.iter().map(|(cells, _)| width(&cells[column]));
        cells.max().unwrap_or(0).max(width(HEADERS[column]))
    });
    let head = HEADERS.map(str::to_owned);
    let head = line(&head, "file", &widths);
    writeln!(out, "{}", style.paint(Ink::Dim, &head))?;
    for ((cells, place), checked) in lines.iter().zip(tables) {
        writeln!(out, "{}", line(cells, place, &widths))?;
        columns(out, checked, style)?;
    }
    writeln!(out)
}

/// What nobody has said of the columns: a guess is shown, and so is what is left over.
fn columns(out: &mut impl Write, checked: &Checked, style: Style) -> io::Result<()> {
    let quoted = |headers: &[String]| {
        let headers = headers.iter().map(|header| format!("“{header}”"));
        headers.collect::<Vec<_>>().join(", ")
    };
    let taken = |(name, headers): &(String, Vec<String>)| {
        // A header that is the attribute's own name is no guess.
        let is_own = headers.iter().all(|header| header == name);
        (!is_own).then(|| format!("{name} from {}", quoted(headers)))
    };
    let guessed: Vec<_> = checked.guessed.iter().filter_map(taken).collect();
    if !guessed.is_empty() {
        let sentence = format!("found by their headers: {}", guessed.join("; "));
        indented(out, style, (4, Ink::Dim), &clean(&sentence))?;
    }
    if !checked.unused.is_empty() {
        let sentence = format!("not used: {}", quoted(&checked.unused));
        indented(out, style, (4, Ink::Dim), &clean(&sentence))?;
    }
    Ok(())
}

/// The cells of a table's line, and its place, which stands last because it may be long.
fn cells(checked: &Checked) -> ([String; 6], String) {
    let entity = checked.entity.to_string();
    let dots = || ["·"; 5].map(str::to_owned);
    match &checked.table {
        Err(place) => {
            let [rows, _, header, encoding, delimiter] = dots();
            let place = format!("{} (can't be used)", clean(place));
            (
                [entity, rows, "·".into(), header, encoding, delimiter],
                place,
            )
        }
        Ok(facts) => {
            let [_, _, _, encoding, delimiter] = dots();
            let cells = [
                entity,
                number(facts.rows),
                counted(checked.rejected),
                format!("row {}", facts.header_row),
                facts.encoding.clone().unwrap_or(encoding),
                facts.delimiter.map_or(delimiter, named),
            ];
            (cells, place(facts))
        }
    }
}

fn counted(count: usize) -> String {
    match count {
        0 => "·".to_owned(),
        count => number(count),
    }
}

fn named(delimiter: char) -> String {
    match delimiter {
        '\t' => "tab".to_owned(),
        other => other.to_string(),
    }
}

fn place(facts: &TableFacts) -> String {
    match &facts.sheet {
        Some(sheet) if facts.is_hidden => {
            clean(&format!("{} [{sheet}] (a hidden sheet)", facts.file))
        }
        Some(sheet) => clean(&format!("{} [{sheet}]", facts.file)),
        None => clean(&facts.file),
    }
}

fn line(cells: &[String; 6], place: &str, widths: &[usize; 6]) -> String {
    let [entity, rows, rejected, rest @ ..] = cells;
    let mut line = left(entity, widths[0]);
    for (cell, width) in [(rows, widths[1]), (rejected, widths[2])] {
        line += "  ";
        line += &right(cell, width);
    }
    for (cell, width) in rest.iter().zip(&widths[3..]) {
        line += "  ";
        line += &left(cell, *width);
    }
    format!("{line}  {place}")
}

/// Writes every kind of complaint with its figure and its first places, errors first.
///
/// # Errors
/// Nothing can be written.
pub fn issues(out: &mut impl Write, all: &[Issue], style: Style) -> io::Result<()> {
    let mut kinds: BTreeMap<(Severity, &str), Vec<&Issue>> = BTreeMap::new();
    for issue in all {
        let key = (issue.severity(), issue.rule());
        kinds.entry(key).or_default().push(issue);
    }
    if !kinds.is_empty() {
        writeln!(out, "{}", style.paint(Ink::Strong, &issues::heading(all)))?;
    }
    for ((severity, rule), issues) in kinds {
        kind(out, (severity, rule), &issues, style)?;
    }
    Ok(())
}

fn kind(
    out: &mut impl Write,
    (severity, rule): (Severity, &str),
    issues: &[&Issue],
    style: Style,
) -> io::Result<()> {
    let ink = match severity {
        Severity::Error => Ink::Error,
        Severity::Warning => Ink::Warning,
    };
    let times = number(issues.len());
    writeln!(out, "\n{}", style.paint(ink, &format!("{times} × {rule}")))?;
    let first = issues.iter().take(PLACES);
    first
        .into_iter()
        .try_for_each(|issue| issues::one(out, issue, style))?;
    if issues.len() > PLACES {
        let more = format!("  … and {} more", number(issues.len() - PLACES));
        writeln!(out, "{}", style.paint(Ink::Dim, &more))?;
    }
    Ok(())
}
