//! The output of `check`: how each table was read, and what is wrong with the rows.
//!
//! The issues themselves are put into words elsewhere (`issues.rs`). Invariant: lists are cut, counts are not.

use std::io::{self, Write};

use crate::model::{Checked, Issue, TableFacts};

use super::{
    figures::number,
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
    let head = HEADERS.map(str::to_owned);
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
    let more = match left.len() - files.len() {
        0 => String::new(),
        more => format!(" and {} more", number(more)),
    };
    let sentence = format!(
        "the newest of {} files; not read: {}{more}",
        number(left.len() + 1),
        files.join(", ")
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
        (!is_own).then(|| format!("{name} from {}", quoted(headers)))
    };
    let guessed: Vec<_> = checked.guessed.iter().filter_map(taken).collect();
    if !guessed.is_empty() {
        let sentence = format!("found by their headers: {}", guessed.join("; "));
        lines.indented(4, TextRole::Dim, &visible(&sentence))?;
    }
    let column = |(name, headers): &(String, Vec<String>)| match headers.as_slice() {
        [] => format!("{name} (a constant)"),
        headers => format!("{name} from {}", quoted(headers)),
    };
    for (what, columns) in [
        (
            "sent with a create only (updates of v1 and v2 repeat the value last sent)",
            &checked.create_only,
        ),
        (
            "sent only while the account has no value (if-empty)",
            &checked.if_empty,
        ),
    ] {
        if !columns.is_empty() {
            let columns: Vec<_> = columns.iter().map(column).collect();
            let sentence = format!("{what}: {}", columns.join("; "));
            lines.indented(4, TextRole::Dim, &visible(&sentence))?;
        }
    }
    if !checked.unused.is_empty() {
        let sentence = format!("not used: {}", quoted(&checked.unused));
        lines.indented(4, TextRole::Dim, &visible(&sentence))?;
    }
    Ok(())
}

fn cells(checked: &Checked) -> Cells {
    let entity = checked.entity.to_string();
    let dot = || "·".to_owned();
    match &checked.table {
        Err(place) => {
            let place = format!("{} (can't be used)", visible(place));
            [entity, dot(), dot(), dot(), dot(), dot(), place]
        }
        Ok(facts) => [
            entity,
            number(facts.rows),
            match checked.rejected {
                0 => dot(),
                rejected => number(rejected),
            },
            format!("row {}", facts.header_row),
            letters(facts).unwrap_or_else(dot),
            match facts.delimiter {
                None => dot(),
                Some('\t') => "tab".to_owned(),
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
        " (a hidden sheet)"
    } else {
        ""
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
