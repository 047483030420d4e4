//! Issues about a table as a whole.
//!
//! It does not look at single rows. Invariant: none of these issues holds a row.

use crate::model::{CellText, ExcludedAs, Issue, Origin, Privacy, Problem, Revealed, TableFacts};

/// All of a table's issues.
pub(super) fn of(facts: &TableFacts) -> impl Iterator<Item = Issue> {
    let found = [in_front, font, uneven_rows, remarks, end_mark, hidden_rows];
    found.into_iter().filter_map(|found| found(facts))
}

/// A program that writes an error message before its table may have left rows out of it.
fn in_front(facts: &TableFacts) -> Option<Issue> {
    let in_front = facts.in_front.clone()?;
    let (bytes, more) = (in_front.bytes, in_front.is_cut);
    let text = CellText::words(in_front.text);
    let place = Origin {
        sheet: None,
        ..row_of(facts, None)
    };
    Some(match bytes {
        0 => Issue::new(Problem::MessageAbove { text, more }, place),
        _ => Issue::new(Problem::TextSkipped { bytes, text, more }, place),
    })
}

/// Such letters are unreadable for every other program, if they are sent unchanged.
fn font(facts: &TableFacts) -> Option<Issue> {
    let Revealed {
        row,
        text,
        shown,
        letters,
    } = facts.in_old_font.as_ref()?;
    let problem = Problem::OldFont {
        text: CellText::words(text),
        shown: CellText::words(shown),
        font: *letters,
    };
    Some(Issue::new(problem, row_of(facts, Some(*row))))
}

/// Cells that have moved are under the wrong headers.
fn uneven_rows(facts: &TableFacts) -> Option<Issue> {
    let uneven = facts.uneven.clone()?;
    let place = row_of(facts, uneven.first.first().copied());
    let problem = Problem::RowsUneven {
        rows: uneven.rows,
        first: uneven.first,
        cells: uneven.cells,
        usual: uneven.usual,
    };
    Some(Issue::new(problem, place))
}

/// People write notes beside a table; if one was meant as a column, it is missing from every record.
fn remarks(facts: &TableFacts) -> Option<Issue> {
    let beyond = facts.beyond.clone()?;
    let place = row_of(facts, beyond.first.first().copied());
    let problem = Problem::CellsBeyond {
        rows: beyond.rows,
        first: beyond.first,
        column: beyond.column,
        text: CellText::words(beyond.text),
    };
    Some(Issue::new(problem, place))
}

/// The mark is not a record, so its row is not read as one.
fn end_mark(facts: &TableFacts) -> Option<Issue> {
    let row = facts.end_mark?;
    let problem = Problem::RowsLeftOut {
        reason: ExcludedAs::EndMark,
        rows: 1,
        row,
        text: CellText::new("^Z", Privacy::Open),
    };
    Some(Issue::new(problem, row_of(facts, Some(row))))
}

/// A person who hid rows may not want them to be sent, or may have forgotten a filter.
fn hidden_rows(facts: &TableFacts) -> Option<Issue> {
    let hidden = &facts.hidden;
    let first = *hidden.first.first()?;
    let problem = Problem::RowsHidden {
        rows: hidden.rows,
        first: hidden.first.clone(),
    };
    Some(Issue::new(problem, row_of(facts, Some(first))))
}

fn row_of(facts: &TableFacts, row: Option<u32>) -> Origin {
    Origin {
        file: facts.file.clone(),
        sheet: facts.sheet.clone(),
        row,
        column: None,
    }
}
