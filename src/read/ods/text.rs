//! The text of a cell: its paragraphs, without notes and drawings.
//!
//! Invariant: blanks are kept as written.

use super::super::excess::Excess;
use std::io::Read;

use quick_xml::events::BytesStart;

use super::{
    failure::OdsFailure,
    tags::{Tag, Tags, count, malformed},
};
use crate::read::inflated::LONGEST;

/// Reads to the end of a cell whose tag was opened.
pub(super) fn of_cell<R: Read>(tags: &mut Tags<R>) -> Result<String, OdsFailure> {
    let mut cell = Text::default();
    while let Some(tag) = tags.next()? {
        match tag {
            Tag::Open(tag) => cell.opened(&tag)?,
            Tag::Close(_) if cell.depth == 0 => return Ok(cell.written),
            Tag::Close(_) => cell.closed(),
            Tag::Text(part) if cell.depth > 0 && cell.passed.is_none() => {
                cell.grow(part.len() as u64)?;
                cell.written.push_str(&part);
            }
            Tag::Text(_) | Tag::Nothing => {}
        }
    }
    Err(malformed("a cell without an end").into())
}

/// A text while its tags are read.
#[derive(Default)]
struct Text {
    written: String,
    /// The number of open tags.
    depth: usize,
    /// That number at the start of a skipped tag.
    passed: Option<usize>,
    has_paragraph: bool,
}

impl Text {
    /// Counts bytes before they are written. The guard of the archive counts them too, but it may take another tag
    /// for the end of the cell.
    fn grow(&self, more: u64) -> Result<(), OdsFailure> {
        match self.written.len() as u64 + more {
            size if size > LONGEST => Err(OdsFailure::Much(Excess::CellText)),
            _ => Ok(()),
        }
    }

    fn opened(&mut self, tag: &BytesStart<'_>) -> Result<(), OdsFailure> {
        self.depth += 1;
        if self.passed.is_some() {
            return Ok(());
        }
        match (self.depth, tag.name().as_ref()) {
            (1, "text:p") if std::mem::replace(&mut self.has_paragraph, true) => {
                self.written.push('\n');
            }
            (1, "text:p") => {}
            (1, _) | (_, "office:annotation" | "text:note" | "text:ruby-text") => {
                self.passed = Some(self.depth);
            }
            (_, "text:s") => {
                let spaces = count(tag, "text:c");
                self.grow(spaces.into())?;
                self.written.push_str(&" ".repeat(spaces as usize));
            }
            (_, "text:tab") => self.written.push('\t'),
            (_, "text:line-break") => self.written.push('\n'),
            _ => {}
        }
        self.grow(0)
    }

    fn closed(&mut self) {
        if self.passed == Some(self.depth) {
            self.passed = None;
        }
        self.depth -= 1;
    }
}
