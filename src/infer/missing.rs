//! Required attributes without a column: lines to complete, candidates, defaults.
//!
//! Invariant: every line here is written behind a `#`.

use super::{
    catalogue::Catalogues,
    columns::Chooser,
    profile::{ColumnProfile, ValueKind},
    targets::{GROUP_NAME, PHONES},
    task::Task,
    text::{ConfigLine, examples, listed, quoted, section},
};
use crate::{
    language::say,
    model::{Attribute, Entity, Target},
};

/// Required targets without a column or a default.
pub(super) fn targets(chooser: &Chooser<'_>) -> impl Iterator<Item = Target> {
    Target::all(chooser.entity).filter(|target| {
        let by_code = *target == GROUP_NAME && chooser.has(Target::GroupNo);
        is_required(*target) && !by_code && !chooser.has(*target) && !is_decided(chooser, *target)
    })
}

fn is_decided(chooser: &Chooser<'_>, target: Target) -> bool {
    let mut defaults = chooser.table.defaults.iter();
    defaults.any(|(decided, _)| *decided == target)
}

/// Whether no record can be sent without it.
pub(super) fn is_required(target: Target) -> bool {
    match target {
        Target::Code => true,
        Target::Attribute(attribute) => attribute.is_required(),
        _ => false,
    }
}

/// A line to complete, and one for each column with fitting values.
pub(super) fn lines(
    chooser: &Chooser<'_>,
    target: Target,
    to_do: &mut Vec<Task>,
) -> Vec<ConfigLine> {
    let (entity, name) = (chooser.entity, target.name(chooser.entity));
    let line = |header: &str, comment: String| {
        ConfigLine::doubt(format!("{name} = {}", quoted(header)), comment)
    };
    if target == Target::Code
        && chooser.candidates(target).next().is_none()
        && let Some(phone) = own_phone(chooser)
    {
        let value = format!("{{ column = {}, phone = true }}", quoted(&phone.header));
        let text = format!("{name} = {value}");
        to_do.push(Task::needed(&*text, say!("infer-phone-code-task", name)));
        let examples = examples(phone);
        return vec![ConfigLine::doubt(
            text,
            say!("infer-phone-as-code", examples),
        )];
    }
    if !has_default(target) {
        let start = format!("{name} = ");
        to_do.push(Task::needed(start, say!("infer-no-column", name, entity)));
    }
    let candidate = |column: &ColumnProfile| {
        let examples = examples(column);
        line(&column.header, say!("infer-candidate", examples))
    };
    let mut lines: Vec<ConfigLine> = chooser.candidates(target).map(candidate).collect();
    if lines.is_empty() {
        lines.push(line("…", say!("infer-none-found")));
    }
    lines
}

/// The only column of phones, if each customer has its own.
fn own_phone<'a>(chooser: &Chooser<'a>) -> Option<&'a ColumnProfile> {
    let choice = chooser
        .of(PHONES)
        .filter(|_| chooser.entity == Entity::Customer)?;
    let column = &chooser.table.columns[*choice.columns.first()?];
    (column.tells_apart() && column.share(ValueKind::Phone) == 100).then_some(column)
}

/// Codes, names and phones differ between records, so no default fits all of them.
pub(super) fn has_default(target: Target) -> bool {
    target == Target::Attribute(Attribute::FieldType) || named(target).is_some()
}

/// The lookup that it refers to.
fn named(target: Target) -> Option<Entity> {
    match target {
        Target::Attribute(attribute) => attribute.refers_to(),
        _ => None,
    }
}

pub(super) fn defaults(
    chooser: &Chooser<'_>,
    catalogues: &Catalogues,
    to_do: &mut Vec<Task>,
) -> Vec<ConfigLine> {
    let line = |target: Target| {
        let name = target.name(chooser.entity);
        let known = known(target, catalogues);
        let text = format!("{name} = {}", quoted(known.first().unwrap_or(&"…")));
        to_do.push(Task::needed(&*text, say!("infer-name-one", name)));
        let by = match target {
            Target::Attribute(Attribute::FieldType) => "type",
            GROUP_NAME => "name",
            _ => "code",
        };
        let comment = match &known[..] {
            [] => say!("infer-default", by),
            some => say!("infer-default-of", by, known = listed(some)),
        };
        ConfigLine::doubt(text, comment)
    };
    let targets = targets(chooser).filter(|target| has_default(*target));
    let doubts: Vec<ConfigLine> = targets.map(line).collect();
    let decided = chooser.table.defaults.iter();
    let decided = decided.filter(|(target, _)| !chooser.has(*target));
    let decided = decided.map(|(target, value)| {
        let text = format!("{} = {}", target.name(chooser.entity), quoted(value));
        ConfigLine::active(text, say!("infer-decided"))
    });
    let lines = decided.chain(doubts).collect();
    section("defaults", &say!("infer-defaults"), lines)
}

/// The first records of its catalogue, in the form that customers refer to them.
fn known(target: Target, catalogues: &Catalogues) -> Vec<&str> {
    let catalogue = named(target).and_then(|entity| catalogues.of(entity));
    let records = catalogue.iter().flat_map(|catalogue| &catalogue.records);
    let names = records.map(|(code, name)| if target == GROUP_NAME { name } else { code });
    names.take(8).map(String::as_str).collect()
}
