//! Maps columns to attributes.
//!
//! Usual headers come first, then headers with the right word whose values agree. A column with only its values as
//! evidence is listed as a candidate and not mapped. Invariant: no column is mapped twice.

use std::{collections::BTreeSet, fmt};

use super::{
    hints, names,
    profile::ColumnProfile,
    rank::Rank,
    seen::SampledTable,
    targets::{NAME, PHONES},
};
use crate::model::{Entity, Target};

/// The confidence of a mapping, and the reason for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Confidence {
    Sure,
    Likely(&'static str),
    Check(&'static str),
}

impl fmt::Display for Confidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sure => formatter.write_str("sure"),
            Self::Likely(why) => write!(formatter, "likely ({why})"),
            Self::Check(why) => write!(formatter, "CHECK ({why})"),
        }
    }
}

/// The columns of one target: at least one.
pub(super) struct ChosenColumns {
    pub target: Target,
    pub columns: Vec<usize>,
    pub confidence: Confidence,
}

pub(super) struct Chooser<'a> {
    pub table: &'a SampledTable,
    pub entity: Entity,
    rank: Rank<'a>,
    pub taken: BTreeSet<usize>,
    pub choices: Vec<ChosenColumns>,
    /// Whether only the values are evidence for the entity, so that unmapped columns are offered as candidates.
    pub is_offered: bool,
}

impl<'a> Chooser<'a> {
    /// Maps all columns, in the order of the targets.
    pub(super) fn new(table: &'a SampledTable, entity: Entity, rank: Rank<'a>) -> Self {
        let mut chooser = Self {
            table,
            entity,
            rank,
            taken: BTreeSet::new(),
            choices: Vec::new(),
            is_offered: false,
        };
        for choose in [Self::usual, Self::hinted] {
            for target in Target::all(entity) {
                if !chooser.has(target)
                    && let Some(choice) = choose(&chooser, target)
                {
                    chooser.taken.extend(&choice.columns);
                    chooser.choices.push(choice);
                }
            }
        }
        let position =
            |choice: &ChosenColumns| Target::all(entity).position(|one| one == choice.target);
        chooser.choices.sort_by_key(position);
        chooser
    }

    pub(super) fn of(&self, target: Target) -> Option<&ChosenColumns> {
        self.choices.iter().find(|choice| choice.target == target)
    }

    pub(super) fn has(&self, target: Target) -> bool {
        self.of(target).is_some()
    }

    /// Removes the columns of a target that turned out to be wrong.
    pub(super) fn release(&mut self, target: Target) {
        let taken = &mut self.taken;
        self.choices.retain(|choice| {
            let stays = choice.target != target;
            if !stays {
                taken.retain(|number| !choice.columns.contains(number));
            }
            stays
        });
    }

    fn column(&self, number: usize) -> &'a ColumnProfile {
        &self.table.columns[number]
    }

    fn free(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.table.columns.len()).filter(|number| !self.taken.contains(number))
    }

    /// By usual headers: the best column that is not blank; for phones all of them.
    fn usual(&self, target: Target) -> Option<ChosenColumns> {
        if target == NAME
            && let Some(columns) = names::parts(&self.table.columns, self.rank)
        {
            return Some(ChosenColumns {
                target,
                columns,
                confidence: Confidence::Likely("parts of a name, joined by blanks"),
            });
        }
        let rank = |number: usize| (self.rank)(self.entity, target, &self.column(number).header);
        let ranked = self.free().filter(|number| rank(*number).is_some());
        let ranked: Vec<usize> = ranked.collect();
        let best = ranked.iter().copied().min_by_key(|number| {
            let column = self.column(*number);
            let fits = hints::fits(target, column) != Some(false);
            (column.is_blank(), rank(*number), !fits, *number)
        })?;
        if target == PHONES && rank(best) != Some(0) {
            return Some(self.phones(&ranked));
        }
        Some(ChosenColumns {
            target,
            columns: vec![best],
            confidence: self.trust(target, &[best]),
        })
    }

    /// Phones with an unusual header too, since an omitted number can't be called.
    fn phones(&self, usual: &[usize]) -> ChosenColumns {
        let is_meant = |number: &usize| {
            usual.contains(number) || hints::speaks_for(PHONES, self.column(*number))
        };
        let columns: Vec<usize> = self.free().filter(is_meant).collect();
        let confidence = match self.trust(PHONES, usual) {
            Confidence::Sure if columns.len() > usual.len() => {
                Confidence::Likely("one has an unusual header")
            }
            confidence => confidence,
        };
        ChosenColumns {
            target: PHONES,
            columns,
            confidence,
        }
    }

    fn trust(&self, target: Target, columns: &[usize]) -> Confidence {
        let mut filled = columns.iter().map(|number| self.column(*number));
        if filled.clone().all(ColumnProfile::is_blank) {
            return Confidence::Likely("blank in every row");
        }
        if !filled.any(|column| hints::fits(target, column) == Some(false)) {
            return Confidence::Sure;
        }
        Confidence::Check(match target {
            Target::Code => "some rows have none, or share one",
            PHONES => "not all of them look like phone numbers",
            Target::Attribute(attribute) if attribute.refers_to().is_some() => {
                "too many different values for a list of choices"
            }
            _ => "the header says so, the values do not look like it",
        })
    }

    /// By a word in the header, if the values agree.
    fn hinted(&self, target: Target) -> Option<ChosenColumns> {
        let speaks = |number: &usize| hints::speaks_for(target, self.column(*number));
        let number = self.free().find(speaks)?;
        Some(ChosenColumns {
            target,
            columns: vec![number],
            confidence: Confidence::Likely("an unusual header, but the values agree"),
        })
    }

    /// Free columns with fitting values, for a person to choose from.
    pub(super) fn candidates(&self, target: Target) -> impl Iterator<Item = &'a ColumnProfile> {
        let free = self.free().map(|number| self.column(number));
        let would_do = move |column: &&ColumnProfile| hints::could_be(target, column);
        free.filter(would_do).take(3)
    }
}
