//! Maps columns to attributes.
//!
//! Usual headers come first, then headers with the right word whose values agree. A column with only its values as
//! evidence is listed as a candidate and not mapped. Invariant: no column is mapped twice.

use std::{collections::BTreeSet, fmt};

use super::{
    hints,
    meaning::Meaning,
    names,
    profile::{ColumnProfile, MOST_CHOICES, ValueKind},
    rank::{self, Rank},
    seen::SampledTable,
    targets::{NAME, PHONES},
};
use crate::{
    language::say,
    model::{Entity, Target},
};

/// Where fewer values are phone numbers, the column has something else, whatever its header says.
const FEWEST_PHONES: usize = 30;

/// The confidence of a mapping, and the reason for it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Confidence {
    Sure,
    /// A person has said so.
    Decided,
    Likely(String),
    /// The column is in doubt, so that its line does nothing until a person has decided.
    Check(String),
}

impl fmt::Display for Confidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&match self {
            Self::Sure => say!("infer-sure"),
            Self::Decided => say!("infer-decided"),
            Self::Likely(why) => say!("infer-likely", why),
            Self::Check(why) => say!("infer-check", why),
        })
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
        chooser.decided();
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

    /// What a person has decided comes first; a column that is a field or left out is free for nothing else.
    fn decided(&mut self) {
        for (number, meaning) in &self.table.decided {
            self.taken.insert(*number);
            let Some(target) = meaning.target(self.entity) else {
                continue;
            };
            match self.choices.iter_mut().find(|one| one.target == target) {
                Some(choice) => choice.columns.push(*number),
                None => self.choices.push(ChosenColumns {
                    target,
                    columns: vec![*number],
                    confidence: Confidence::Decided,
                }),
            }
        }
    }

    /// What a person has decided about a column that is no attribute.
    pub(super) fn aside(&self, number: usize) -> Option<&'a Meaning> {
        let meaning = self.table.decided.get(&number);
        meaning.filter(|meaning| meaning.target(self.entity).is_none())
    }

    pub(super) fn of(&self, target: Target) -> Option<&ChosenColumns> {
        self.choices.iter().find(|choice| choice.target == target)
    }

    pub(super) fn has(&self, target: Target) -> bool {
        self.of(target).is_some()
    }

    /// The number of columns that are mapped without a doubt.
    pub(super) fn mapped(&self) -> usize {
        let sure = self.choices.iter();
        let sure = sure.filter(|choice| !matches!(choice.confidence, Confidence::Check(_)));
        let columns: BTreeSet<usize> = sure.flat_map(|choice| &choice.columns).copied().collect();
        columns.len()
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
                confidence: Confidence::Likely(say!("infer-parts-of-name")),
            });
        }
        let rank = |number: usize| rank::of(self.rank, self.entity, target, self.column(number));
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
        let mut confidence = self.trust(target, &[best]);
        let rival = ranked.iter().find(|number| {
            let fits = hints::fits(target, self.column(**number)) == Some(true);
            **number != best && fits && hints::fits(target, self.column(best)) == Some(false)
        });
        if let Some(rival) = rival {
            let header = &self.column(*rival).header;
            confidence = Confidence::Check(say!("infer-rival", header));
        }
        Some(ChosenColumns {
            target,
            columns: vec![best],
            confidence,
        })
    }

    /// Phones with an unusual header too, since an omitted number can't be called.
    fn phones(&self, usual: &[usize]) -> ChosenColumns {
        let is_phone = |number: &usize| {
            let column = self.column(*number);
            column.is_blank() || column.share(ValueKind::Phone) >= FEWEST_PHONES
        };
        let of_phones: Vec<usize> = usual.iter().copied().filter(is_phone).collect();
        let usual = if of_phones.is_empty() {
            usual
        } else {
            &of_phones
        };
        let is_meant = |number: &usize| {
            usual.contains(number) || hints::speaks_for(PHONES, self.column(*number))
        };
        let columns: Vec<usize> = self.free().filter(is_meant).collect();
        let confidence = match self.trust(PHONES, usual) {
            Confidence::Sure if columns.len() > usual.len() => {
                Confidence::Likely(say!("infer-one-unusual"))
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
            return Confidence::Likely(say!("infer-blank"));
        }
        if !filled
            .clone()
            .any(|column| hints::fits(target, column) == Some(false))
        {
            return Confidence::Sure;
        }
        match target {
            // The column is clear; the rows are not, and `check` names them.
            Target::Code => Confidence::Likely(say!("infer-codes-shared")),
            PHONES if filled.all(|column| column.share(ValueKind::Phone) >= FEWEST_PHONES) => {
                Confidence::Likely(say!("infer-some-no-phones"))
            }
            PHONES => Confidence::Check(say!("infer-no-phones")),
            Target::Attribute(attribute) if attribute.refers_to().is_some() => {
                let count = MOST_CHOICES;
                let odd = filled.clone().any(|column| column.choices.is_some());
                let repeats = filled.all(|column| column.repeats);
                if repeats && !odd {
                    Confidence::Likely(say!("infer-many-choices", count))
                } else {
                    Confidence::Check(say!("infer-no-choices"))
                }
            }
            _ => Confidence::Check(say!("infer-odd-values")),
        }
    }

    /// By a word in the header, if the values agree.
    fn hinted(&self, target: Target) -> Option<ChosenColumns> {
        let speaks = |number: &usize| hints::speaks_for(target, self.column(*number));
        let number = self.free().find(speaks)?;
        Some(ChosenColumns {
            target,
            columns: vec![number],
            confidence: Confidence::Likely(say!("infer-unusual")),
        })
    }

    /// Free columns with values.
    pub(super) fn others(&self) -> impl Iterator<Item = &'a ColumnProfile> {
        let free = self.free().map(|number| self.column(number));
        free.filter(|column| !column.is_blank() && !column.header.is_empty())
    }

    /// Free columns with fitting values, for a person to choose from.
    pub(super) fn candidates(&self, target: Target) -> impl Iterator<Item = &'a ColumnProfile> {
        let free = self.free().map(|number| self.column(number));
        let would_do = move |column: &&ColumnProfile| hints::could_be(target, column);
        free.filter(would_do).take(3)
    }
}
