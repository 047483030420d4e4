//! What a reader found odd about a table as a whole.
//!
//! Invariant: none of it holds a row; what does is in the row itself.

use crate::model::{CellText, ExcludedAs, Issue, Origin, Privacy, Problem, Revealed, TableFacts};

/// Everything that was found odd.
pub(super) fn of(facts: &TableFacts) -> impl Iterator<Item = Issue> {
    let found = [in_front, font, uneven_rows, remarks, end_mark, hidden_rows];
    found.into_iter().filter_map(|found| found(facts))
}

/// A program that says something before its table may have left something out of it.
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

/// Sent as they stand, such letters would be rubbish to whoever reads them.
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

/// Cells that have moved stand under the wrong headers.
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

/// People write notes beside a table; one that was meant as a column would be missing from every record.
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

/// As a row it is no record.
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

/// Whoever has hidden rows may not want them to be sent, or may have forgotten a filter.
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
