//! Rows on their way from a reader, many in one run of text.
//!
//! A [`Row`] is for looking at one row; this is for handing on millions, since a text of its own for every
//! cell would cost more than reading it. Invariant: a row that is taken out is the row that was put in.

mod view;

use jiff::civil::DateTime;

pub use self::view::RowView;
use super::{Cell, Row};

/// Rows in a batch, at most.
const MOST_ROWS: usize = 512;

/// Bytes of text after which a batch is full; one row may have more.
const MOST_TEXT: usize = 128 * 1024;

/// What a cell is besides its text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A text; a blank one is an empty cell.
    Text,
    /// A number in a workbook.
    Number,
    /// A date in a workbook.
    Date,
    /// An Excel error.
    Error,
}

/// Some rows, one behind the other.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Batch {
    text: String,
    cells: Vec<Piece>,
    rows: Vec<Line>,
    /// By the number of the cell.
    moments: Vec<(usize, DateTime)>,
    /// By the number of the row in the batch.
    faults: Vec<(usize, String)>,
}

/// Where the text of a cell ends, and its kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Piece {
    end: usize,
    kind: Kind,
}

/// The number of a row, and where its cells end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Line {
    number: u32,
    end: usize,
}

impl Batch {
    /// Whether it should be handed on.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.rows.len() >= MOST_ROWS || self.text.len() >= MOST_TEXT
    }

    /// Whether there is no row in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many bytes of text there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// One more row.
    pub fn push(&mut self, row: Row) {
        if let Some(fault) = row.fault {
            self.faults.push((self.rows.len(), fault));
        }
        row.cells.iter().for_each(|cell| self.add(cell));
        self.end_row(row.number);
    }

    /// One more cell of a row that is being written, which is none before it has ended.
    pub fn add(&mut self, cell: &Cell) {
        let kind = match cell {
            Cell::Empty | Cell::Text(_) => Kind::Text,
            Cell::Number(_) => Kind::Number,
            Cell::Error(_) => Kind::Error,
            Cell::Date(date) => {
                self.moments.push((self.cells.len(), date.moment));
                Kind::Date
            }
        };
        self.add_as(kind, cell.shown().unwrap_or_default());
    }

    /// The same with a text of it; a date has more to it than that.
    pub fn add_text(&mut self, text: &str) {
        self.add_as(Kind::Text, text);
    }

    fn add_as(&mut self, kind: Kind, text: &str) {
        self.text.push_str(text);
        let end = self.text.len();
        self.cells.push(Piece { end, kind });
    }

    /// How many cells the row has that is being written.
    #[must_use]
    pub fn written(&self) -> usize {
        self.cells.len() - self.first()
    }

    /// One more row whose cells are texts: all of them behind each other, and where each ends in that.
    pub fn push_texts(&mut self, number: u32, text: &str, ends: impl Iterator<Item = usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        let kind = Kind::Text;
        let pieces = ends.map(|end| Piece {
            end: start + end,
            kind,
        });
        self.cells.extend(pieces);
        self.end_row(number);
    }

    /// The text of all cells of the row that is being written.
    #[must_use]
    pub fn unfinished(&self) -> &str {
        &self.text[self.start(self.first())..]
    }

    /// The number of the first cell of the row that is being written.
    fn first(&self) -> usize {
        self.rows.last().map_or(0, |row| row.end)
    }

    /// Where the text of a cell begins.
    fn start(&self, cell: usize) -> usize {
        cell.checked_sub(1)
            .map_or(0, |before| self.cells[before].end)
    }

    /// The row that was being written is one now.
    pub fn end_row(&mut self, number: u32) {
        let end = self.cells.len();
        self.rows.push(Line { number, end });
    }

    /// Takes the last row out again.
    pub fn pop(&mut self) -> Option<Row> {
        let row = self.last()?.owned();
        self.rows.pop();
        let first = self.first();
        self.text.truncate(self.start(first));
        self.cells.truncate(first);
        let moments = self.moments.partition_point(|(at, _)| *at < first);
        self.moments.truncate(moments);
        let rows = self.rows.len();
        self.faults.pop_if(|(at, _)| *at == rows);
        Some(row)
    }

    /// A row by its place.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<RowView<'_>> {
        let end = self.rows.get(at)?.end;
        let first = at.checked_sub(1).map_or(0, |before| self.rows[before].end);
        Some(RowView {
            batch: self,
            at,
            first,
            cells: &self.cells[first..end],
        })
    }

    /// The last row.
    #[must_use]
    pub fn last(&self) -> Option<RowView<'_>> {
        self.row(self.rows.len().checked_sub(1)?)
    }

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = RowView<'_>> {
        (0..self.rows.len()).filter_map(|at| self.row(at))
    }

    /// The same rows with nothing in them but their numbers.
    #[must_use]
    pub fn emptied(&self) -> Self {
        let numbers = self.rows.iter().map(|row| row.number);
        let rows = numbers.map(|number| Line { number, end: 0 }).collect();
        Self {
            rows,
            ..Self::default()
        }
    }

    /// Takes every row out of it; its memory stays.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.rows.clear();
        self.moments.clear();
        self.faults.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dated;

    fn row(number: u32, cells: Vec<Cell>) -> Row {
        let fault = (number == 3).then(|| "odd".to_owned());
        Row {
            number,
            cells,
            fault,
        }
    }

    #[test]
    fn rows_come_out_as_they_went_in() {
        let date = Cell::Date(Box::new(Dated {
            shown: "1/2/90".to_owned(),
            moment: jiff::civil::date(1990, 2, 1).at(0, 0, 0, 0),
        }));
        let text = |text: &str| Cell::Text(text.to_owned());
        let rows = [
            row(2, vec![text("Ân"), Cell::Empty, Cell::Number("1".into())]),
            row(3, Vec::new()),
            row(5, vec![Cell::Error("#N/A".into()), date.clone(), date]),
        ];
        let mut batch = Batch::default();
        for row in rows.clone() {
            batch.push(row);
        }
        batch.push_texts(7, "ab", [1, 1, 2].into_iter());
        let again: Vec<Row> = batch.rows().map(RowView::owned).collect();
        assert_eq!(again[..3], rows);
        assert_eq!(again[3], row(7, vec![text("a"), Cell::Empty, text("b")]));
        let last = batch.row(3).expect("four rows");
        assert_eq!((last.text(), last.cell(9)), ("ab", ("", Kind::Text)));
        assert_eq!(batch.row(1).map(RowView::text), Some(""));
        let numbers: Vec<u32> = batch.emptied().rows().map(RowView::number).collect();
        assert_eq!(numbers, [2, 3, 5, 7]);
    }

    #[test]
    fn a_row_that_is_taken_out_again_leaves_nothing_behind() {
        let date = Cell::Date(Box::new(Dated {
            shown: "1/2/90".to_owned(),
            moment: jiff::civil::date(1990, 2, 1).at(0, 0, 0, 0),
        }));
        let mut batch = Batch::default();
        assert_eq!(batch.pop(), None);
        batch.push(row(2, vec![date.clone(), Cell::Text("Ân".into())]));
        let before = batch.clone();
        let last = row(3, vec![Cell::Empty, date, Cell::Text("Bình".into())]);
        last.cells.iter().for_each(|cell| batch.add(cell));
        assert_eq!((batch.written(), batch.len()), (3, 1));
        batch.clone_from(&before);
        batch.push(last.clone());
        assert_eq!(batch.written(), 0);
        assert_eq!(batch.pop(), Some(last));
        assert_eq!(batch, before);
    }
}
