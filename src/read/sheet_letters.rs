//! Decides how the letters of one sheet are decoded: as Unicode, or from an old font.
//!
//! The decision is made once, from all texts of the sheet. Clean sheets do not pay: their texts are only checked for
//! a sign of a font, which starts a survey of the sheet (`font_survey`). Invariant: no row is passed on from a sheet
//! in an unconfigured font, and no ambiguous row of any sheet.

use std::borrow::Cow;

use super::{
    ReadError,
    font::Font,
    font_signs::{FontSigns, has_no_letters, has_unicode, is_strange, is_vietnamese, would_spoil},
    font_survey::{DoubtfulRows, FontSurvey},
    header_letters::show_names,
    place::row_of,
};
use crate::{
    codec::{Batch, RowView},
    error::{Result, RoomError},
    model::{Damage, Revealed, TextEncoding},
};

/// The number of texts that are fully checked if not plain; later only unusual ones are.
const LOOKED_AT: usize = 10_000;

const FONTS: [Font; 2] = [Font::Tcvn3, Font::Vni];

/// Surveys the whole sheet.
pub(super) type Survey<'a> = &'a dyn Fn() -> Result<FontSurvey>;

/// How the letters of a sheet are decoded.
pub(super) struct SheetLetters<'a> {
    survey: Option<Survey<'a>>,
    /// The font of all texts.
    font: Option<Font>,
    /// The font of single texts that are certainly typed with it.
    single: Option<Font>,
    /// The suspected font of some texts, which are not decoded.
    stranger: Option<Font>,
    looked: usize,
    has_unicode: bool,
    has_sure: bool,
    has_odd: bool,
    /// By font: whether all texts so far are Vietnamese in it.
    reads_all: [bool; 2],
    doubtful: DoubtfulRows,
    /// The last row that was passed on.
    handed_on: u32,
    /// By column: whether it is mapped, once the header is known.
    is_read: Vec<bool>,
    suspected: Option<Revealed>,
}

impl<'a> SheetLetters<'a> {
    /// Unicode, without any check.
    pub(super) const fn plain() -> Self {
        Self {
            survey: None,
            font: None,
            single: None,
            stranger: None,
            looked: 0,
            has_unicode: false,
            has_sure: false,
            has_odd: false,
            reads_all: [true; 2],
            doubtful: DoubtfulRows::new(),
            handed_on: 0,
            is_read: Vec::new(),
            suspected: None,
        }
    }

    /// By configuration, or by a survey.
    ///
    /// # Errors
    /// The sheet can't be read, or is in two fonts.
    pub(super) fn of(wanted: TextEncoding, survey: Survey<'a>) -> Result<Self> {
        let watched = Self {
            survey: Some(survey),
            ..Self::plain()
        };
        match wanted {
            TextEncoding::Unicode => Ok(Self::plain()),
            TextEncoding::Unset => Ok(watched),
            TextEncoding::Tcvn3 => Ok(watched.shown_in(Font::Tcvn3)),
            TextEncoding::Vni => Ok(watched.shown_in(Font::Vni)),
            TextEncoding::Auto => Self::found(&survey()?),
        }
    }

    fn shown_in(self, font: Font) -> Self {
        let font = Some(font);
        Self { font, ..self }
    }

    fn found(survey: &FontSurvey) -> Result<Self> {
        let plain = Self::plain();
        Ok(match survey.font()? {
            None => Self {
                suspected: survey.suspected().cloned(),
                ..plain
            },
            Some(font) if survey.is_in(font) => Self {
                doubtful: survey.unicode_among(font),
                ..plain.shown_in(font)
            },
            Some(font) => Self {
                single: Some(font),
                doubtful: survey.strangers(font, true),
                ..plain
            },
        })
    }

    /// Whether every text is plain Unicode, as far as is known.
    pub(super) const fn are_themselves(&self) -> bool {
        self.font.is_none() && self.single.is_none()
    }

    /// The font of all texts.
    pub(super) fn font(&self) -> Option<TextEncoding> {
        self.font.map(Font::letters)
    }

    /// Checks a text of a sheet read as Unicode, which may be typed with an old font.
    pub(super) fn suspected(&mut self) -> Option<Revealed> {
        self.suspected.take()
    }

    /// Checks the texts of a row of a text file: concatenated, with the end of each.
    pub(super) fn watch_all(&mut self, texts: &str, ends: &[usize]) {
        let is_looked_at = self.survey.is_some() && !texts.is_ascii();
        if is_looked_at && (self.looked <= LOOKED_AT || is_strange(texts)) {
            let mut start = 0;
            for end in ends {
                self.watch(&texts[start..*end]);
                start = *end;
            }
        }
    }

