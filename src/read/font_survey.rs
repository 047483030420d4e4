//! Surveys all texts of a sheet before any row is read, to find the font that they were typed with.
//!
//! It runs only for sheets that have a sign of an old font, or whose font is configured; other sheets are read once.
//! Invariant: an ambiguous row counts as certain only among unambiguous rows.

use std::collections::BTreeMap;

use super::{
    ReadError,
    font::Font,
    font_signs::{FontSigns, has_no_letters},
};
use crate::{
    codec::{Batch, RowSink, RowView, batch::CellKind},
    error::{Result, RoomError},
    model::{Header, Origin, Revealed},
};

/// With fewer texts than this, a sheet is not refused.
const ENOUGH: usize = 3;

/// One in this number of texts may be Vietnamese in the wrong font by chance.
const MINORITY: usize = 10;

const FONTS: [Font; 2] = [Font::Tcvn3, Font::Vni];

/// The findings of all rows of a sheet.
#[derive(Default)]
pub(super) struct FontSurvey {
    place: Origin,
    header: FontSigns,
    /// By column: whether it is mapped.
    is_read: Vec<bool>,
    /// For each row with a sign: the signs of all its texts.
    rows: Vec<RowSigns>,
    /// The number of texts that are certain, by font.
    sure: [usize; 2],
    /// The number of texts that are not Vietnamese in the font.
    foreign: [usize; 2],
    /// The first text of each font, certain or odd.
    first: [Option<Revealed>; 2],
}

/// The signs of a row.
#[derive(Clone, Copy)]
struct RowSigns {
    row: u32,
    /// In any of its columns, because unmapped cells are evidence for the cells beside them.
    all: FontSigns,
    /// In the mapped columns.
    own: FontSigns,
    /// The first mapped column that is not plainly Unicode.
    column: usize,
}

/// Rows that have to be held, each with the column that is the reason.
pub(super) type DoubtfulRows = BTreeMap<u32, usize>;

impl FontSurvey {
    /// The font that the texts were typed with, if any.
    ///
    /// # Errors
    /// The texts are in two fonts.
    pub(super) fn font(&self) -> Result<Option<Font>> {
        let [tcvn3, vni] = self.sure;
        let is_few = |few: usize, many: usize| few * MINORITY < many;
        match (tcvn3, vni) {
            (0, 0) => Ok(None),
            _ if is_few(vni, tcvn3) => Ok(Some(Font::Tcvn3)),
            _ if is_few(tcvn3, vni) => Ok(Some(Font::Vni)),
            _ => Err(ReadError::TwoFonts.at(self.place_of(Font::Vni))),
        }
    }

    /// Whether the sheet as a whole is in that font, and not only some rows.
    pub(super) fn is_in(&self, font: Font) -> bool {
        let is_old = |row: &&RowSigns| row.all.shows(FontSigns::sure(font));
        let is_foreign = |row: &&RowSigns| row.all.shows(FontSigns::foreign(font)) && !is_old(row);
        let is_other = |row: &&RowSigns| row.all.shows(FontSigns::UNICODE) || is_foreign(row);
        let count = |is: &dyn Fn(&&RowSigns) -> bool| self.rows.iter().filter(is).count();
        self.has_header_in(font) || count(&is_old) > count(&is_other)
    }

    /// The same, where a few rows are not enough to refuse the whole sheet.
    pub(super) fn is_clearly_in(&self, font: Font) -> bool {
        self.has_header_in(font) || self.sure[font as usize] >= ENOUGH && self.is_in(font)
    }

    fn has_header_in(&self, font: Font) -> bool {
        self.header.shows(FontSigns::sure(font)) && !self.header.shows(FontSigns::UNICODE)
    }

    /// The place of the first text of a font.
    pub(super) fn place_of(&self, font: Font) -> Origin {
        Origin {
            row: self.first(font).map(|first| first.row),
            ..self.place.clone()
        }
    }

    /// The first text of a font.
    pub(super) fn first(&self, font: Font) -> Option<&Revealed> {
        self.first[font as usize].as_ref()
    }

    /// The font of a sheet without a certain text, if everything in it is valid in that font.
    pub(super) fn suspected(&self) -> Option<&Revealed> {
        let is_unicode = self
            .rows
            .iter()
            .any(|row| row.all.shows(FontSigns::UNICODE));
        let is_whole = |font: &Font| self.foreign[*font as usize] == 0;
        let mut fonts = FONTS.into_iter().filter(is_whole);
        let font = fonts.find(|font| self.first(*font).is_some())?;
        (!is_unicode).then(|| self.first(font)).flatten()
    }

