//! Infers the entity of a table.
//!
//! Phones or e-mail addresses make customers; lookups are recognised by their headers, and by the name of the sheet
//! if the headers are as general as `Mã` and `Tên`. Invariant: an ambiguous table has no entity.

use super::{
    hints::{is_about_else, is_of_a_trade, speaks_for},
    looks, names,
    profile::{ColumnProfile, ValueKind},
    rank::{self, Rank, knows},
    seen::SampledTable,
    targets::{NAME, PHONES},
    text::shown,
};
use crate::{
    language::say,
    model::{Attribute, Entity, Target, text::key},
};

/// A catalogue has few more columns than it needs.
const STRANGERS: usize = 3;

const EMAIL: Target = Target::Attribute(Attribute::CustomerEmail);

/// The entity with the reason, or the reason why there is none.
pub(super) fn entity(table: &SampledTable, rank: Rank<'_>) -> Result<(Entity, String), String> {
    if table.named_headers().next().is_none() {
        return Err(say!("infer-no-header"));
    }
    let mut decided = table.decided.values();
    if decided.any(|meaning| meaning.target(Entity::Customer).is_some()) {
        return Ok((Entity::Customer, say!("infer-decided")));
    }
    if let Some(text) = value(table, rank) {
        let row = table.facts.header_row;
        let row = row.to_string();
        let text = shown(text);
        return Err(say!("infer-header-is-record", row, text));
    }
    if !is_of_customers(table, rank) {
        return lookup(table, rank);
    }
    if let Some(header) = table.headers().find(|header| is_about_else(header)) {
        let known = known(table, Entity::Customer, rank);
        let header = shown(header);
        return Err(say!("infer-about-else", header, known));
    }
    Ok((Entity::Customer, say!("infer-customers")))
}

/// Whether the values alone are evidence for customers, so that a table with unknown headers can be offered.
pub(super) fn is_perhaps_of_customers(table: &SampledTable, rank: Rank<'_>) -> bool {
    let mut columns = table.columns.iter();
    value(table, rank).is_none()
        && !table.headers().any(is_about_else)
        && columns.any(|column| !column.header.is_empty() && is_of_people(column))
}

/// A header that is a value like those below it, so that the row is a record.
pub(super) fn value<'a>(table: &'a SampledTable, rank: Rank<'_>) -> Option<&'a str> {
    let is_known = |column: &ColumnProfile| {
        Entity::ALL
            .iter()
            .any(|entity| knows(rank, *entity, column))
    };
    let has_known = table.columns.iter().any(is_known);
    let is_value = |column: &&ColumnProfile| {
        let header = &column.header;
        let is_name = !has_known && is_persons(header) && column.share(ValueKind::Name) >= 60;
        looks::is_phone(header) || looks::is_email(header) || is_name
    };
    table.columns.iter().find(is_value).map(|one| &*one.header)
}

/// A person's name: unlike `Chủ hộ`, which begins as one, it has a capital in each word.
fn is_persons(text: &str) -> bool {
    let mut words = text.split_whitespace();
    looks::is_name(text) && words.all(|word| word.starts_with(char::is_uppercase))
}

fn is_of_people(column: &ColumnProfile) -> bool {
    column.share(ValueKind::Phone) >= 80 || column.share(ValueKind::Email) >= 80
}

fn is_of_customers(table: &SampledTable, rank: Rank<'_>) -> bool {
    let has = |target| {
        let mut columns = table.columns.iter();
        columns.any(|column| {
            let is_usual = rank::of(rank, Entity::Customer, target, column).is_some();
            is_usual || is_of_a_trade(target, column)
        })
    };
    let code = has(Target::Code);
    let name = has(NAME) || names::parts(&table.columns, rank).is_some();
    let is_contact =
        |column: &ColumnProfile| speaks_for(PHONES, column) || speaks_for(EMAIL, column);
    has(PHONES)
        || table.columns.iter().any(is_contact)
        || (table.columns.iter().any(is_of_people) && (name || code))
        || (code
            && name
            && hint(table).is_none_or(|one| one == Entity::Customer)
            && table.columns.len() > 5)
}

/// Columns with a known header for that entity.
fn known(table: &SampledTable, entity: Entity, rank: Rank<'_>) -> usize {
    let columns = table.columns.iter();
    columns.filter(|one| knows(rank, entity, one)).count()
}

fn lookup(table: &SampledTable, rank: Rank<'_>) -> Result<(Entity, String), String> {
    let scored = Entity::LOOKUPS.into_iter();
    let mut scored: Vec<(usize, Entity)> = scored
        .filter_map(|entity| Some((score(table, entity, rank)?, entity)))
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scored[..] {
        [] => Err(unknown(table, rank)),
        [(best, _), (second, _), ..] if best == second => Err(say!("infer-several-kinds")),
        [(_, entity), ..] => {
            let count = table.facts.rows;
            Ok((entity, say!("infer-catalogue", count)))
        }
    }
}

/// What is missing for customers or for a catalogue.
fn unknown(table: &SampledTable, rank: Rank<'_>) -> String {
    let has_known = |entities: &[Entity]| {
        let mut columns = table.columns.iter();
        columns.any(|column| entities.iter().any(|one| knows(rank, *one, column)))
    };
    match () {
        () if has_known(&[Entity::Customer]) => say!("infer-without-phones"),
        () if has_known(&Entity::LOOKUPS) => say!("infer-without-code"),
        () => say!("infer-unknown-headers"),
    }
}

/// `None` where it can't be a catalogue of that entity.
fn score(table: &SampledTable, entity: Entity, rank: Rank<'_>) -> Option<usize> {
    let best = |target| {
        let columns = table.columns.iter();
        let ranked =
            columns.filter_map(|column| Some((rank::of(rank, entity, target, column)?, column)));
        ranked.min_by_key(|(rank, _)| *rank)
    };
    let (_, code) = best(Target::Code)?;
    let (_, named) = best(Target::Attribute(entity.name_attribute()))?;
    let known = known(table, entity, rank);
    let strange = table.named_headers().count() - known;
    if !code.tells_apart() || named.repeats || strange > STRANGERS {
        return None;
    }
    let specific = table.columns.iter().filter(|column| {
        let others = Entity::LOOKUPS.into_iter();
        let mut others = others.filter(|other| *other != entity);
        knows(rank, entity, column) && !others.any(|other| knows(rank, other, column))
    });
    let specific = specific.count();
    let hinted = usize::from(hint(table) == Some(entity));
    (specific + hinted > 0).then(|| 2 * specific + 3 * hinted + known)
}

/// The entity in the name of the sheet, or of the file if there is only one sheet.
fn hint(table: &SampledTable) -> Option<Entity> {
    let file = table.path.rsplit('/').next().unwrap_or_default();
    let sheet = table.facts.sheet.as_deref().filter(|_| !table.alone);
    let name = key(sheet.unwrap_or(file));
    let says = |entity: &Entity| {
        let mut words = entity.spec().hint_words.iter();
        words.any(|word| name.contains(word))
    };
    let found = Entity::ALL.into_iter().filter(says);
    found.min_by_key(|entity| entity.spec().hint_rank)
}
