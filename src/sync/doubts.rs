//! What a reader found odd about a table as a whole.
//!
//! Invariant: none of it holds a row; what does is in the row itself.

use crate::model::{CellText, Issue, LeftOut, Origin, Privacy, Problem, Revealed, TableFacts};

/// Everything that was found odd.
pub(super) fn of(facts: &TableFacts) -> impl Iterator<Item = Issue> {
    [font(facts), uneven_rows(facts), end_mark(facts)]
        .into_iter()
        .flatten()
}

/// Sent as they stand, such letters would be rubbish to whoever reads them.
fn font(facts: &TableFacts) -> Option<Issue> {
    let Revealed {
        row, text, shown, ..
    } = facts.in_old_font.as_ref()?;
    let problem = Problem::OldFont {
        text: CellText::words(text),
        shown: CellText::words(shown),
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

/// As a row it is no record.
fn end_mark(facts: &TableFacts) -> Option<Issue> {
    let row = facts.end_mark?;
    let problem = Problem::RowsLeftOut {
        reason: LeftOut::EndMark,
        rows: 1,
        row,
        text: CellText::new("^Z", Privacy::Open),
    };
    Some(Issue::new(problem, row_of(facts, None)))
}

fn row_of(facts: &TableFacts, row: Option<u32>) -> Origin {
    Origin {
        file: facts.file.clone(),
        sheet: facts.sheet.clone(),
        row,
        column: None,
    }
}
