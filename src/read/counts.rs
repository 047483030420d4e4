//! How many there are of what a workbook's parser keeps in memory, one by one.
//!
//! Invariant: there are not more than a workbook can have.

/// Styles, fonts and the like, each of which costs the parser a hundred times its tag: Excel has 65,490.
const MOST_STYLES: u32 = 200_000;
/// Sheets, relations and names.
const MOST_NAMED: u32 = 1_000_000;

/// The counts of one file.
#[derive(Debug, Default)]
pub(super) struct Counts {
    styles: u32,
    named: u32,
}

impl Counts {
    /// One more tag; the error is why it is one too many.
    pub(super) fn count(&mut self, name: &[u8]) -> Result<(), &'static str> {
        match name {
            b"xf" | b"font" | b"fill" | b"border" => self.styles += 1,
            b"sheet" | b"Relationship" | b"definedName" | b"numFmt" => self.named += 1,
            _ => {}
        }
        match self {
            Self { styles, .. } if *styles > MOST_STYLES => Err("it has more than 200,000 styles"),
            Self { named, .. } if *named > MOST_NAMED => Err("it has more than 1,000,000 names"),
            _ => Ok(()),
        }
    }
}
