//! The output of `check`: how each table was read, and what is wrong with the rows.
//!
//! The issues themselves are put into words elsewhere (`issues.rs`). Invariant: lists are cut, counts are not.

use std::io::{self, Write};

use crate::{
    language::say,
    model::{Checked, Issue, TableFacts},
};

use super::{
    figures::{number, word},
    issues::{self, IssueDetail},
    lines::Lines,
    style::{Style, TextRole},
    text::{left, right, visible, width},
};

/// Unread files that are listed by name.
const FILES: usize = 10;

/// The place is the last column, because it may be long.
const HEADERS: [&str; 7] = [
    "",
    "rows",
    "rejected",
    "header",
    "encoding",
    "delimiter",
    "file",
];

/// The cells of a line.
type Cells = [String; HEADERS.len()];

/// Writes a line for each table.
///
/// # Errors
/// The writer fails.
pub fn tables(out: &mut impl Write, tables: &[Checked], style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    let head = HEADERS.map(heading);
    let rows: Vec<_> = tables.iter().map(cells).collect();
    let widths = std::array::from_fn(|column| {
        let rows = rows.iter().chain([&head]);
        let widths = rows.map(|cells| width(&cells[column]));
        widths.max().unwrap_or(0)
    });
    lines.line(TextRole::Dim, &line(&head, &widths))?;
    for (cells, checked) in rows.iter().zip(tables) {
        lines.line(TextRole::Plain, &line(cells, &widths))?;
        left_files(lines, &checked.left)?;
        columns(lines, checked)?;
    }
    lines.blank()
}

fn heading(column: &str) -> String {
    match column {
        "rows" => say!("check-rows"),
        "rejected" => say!("check-rejected"),
        "header" => say!("check-header"),
        "encoding" => say!("check-encoding"),
        "delimiter" => say!("check-delimiter"),
        "file" => say!("check-file"),
        _ => String::new(),
    }
}

fn line(cells: &Cells, widths: &[usize; HEADERS.len()]) -> String {
    let columns = cells.iter().zip(widths).enumerate();
    let columns = columns.map(|(column, (cell, width))| match HEADERS[column] {
        "rows" | "rejected" => right(cell, *width),
        "file" => cell.clone(),
        _ => left(cell, *width),
    });
    columns.collect::<Vec<_>>().join("  ")
}

/// The older files that were not read, because the table's own is newer.
fn left_files(lines: &mut Lines<'_>, left: &[String]) -> io::Result<()> {
    if left.is_empty() {
        return Ok(());
    }
    let files: Vec<&str> = left.iter().take(FILES).map(String::as_str).collect();
    let more = left.len() - files.len();
    let sentence = say!(
        "check-newest",
        count = left.len() + 1,
        files = files.join(", "),
        more
    );
    lines.indented(4, TextRole::Dim, &visible(&sentence))
}

/// The columns that the mapping does not decide: inferred ones are shown, and unused ones.
fn columns(lines: &mut Lines<'_>, checked: &Checked) -> io::Result<()> {
    let quoted = |headers: &[String]| {
        let headers = headers.iter().map(|header| format!("“{header}”"));
        headers.collect::<Vec<_>>().join(", ")
    };
    let taken = |(name, headers): &(String, Vec<String>)| {
        // A header that equals the attribute's name is not inferred.
        let is_own = headers.iter().all(|header| header == name);
        (!is_own).then(|| say!("check-from", name, headers = quoted(headers)))
    };
    let guessed: Vec<_> = checked.guessed.iter().filter_map(taken).collect();
    if !guessed.is_empty() {
        let sentence = say!("check-guessed", columns = guessed.join("; "));
        lines.indented(4, TextRole::Dim, &visible(&sentence))?;
    }
    let column = |(name, headers): &(String, Vec<String>)| match headers.as_slice() {
        [] => say!("check-constant", name),
        headers => say!("check-from", name, headers = quoted(headers)),
    };
    for (what, columns) in [
        (say!("check-create-only"), &checked.create_only),
        (say!("check-if-empty"), &checked.if_empty),
    ] {
        if !columns.is_empty() {
            let columns: Vec<_> = columns.iter().map(column).collect();
            let sentence = format!("{what}: {}", columns.join("; "));
            lines.indented(4, TextRole::Dim, &visible(&sentence))?;
        }
    }
    if !checked.unused.is_empty() {
        let sentence = say!("check-unused", columns = quoted(&checked.unused));
        lines.indented(4, TextRole::Dim, &visible(&sentence))?;
    }
    Ok(())
}

fn cells(checked: &Checked) -> Cells {
    let entity = word(checked.entity);
    let dot = || "·".to_owned();
    match &checked.table {
        Err(place) => {
            let place = say!("check-unusable", place = visible(place));
            [entity, dot(), dot(), dot(), dot(), dot(), place]
        }
        Ok(facts) => [
            entity,
            number(facts.rows),
            match checked.rejected {
                0 => dot(),
                rejected => number(rejected),
            },
            say!("place-row", row = facts.header_row),
            letters(facts).unwrap_or_else(dot),
            match facts.delimiter {
                None => dot(),
                Some('\t') => say!("check-tab"),
                Some(other) => other.to_string(),
            },
            place(facts),
        ],
    }
}

/// How its texts were decoded, unless it was the usual way.
fn letters(facts: &TableFacts) -> Option<String> {
    let font = facts.font.map(|font| font.as_str().to_uppercase());
    font.or_else(|| facts.encoding.clone())
}

fn place(facts: &TableFacts) -> String {
    let hidden = if facts.is_hidden {
        format!(" ({})", say!("check-hidden"))
    } else {
        String::new()
    };
    visible(&match &facts.sheet {
        Some(sheet) => format!("{} [{sheet}]{hidden}", facts.file),
        None => facts.file.to_string(),
    })
}

/// Writes the issues by rule, each with its count, what to do and its first places, errors first.
///
/// # Errors
/// The writer fails.
pub fn issues(out: &mut impl Write, issues: &[Issue], style: Style) -> io::Result<()> {
    let lines = &mut Lines::new(out, style);
    issues::write(lines, issues, IssueDetail::Full)
}
