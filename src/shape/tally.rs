//! Counts the evidence of a column's rows for its notation.
//!
//! It knows no cells. Invariant: nothing is reported that the column itself has decided.

use crate::model::{DecimalMark, Problem};

/// Ambiguous values, and the evidence for the usual and for the other notation.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ReadingCounts {
    /// The rows of values that fit both.
    either: Vec<u32>,
    /// How many of them came before any evidence for the usual notation.
    undecided: usize,
    usual: usize,
    other: usize,
    /// The first row whose value fits only the other notation.
    example: Option<u32>,
}

/// The counts of one column: a column has either dates or numbers.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ReadingTally {
    /// Usual is the day first, the other is the month first.
    pub dates: ReadingCounts,
    /// A point before three digits: usually for grouping.
    pub points: ReadingCounts,
    /// A comma before three digits: usually for grouping.
    pub commas: ReadingCounts,
}

/// The verdict on a column.
#[derive(Debug, Default)]
pub struct ColumnDoubts {
    pub problems: Vec<Problem>,
    /// Rows whose value is not sent, in order: all other evidence in the column is against how it was read.
    pub withdrawn: Vec<u32>,
}

enum TallyResult {
    Settled,
    Open,
    Mixed,
    Contradicted,
}

impl ReadingCounts {
    pub fn either(&mut self, row: u32) {
        self.either.push(row);
        self.undecided += usize::from(self.usual == 0);
    }

    pub const fn usual(&mut self) {
        self.usual += 1;
    }

    pub fn other(&mut self, row: u32) {
        self.other += 1;
        self.example.get_or_insert(row);
    }

    /// An ambiguous value is withdrawn only without any evidence for the usual notation.
    fn undecided<'n>(&self, next: &'n Self) -> &'n [u32] {
        if self.usual == 0 {
            &next.either[..next.undecided]
        } else {
            &[]
        }
    }

    /// Adds the count of the next rows.
    fn add(&mut self, next: Self) {
        self.undecided += self.undecided(&next).len();
        self.either.extend(next.either);
        self.usual += next.usual;
        self.other += next.other;
        self.example = self.example.or(next.example);
    }

    fn verdict(&self) -> TallyResult {
        match (self.usual, self.other) {
            (0, 0) => TallyResult::Open,
            (_, 0) => TallyResult::Settled,
            (0, _) => TallyResult::Contradicted,
            _ => TallyResult::Mixed,
        }
    }
}

impl ReadingTally {
    /// Which of the next rows have a value that may have to be withdrawn.
    pub fn undecided<'n>(&self, next: &'n Self) -> impl Iterator<Item = u32> + use<'n> {
        let dates = self.dates.undecided(&next.dates).iter();
        let points = self.points.undecided(&next.points).iter();
        let commas = self.commas.undecided(&next.commas).iter();
        dates.chain(points).chain(commas).copied()
    }

    /// Adds the counts of the next rows.
    pub fn add(&mut self, next: Self) {
        self.dates.add(next.dates);
        self.points.add(next.points);
        self.commas.add(next.commas);
    }

    pub fn doubts(&self) -> ColumnDoubts {
        let mut doubts = ColumnDoubts::default();
        self.dates(&mut doubts);
        marks(&self.points, DecimalMark::Point, &mut doubts);
        marks(&self.commas, DecimalMark::Comma, &mut doubts);
        doubts.withdrawn.sort_unstable();
        doubts
    }

    fn dates(&self, doubts: &mut ColumnDoubts) {
        let count = &self.dates;
        let (either, month_first) = (count.either.len(), count.other);
        let row = count.example.unwrap_or_default();
        let problem = match count.verdict() {
            TallyResult::Open if either > 0 => Problem::DatesEitherWay { either },
            TallyResult::Mixed if either > 0 => Problem::DatesMixed {
                either,
                month_first,
                row,
            },
            TallyResult::Contradicted => {
                doubts.withdrawn.extend(&count.either);
                Problem::DatesMonthFirst {
                    either,
                    month_first,
                    row,
                }
            }
            _ => return,
        };
        doubts.problems.push(problem);
    }
}

fn marks(count: &ReadingCounts, mark: DecimalMark, doubts: &mut ColumnDoubts) {
    let (either, fractions) = (count.either.len(), count.other);
    if either == 0 {
        return;
    }
    let row = count.example.unwrap_or_default();
    let problem = match count.verdict() {
        TallyResult::Settled => return,
        TallyResult::Open => Problem::NumbersEitherWay { either, mark },
        TallyResult::Mixed => Problem::NumbersMixed {
            either,
            mark,
            fractions,
            row,
        },
        TallyResult::Contradicted => {
            doubts.withdrawn.extend(&count.either);
            Problem::NumbersFractions {
                either,
                mark,
                fractions,
                row,
            }
        }
    };
    doubts.problems.push(problem);
}
