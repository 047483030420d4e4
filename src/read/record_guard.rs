//! The guard of a file of binary records: lengths of records, and styles of cells.
//!
//! The parser of .xlsb reports neither formats nor failed formulas; both are in the first bytes of records. It would
//! also keep shared texts one by one, each with spare capacity: so they are collected here, and the parser gets empty
//! ones. Invariant: no record longer than the limit passes.

use std::io::{self, BufRead, Read};

use encoding_rs::UTF_16LE;

use super::{
    areas,
    compound::word,
    excess::Excess,
    findings::{GuardFinding, GuardStop, StyledValue},
    inflated::{Inflated, LONGEST},
    text_cell::{NO_TEXT, NO_VALUE},
    texts::MOST_TEXTS,
};
use crate::model::Merged;

/// The bytes of a record that are checked: formats have at most 255 characters.
const LOOKED_AT: u64 = 1024;
/// Three times the number of styles that Excel allows.
const MOST_STYLES: usize = 200_000;

const ROW: u16 = 0x0000;
/// A cell with a shared text.
const SHARED_TEXT: u16 = 0x0007;
const ERROR: u16 = 0x0003;
const FAILED: u16 = 0x000b;
const FORMAT: u16 = 0x002c;
const STYLE: u16 = 0x002f;
/// A cell with a rich text of its own, which the parser omits.
const RICH_TEXT: u16 = 0x003e;
/// Merged cells; these records come after those of the cells.
const MERGED: u16 = 0x00b0;
/// The bit in a row's eleventh and twelfth byte that hides it.
const HIDDEN: u8 = 0x10;
/// The limits of merged cells, sheets and names, as in XML workbooks.
pub(super) const MOST_NAMED: u32 = 1_000_000;
/// A shared text.
const TEXT: u16 = 0x0013;
/// A defined name.
const NAME: u16 = 0x0027;
/// The state of a sheet.
const BUNDLE: u16 = 0x009c;
const SHEET: u16 = 0x0091;
const END_OF_SHEET: u16 = 0x0092;
const TEXTS: u16 = 0x009f;
const END_OF_TEXTS: u16 = 0x00a0;
const STYLES: u16 = 0x0269;
const END_OF_STYLES: u16 = 0x026a;

/// The guard of one file.
pub(super) struct RecordGuard {
    bytes: Inflated,
    kind: u16,
    /// The first bytes of the current record.
    body: Vec<u8>,
    row: u32,
    is_sheet: bool,
    is_styles: bool,
    is_texts: bool,
    styles: usize,
    merged: u32,
    named: u32,
    texts: u64,
}

impl RecordGuard {
    /// The guard of a file with these bytes.
    pub(super) fn new(bytes: Inflated) -> Self {
        Self {
            bytes,
            kind: 0,
            body: Vec::new(),
            row: 0,
            is_sheet: false,
            is_styles: false,
            is_texts: false,
            styles: 0,
            merged: 0,
            named: 0,
            texts: 0,
        }
    }

    pub(super) fn inflated(&mut self) -> &mut Inflated {
        &mut self.bytes
    }

    /// Reads the next record; `false` at the end of the file, even in the middle of a record.
    pub(super) fn step(&mut self, found: &mut GuardFinding) -> Result<bool, GuardStop> {
        self.bytes.run = 0;
        let (Some(kind), Some(length)) = (self.number(2)?, self.number(4)?) else {
            return Ok(false);
        };
        if length > LONGEST {
            return Err(GuardStop::Refused(Excess::CellText));
        }
        self.kind = u16::try_from(kind).unwrap_or_default();
        self.body.clear();
        let start = self.bytes.by_ref().take(length.min(LOOKED_AT));
        let seen = { start }.read_to_end(&mut self.body)? as u64;
        let passed = io::copy(
            &mut self.bytes.by_ref().take(length - seen),
            &mut io::sink(),
        )?;
        if seen + passed < length {
            return Ok(false);
        }
        self.record(found, usize::try_from(length).unwrap_or_default())?;
        Ok(true)
    }

