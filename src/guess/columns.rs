//! Which columns mean which attribute.
//!
//! Usual headers first, then headers with the right word whose values agree. What only the values speak for
//! is named as a candidate and not mapped. Invariant: no column is mapped twice.

use std::collections::BTreeSet;

use super::{
    Rank, hints,
    profile::{Kind, Profile},
    seen::Seen,
    slug::key,
};
use crate::model::{Attribute, Entity, Target};

const PHONES: Target = Target::Attribute(Attribute::CustomerPhones);
const NAME: Target = Target::Attribute(Attribute::CustomerName);

/// How far a mapping can be relied on.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Confidence {
    Sure,
    Likely,
    Check,
}

impl Confidence {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Check => "CHECK",
        }
    }
}

/// The columns of one target.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub target: Target,
    pub columns: Vec<usize>,
    pub confidence: Confidence,
    pub why: Option<&'static str>,
}

pub(super) struct Chooser<'a> {
    pub table: &'a Seen,
    pub entity: Entity,
    pub rank: Rank<'a>,
    pub taken: BTreeSet<usize>,
    pub choices: Vec<Choice>,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(table: &'a Seen, entity: Entity, rank: Rank<'a>) -> Self {
        Self {
            table,
            entity,
            rank,
            taken: BTreeSet::new(),
            choices: Vec::new(),
        }
    }

    pub(super) fn choose(mut self) -> Self {
        for target in Target::all(self.entity) {
            if let Some(choice) = self.usual(target) {
                self.take(choice);
            }
        }
        for target in Target::all(self.entity) {
            if !self.has(target)
                && let Some(choice) = self.hinted(target)
            {
                self.take(choice);
            }
        }
        self.choices.sort_by_key(|choice| {
            Target::all(self.entity).position(|target| target == choice.target)
        });
        self
    }

    pub(super) fn has(&self, target: Target) -> bool {
        self.choices.iter().any(|choice| choice.target == target)
    }

    /// Its columns mean something else after all.
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

    fn take(&mut self, choice: Choice) {
        self.taken.extend(&choice.columns);
        self.choices.push(choice);
    }

    fn column(&self, number: usize) -> &'a Profile {
        &self.table.columns[number]
    }

    fn free(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.table.columns.len()).filter(|number| !self.taken.contains(number))
    }

    /// By usual headers: the best that is not blank; of phones all.
    fn usual(&self, target: Target) -> Option<Choice> {
        if target == NAME
            && let Some(columns) = self.name_in_two()
        {
            let why = Some("two columns, joined by a blank");
            return Some(Choice {
                target,
                columns,
                confidence: Confidence::Likely,
                why,
            });
        }
        let rank = |number: usize| (self.rank)(self.entity, target, &self.column(number).header);
        let ranked: Vec<usize> = self
            .free()
            .filter(|number| rank(*number).is_some())
            .collect();
        let best = ranked.iter().copied().min_by_key(|number| {
            let column = self.column(*number);
            let fits = hints::fits(target, column) != Some(false);
            (column.is_blank(), rank(*number), !fits, *number)
        })?;
        let all = target == PHONES && rank(best) != Some(0);
        if all {
            return Some(self.phones(&ranked));
        }
        let columns = vec![best];
        let (confidence, why) = self.trust(target, &columns);
        Some(Choice {
            target,
            columns,
            confidence,
            why,
        })
    }

    /// Those with an unusual header too: a number that is left out is one that nobody calls.
    fn phones(&self, usual: &[usize]) -> Choice {
        let (confidence, why) = self.trust(PHONES, usual);
        let speaks = |number: &usize| hints::speaks_for(PHONES, self.column(*number));
        let mut columns: Vec<usize> = self.free().filter(speaks).collect();
        columns.extend(usual.iter().copied());
        columns.sort_unstable();
        columns.dedup();
        let more = columns.len() > usual.len() && confidence == Confidence::Sure;
        let unusual = (Confidence::Likely, Some("one has an unusual header"));
        let (confidence, why) = if more { unusual } else { (confidence, why) };
        Choice {
            target: PHONES,
            columns,
            confidence,
            why,
        }
    }

    fn trust(&self, target: Target, columns: &[usize]) -> (Confidence, Option<&'static str>) {
        let filled: Vec<_> = columns.iter().map(|number| self.column(*number)).collect();
        if filled.iter().all(|column| column.is_blank()) {
            return (Confidence::Likely, Some("blank in every row"));
        }
        let against = filled
            .iter()
            .any(|column| hints::fits(target, column) == Some(false));
        if !against {
            return (Confidence::Sure, None);
        }
        let why = match target {
            Target::Code => "not every row has one of its own",
            PHONES => "not all of them look like phone numbers",
            Target::Attribute(attribute) if attribute.names().is_some() => {
                "too many different values for a list of choices"
            }
            _ => "the header says so, the values do not look like it",
        };
        (Confidence::Check, Some(why))
    }

    /// Family and given name apart, where there is no column with both.
    fn name_in_two(&self) -> Option<Vec<usize>> {
        if self.entity != Entity::Customer {
            return None;
        }
        let position = |names: &[&str]| {
            (0..self.table.columns.len())
                .find(|number| names.contains(&key(&self.column(*number).header).as_str()))
        };
        let whole = (0..self.table.columns.len()).any(|number| {
            let column = self.column(number);
            let header = key(&column.header);
            let ranked = (self.rank)(self.entity, NAME, &column.header).is_some();
            ranked && !column.is_blank() && !matches!(header.as_str(), "ten" | "name" | "firstname")
        });
        if whole {
            return None;
        }
        let family = position(&[
            "ho",
            "hovadem",
            "hodem",
            "hotendem",
            "hovatendem",
            "holot",
            "lastname",
            "surname",
        ])?;
        let given = position(&["ten", "firstname", "givenname"])?;
        let english = key(&self.column(family).header) == "lastname";
        let vietnamese = self.column(family).share(Kind::Surname) >= 50;
        Some(if english && !vietnamese {
            vec![given, family]
        } else {
            vec![family, given]
        })
    }

    /// By a word in the header, where the values agree.
    fn hinted(&self, target: Target) -> Option<Choice> {
        if target == Target::GroupNo {
            return None;
        }
        let number = self
            .free()
            .find(|number| hints::speaks_for(target, self.column(*number)))?;
        let why = Some("an unusual header, but the values agree");
        Some(Choice {
            target,
            columns: vec![number],
            confidence: Confidence::Likely,
            why,
        })
    }

    /// Free columns whose values would do, for a person to choose from.
    pub(super) fn candidates(&self, target: Target) -> Vec<&'a Profile> {
        let free = self.free().map(|number| self.column(number));
        free.filter(|column| hints::could_be(target, column))
            .take(3)
            .collect()
    }
}
