//! What the rows of a table are.
//!
//! Phones or e-mails make customers; lookups are told by their headers, and by the name of the sheet where the
//! headers are as general as `Mã` and `Tên`. Invariant: a table that could be two things is taken for none.

use super::{Rank, hints::is_about_else, profile::Kind, seen::Seen, slug::key};
use crate::model::{Attribute, Entity, Target};

/// A catalogue has hardly more columns than it needs.
const STRANGERS: usize = 3;

/// The entity and why, or why none.
pub(super) fn entity(table: &Seen, rank: Rank<'_>) -> Result<(Entity, String), String> {
    if table.columns.iter().all(|column| column.header.is_empty()) {
        return Err("it has no header".to_owned());
    }
    if is_of_customers(table, rank) {
        return customers(table, rank);
    }
    lookup(table, rank)
}

fn is_of_customers(table: &Seen, rank: Rank<'_>) -> bool {
    let has = |target| {
        table
            .columns
            .iter()
            .any(|column| rank(Entity::Customer, target, &column.header).is_some())
    };
    let people = table
        .columns
        .iter()
        .any(|column| column.share(Kind::Phone) >= 80 || column.share(Kind::Email) >= 80);
    let named = has(Target::Attribute(Attribute::CustomerName)) || has(Target::Code);
    has(Target::Attribute(Attribute::CustomerPhones))
        || (people && named)
        || (has(Target::Code)
            && has(Target::Attribute(Attribute::CustomerName))
            && hint(table).is_none_or(|one| one == Entity::Customer)
            && table.columns.len() > 5)
}

fn customers(table: &Seen, rank: Rank<'_>) -> Result<(Entity, String), String> {
    let mut headers = table.headers().into_iter();
    if let Some(header) = headers.find(|header| is_about_else(header)) {
        let known = known(table, Entity::Customer, rank);
        return Err(format!(
            "it looks like orders, goods or staff because of “{header}”, though {known} of its columns would do for customers"
        ));
    }
    Ok((
        Entity::Customer,
        "rows with a phone or an e-mail address".to_owned(),
    ))
}

/// Columns whose header is known for that entity.
fn known(table: &Seen, entity: Entity, rank: Rank<'_>) -> usize {
    let is_known =
        |header: &&str| Target::all(entity).any(|target| rank(entity, target, header).is_some());
    table
        .headers()
        .iter()
        .filter(|header| is_known(header))
        .count()
}

fn lookup(table: &Seen, rank: Rank<'_>) -> Result<(Entity, String), String> {
    let mut scored: Vec<(usize, Entity)> = Entity::LOOKUPS
        .into_iter()
        .filter_map(|entity| Some((score(table, entity, rank)?, entity)))
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scored[..] {
        [] => Err("its headers are none that are known".to_owned()),
        [(best, _), (second, _), ..] if best == second => {
            Err("its headers would do for several kinds of catalogue".to_owned())
        }
        [(_, entity), ..] => Ok((
            entity,
            format!("a code and a name in each of {} rows", table.facts.rows),
        )),
    }
}

/// `None` where it can't be a catalogue of that entity.
fn score(table: &Seen, entity: Entity, rank: Rank<'_>) -> Option<usize> {
    let name = Target::Attribute(entity.name_attribute());
    let best = |target| {
        let ranked = table
            .columns
            .iter()
            .filter(|column| rank(entity, target, &column.header).is_some());
        ranked.min_by_key(|column| rank(entity, target, &column.header))
    };
    let (code, named) = (best(Target::Code)?, best(name)?);
    let filled = table
        .columns
        .iter()
        .filter(|column| !column.header.is_empty())
        .count();
    let strange = filled - known(table, entity, rank);
    if !code.tells_apart() || named.repeats || strange > STRANGERS {
        return None;
    }
    let own = |header: &str| {
        Entity::LOOKUPS
            .into_iter()
            .filter(|other| knows(*other, header, rank))
            .count()
            == 1
    };
    let specific = table
        .headers()
        .iter()
        .filter(|header| knows(entity, header, rank) && own(header))
        .count();
    let hinted = usize::from(hint(table) == Some(entity));
    (specific + hinted > 0).then(|| 2 * specific + 3 * hinted + known(table, entity, rank))
}

fn knows(entity: Entity, header: &str, rank: Rank<'_>) -> bool {
    Target::all(entity).any(|target| rank(entity, target, header).is_some())
}

/// What the name of the sheet says, or of the file where there is no other.
fn hint(table: &Seen) -> Option<Entity> {
    let words = [
        ("trangthai", Entity::Status),
        ("tinhtrang", Entity::Status),
        ("status", Entity::Status),
        ("truong", Entity::Field),
        ("field", Entity::Field),
        ("nhom", Entity::Group),
        ("group", Entity::Group),
        ("loai", Entity::Type),
        ("kieu", Entity::Type),
        ("type", Entity::Type),
        ("khachhang", Entity::Customer),
        ("customer", Entity::Customer),
        ("contact", Entity::Customer),
    ];
    let file = table.path.rsplit('/').next().unwrap_or_default();
    let name = key(table
        .sheet
        .as_deref()
        .filter(|_| !table.alone)
        .unwrap_or(file));
    let found = words.into_iter().find(|(word, _)| name.contains(word));
    found.map(|(_, entity)| entity)
}
