//! The watch over a file of XML: tags, how deep and how long they are, and which cells are formulas.
//!
//! It is no parser: names and quotes are all it knows. It sees what the parser will see, a buffer ahead.
//! Invariant: neither a tag, nor a text, nor a cell longer than the limit goes by, and no document type,
//! in which anything may be hidden.

use memchr::{memchr, memchr3};

use super::{
    counts::Counts,
    repeats::Repeats,
    tags::{self, State, Within, local, short_name},
    usual::Sheet,
    watch::{LONGEST, Notes},
};

/// The bytes of a tag that are looked at.
const LOOKED_AT: usize = 4096;

const TOO_LONG: &str = "one of its cells has more than 16 MiB";
const NOT_CLOSED: &str = "the tags of its XML are not closed";
const TOO_MANY_CELLS: &str = "its tables come to more than 10,000,000 cells";

/// The watch over one file.
#[derive(Debug)]
pub(super) struct Markup {
    size: u64,
    state: State,
    name: Vec<u8>,
    /// The tag as it is written, where that is needed.
    tag: Option<Vec<u8>>,
    /// The bytes since the last tag began or ended.
    run: u64,
    /// How many of the marks that end something special have been seen in a row.
    marks: usize,
    is_slash: bool,
    within: Within,
    counts: Counts,
    sheet: Sheet,
    repeats: Repeats,
}

impl Markup {
    /// A watch over a file of so many bytes.
    pub(super) fn new(size: u64) -> Self {
        Self {
            size,
            state: State::Text,
            name: Vec::new(),
            tag: None,
            run: 0,
            marks: 0,
            is_slash: false,
            within: Within::default(),
            counts: Counts::default(),
            sheet: Sheet::default(),
            repeats: Repeats::default(),
        }
    }

