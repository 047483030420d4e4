//! What a person has decided about columns and missing values: on the command line, or as answers to questions.
//!
//! Invariant: a decision about a customer's attribute never turns a catalogue into customers.

use super::{entity, meaning::Meaning, rank::Rank, seen::SampledTable};
use crate::model::{
    Entity, Target,
    text::{clean, key},
};

/// All decisions.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// By header.
    pub columns: Vec<(String, Meaning)>,
    /// The value of every record, by attribute of customers.
    pub defaults: Vec<(Target, String)>,
}

/// Takes the decisions into the tables that they are about, and returns the first header that no table has.
pub fn decide<'d>(
    tables: &mut [SampledTable],
    decisions: &'d Decisions,
    rank: Rank<'_>,
) -> Option<&'d str> {
    let mut unused: Vec<&str> = decisions
        .columns
        .iter()
        .map(|(header, _)| &**header)
        .collect();
    for table in tables {
        table.decided.clear();
        table.defaults.clear();
        let entity = entity::entity(table, rank).map_or(Entity::Customer, |(entity, _)| entity);
        for (header, meaning) in &decisions.columns {
            let is_about = match meaning {
                Meaning::Attribute(_) => meaning.target(entity).is_some(),
                Meaning::Field(_) | Meaning::Nothing => entity == Entity::Customer,
            };
            let columns = if is_about {
                alike(table, header)
            } else {
                Vec::new()
            };
            for column in columns {
                unused.retain(|one| one != header);
                table.decided.insert(column, meaning.clone());
            }
        }
        if entity == Entity::Customer {
            table.defaults.clone_from(&decisions.defaults);
        }
    }
    unused.first().copied()
}

/// The columns with exactly that header, else those that differ only in case, blanks, accents and signs.
fn alike(table: &SampledTable, header: &str) -> Vec<usize> {
    let of = |is_alike: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let columns = table.headers().enumerate();
        let alike = columns.filter(|(_, header)| is_alike(header));
        alike.map(|(column, _)| column).collect()
    };
    let (exact, folded) = (clean(header), key(header));
    let exactly = of(&|header| header == exact);
    if exactly.is_empty() && !folded.is_empty() {
        return of(&|header| key(header) == folded);
    }
    exactly
}