    /// The rows that can't be read as Unicode, in a sheet that is not in this font.
    pub(super) fn strangers(&self, font: Font, takes_sure: bool) -> DoubtfulRows {
        let sure = FontSigns::sure(font);
        let mut doubtful = self.doubtful(font, sure);
        if !takes_sure {
            let rows = self.rows.iter().filter(|row| row.own.shows(sure));
            doubtful.extend(rows.map(|row| (row.row, row.column)));
        }
        doubtful
    }

    /// The rows that can't be read with the font, in a sheet that is in this font.
    pub(super) fn unicode_among(&self, font: Font) -> DoubtfulRows {
        self.doubtful(font, FontSigns::UNICODE)
    }

    /// Ambiguous rows whose nearest unambiguous row, above or below, is of that kind: pasted rows come in blocks.
    fn doubtful(&self, font: Font, kind: FontSigns) -> DoubtfulRows {
        let decides = FontSigns::sure(font).with(FontSigns::UNICODE);
        let mut doubtful = DoubtfulRows::new();
        let (mut pending, mut is_near) = (Vec::new(), false);
        for row in &self.rows {
            let is_either = row.own.shows(FontSigns::either(font));
            if row.all.shows(decides) {
                let is_kind = row.all.shows(kind);
                let near = pending.drain(..).filter(|_| is_near || is_kind);
                doubtful.extend(near);
                is_near = is_kind;
                if is_kind && is_either {
                    doubtful.insert(row.row, row.column);
                }
            } else if is_either {
                pending.push((row.row, row.column));
            }
        }
        doubtful.extend(pending.into_iter().filter(|_| is_near));
        doubtful
    }

    fn look(&mut self, row: u32, text: &str) -> FontSigns {
        let signs = FontSigns::of(text);
        for font in FONTS {
            let at = font as usize;
            self.sure[at] += usize::from(signs.shows(FontSigns::sure(font)));
            self.foreign[at] += usize::from(signs.shows(FontSigns::foreign(font)));
            let is_sure = signs.shows(FontSigns::sure(font));
            if is_sure || signs.shows(FontSigns::ODD) && signs.shows(FontSigns::either(font)) {
                self.keep_first((row, text), font, is_sure);
            }
        }
        signs
    }

    /// A certain text is preferred to an uncertain one.
    fn keep_first(&mut self, (row, text): (u32, &str), font: Font, is_sure: bool) {
        let is_better = is_sure && self.sure[font as usize] == 1;
        let first = &mut self.first[font as usize];
        if (first.is_none() || is_better)
            && let Some(shown) = font.shown(text)
        {
            *first = Some(Revealed {
                row,
                text: text.to_owned(),
                shown,
                letters: font.letters(),
            });
        }
    }

    fn row(&mut self, row: RowView<'_>) {
        let (mut all, mut own) = (FontSigns::default(), FontSigns::default());
        let mut blamed = None;
        for (column, (text, kind)) in row.cells().enumerate() {
            if kind != CellKind::Text || has_no_letters(text) {
                continue;
            }
            let signs = self.look(row.number(), text);
            all = all.with(signs);
            if self.is_read.get(column) == Some(&true) && signs != FontSigns::UNICODE {
                own = own.with(signs);
                blamed = blamed.or(Some(column));
            }
        }
        if all != FontSigns::default() {
            self.rows.push(RowSigns {
                row: row.number(),
                all,
                own,
                column: blamed.unwrap_or_default(),
            });
        }
    }
}

/// Surveys a table; `is_header` decides which columns are mapped.
pub(super) struct Surveyor<'a> {
    pub survey: FontSurvey,
    is_header: &'a dyn Fn(&str) -> bool,
}

impl<'a> Surveyor<'a> {
    /// An empty survey.
    pub(super) fn of(is_header: &'a dyn Fn(&str) -> bool) -> Self {
        let survey = FontSurvey::default();
        Self { survey, is_header }
    }
}

impl RowSink for Surveyor<'_> {
    fn header(&mut self, header: &Header) -> Result<()> {
        let survey = &mut self.survey;
        survey.place = Origin {
            file: header.file.clone(),
            sheet: header.sheet.clone(),
            ..Origin::default()
        };
        for name in header.names.iter().filter(|name| !has_no_letters(name)) {
            survey.header = survey.header.with(survey.look(header.row, name));
        }
        let names = header.names.iter();
        survey.is_read = names.map(|name| (self.is_header)(name)).collect();
        Ok(())
    }

    fn rows(&mut self, batch: &mut Batch) -> Result<()> {
        batch.rows().for_each(|row| self.survey.row(row));
        Ok(())
    }
}