    /// Looks at the next bytes.
    pub(super) fn see(&mut self, mut bytes: &[u8], notes: &mut Notes) -> Result<(), &'static str> {
        while !bytes.is_empty() {
            let state = self.state;
            if let Some(used) = self.usual(bytes) {
                self.run = 0;
                notes.cells += u64::from(self.sheet.is_open);
                bytes = &bytes[used..];
                continue;
            }
            let used = self.step(bytes, notes)?;
            self.run += used as u64;
            if let Some(cell) = &mut self.sheet.cell {
                *cell += used as u64;
            }
            if self.run > LONGEST || self.sheet.cell.is_some_and(|bytes| bytes > LONGEST) {
                return Err(notes.refuse(TOO_LONG));
            }
            if self.state != state && (state == State::Text || self.state == State::Text) {
                self.run = 0;
            }
            bytes = &bytes[used..];
        }
        Ok(())
    }

    /// The bytes of what is as it usually is, if that comes next and nothing is to be said of it.
    fn usual(&self, bytes: &[u8]) -> Option<usize> {
        let may_be = self.state == State::Text && self.within.has_room(2);
        may_be.then(|| self.sheet.usual(bytes)).flatten()
    }

    /// The file has ended: every tag must be closed.
    pub(super) fn end(&self) -> Result<(), &'static str> {
        if self.state == State::Text && self.within.is_empty() {
            return Ok(());
        }
        Err(NOT_CLOSED)
    }

    /// Goes on in the present state, at most to its end, and tells how many bytes that were.
    fn step(&mut self, bytes: &[u8], notes: &mut Notes) -> Result<usize, &'static str> {
        match self.state {
            State::Text => {
                let at = memchr(b'<', bytes);
                if at.is_some() {
                    self.state = State::Name;
                    self.name.clear();
                }
                Ok(at.map_or(bytes.len(), |at| at + 1))
            }
            State::Name => self.name(bytes, notes),
            State::Opening(quote) => self.opening(quote, bytes, notes),
            State::Closing => {
                let at = memchr(b'>', bytes);
                if at.is_some() {
                    self.state = State::Text;
                }
                Ok(at.map_or(bytes.len(), |at| at + 1))
            }
            State::Special => self.special(bytes[0], notes),
            State::Until(mark, count) => Ok(self.until(mark, count, bytes)),
        }
    }

    fn name(&mut self, bytes: &[u8], notes: &mut Notes) -> Result<usize, &'static str> {
        if self.name.is_empty()
            && let Some(name) = short_name(bytes)
        {
            self.name.extend(name);
            return Ok(name.len());
        }
        match (self.name.is_empty(), bytes[0]) {
            (true, b'!') => self.state = State::Special,
            (true, b'?') => self.state = self.until_marks(b'?', 1),
            (_, b'/') if !self.name.is_empty() => return self.named(notes),
            (_, b'>' | b' ' | b'\t' | b'\r' | b'\n') => return self.named(notes),
            (_, byte) if self.name.len() < 64 => self.name.push(byte),
            _ => {}
        }
        Ok(1)
    }

    fn until_marks(&mut self, mark: u8, count: usize) -> State {
        self.marks = 0;
        State::Until(mark, count)
    }

    /// The name is known, and what ends it is still to be seen.
    fn named(&mut self, notes: &mut Notes) -> Result<usize, &'static str> {
        let name = std::mem::take(&mut self.name);
        if let [b'/', name @ ..] = name.as_slice() {
            if !self.within.close(name) {
                return Err(NOT_CLOSED);
            }
            self.closed(local(name), notes)?;
            self.state = State::Closing;
        } else {
            self.opened(local(&name), notes)?;
            self.state = State::Opening(None);
        }
        self.name = name;
        self.is_slash = false;
        Ok(0)
    }

    fn opened(&mut self, name: &[u8], notes: &mut Notes) -> Result<(), &'static str> {
        match name {
            b"sheetData" => self.sheet.is_open = !std::mem::replace(&mut self.sheet.is_begun, true),
            b"c" if self.sheet.is_open && self.sheet.cell.is_none() => {
                self.sheet.cell = Some(0);
                notes.cells += 1;
            }
            b"f" if self.sheet.cell.is_some() => {
                let number = notes.cells.saturating_sub(1);
                if notes.formulas.back() != Some(&number) {
                    notes.formulas.push_back(number);
                }
            }
            b"sst" => self.tag = Some(Vec::new()),
            name if Repeats::concerns(name) => self.tag = Some(Vec::new()),
            name => {
                return self
                    .counts
                    .count(name)
                    .map_err(|reason| notes.refuse(reason));
            }
        }
        Ok(())
    }

    fn closed(&mut self, name: &[u8], notes: &mut Notes) -> Result<(), &'static str> {
        if !self.repeats.closed(name) {
            return Err(notes.refuse(TOO_MANY_CELLS));
        }
        match name {
            b"c" => self.sheet.cell = None,
            b"sheetData" => self.sheet.is_open = false,
            _ => {}
        }
        Ok(())
    }

    fn opening(
        &mut self,
        quote: Option<u8>,
        bytes: &[u8],
        notes: &mut Notes,
    ) -> Result<usize, &'static str> {
        let found = match quote {
            Some(quote) => memchr(quote, bytes),
            None => memchr3(b'>', b'"', b'\'', bytes),
        };
        let used = found.map_or(bytes.len(), |at| at + 1);
        self.note(&bytes[..used]);
        let before = found.unwrap_or(used).checked_sub(1);
        self.is_slash = before.map_or(self.is_slash, |at| bytes[at] == b'/');
        match (found.map(|at| bytes[at]), quote) {
            (Some(b'>'), None) => self.ended(notes)?,
            (Some(mark), None) => match memchr(mark, &bytes[used..]) {
                // Most values end in the same buffer.
                Some(end) => {
                    let end = used + end + 1;
                    self.note(&bytes[used..end]);
                    self.is_slash = false;
                    return Ok(end);
                }
                None => self.state = State::Opening(Some(mark)),
            },
            (Some(_), Some(_)) => {
                self.state = State::Opening(None);
                self.is_slash = false;
            }
            (None, _) => {}
        }
        Ok(used)
    }

    /// Takes the tag down, where it is needed.
    fn note(&mut self, bytes: &[u8]) {
        if let Some(tag) = &mut self.tag {
            let room = LOOKED_AT.saturating_sub(tag.len());
            tag.extend(&bytes[..bytes.len().min(room)]);
        }
    }

    /// The tag has ended.
    fn ended(&mut self, notes: &mut Notes) -> Result<(), &'static str> {
        self.state = State::Text;
        if let Some(tag) = self.tag.take() {
            let tag = String::from_utf8_lossy(&tag);
            let name = local(&self.name);
            if name == b"sst" {
                if !tags::is_honest(&tag, self.size) {
                    return Err(notes.refuse("it claims more texts than it has"));
                }
            } else if !self.repeats.opened(name, &tag) {
                return Err(notes.refuse(TOO_MANY_CELLS));
            }
        }
        if self.is_slash {
            let name = local(&self.name);
            if name == b"table-row" && !self.repeats.closed(name) {
                return Err(notes.refuse(TOO_MANY_CELLS));
            }
            if name == b"c" {
                self.sheet.cell = None;
            }
            return Ok(());
        }
        if !self.within.open(&self.name) {
            return Err(notes.refuse("its XML is nested more than 1,000 deep"));
        }
        Ok(())
    }

    fn special(&mut self, byte: u8, notes: &mut Notes) -> Result<usize, &'static str> {
        self.state = match byte {
            b'-' => self.until_marks(b'-', 2),
            b'[' => self.until_marks(b']', 2),
            _ => return Err(notes.refuse("its XML has a document type")),
        };
        Ok(1)
    }

    fn until(&mut self, mark: u8, count: usize, bytes: &[u8]) -> usize {
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == mark {
                self.marks += 1;
            } else if *byte == b'>' && self.marks >= count {
                self.state = State::Text;
                return at + 1;
            } else {
                self.marks = 0;
            }
        }
        bytes.len()
    }
}
