//! Rows on their way from a reader, many in one run of text.
//!
//! A [`Row`] is for looking at one row; this is for handing on millions, since a text of its own for every
//! cell would cost more than reading it. Invariant: a row that is taken out is the row that was put in.

use jiff::civil::DateTime;

use super::{Cell, Dated, Row};

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

/// One row of a batch.
#[derive(Clone, Copy, Debug)]
pub struct RowView<'a> {
    batch: &'a Batch,
    at: usize,
    first: usize,
    cells: &'a [Piece],
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
        for cell in row.cells {
            let kind = match &cell {
                Cell::Empty | Cell::Text(_) => Kind::Text,
                Cell::Number(_) => Kind::Number,
                Cell::Error(_) => Kind::Error,
                Cell::Date(date) => {
                    self.moments.push((self.cells.len(), date.moment));
                    Kind::Date
                }
            };
            self.text.push_str(cell.shown().unwrap_or_default());
            let end = self.text.len();
            self.cells.push(Piece { end, kind });
        }
        self.end_row(row.number);
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

    fn end_row(&mut self, number: u32) {
        let end = self.cells.len();
        self.rows.push(Line { number, end });
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

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = RowView<'_>> {
        (0..self.rows.len()).filter_map(|at| self.row(at))
    }

    /// The same rows with nothing in them but their numbers.
    #[must_use]
    pub fn emptied(self) -> Self {
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

impl<'a> RowView<'a> {
    /// The row as Excel shows it, 1-based.
    #[must_use]
    pub fn number(self) -> u32 {
        self.batch.rows[self.at].number
    }

    /// Why the row as a whole can't be trusted, if so.
    #[must_use]
    pub fn fault(self) -> Option<&'a str> {
        let faults = &self.batch.faults;
        let found = faults.binary_search_by_key(&self.at, |(at, _)| *at).ok()?;
        Some(&faults[found].1)
    }

    /// The text of a cell and what the cell is; beyond the last cell everything is blank.
    #[must_use]
    pub fn cell(self, column: usize) -> (&'a str, Kind) {
        let Some(piece) = self.cells.get(column) else {
            return ("", Kind::Text);
        };
        let start = self.start(column);
        (&self.batch.text[start..piece.end], piece.kind)
    }

    fn start(self, column: usize) -> usize {
        match (self.first + column).checked_sub(1) {
            Some(before) => self.batch.cells[before].end,
            None => 0,
        }
    }

    /// The text of all cells, without anything between them.
    #[must_use]
    pub fn text(self) -> &'a str {
        let end = self.cells.last().map(|piece| piece.end);
        end.map_or("", |end| &self.batch.text[self.start(0)..end])
    }

    /// On its own.
    #[must_use]
    pub fn owned(self) -> Row {
        Row {
            number: self.number(),
            cells: (0..self.cells.len())
                .map(|at| self.owned_cell(at))
                .collect(),
            fault: self.fault().map(str::to_owned),
        }
    }

    fn owned_cell(self, column: usize) -> Cell {
        match self.cell(column) {
            ("", Kind::Text) => Cell::Empty,
            (text, Kind::Text) => Cell::Text(text.to_owned()),
            (text, Kind::Number) => Cell::Number(text.to_owned()),
            (text, Kind::Error) => Cell::Error(text.to_owned()),
            (text, Kind::Date) => self.date(column, text),
        }
    }

    fn date(self, column: usize, text: &str) -> Cell {
        let (moments, shown) = (&self.batch.moments, text.to_owned());
        let at = self.first + column;
        match moments.binary_search_by_key(&at, |(at, _)| *at) {
            Ok(found) => Cell::Date(Box::new(Dated {
                shown,
                moment: moments[found].1,
            })),
            Err(_) => Cell::Text(shown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
