//! The quick way for rows that nobody has anything to say about, which is nearly every row.
//!
//! It keeps no state, so that several may go this way at once, and asks for no memory of its own for a
//! row. Invariant: it says what the long way (`row`) would say, without a complaint, or it says nothing;
//! whatever it does not know is left to that.

mod check;
mod phone;
mod step;
mod write;

#[cfg(test)]
mod tests;

use super::table::Table;
use super::{hash, text};
use crate::model::{Attribute, Batch, Code, Fingerprint, Pack, RowView, Target};
use step::{Step, Told, Word};
use write::Writer;

/// What is known of a table before its first row.
pub struct Swift<'t> {
    code: Word<'t>,
    previous_no: Option<Word<'t>>,
    identity: Option<Word<'t>>,
    attributes: Vec<(Attribute, Step<'t>)>,
    fields: Vec<(Code, Word<'t>)>,
    /// Whether somebody will ask for fingerprints.
    fingerprints: bool,
}

/// What has become of the rows of a batch.
#[derive(Debug, Default)]
pub struct Made {
    bytes: Vec<u8>,
    rows: Vec<Option<Ends>>,
}

/// Where in the bytes the parts of a row end.
#[derive(Clone, Copy, Debug)]
struct Ends {
    start: usize,
    code: usize,
    previous_no: usize,
    identity: usize,
    content: usize,
    fingerprint: Option<Fingerprint>,
    lowered: u64,
}

/// A row that was made.
#[derive(Clone, Copy, Debug)]
pub struct Quick<'a> {
    /// As in a record.
    pub code: &'a str,
    /// As in a record.
    pub previous_no: Option<&'a str>,
    /// As in a record.
    pub identity: Option<&'a str>,
    /// As in a record, packed.
    pub content: Pack<'a>,
    /// That of its content, if it was asked for.
    pub fingerprint: Option<Fingerprint>,
    /// The number of its code in lower case.
    pub lowered: u64,
}

impl<'t> Swift<'t> {
    /// `None` where no row of the table can go this way.
    pub(super) fn of(table: &Table<'t>, fingerprints: bool) -> Option<Self> {
        let own = |target| match table.layout.targets.get(&target) {
            Some(place) => Word::of(place).map(Some),
            None => Some(None),
        };
        let attributes = table.entity.attributes().iter();
        let steps = attributes.map(|attribute| Some((*attribute, Step::of(table, *attribute)?)));
        let mut attributes: Vec<_> = steps.collect::<Option<_>>()?;
        attributes.retain(|(_, step)| !step.is_nothing());
        attributes.sort_by_key(|(attribute, _)| attribute.number());
        Some(Self {
            code: own(Target::Code)??,
            previous_no: own(Target::PreviousNo)?,
            identity: own(Target::Identity)?,
            attributes,
            fields: step::fields(table)?,
            fingerprints,
        })
    }

    /// Makes what can be made of a batch.
    #[must_use]
    pub fn make(&self, batch: &Batch) -> Made {
        let mut out = Writer::with_room(batch.size() + 64 * batch.len());
        let made = batch.rows().map(|row| {
            let start = out.begin();
            let ends = self.row(start, row, &mut out);
            if ends.is_none() {
                out.take_back(start);
            }
            ends
        });
        Made {
            rows: made.collect(),
            bytes: out.take(),
        }
    }

    fn row(&self, start: usize, row: RowView<'_>, out: &mut Writer) -> Option<Ends> {
        if row.fault().is_some() || !text::is_surely_composed(row.text().as_bytes()) {
            return None;
        }
        let Told::Text(said) = self.code.told(row)? else {
            return None;
        };
        let code = out.plain(said);
        let previous_no = told(self.previous_no.as_ref(), row)?.text();
        let previous_no = previous_no.filter(|previous| *previous != said);
        let previous_no = out.plain(previous_no.unwrap_or_default());
        let identity = told(self.identity.as_ref(), row)?.text();
        let identity = out.plain(identity.unwrap_or_default());
        for (attribute, step) in &self.attributes {
            step.write(*attribute, row, out)?;
        }
        for (code, word) in &self.fields {
            out.field(code, word.said(row)?);
        }
        Some(Ends {
            start,
            code,
            previous_no,
            identity,
            content: out.place(),
            fingerprint: self.fingerprints.then(|| out.fingerprint(identity)),
            lowered: hash::lowered(said),
        })
    }
}

/// What a target says, which may have no column.
fn told<'r>(word: Option<&'r Word<'_>>, row: RowView<'r>) -> Option<Told<'r>> {
    word.map_or(Some(Told::Blank), |word| word.told(row))
}

impl Made {
    /// Whether nothing of the batch is left to the long way.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.rows.iter().all(Option::is_some)
    }

    /// The row at that place of the batch, if it was made.
    #[must_use]
    pub fn row(&self, at: usize) -> Option<Quick<'_>> {
        let ends = self.rows.get(at)?.as_ref()?;
        let text = |from: usize, to: usize| std::str::from_utf8(&self.bytes[from..to]).ok();
        Some(Quick {
            code: text(ends.start, ends.code)?,
            previous_no: text(ends.code, ends.previous_no).filter(|text| !text.is_empty()),
            identity: text(ends.previous_no, ends.identity).filter(|text| !text.is_empty()),
            content: Pack::of(&self.bytes[ends.identity..ends.content]),
            fingerprint: ends.fingerprint,
            lowered: ends.lowered,
        })
    }
}
