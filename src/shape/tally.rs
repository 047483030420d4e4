//! What the rows of a column show of how it is written, counted, and the sentences about it.
//!
//! It knows no cells. Invariant: nothing is reported that the column itself has settled.

use crate::model::number;

/// Values that can be read in two ways, and what speaks for the usual and for the other one.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Count {
    /// The rows of values that fit both.
    either: Vec<u32>,
    usual: usize,
    other: usize,
    /// The first row whose value fits the other way only.
    example: Option<u32>,
}

/// The counts of one column: a column has either dates or numbers.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tally {
    /// Usual is the day first, the other way is the month first.
    pub dates: Count,
    /// A point before three digits: usually it marks thousands.
    pub points: Count,
    /// A comma before three digits: usually it marks thousands.
    pub commas: Count,
}

/// What there is to say of a column.
#[derive(Debug, Default)]
pub struct Doubts {
    /// The rule and the sentence.
    pub said: Vec<(&'static str, String)>,
    /// Rows whose value is not to be sent, in order: everything else in the column says that it was read
    /// wrongly.
    pub withdrawn: Vec<u32>,
}

enum Verdict {
    Settled,
    Open,
    Mixed,
    Contradicted,
}

impl Count {
    pub fn either(&mut self, row: u32) {
        self.either.push(row);
    }

    pub const fn usual(&mut self) {
        self.usual += 1;
    }

    pub fn other(&mut self, row: u32) {
        self.other += 1;
        self.example.get_or_insert(row);
    }

    /// A value that fits both ways is taken back only while nothing speaks for the usual way.
    fn may_take_back(&self, row: u32) -> bool {
        self.usual == 0 && self.either.last() == Some(&row)
    }

    fn verdict(&self) -> Verdict {
        match (self.usual, self.other) {
            (0, 0) => Verdict::Open,
            (_, 0) => Verdict::Settled,
            (0, _) => Verdict::Contradicted,
            _ => Verdict::Mixed,
        }
    }

    /// What speaks for the other way, with the row to look at.
    fn other_shown(&self, (one, many): (&str, &str), (does, do_): (&str, &str)) -> String {
        let row = self.example.unwrap_or_default();
        match self.other {
            1 => format!("1 {one} (row {row}) {does}"),
            count => format!("{} {many} (the first in row {row}) {do_}", number(count)),
        }
    }

    /// How many fit both ways, in words.
    fn either_shown(&self, (one, many): (&str, &str)) -> String {
        match self.either.len() {
            1 => format!("1 {one}"),
            count => format!("{} {many}", number(count)),
        }
    }
}

impl Tally {
    /// Whether the value of the row that was counted last may have to be taken back.
    pub fn may_take_back(&self, row: u32) -> bool {
        let counts = [&self.dates, &self.points, &self.commas];
        counts.iter().any(|count| count.may_take_back(row))
    }

    pub fn doubts(&self) -> Doubts {
        let mut doubts = Doubts::default();
        self.dates(&mut doubts);
        marks(&self.points, ("a point", ",", "."), &mut doubts);
        marks(&self.commas, ("a comma", ".", ","), &mut doubts);
        doubts.withdrawn.sort_unstable();
        doubts
    }

    fn dates(&self, doubts: &mut Doubts) {
        let count = &self.dates;
        let either = count.either_shown(("date fits", "dates fit"));
        let other = || count.other_shown(("date", "dates"), ("fits", "fit"));
        let some = !count.either.is_empty();
        let message = match count.verdict() {
            Verdict::Open if some => format!(
                "{either} both day/month and month/day, which was read as day/month (`date_from = \"dmy\"` or `\"mdy\"` settles it)"
            ),
            Verdict::Mixed if some => format!(
                "{either} both day/month and month/day, which was read as day/month, but {} month/day only (`date_from` settles it)",
                other()
            ),
            Verdict::Contradicted => {
                doubts.withdrawn.extend(&count.either);
                let held = if some {
                    format!(
                        "; {} both and {} not sent",
                        either,
                        if count.either.len() == 1 { "is" } else { "are" }
                    )
                } else {
                    String::new()
                };
                format!(
                    "the column seems to be month/day: {} nothing else{held} (`date_from = \"mdy\"` or `\"dmy\"` settles it)",
                    other()
                )
            }
            _ => return,
        };
        doubts.said.push(("column.dates", message));
    }
}

fn marks(count: &Count, (mark, decimal, own): (&str, &str, &str), doubts: &mut Doubts) {
    if count.either.is_empty() {
        return;
    }
    let either = count.either_shown(("number has", "numbers have"));
    let begin = format!("{either} {mark} before three digits");
    let settles = format!("(`decimal = \"{decimal}\"` or `\"{own}\"` settles it)");
    let others = || count.other_shown(("number", "numbers"), ("shows", "show"));
    let message = match count.verdict() {
        Verdict::Settled => return,
        Verdict::Open => format!("{begin}, which was read as the mark of thousands {settles}"),
        Verdict::Mixed => format!(
            "{begin}, which was read as the mark of thousands, but {} that it begins a fraction {settles}",
            others()
        ),
        Verdict::Contradicted => {
            doubts.withdrawn.extend(&count.either);
            format!(
                "{begin}, which is not sent: {} that it may begin a fraction {settles}",
                others()
            )
        }
    };
    doubts.said.push(("column.numbers", message));
}
