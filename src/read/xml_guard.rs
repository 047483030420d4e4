//! The guard of an XML file: depth and length of tags, and which cells are formulas.
//!
//! It uses the XML reader that the workbook's parser is built on, and so gets the same elements as the parser.
//! Invariant: no tag, text or cell longer than the limit passes; no unclosed tag, since the parser would search its
//! end forever; and no document type, which may define entities.

use std::{borrow::Cow, io::BufRead, mem};

use quick_xml::{
    Reader,
    events::{BytesEnd, BytesStart, Event},
};

use super::{
    areas,
    excess::Excess,
    fast_cell,
    findings::{GuardFinding, GuardStop},
    inflated::{Inflated, LONGEST},
    merged,
    ods_cell_count::Repeats,
    texts::MOST_TEXTS,
};

/// The depth of nested tags; a workbook has about ten.
const DEEPEST: usize = 1_000;
/// Styles, fonts and the like, each of which costs the parser a hundred times its tag: Excel has 65,490.
const MOST_STYLES: u32 = 200_000;
/// Sheets, relations and names, which the parser keeps in memory one by one.
const MOST_NAMED: u32 = 1_000_000;
/// Shared texts for which the parser may allocate at once, whatever the size of the file.
const MOST_AT_ONCE: u64 = 4_000_000;
/// The bytes of the shortest shared text.
const SHORTEST_TEXT: u64 = 5;

/// The guard of one file.
pub(super) struct XmlGuard {
    reader: Reader<Inflated>,
    /// The bytes of the current event; the buffer is reused.
    event: Vec<u8>,
    size: u64,
    depth: usize,
    /// The bytes of the names of open tags, which the parser keeps.
    names: usize,
    /// Whether the last event was a tag, after which the reader holds no partial event.
    after_tag: bool,
    sheet: SheetProgress,
    in_cell: bool,
    cells: u64,
    /// The number of the current row, 1-based.
    row: u32,
    texts: u64,
    styles: u32,
    named: u32,
    repeats: Repeats,
}

/// The state within a sheet, of which the parser reads the first run of rows.
#[derive(Eq, PartialEq)]
enum SheetProgress {
    Before,
    Within,
    Behind,
}

