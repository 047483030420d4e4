//! The part of an old workbook before its sheets: their names and places, its texts and formats.
//!
//! It reads no cells. Invariant: this part of the stream was read to its end.

use calamine::{Sheet as Tab, SheetType, SheetVisible};

use super::{
    letters::Letters,
    records::{
        BEGIN, BiffRecord, BiffRecords, CODE_PAGE, END, EPOCH, FORMAT, RecordBytes, SHEET, STYLE,
        TEXTS,
    },
};
use crate::read::{
    ReadError, compound::number, excess::Excess, kind::OLD_WORKBOOK, styles::NumberFormats,
    texts::SharedTexts,
};

/// The number of characters of a format's code in Excel.
const LONGEST_CODE: usize = 255;

/// The limit of sheets, as in the newer formats.
const MOST_SHEETS: usize = 1_000_000;

/// The facts about a workbook before its cells are read.
pub(super) struct Globals {
    pub tabs: Vec<Tab>,
    /// The position of each sheet in the stream.
    pub starts: Vec<usize>,
    pub styles: NumberFormats,
    pub texts: SharedTexts,
    pub letters: Letters,
    pub is_1904: bool,
    /// The reason why the workbook exceeds a limit.
    refusal: Option<Excess>,
}

impl Globals {
    /// Reads the stream up to its sheets.
    pub(super) fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut globals = Self {
            tabs: Vec::new(),
            starts: Vec::new(),
            styles: NumberFormats::default(),
            texts: SharedTexts::default(),
            refusal: None,
            letters: letters(stream)?,
            is_1904: false,
        };
        for record in BiffRecords::new(stream, 0) {
            if record.kind == END {
                return Ok(globals);
            }
            let read = globals.record(record);
            if let Some(reason) = globals.refusal {
                return Err(ReadError::TooMuch(reason));
            }
            read.ok_or(ReadError::Damaged(None))?;
        }
        Err(ReadError::Damaged(None))
    }

    fn record(&mut self, record: BiffRecord<'_>) -> Option<()> {
        let body = record.body;
        match record.kind {
            CODE_PAGE => self.letters = self.letters.in_code_page(number(body, 0)?),
            EPOCH => self.is_1904 = number(body, 0)? == 1,
            // A cell can't refer to more of them.
            STYLE if u16::try_from(self.styles.numbers.len()).is_ok() => {
                self.styles.numbers.push(number(body, 2)?);
            }
            // An invalid one shows the plain number.
            FORMAT => drop(self.format(&mut record.bytes(0)?)),
            SHEET => self.sheet(&mut record.bytes(0)?)?,
            TEXTS => self.texts(&mut record.bytes(0)?)?,
            _ => {}
        }
        Some(())
    }

    fn texts(&mut self, bytes: &mut RecordBytes<'_>) -> Option<()> {
        bytes.skip(4)?;
        self.texts = SharedTexts::default();
        let count = usize::try_from(bytes.word()?).ok()?;
        while !bytes.is_over() {
            match Letters::Wide.text(bytes) {
                Some(text) => self.refusal = self.texts.push(&text, 0).err(),
                // Some programs leave bytes after the last text.
                None if self.texts.count() >= count => break,
                None => return None,
            }
            if self.refusal.is_some() {
                break;
            }
        }
        Some(())
    }

    fn format(&mut self, bytes: &mut RecordBytes<'_>) -> Option<()> {
        let id = bytes.number()?;
        let code = match self.letters {
            Letters::Wide => self.letters.text(bytes)?,
            Letters::Bytes(_) => self.letters.short(bytes)?,
        };
        let code = code.chars().take(LONGEST_CODE).collect();
        self.styles.codes.insert(id, code);
        Some(())
    }

    fn sheet(&mut self, bytes: &mut RecordBytes<'_>) -> Option<()> {
        let start = usize::try_from(bytes.word()?).ok()?;
        let visible = match bytes.byte()? & 3 {
            0 => SheetVisible::Visible,
            1 => SheetVisible::Hidden,
            _ => SheetVisible::VeryHidden,
        };
        let typ = match bytes.byte()? {
            0 => SheetType::WorkSheet,
            1 => SheetType::MacroSheet,
            2 => SheetType::ChartSheet,
            _ => SheetType::Vba,
        };
        let mut name = self.letters.short(bytes)?;
        name.retain(|letter| letter != '\0');
        if self.tabs.len() >= MOST_SHEETS {
            self.refusal = Some(Excess::Names);
            return None;
        }
        self.tabs.push(Tab { name, typ, visible });
        self.starts.push(start);
        Some(())
    }
}

/// The charset of the texts, from the workbook's first record.
fn letters(stream: &[u8]) -> Result<Letters, ReadError> {
    let (what, advice) = OLD_WORKBOOK;
    let first = BiffRecords::new(stream, 0).next();
    let first = first.ok_or(ReadError::Damaged(None))?;
    let version = first.body.get(1).copied();
    match (first.kind, version) {
        (0x0009 | 0x0209 | 0x0409, _) | (BEGIN, Some(2..=4)) => {
            Err(ReadError::Foreign(what, advice))
        }
        (BEGIN, Some(5)) => Ok(Letters::old()),
        (BEGIN, _) => Ok(Letters::Wide),
        _ => Err(ReadError::Damaged(None)),
    }
}
