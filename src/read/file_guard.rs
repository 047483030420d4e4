//! Checks the files of a workbook before its parser sees them.
//!
//! The guard reads each file first, block by block, so that no byte makes the parser allocate without limit, and it
//! collects what the parser does not report (`findings`). Invariant: a block is passed on only after all of it was
//! checked.

use std::io::{self, BufRead, Read};

use super::{
    findings::{GuardFinding, GuardStop},
    inflated::{Inflated, cut_off},
    record_guard::RecordGuard,
    xml_guard::XmlGuard,
};
use crate::model::Merged;

/// Size of a block.
const BLOCK: usize = 64 * 1024;

/// The format of a workbook's files.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Syntax {
    /// XML.
    Markup,
    /// Binary records, besides some XML.
    Records,
}

/// Some bytes of a file, and the findings in them.
#[derive(Debug, Default)]
pub(super) struct CheckedBlock {
    pub bytes: Vec<u8>,
    pub found: GuardFinding,
}

/// The guard of one file.
pub(super) enum FileGuard {
    Markup(Box<XmlGuard>),
    Records(Box<RecordGuard>),
}

impl FileGuard {
    /// The guard of a file with this length. Some files of binary workbooks are XML and begin with a tag or with the
    /// byte-order mark of UTF-8.
    pub(super) fn new(
        bytes: Box<dyn Read + Send>,
        length: u64,
        syntax: Syntax,
    ) -> io::Result<Self> {
        let mut bytes = Inflated::new(bytes, length);
        let is_markup = matches!(bytes.fill_buf()?, [b'<' | 0xef, ..]);
        Ok(match syntax {
            Syntax::Records if !is_markup => Self::Records(Box::new(RecordGuard::new(bytes))),
            _ => Self::Markup(Box::new(XmlGuard::new(bytes, length))),
        })
    }

    /// Reads the whole file for its merged cells; errors are reported when it is read again.
    pub(super) fn merged(mut self) -> Vec<Merged> {
        let mut merged = Vec::new();
        while let Ok(mut block) = self.block() {
            merged.append(&mut block.found.merged);
        }
        merged.sort_by_key(|area| area.rows.0);
        merged
    }

    /// The next bytes; never empty.
    pub(super) fn block(&mut self) -> Result<CheckedBlock, GuardStop> {
        let mut found = GuardFinding::default();
        while self.step(&mut found)? {
            let inflated = self.inflated();
            // The last block is passed on only when the file may end there.
            if inflated.count() >= BLOCK && !inflated.is_over() {
                break;
            }
        }
        let bytes = self.inflated().take_read();
        if bytes.is_empty() {
            return Err(cut_off().into());
        }
        Ok(CheckedBlock { bytes, found })
    }

    fn inflated(&mut self) -> &mut Inflated {
        match self {
            Self::Markup(markup) => markup.inflated(),
            Self::Records(records) => records.inflated(),
        }
    }

    /// Reads the next element or record; `false` at the end of the file.
    fn step(&mut self, found: &mut GuardFinding) -> Result<bool, GuardStop> {
        match self {
            Self::Markup(markup) => markup.step(found),
            Self::Records(records) => records.step(found),
        }
    }
}
