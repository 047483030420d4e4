//! Finds the header among the first rows and hands the rows below it to the sink.
//!
//! It does not know what file the lines come from. Invariant: every line below the header that holds
//! anything is handed on exactly once, in order, and cells beyond the header are never dropped silently.

use crate::{
    error::{Error, Result},
    model::{Batch, Cell, Header, Origin, Row, RowSink, TableFacts, TextEncoding, batch::Kind},
    read::{
        header,
        letters::{self, Doubt},
        unusable,
    },
};

/// What is said of a table without a single cell.
const EMPTY: &str = "the table is empty: it has no header row";

/// Whether reading failed for no other reason than that there was nothing to read.
#[must_use]
pub fn was_empty(error: &Error) -> bool {
    error.message() == EMPTY
}

/// Among so many rows that are not blank the header is looked for.
pub(super) const LOOKED_AT: usize = 20;

/// A row as it stands in the file: the cells that are not empty, with their columns from 0.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The row as Excel shows it, 1-based.
    pub number: u32,
    /// Column and cell, in any order.
    pub cells: Vec<(usize, Cell)>,
    /// Why the row as a whole can't be trusted, if so.
    pub fault: Option<String>,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.fault.is_none() && self.cells.iter().all(|(_, cell)| is_blank(cell))
    }
}

/// One table on its way from a file to the sink.
pub(super) struct Table<'a> {
    origin: Origin,
    wanted: Option<u32>,
    is_header: &'a dyn Fn(&str) -> bool,
    sink: &'a mut dyn RowSink,
    letters: TextEncoding,
    doubt: Doubt,
    waiting: Vec<Line>,
    width: Option<usize>,
    header_row: u32,
    rows: usize,
    batch: Batch,
}

impl<'a> Table<'a> {
    /// A table whose header stands in the wanted row, or is to be found.
    pub(super) fn new(
        origin: Origin,
        wanted: Option<u32>,
        is_header: &'a dyn Fn(&str) -> bool,
        sink: &'a mut dyn RowSink,
    ) -> Self {
        Self {
            origin,
            wanted,
            is_header,
            sink,
            letters: TextEncoding::Unicode,
            doubt: Doubt::default(),
            waiting: Vec::new(),
            width: None,
            header_row: 0,
            rows: 0,
            batch: Batch::default(),
        }
    }

    /// The same table, whose letters stand for others.
    pub(super) fn in_letters(self, letters: TextEncoding) -> Self {
        Self { letters, ..self }
    }

    /// Takes the next row of the file; a blank one goes no further.
    pub(super) fn line(&mut self, mut line: Line) -> Result<()> {
        for (_, cell) in &mut line.cells {
            if let Cell::Text(text) = cell
                && self.is_in_doubt()
            {
                self.doubt.look(line.number, text);
            }
            letters::reveal(cell, self.letters);
        }
        self.take(line)
    }

    /// Takes a row below the header whose cells are texts that need no second look, and which is not
    /// blank: all of them behind each other, and where each ends. `false`: there are too many.
    pub(super) fn texts(&mut self, number: u32, text: &str, ends: &[usize]) -> Result<bool> {
        if self.width.is_none_or(|width| ends.len() > width) {
            return Ok(false);
        }
        self.rows += 1;
        self.batch.push_texts(number, text, ends.iter().copied());
        self.flush_when(Batch::is_full)?;
        Ok(true)
    }

    /// Makes room for a cell of a row below the header, behind the cells of it that are there already.
    /// `None`: it must go with a [`Line`], since it is not the next one, lies beyond the header, or is a
    /// text that may show as another one.
    pub(super) fn room(&mut self, column: usize, text: &str) -> Option<&mut Batch> {
        let written = self.batch.written();
        let is_itself = self.letters == TextEncoding::Unicode || text.is_ascii();
        if column < written || self.width.is_none_or(|width| column >= width) || !is_itself {
            return None;
        }
        (written..column).for_each(|_| self.batch.add_text(""));
        Some(&mut self.batch)
    }

    /// Takes back the cells that there was room for.
    pub(super) fn take_back(&mut self) -> Vec<(usize, Cell)> {
        self.batch.end_row(0);
        let cells = self.batch.pop().unwrap_or_default().cells;
        let cells = (0..).zip(cells);
        cells.filter(|(_, cell)| *cell != Cell::Empty).collect()
    }

