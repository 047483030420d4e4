//! Detects a quoted cell that contains whole rows, because of a stray opening quote.
//!
//! A cell may have several lines; swallowed rows are recognised because each line has as many cells as a row and
//! begins as rows do. Invariant: all lines together decide, never a single one.

/// The length to which the first cell of a line is compared.
const LONGEST_CODE: usize = 40;

/// The number of rows inside one that has several lines; `None` if the lines are those of a text. `usual` is the
/// number of cells of most rows, 0 if unknown.
pub(super) fn rows_within(row: &[u8], delimiter: u8, usual: usize) -> usize {
    let lines: Vec<SwallowedLine<'_>> = lines(row)
        .map(|line| SwallowedLine::of(line, delimiter))
        .filter(|line| line.cells > 1 || !line.first.is_empty())
        .collect();
    let Some((first, others)) = lines.split_first() else {
        return 0;
    };
    let usual = if usual > 1 { usual } else { first.cells };
    if usual > 1 && are_rows(&lines, usual) {
        others.len()
    } else {
        0
    }
}

/// A line, measured as if it were a row.
struct SwallowedLine<'a> {
    cells: usize,
    first: &'a [u8],
}

impl<'a> SwallowedLine<'a> {
    fn of(line: &'a [u8], delimiter: u8) -> Self {
        let mut cells = line.split(|byte| *byte == delimiter);
        let first = cells.next().unwrap_or_default();
        let is_sign = |byte: &u8| *byte == b'"' || byte.is_ascii_whitespace();
        let start = first.iter().take_while(|byte| is_sign(byte)).count();
        let end = first.len() - first.iter().rev().take_while(|byte| is_sign(byte)).count();
        Self {
            cells: 1 + cells.count(),
            first: first.get(start..end).unwrap_or_default(),
        }
    }

    /// The shape of its first cell, without the digits' values: `KH0`, or `A0` where letters don't matter.
    fn looks(&self, has_letters: bool) -> Vec<u8> {
        let sign = |byte: &u8| match byte {
            b'0'..=b'9' => b'0',
            byte if !has_letters && (byte.is_ascii_alphabetic() || !byte.is_ascii()) => b'A',
            byte => *byte,
        };
        let mut looks: Vec<u8> = self.first.iter().take(LONGEST_CODE).map(sign).collect();
        looks.dedup_by(|next, last| next == last && matches!(next, b'0' | b'A'));
        looks
    }

    fn has_digits(&self) -> bool {
        self.first.iter().any(u8::is_ascii_digit)
    }
}

fn are_rows(lines: &[SwallowedLine<'_>], usual: usize) -> bool {
    let alike = |has_letters: bool| {
        let mut looks = lines.iter().map(|line| line.looks(has_letters));
        let first = looks.next();
        looks.all(|other| Some(other) == first)
    };
    let are_exact = lines.iter().all(|line| line.cells == usual);
    // Rows may omit blank cells at their end, and an unquoted delimiter adds a cell.
    let is_near = |line: &SwallowedLine<'_>| 2 * line.cells > usual && line.cells <= usual + 1;
    let is_word = |line: &SwallowedLine<'_>| !line.first.contains(&b' ');
    if lines.iter().all(SwallowedLine::has_digits) {
        return (are_exact && alike(false)) || (lines.iter().all(is_near) && alike(true));
    }
    // Texts of two or three lines with a comma in each are common; rows of so few cells that begin with names are
    // not.
    let are_words = lines.iter().all(|line| is_word(line) && !line.has_digits());
    let have_no_digits = !lines.iter().any(SwallowedLine::has_digits);
    are_exact && (are_words || (usual > 3 && have_no_digits))
}

/// The lines of a text, with any kind of line end.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = text.split(|byte| *byte == b'\n');
    lines.flat_map(|line| {
        line.strip_suffix(b"\r")
            .unwrap_or(line)
            .split(|byte| *byte == b'\r')
    })
}