impl XmlGuard {
    /// The guard of a file with this length.
    pub(super) fn new(bytes: Inflated, size: u64) -> Self {
        let mut reader = Reader::from_reader(bytes);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            event: Vec::new(),
            size,
            depth: 0,
            names: 0,
            after_tag: false,
            sheet: SheetProgress::Before,
            in_cell: false,
            cells: 0,
            row: 0,
            texts: 0,
            styles: 0,
            named: 0,
            repeats: Repeats::default(),
        }
    }

    pub(super) fn inflated(&mut self) -> &mut Inflated {
        self.reader.get_mut()
    }

    /// Reads the next event; false at the end of the file.
    pub(super) fn step(&mut self, found: &mut GuardFinding) -> Result<bool, GuardStop> {
        if mem::take(&mut self.after_tag) && self.pass_usual()? {
            return Ok(true);
        }
        let mut bytes = mem::take(&mut self.event);
        bytes.clear();
        match self.reader.read_event_into(&mut bytes) {
            Ok(Event::Start(tag)) => {
                self.opened(&tag, found)?;
                self.passed()?;
            }
            Ok(Event::End(tag)) => {
                self.closed(&tag);
                self.passed()?;
            }
            Ok(Event::DocType(_)) => return Err(GuardStop::Refused(Excess::DocumentType)),
            Ok(Event::Eof) if self.depth > 0 => {
                return Err(GuardStop::malformed("the tags of its XML are not closed"));
            }
            Ok(Event::Eof) => return Ok(false),
            Ok(_) => {}
            Err(_) if self.inflated().is_too_long() => {
                return Err(GuardStop::Refused(Excess::CellText));
            }
            Err(error) => return Err(GuardStop::malformed(error)),
        }
        self.event = bytes;
        Ok(true)
    }

    /// Skips a plain cell, if it comes next.
    fn pass_usual(&mut self) -> Result<bool, GuardStop> {
        if self.in_cell || self.depth + 2 > DEEPEST {
            return Ok(false);
        }
        let bytes = self.reader.get_mut().fill_buf()?;
        let is_sheet = self.sheet == SheetProgress::Within;
        let length = if is_sheet {
            fast_cell::cell(bytes)
        } else {
            fast_cell::text(bytes)
        };
        let Some(length) = length else {
            return Ok(false);
        };
        self.inflated().consume(length);
        self.inflated().run = 0;
        self.cells += u64::from(is_sheet);
        self.texts += u64::from(!is_sheet);
        if self.texts > MOST_TEXTS {
            return Err(GuardStop::Refused(Excess::Texts));
        }
        self.after_tag = true;
        Ok(true)
    }

    /// A tag was read: a new run begins, except in a cell, which is counted as a whole.
    fn passed(&mut self) -> Result<(), GuardStop> {
        if let Some(reason) = self.excess() {
            return Err(GuardStop::Refused(reason));
        }
        if !self.in_cell {
            self.inflated().run = 0;
        }
        self.after_tag = true;
        Ok(())
    }

    /// The limit that the file exceeds by now.
    fn excess(&self) -> Option<Excess> {
        match () {
            () if self.depth > DEEPEST => Some(Excess::Depth),
            () if self.texts > MOST_TEXTS => Some(Excess::Texts),
            () if self.styles > MOST_STYLES => Some(Excess::Styles),
            () if self.named > MOST_NAMED => Some(Excess::Names),
            () if self.repeats.are_too_many() => Some(Excess::Cells),
            () if self.names as u64 > LONGEST => Some(Excess::CellText),
            () if self.reader.get_ref().is_too_long() => Some(Excess::CellText),
            () => None,
        }
    }

    fn opened(&mut self, tag: &BytesStart<'_>, found: &mut GuardFinding) -> Result<(), GuardStop> {
        self.depth += 1;
        self.names += tag.name().as_ref().len();
        match tag.local_name().as_ref() {
            "sheetData" if self.sheet == SheetProgress::Before => {
                self.sheet = SheetProgress::Within;
            }
            "row" if self.sheet == SheetProgress::Within && !self.in_cell => self.row(tag, found),
            "c" if self.sheet == SheetProgress::Within && !self.in_cell => {
                self.in_cell = true;
                self.cells += 1;
            }
            "f" if self.in_cell => {
                let number = self.cells.saturating_sub(1);
                if found.formulas.back() != Some(&number) {
                    found.formulas.push_back(number);
                }
            }
            "sst" => self.texts(tag)?,
            "mergeCell" if self.sheet == SheetProgress::Behind => {
                self.named += 1;
                found.merged.extend(merged::over_rows(tag));
            }
            "si" => self.texts += 1,
            "xf" | "font" | "fill" | "border" | "style" => self.styles += 1,
            "sheet" | "Relationship" | "definedName" | "numFmt" | "table" => self.named += 1,
            "table-row" => {
                let repeated = number(tag, "number-rows-repeated", u64::MAX)?;
                self.repeats.row(repeated.unwrap_or(1));
            }
            "table-cell" | "covered-table-cell" => {
                self.in_cell = true;
                let repeated = number(tag, "number-columns-repeated", u64::MAX)?;
                let bytes = self.inflated().run;
                self.repeats
                    .cell(repeated.unwrap_or(1), has_value(tag), bytes);
            }
            // The parser makes this number of spaces.
            "s" if tag.name().as_ref() == "text:s" => {
                let spaces = number(tag, "c", u64::MAX)?;
                let run = &mut self.inflated().run;
                *run = run.saturating_add(spaces.unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }

    /// Starts a row: its number is nearly always the first attribute.
    fn row(&mut self, tag: &BytesStart<'_>, found: &mut GuardFinding) {
        let attributes = tag.attributes_raw();
        let first = attributes
            .trim_start()
            .strip_prefix("r=\"")
            .and_then(|rest| rest.split('"').next()?.parse().ok());
        let number = first.or_else(|| value(tag, "r")?.parse().ok());
        self.row = number.unwrap_or(self.row.saturating_add(1));
        let is_hidden = || matches!(value(tag, "hidden").as_deref(), Some("1" | "true"));
        if attributes.contains("hidden") && is_hidden() {
            areas::add(&mut found.hidden, (self.row, self.row));
        }
    }

    fn closed(&mut self, tag: &BytesEnd<'_>) {
        self.depth -= 1;
        self.names -= tag.name().as_ref().len();
        match tag.local_name().as_ref() {
            "sheetData" if self.sheet == SheetProgress::Within => {
                self.sheet = SheetProgress::Behind;
            }
            "c" => self.in_cell = false,
            "table-cell" | "covered-table-cell" => {
                self.in_cell = false;
                let bytes = self.inflated().run;
                self.repeats.end_cell(bytes);
            }
            "table-row" => self.repeats.end_row(),
            "table" => self.repeats.end_table(),
            _ => {}
        }
    }

    /// The parser allocates for all shared texts at once: the file must be large enough to contain them.
    fn texts(&self, tag: &BytesStart<'_>) -> Result<(), GuardStop> {
        let most = MOST_AT_ONCE.max(self.size / SHORTEST_TEXT);
        match number(tag, "uniqueCount", 0)? {
            Some(count) if count > most => Err(GuardStop::Refused(Excess::Claimed)),
            _ => Ok(()),
        }
    }
}

/// The number in the attribute with this name, whatever its prefix: the greatest, if there are more; a value that is
/// no number counts as `otherwise`.
fn number(tag: &BytesStart<'_>, name: &str, otherwise: u64) -> Result<Option<u64>, GuardStop> {
    let mut greatest = None;
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(GuardStop::malformed)?;
        // The parser accepts more characters as blanks.
        if attribute.key.local_name().as_ref().trim() == name {
            let number = attribute.value.parse().unwrap_or(otherwise);
            greatest = greatest.max(Some(number));
        }
    }
    Ok(greatest)
}

/// The value of an attribute, if it is there.
fn value<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value)
}

/// Whether the parser may make anything but an empty cell of a tag.
fn has_value(tag: &BytesStart<'_>) -> bool {
    let attributes = tag.attributes_raw();
    attributes.contains("office:") || attributes.contains("formula")
}