    /// The row has ended whose cells there was room for; one that may be blank goes with a [`Line`].
    pub(super) fn written(&mut self, number: u32) -> Result<()> {
        if self.batch.written() == 0 {
            return Ok(());
        }
        let mut bytes = self.batch.unfinished().bytes();
        if !bytes.any(|byte| byte.is_ascii_graphic()) {
            let (cells, fault) = (self.take_back(), None);
            return self.line(Line {
                number,
                cells,
                fault,
            });
        }
        self.batch.end_row(number);
        if let Some(row) = self.batch.last().filter(|_| self.is_in_doubt()) {
            let texts = row.cells().filter(|(_, kind)| *kind == Kind::Text);
            texts.for_each(|(text, _)| self.doubt.look(number, text));
        }
        self.rows += 1;
        self.flush_when(Batch::is_full)
    }

    /// Whether texts may have been typed with a font that nobody has named: in a text file it is found.
    fn is_in_doubt(&self) -> bool {
        self.origin.sheet.is_some() && self.letters == TextEncoding::Unicode && self.doubt.is_open()
    }

    fn flush_when(&mut self, is_time: impl Fn(&Batch) -> bool) -> Result<()> {
        if is_time(&self.batch) {
            self.sink.rows(&mut self.batch)?;
            self.batch.clear();
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        self.flush_when(|batch| !batch.is_empty())
    }

    fn take(&mut self, line: Line) -> Result<()> {
        if line.is_blank() {
            return Ok(());
        }
        match (self.width, self.wanted) {
            (Some(width), _) => self.hand_on(line, width),
            (None, Some(wanted)) if line.number < wanted => {
                self.waiting = vec![line];
                Ok(())
            }
            (None, Some(wanted)) if line.number > wanted => Err(self.no_header(wanted)),
            (None, Some(_)) => {
                let above = self.waiting.pop();
                self.header(above.as_ref(), &line)
            }
            (None, None) => {
                self.waiting.push(line);
                self.settle_when(LOOKED_AT)
            }
        }
    }

    /// The file has ended, or could not be read on. Tells where the header was and how many rows were
    /// handed on.
    pub(super) fn finish(mut self, read: Result<()>) -> Result<TableFacts> {
        if let Err(error) = read {
            drop(self.take_back());
            self.flush()?;
            return Err(error);
        }
        if self.width.is_none() {
            if self.waiting.is_empty() {
                return Err(self.empty());
            }
            if let Some(wanted) = self.wanted {
                return Err(self.no_header(wanted));
            }
            self.settle_when(1)?;
        }
        self.flush()?;
        Ok(TableFacts {
            file: self.origin.file,
            sheet: self.origin.sheet,
            header_row: self.header_row,
            rows: self.rows,
            in_old_font: self.doubt.settled(),
            ..TableFacts::default()
        })
    }

    fn settle_when(&mut self, enough: usize) -> Result<()> {
        if self.waiting.len() < enough {
            return Ok(());
        }
        let mut lines = std::mem::take(&mut self.waiting).into_iter();
        let at = header::most_recognised(lines.as_slice(), self.is_double(), self.is_header);
        let above = at.checked_sub(1).and_then(|above| lines.nth(above));
        if let Some(header) = lines.next() {
            self.header(above.as_ref(), &header)?;
        }
        lines.try_for_each(|line| self.take(line))
    }

    /// Whether a header may take up two rows: cells can be merged in workbooks only.
    fn is_double(&self) -> bool {
        self.origin.sheet.is_some()
    }

    fn header(&mut self, above: Option<&Line>, line: &Line) -> Result<()> {
        self.waiting.clear();
        let names = header::combined(above.filter(|_| self.is_double()), line);
        let width = names.len();
        (self.width, self.header_row) = (Some(width), line.number);
        self.sink.header(&Header {
            file: self.origin.file.clone(),
            sheet: self.origin.sheet.clone(),
            row: line.number,
            names,
        })
    }

    fn hand_on(&mut self, line: Line, width: usize) -> Result<()> {
        let mut cells = Vec::with_capacity(width.min(line.cells.len()));
        let mut fault = line.fault;
        for (column, cell) in line.cells {
            if column >= width {
                if !is_blank(&cell) && fault.is_none() {
                    fault = Some(header::beyond(column));
                }
                continue;
            }
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            cells[column] = cell;
        }
        self.rows += 1;
        self.batch.push(Row {
            number: line.number,
            cells,
            fault,
        });
        self.flush_when(Batch::is_full)
    }

    fn empty(&self) -> Error {
        unusable(&self.origin, None, EMPTY)
    }

    fn no_header(&self, wanted: u32) -> Error {
        unusable(&self.origin, Some(wanted), "the header row is blank")
            .hint("correct `header_row`, or leave it out to have the header found")
    }
}

pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.shown()
        .is_none_or(|text| text.chars().all(shows_nothing))
}

fn shows_nothing(character: char) -> bool {
    let is_zero_width = matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    is_zero_width || character.is_whitespace()
}
