//! Streams of old workbooks made by hand, record by record.
//!
//! Invariant: a sheet begins where the stream declares it.

use super::ole::container;

/// A workbook of Excel 97 to 2003, or of Excel 5 and 95.
pub(super) struct Stream {
    version: u16,
    globals: Vec<u8>,
    sheets: Vec<(String, u8, Vec<u8>)>,
}

/// The value of a formula that is no number: its kind and its content.
pub(super) fn special(kind: u8, value: u8) -> [u8; 8] {
    [kind, 0, value, 0, 0, 0, 0xff, 0xff]
}

pub(super) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("a short body");
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

/// A cell: its kind, place and style, and its value as it is stored.
pub(super) fn cell(kind: u16, [row, column, style]: [u16; 3], value: &[u8]) -> Vec<u8> {
    let place = [row, column, style].map(u16::to_le_bytes).concat();
    record(kind, &[&place, value].concat())
}

pub(super) fn number(place: [u16; 3], number: f64) -> Vec<u8> {
    cell(0x0203, place, &number.to_le_bytes())
}

/// A text with this number of units, in UTF-16.
pub(super) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = u16::try_from(units.len()).expect("a short text");
    let units = units.into_iter().flat_map(u16::to_le_bytes);
    [&count.to_le_bytes()[..], &[1], &units.collect::<Vec<u8>>()].concat()
}

pub(super) fn text(row: u16, column: u16, text: &str) -> Vec<u8> {
    cell(0x0204, [row, column, 0], &wide(text))
}

/// A text of Excel 5.
pub(super) fn bytes(row: u16, column: u16, text: &[u8]) -> Vec<u8> {
    let count = u16::try_from(text.len()).expect("a short text");
    cell(
        0x0204,
        [row, column, 0],
        &[&count.to_le_bytes()[..], text].concat(),
    )
}

/// A formula of one number, with its value.
pub(super) fn formula(kind: u16, place: [u16; 3], value: [u8; 8]) -> Vec<u8> {
    cell(
        kind,
        place,
        &[&value[..], &[0; 6], &[3, 0, 0x1e, 1, 0]].concat(),
    )
}

impl Stream {
    pub(super) fn new(version: u16) -> Self {
        Self {
            version,
            globals: Vec::new(),
            sheets: Vec::new(),
        }
    }

    /// A workbook of Excel 97 and later, whose one sheet has these cells.
    pub(super) fn of(cells: &[Vec<u8>]) -> Self {
        Self::new(0x0600).sheet("Bảng", 0, cells)
    }

    pub(super) fn global(mut self, kind: u16, body: &[u8]) -> Self {
        self.globals.extend(record(kind, body));
        self
    }

    /// Adds records that continue the last one.
    pub(super) fn go_on(&mut self, records: &[u8]) {
        self.globals.extend(records);
    }

    /// A format under a number.
    pub(super) fn format(self, id: u16, code: &str) -> Self {
        let text = if self.version == 0x0600 {
            wide(code)
        } else {
            [
                &[u8::try_from(code.len()).expect("a short code")],
                code.as_bytes(),
            ]
            .concat()
        };
        self.global(0x041e, &[&id.to_le_bytes()[..], &text].concat())
    }

    /// Styles with the formats of these numbers.
    pub(super) fn styles(self, ids: &[u16]) -> Self {
        ids.iter().fold(self, |stream, id| {
            let body = [&[0; 2], &id.to_le_bytes()[..], &[0; 16]].concat();
            stream.global(0x00e0, &body)
        })
    }

    /// A sheet of a kind: 0 has cells, 1 macros, 2 a chart.
    pub(super) fn sheet(mut self, name: &str, kind: u8, cells: &[Vec<u8>]) -> Self {
        self.sheets.push((name.to_owned(), kind, cells.concat()));
        self
    }

    fn begin(&self, kind: u8) -> Vec<u8> {
        let [low, high] = self.version.to_le_bytes();
        let rest = if self.version == 0x0600 { 12 } else { 4 };
        record(
            0x0809,
            &[&[low, high, kind, 0][..], &vec![0; rest]].concat(),
        )
    }

    fn bound(&self, name: &str, kind: u8, start: usize) -> Vec<u8> {
        let start = u32::try_from(start).expect("a small stream").to_le_bytes();
        let name = if self.version == 0x0600 {
            let name = wide(name);
            [&name[..1], &name[2..]].concat()
        } else {
            [
                &[u8::try_from(name.len()).expect("a short name")],
                name.as_bytes(),
            ]
            .concat()
        };
        record(0x0085, &[&start[..], &[0, kind], &name].concat())
    }

    /// The records of the workbook.
    pub(super) fn records(&self) -> Vec<u8> {
        let end = record(0x000a, &[]);
        let bound = |name: &str, kind, start| self.bound(name, kind, start);
        let bounds = self
            .sheets
            .iter()
            .map(|(name, kind, _)| bound(name, *kind, 0).len());
        let before = [self.begin(5), self.globals.clone()].concat();
        let mut start = before.len() + bounds.sum::<usize>() + end.len();
        let (mut all, mut sheets) = (before, Vec::new());
        for (name, kind, cells) in &self.sheets {
            all.extend(bound(name, *kind, start));
            let sheet = [self.begin(0x10), cells.clone(), end.clone()].concat();
            start += sheet.len();
            sheets.extend(sheet);
        }
        [all, end, sheets].concat()
    }

    /// The workbook as a file.
    pub(super) fn file(&self) -> Vec<u8> {
        let name = if self.version == 0x0600 {
            "Workbook"
        } else {
            "Book"
        };
        container(&[(name, Some(&self.records()))])
    }
}
