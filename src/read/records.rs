//! The watch over a file of binary records: how long they are, and the styles of cells.
//!
//! The parser of .xlsb tells neither formats nor which formulas have failed; both stand in the first
//! bytes of records. Invariant: a record longer than the limit does not go by.

use super::watch::{LONGEST, Notes, Styled};

/// The bytes of a record that are looked at: formats have at most 255 characters.
const LOOKED_AT: usize = 1024;
/// Styles that Excel allows, thrice.
const MOST_STYLES: usize = 200_000;

const ROW: u16 = 0x0000;
const FAILED: u16 = 0x000b;
const FORMAT: u16 = 0x002c;
const STYLE: u16 = 0x002f;
const SHEET: u16 = 0x0091;
const END_OF_SHEET: u16 = 0x0092;
const STYLES: u16 = 0x0269;
const END_OF_STYLES: u16 = 0x026a;

/// The watch over one file.
#[derive(Debug, Default)]
pub(super) struct Records {
    state: State,
    kind: u16,
    body: Vec<u8>,
    row: u32,
    is_sheet: bool,
    is_styles: bool,
}

#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Kind,
    /// The second byte of the kind.
    Kind2,
    /// The length so far, and how many of its bytes.
    Length(u64, u32),
    /// The bytes of the record that are still to come.
    Body(u64),
}

impl Records {
    /// Looks at the next bytes.
    pub(super) fn see(&mut self, mut bytes: &[u8], notes: &mut Notes) -> Result<(), &'static str> {
        while let Some((first, rest)) = bytes.split_first() {
            match self.state {
                State::Kind => self.kind(*first),
                State::Kind2 => {
                    self.kind |= u16::from(first & 0x7f) << 7;
                    self.state = State::Length(0, 0);
                }
                State::Length(length, count) => self.length(length, count, *first, notes)?,
                State::Body(left) => {
                    let here = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    let room = LOOKED_AT.saturating_sub(self.body.len());
                    self.body.extend(&bytes[..here.min(room)]);
                    bytes = &bytes[here..];
                    self.rest(left - here as u64, notes)?;
                    continue;
                }
            }
            bytes = rest;
        }
        Ok(())
    }

    fn kind(&mut self, first: u8) {
        self.kind = u16::from(first & 0x7f);
        self.body.clear();
        self.state = if first & 0x80 == 0 {
            State::Length(0, 0)
        } else {
            State::Kind2
        };
    }

    fn length(
        &mut self,
        length: u64,
        count: u32,
        byte: u8,
        notes: &mut Notes,
    ) -> Result<(), &'static str> {
        let length = length | (u64::from(byte & 0x7f) << (7 * count));
        if length > LONGEST {
            return Err(notes.refuse("one of its cells has more than 16 MiB"));
        }
        if byte & 0x80 != 0 && count < 3 {
            self.state = State::Length(length, count + 1);
            return Ok(());
        }
        self.rest(length, notes)
    }

    fn rest(&mut self, left: u64, notes: &mut Notes) -> Result<(), &'static str> {
        if left > 0 {
            self.state = State::Body(left);
            return Ok(());
        }
        self.state = State::Kind;
        self.record(notes)
    }

    /// The record is whole.
    fn record(&mut self, notes: &mut Notes) -> Result<(), &'static str> {
        match self.kind {
            ROW if self.is_sheet => self.row = word(&self.body, 0).unwrap_or(u32::MAX),
            2..=FAILED if self.is_sheet => self.cell(notes),
            FORMAT => self.format(notes),
            STYLE if self.is_styles => {
                let format = word(&self.body, 0).unwrap_or_default() >> 16;
                notes.styles.push(u16::try_from(format).unwrap_or_default());
            }
            SHEET => self.is_sheet = true,
            END_OF_SHEET => self.is_sheet = false,
            STYLES => self.is_styles = true,
            END_OF_STYLES => self.is_styles = false,
            _ => {}
        }
        if notes.styles.len() > MOST_STYLES || notes.codes.len() > MOST_STYLES {
            return Err(notes.refuse("it has more than 200,000 styles"));
        }
        Ok(())
    }

    fn cell(&self, notes: &mut Notes) {
        let (Some(column), Some(style)) = (word(&self.body, 0), word(&self.body, 4)) else {
            return;
        };
        notes.styled.push_back(Styled {
            place: (self.row, column),
            style: usize::try_from(style & 0x00ff_ffff).unwrap_or_default(),
            is_failed: self.kind == FAILED,
        });
    }

    fn format(&self, notes: &mut Notes) {
        let [low, high, _, _, _, _, text @ ..] = self.body.as_slice() else {
            return;
        };
        let units: Vec<u16> = text
            .as_chunks::<2>()
            .0
            .iter()
            .map(|unit| u16::from_le_bytes(*unit))
            .collect();
        let number = u16::from_le_bytes([*low, *high]);
        notes.codes.insert(number, String::from_utf16_lossy(&units));
    }
}

/// Four bytes of a record as a number.
fn word(body: &[u8], at: usize) -> Option<u32> {
    let bytes = body.get(at..at + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}
