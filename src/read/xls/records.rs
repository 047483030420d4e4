//! The records of an old workbook, and the values in their bytes.
//!
//! A record has at most 8,224 bytes; longer content continues in the following records. Invariant: reading never
//! leaves a record and its continuations.

use std::vec::IntoIter;

use crate::read::compound::number;

pub(super) const FORMULA: u16 = 0x0006;
pub(super) const END: u16 = 0x000a;
pub(super) const EPOCH: u16 = 0x0022;
pub(super) const PASSWORD: u16 = 0x002f;
pub(super) const CODE_PAGE: u16 = 0x0042;
pub(super) const SHEET: u16 = 0x0085;
pub(super) const PACKED_NUMBERS: u16 = 0x00bd;
/// Merged cells; these records come after those of the cells.
pub(super) const MERGED: u16 = 0x00e5;
pub(super) const RICH_TEXT: u16 = 0x00d6;
pub(super) const STYLE: u16 = 0x00e0;
pub(super) const TEXTS: u16 = 0x00fc;
pub(super) const SHARED_TEXT: u16 = 0x00fd;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const TEXT: u16 = 0x0204;
pub(super) const TRUTH: u16 = 0x0205;
/// The formula of Excel 3, which other programs write into newer files.
pub(super) const FORMULA_3: u16 = 0x0206;
/// The text that is the result of a formula.
pub(super) const RESULT: u16 = 0x0207;
pub(super) const ROW: u16 = 0x0208;
pub(super) const PACKED_NUMBER: u16 = 0x027e;
pub(super) const FORMULA_4: u16 = 0x0406;
pub(super) const FORMAT: u16 = 0x041e;
pub(super) const BEGIN: u16 = 0x0809;
const CONTINUED: u16 = 0x003c;
/// The limit of continuations of one record; the largest file has about 8,000 in all.
const MOST_PARTS: usize = 1_000_000;

/// A record with its continuations.
pub(super) struct BiffRecord<'a> {
    pub kind: u16,
    /// Its position in the stream.
    pub at: usize,
    pub body: &'a [u8],
    more: Vec<&'a [u8]>,
}

/// The records from a position of the stream on; it ends at a truncated one.
pub(super) struct BiffRecords<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> BiffRecords<'a> {
    pub(super) fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record, also if it continues another: its type, its position, and its body.
    pub(super) fn part(&mut self) -> Option<(u16, usize, &'a [u8])> {
        let at = self.at;
        let kind = number(self.stream, at)?;
        let start = at + 4;
        let end = start + usize::from(number(self.stream, at + 2)?);
        let body = self.stream.get(start..end)?;
        self.at = end;
        Some((kind, at, body))
    }
}

impl<'a> Iterator for BiffRecords<'a> {
    type Item = BiffRecord<'a>;

    fn next(&mut self) -> Option<BiffRecord<'a>> {
        let (kind, at, body) = self.part()?;
        let mut more = Vec::new();
        while number(self.stream, self.at) == Some(CONTINUED) {
            let (.., body) = self.part()?;
            if more.len() >= MOST_PARTS {
                return None;
            }
            more.push(body);
        }
        Some(BiffRecord {
            kind,
            at,
            body,
            more,
        })
    }
}

impl<'a> BiffRecord<'a> {
    /// Its bytes from a position in the body on.
    pub(super) fn bytes(self, from: usize) -> Option<RecordBytes<'a>> {
        Some(RecordBytes {
            part: self.body.get(from..)?,
            more: self.more.into_iter(),
        })
    }
}

/// A reader of the bytes of a record and its continuations.
pub(super) struct RecordBytes<'a> {
    part: &'a [u8],
    more: IntoIter<&'a [u8]>,
}

impl RecordBytes<'_> {
    pub(super) fn is_over(&self) -> bool {
        self.part.is_empty() && self.more.as_slice().iter().all(|part| part.is_empty())
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        while self.part.is_empty() {
            self.part = self.more.next()?;
        }
        self.part.split_off_first().copied()
    }

    pub(super) fn number(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn word(&mut self) -> Option<u32> {
        let [low, high] = [self.number()?, self.number()?].map(u32::from);
        Some(low | high << 16)
    }

    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.part.len() {
            count -= self.part.len();
            self.part = self.more.next()?;
        }
        self.part = &self.part[count..];
        Some(())
    }

    /// A text with this number of units in UTF-16, without the upper bytes if they are all zero. Each continuation
    /// first declares whether they are.
    pub(super) fn wide(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number()? };
        let extra = if flags & 4 == 0 { 0 } else { self.word()? };
        let mut units: Vec<u16> = Vec::with_capacity(count);
        let mut is_wide = flags & 1 == 1;
        while units.len() < count {
            if self.part.is_empty() {
                self.part = self.more.next()?;
                is_wide = self.part.split_off_first()? & 1 == 1;
            }
            let left = count - units.len();
            let size = if is_wide { 2 } else { 1 };
            let length = self.part.len().min(left * size) / size * size;
            // A unit is never split, and a continuation has at least one letter.
            let part = self
                .part
                .split_off(..length)
                .filter(|part| !part.is_empty())?;
            units.extend(part.chunks_exact(size).map(unit));
        }
        self.skip(usize::from(runs) * 4)?;
        self.skip(usize::try_from(extra).ok()?)?;
        Some(String::from_utf16_lossy(&units))
    }

    /// This number of bytes.
    pub(super) fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        (0..count).map(|_| self.byte()).collect()
    }
}

fn unit(bytes: &[u8]) -> u16 {
    bytes
        .iter()
        .rev()
        .fold(0, |unit, byte| unit << 8 | u16::from(*byte))
}
