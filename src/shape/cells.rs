//! Reads the value of a target or custom field from the cells of its columns.
//!
//! It does not know the meaning of an attribute. Invariant: a text that needs no change is borrowed from its row or
//! from the configuration.

use std::borrow::Cow;

use super::forms::{self, Misfit};
use super::repair::{self, Role};
use super::row_cells::RowCells;
use super::stats::ColumnStats;
use super::unreadable::{self, UnreadableCell};
use super::values::Translations;
use crate::codec::batch::CellKind;
use crate::model::{Form, MappedColumn, Repair, Split, lost_letters, text::clean};

/// Reads one target or custom field of a table.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CellReader {
    /// Indexes in the row; none for a constant.
    pub columns: Vec<usize>,
    /// The kind of value that they have.
    role: Role,
    /// A blank cell keeps the value in the snapshot.
    pub keep: bool,
    /// The constant value of every row.
    constant: Option<String>,
    join: Option<String>,
    split: Option<Split>,
    /// `[source.values]` of it.
    pub translations: Option<Translations>,
    /// `date` or `number`.
    form: Option<Form>,
    /// The column, if its text is the value without a change.
    plain: Option<usize>,
}

/// The value of one target's cells. Rare variants are boxed, since millions of these are passed on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CellValue<'r> {
    /// There is no column, or none of its cells is usable.
    Nothing,
    /// An Excel error in one of the columns.
    Error,
    /// The text of one of the columns is damaged: no person can have typed it.
    Unreadable(Box<UnreadableCell<'r>>),
    /// All of its cells are blank.
    Blank,
    /// Trimmed text, never blank.
    Text(Cow<'r, str>),
    /// Text that does not fit the configured form, with the reason.
    Unfit(Box<(Cow<'r, str>, Misfit)>),
}

/// The value of one cell.
enum OneCell<'r> {
    /// An Excel error.
    Error,
    Unreadable(Box<UnreadableCell<'r>>),
    /// Clean text, which may be blank.
    Text(Cow<'r, str>, CellKind),
}

impl CellReader {
    /// A reader of these columns, by the configuration.
    pub fn new(
        columns: Vec<usize>,
        role: Role,
        column: &MappedColumn,
        translations: Option<Translations>,
    ) -> Self {
        let constant = column.constant.as_deref().map(clean);
        let is_number = matches!(column.form, Some(Form::Number { .. }));
        let is_changed = column.split.is_some() || column.form.is_some() || translations.is_some();
        Self {
            plain: match columns.as_slice() {
                [column] if !is_changed => Some(*column),
                _ => None,
            },
            columns,
            role: if is_number { Role::Number } else { role },
            keep: column.keep,
            constant: constant.map(Cow::into_owned),
            join: column.join.clone(),
            split: column.split.clone(),
            translations,
            form: column.form.clone(),
        }
    }

    /// The place of its issues.
    pub fn first_column(&self) -> Option<usize> {
        self.columns.first().copied()
    }

    /// The constant value of every row, whatever its cells contain.
    pub fn constant(&self) -> Option<&str> {
        self.constant.as_deref()
    }

    /// Every Excel error in its columns.
    pub fn errors<'r>(&self, row: RowCells<'r>) -> impl Iterator<Item = (usize, &'r str)> {
        self.columns
            .iter()
            .filter_map(move |column| match row.row.cell(*column) {
                (error, CellKind::Error) if !row.is_word_for_blank(error) => Some((*column, error)),
                _ => None,
            })
    }

    /// The text of its only cell, if it is the value and needs no further check. Nearly all cells are like this, and
    /// a result of this size is returned three times as fast as that of [`Self::read`].
    #[inline]
    pub fn usual<'r>(&self, row: RowCells<'r>, stats: &mut ColumnStats) -> Option<&'r str> {
        let text = row.usual(self.plain?)?;
        let is_whole = self.role.is_surely_whole(text) && !text.is_empty();
        is_whole.then(|| {
            stats.letters.texts += usize::from(self.role != Role::Phone);
            text
        })
    }

    /// The value of its cells: joined, translated, in the configured form.
    #[inline]
    pub fn read<'r>(&'r self, row: RowCells<'r>, stats: &mut ColumnStats) -> CellValue<'r> {
        let one = match self.columns.as_slice() {
            [column] => self.text(row, *column, stats),
            _ => match &self.constant {
                Some(constant) => return CellValue::Text(Cow::Borrowed(constant)),
                None => self.joined(row, stats),
            },
        };
        match (one, &self.form) {
            (OneCell::Error, _) => CellValue::Error,
            (OneCell::Unreadable(cell), _) => CellValue::Unreadable(cell),
            (OneCell::Text(text, _), _) if text.is_empty() => CellValue::Blank,
            (OneCell::Text(text, _), None) => self.translated(text, row, stats),
            (OneCell::Text(text, _), Some(form)) => self.in_form(form, text, row, stats),
        }
    }

    #[inline(never)]
    fn in_form<'r>(
        &'r self,
        form: &Form,
        text: Cow<'r, str>,
        row: RowCells<'r>,
        stats: &mut ColumnStats,
    ) -> CellValue<'r> {
        let known = self.translations.as_ref().and_then(|all| all.find(&text));
        if let Some(meaning) = known {
            return filled(Cow::Borrowed(meaning));
        }
        match self.formed(form, &text, row, stats) {
            Ok(text) => filled(Cow::Owned(text)),
            Err(misfit) => CellValue::Unfit(Box::new((text, misfit))),
        }
    }

    /// The value of one cell alone, and the kind of the cell.
    pub fn read_one<'r>(
        &'r self,
        row: RowCells<'r>,
        column: usize,
        stats: &mut ColumnStats,
    ) -> (CellValue<'r>, CellKind) {
        match self.text(row, column, stats) {
            OneCell::Error => (CellValue::Error, CellKind::Error),
            OneCell::Unreadable(cell) => (CellValue::Unreadable(cell), CellKind::Text),
            OneCell::Text(text, kind) if text.is_empty() => (CellValue::Blank, kind),
            OneCell::Text(text, kind) => (self.translated(text, row, stats), kind),
        }
    }

    fn formed(
        &self,
        form: &Form,
        text: &str,
        row: RowCells<'_>,
        stats: &mut ColumnStats,
    ) -> Result<String, Misfit> {
        if let ([column], None) = (self.columns.as_slice(), &self.split)
            && let Some(text) = forms::of_cell(form, row.row, *column)
        {
            return Ok(text);
        }
        forms::of_text(form, text, row.row.number(), &mut stats.tally)
    }

    /// The translation of a clean text; a text without one is unchanged.
    #[inline]
    fn translated<'r>(
        &'r self,
        text: Cow<'r, str>,
        row: RowCells<'_>,
        stats: &mut ColumnStats,
    ) -> CellValue<'r> {
        let Some(translations) = &self.translations else {
            return CellValue::Text(text);
        };
        if let Some(meaning) = translations.find(&text) {
            return filled(Cow::Borrowed(meaning));
        }
        stats.unknown.count(&text, row.row.number());
        CellValue::Text(text)
    }

    /// The texts of all its cells, unless one of them is an error or can't be read.
    #[inline(never)]
    fn joined<'r>(&self, row: RowCells<'r>, stats: &mut ColumnStats) -> OneCell<'r> {
        let mut texts = Vec::new();
        for column in &self.columns {
            match self.text(row, *column, stats) {
                OneCell::Text(text, _) if text.is_empty() => {}
                OneCell::Text(text, _) => texts.push(text),
                unusable => return unusable,
            }
        }
        let joined = texts.join(self.join.as_deref().unwrap_or(" "));
        OneCell::Text(Cow::Owned(clean(&joined).into_owned()), CellKind::Text)
    }

    /// The clean text of one cell, or the configured part of it, repaired if it was damaged.
    #[inline]
    fn text<'r>(&self, row: RowCells<'r>, column: usize, stats: &mut ColumnStats) -> OneCell<'r> {
        if let Some(text) = row.usual(column)
            && self.split.is_none()
            && self.role.is_surely_whole(text)
        {
            stats.letters.texts += usize::from(self.role != Role::Phone && !text.is_empty());
            return OneCell::Text(Cow::Borrowed(text), CellKind::Text);
        }
        self.closer(row, column, stats)
    }

    /// The same for a cell with any sign of damage, or with a configured part.
    #[inline(never)]
    fn closer<'r>(&self, row: RowCells<'r>, column: usize, stats: &mut ColumnStats) -> OneCell<'r> {
        let (text, kind) = row.text(column);
        if kind == CellKind::Error {
            return OneCell::Error;
        }
        let text = match &self.split {
            Some(split) => Cow::Owned(clean(part(&text, split)).into_owned()),
            None => text,
        };
        if text.is_empty() {
            if row.is_marked_blank(column) {
                stats.repairs.count(Repair::BlankWord, row.row.number());
            }
            return OneCell::Text(text, kind);
        }
        self.sound(text, kind, column, row.row.number(), stats)
    }

    /// The text without what can only be damage, unless no person can have typed it.
    fn sound<'r>(
        &self,
        text: Cow<'r, str>,
        kind: CellKind,
        column: usize,
        row: u32,
        stats: &mut ColumnStats,
    ) -> OneCell<'r> {
        let text = repair::repaired(text, self.role, |repair| stats.repairs.count(repair, row));
        if let Some(fault) = unreadable::fault(&text, kind, self.role) {
            return OneCell::Unreadable(Box::new(UnreadableCell {
                column,
                text,
                fault,
            }));
        }
        if kind == CellKind::Number && repair::is_too_long(&text) {
            stats.repairs.count(Repair::LongNumber, row);
        }
        if self.role != Role::Phone {
            stats.letters.count(lost_letters(&text), row);
        }
        OneCell::Text(text, kind)
    }
}

fn filled(text: Cow<'_, str>) -> CellValue<'_> {
    if text.is_empty() {
        return CellValue::Blank;
    }
    CellValue::Text(text)
}

/// A cell with fewer parts is blank.
fn part<'t>(text: &'t str, split: &Split) -> &'t str {
    let place = usize::try_from(split.part.unsigned_abs()).unwrap_or(usize::MAX) - 1;
    let found = if split.part > 0 {
        text.split(&split.separator).nth(place)
    } else {
        text.rsplit(&split.separator).nth(place)
    };
    found.unwrap_or_default()
}