    /// A variable-length number: seven bits in each byte, the eighth bit set if more follow.
    fn number(&mut self, most: u32) -> io::Result<Option<u64>> {
        let mut number = 0;
        for place in 0..most {
            let Some(byte) = self.bytes.fill_buf()?.first().copied() else {
                return Ok(None);
            };
            self.bytes.consume(1);
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(Some(number))
    }

    /// Handles a complete record; its body has this length.
    fn record(&mut self, found: &mut GuardFinding, length: usize) -> Result<(), GuardStop> {
        match self.kind {
            ROW if self.is_sheet => self.begin_row(found),
            MERGED => self.merge(found),
            2..=FAILED | RICH_TEXT if self.is_sheet => self.cell(found),
            FORMAT => self.format(found),
            TEXTS => self.is_texts = true,
            END_OF_TEXTS => self.is_texts = false,
            TEXT if self.is_texts => {
                self.texts += 1;
                self.text(found, length)?;
            }
            BUNDLE | NAME => self.named += 1,
            STYLE if self.is_styles => {
                self.styles += 1;
                let format = word(&self.body, 0).unwrap_or_default() >> 16;
                found
                    .styles
                    .numbers
                    .push(u16::try_from(format).unwrap_or_default());
            }
            SHEET => self.is_sheet = true,
            END_OF_SHEET => self.is_sheet = false,
            STYLES => self.is_styles = true,
            END_OF_STYLES => self.is_styles = false,
            _ => {}
        }
        if self.texts > MOST_TEXTS {
            return Err(GuardStop::Refused(Excess::Texts));
        }
        if self.merged.max(self.named) > MOST_NAMED {
            return Err(GuardStop::Refused(Excess::Names));
        }
        if self.styles > MOST_STYLES {
            return Err(GuardStop::Refused(Excess::Styles));
        }
        Ok(())
    }

    fn begin_row(&mut self, found: &mut GuardFinding) {
        self.row = word(&self.body, 0).unwrap_or(u32::MAX);
        if self.body.get(11).is_some_and(|flags| flags & HIDDEN != 0) {
            let number = self.row.saturating_add(1);
            areas::add(&mut found.hidden, (number, number));
        }
    }

    fn merge(&mut self, found: &mut GuardFinding) {
        self.merged += 1;
        let at = |place| word(&self.body, place);
        let corners = [at(0), at(4), at(8), at(12)];
        if let [Some(top), Some(bottom), Some(left), Some(right)] = corners {
            found
                .merged
                .extend(Merged::over_rows((top, bottom), (left, right)));
        }
    }

    /// A shared text: its flags, its length in units, and the units. The parser gets it without any.
    fn text(&mut self, found: &mut GuardFinding, length: usize) -> Result<(), GuardStop> {
        let body = self.bytes.last(length);
        let units = word(body, 1).and_then(|units| usize::try_from(units).ok()?.checked_mul(2));
        let end = units.and_then(|units| units.checked_add(5));
        let units = end.and_then(|end| body.get(5..end));
        let units =
            units.ok_or_else(|| GuardStop::malformed("a text is longer than its record"))?;
        let (text, _) = UTF_16LE.decode_without_bom_handling(units);
        found
            .texts
            .push(&text, length)
            .map_err(GuardStop::Refused)?;
        body[1..5].fill(0);
        Ok(())
    }

    fn cell(&self, found: &mut GuardFinding) {
        let (Some(column), Some(style)) = (word(&self.body, 0), word(&self.body, 4)) else {
            return;
        };
        let text = word(&self.body, 8).filter(|_| self.kind == SHARED_TEXT);
        found.styled.push_back(StyledValue {
            place: (self.row, column),
            style: usize::try_from(style & 0x00ff_ffff).unwrap_or_default(),
            missing: self.missing(),
            text,
        });
    }

    /// Values that the parser omits: formulas with an error, errors and texts of an unknown kind.
    fn missing(&self) -> Option<&'static str> {
        match (self.kind, self.body.get(8)) {
            (ERROR, Some(0x00 | 0x07 | 0x0f | 0x17 | 0x1d | 0x24 | 0x2a | 0x2b)) => None,
            (ERROR | FAILED, _) => Some(NO_VALUE),
            (RICH_TEXT, _) => Some(NO_TEXT),
            _ => None,
        }
    }

    fn format(&self, found: &mut GuardFinding) {
        let [low, high, _, _, _, _, text @ ..] = self.body.as_slice() else {
            return;
        };
        let (text, _) = UTF_16LE.decode_without_bom_handling(text);
        let number = u16::from_le_bytes([*low, *high]);
        found.styles.codes.insert(number, text.into_owned());
    }
}
