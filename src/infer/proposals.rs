//! Proposes the lookup records that customers' sheets refer to and that no other table has.
//!
//! It makes no configuration. Invariant: spellings that differ in nothing but case, blanks, dashes or the place of the
//! accent are one record.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    columns::Chooser,
    entity, fields,
    profile::ColumnProfile,
    rank::Rank,
    seen::SampledTable,
    slug::{fresh, is_code},
    targets::GROUP_NAME,
};
use crate::model::{Entity, ProposedLookup, ProposedLookups, Target, alike::loose};

/// The records that customers refer to, of entities without a table.
#[must_use]
pub fn propose(tables: &[SampledTable], rank: Rank<'_>) -> Vec<ProposedLookups> {
    let known = tables.iter().filter_map(|table| {
        let (entity, _) = entity::entity(table, rank).ok()?;
        Some(Chooser::new(table, entity, rank))
    });
    let known: Vec<Chooser<'_>> = known.collect();
    let missing = Entity::LOOKUPS
        .into_iter()
        .filter(|entity| !known.iter().any(|one| one.entity == *entity));
    let of = |entity: Entity| {
        let mut seen = SeenLookups::default();
        let customers = known.iter().filter(|one| one.entity == Entity::Customer);
        customers.for_each(|chooser| seen.add(entity, chooser));
        ProposedLookups {
            entity,
            records: seen.records,
        }
    };
    let proposed = missing.map(of);
    proposed
        .filter(|proposed| !proposed.records.is_empty())
        .collect()
}

/// The records of one entity so far.
#[derive(Default)]
struct SeenLookups {
    records: Vec<ProposedLookup>,
    /// The position of each by its folded name.
    places: BTreeMap<String, usize>,
    codes: BTreeSet<String>,
}

impl SeenLookups {
    fn add(&mut self, entity: Entity, chooser: &Chooser<'_>) {
        if entity == Entity::Field {
            for column in fields::made_up_columns(chooser) {
                let kind = fields::field_type(column);
                self.see(&column.header, (column.filled, Some(kind)), None);
            }
            return;
        }
        let refers = |target: Target| match target {
            Target::Attribute(attribute) => attribute.refers_to() == Some(entity),
            Target::GroupNo => entity == Entity::Group && !chooser.has(GROUP_NAME),
            _ => false,
        };
        let choices = chooser.choices.iter().filter(|one| refers(one.target));
        let codes = group_codes(chooser, entity);
        for choice in choices {
            let column: &ColumnProfile = &chooser.table.columns[choice.columns[0]];
            let first = first_spellings(chooser, choice.columns[0]);
            for (text, rows) in column.by_count() {
                let name = first.get(&loose(text)).copied().unwrap_or(text);
                self.see(name, (rows, None), codes.get(name).copied());
            }
        }
    }

    fn see(
        &mut self,
        name: &str,
        (rows, field_type): (usize, Option<&'static str>),
        code: Option<&str>,
    ) {
        if let Some(place) = self.places.get(&loose(name)) {
            self.records[*place].rows += rows;
            return;
        }
        self.places.insert(loose(name), self.records.len());
        let own = code.or(Some(name).filter(|name| is_code(name)));
        let own = own.filter(|code| self.codes.insert((*code).to_owned()));
        let code = match own {
            Some(code) => code.to_owned(),
            None => fresh(name, &mut self.codes),
        };
        self.records.push(ProposedLookup {
            code,
            name: name.to_owned(),
            field_type,
            rows,
        });
    }
}

/// The first spelling of each text among the first rows of a table.
fn first_spellings<'a>(chooser: &Chooser<'a>, column: usize) -> BTreeMap<String, &'a str> {
    let table = chooser.table;
    let texts = (0..table.rows.len()).map(|row| table.cell(row, column));
    let mut first = BTreeMap::new();
    for text in texts {
        first.entry(loose(text)).or_insert(text);
    }
    first
}

/// The code beside each name of a group, for customers that have both.
fn group_codes<'a>(chooser: &Chooser<'a>, entity: Entity) -> BTreeMap<&'a str, &'a str> {
    let column = |target| Some(chooser.of(target)?.columns[0]);
    let both = column(GROUP_NAME).zip(column(Target::GroupNo));
    let Some((name, code)) = both.filter(|_| entity == Entity::Group) else {
        return BTreeMap::new();
    };
    let table = chooser.table;
    let rows = (0..table.rows.len()).map(|row| (table.cell(row, name), table.cell(row, code)));
    rows.filter(|(_, code)| !code.is_empty()).collect()
}