    /// Checks for a sign that the texts are in a font.
    pub(super) fn watch(&mut self, text: &str) {
        if self.survey.is_none() || has_no_letters(text) {
            return;
        }
        if self.font.is_none() && self.looked > LOOKED_AT && !is_strange(text) {
            return;
        }
        self.looked += 1;
        if has_unicode(text) {
            self.has_unicode = true;
            return;
        }
        let signs = FontSigns::of(text);
        for font in FONTS.into_iter().filter(|font| self.font != Some(*font)) {
            self.has_sure |= signs.shows(FontSigns::sure(font));
            self.has_odd |= signs.shows(FontSigns::ODD);
            self.reads_all[font as usize] &= !signs.shows(FontSigns::foreign(font));
        }
    }

    /// Surveys the sheet if there is a sign.
    ///
    /// # Errors
    /// The sheet is in an unconfigured font, or can't be read.
    pub(super) fn settle(&mut self) -> Result<()> {
        if self.has_sure || self.font.is_some() && self.has_unicode {
            return self.look_through();
        }
        Ok(())
    }

    /// The same after the last row, when only uncertain texts may be left.
    ///
    /// # Errors
    /// As for [`Self::settle`].
    pub(super) fn finish(&mut self) -> Result<()> {
        let may_be_old = self.font.is_none() && self.has_odd && !self.has_unicode;
        if may_be_old && self.reads_all.contains(&true) {
            return self.look_through();
        }
        self.settle()
    }

    fn look_through(&mut self) -> Result<()> {
        let Some(survey) = self.survey.take() else {
            return Ok(());
        };
        let survey = survey()?;
        let found = survey.font()?;
        self.doubtful = match (self.font, found) {
            (Some(font), Some(found)) if found != font => {
                return Err(ReadError::OtherFont(found.letters()).at(survey.place_of(found)));
            }
            (Some(font), _) => survey.unicode_among(font),
            (None, Some(font)) if survey.is_clearly_in(font) => {
                return Err(ReadError::OldFont(font.letters()).at(survey.place_of(font)));
            }
            (None, Some(font)) => {
                self.stranger = Some(font);
                survey.strangers(font, false)
            }
            (None, None) => {
                self.suspected = survey.suspected().cloned();
                DoubtfulRows::new()
            }
        };
        match self.doubtful.first_key_value() {
            Some((first, _)) if *first <= self.handed_on => {
                let place = row_of(&survey.place_of(Font::Tcvn3), *first);
                Err(ReadError::LettersUnclear.at(place))
            }
            _ => Ok(()),
        }
    }

    /// Marks the rows of a batch that have to be held before it is passed on.
    ///
    /// # Errors
    /// As for [`Self::settle`].
    pub(super) fn release(&mut self, batch: &mut Batch) -> Result<()> {
        self.settle()?;
        if !self.doubtful.is_empty() {
            batch.fault_rows(|row| Some(self.damage(*self.doubtful.get(&row)?)));
        }
        let last = batch.last().map(RowView::number);
        self.handed_on = last.unwrap_or(self.handed_on);
        Ok(())
    }

    /// The reason to hold a row whose text in this column is ambiguous.
    fn damage(&self, column: usize) -> Damage {
        let font = self.font.or(self.single).or(self.stranger);
        let font = font.unwrap_or(Font::Tcvn3);
        Damage::OldFont {
            column,
            font: font.letters(),
        }
    }

    /// The decoded text in this column, and the reason to hold its row if it is ambiguous.
    pub(super) fn shown<'t>(&self, column: usize, text: &'t str) -> (Cow<'t, str>, Option<Damage>) {
        let as_it_stands = (Cow::Borrowed(text), None);
        if self.are_themselves() || has_no_letters(text) || has_unicode(text) {
            return as_it_stands;
        }
        match (self.font, self.single) {
            (Some(font), _) => match in_font(text, font) {
                Some(shown) => (shown, None),
                None if self.is_read.get(column) == Some(&true) => {
                    (as_it_stands.0, Some(self.damage(column)))
                }
                None => as_it_stands,
            },
            (None, Some(font)) if FontSigns::of(text).shows(FontSigns::sure(font)) => {
                let shown = font.shown(text).map(Cow::Owned);
                (shown.unwrap_or(as_it_stands.0), None)
            }
            _ => as_it_stands,
        }
    }

    /// The names of a header, which may be typed with another font than the rows; `is_header` decides which are
    /// known.
    pub(super) fn header(&mut self, names: &mut [String], is_header: &dyn Fn(&str) -> bool) {
        if let Some(font) = self.font.or(self.single) {
            show_names(names, font, is_header);
            self.is_read = names.iter().map(|name| is_header(name)).collect();
        }
    }
}

/// The decoded text in a sheet of this font; `None` if it is ambiguous. The font would change a brand or a Western
/// name.
fn in_font(text: &str, font: Font) -> Option<Cow<'_, str>> {
    let signs = FontSigns::of(text);
    let Some(shown) = font.shown(text) else {
        return is_vietnamese(text).then_some(Cow::Borrowed(text));
    };
    if signs == FontSigns::UNICODE {
        return Some(Cow::Borrowed(text));
    }
    let is_spoilt = signs.shows(FontSigns::sure(font.other())) || would_spoil(text, font);
    let is_known = !signs.shows(FontSigns::foreign(font));
    (is_known || !is_spoilt).then_some(Cow::Owned(shown))
}
